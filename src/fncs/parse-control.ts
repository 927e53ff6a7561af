// In: tokens at a keyword. Out: `if`, `match`, `while`, `for`, `fun`, and a `let` in the middle of an expression; constructs outside the dialect are refused by name.
import { expect, type Parser, parseName } from './grammar.ts';
import type { Outside } from './outside-dialect.ts';
import { parseRange } from './parse-atom.ts';
import { beginsAtomicPattern } from './parse-pattern.ts';
import type { MatchRule, Parameter, SyntaxExpression, SyntaxPattern } from './syntax.ts';
import type { Token } from './token.ts';

export function parseControl(p: Parser): SyntaxExpression | undefined {
  const { tokens } = p;
  const token = tokens.peek();
  if (token.kind !== 'keyword') return undefined;
  const parse = constructs[token.text];
  if (parse) {
    return tokens.deeper(
      () => parse(p),
      () => skipped(p),
    );
  }
  const what = refusedKeywords[token.text];
  return what === undefined ? undefined : refuseItem(p, what);
}

function skipped(p: Parser): SyntaxExpression {
  const { start } = p.tokens.raw;
  p.tokens.skipItem();
  return { kind: 'error', span: p.tokens.spanSince(start) };
}

const constructs: Readonly<Record<string, (p: Parser) => SyntaxExpression>> = {
  if: parseIf,
  match: parseMatch,
  try: parseTry,
  while: parseWhile,
  for: parseFor,
  fun: parseFun,
  function: parseFunction,
  yield: parseYield,
  return: parseReturn,
  // In operand position (`a + let …`, `(… ; let …)`) a `let` takes all that follows it in its block.
  let: (p) => p.block(p, 'this place'),
  use: (p) => p.block(p, 'this place'),
};

const refusedKeywords: Readonly<Record<string, Outside>> = {
  lazy: 'lazy',
  fixed: 'fixed',
  upcast: 'cast',
  downcast: 'cast',
  new: 'class',
  base: 'inherit',
  inherit: 'inherit',
  extern: 'extern',
  delegate: 'delegate',
  exception: 'exception-declaration',
  member: 'member',
  override: 'member',
  abstract: 'interface',
  interface: 'interface',
  val: 'signature',
  sig: 'signature',
};

/** Refuses a construct and skips to the end of its item; the report spans the keyword. */
function refuseItem(p: Parser, what: Outside): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  tokens.refuse(what, tokens.spanOf(keyword));
  tokens.skipItem();
  return { kind: 'error', span: tokens.spanSince(keyword.start) };
}

/** `try … finally …`; `try … with` is refused, and its rules are skipped. */
function parseTry(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const body = tokens.awaiting(['with', 'finally'], () => p.block(p, '`try`'));
  if (tokens.is('with')) {
    tokens.refuse('exception', tokens.spanOf(keyword));
    while (tokens.is('with') || tokens.is('|') || tokens.is('finally')) {
      tokens.next();
      tokens.skipItem();
    }
    return { kind: 'error', span: tokens.spanSince(keyword.start) };
  }
  if (!expect(p, 'finally', 'and what is done last after `try`'))
    return { kind: 'error', span: tokens.spanSince(keyword.start) };
  const last = p.block(p, '`finally`');
  return { kind: 'try', body, last, span: tokens.spanSince(keyword.start) };
}

interface Branch {
  readonly start: number;
  readonly condition: SyntaxExpression;
  readonly body: SyntaxExpression;
}

const longestElif = 250;

/** `if … then … elif … else …`; a chain of `elif` is read by a loop. */
function parseIf(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const branches: Branch[] = [];
  let otherwise: SyntaxExpression | undefined;
  for (;;) {
    const start = tokens.raw;
    branches.push(parseBranch(p));
    tokens.countChain(branches.length);
    if (branches.length === longestElif) {
      tokens.report('FS8246', tokens.spanOf(start), `An \`if\` has more than ${longestElif} branches.`, {
        hint: 'Write a `match`.',
      });
    }
    if (tokens.is('elif')) continue;
    if (!tokens.take('else')) break;
    if (tokens.is('if') && !tokens.raw.isFirstOnLine) continue;
    otherwise = p.block(p, '`else`');
    break;
  }
  const end = tokens.spanSince(0).end;
  for (const { start, condition, body: then } of branches.slice(0, longestElif).toReversed()) {
    otherwise = { kind: 'if', condition, then, otherwise, span: tokens.spanOf({ start, end }) };
  }
  return otherwise ?? { kind: 'error', span: tokens.spanOf(tokens.raw) };
}

