// The productions that refer to each other across files, as one record: each parse-….ts file reaches the others through it, without import cycles.
import type { Span } from '../base/source.ts';
import type { TokenStream } from './offside.ts';
import type { Attribute, Binding, LiteralValue, Name, SyntaxExpression, SyntaxPattern, SyntaxType } from './syntax.ts';
import type { Token } from './token.ts';

export interface Parser extends Productions {
  readonly tokens: TokenStream;
}

/** Every production consumes what it understands, reports what it does not, and gives an `error` node in its place; none throws. */
export interface Productions {
  /** One whole expression, tuples and assignment included; no sequence. */
  readonly expression: (p: Parser) => SyntaxExpression;
  /** One operand with its operators; stops before `,`, `..`, `<-`. */
  readonly operation: (p: Parser) => SyntaxExpression;
  /** A block after `opener`: statements, one per line or separated by `;`. */
  readonly block: (p: Parser, opener: string) => SyntaxExpression;
  /** As `block`, but `;` ends it: an element of a record or an array. */
  readonly element: (p: Parser, opener: string) => SyntaxExpression;
  /** The statements of a block that is open already (in parentheses). */
  readonly statements: (p: Parser) => SyntaxExpression;
  /** An atom with all that touches it: `a.b`, `f(x)`, `a.[i]`. */
  readonly atomWithPostfix: (p: Parser) => SyntaxExpression;
  /** A construct that begins with a keyword (`if`, `match`, `fun` …); undefined when none stands here. */
  readonly control: (p: Parser) => SyntaxExpression | undefined;
  readonly pattern: (p: Parser) => SyntaxPattern;
  /** A pattern as a curried parameter: a name, a literal, a bracket. */
  readonly atomicPattern: (p: Parser) => SyntaxPattern;
  readonly type: (p: Parser) => SyntaxType;
  readonly measure: (p: Parser) => SyntaxType;
  readonly attributes: (p: Parser) => readonly Attribute[];
  /** `let` … `and` …, from the keyword on. */
  readonly bindings: (p: Parser, attributes: readonly Attribute[]) => LetGroup;
}

export interface LetGroup {
  readonly isRecursive: boolean;
  readonly isUse?: boolean;
  /** `let!`: one binding without parameters. */
  readonly isBang?: boolean;
  readonly bindings: readonly Binding[];
  readonly span: Span;
}

export function nameOf(p: Parser, token: Token): Name {
  return { text: token.text, span: p.tokens.spanOf(token) };
}

/** `A.B.c`, the first token being an identifier. A dot that no name follows is reported. */
export function parsePath(p: Parser): readonly Name[] {
  const path = [nameOf(p, p.tokens.next())];
  while (p.tokens.is('.')) {
    p.tokens.next();
    const token = p.tokens.peek();
    if (token.kind !== 'identifier') {
      p.tokens.syntaxError(`Expected a name after \`.\`, but found ${p.tokens.describeNext()}.`);
      break;
    }
    path.push(nameOf(p, p.tokens.next()));
  }
  return path;
}

/** A name, or the reported lack of one. */
export function parseName(p: Parser, what: string): Name | undefined {
  const token = p.tokens.peek();
  if (token.kind === 'identifier') return nameOf(p, p.tokens.next());
  p.tokens.syntaxError(`Expected ${what}, but found ${p.tokens.describeNext()}.`);
  return undefined;
}

/** `(|Even|Odd|)`, `(|Prime|_|)`: the opener has been consumed. */
export function parseRecogniserName({ tokens }: Parser, opener: Token): Name {
  let text = '';
  while (tokens.is('|')) {
    tokens.next();
    text += '|';
    const part = tokens.peek();
    if (part.kind === 'identifier' || tokens.is('_')) text += tokens.next().text;
    else if (!tokens.is(')'))
      tokens.syntaxError(`Expected the name of a case or \`)\`, but found ${tokens.describeNext()}.`);
  }
  if (!tokens.take(')')) {
    tokens.syntaxError(
      `Expected \`|\` or \`|)\` in the name of an active pattern, but found ${tokens.describeNext()}.`,
    );
    tokens.skipRest(')');
  }
  return { text, span: tokens.spanSince(opener.start) };
}

/** Consumes `text`, or reports that it is missing. */
export function expect(p: Parser, text: string, context: string): Token | undefined {
  const token = p.tokens.take(text);
  if (!token) p.tokens.syntaxError(`Expected \`${text}\` ${context}, but found ${p.tokens.describeNext()}.`);
  return token;
}

/**
 * What stands in a bracket whose opener has just been consumed, as a block of its own, and the closer. `parseInside` runs unless the bracket is empty.
 * After a mistake inside, everything up to the closer is skipped; without a closer the opener is reported.
 */
export function parseBracket<T>(p: Parser, opener: Token, closer: string, parseInside: () => T): T | undefined {
  const { tokens } = p;
  if (tokens.take(closer)) return undefined;
  let inside: T | undefined;
  if (tokens.openBlock()) {
    inside = tokens.awaiting([closer], () => {
      const value = tokens.deeper(parseInside, () => undefined);
      if (!tokens.is(closer)) missCloser(p, opener, closer);
      return value;
    });
    tokens.closeBlock();
  }
  if (tokens.take(closer)) tokens.recover();
  else unclosed(p, opener, closer);
  return inside;
}

function missCloser(p: Parser, opener: Token, closer: string): void {
  const { tokens } = p;
  const { kind } = tokens.peek();
  // At the end of the bracket's block it is the opener that is wrong.
  if (kind === 'end' || (kind === 'offside' && !tokens.isSlightlyOffside)) return;
  tokens.syntaxError(`Expected \`${closer}\`, but found ${tokens.describeNext()}.`, {
    related: [{ span: tokens.spanOf(opener), text: `\`${opener.text}\` is opened here` }],
  });
  while (!tokens.is(closer)) {
    tokens.skipItem();
    if (tokens.take(';') || tokens.take('..')) continue;
    if (tokens.peek().kind !== 'separator') return;
    tokens.skipSeparator();
    if (tokens.is('let') || tokens.is('type') || tokens.is('module')) return;
  }
}

function unclosed(p: Parser, opener: Token, closer: string): void {
  p.tokens.syntaxError(`The \`${opener.text}\` that is opened here has no closing \`${closer}\`.`, {
    code: 'FS0583',
    span: p.tokens.spanOf(opener),
  });
}

export function literal(value: LiteralValue, span: Span): SyntaxExpression {
  return { kind: 'literal', value, measure: undefined, span };
}
