// In: tokens at an atom. Out: a name, a literal, or a bracketed expression: parentheses, records, arrays. What the dialect leaves out is refused by name.
import { nameOf, type Parser, parseBracket, parsePath, parseRecogniserName } from './grammar.ts';
import type { Outside } from './outside-dialect.ts';
import { parseInterpolated } from './parse-interpolated.ts';
import type { Name, SyntaxExpression } from './syntax.ts';
import type { Token } from './token.ts';

export function parseAtom(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const token = tokens.peek();
  switch (token.kind) {
    case 'identifier':
      tokens.next();
      return { kind: 'name', text: token.text, span: tokens.spanOf(token) };
    case 'literal':
      if (!token.value) return missing(p);
      tokens.next();
      return { kind: 'literal', value: token.value, measure: undefined, span: tokens.spanOf(token) };
    case 'interpolated':
      return parseInterpolated(p, token);
    case 'broken':
      tokens.next();
      return { kind: 'error', span: tokens.spanOf(token) };
    case 'operator':
      return parsePrefixed(p, token);
    case 'punctuation':
    case 'keyword':
      return parseMarked(p, token);
    case 'type-variable':
    case 'separator':
    case 'offside':
    case 'end':
      return missing(p);
  }
}

function missing(p: Parser): SyntaxExpression {
  p.tokens.syntaxError(`Expected an expression, but found ${p.tokens.describeNext()}.`);
  return { kind: 'error', span: p.tokens.spanOf(p.tokens.raw) };
}

function parseMarked(p: Parser, token: Token): SyntaxExpression {
  const { tokens } = p;
  switch (token.text) {
    case '(':
      return parseParenthesized(p);
    case 'begin': {
      tokens.next();
      const inner = parseBracket(p, token, 'end', () => p.statements(p));
      return parenthesized(inner, tokens.spanSince(token.start));
    }
    case '{':
      return parseRecord(p);
    case '[|':
      return parseArray(p);
    case '[':
      return refuseBracket(p, token, 'list');
    case '{|':
      return refuseBracket(p, token, 'anonymous-record');
    case 'null':
      tokens.next();
      tokens.refuse('null', tokens.spanOf(token));
      return { kind: 'error', span: tokens.spanOf(token) };
    case 'struct':
      tokens.next();
      return refusedTuple(p, token);
    default:
      return missing(p);
  }
}

function refuseBracket(p: Parser, start: Token, what: Outside): SyntaxExpression {
  p.tokens.skipOne();
  const span = p.tokens.spanSince(start.start);
  p.tokens.refuse(what, span);
  return { kind: 'error', span };
}

/** Read as the tuple that the hint proposes: what follows knows its type. */
function refusedTuple(p: Parser, start: Token): SyntaxExpression {
  if (!p.tokens.is('(')) return refuseBracket(p, start, 'struct-tuple');
  const tuple = parseParenthesized(p);
  p.tokens.refuse('struct-tuple', p.tokens.spanSince(start.start));
  return tuple;
}

/** `~~~x` binds tighter than application; `!x` and `?x` are refused. */
function parsePrefixed(p: Parser, token: Token): SyntaxExpression {
  const { tokens } = p;
  if (!/^[!~?]/.test(token.text) || token.text.startsWith('!=')) return missing(p);
  tokens.next();
  const operand = tokens.deeper(
    () => p.atomWithPostfix(p),
    () => ({ kind: 'error', span: tokens.spanOf(token) }) as const,
  );
  const span = tokens.spanSince(token.start);
  if (token.text === '~~~') return { kind: 'prefix', operator: nameOf(p, token), operand, span };
  tokens.refuse(token.text === '!' ? 'reference' : token.text.startsWith('?') ? 'optional' : 'operator', span);
  return { kind: 'error', span };
}

function parenthesized(inner: SyntaxExpression | undefined, span: SyntaxExpression['span']): SyntaxExpression {
  if (inner) return { kind: 'parenthesized', inner, span };
  return { kind: 'literal', value: { kind: 'unit' }, measure: undefined, span };
}

/** `(e)`, `()`, `(+)`. */
function parseParenthesized(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const opener = tokens.next();
  const [first, second] = [tokens.ahead(0), tokens.ahead(1)];
  if (first.kind === 'operator' && second.text === ')' && second.kind === 'punctuation') {
    tokens.next();
    tokens.next();
    return { kind: 'name', text: first.text, span: tokens.spanSince(opener.start) };
  }
  if (tokens.is('|')) {
    const { text, span } = parseRecogniserName(p, opener);
    return { kind: 'name', text, span };
  }
  const inner = parseBracket(p, opener, ')', () => p.statements(p));
  return parenthesized(inner, tokens.spanSince(opener.start));
}

type Field = Extract<SyntaxExpression, { kind: 'record' }>['fields'][number];

