// In: tokens at a pattern. Out: a SyntaxPattern. Whether a name binds or names a case is for the checker.
import { type Parser, parseBracket, parseName, parsePath, parseRecogniserName } from './grammar.ts';
import { parsePostfixType } from './parse-type.ts';
import type { LiteralValue, Name, SyntaxPattern } from './syntax.ts';
import type { Token } from './token.ts';

/** `p : int` stands in parentheses only: elsewhere the colon gives the type of a result. */
type Place = 'bare' | 'parenthesized';

export function parsePattern(p: Parser): SyntaxPattern {
  return parseAs(p, 'bare');
}

/** `p | q as x`: weakest first `as`, then `|`, then `,`. */
function parseAs(p: Parser, place: Place): SyntaxPattern {
  const { tokens } = p;
  const start = tokens.peek().start;
  return tokens.deeper(
    () => {
      let pattern = parseAlternatives(p, place);
      for (let count = 0; tokens.is('as') && count < 50; count += 1) {
        tokens.next();
        const name = parseName(p, 'a name after `as`');
        if (name) pattern = { kind: 'as', pattern, name, span: tokens.spanSince(start) };
      }
      return pattern;
    },
    () => errorPattern(p),
  );
}

function errorPattern(p: Parser): SyntaxPattern {
  return { kind: 'error', span: p.tokens.spanOf(p.tokens.raw) };
}

function parseAlternatives(p: Parser, place: Place): SyntaxPattern {
  const { tokens } = p;
  const start = tokens.peek().start;
  const first = parseTuple(p, place);
  if (!tokens.is('|')) return first;
  const alternatives = [first];
  while (tokens.take('|')) alternatives.push(parseTuple(p, place));
  return { kind: 'or', alternatives, span: tokens.spanSince(start) };
}

function parseTuple(p: Parser, place: Place): SyntaxPattern {
  const { tokens } = p;
  const start = tokens.peek().start;
  const first = parseTyped(p, place);
  if (!tokens.is(',')) return first;
  const items = [first];
  while (tokens.take(',')) items.push(parseTyped(p, place));
  return { kind: 'tuple', items, span: tokens.spanSince(start) };
}

function parseTyped(p: Parser, place: Place): SyntaxPattern {
  const { tokens } = p;
  const start = tokens.peek().start;
  const pattern = parseConjunction(p);
  if (place === 'bare' || !tokens.is(':')) return pattern;
  tokens.next();
  const type = p.type(p);
  return { kind: 'typed', pattern, type, span: tokens.spanSince(start) };
}

/** `p & q`; `p :: q` is refused. */
function parseConjunction(p: Parser): SyntaxPattern {
  const { tokens } = p;
  const start = tokens.peek().start;
  const patterns = [parseListed(p)];
  while (tokens.take('&')) patterns.push(parseListed(p));
  const [only, ...more] = patterns;
  if (only && more.length === 0) return only;
  return { kind: 'and', patterns, span: tokens.spanSince(start) };
}

function parseListed(p: Parser): SyntaxPattern {
  const { tokens } = p;
  const pattern = parseApplied(p);
  while (tokens.is('::')) {
    const operator = tokens.next();
    tokens.refuse('cons', tokens.spanOf(operator));
    parseApplied(p);
  }
  return pattern;
}

/** `Some x`, `Shape.Circle (r, _)`, or an atomic pattern. */
function parseApplied(p: Parser): SyntaxPattern {
  const { tokens } = p;
  const start = tokens.peek();
  if (start.kind !== 'identifier') return parseAtomicPattern(p);
  const path = parsePath(p);
  if (!beginsAtomicPattern(p)) return namedPattern(path, p.tokens.spanSince(start.start));
  const given: SyntaxPattern[] = [];
  do {
    const opener = tokens.peek();
    given.push(isNamedField(p) ? parseNamedFields(p, opener) : parseAtomicPattern(p));
  } while (beginsAtomicPattern(p) && !tokens.isPanicking);
  return {
    kind: 'case',
    path,
    before: given.slice(0, -1),
    argument: given.at(-1),
    span: tokens.spanSince(start.start),
  };
}

