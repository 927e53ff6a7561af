// In: tokens at an application or an atom. Out: its tree: `f x y`, `f(x)`, `a.b`, `a.[i]`, `a[i]`, `f<int>`.
import { nameOf, type Parser, parseBracket } from './grammar.ts';
import { parseAtom, parseRange } from './parse-atom.ts';
import { parseLiteralMeasure } from './parse-measure.ts';
import { negated } from './parse-pattern.ts';
import { parseTypeArguments } from './parse-type.ts';
import type { SyntaxExpression } from './syntax.ts';
import { isPrefixUse, type Token } from './token.ts';

/** Arguments and postfix parts nest to the left in the tree. */
const longestChain = 250;

const openers: ReadonlySet<string> = new Set(['(', '[', '[|', '{', '{|', 'begin', 'null', 'struct', '_']);

/** Whether an atom begins here: an operand, or the next argument. */
export function beginsOperand(p: Parser): boolean {
  const token = p.tokens.peek();
  if (
    token.kind === 'identifier' ||
    token.kind === 'literal' ||
    token.kind === 'interpolated' ||
    token.kind === 'broken' ||
    token.kind === 'type-variable'
  )
    return true;
  if (token.kind === 'operator') return /^(~~~|[!~?])/.test(token.text) && !token.text.startsWith('!=');
  return (token.kind === 'punctuation' || token.kind === 'keyword') && openers.has(token.text);
}

function beginsArgument(p: Parser): boolean {
  const token = p.tokens.peek();
  if (isPrefixUse(token, p.tokens.ahead(1)) && token.text !== '%') return true;
  return beginsOperand(p);
}

/** `f x y`. */
export function parseApplication(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const start = tokens.peek().start;
  let application = parsePostfix(p);
  if (application.kind === 'error' && tokens.isPanicking) return application;
  for (let count = 0; beginsArgument(p); count += 1) {
    if (count === longestChain) {
      tokens.report(
        'FS8246',
        tokens.spanOf(tokens.peek()),
        `A function is applied to more than ${longestChain} arguments.`,
      );
      tokens.skipItem();
      return { kind: 'error', span: tokens.spanSince(start) };
    }
    if (tokens.is('{') && isPath(application) && isComputation(p, application)) {
      application = parseComputation(p, application, start);
      continue;
    }
    const argument = parseArgument(p);
    tokens.countChain(count);
    application = { kind: 'apply', function: application, argument, span: tokens.spanSince(start) };
  }
  return application;
}

/** `-x` in argument position, or an atom. */
function parseArgument(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const token = tokens.peek();
  if (token.kind !== 'operator' || !isPrefixUse(token, tokens.ahead(1))) return parsePostfix(p);
  tokens.next();
  const operand = parsePostfix(p);
  const span = tokens.spanSince(token.start);
  if (token.text.startsWith('&')) {
    tokens.refuse('address', span);
    return { kind: 'error', span };
  }
  if (operand.kind === 'literal' && token.text === '-') {
    const { value } = operand;
    if (value.kind === 'float' || (value.kind === 'integer' && value.radix === 10))
      return { ...operand, value: negated(value), span };
  }
  return { kind: 'prefix', operator: { text: token.text, span: tokens.spanOf(token) }, operand, span };
}

/** Names that no record follows. */
const builders: ReadonlySet<string> = new Set(['seq', 'async', 'task', 'backgroundTask', 'query']);

/** Farthest place of the `with` of `{ f x with … }`. */
const longestCopy = 50;

function isPath(syntax: SyntaxExpression): boolean {
  return syntax.kind === 'name' || (syntax.kind === 'member' && isPath(syntax.target));
}

/** `name { … }` is an application to a record when the braces hold one: `{ a = … }`, `{ A.b = … }`, `{ a with … }`. */
function isComputation(p: Parser, builder: SyntaxExpression): boolean {
  if (builder.kind === 'name' && builders.has(builder.text)) return true;
  const { tokens } = p;
  const first = tokens.ahead(1);
  if (first.kind === 'keyword') return first.text !== 'new' && first.text !== 'inherit';
  if (first.kind === 'literal') return true;
  if (first.text === '(') return !copiesRecord(p, 1);
  if (first.kind !== 'identifier') return false;
  let at = 2;
  while (tokens.ahead(at).text === '.' && tokens.ahead(at + 1).kind === 'identifier' && at < longestCopy) at += 2;
  return tokens.ahead(at).text !== '=' && !copiesRecord(p, at);
}

