// In: the text of a source file. Out: its tokens, ended by one of kind `end`, and the lexical mistakes. Never throws; linear in the text. Knows nothing of the offside rule.
import type { SourceFile } from '../base/source.ts';
import { type DiagnosticCode, type DiagnosticExtras, diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import { lexInterpolated } from './lex-interpolated.ts';
import { lexNumber } from './lex-number.ts';
import { lexCharacter, lexString, lexTriple, lexVerbatim, type StringLexed } from './lex-string.ts';
import { type Outside, refuse } from './outside-dialect.ts';
import type { LiteralValue } from './syntax.ts';
import { keywords, reservedNames, type Token, type TokenKind, type TokenPart } from './token.ts';

const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}']*/uy;
const quotedIdentifier = /``(?:[^`\n\r\t]|`(?!`))+``/y;
const operatorRun = /[!%&*+\-./<=>?@^|~$]+/y;
const directive = /#[ \t]*([a-z]+)?[^\n]*/y;
const bracket = /\[\||\[<|\[|\{\||\{|\|\]|\|\}|\]|\}|\(|\)/y;
const interpolationPrefix = /@?\$+@?/y;
const colon = /::|:=|:>|:\?>|:\?|:/y;

/** More mistakes than this are not collected: a file of another kind has one per character. */
export const mostProblems = 1000;

export function lex(file: SourceFile): Outcome<readonly Token[]> {
  const start = file.text.startsWith('\ufeff') ? 1 : 0;
  const whole: Range = { start, end: file.text.length, lineStart: start, nesting: 0 };
  const first = lexAll(file, Number.POSITIVE_INFINITY, whole);
  // A quote that is forgotten turns the strings of the whole file inside out. The first string that spans lines is where it was
  // forgotten: strings from there on end with their line.
  return first.retryAt === undefined ? first : lexAll(file, first.retryAt, whole);
}

interface Lexed extends Outcome<readonly Token[]> {
  readonly retryAt?: number;
}

/** What is lexed: the file, or the expression in a hole of an interpolated string. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly lineStart: number;
  /** Number of interpolated strings around it. */
  readonly nesting: number;
}

/** Interpolated strings within holes of each other: each level is looked at once more. */
const deepestHole = 3;

function lexAll(file: SourceFile, oneLineStringsFrom: number, range: Range): Lexed {
  const text = range.end < file.text.length ? file.text.slice(0, range.end) : file.text;
  const tokens: Token[] = [];
  const problems: Diagnostic[] = [];
  let { lineStart } = range;
  let at = range.start;
  let previousEnd = -1;
  let previousLine = -1;
  let multiLineString: number | undefined;
  let hasTab = false;
  let hasUnclosed = false;

  const report = (code: DiagnosticCode, start: number, end: number, detail: string, extras?: DiagnosticExtras) => {
    if (problems.length < mostProblems) problems.push(diagnostic(code, { file, start, end }, detail, extras));
  };
  const refuseAt = (what: Outside, start: number, end: number) => {
    if (problems.length < mostProblems) problems.push(refuse(what, { file, start, end }));
  };
  const push = (kind: TokenKind, end: number, value?: LiteralValue, name?: string, parts?: readonly TokenPart[]) => {
    const isFirstOnLine = previousLine !== lineStart;
    const isAdjacent = previousEnd === at && !isFirstOnLine;
    const written = name ?? text.slice(at, end);
    const column = at - lineStart;
    // Written out twice: a spread costs more here than all other work on a token.
    if (parts !== undefined)
      tokens.push({ kind, text: written, start: at, end, column, isFirstOnLine, isAdjacent, parts });
    else if (value === undefined)
      tokens.push({ kind, text: written, start: at, end, column, isFirstOnLine, isAdjacent });
    else tokens.push({ kind, text: written, start: at, end, column, isFirstOnLine, isAdjacent, value });
    previousLine = lineStart;
    skipTo(end);
    previousEnd = at;
  };
  /** The first line break at or after the current place; kept, so that a long line is searched once. */
  let lineBreak = -1;
  const lineEnd = () => {
    if (lineBreak < at) lineBreak = text.indexOf('\n', at);
    if (lineBreak < 0) lineBreak = text.length;
    return lineBreak;
  };
  /** Moves on, over line breaks too. */
  const skipTo = (end: number) => {
    while (lineEnd() < end) {
      at = lineEnd() + 1;
      lineStart = at;
    }
    at = end;
  };

  const pushString = (quote: number, style: 'plain' | 'verbatim' | 'triple') => {
    const isLimited = style === 'plain' && (hasUnclosed || at >= oneLineStringsFrom);
    const limit = isLimited ? lineEnd() : text.length;
    const lexed: StringLexed =
      style === 'plain'
        ? lexString(text, quote, limit)
        : style === 'verbatim'
          ? lexVerbatim(text, quote)
          : lexTriple(text, quote);
    if (lexed.kind === 'unclosed') {
      if (!hasUnclosed)
        report('FS0514', at, quote + (style === 'triple' ? 3 : 1), 'The string that begins here has no closing quote.');
      hasUnclosed = true;
      push('broken', lineEnd());
      return;
    }
    if (style === 'plain' && lexed.spansLines && multiLineString === undefined) multiLineString = at;
    for (const bad of lexed.badEscapes) report('FS1245', bad.start, bad.end, bad.problem);
    if (text[lexed.end] !== 'B' || style === 'triple') {
      push('literal', lexed.end, { kind: 'string', value: lexed.value });
      return;
    }
    if (/[^\0-\xff]/.test(lexed.value))
      report('FS1157', at, lexed.end + 1, 'A byte string holds characters below 256 only.');
    push('literal', lexed.end + 1, { kind: 'bytes', value: lexed.value });
  };

  const pushCharacter = () => {
    const lexed = lexCharacter(text, at);
    if (lexed.kind === 'none') {
      identifier.lastIndex = at + 1;
      const name = identifier.exec(text)?.[0];
      if (name === undefined || name.endsWith("'")) {
        const end = at + 1 + (name?.length ?? (text[at + 1] === "'" ? 1 : 0));
        report('FS1157', at, end, "A character is one sign between quotes: `'a'`.");
        push('broken', end);
      } else push('type-variable', at + 1 + name.length, undefined, name);
    } else if (lexed.kind === 'malformed') {
      report('FS1157', at, lexed.end, lexed.problem);
      push('broken', lexed.end);
    } else if (text[lexed.end] === 'B') {
      if (lexed.value > 255) report('FS1157', at, lexed.end + 1, 'A byte character lies below 256.');
      push('literal', lexed.end + 1, { kind: 'integer', value: BigInt(lexed.value & 255), suffix: 'uy', radix: 10 });
    } else push('literal', lexed.end, { kind: 'character', value: lexed.value });
  };

  const pushNumber = () => {
    const lexed = lexNumber(text, at);
    if (lexed.kind === 'literal') push('literal', lexed.end, lexed.value);
    else {
      if (lexed.kind === 'decimal') refuseAt('decimal', at, lexed.end);
      else {
        const hint =
          'Suffixes: none for int, l int32, L int64, y int8, s int16, uy us u ul UL unsigned, n un words, f float32.';
        report('FS1156', at, lexed.end, `\`${text.slice(at, lexed.end)}\` is no number.`, { hint });
      }
      push('broken', lexed.end);
    }
  };

  const pushWord = (word: string) => {
    const end = at + word.length;
    if (word === '_') push('punctuation', end);
    else if (word === 'true' || word === 'false') push('literal', end, { kind: 'boolean', value: word === 'true' });
    else if (keywords.has(word)) push('keyword', end);
    else {
      if (reservedNames.has(word))
        report('FS0046', at, end, `F# reserves \`${word}\` for later use.`, { hint: 'Choose another name.' });
      push('identifier', end);
    }
  };

  const pushInterpolation = (quote: number) => {
    const isTriple = text.startsWith('"""', quote);
    const prefix = text.slice(at, quote);
    if (prefix.includes('$$') || range.nesting === deepestHole) {
      refuseAt('nested-interpolation', at, quote + 1);
      return push('broken', lineEnd());
    }
    const style = isTriple ? 'triple' : prefix.includes('@') ? 'verbatim' : 'plain';
    const lexed = lexInterpolated(text, quote, style, style === 'plain' || hasUnclosed ? lineEnd() : text.length);
    if (lexed.kind === 'unclosed') {
      const detail = 'The interpolated string that begins here is not closed, or a `{` in it is not.';
      if (!hasUnclosed)
        report('FS0514', at, quote + (isTriple ? 3 : 1), detail, {
          hint: 'Over several lines, or with strings in its holes, it is written between `$"""` and `"""`. A brace is written `{{`.',
        });
      hasUnclosed = true;
      return push('broken', lineEnd());
    }
    for (const bad of lexed.problems)
      report(text[bad.start] === '\\' ? 'FS1245' : 'FS3376', bad.start, bad.end, bad.problem);
    let line = lineStart;
    let seen = at;
    const parts = lexed.parts.map((part): TokenPart => {
      const { start, end } = part.kind === 'hole' ? part.expression : part;
      const lineBreakBefore = text.slice(seen, start).lastIndexOf('\n');
      if (lineBreakBefore >= 0) line = seen + lineBreakBefore + 1;
      seen = start;
      if (part.kind === 'text') return part;
      const inner = lexAll(file, 0, { start, end, lineStart: line, nesting: range.nesting + 1 });
      for (const problem of inner.problems) if (problems.length < mostProblems) problems.push(problem);
      return { ...part, tokens: inner.value };
    });
    push('interpolated', lexed.end, undefined, undefined, parts);
  };

  const pushQuotation = () => {
    const closer = text.startsWith('<@@', at) ? '@@>' : '@>';
    const close = text.slice(at, lineEnd()).indexOf(closer, closer.length);
    const end = close < 0 ? lineEnd() : at + close + closer.length;
    refuseAt('quotation', at, end);
    push('broken', end);
  };

  const pushOperator = () => {
    operatorRun.lastIndex = at;
    let run = operatorRun.exec(text)?.[0] ?? '';
    const comment = run.indexOf('//');
    if (comment > 0) run = run.slice(0, comment);
    if (run.startsWith('..')) return push('punctuation', at + 2);
    if (run === '.') return push('punctuation', at + 1);
    const after = text[at + run.length];
    if (run.startsWith('>') && (run.endsWith('>') || run.endsWith('>|')) && after === ']') {
      // `>]`, `>>]`, `>|]`: the bracket takes what it needs.
      if (run === '>') return push('punctuation', at + 2);
      return push('operator', at + run.length - 1);
    }
    if (run.length > 1 && run.endsWith('|') && (after === ']' || after === '}')) run = run.slice(0, -1);
    if (run === '|' || run === '->' || run === '<-') return push('punctuation', at + run.length);
    push('operator', at + run.length);
  };

  const skipDirective = () => {
    directive.lastIndex = at;
    const [line = '#', word] = directive.exec(text) ?? [];
    if (word === 'else') {
      // The branch that `#if` would leave out is left out, so that it is not reported twice.
      const close = text.indexOf('#endif', at);
      skipTo(close < 0 ? text.length : close);
      return;
    }
    if (word !== 'endif') refuseAt('directive', at, at + line.trimEnd().length);
    skipTo(at + line.length);
  };

  while (at < text.length) {
    const c = text[at] ?? '';
    if (c === '\n') {
      at += 1;
      lineStart = at;
    } else if (c === ' ' || c === '\r') at += 1;
    else if (c === '\t') {
      if (!hasTab) report('FS1161', at, at + 1, 'The offside rule counts columns.', { hint: 'Indent with spaces.' });
      hasTab = true;
      at += 1;
    } else if (text.startsWith('//', at)) at = lineEnd();
    else if (text.startsWith('(*', at) && text[at + 2] !== ')') {
      const end = commentEnd(text, at);
      if (end === undefined) report('FS0516', at, at + 2, 'The comment that begins here has no closing `*)`.');
      skipTo(end ?? text.length);
    } else if (text.startsWith('"""', at)) pushString(at, 'triple');
    else if (c === '"') pushString(at, 'plain');
    else if (c === '@' && text[at + 1] === '"') pushString(at + 1, 'verbatim');
    else if (c === '$' || (c === '@' && text[at + 1] === '$')) {
      const quote = at + matchAt(interpolationPrefix, text, at).length;
      if (text[quote] === '"') pushInterpolation(quote);
      else pushOperator();
    } else if (c === "'") pushCharacter();
    else if (c >= '0' && c <= '9') pushNumber();
    else if (text.startsWith('<@', at)) pushQuotation();
    else if (c === '`' && matchAt(quotedIdentifier, text, at) !== '') {
      const quoted = matchAt(quotedIdentifier, text, at);
      push('identifier', at + quoted.length, undefined, quoted.slice(2, -2));
    } else if (c === '#' && previousLine !== lineStart) skipDirective();
    else if (c === ';') push('punctuation', text[at + 1] === ';' ? at + 2 : at + 1);
    else if (c === ',') push('punctuation', at + 1);
    else if (c === ':') {
      const run = matchAt(colon, text, at);
      push(run === ':' ? 'punctuation' : 'operator', at + run.length);
    } else {
      const opened = matchAt(bracket, text, at);
      const word = opened === '' ? matchAt(identifier, text, at) : '';
      if (opened !== '') push('punctuation', at + opened.length);
      else if (word !== '') pushWord(word);
      else if (matchAt(operatorRun, text, at) !== '') pushOperator();
      else {
        const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
        report('FS0010', at, end, `The character \`${text.slice(at, end)}\` has no meaning here.`);
        push('broken', end);
      }
    }
  }
  push('end', text.length);
  const isRetried = hasUnclosed && multiLineString !== undefined && oneLineStringsFrom === Number.POSITIVE_INFINITY;
  return isRetried ? { value: tokens, problems, retryAt: multiLineString ?? 0 } : { value: tokens, problems };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

const commentPart = /\(\*|\*\)|"|'"'|'\\"'/g;

/** The end of a comment that begins at `at`; comments nest, and a string in a comment hides what it holds. */
function commentEnd(text: string, at: number): number | undefined {
  let depth = 0;
  commentPart.lastIndex = at;
  for (let part = commentPart.exec(text); part; part = commentPart.exec(text)) {
    if (part[0] === '(*') depth += 1;
    else if (part[0] === '*)') depth -= 1;
    else if (part[0] === '"') {
      const string = lexString(text, part.index, text.length);
      if (string.kind === 'unclosed') return undefined;
      commentPart.lastIndex = string.end;
    }
    if (depth === 0) return commentPart.lastIndex;
  }
  return undefined;
}