function namedPattern(path: readonly Name[], span: SyntaxPattern['span']): SyntaxPattern {
  const [only] = path;
  if (path.length === 1 && only) return { kind: 'name', name: only, span };
  return { kind: 'case', path, before: [], argument: undefined, span };
}

function isNamedField(p: Parser): boolean {
  const { tokens } = p;
  return tokens.is('(') && tokens.ahead(1).kind === 'identifier' && tokens.ahead(2).text === '=';
}

/** `(width = w; height = _)`. */
function parseNamedFields(p: Parser, opener: Token): SyntaxPattern {
  const { tokens } = p;
  const fields: { readonly name: Name; readonly pattern: SyntaxPattern }[] = [];
  tokens.next();
  parseBracket(p, opener, ')', () => {
    eachItem(p, () => {
      const [name] = parsePath(p);
      if (!tokens.take('=') || !name) {
        tokens.syntaxError(`Expected \`=\` and a pattern after the field, but found ${tokens.describeNext()}.`);
        return 'stop';
      }
      fields.push({ name, pattern: parsePattern(p) });
      return 'go-on';
    });
  });
  return { kind: 'named-fields', fields, span: tokens.spanSince(opener.start) };
}

/** Items with `;` or a new line between them, up to where none begins. */
function eachItem(p: Parser, item: () => 'go-on' | 'stop'): void {
  const { tokens } = p;
  while (beginsAtomicPattern(p) || tokens.is('-')) {
    if (item() === 'stop') return;
    const isSeparated = tokens.take(';') !== undefined;
    if (tokens.peek().kind === 'separator') tokens.skipSeparator();
    else if (!isSeparated) return;
  }
}

/** `[| p; q |]`. */
function parseArrayPattern(p: Parser, opener: Token): SyntaxPattern {
  const { tokens } = p;
  const items: SyntaxPattern[] = [];
  parseBracket(p, opener, '|]', () => {
    eachItem(p, () => {
      items.push(parsePattern(p));
      return 'go-on';
    });
  });
  return { kind: 'array', items, span: tokens.spanSince(opener.start) };
}

const openers: ReadonlySet<string> = new Set(['(', '{', '_', '[', '[|', 'null', 'struct']);

export function beginsAtomicPattern(p: Parser): boolean {
  const token = p.tokens.peek();
  if (token.kind === 'identifier' || token.kind === 'literal' || token.kind === 'broken') return true;
  if (token.kind === 'operator')
    return (
      token.text === '-' && p.tokens.ahead(1).isAdjacent && p.tokens.ahead(1).kind === 'literal' && !token.isAdjacent
    );
  return (token.kind === 'punctuation' || token.kind === 'keyword') && openers.has(token.text);
}

/** A name, a literal, or a bracket. */
export function parseAtomicPattern(p: Parser): SyntaxPattern {
  const { tokens } = p;
  const token = tokens.peek();
  const span = tokens.spanOf(token);
  if (token.kind === 'identifier') {
    const path = parsePath(p);
    return namedPattern(path, tokens.spanSince(token.start));
  }
  if (token.kind === 'literal' && token.value) {
    tokens.next();
    return literalPattern(p, token.value, token);
  }
  if (token.kind === 'broken') {
    tokens.next();
    return { kind: 'error', span };
  }
  if (tokens.is('-')) return negativePattern(p, token);
  if (tokens.take('_')) return { kind: 'wildcard', span };
  if (tokens.take('(')) return parseParenthesizedPattern(p, token);
  if (tokens.take('{')) return parseRecordPattern(p, token);
  if (tokens.take('[|')) return parseArrayPattern(p, token);
  return refusePattern(p, token);
}

