// In: tokens at a type. Out: a SyntaxType. Resolves no names; `m * s` between `<` and `>` is a tuple here, which the checker reads as a product where a measure stands.
import { expect, nameOf, type Parser, parseBracket, parsePath } from './grammar.ts';
import { parseMeasure, standsAtMeasure } from './parse-measure.ts';
import type { Name, SyntaxType } from './syntax.ts';
import type { Token } from './token.ts';

/** `A * B -> C`. */
export function parseType(p: Parser): SyntaxType {
  const start = p.tokens.peek().start;
  return p.tokens.deeper(
    () => {
      const from = parseTupleType(p);
      if (!p.tokens.take('->')) return from;
      const to = parseType(p);
      return { kind: 'function', from, to, span: p.tokens.spanSince(start) };
    },
    () => errorType(p),
  );
}

/** `A * B`, without `->`: the fields of a union case. */
export function parseTupleType(p: Parser): SyntaxType {
  const start = p.tokens.peek().start;
  const first = parsePostfixType(p);
  if (!p.tokens.is('*')) return first;
  const items = [first];
  while (p.tokens.take('*')) items.push(parsePostfixType(p));
  return { kind: 'tuple', items, span: p.tokens.spanSince(start) };
}

/** `int option`, `int[]`, `int[,]`: one field of a union case. */
export function parsePostfixType(p: Parser): SyntaxType {
  const { tokens } = p;
  const start = tokens.peek().start;
  let type = parseAtomicType(p);
  for (let depth = 0; type.kind !== 'error'; depth += 1) {
    const token = tokens.peek();
    if (depth > 100) {
      tokens.report('FS8246', tokens.spanOf(token), 'More than 100 types are applied one after the other.');
      return errorType(p);
    }
    if (tokens.is('[') && (tokens.ahead(1).text === ']' || tokens.ahead(1).text === ',')) {
      const rank = parseBracket(p, tokens.next(), ']', () => parseCommas(p)) ?? 1;
      type = { kind: 'array', element: type, rank, span: tokens.spanSince(start) };
    } else if (token.kind === 'identifier') {
      const path = parsePath(p);
      type = { kind: 'named', path, arguments: [type], span: tokens.spanSince(start) };
    } else return type;
  }
  return type;
}

function parseCommas(p: Parser): number {
  let rank = 1;
  while (p.tokens.take(',')) rank += 1;
  return rank;
}

function errorType(p: Parser): SyntaxType {
  return { kind: 'error', span: p.tokens.spanOf(p.tokens.raw) };
}

function parseAtomicType(p: Parser): SyntaxType {
  const { tokens } = p;
  const token = tokens.peek();
  if (token.kind === 'type-variable') {
    tokens.next();
    return { kind: 'variable', name: token.text, span: tokens.spanOf(token) };
  }
  if (token.kind === 'identifier') return parseNamedType(p);
  if (tokens.take('_')) return { kind: 'wildcard', span: tokens.spanOf(token) };
  if (tokens.take('(')) return parseParenthesizedType(p, token);
  if (tokens.is('struct')) return refusedTuple(p, token);
  if (tokens.is('{|')) {
    tokens.skipOne();
    tokens.refuse('anonymous-record', tokens.spanSince(token.start));
    return { kind: 'error', span: tokens.spanSince(token.start) };
  }
  if (tokens.take('^')) {
    if (tokens.peek().kind === 'identifier') tokens.next();
    tokens.refuse('static-variable', tokens.spanSince(token.start));
    return { kind: 'error', span: tokens.spanSince(token.start) };
  }
  tokens.syntaxError(`Expected a type, but found ${tokens.describeNext()}.`);
  return errorType(p);
}