/** Whether a `with` follows on the line, before anything that takes one. */
function copiesRecord({ tokens }: Parser, from: number): boolean {
  for (let at = from; at < longestCopy; at += 1) {
    const { kind, text, isFirstOnLine } = tokens.ahead(at);
    if (text === 'with') return true;
    if (kind === 'end' || text === '}' || text === 'match' || text === 'try' || isFirstOnLine) break;
  }
  return false;
}

/** `name { statements }`, `seq { first .. last }`. */
function parseComputation(p: Parser, builder: SyntaxExpression, start: number): SyntaxExpression {
  const { tokens } = p;
  const opener = tokens.next();
  const body = tokens.awaiting(['..'], () =>
    parseBracket(p, opener, '}', () => {
      const first = p.statements(p);
      return tokens.is('..') ? yieldRange(p, first) : first;
    }),
  );
  const span = tokens.spanSince(start);
  if (body) return { kind: 'computation', builder, body, span };
  const isSequence = builder.kind === 'name' && builder.text === 'seq';
  const hint = isSequence ? 'The empty sequence is `Seq.empty`.' : 'Write `return` and a value.';
  tokens.syntaxError(`\`${isSequence ? 'seq { }' : '{ }'}\` is empty.`, { span, hint });
  return { kind: 'error', span };
}

/** `first .. last` is `for item in first .. last do yield item`. */
function yieldRange(p: Parser, first: SyntaxExpression): SyntaxExpression {
  const range = parseRange(p, first);
  const span = p.tokens.spanSince(first.span.start);
  const name = { text: '``item``', span };
  return {
    kind: 'for-in',
    pattern: { kind: 'name', name, span },
    source: { kind: 'range', ...range },
    body: { kind: 'yield', what: 'one', value: { kind: 'name', text: name.text, span }, span },
    span,
  };
}

/** An atom with all that touches it: `.name`, `.[i]`, `[i]`, `(x)`, `<int>`. */
export function parsePostfix(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const start = tokens.peek().start;
  let target = parseAtom(p);
  for (let count = 0; ; count += 1) {
    const extended = parseExtension(p, target, start);
    if (!extended) return target;
    if (count === longestChain) {
      tokens.report('FS8246', tokens.spanSince(start), `More than ${longestChain} parts follow one another.`);
      tokens.skipItem();
      return { kind: 'error', span: tokens.spanSince(start) };
    }
    tokens.countChain(count);
    target = extended;
  }
}

function parseExtension(p: Parser, target: SyntaxExpression, start: number): SyntaxExpression | undefined {
  const { tokens } = p;
  const token = tokens.peek();
  if (tokens.is('.')) return parseMember(p, target, start);
  if (!token.isAdjacent || target.kind === 'error') return undefined;
  if (tokens.is('[')) return parseIndex(p, target, start);
  if (tokens.is('(') && target.kind !== 'literal') {
    const argument = parseAtom(p);
    return { kind: 'apply', function: target, argument, span: tokens.spanSince(start) };
  }
  if (!tokens.is('<')) return undefined;
  if (target.kind === 'literal') {
    const isNumber = target.value.kind === 'integer' || target.value.kind === 'float';
    if (!isNumber || target.measure !== undefined || !closesAsTypes(p)) return undefined;
    const measure = parseLiteralMeasure(p);
    return { ...target, measure, span: tokens.spanSince(start) };
  }
  if ((target.kind !== 'name' && target.kind !== 'member') || !closesAsTypes(p)) return undefined;
  const list = parseTypeArguments(p);
  return { kind: 'type-application', target, arguments: list, span: tokens.spanSince(start) };
}

