// In: tokens. Out: the same tokens one by one, with `separator` and `offside` put in where F#'s light syntax has them; where mistakes are collected.
// Invariant: the position never moves back, so that parsing is linear and ends. Knows no grammar beyond the tables of token.ts.
import type { SourceFile, Span } from '../base/source.ts';
import { startOf } from '../base/source.ts';
import { type DiagnosticCode, type DiagnosticExtras, diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { mostProblems } from './lexer.ts';
import { type Outside, refuse } from './outside-dialect.ts';
import { closers, isContinuator, isInfix, isPrefixUse, type Token } from './token.ts';

/** A block of items that begin at one column, the offside line. */
interface Context {
  column: number;
  /** Index of the token with which the current item began; that token is no separator. */
  item: number;
  /** Where the block began, for messages. */
  readonly start: Token;
  /** What stands in this block must lie right of this column: the offside column of the nearest block that began its own line. */
  readonly limit: number;
}

/** Levels of blocks, brackets and operands. Keeps the parser and all that walks its trees within the stack. */
const deepest = 200;

export class TokenStream {
  readonly file: SourceFile;
  readonly #tokens: readonly Token[];
  readonly #contexts: Context[] = [];
  readonly #problems: Diagnostic[];
  readonly #awaitedHere: (readonly string[])[] = [];
  readonly #awaited = new Map<string, number>();
  #position = 0;
  #peeked: Token | undefined;
  #replaced: Token | undefined;
  #isPanicking = false;
  #depth = 0;
  #isTooDeep = false;
  #chained = 0;
  #lastEnd = 0;

  constructor(file: SourceFile, tokens: readonly Token[], problems: readonly Diagnostic[], kept: Diagnostic[] = []) {
    this.file = file;
    this.#tokens = tokens;
    this.#problems = kept;
    this.#problems.push(...problems);
  }

  /** A stream over the tokens in a hole of a string, as deep in brackets as this one; mistakes are collected in one list. */
  within(tokens: readonly Token[]): TokenStream {
    const inner = new TokenStream(this.file, tokens, [], this.#problems);
    inner.#depth = this.#depth;
    inner.#isTooDeep = this.#isTooDeep;
    return inner;
  }

  /** Takes over what the stream of a hole has counted. */
  leave(inner: TokenStream): void {
    this.#chained += inner.#chained;
    this.#isTooDeep ||= inner.#isTooDeep;
  }

  get problems(): readonly Diagnostic[] {
    return this.#problems;
  }

  /** The token at the position, as the lexer made it. */
  get raw(): Token {
    return this.#replaced ?? this.ahead(0);
  }

  /** The token `count` further on, whatever the offside rule says about it. */
  ahead(count: number): Token {
    const last = this.#tokens[this.#tokens.length - 1];
    const token = this.#tokens[this.#position + count] ?? last;
    return token ?? { kind: 'end', text: '', start: 0, end: 0, column: 0, isFirstOnLine: true, isAdjacent: false };
  }

  /** The next token under the offside rule. */
  peek(): Token {
    this.#peeked ??= this.#compute();
    return this.#peeked;
  }

  #compute(): Token {
    const token = this.raw;
    const context = this.#contexts.at(-1);
    if (!context || token.kind === 'end' || !token.isFirstOnLine || context.item === this.#position) return token;
    if (isMark(token) && closers.has(token.text)) return token;
    const next = this.ahead(1);
    if (token.column < context.column) {
      const grace = isInfix(token, next) ? token.end - token.start + 1 : 0;
      return token.column + grace >= context.column ? token : this.#virtual('offside', token);
    }
    if (token.column > context.column || isContinuator(token, next)) return token;
    // `do` begins a statement, except where a loop waits for it.
    if (token.text === 'do' && this.isAwaited('do')) return token;
    return this.#continuesOperator(token) ? token : this.#virtual('separator', token);
  }

  /** The line above ended with an infix operator, whose right operand this token begins. */
  #continuesOperator(token: Token): boolean {
    const previous = this.#tokens[this.#position - 1];
    if (previous === undefined || this.#isPanicking || declarationWords.has(token.text)) return false;
    return isInfix(previous, token) && !/^[<>=]$/.test(previous.text) && !isPrefixUse(previous, token);
  }

  #virtual(kind: 'separator' | 'offside', at: Token): Token {
    return { ...at, kind, text: '' };
  }

  /** Consumes the next token; `separator`, `offside` and `end` stay. */
  next(): Token {
    const token = this.peek();
    if (token.kind !== 'separator' && token.kind !== 'offside' && token.kind !== 'end') this.#advance(token.end);
    return token;
  }

  #advance(end: number): void {
    this.#position += 1;
    this.#lastEnd = end;
    this.#peeked = undefined;
    this.#replaced = undefined;
  }

  is(text: string): boolean {
    const token = this.peek();
    return (
      token.text === text && (token.kind === 'punctuation' || token.kind === 'keyword' || token.kind === 'operator')
    );
  }

  take(text: string): Token | undefined {
    return this.is(text) ? this.next() : undefined;
  }

  /** Consumes one `>` of an operator that begins with it (`>>` closes two lists). */
  takeGreater(): Token | undefined {
    const token = this.peek();
    if (token.kind !== 'operator' || !token.text.startsWith('>')) return undefined;
    if (token.text === '>') return this.next();
    const one = { ...token, text: '>', end: token.start + 1 };
    this.#replaced = {
      ...token,
      text: token.text.slice(1),
      start: token.start + 1,
      column: token.column + 1,
      isFirstOnLine: false,
      isAdjacent: true,
    };
    this.#peeked = undefined;
    this.#lastEnd = one.end;
    return one;
  }

  // ── blocks ──

  /** Begins a block at the next token, unless that lies left of what the construct above allows. */
  openBlock(): boolean {
    const token = this.raw;
    const limit = this.#contexts.at(-1)?.limit ?? -1;
    if (token.kind === 'end' || (token.isFirstOnLine && token.column <= limit)) return false;
    const own = token.isFirstOnLine ? token.column : limit;
    this.#contexts.push({ column: token.column, item: this.#position, start: token, limit: own });
    this.#peeked = undefined;
    return true;
  }

  closeBlock(): void {
    this.#contexts.pop();
    this.#peeked = undefined;
  }

  /** Goes over a separator to the next item, where a mistake of the item above ends. */
  nextItem(): void {
    this.skipSeparator();
    this.#isPanicking = false;
  }

  /** Goes over a separator within a mistake. */
  skipSeparator(): void {
    const context = this.#contexts.at(-1);
    if (context) context.item = this.#position;
    this.#peeked = undefined;
  }

  /** Whether the offside token is meant for this block but indented too little: no block around it begins at its column, and nothing awaits it. */
  get isSlightlyOffside(): boolean {
    const { column, text } = this.raw;
    if (this.peek().kind !== 'offside' || column <= (this.#contexts.at(-2)?.limit ?? -1)) return false;
    return !(isMark(this.raw) && this.isAwaited(text)) && !this.#contexts.some((context) => context.column === column);
  }

  /** The block goes on at the column of the next token, left of where it began: F# allows it below a `function`. */
  undent(): void {
    const context = this.#contexts.at(-1);
    if (!context) return;
    context.column = this.raw.column;
    this.nextItem();
  }

  /** Reports an item that stands left of its block and goes on as if the block stood there. */
  adoptColumn(): void {
    const context = this.#contexts.at(-1);
    if (!context) return;
    const column = context.column + 1;
    const at = startOf(this.spanOf(context.start));
    this.report(
      'FS0058',
      this.spanOf(this.raw),
      `This line begins left of column ${column}, where the block of line ${at.line} begins.`,
      {
        hint: `Indent it to column ${column}, or close the construct before it.`,
        related: [{ span: this.spanOf(context.start), text: 'the block begins here' }],
      },
    );
    this.undent();
  }

  /** Whether a token further on begins a line that ends the current item. */
  endsItem(token: Token): boolean {
    return token.isFirstOnLine && token.column <= (this.#contexts.at(-1)?.column ?? -1);
  }

  /** While `run` parses, these tokens may follow what it parses; others are mistakes of the innermost block. */
  awaiting<T>(texts: readonly string[], run: () => T): T {
    for (const text of texts) this.#awaited.set(text, (this.#awaited.get(text) ?? 0) + 1);
    this.#awaitedHere.push(texts);
    this.#peeked = undefined;
    const value = run();
    this.#awaitedHere.pop();
    for (const text of texts) this.#awaited.set(text, (this.#awaited.get(text) ?? 0) - 1);
    this.#peeked = undefined;
    return value;
  }

  /** What the construct around the current block cannot do without. */
  get demanded(): string | undefined {
    return this.#awaitedHere.at(-1)?.find((text) => demandable.has(text) || closers.has(text));
  }

  isAwaited(text: string): boolean {
    return (this.#awaited.get(text) ?? 0) > 0;
  }

  /** Runs one level deeper; at the depth limit reports once and gives `otherwise`. */
  deeper<T>(run: () => T, otherwise: () => T): T {
    if (this.#depth >= deepest) {
      if (!this.#isTooDeep)
        this.report(
          'FS8246',
          this.spanOf(this.raw),
          `More than ${deepest} levels of blocks, brackets and operands lie within each other.`,
          {
            hint: 'Name parts of it with `let`, or move them into functions.',
          },
        );
      this.#isTooDeep = true;
      this.#isPanicking = true;
      return otherwise();
    }
    this.#depth += 1;
    const value = run();
    this.#depth -= 1;
    return value;
  }

  /** A chain of operators, arguments or bindings has grown by one: chains nest in the tree without nesting here. */
  countChain(length: number): void {
    if (length > 50) this.#chained += 1;
  }

  /** Whether chains may add up to a tree that is too deep to walk. */
  get hasLongChains(): boolean {
    return this.#chained > 500;
  }

  // ── mistakes ──

  get isPanicking(): boolean {
    return this.#isPanicking;
  }

  /** Nothing more is reported until the next item: what is wrong has been said already. */
  stayQuiet(): void {
    this.#isPanicking = true;
    this.#peeked = undefined;
  }

  /** Parsing is on firm ground again: a closing bracket or a new item. */
  recover(): void {
    this.#isPanicking = false;
    this.#peeked = undefined;
  }

  /** After a syntax error nothing more is reported until the next item. */
  syntaxError(
    detail: string,
    extras: DiagnosticExtras & { readonly span?: Span; readonly code?: DiagnosticCode } = {},
  ): void {
    const { span = this.#missingAt(), code = 'FS0010', ...more } = extras;
    this.report(code, span, detail, more);
    this.#isPanicking = true;
    this.#peeked = undefined;
  }

  /** Where something is missing: at the next token, or behind the last one when a new line begins. */
  #missingAt(): Span {
    const { kind } = this.peek();
    const isNewLine = kind === 'separator' || kind === 'offside' || kind === 'end' || this.raw.isFirstOnLine;
    return isNewLine && this.#position > 0 ? this.spanSince(this.#lastEnd) : this.spanOf(this.raw);
  }

  report(code: DiagnosticCode, span: Span, detail: string, extras: DiagnosticExtras = {}): void {
    this.#keep(() => diagnostic(code, span, detail, extras));
  }

  refuse(what: Outside, span: Span): void {
    this.#keep(() => refuse(what, span));
  }

  #keep(make: () => Diagnostic): void {
    if (!this.#isPanicking && this.#problems.length < 2 * mostProblems) this.#problems.push(make());
  }

  /** The next token in words, for messages. */
  describeNext(): string {
    const token = this.peek();
    if (token.kind === 'end') return 'the end of the file';
    const text = this.file.text.slice(token.start, this.raw.end).split('\n')[0] ?? '';
    const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
    if (token.kind === 'separator' || token.kind === 'offside') return `a new line (\`${shown}\`)`;
    return token.kind === 'keyword' ? `keyword \`${shown}\`` : `\`${shown}\``;
  }

  spanOf(token: { readonly start: number; readonly end: number }): Span {
    const { start, end } = token;
    return { file: this.file, start, end: Math.max(start, end) };
  }

  /** From a start to the end of the last consumed token. */
  spanSince(start: number): Span {
    return { file: this.file, start, end: Math.max(start, this.#lastEnd) };
  }

  get position(): number {
    return this.#position;
  }

  // ── going on after a mistake ──

  /** Skips one token, or a bracket with all it holds. Stays at `separator`, `offside`, `end`. */
  skipOne(): void {
    const token = this.next();
    const closer = isMark(token) ? closerOf[token.text] : undefined;
    if (closer !== undefined) this.#skipBracket(closer);
  }

  /** Skips the rest of a bracket whose opener is consumed, with its closer. */
  skipRest(closer: string): void {
    this.#skipBracket(closer);
  }

  /** Skips to behind the closer; stops before a line that cannot belong to the bracket, and before a closer that something around it awaits. */
  #skipBracket(closer: string): void {
    const open = [closer];
    const counts = new Map([[closer, 1]]);
    const limit = this.#contexts.at(-1)?.limit ?? -1;
    while (open.length > 0) {
      const token = this.raw;
      if (token.kind === 'end') return;
      const isCloser = isMark(token) && closers.has(token.text);
      const isOurs = isCloser && (counts.get(token.text) ?? 0) > 0;
      if (!isOurs && ((token.isFirstOnLine && token.column <= limit) || (isCloser && this.isAwaited(token.text))))
        return;
      this.#advance(token.end);
      const inner = isMark(token) ? closerOf[token.text] : undefined;
      if (inner !== undefined) {
        open.push(inner);
        counts.set(inner, (counts.get(inner) ?? 0) + 1);
      }
      for (let isOpen = isOurs; isOpen; ) {
        const last = open.pop();
        if (last === undefined) break;
        counts.set(last, (counts.get(last) ?? 0) - 1);
        isOpen = last !== token.text;
      }
    }
  }

  /** Skips to the end of the current item, or before a token that something awaits. */
  skipItem(): void {
    for (;;) {
      const token = this.peek();
      if (token.kind === 'separator' || token.kind === 'offside' || token.kind === 'end') return;
      if (isMark(token) && this.isAwaited(token.text)) return;
      this.skipOne();
    }
  }
}

const demandable: ReadonlySet<string> = new Set(['then', 'with', 'do', '->', '=']);

const declarationWords: ReadonlySet<string> = new Set(['let', 'type', 'module', 'open', 'namespace', 'exception']);

function isMark(token: Token): boolean {
  return token.kind === 'punctuation' || token.kind === 'keyword';
}

export const closerOf: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '[|': '|]',
  '[<': '>]',
  '{': '}',
  '{|': '|}',
  begin: 'end',
};
