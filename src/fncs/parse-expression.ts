// In: tokens at an expression. Out: its tree, operators by F#'s precedence. Loops instead of recursion over chains, so that long ones need no stack here.
import type { Parser } from './grammar.ts';
import type { Outside } from './outside-dialect.ts';
import { beginsOperand, parseApplication } from './parse-application.ts';
import { negated } from './parse-pattern.ts';
import { parsePostfixType } from './parse-type.ts';
import type { SyntaxExpression } from './syntax.ts';
import { knownInfix, type Precedence, precedenceOf, type Token, wordOperators } from './token.ts';

/** Longest chain of operators: chains nest to the left in the tree, and what walks the tree recurs. */
const longestChain = 1000;

/** `target <- value`, or a tuple. */
export function parseExpression(p: Parser): SyntaxExpression {
  const { tokens } = p;
  return tokens.deeper(
    () => {
      const start = tokens.peek().start;
      const target = parseTuple(p);
      if (!tokens.is('<-')) return target;
      tokens.next();
      const value = p.element(p, '`<-`');
      return { kind: 'assign', target, value, span: tokens.spanSince(start) };
    },
    () => skipped(p),
  );
}

function skipped(p: Parser): SyntaxExpression {
  const { start } = p.tokens.raw;
  p.tokens.skipItem();
  return { kind: 'error', span: p.tokens.spanSince(start) };
}

function parseTuple(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const start = tokens.peek().start;
  const first = parseOperation(p);
  if (!tokens.is(',')) return first;
  const items = [first];
  while (tokens.take(',')) items.push(parseOperation(p));
  return { kind: 'tuple', items, span: tokens.spanSince(start) };
}

export function parseOperation(p: Parser): SyntaxExpression {
  return climb(p, 1);
}

/** Precedence climbing: all operators of `least` and tighter. */
function climb(p: Parser, least: number): SyntaxExpression {
  const { tokens } = p;
  const start = tokens.peek().start;
  let left = parseOperand(p);
  for (let count = 0; ; count += 1) {
    const operator = tokens.peek();
    const precedence = precedenceOf(operator);
    if (!precedence || precedence.level < least) return left;
    if (count === longestChain) {
      tokens.report('FS8246', tokens.spanOf(operator), `A chain of operators has more than ${longestChain} operands.`, {
        hint: 'Name parts of it with `let`, or write a loop.',
      });
      tokens.skipItem();
      return { kind: 'error', span: tokens.spanSince(start) };
    }
    tokens.next();
    tokens.countChain(count);
    left = parseRight(p, left, operator, precedence, start);
  }
}

function parseRight(
  p: Parser,
  left: SyntaxExpression,
  operator: Token,
  precedence: Precedence,
  start: number,
): SyntaxExpression {
  const { tokens } = p;
  if (operator.text === ':>' || operator.text === ':?>' || operator.text === ':?') {
    parsePostfixType(p);
    tokens.refuse('cast', tokens.spanSince(operator.start));
    return { kind: 'error', span: tokens.spanSince(start) };
  }
  const next = precedence.side === 'left' ? precedence.level + 1 : precedence.level;
  const right = tokens.deeper(
    () => climb(p, next),
    () => skipped(p),
  );
  const span = tokens.spanSince(start);
  if (knownInfix.has(operator.text)) {
    const name = { text: operator.text, span: tokens.spanOf(operator) };
    return { kind: 'infix', operator: name, left, right, span };
  }
  const glued = /^(.+?)([-+]|~~~)$/.exec(operator.text);
  if (glued && knownInfix.has(glued[1] ?? '')) {
    tokens.report('FS8221', tokens.spanOf(operator), `\`${operator.text}\` is read as one operator.`, {
      hint: `Write a blank: \`${glued[1]} ${glued[2]}\`.`,
    });
  } else tokens.refuse(outsideOperator(operator.text), tokens.spanOf(operator));
  return { kind: 'error', span };
}

function outsideOperator(text: string): Outside {
  if (text === '::') return 'cons';
  if (text === '@') return 'list';
  if (text === ':=') return 'reference';
  if (text === '&') return 'address';
  return wordOperators.has(text) ? 'word-operator' : 'operator';
}

/** A control construct, a prefix operator with its operand, or an application. */
function parseOperand(p: Parser): SyntaxExpression {
  const { tokens } = p;
  const token = tokens.peek();
  const control = p.control(p);
  if (control) return control;
  if (token.kind === 'operator' && !beginsOperand(p)) return parsePrefix(p, token);
  return parseApplication(p);
}

function parsePrefix(p: Parser, token: Token): SyntaxExpression {
  const { tokens } = p;
  if (!/^(-|\+|&|&&|%|%%)$/.test(token.text)) {
    tokens.syntaxError(`Expected an expression, but found the operator \`${token.text}\`.`);
    return { kind: 'error', span: tokens.spanOf(token) };
  }
  tokens.next();
  const literal = foldedLiteral(p, token);
  if (literal) return literal;
  const operand = tokens.deeper(
    () => parseOperand(p),
    () => skipped(p),
  );
  const span = tokens.spanSince(token.start);
  if (token.text.startsWith('&')) tokens.refuse('address', span);
  else if (token.text.startsWith('%')) tokens.refuse('quotation', span);
  else return { kind: 'prefix', operator: { text: token.text, span: tokens.spanOf(token) }, operand, span };
  return { kind: 'error', span };
}

/** `-5` is one literal, so that `-128y` is in range; `- 5`, `-0x80` and `-5.Foo` are operations. */
export function foldedLiteral(p: Parser, minus: Token): SyntaxExpression | undefined {
  const { tokens } = p;
  const token = tokens.raw;
  const isDecimal = token.value?.kind === 'float' || (token.value?.kind === 'integer' && token.value.radix === 10);
  if (minus.text !== '-' || !token.isAdjacent || !isDecimal) return undefined;
  const application = parseApplication(p);
  if (application.kind === 'literal') {
    return { ...application, value: negated(application.value), span: tokens.spanSince(minus.start) };
  }
  return {
    kind: 'prefix',
    operator: { text: '-', span: tokens.spanOf(minus) },
    operand: application,
    span: tokens.spanSince(minus.start),
  };
}