/** `.name`, `.[i]`, `.(+)`. */
function parseMember(p: Parser, target: SyntaxExpression, start: number): SyntaxExpression {
  const { tokens } = p;
  tokens.next();
  const token = tokens.peek();
  if (token.kind === 'identifier') {
    const name = nameOf(p, tokens.next());
    return { kind: 'member', target, name, span: tokens.spanSince(start) };
  }
  if (tokens.is('[')) return parseIndex(p, target, start);
  const operator = tokens.ahead(1);
  if (tokens.is('(') && operator.kind === 'operator' && tokens.ahead(2).text === ')') {
    tokens.next();
    const name = nameOf(p, tokens.next());
    tokens.next();
    return { kind: 'member', target, name, span: tokens.spanSince(start) };
  }
  tokens.syntaxError(`Expected a name after \`.\`, but found ${tokens.describeNext()}.`);
  return { kind: 'error', span: tokens.spanSince(start) };
}

/** `[i]`, `[i..j]`, `[..j]`, `[i..]`, with the bracket next. */
function parseIndex(p: Parser, target: SyntaxExpression, start: number): SyntaxExpression {
  const { tokens } = p;
  const opener = tokens.next();
  const inside = tokens.awaiting(['..'], () =>
    parseBracket(p, opener, ']', () => {
      const first = tokens.is('..') ? undefined : parseBound(p);
      if (!tokens.take('..')) return { kind: 'index', first } as const;
      const last = tokens.is(']') ? undefined : parseBound(p);
      return { kind: 'slice', first, last } as const;
    }),
  );
  const span = tokens.spanSince(start);
  if (!inside) {
    tokens.syntaxError('Expected an index between `[` and `]`.', { span: tokens.spanSince(opener.start) });
    return { kind: 'error', span };
  }
  if (inside.kind === 'slice') return { kind: 'slice', target, first: inside.first, last: inside.last, span };
  return inside.first ? { kind: 'index', target, index: inside.first, span } : { kind: 'error', span };
}

/** An index; `i, j` of arrays with several dimensions is a tuple, which the checker refuses. */
function parseBound(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const token = tokens.peek();
  if (tokens.is('*') || tokens.is('^')) {
    tokens.next();
    if (token.text === '^') p.operation(p);
    tokens.refuse('from-end', tokens.spanSince(token.start));
    return { kind: 'error', span: tokens.spanSince(token.start) };
  }
  const first = p.operation(p);
  if (!tokens.is(',')) return first;
  const items = [first];
  while (tokens.take(',')) items.push(p.operation(p));
  return { kind: 'tuple', items, span: tokens.spanSince(token.start) };
}

const typeMarks: ReadonlySet<string> = new Set([',', '.', '_', '*', '->', '/', '^', '^-', 'struct']);

/** Longest list of type arguments that is looked for; bounds the look-ahead, so that parsing is linear. */
const longestList = 200;

/** Whether the `<` ahead opens type arguments, as F# decides it: only tokens of types up to the `>` that closes it. */
function closesAsTypes(p: Parser): boolean {
  let angles = 0;
  let brackets = 0;
  for (let i = 0; i < longestList; i += 1) {
    const token = p.tokens.ahead(i);
    if (p.tokens.endsItem(token)) return false;
    if (token.kind === 'operator' && token.text === '<') angles += 1;
    else if (token.kind === 'operator' && /^>+$/.test(token.text)) {
      angles -= token.text.length;
      if (angles <= 0) return angles === 0 && brackets === 0;
    } else if (token.kind === 'operator' && /^>+\.?$/.test(token.text))
      return angles === token.text.length - 1 && brackets === 0;
    else if (token.text === '(' || token.text === '[') brackets += 1;
    else if (token.text === ')' || token.text === ']') {
      brackets -= 1;
      if (brackets < 0) return false;
    } else if (!isTypeToken(token) && !(token.text === '-' && p.tokens.ahead(i - 1).text === '^')) return false;
  }
  return false;
}

function isTypeToken(token: Token): boolean {
  if (token.kind === 'identifier' || token.kind === 'type-variable') return true;
  if (token.kind === 'literal') return token.value?.kind === 'integer';
  return typeMarks.has(token.text);
}