/** `if`, `elif` or the `if` of `else if`: condition and branch. */
function parseBranch(p: Parser): Branch {
  const { tokens } = p;
  const keyword = tokens.next();
  const condition = tokens.awaiting(['then'], () => p.block(p, `\`${keyword.text}\``));
  if (!expect(p, 'then', `after the condition of \`${keyword.text}\``)) {
    return { start: keyword.start, condition, body: { kind: 'error', span: tokens.spanOf(tokens.raw) } };
  }
  const body = tokens.awaiting(['else', 'elif'], () => p.block(p, '`then`'));
  return { start: keyword.start, condition, body };
}

function parseMatch(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const isBang = tokens.take('!') !== undefined;
  const subject = tokens.awaiting(['with'], () => p.block(p, isBang ? '`match!`' : '`match`'));
  if (!expect(p, 'with', 'after the value to match')) return { kind: 'error', span: tokens.spanSince(keyword.start) };
  const rules = parseRules(p, 'with');
  return { kind: isBang ? 'match-bang' : 'match', subject, rules, span: tokens.spanSince(keyword.start) };
}

function parseRules(p: Parser, keyword: string): readonly MatchRule[] {
  const { tokens } = p;
  const rules: MatchRule[] = [];
  if (tokens.isSlightlyOffside) tokens.adoptColumn();
  if (tokens.peek().kind === 'separator' || tokens.peek().kind === 'offside') {
    tokens.syntaxError(`Expected a rule \`| pattern -> …\` after \`${keyword}\`, but found ${tokens.describeNext()}.`);
  } else {
    do rules.push(tokens.awaiting(['|'], () => parseRule(p)));
    while (tokens.is('|'));
  }
  return rules;
}

/** `function | p -> e`: a lambda of one parameter that is matched at once. The parameter's name is none that a program can write. */
function parseFunction(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const name = { text: '``argument``', span: tokens.spanOf(keyword) };
  if (tokens.raw.text === '|' && tokens.isSlightlyOffside) tokens.undent();
  const rules = parseRules(p, 'function');
  const span = tokens.spanSince(keyword.start);
  const subject: SyntaxExpression = { kind: 'name', text: name.text, span: name.span };
  const pattern: SyntaxPattern = { kind: 'name', name, span: name.span };
  return {
    kind: 'lambda',
    parameters: [{ pattern, span: name.span }],
    body: { kind: 'match', subject, rules, span },
    span,
  };
}

function parseRule(p: Parser): MatchRule {
  const { tokens } = p;
  const start = tokens.peek().start;
  const bar = tokens.take('|');
  tokens.recover();
  const pattern = tokens.awaiting(['->', 'when'], () => {
    const value = p.pattern(p);
    if (tokens.isPanicking) tokens.skipItem();
    return value;
  });
  const guard = tokens.take('when') ? tokens.awaiting(['->'], () => p.block(p, '`when`')) : undefined;
  const arrow = tokens.take('->');
  if (!arrow) {
    const what = bar ? 'after the pattern' : 'after the first pattern';
    tokens.syntaxError(`Expected \`->\` ${what}, but found ${tokens.describeNext()}.`);
    tokens.skipItem();
    return { pattern, guard, body: { kind: 'error', span: tokens.spanOf(tokens.raw) }, span: tokens.spanSince(start) };
  }
  tokens.recover();
  const body = p.block(p, '`->`');
  return { pattern, guard, body, span: tokens.spanSince(start) };
}

function parseWhile(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  if (tokens.is('!')) return refuseItem(p, 'computation');
  const condition = tokens.awaiting(['do'], () => p.block(p, '`while`'));
  const body = parseDo(p, 'after the condition of `while`');
  return { kind: 'while', condition, body, span: tokens.spanSince(keyword.start) };
}

