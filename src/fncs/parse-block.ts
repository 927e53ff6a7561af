// In: tokens at the first statement of a block. Out: one expression: statements, with each `let` over all that follows it. Recovers at the next statement.
import type { Span } from '../base/source.ts';
import type { LetGroup, Parser } from './grammar.ts';
import type { SyntaxExpression } from './syntax.ts';

type Statement =
  | { readonly kind: 'expression'; readonly expression: SyntaxExpression }
  | ({ readonly kind: 'let' } & LetGroup);

type Mode = 'sequence' | 'element';

/** `let`s nest in the tree, and what walks the tree recurs. */
const mostLets = 1000;

export function parseBlock(p: Parser, opener: string): SyntaxExpression {
  return blockAfter(p, opener, 'sequence');
}

/** The value of a record's field or of `<-`: one expression on the same line, or a block below; `;` ends it. */
export function parseElement(p: Parser, opener: string): SyntaxExpression {
  return p.tokens.raw.isFirstOnLine ? blockAfter(p, opener, 'element') : p.expression(p);
}

export function parseStatements(p: Parser): SyntaxExpression {
  return statements(p, 'sequence');
}

function blockAfter(p: Parser, opener: string, mode: Mode): SyntaxExpression {
  const { tokens } = p;
  // Without the check for what the offside rule says, a block could begin on a line that ends the block around it.
  const { kind } = tokens.peek();
  if (kind === 'separator' || kind === 'end' || !tokens.openBlock()) {
    tokens.syntaxError(`Expected an expression after ${opener}, but found ${tokens.describeNext()}.`, {
      hint: 'Write it on the same line, or indented on the next.',
    });
    return { kind: 'error', span: tokens.spanOf(tokens.raw) };
  }
  const value = tokens.deeper(
    () => (mode === 'element' ? tokens.awaiting([';'], () => statements(p, mode)) : statements(p, mode)),
    () => {
      tokens.skipItem();
      return { kind: 'error', span: tokens.spanOf(tokens.raw) } as const;
    },
  );
  tokens.closeBlock();
  return value;
}

function statements(p: Parser, mode: Mode): SyntaxExpression {
  const list: Statement[] = [];
  do list.push(parseStatement(p));
  while (moveToNext(p, mode, list.at(-1)));
  return fold(p, list);
}

/** Goes over what separates two statements; false at the end of the block. */
function moveToNext(p: Parser, mode: Mode, last: Statement | undefined): boolean {
  const { tokens } = p;
  for (;;) {
    const token = tokens.peek();
    if (token.kind === 'separator') {
      tokens.nextItem();
      return true;
    }
    if (token.kind === 'end') return false;
    if (token.kind === 'offside') {
      if (!tokens.isSlightlyOffside) return false;
      tokens.adoptColumn();
      return true;
    }
    if (tokens.is(';') && mode === 'sequence') {
      tokens.next();
      tokens.recover();
      if (tokens.peek().kind === 'separator') tokens.nextItem();
      return !endsBlock(p);
    }
    if (tokens.is('in') && last?.kind === 'let') {
      tokens.next();
      if (tokens.peek().kind === 'separator') tokens.nextItem();
      if (!endsBlock(p)) return true;
      tokens.syntaxError(`Expected an expression after \`in\`, but found ${tokens.describeNext()}.`);
      return false;
    }
    if (isAwaited(p)) return false;
    const { demanded } = tokens;
    const found = tokens.describeNext();
    tokens.syntaxError(
      demanded === undefined
        ? `Unexpected ${found} in an expression.`
        : `Expected \`${demanded}\`, but found ${found}.`,
    );
    tokens.skipItem();
  }
}

function endsBlock(p: Parser): boolean {
  const { kind } = p.tokens.peek();
  return kind === 'offside' || kind === 'end' || isAwaited(p);
}

function isAwaited(p: Parser): boolean {
  const token = p.tokens.peek();
  return (token.kind === 'punctuation' || token.kind === 'keyword') && p.tokens.isAwaited(token.text);
}

function parseStatement(p: Parser): Statement {
  const { tokens } = p;
  const start = tokens.peek().start;
  if (tokens.is('[<')) {
    const attributes = p.attributes(p);
    if (tokens.peek().kind === 'separator') tokens.nextItem();
    if (tokens.is('let') || tokens.is('use')) return { kind: 'let', ...p.bindings(p, attributes) };
    for (const attribute of attributes) tokens.refuse('attribute', attribute.span);
  }
  if (tokens.is('let') || tokens.is('use')) return { kind: 'let', ...p.bindings(p, []) };
  if (tokens.is('do')) {
    tokens.next();
    const isBang = tokens.is('!') && tokens.peek().isAdjacent;
    if (!isBang) return { kind: 'expression', expression: p.block(p, '`do`') };
    tokens.next();
    const value = p.block(p, '`do!`');
    return { kind: 'expression', expression: { kind: 'do-bang', value, span: tokens.spanSince(start) } };
  }
  const inner = p.expression(p);
  if (!tokens.is(':')) return { kind: 'expression', expression: inner };
  tokens.next();
  const type = p.type(p);
  return { kind: 'expression', expression: { kind: 'typed', inner, type, span: tokens.spanSince(start) } };
}

/** A `let` holds all statements behind it. Built from the end, so that long blocks need no deep recursion. */
function fold(p: Parser, list: readonly Statement[]): SyntaxExpression {
  const { tokens } = p;
  let lets = 0;
  let after: SyntaxExpression[] = [];
  for (const statement of list.toReversed()) {
    if (statement.kind === 'expression') {
      after.push(statement.expression);
      continue;
    }
    lets += 1;
    tokens.countChain(lets);
    if (lets === mostLets + 1) {
      tokens.report('FS8246', statement.span, `A block has more than ${mostLets} bindings.`, {
        hint: 'Move parts of it into functions.',
      });
    }
    if (lets > mostLets) continue;
    const body = sequence(after.toReversed());
    if (!body)
      tokens.report(
        'FS0010',
        statement.span,
        `The block ends with a \`${statement.isUse ? 'use' : 'let'}\`, so it has no value.`,
        {
          hint: 'Write an expression after it; `()` if there is nothing to give.',
        },
      );
    const inner: SyntaxExpression = body ?? { kind: 'error', span: statement.span };
    const { isRecursive, isUse, isBang, bindings } = statement;
    const span = { ...statement.span, end: Math.max(statement.span.end, inner.span.end) };
    if (isBang) after = [letBang(bindings, inner, span)];
    else after = [{ kind: 'let', isRecursive, ...(isUse ? { isUse } : {}), bindings, body: inner, span }];
  }
  return sequence(after.toReversed()) ?? { kind: 'error', span: tokens.spanOf(tokens.raw) };
}

function letBang([binding]: LetGroup['bindings'], body: SyntaxExpression, span: Span): SyntaxExpression {
  if (!binding) return { kind: 'error', span };
  const { pattern, result, body: value } = binding;
  const typed = result ? ({ kind: 'typed', pattern, type: result, span: pattern.span } as const) : pattern;
  return { kind: 'let-bang', pattern: typed, value, body, span };
}

function sequence(items: readonly SyntaxExpression[]): SyntaxExpression | undefined {
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last || items.length === 1) return first;
  return { kind: 'sequence', items, span: { ...first.span, end: Math.max(first.span.end, last.span.end) } };
}
