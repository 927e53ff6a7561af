// The values that the interpreter computes with, and the storage that views share. No meaning of any operation here.
import { never } from '../base/never.ts';

/**
 * Memory of the program: its elements, and whether it still exists. Or registers of a device: the address of the first, and the size of an element in bytes.
 * Only the interpreter writes to cells.
 */
export type Storage =
  | { readonly kind: 'memory'; readonly cells: Value[]; state: 'alive' | 'ended' }
  | { readonly kind: 'device'; readonly address: bigint; readonly width: number };

/** An array, span, string (its elements are bytes) or pointer: `length` elements of a storage, from `offset` on. */
export interface View {
  readonly storage: Storage;
  readonly offset: number;
  readonly length: number;
}

/** A tuple, a record, or a case of a union (`tag` is its number). */
export interface Whole {
  readonly fields: readonly Value[];
  readonly tag: number | undefined;
}

/** Integers, characters, enums and descriptors as their number; floats as numbers; unit as undefined. */
export type Value = bigint | boolean | number | undefined | View | Whole;

export function integerOf(value: Value): bigint {
  return typeof value === 'bigint' ? value : never('the value is an integer');
}

export function truthOf(value: Value): boolean {
  return typeof value === 'boolean' ? value : never('the value is a truth value');
}

export function isView(value: Value): value is View {
  return typeof value === 'object' && 'storage' in value;
}

export function viewOf(value: Value): View {
  return isView(value) ? value : never('the value is a collection');
}

export function wholeOf(value: Value): Whole {
  return typeof value === 'object' && 'fields' in value ? value : never('the value has fields');
}

/** New storage that holds these elements, whole. */
export function viewOfCells(cells: Value[]): View {
  return { storage: { kind: 'memory', cells, state: 'alive' }, offset: 0, length: cells.length };
}

export function viewOfBytes(bytes: Uint8Array): View {
  return viewOfCells(Array.from(bytes, BigInt));
}
