// In: tokens at `let`. Out: its bindings, `and` by `and`. `let f x y : t = e` has parameters; `let (a, b) = e` is a pattern without.
import { expect, type LetGroup, type Parser, parseRecogniserName } from './grammar.ts';
import { parseParameters } from './parse-control.ts';
import { beginsAtomicPattern } from './parse-pattern.ts';
import { parseTypeParameters } from './parse-type.ts';
import type { Attribute, Binding, Parameter, SyntaxExpression, SyntaxPattern, SyntaxType } from './syntax.ts';
import type { Token } from './token.ts';

export function parseBindings(p: Parser, attributes: readonly Attribute[]): LetGroup {
  const { tokens } = p;
  const keyword = tokens.next();
  const isBang = tokens.is('!') && tokens.peek().isAdjacent;
  if (isBang) tokens.next();
  if (isBang && keyword.text === 'use') tokens.refuse('computation', tokens.spanSince(keyword.start));
  const isRecursive = tokens.take('rec') !== undefined;
  const isUse = keyword.text === 'use';
  const bindings = [parseBinding(p, attributes, keyword.start)];
  while (tokens.is('and')) {
    if (isBang) tokens.refuse('computation', tokens.spanOf(tokens.raw));
    const start = tokens.next().start;
    tokens.recover();
    if (isBang && tokens.is('!')) tokens.next();
    bindings.push(parseBinding(p, [], start));
  }
  if (isBang) refuseParts(p, keyword, bindings[0], isRecursive ? 'recursive' : 'plain');
  const marks = { ...(isUse ? { isUse } : {}), ...(isBang ? { isBang } : {}) };
  return { isRecursive, ...marks, bindings, span: tokens.spanSince(keyword.start) };
}

/** `let!` gives names to parts of a value, and no more. */
function refuseParts(p: Parser, keyword: Token, binding: Binding | undefined, recursion: 'recursive' | 'plain'): void {
  if (!binding) return;
  const { parameters, isMutable, isInline, isPrivate, attributes } = binding;
  const isPlain = parameters.length === 0 && attributes.length === 0 && !isMutable && !isInline && !isPrivate;
  if (isPlain && recursion === 'plain') return;
  p.tokens.report('FS0010', p.tokens.spanOf(keyword), '`let!` takes a pattern, `=` and a value.', {
    hint: 'Write `let! name = …`; a function or a `mutable` is defined by a `let` of its own.',
  });
}

interface Marks {
  readonly isMutable: boolean;
  readonly isInline: boolean;
  readonly isPrivate: boolean;
}

function parseMarks(p: Parser): Marks {
  const { tokens } = p;
  const seen = new Set<string>();
  while (['mutable', 'inline', 'private', 'internal', 'public', 'rec'].some((mark) => tokens.is(mark))) {
    const token = tokens.next();
    if (token.text === 'rec' || seen.has(token.text))
      tokens.syntaxError(`Unexpected \`${token.text}\`.`, { span: tokens.spanOf(token) });
    seen.add(token.text);
  }
  return { isMutable: seen.has('mutable'), isInline: seen.has('inline'), isPrivate: seen.has('private') };
}

interface Head {
  readonly pattern: SyntaxPattern;
  readonly typeParameters: readonly string[];
  readonly parameters: readonly Parameter[];
}

function parseBinding(p: Parser, before: readonly Attribute[], start: number): Binding {
  const { tokens } = p;
  const attributes = tokens.is('[<') ? [...before, ...p.attributes(p)] : before;
  const marks = parseMarks(p);
  const { head, result } = tokens.awaiting(['='], () => {
    const parsed = parseHead(p);
    const annotation: SyntaxType | undefined = tokens.take(':') ? p.type(p) : undefined;
    if (tokens.isPanicking) skipToEquals(p);
    return { head: parsed, result: annotation };
  });
  const body = parseBody(p);
  return { attributes, ...head, result, body, ...marks, span: tokens.spanSince(start) };
}

function parseHead(p: Parser): Head {
  const { tokens } = p;
  const token = tokens.peek();
  const next = tokens.ahead(1);
  const operator = tokens.is('(') && next.kind === 'operator' && tokens.ahead(2).text === ')';
  if (operator) {
    for (let i = 0; i < 3; i += 1) tokens.next();
    tokens.refuse('operator', tokens.spanSince(token.start));
    return {
      pattern: { kind: 'error', span: tokens.spanSince(token.start) },
      typeParameters: [],
      parameters: parseParameters(p),
    };
  }
  if (tokens.is('(') && next.text === '|') {
    const name = parseRecogniserName(p, tokens.next());
    const typeParameters = tokens.is('<') ? parseTypeParameters(p) : [];
    return { pattern: { kind: 'name', name, span: name.span }, typeParameters, parameters: parseParameters(p) };
  }
  const isPlainName =
    token.kind === 'identifier' && next.text !== '.' && next.text !== ',' && next.text !== '|' && next.text !== 'as';
  if (!isPlainName) {
    const other = p.pattern(p);
    return { pattern: other, typeParameters: [], parameters: other.kind === 'error' ? parseParameters(p) : [] };
  }
  tokens.next();
  const span = tokens.spanOf(token);
  const pattern: SyntaxPattern = { kind: 'name', name: { text: token.text, span }, span };
  const typeParameters = tokens.is('<') ? parseTypeParameters(p) : [];
  return { pattern, typeParameters, parameters: beginsAtomicPattern(p) ? parseParameters(p) : [] };
}

function skipToEquals(p: Parser): void {
  const { tokens } = p;
  for (;;) {
    const { kind } = tokens.peek();
    if (tokens.is('=') || kind === 'separator' || kind === 'offside' || kind === 'end') return;
    tokens.skipOne();
  }
}

function parseBody(p: Parser): SyntaxExpression {
  const { tokens } = p;
  if (!expect(p, '=', 'and a value in a `let`')) return { kind: 'error', span: tokens.spanOf(tokens.raw) };
  return tokens.awaiting(['in', 'and'], () => p.block(p, '`=`'));
}
