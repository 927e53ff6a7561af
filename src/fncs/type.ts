// Types of the source language after checking: generic, with measures. The graph's own types (monomorphic, measures erased) are in `psg/type.ts`.
import type { Span } from '../base/source.ts';
import type { Access, Region } from '../memory/region.ts';

export type NumericName =
  | 'int'
  | 'uint'
  | 'nativeint'
  | 'unativeint'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float32'
  | 'float';

/** A normalised product of powers of named measures, sorted by name; empty: dimensionless. Checked here, erased afterwards. */
export type Measure = readonly { readonly name: string; readonly power: number }[];

export type Type =
  | { readonly kind: 'unit' | 'bool' | 'char' | 'string' }
  | { readonly kind: 'numeric'; readonly name: NumericName; readonly measure: Measure }
  | { readonly kind: 'array'; readonly element: Type }
  /** `seq<'T>`: what a loop over it does; no storage. */
  | { readonly kind: 'sequence'; readonly element: Type }
  | { readonly kind: 'span'; readonly element: Type; readonly access: 'readOnly' | 'readWrite' }
  /** `NativePtr<'T,'region,'access>`: region and access are concrete once a definition has been checked. */
  | { readonly kind: 'pointer'; readonly element: Type; readonly region: Type; readonly access: Type }
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'access'; readonly access: Access }
  | { readonly kind: 'address'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | { readonly kind: 'function'; readonly from: Type; readonly to: Type }
  /** A declared record, union, enum or descriptor (option, voption and Result are declared in the prelude). */
  | { readonly kind: 'nominal'; readonly declaration: TypeDeclaration; readonly arguments: readonly Type[] }
  /** A type parameter of a generic definition or declaration. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** Solved by unification while checking; none is left in a typed tree. `id` indexes the checker's store. */
  | { readonly kind: 'variable'; readonly id: number }
  /** After a reported mistake: fits everything, so that one mistake gives one message. */
  | { readonly kind: 'error' };

export interface DeclaredField {
  readonly name: string;
  readonly type: Type;
  readonly isMutable: boolean;
}

export interface DeclaredCase {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
}

export interface DeclaredRegister {
  readonly name: string;
  readonly offset: bigint;
  /** Extent in elements, 1 unless the attribute gives a fourth argument. */
  readonly count: number;
  /** Always a `pointer`. */
  readonly type: Type;
}

/** One declared type. Created before its body is known, so that types may refer to each other; `body` is set exactly once. */
export interface TypeDeclaration {
  /** Qualified by modules: `Shapes.Shape`. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly span: Span;
  body: TypeDeclarationBody;
}

export type TypeDeclarationBody =
  | { readonly kind: 'record'; readonly fields: readonly DeclaredField[] }
  | { readonly kind: 'union'; readonly cases: readonly DeclaredCase[] }
  | {
      readonly kind: 'enum';
      readonly underlying: NumericName;
      /** `sets`: marked with `[<Flags>]`. */
      readonly values: 'single' | 'sets';
      readonly members: readonly { readonly name: string; readonly value: bigint }[];
    }
  | {
      readonly kind: 'descriptor';
      readonly instances: readonly { readonly name: string; readonly base: bigint }[];
      readonly registers: readonly DeclaredRegister[];
    }
  /** A class without parameters and state: one value, which only its members tell from `()`. */
  | { readonly kind: 'object' }
  | { readonly kind: 'pending' };