/** `do` and the body of a loop. */
function parseDo(p: Parser, place: string): SyntaxExpression {
  const { tokens } = p;
  if (!tokens.awaiting(['do'], () => expect(p, 'do', place))) return { kind: 'error', span: tokens.spanOf(tokens.raw) };
  const body = tokens.awaiting(['done'], () => p.block(p, '`do`'));
  tokens.take('done');
  return body;
}

function parseFor(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const isCounted = tokens.peek().kind === 'identifier' && tokens.ahead(1).text === '=';
  return isCounted ? parseCounted(p, keyword) : parseForIn(p, keyword);
}

/** `for i = a to b do`, `for i = b downto a do`. */
function parseCounted(p: Parser, keyword: Token): SyntaxExpression {
  const { tokens } = p;
  const name = parseName(p, 'a name after `for`');
  tokens.next();
  const from = tokens.awaiting(['to', 'downto', 'do'], () => p.block(p, '`=`'));
  const direction = tokens.is('downto') ? 'down' : 'up';
  if (!tokens.take('downto')) expect(p, 'to', 'or `downto` after the first value of `for`');
  const to = tokens.awaiting(['do'], () => p.block(p, direction === 'up' ? '`to`' : '`downto`'));
  const body = parseDo(p, 'after the range of `for`');
  const span = tokens.spanSince(keyword.start);
  return name ? { kind: 'for', name, from, to, direction, body, span } : { kind: 'error', span };
}

/** `for x in s -> e` is `for x in s do yield e`. */
function yieldAfter(p: Parser, arrow: Token): SyntaxExpression {
  const value = p.element(p, '`->`');
  return { kind: 'yield', what: 'one', value, span: p.tokens.spanSince(arrow.start) };
}

function parseForIn(p: Parser, keyword: Token): SyntaxExpression {
  const { tokens } = p;
  const pattern = tokens.awaiting(['in', 'do'], () => {
    const value = p.pattern(p);
    if (tokens.isPanicking) tokens.skipItem();
    return value;
  });
  expect(p, 'in', 'or `=` after the variable of `for`');
  const source = tokens.awaiting(['do', '..', '->'], () => {
    const first = p.block(p, '`in`');
    if (tokens.is('..')) return { kind: 'range', ...parseRange(p, first) } as const;
    return { kind: 'collection', collection: first } as const;
  });
  const arrow = tokens.take('->');
  const body = arrow ? yieldAfter(p, arrow) : parseDo(p, 'after the range of `for`');
  return { kind: 'for-in', pattern, source, body, span: tokens.spanSince(keyword.start) };
}

/** `yield e`, `yield! e`; the checker says where it may stand. */
function parseYield(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const what = tokens.take('!') ? 'all' : 'one';
  const value = p.element(p, '`yield`');
  return { kind: 'yield', what, value, span: tokens.spanSince(keyword.start) };
}

/** `return e`, `return! e`. */
function parseReturn(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const what = tokens.take('!') ? 'all' : 'one';
  const value = p.element(p, '`return`');
  return { kind: 'return', what, value, span: tokens.spanSince(keyword.start) };
}

function parseFun(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const keyword = tokens.next();
  const parameters = tokens.awaiting(['->'], () => parseParameters(p));
  if (parameters.length === 0)
    tokens.syntaxError(`Expected a parameter after \`fun\`, but found ${tokens.describeNext()}.`);
  if (!expect(p, '->', 'after the parameters of `fun`'))
    return { kind: 'error', span: tokens.spanSince(keyword.start) };
  const body = p.block(p, '`->`');
  return { kind: 'lambda', parameters, body, span: tokens.spanSince(keyword.start) };
}

/** Curried parameters, each an atomic pattern. */
export function parseParameters(p: Parser): readonly Parameter[] {
  const parameters: Parameter[] = [];
  while (beginsAtomicPattern(p)) {
    const pattern = p.atomicPattern(p);
    parameters.push({ pattern, span: pattern.span });
  }
  return parameters;
}
