// In: a type of the graph. Out: its machine form: the scalars ("leaves") that a value of it consists of, and its layout in memory.
// A value is never an aggregate in the emitted code: tuples, records, unions and fat pointers are lists of leaves, so nothing has to be taken apart later.
import { assertNever } from '../base/never.ts';
import { bitsOf, type Target } from '../memory/target.ts';
import type { Type } from '../psg/type.ts';

/** An MLIR scalar type: `i1`, `i8` … `i64`, `f32`, `f64`, `!llvm.ptr`. */
export type Leaf = string;

export const pointerLeaf: Leaf = '!llvm.ptr';

export function wordLeaf(target: Target): Leaf {
  return `i${target.wordBits}`;
}

/** Bits of the case number of a union as it is stored. */
export function tagBits(cases: number): 8 | 16 | 32 {
  return cases <= 1 << 8 ? 8 : cases <= 1 << 16 ? 16 : 32;
}

/** The parts of a type in order: `undefined` when it is one leaf or none. */
function partsOf(type: Type, target: Target): readonly Part[] | undefined {
  switch (type.kind) {
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
      return [{ leaf: pointerLeaf }, { leaf: wordLeaf(target) }];
    case 'tuple':
      return type.items.map((item) => ({ type: item }));
    case 'record':
      return type.fields.map((field) => ({ type: field.type }));
    case 'union':
      return [
        { leaf: `i${tagBits(type.cases.length)}` },
        ...type.cases.flatMap((each) => each.fields.map((field) => ({ type: field.type }))),
      ];
    case 'unit':
      return [];
    default:
      return undefined;
  }
}

type Part = { readonly leaf: Leaf } | { readonly type: Type };

function scalarOf(type: Type, target: Target): Leaf {
  switch (type.kind) {
    case 'boolean':
      return 'i1';
    case 'float':
      return `f${type.bits}`;
    case 'address':
      return pointerLeaf;
    case 'integer':
      return `i${bitsOf(type.bits, target)}`;
    case 'enum':
      return `i${bitsOf(type.underlying.bits, target)}`;
    case 'character':
      return 'i32';
    case 'descriptor':
      return wordLeaf(target);
    case 'unit':
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
    case 'tuple':
    case 'record':
    case 'union':
      return '';
    default:
      return assertNever(type);
  }
}

/** The leaves of a value, in order; none for unit. */
export function leavesOf(type: Type, target: Target): readonly Leaf[] {
  const parts = partsOf(type, target);
  if (!parts) return [scalarOf(type, target)];
  return parts.flatMap((part) => ('leaf' in part ? [part.leaf] : leavesOf(part.type, target)));
}

/** The leaves of the first `count` parts: where the next part begins. */
export function offsetOfPart(type: Type, count: number, target: Target): number {
  const parts = partsOf(type, target) ?? [];
  return parts
    .slice(0, count)
    .reduce((sum, part) => sum + ('leaf' in part ? 1 : leavesOf(part.type, target).length), 0);
}

/** Index among the parts of a union of field `index` of case `tag` (the tag itself is part 0). */
export function partOfPayload(type: Extract<Type, { kind: 'union' }>, tag: number, index: number): number {
  return 1 + type.cases.slice(0, tag).reduce((sum, each) => sum + each.fields.length, 0) + index;
}

/** How a leaf lies inside the memory of a whole value. */
export interface LeafPlace {
  readonly leaf: Leaf;
  /** Indices of the nested structs; empty when the value is one scalar. */
  readonly path: readonly number[];
}

export function leafPlaces(type: Type, target: Target): readonly LeafPlace[] {
  const parts = partsOf(type, target);
  if (!parts) return [{ leaf: scalarOf(type, target), path: [] }];
  return parts.flatMap((part, index) =>
    'leaf' in part
      ? [{ leaf: part.leaf, path: [index] }]
      : leafPlaces(part.type, target).map((place) => ({ leaf: place.leaf, path: [index, ...place.path] })),
  );
}

/** The LLVM type of a value in memory: a scalar (a truth value is a byte), or a struct with natural alignment. */
export function storageOf(type: Type, target: Target): string {
  const parts = partsOf(type, target);
  if (!parts) return storedLeaf(scalarOf(type, target));
  return `!llvm.struct<(${parts.map((part) => inner('leaf' in part ? part.leaf : storageOf(part.type, target))).join(', ')})>`;
}

/** The type of a leaf in memory. */
export function storedLeaf(leaf: Leaf): Leaf {
  return leaf === 'i1' ? 'i8' : leaf;
}

/** Inside `!llvm.struct` and `!llvm.array` LLVM types are written without their prefix. */
export function inner(type: string): string {
  return type.replace(/^!llvm\./, '');
}

export interface Layout {
  /** Bytes from one element of an array to the next. */
  readonly size: number;
  readonly alignment: number;
}

export function leafLayout(leaf: Leaf, target: Target): Layout {
  const bits = leaf === pointerLeaf ? target.wordBits : leaf === 'i1' ? 8 : Number(leaf.slice(1));
  return { size: bits / 8, alignment: bits / 8 };
}

/** Natural layout, the same as C's for a struct of the same parts. */
export function layoutOf(type: Type, target: Target): Layout {
  const parts = partsOf(type, target);
  if (!parts) return leafLayout(scalarOf(type, target), target);
  let size = 0;
  let alignment = 1;
  for (const part of parts) {
    const layout = 'leaf' in part ? leafLayout(part.leaf, target) : layoutOf(part.type, target);
    size = roundUp(size, layout.alignment) + layout.size;
    alignment = Math.max(alignment, layout.alignment);
  }
  return { size: roundUp(size, alignment), alignment };
}

/** What C's calling conventions give an array of static storage: on x86-64, 16 bytes for one that large, so that vector code may use it as an operand. */
export function arrayAlignment(element: Type, length: number, target: Target): number {
  const { size, alignment } = layoutOf(element, target);
  return target.architecture === 'x86_64' && size * length >= 16 ? Math.max(alignment, 16) : alignment;
}

function roundUp(size: number, alignment: number): number {
  return Math.ceil(size / alignment) * alignment;
}
