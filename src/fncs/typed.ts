// The typed tree: what the checker hands to elaboration. Names are symbols, types are solved, F#'s conveniences (operators, pipes, properties, loops
// over collections) are still visible; nothing here is wrong. Elaboration never reports a type error.
import type { Span } from '../base/source.ts';
import type { Format } from './format.ts';
import type { IntrinsicId } from './intrinsic.ts';
import type { Recogniser } from './recogniser.ts';
import type { Type, TypeDeclaration } from './type.ts';

/** A bound name. Compared by identity. */
export interface Symbol {
  readonly name: string;
  /** Generic functions: with `parameter`s, listed in the definition. */
  type: Type;
  readonly isMutable: boolean;
  readonly place: 'module' | 'parameter' | 'local';
  readonly span: Span;
}

/** A literal's value: integers and enums (bigint, already in the range of the type; hexadecimal `int` literals are sign-extended from 32 bits as in F#), floats, characters (number), strings, booleans, unit. */
export type Constant = bigint | number | string | boolean | undefined;

export type TypedPattern =
  | { readonly kind: 'wildcard'; readonly type: Type; readonly span: Span }
  | { readonly kind: 'bind'; readonly symbol: Symbol; readonly type: Type; readonly span: Span }
  | { readonly kind: 'constant'; readonly value: Constant; readonly type: Type; readonly span: Span }
  | {
      readonly kind: 'case';
      readonly tag: number;
      readonly fields: readonly TypedPattern[];
      readonly type: Type;
      readonly span: Span;
    }
  | { readonly kind: 'tuple'; readonly items: readonly TypedPattern[]; readonly type: Type; readonly span: Span }
  /** An array of just as many elements. */
  | { readonly kind: 'array'; readonly items: readonly TypedPattern[]; readonly type: Type; readonly span: Span }
  | {
      readonly kind: 'record';
      readonly fields: readonly { readonly index: number; readonly pattern: TypedPattern }[];
      readonly type: Type;
      readonly span: Span;
    }
  /** An active pattern: `call` reads the value by the name `input`, and what it gives matches `result`. The solved tree has none: see `write-out-recognisers.ts`. */
  | {
      readonly kind: 'recognised';
      readonly recogniser: Recogniser;
      readonly input: Symbol;
      readonly call: TypedExpression;
      readonly result: TypedPattern;
      readonly type: Type;
      readonly span: Span;
    }
  /** Each takes the value. */
  | { readonly kind: 'and'; readonly patterns: readonly TypedPattern[]; readonly type: Type; readonly span: Span }
  /** Alternatives bind the same symbols (the same `Symbol` objects in each). */
  | { readonly kind: 'or'; readonly alternatives: readonly TypedPattern[]; readonly type: Type; readonly span: Span }
  | {
      readonly kind: 'as';
      readonly pattern: TypedPattern;
      readonly symbol: Symbol;
      readonly type: Type;
      readonly span: Span;
    };

export interface TypedRule {
  readonly pattern: TypedPattern;
  readonly guard: TypedExpression | undefined;
  readonly body: TypedExpression;
  readonly span: Span;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&&&'
  | '|||'
  | '^^^'
  | '<<<'
  | '>>>'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||';

export type FormattedPart =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'hole'; readonly value: TypedExpression; readonly format: Format };

export type TypedExpression = TypedExpressionKind & { readonly type: Type; readonly span: Span };