function literalPattern(p: Parser, value: LiteralValue, start: Token): SyntaxPattern {
  const { tokens } = p;
  const isNumber = value.kind === 'integer' || value.kind === 'float';
  if (isNumber && tokens.is('<') && tokens.peek().isAdjacent) {
    tokens.syntaxError('A literal in a pattern has no measure.', {
      hint: 'Bind a name and compare it in a guard: `| v when v = 5.0<m> -> …`.',
    });
  }
  return { kind: 'literal', value, span: tokens.spanSince(start.start) };
}

function negativePattern(p: Parser, minus: Token): SyntaxPattern {
  const { tokens } = p;
  tokens.next();
  const token = tokens.peek();
  const { value } = token;
  if (value?.kind === 'integer' || value?.kind === 'float') {
    tokens.next();
    return literalPattern(p, negated(value), minus);
  }
  tokens.syntaxError(`Expected a number after \`-\`, but found ${tokens.describeNext()}.`);
  return errorPattern(p);
}

export function negated(value: LiteralValue): LiteralValue {
  if (value.kind === 'integer' || value.kind === 'float') return { ...value, value: -value.value } as LiteralValue;
  return value;
}

function parseParenthesizedPattern(p: Parser, opener: Token): SyntaxPattern {
  const { tokens } = p;
  if (tokens.is('|')) {
    parseRecogniserName(p, opener);
    tokens.refuse('active-pattern', tokens.spanSince(opener.start));
    return { kind: 'error', span: tokens.spanSince(opener.start) };
  }
  const inner = parseBracket(p, opener, ')', () => {
    const token = tokens.peek();
    if (tokens.is('[<')) {
      tokens.skipOne();
      tokens.refuse('attribute', tokens.spanSince(token.start));
    }
    return parseAs(p, 'parenthesized');
  });
  const span = tokens.spanSince(opener.start);
  return inner ? { ...inner, span } : { kind: 'literal', value: { kind: 'unit' }, span };
}

/** `{ X = p; Y = q }`. */
function parseRecordPattern(p: Parser, opener: Token): SyntaxPattern {
  const { tokens } = p;
  const fields: { readonly path: readonly Name[]; readonly pattern: SyntaxPattern }[] = [];
  parseBracket(p, opener, '}', () => {
    eachItem(p, () => {
      const path = parsePath(p);
      if (!tokens.take('=')) {
        tokens.syntaxError(`Expected \`=\` and a pattern after the field, but found ${tokens.describeNext()}.`);
        return 'stop';
      }
      fields.push({ path, pattern: parsePattern(p) });
      return 'go-on';
    });
  });
  return { kind: 'record', fields, span: tokens.spanSince(opener.start) };
}

/** `:? T`, `null`, lists, struct tuples; or no pattern at all. */
function refusePattern(p: Parser, token: Token): SyntaxPattern {
  const { tokens } = p;
  if (tokens.take(':?')) {
    parsePostfixType(p);
    tokens.refuse('cast', tokens.spanSince(token.start));
  } else if (tokens.take('null')) tokens.refuse('null', tokens.spanOf(token));
  else if (tokens.is('[')) {
    tokens.skipOne();
    tokens.refuse('list-pattern', tokens.spanSince(token.start));
  } else if (tokens.take('struct')) {
    const opener = tokens.peek();
    // Read as the tuple that the hint proposes, so that its names are defined.
    const tuple = tokens.take('(') ? parseParenthesizedPattern(p, opener) : undefined;
    tokens.refuse('struct-tuple', tokens.spanSince(token.start));
    if (tuple) return tuple;
  } else if (tokens.take('?')) {
    if (tokens.peek().kind === 'identifier') tokens.next();
    tokens.refuse('optional', tokens.spanSince(token.start));
  } else {
    tokens.syntaxError(`Expected a pattern, but found ${tokens.describeNext()}.`);
    return errorPattern(p);
  }
  return { kind: 'error', span: tokens.spanSince(token.start) };
}
