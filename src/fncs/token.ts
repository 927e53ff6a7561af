// What the lexer makes and the parser reads: tokens with their place on the line, and the tables of keywords and operators. No parsing.
import type { InterpolatedPart } from './lex-interpolated.ts';
import type { IntegerSuffix, LiteralValue } from './syntax.ts';

export type TokenKind =
  | 'identifier'
  | 'keyword'
  | 'literal'
  /** `$"…{x}…"`; its parts are in `parts`. */
  | 'interpolated'
  /** `'T` */
  | 'type-variable'
  | 'operator'
  | 'punctuation'
  /** Text that the lexer reported already. Stands where an expression could. */
  | 'broken'
  /** A new item of the current block begins here. Made by the offside rule, never by the lexer. */
  | 'separator'
  /** The current block has ended here. Made by the offside rule, never by the lexer. */
  | 'offside'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; an identifier in double backticks without them. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** 0-based, in UTF-16 code units. */
  readonly column: number;
  readonly isFirstOnLine: boolean;
  /** No white space between the previous token and this one. */
  readonly isAdjacent: boolean;
  readonly value?: LiteralValue;
  readonly parts?: readonly TokenPart[];
}

/** A part of an interpolated string. The tokens of a hole are ended by one of kind `end`. */
export type TokenPart = Exclude<InterpolatedPart, { kind: 'hole' }> | TokenHole;

export type TokenHole = Extract<InterpolatedPart, { kind: 'hole' }> & { readonly tokens: readonly Token[] };

export const keywords: ReadonlySet<string> = new Set(
  `abstract and as base begin class default delegate do done downcast downto elif else end exception extern false
  finally fixed for fun function global if in inherit inline interface internal lazy let match member module mutable
  namespace new null of open or override private public rec return sig static struct then to true try type upcast use
  val void when while with yield const asr land lor lsl lsr lxor mod`
    .trim()
    .split(/\s+/),
);

/** F# keeps these for itself and warns about their use as names. */
export const reservedNames: ReadonlySet<string> = new Set(
  'break checked component constraint continue event external include mixin parallel process protected pure sealed tailcall trait virtual'.split(
    ' ',
  ),
);

export const wordOperators: ReadonlySet<string> = new Set(['asr', 'land', 'lor', 'lsl', 'lsr', 'lxor', 'mod', 'or']);

export const closers: ReadonlySet<string> = new Set([')', ']', '|]', '}', '|}', '>]', 'end']);

/** Tokens that go on with the construct above them when they stand at its block's column: they never begin an item. */
const continuators: ReadonlySet<string> = new Set([
  ...closers,
  ...['and', 'with', 'then', 'else', 'elif', 'in', 'finally', 'of', 'to', 'downto', 'done', '|', '->', ';', '<-', '='],
]);

export interface Precedence {
  readonly level: number;
  readonly side: 'left' | 'right';
}

const fixed: Readonly<Record<string, Precedence>> = {
  ':=': { level: 1, side: 'right' },
  '||': { level: 2, side: 'left' },
  '&': { level: 3, side: 'left' },
  '&&': { level: 3, side: 'left' },
  ':>': { level: 4, side: 'left' },
  ':?>': { level: 4, side: 'left' },
  '::': { level: 7, side: 'right' },
  ':?': { level: 8, side: 'left' },
};

/** Precedence of an infix operator, by its first characters as in F#'s grammar; undefined: not an infix operator. */
export function precedenceOf(token: Token): Precedence | undefined {
  if (token.kind === 'keyword') return token.text === 'or' ? fixed['||'] : wordPrecedence(token.text);
  if (token.kind !== 'operator') return undefined;
  return knownPrecedences.get(token.text) ?? precedenceOfOperator(token.text);
}

function precedenceOfOperator(text: string): Precedence | undefined {
  const core = text.replace(/^[.$?]+(?=.)/, '');
  if (core.startsWith('**')) return { level: 11, side: 'right' };
  if (/^[*/%]/.test(core)) return { level: 10, side: 'left' };
  if (/^[+-]/.test(core)) return { level: 9, side: 'left' };
  if (/^[@^]/.test(core)) return { level: 6, side: 'right' };
  if (/^([=<>$&|]|!=)/.test(core)) return { level: 5, side: 'left' };
  return undefined;
}

function wordPrecedence(text: string): Precedence | undefined {
  if (!wordOperators.has(text)) return undefined;
  return /^(land|lor|lxor|mod)$/.test(text) ? { level: 10, side: 'left' } : { level: 11, side: 'right' };
}

/** The operators of the dialect that are infix. `::`, `:=`, `@` and casts are refused by name; the rest are operators of one's own. */
export const knownInfix: ReadonlySet<string> = new Set(
  '+ - * / % ** = <> < > <= >= && || &&& ||| ^^^ <<< >>> |> <| ||> <|| |||> <||| >> <<'.split(' '),
);

const knownPrecedences: ReadonlyMap<string, Precedence> = new Map([
  ...Object.entries(fixed),
  ...[...knownInfix].flatMap((text) => {
    const precedence = fixed[text] ?? precedenceOfOperator(text);
    return precedence ? [[text, precedence] as const] : [];
  }),
]);

/** Whether a token at a block's column goes on with the item above instead of beginning a new one. */
export function isContinuator(token: Token, next: Token | undefined): boolean {
  if (token.kind === 'identifier' || token.kind === 'literal') return false;
  return continuators.has(token.text) || isInfix(token, next);
}

/** Infix use, for the offside rule: `-x` with nothing between is a prefix and begins an item. */
export function isInfix(token: Token, next: Token | undefined): boolean {
  if (token.kind === 'punctuation') return token.text === ',';
  if (token.kind === 'keyword') return token.text === 'or' || wordOperators.has(token.text);
  return token.kind === 'operator' && !isPrefixUse(token, next) && precedenceOf(token) !== undefined;
}

/** `-x`, `+x`, `&x`: the operator touches what follows and not what precedes. */
export function isPrefixUse(token: Token, next: Token | undefined): boolean {
  if (token.kind !== 'operator' || !/^[-+&%]$|^&&$/.test(token.text)) return false;
  return next?.isAdjacent === true && !token.isAdjacent;
}

export const integerSuffixes: readonly IntegerSuffix[] = [
  '',
  'l',
  'L',
  'y',
  'uy',
  's',
  'us',
  'u',
  'ul',
  'UL',
  'n',
  'un',
];