type TypedExpressionKind =
  | { readonly kind: 'constant'; readonly value: Constant }
  /** Reads a symbol; `instantiation` solves the type parameters of a generic function, in the definition's order. */
  | { readonly kind: 'symbol'; readonly symbol: Symbol; readonly instantiation: readonly Type[] }
  /** A call of a defined function with all its curried arguments. Fewer make a `lambda` for the rest, more an `apply` of the result. */
  | {
      readonly kind: 'call';
      readonly callee: Symbol;
      readonly instantiation: readonly Type[];
      readonly arguments: readonly TypedExpression[];
    }
  /** A call of a compiler intrinsic with all its arguments. */
  | {
      readonly kind: 'intrinsic';
      readonly intrinsic: IntrinsicId;
      readonly instantiation: readonly Type[];
      readonly arguments: readonly TypedExpression[];
    }
  /** Calls a function of C with all its arguments: the body of a function that is declared to be C's. */
  | {
      readonly kind: 'foreign';
      readonly library: string;
      readonly symbol: string;
      readonly arguments: readonly TypedExpression[];
    }
  /** A function as a value: `fun p q -> body`. A named function, an operator or a case that stands as a value is written out as one. Reads no mutable local from around it. */
  | { readonly kind: 'lambda'; readonly parameters: readonly Symbol[]; readonly body: TypedExpression }
  /** Applies a function that is a value to one argument or more; the function is evaluated first. */
  | { readonly kind: 'apply'; readonly function: TypedExpression; readonly arguments: readonly TypedExpression[] }
  /** Both operands have one type, except shifts (count: int). `=` and `<>` on structural types compare structurally. */
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      /** Of `+ - *`, where `Checked` is open: of integers, the exact result is claimed to fit. */
      readonly overflow?: 'checked';
    }
  | {
      readonly kind: 'unary';
      readonly operator: '-' | '~~~' | 'not';
      readonly operand: TypedExpression;
      readonly overflow?: 'checked';
    }
  | { readonly kind: 'tuple'; readonly items: readonly TypedExpression[] }
  /** All fields, in the declaration's order; evaluated in the written order `order` (indices into `fields`). */
  | { readonly kind: 'record'; readonly fields: readonly TypedExpression[]; readonly order: readonly number[] }
  /** `{ base with … }`. */
  | {
      readonly kind: 'record-copy';
      readonly base: TypedExpression;
      readonly changes: readonly { readonly index: number; readonly value: TypedExpression }[];
    }
  | { readonly kind: 'field'; readonly target: TypedExpression; readonly index: number }
  | { readonly kind: 'case'; readonly tag: number; readonly fields: readonly TypedExpression[] }
  | { readonly kind: 'array'; readonly items: readonly TypedExpression[] }
  /** Text from parts. `none`: of type string, without storage: it stands only where it is written at once (`Console.write`, `Format.into` …).
   * `console`: written to the console, of type unit. The holes are evaluated in order before anything is written. */
  | { readonly kind: 'formatted'; readonly parts: readonly FormattedPart[]; readonly sink: 'none' | 'console' }
  /** A peripheral instance, named by its descriptor. */
  | { readonly kind: 'instance'; readonly name: string }
  | { readonly kind: 'register'; readonly target: TypedExpression; readonly index: number }
  /** `a.[i]` on arrays, spans, strings. */
  | { readonly kind: 'index'; readonly target: TypedExpression; readonly index: TypedExpression }
  | {
      readonly kind: 'slice';
      readonly target: TypedExpression;
      readonly first: TypedExpression | undefined;
      readonly last: TypedExpression | undefined;
    }
  /** `.Length`. */
  | { readonly kind: 'length'; readonly target: TypedExpression }
  /** An implicit change of type without effect: array → span, Span → ReadOnlySpan, pointer access weakening. The weaker type is the expression's. */
  | { readonly kind: 'weaken'; readonly operand: TypedExpression }
  | {
      readonly kind: 'if';
      readonly condition: TypedExpression;
      readonly then: TypedExpression;
      readonly otherwise: TypedExpression | undefined;
    }
  /** `isComplete`: the pattern matrix covers every value (rules with `when` not counted). */
  | {
      readonly kind: 'match';
      readonly subject: TypedExpression;
      readonly rules: readonly TypedRule[];
      readonly isComplete: boolean;
    }
  | { readonly kind: 'while'; readonly condition: TypedExpression; readonly body: TypedExpression }
  /** `step` is a constant ≠ 0; ±1 for `to`/`downto`. Integer types only. */
  | {
      readonly kind: 'for';
      readonly symbol: Symbol;
      readonly from: TypedExpression;
      readonly to: TypedExpression;
      readonly step: bigint;
      readonly body: TypedExpression;
    }
  /** `for pattern in collection`: array, span, sequence; a string yields its scalar values. */
  | {
      readonly kind: 'for-each';
      readonly pattern: TypedPattern;
      readonly collection: TypedExpression;
      readonly body: TypedExpression;
    }
  /** `seq { body }`: nothing happens before a loop goes over it; then the body runs, and the loop's own body at each `yield`. Reads no mutable local from around it. */
  | { readonly kind: 'generate'; readonly body: TypedExpression }
  /** `[| for … |]`: a new array of the elements that the body yields; how many must be known when compiling. */
  | { readonly kind: 'fill'; readonly body: TypedExpression }
  | { readonly kind: 'yield'; readonly value: TypedExpression }
  | {
      readonly kind: 'let';
      readonly pattern: TypedPattern;
      readonly value: TypedExpression;
      readonly body: TypedExpression;
    }
  /** A local function: lifted by elaboration when it captures only immutable values and parameters (captures become parameters). */
  | { readonly kind: 'let-function'; readonly functions: readonly TypedFunction[]; readonly body: TypedExpression }
  | { readonly kind: 'sequence'; readonly items: readonly TypedExpression[] }
  /** `x <- v`, `r.f <- v` (r mutable), `a.[i] <- v`, `a.[i].f <- v`. */
  | { readonly kind: 'assign'; readonly target: TypedExpression; readonly value: TypedExpression }
  | {
      readonly kind: 'contract';
      readonly contract: 'requires' | 'invariant' | 'assert';
      readonly condition: TypedExpression;
    }
  | { readonly kind: 'ensures'; readonly result: Symbol; readonly condition: TypedExpression }
  /** `Interrupt.critical (fun () -> body)`: no interrupt handler runs while the body does. */
  | { readonly kind: 'critical'; readonly body: TypedExpression };

/** `requires`/`ensures` stand first in `body` (a `sequence`); `invariant` first in a loop's body. The checker refuses them elsewhere. */
export interface TypedFunction {
  readonly symbol: Symbol;
  /** Qualified: `Ring.push`. */
  readonly name: string;
  readonly typeParameters: readonly string[];
  /** One symbol per curried parameter; a pattern parameter is a fresh symbol, taken apart by a `let` in the body; `()` is a parameter of type unit. */
  readonly parameters: readonly Symbol[];
  readonly body: TypedExpression;
  readonly isRecursive: boolean;
  readonly isInline: boolean;
  /** A member of a class, such as `Bind` of a builder: given a function, its body stands where it is called. */
  readonly isOfObject?: true;
  readonly isEntryPoint: boolean;
  /** `[<Interrupt("SysTick")>]`: the hardware calls it, nobody else. */
  readonly interrupt?: { readonly name: string; readonly span: Span };
  readonly span: Span;
}

export interface TypedValue {
  readonly symbol: Symbol;
  readonly name: string;
  readonly body: TypedExpression;
  /** `[<Literal>]`: substituted where it is used. */
  readonly isLiteral: boolean;
  readonly span: Span;
}

export type TypedDefinition =
  | ({ readonly kind: 'function' } & TypedFunction)
  | ({ readonly kind: 'value' } & TypedValue);

/** All files together, in compilation order; definitions in program order (prelude first). */
export interface TypedProgram {
  readonly definitions: readonly TypedDefinition[];
  readonly types: readonly TypeDeclaration[];
  readonly entryPoint: TypedFunction | undefined;
}