/** `{ X = 1; Y = 2 }`, `{ r with X = 1 }`. */
function parseRecord(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const opener = tokens.next();
  if (tokens.is('new') || tokens.is('inherit')) return refuseBraces(p, opener, tokens.is('new') ? 'object' : 'inherit');
  const inside = tokens.awaiting([';'], () =>
    parseBracket(p, opener, '}', () => {
      if (standsAtField(p)) return { base: undefined, fields: parseFields(p) };
      const base = tokens.awaiting(['with'], () => p.operation(p));
      if (!tokens.is('with')) {
        if (base.kind === 'error') tokens.stayQuiet();
        tokens.syntaxError(`Expected \`field = value\` or \`with\` in a record, but found ${tokens.describeNext()}.`);
        return { base, fields: [] };
      }
      tokens.next();
      if (!tokens.openBlock()) return { base, fields: [] };
      const fields = parseFields(p);
      tokens.closeBlock();
      return { base, fields };
    }),
  );
  const span = tokens.spanSince(opener.start);
  if (inside) return { kind: 'record', base: inside.base, fields: inside.fields, span };
  tokens.syntaxError('A record has at least one field.', { span });
  return { kind: 'error', span };
}

function refuseBraces(p: Parser, opener: Token, what: Outside): SyntaxExpression {
  p.tokens.skipRest('}');
  const span = p.tokens.spanSince(opener.start);
  p.tokens.refuse(what, span);
  return { kind: 'error', span };
}

/** A path and `=` ahead. */
function standsAtField(p: Parser): boolean {
  const { tokens } = p;
  let at = 0;
  while (tokens.ahead(at).kind === 'identifier' && tokens.ahead(at + 1).text === '.' && at < 40) at += 2;
  const isPath = tokens.ahead(at).kind === 'identifier';
  return isPath && tokens.ahead(at + 1).text === '=' && tokens.ahead(at + 1).kind === 'operator';
}

function parseFields(p: Parser): readonly Field[] {
  const { tokens } = p;
  const fields: Field[] = [];
  for (;;) {
    if (tokens.peek().kind !== 'identifier') {
      if (fields.length === 0) tokens.syntaxError(`Expected the name of a field, but found ${tokens.describeNext()}.`);
      return fields;
    }
    const path: readonly Name[] = parsePath(p);
    if (!tokens.take('=')) {
      tokens.syntaxError(`Expected \`=\` after the field's name, but found ${tokens.describeNext()}.`);
      return fields;
    }
    fields.push({ path, value: p.element(p, "the field's `=`") });
    if (tokens.isPanicking) tokens.skipItem();
    const isSeparated = tokens.take(';') !== undefined;
    if (isSeparated) tokens.recover();
    if (tokens.peek().kind === 'separator') tokens.nextItem();
    else if (tokens.isSlightlyOffside) tokens.adoptColumn();
    else if (!isSeparated) return fields;
  }
}

const beginsStatement: ReadonlySet<string> = new Set(['for', 'while', 'let', 'yield']);

/** `[| a; b |]`, one element per line, or `[| first .. step .. last |]`. */
function parseArray(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const opener = tokens.next();
  if (beginsStatement.has(tokens.ahead(0).text)) {
    const body = parseBracket(p, opener, '|]', () => p.statements(p));
    const span = tokens.spanSince(opener.start);
    return body ? { kind: 'comprehension', body, span } : { kind: 'error', span };
  }
  const items: SyntaxExpression[] = [];
  const range = tokens.awaiting(['..', ';'], () => parseBracket(p, opener, '|]', () => parseElements(p, items)));
  const span = tokens.spanSince(opener.start);
  if (!range) return { kind: 'array', items, span };
  return { kind: 'array-range', ...range, span };
}

interface Range {
  readonly first: SyntaxExpression;
  readonly step: SyntaxExpression | undefined;
  readonly last: SyntaxExpression;
}

function parseElements(p: Parser, items: SyntaxExpression[]): Range | undefined {
  const { tokens } = p;
  for (;;) {
    const element = p.expression(p);
    const range = items.length === 0 && tokens.is('..') ? parseRange(p, element) : undefined;
    if (range) return range;
    items.push(element);
    if (tokens.isPanicking) tokens.skipItem();
    if (tokens.take(';')) tokens.recover();
    else if (tokens.isSlightlyOffside) {
      tokens.adoptColumn();
      continue;
    } else if (tokens.peek().kind !== 'separator') return undefined;
    if (tokens.peek().kind === 'separator') tokens.nextItem();
    if (tokens.is('|]')) return undefined;
  }
}

/** `first .. last` or `first .. step .. last`, the first already read. */
export function parseRange(p: Parser, first: SyntaxExpression): Range {
  const { tokens } = p;
  tokens.next();
  const second = p.operation(p);
  if (!tokens.take('..')) return { first, step: undefined, last: second };
  return { first, step: second, last: p.operation(p) };
}
