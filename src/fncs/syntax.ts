// The syntax tree: what the parser makes of a file, before any name is resolved. Every node has its span. No types, no symbols.
import type { SourceFile, Span } from '../base/source.ts';

export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface Attribute {
  readonly name: string;
  readonly arguments: readonly SyntaxExpression[];
  readonly span: Span;
}

// ── types ──

export type SyntaxType =
  /** `int`, `List.T<int>`, `array<int>`, `NativePtr<uint32, peripheral, readWrite>`; prefix arguments and postfix (`int option`) look the same. */
  | {
      readonly kind: 'named';
      readonly path: readonly Name[];
      readonly arguments: readonly SyntaxType[];
      readonly span: Span;
    }
  | { readonly kind: 'array'; readonly element: SyntaxType; readonly rank: number; readonly span: Span }
  | { readonly kind: 'tuple'; readonly items: readonly SyntaxType[]; readonly span: Span }
  | { readonly kind: 'function'; readonly from: SyntaxType; readonly to: SyntaxType; readonly span: Span }
  /** `'T` */
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span }
  /** A measure expression in argument position: `m / s ^ 2`, `1`. A single name parses as `named` and is told apart by the checker. */
  | {
      readonly kind: 'measure';
      readonly factors: readonly { readonly name: Name; readonly power: number }[];
      readonly span: Span;
    }
  /** `_` */
  | { readonly kind: 'wildcard'; readonly span: Span }
  | { readonly kind: 'error'; readonly span: Span };

// ── expressions ──

/** Suffix of an integer literal as written: `''` for `int`, `l` for `int32`, `L`, `uy`, `y`, `us`, `s`, `u` (uint), `ul` (uint32), `UL`, `n`, `un`. */
export type IntegerSuffix = '' | 'l' | 'L' | 'y' | 'uy' | 's' | 'us' | 'u' | 'ul' | 'UL' | 'n' | 'un';

export type LiteralValue =
  | {
      readonly kind: 'integer';
      readonly value: bigint;
      readonly suffix: IntegerSuffix;
      readonly radix: 2 | 8 | 10 | 16;
    }
  | { readonly kind: 'float'; readonly value: number; readonly bits: 32 | 64 }
  | { readonly kind: 'character'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** `"abc"B` */
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'unit' };

export interface Parameter {
  readonly pattern: SyntaxPattern;
  readonly span: Span;
}

/** `let [mutable] [rec] [inline] name params : result = body`, or `let pattern = body` (no parameters). */
export interface Binding {
  readonly attributes: readonly Attribute[];
  readonly pattern: SyntaxPattern;
  /** `let f<'T, 'U> …`: the order of explicit instantiation. Empty when not written. */
  readonly typeParameters?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly result: SyntaxType | undefined;
  readonly body: SyntaxExpression;
  readonly isMutable: boolean;
  readonly isInline: boolean;
  readonly isPrivate: boolean;
  /** Written as `extern`: the body stands in C, and `body` is a hole. */
  readonly isExtern?: true;
  readonly span: Span;
}

export interface MatchRule {
  readonly pattern: SyntaxPattern;
  readonly guard: SyntaxExpression | undefined;
  readonly body: SyntaxExpression;
  readonly span: Span;
}