/** Read as the tuple that the hint proposes. */
function refusedTuple(p: Parser, start: Token): SyntaxType {
  p.tokens.next();
  const opener = p.tokens.peek();
  const tuple = p.tokens.take('(') ? parseParenthesizedType(p, opener) : undefined;
  p.tokens.refuse('struct-tuple', p.tokens.spanSince(start.start));
  return tuple ?? { kind: 'error', span: p.tokens.spanSince(start.start) };
}

/** `(A * B)`, or `(A, B) Name` of old: the latter is a postfix application to several types. */
function parseParenthesizedType(p: Parser, opener: Token): SyntaxType {
  const items = parseBracket(p, opener, ')', () => {
    const list = [parseType(p)];
    while (p.tokens.take(',')) list.push(parseType(p));
    return list;
  });
  const span = p.tokens.spanSince(opener.start);
  if (items === undefined) {
    p.tokens.syntaxError('Expected a type between `(` and `)`.', { span, hint: 'The type of `()` is `unit`.' });
    return { kind: 'error', span };
  }
  const [first] = items;
  if (items.length === 1 && first) return { ...first, span };
  if (p.tokens.peek().kind !== 'identifier') {
    p.tokens.syntaxError(`Expected the name of a type after its arguments, but found ${p.tokens.describeNext()}.`);
    return { kind: 'error', span };
  }
  const path = parsePath(p);
  return { kind: 'named', path, arguments: items, span: p.tokens.spanSince(opener.start) };
}

function parseNamedType(p: Parser): SyntaxType {
  const start = p.tokens.peek().start;
  const path = parsePath(p);
  const list = p.tokens.is('<') ? parseTypeArguments(p) : [];
  return { kind: 'named', path, arguments: list, span: p.tokens.spanSince(start) };
}

/** `<A, B>` with measures among the arguments. */
export function parseTypeArguments(p: Parser): readonly SyntaxType[] {
  const { tokens } = p;
  const opener = tokens.next();
  const list: SyntaxType[] = [];
  do {
    list.push(standsAtMeasure(p) ? parseMeasure(p, 'allowed') : parseType(p));
  } while (tokens.take(','));
  if (tokens.is('when')) {
    const start = tokens.peek().start;
    while (!tokens.peek().text.startsWith('>') && isInsideItem(tokens.peek())) tokens.skipOne();
    tokens.refuse('constraint', tokens.spanSince(start));
  }
  if (!tokens.takeGreater()) {
    tokens.syntaxError(`Expected \`>\` or \`,\` after a type argument, but found ${tokens.describeNext()}.`, {
      related: [{ span: tokens.spanOf(opener), text: '`<` is opened here' }],
    });
  }
  return list;
}

function isInsideItem(token: Token): boolean {
  return token.kind !== 'separator' && token.kind !== 'offside' && token.kind !== 'end';
}

/** Type parameters of a definition, `<'T, 'U>`; `what` refuses what the dialect leaves out. */
export function parseTypeParameters(p: Parser): readonly string[] {
  const { tokens } = p;
  tokens.next();
  const list: string[] = [];
  do {
    const token = tokens.peek();
    if (tokens.is('[<')) {
      tokens.skipOne();
      tokens.refuse('generic-measure', tokens.spanSince(token.start));
    }
    if (tokens.is('^')) {
      tokens.next();
      tokens.refuse('static-variable', tokens.spanSince(token.start));
      tokens.next();
    } else if (tokens.peek().kind === 'type-variable') list.push(nameOf(p, tokens.next()).text);
    else tokens.syntaxError(`Expected a type parameter like \`'T\`, but found ${tokens.describeNext()}.`);
  } while (tokens.take(','));
  const start = tokens.peek().start;
  if (tokens.is('when')) {
    while (!tokens.peek().text.startsWith('>') && isInsideItem(tokens.peek())) tokens.skipOne();
    tokens.refuse('constraint', tokens.spanSince(start));
  }
  if (!tokens.takeGreater()) expect(p, '>', 'after the type parameters');
  return list;
}

export function namesOf(path: readonly Name[]): string {
  return path.map((name) => name.text).join('.');
}
