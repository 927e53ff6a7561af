// Types of the program semantic graph: monomorphic, measures erased except region and access on pointers.
import type { Access, Region } from '../memory/region.ts';

export type IntegerBits = 8 | 16 | 32 | 64 | 'word';

/** `'word'` is the target's word (`int`, `uint`, `nativeint`, `unativeint`); everything else has a fixed width. */
export interface IntegerType {
  readonly kind: 'integer';
  readonly bits: IntegerBits;
  readonly signed: boolean;
}

export interface FieldType {
  readonly name: string;
  readonly type: Type;
}

export interface CaseType {
  readonly name: string;
  readonly fields: readonly FieldType[];
}

/** One register of a peripheral: `offset` in bytes from the instance's base; `type` is the pointer that `instance.NAME` yields; `count` its extent in elements. */
export interface RegisterType {
  readonly name: string;
  readonly offset: bigint;
  readonly count: number;
  readonly type: PointerType;
}

/** A fat pointer `{ ptr, len }`: `len` counts elements. */
export interface PointerType {
  readonly kind: 'pointer';
  readonly element: Type;
  readonly region: Region;
  readonly access: Access;
}

export type Type =
  | { readonly kind: 'unit' }
  | { readonly kind: 'boolean' }
  /** One Unicode scalar value, 4 bytes. */
  | { readonly kind: 'character' }
  | IntegerType
  | { readonly kind: 'float'; readonly bits: 32 | 64 }
  /** UTF-8 `{ ptr, len in bytes }`. */
  | { readonly kind: 'string' }
  /** `{ ptr, len }`; elements may be written. */
  | { readonly kind: 'array'; readonly element: Type }
  /** `Span` (readWrite) and `ReadOnlySpan` (readOnly): `{ ptr, len }`. */
  | { readonly kind: 'span'; readonly element: Type; readonly access: 'readOnly' | 'readWrite' }
  | PointerType
  /** `nativeptr<'T>`: thin, without a known extent. */
  | { readonly kind: 'address'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  /** `name` is qualified and carries the type arguments of a generic instance, so that it names one type. */
  | { readonly kind: 'record'; readonly name: string; readonly fields: readonly FieldType[] }
  | { readonly kind: 'union'; readonly name: string; readonly cases: readonly CaseType[] }
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly underlying: IntegerType;
      readonly members: readonly { readonly name: string; readonly value: bigint }[];
    }
  /** A handle to one instance of a peripheral: the instance's base address. `instances` are all that exist. */
  | {
      readonly kind: 'descriptor';
      readonly name: string;
      readonly instances: readonly { readonly name: string; readonly base: bigint }[];
      readonly registers: readonly RegisterType[];
    };

export const unitType: Type = { kind: 'unit' };
export const booleanType: Type = { kind: 'boolean' };
export const bytesType: Type = {
  kind: 'span',
  element: { kind: 'integer', bits: 8, signed: false },
  access: 'readOnly',
};
export const wordType: IntegerType = { kind: 'integer', bits: 'word', signed: true };

/** A short name for types, unique per type, for messages and keys. F# spelling. */
export function nameOfType(type: Type): string {
  switch (type.kind) {
    case 'unit':
      return 'unit';
    case 'boolean':
      return 'bool';
    case 'character':
      return 'char';
    case 'integer':
      return nameOfInteger(type);
    case 'float':
      return type.bits === 32 ? 'float32' : 'float';
    case 'string':
      return 'string';
    case 'array':
      return `${nameOfType(type.element)}[]`;
    case 'span':
      return `${type.access === 'readOnly' ? 'ReadOnlySpan' : 'Span'}<${nameOfType(type.element)}>`;
    case 'pointer':
      return `NativePtr<${nameOfType(type.element)}, ${type.region}, ${type.access}>`;
    case 'address':
      return `nativeptr<${nameOfType(type.element)}>`;
    case 'tuple':
      return `(${type.items.map(nameOfType).join(' * ')})`;
    case 'record':
    case 'union':
    case 'enum':
    case 'descriptor':
      return type.name;
  }
}

function nameOfInteger(type: IntegerType): string {
  if (type.bits === 'word') return type.signed ? 'int' : 'uint';
  return `${type.signed ? 'int' : 'uint'}${type.bits}`;
}

/** Types whose values are addressed as `{ ptr, len }` and indexed by `int`. */
export function isCollection(type: Type): type is Extract<Type, { kind: 'string' | 'array' | 'span' | 'pointer' }> {
  return type.kind === 'string' || type.kind === 'array' || type.kind === 'span' || type.kind === 'pointer';
}

/** Whether a value of the type holds an address, so that its lifetime matters. */
export function holdsAddress(type: Type): boolean {
  switch (type.kind) {
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
      return true;
    case 'tuple':
      return type.items.some(holdsAddress);
    case 'record':
      return type.fields.some((field) => holdsAddress(field.type));
    case 'union':
      return type.cases.some((each) => each.fields.some((field) => holdsAddress(field.type)));
    default:
      return false;
  }
}

/** Types of the elements that can be reached through a value. */
export function elementsBehind(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
      return [type.element, ...elementsBehind(type.element)];
    case 'tuple':
      return type.items.flatMap(elementsBehind);
    case 'record':
      return type.fields.flatMap((field) => elementsBehind(field.type));
    case 'union':
      return type.cases.flatMap((each) => each.fields.flatMap((field) => elementsBehind(field.type)));
    default:
      return [];
  }
}

/** The integer that a value of the type is: enums, characters and descriptors (addresses) included; undefined for types that are no numbers. */
export function asInteger(type: Type): IntegerType | undefined {
  switch (type.kind) {
    case 'integer':
      return type;
    case 'enum':
      return type.underlying;
    case 'character':
      return { kind: 'integer', bits: 32, signed: false };
    case 'descriptor':
      return { kind: 'integer', bits: 'word', signed: false };
    default:
      return undefined;
  }
}