export type SyntaxExpression =
  | {
      readonly kind: 'literal';
      readonly value: LiteralValue;
      readonly measure: SyntaxType | undefined;
      readonly span: Span;
    }
  | { readonly kind: 'name'; readonly text: string; readonly span: Span }
  /** `target.name`: a module path, a record field, a register or a property; the checker tells which. */
  | { readonly kind: 'member'; readonly target: SyntaxExpression; readonly name: Name; readonly span: Span }
  | {
      readonly kind: 'type-application';
      readonly target: SyntaxExpression;
      readonly arguments: readonly SyntaxType[];
      readonly span: Span;
    }
  | {
      readonly kind: 'apply';
      readonly function: SyntaxExpression;
      readonly argument: SyntaxExpression;
      readonly span: Span;
    }
  | { readonly kind: 'index'; readonly target: SyntaxExpression; readonly index: SyntaxExpression; readonly span: Span }
  | {
      readonly kind: 'slice';
      readonly target: SyntaxExpression;
      readonly first: SyntaxExpression | undefined;
      readonly last: SyntaxExpression | undefined;
      readonly span: Span;
    }
  /** Operators as written (`+`, `<<<`, `&&`, `|>`, `::` …). */
  | {
      readonly kind: 'infix';
      readonly operator: Name;
      readonly left: SyntaxExpression;
      readonly right: SyntaxExpression;
      readonly span: Span;
    }
  | { readonly kind: 'prefix'; readonly operator: Name; readonly operand: SyntaxExpression; readonly span: Span }
  | { readonly kind: 'tuple'; readonly items: readonly SyntaxExpression[]; readonly span: Span }
  | { readonly kind: 'parenthesized'; readonly inner: SyntaxExpression; readonly span: Span }
  | {
      readonly kind: 'record';
      readonly base: SyntaxExpression | undefined;
      readonly fields: readonly { readonly path: readonly Name[]; readonly value: SyntaxExpression }[];
      readonly span: Span;
    }
  | { readonly kind: 'array'; readonly items: readonly SyntaxExpression[]; readonly span: Span }
  /** `[| first .. [step ..] last |]`: constants only, in this dialect. */
  | {
      readonly kind: 'array-range';
      readonly first: SyntaxExpression;
      readonly step: SyntaxExpression | undefined;
      readonly last: SyntaxExpression;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly condition: SyntaxExpression;
      readonly then: SyntaxExpression;
      readonly otherwise: SyntaxExpression | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'match';
      readonly subject: SyntaxExpression;
      readonly rules: readonly MatchRule[];
      readonly span: Span;
    }
  /** `try body finally last`. */
  | {
      readonly kind: 'try';
      readonly body: SyntaxExpression;
      readonly last: SyntaxExpression;
      readonly span: Span;
    }
  | {
      readonly kind: 'while';
      readonly condition: SyntaxExpression;
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  | {
      readonly kind: 'for';
      readonly name: Name;
      readonly from: SyntaxExpression;
      readonly to: SyntaxExpression;
      readonly direction: 'up' | 'down';
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  /** `for pattern in source do`; a range source is `first .. [step ..] last`. */
  | {
      readonly kind: 'for-in';
      readonly pattern: SyntaxPattern;
      readonly source:
        | {
            readonly kind: 'range';
            readonly first: SyntaxExpression;
            readonly step: SyntaxExpression | undefined;
            readonly last: SyntaxExpression;
          }
        | { readonly kind: 'collection'; readonly collection: SyntaxExpression };
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  | {
      readonly kind: 'let';
      readonly isRecursive: boolean;
      /** `use`: the value is disposed of when the body ends. */
      readonly isUse?: boolean;
      readonly bindings: readonly Binding[];
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  | { readonly kind: 'sequence'; readonly items: readonly SyntaxExpression[]; readonly span: Span }
  | {
      readonly kind: 'assign';
      readonly target: SyntaxExpression;
      readonly value: SyntaxExpression;
      readonly span: Span;
    }
  /** `builder { body }`; the builder is a name or a path. */
  | {
      readonly kind: 'computation';
      readonly builder: SyntaxExpression;
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  /** `let! pattern = value` with what follows it. */
  | {
      readonly kind: 'let-bang';
      readonly pattern: SyntaxPattern;
      readonly value: SyntaxExpression;
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  /** `do! value`. */
  | { readonly kind: 'do-bang'; readonly value: SyntaxExpression; readonly span: Span }
  /** `match! subject with …`. */
  | {
      readonly kind: 'match-bang';
      readonly subject: SyntaxExpression;
      readonly rules: readonly MatchRule[];
      readonly span: Span;
    }
  /** `return e`, `return! e`. */
  | {
      readonly kind: 'return';
      readonly what: 'one' | 'all';
      readonly value: SyntaxExpression;
      readonly span: Span;
    }
  /** `[| for … |]`: statements that yield the elements. */
  | { readonly kind: 'comprehension'; readonly body: SyntaxExpression; readonly span: Span }
  /** `yield e`, `yield! e`; `perhaps`: an expression that stands as a statement where values are yielded without the word. */
  | {
      readonly kind: 'yield';
      readonly what: 'one' | 'all' | 'perhaps';
      readonly value: SyntaxExpression;
      readonly span: Span;
    }
  | { readonly kind: 'typed'; readonly inner: SyntaxExpression; readonly type: SyntaxType; readonly span: Span }
  | {
      readonly kind: 'lambda';
      readonly parameters: readonly Parameter[];
      readonly body: SyntaxExpression;
      readonly span: Span;
    }
  /** `$"x = {x:X4}"`. */
  | { readonly kind: 'interpolated'; readonly parts: readonly InterpolatedPart[]; readonly span: Span }
  /** A construct outside the dialect or a hole after an error, already reported; the checker gives it any type and stays silent. */
  | { readonly kind: 'error'; readonly span: Span };

/** Text whose meaning the checker reads, at its place. */
export interface WrittenText {
  readonly text: string;
  readonly span: Span;
}

export type InterpolatedPart =
  | { readonly kind: 'text'; readonly value: string }
  /** `{value,alignment:format}`, or `%specifier{value}`. */
  | {
      readonly kind: 'hole';
      readonly value: SyntaxExpression;
      readonly alignment: WrittenText | undefined;
      readonly format: WrittenText | undefined;
      readonly specifier: WrittenText | undefined;
    };

// ── patterns ──

export type SyntaxPattern =
  | { readonly kind: 'wildcard'; readonly span: Span }
  /** A name: binds, or names a nullary case, an enum member or a literal constant; the checker tells which. `isMutable`: in `let mutable x`. */
  | { readonly kind: 'name'; readonly name: Name; readonly span: Span }
  | { readonly kind: 'literal'; readonly value: LiteralValue; readonly span: Span }
  /** `Some x`, `Color.Red`, `Shape.Circle (r, _)`; an active pattern may have arguments before the last: `DivisibleBy 3 n`. */
  | {
      readonly kind: 'case';
      readonly path: readonly Name[];
      readonly before: readonly SyntaxPattern[];
      readonly argument: SyntaxPattern | undefined;
      readonly span: Span;
    }
  /** The argument `(width = w; height = _)` of a case. */
  | {
      readonly kind: 'named-fields';
      readonly fields: readonly { readonly name: Name; readonly pattern: SyntaxPattern }[];
      readonly span: Span;
    }
  | { readonly kind: 'tuple'; readonly items: readonly SyntaxPattern[]; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly SyntaxPattern[]; readonly span: Span }
  | {
      readonly kind: 'record';
      readonly fields: readonly { readonly path: readonly Name[]; readonly pattern: SyntaxPattern }[];
      readonly span: Span;
    }
  | { readonly kind: 'or'; readonly alternatives: readonly SyntaxPattern[]; readonly span: Span }
  /** `p & q`: both. */
  | { readonly kind: 'and'; readonly patterns: readonly SyntaxPattern[]; readonly span: Span }
  | { readonly kind: 'as'; readonly pattern: SyntaxPattern; readonly name: Name; readonly span: Span }
  | { readonly kind: 'typed'; readonly pattern: SyntaxPattern; readonly type: SyntaxType; readonly span: Span }
  | { readonly kind: 'error'; readonly span: Span };

// ── declarations ──

export type TypeBody =
  | {
      readonly kind: 'record';
      readonly fields: readonly {
        readonly attributes: readonly Attribute[];
        readonly name: Name;
        readonly type: SyntaxType;
        readonly isMutable: boolean;
      }[];
    }
  | {
      readonly kind: 'union';
      readonly cases: readonly {
        readonly name: Name;
        readonly fields: readonly { readonly name: Name | undefined; readonly type: SyntaxType }[];
      }[];
    }
  | { readonly kind: 'enum'; readonly members: readonly { readonly name: Name; readonly value: SyntaxExpression }[] }
  | { readonly kind: 'abbreviation'; readonly type: SyntaxType }
  /** `type Name() = member …`: no parameters, no state. */
  | { readonly kind: 'object' }
  /** `[<Measure>] type m` */
  | { readonly kind: 'measure'; readonly abbreviates: SyntaxType | undefined };

/** `member this.Area = e`, `member this.Scale k = e`, `static member Zero = e`, `static member (+) (a, b) = e`; `dispose`: the member of `System.IDisposable`. */
export interface MemberDefinition {
  readonly kind: 'instance' | 'static' | 'dispose';
  /** The interface as written, of `dispose`. */
  readonly through?: Name;
  /** The name of the value itself; `_` has none. Static members have no value. */
  readonly self: Name | undefined;
  readonly name: Name;
  readonly isOperator: boolean;
  /** Parameters behind the value itself; none: a property. */
  readonly binding: Binding;
}

export interface TypeDefinition {
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly parameters: readonly string[];
  readonly body: TypeBody;
  readonly members: readonly MemberDefinition[];
  readonly isPrivate: boolean;
  readonly span: Span;
}

export type Declaration =
  | {
      readonly kind: 'module';
      readonly attributes: readonly Attribute[];
      readonly name: Name;
      readonly declarations: readonly Declaration[];
      readonly span: Span;
    }
  | { readonly kind: 'open'; readonly path: readonly Name[]; readonly span: Span }
  | { readonly kind: 'let'; readonly isRecursive: boolean; readonly bindings: readonly Binding[]; readonly span: Span }
  /** `type A = … and B = …` */
  | { readonly kind: 'types'; readonly definitions: readonly TypeDefinition[]; readonly span: Span }
  /** `do expression`, or a bare expression at the top level. */
  | { readonly kind: 'do'; readonly expression: SyntaxExpression; readonly span: Span };

export interface SyntaxFile {
  readonly source: SourceFile;
  /** Path from `module A.B` or `namespace A.B`; empty: the file's name with a capital first letter. */
  readonly path: readonly Name[];
  readonly attributes: readonly Attribute[];
  readonly declarations: readonly Declaration[];
}
