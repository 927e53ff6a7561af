// What the emission of a function needs at hand: the whole program's tables, and the function's own writer and bindings. No emission here.
import type { Span } from '../base/source.ts';
import type { Target } from '../memory/target.ts';
import type { ObligationId } from '../obligations/obligation.ts';
import type { NodeId, NodeOf, PlatformService } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Type } from '../psg/type.ts';
import type { GuardBook } from './guard-book.ts';
import { type Leaf, leavesOf, wordLeaf } from './machine-type.ts';
import type { TargetDefinition } from './target-definition.ts';
import type { Name, Value, Writer } from './writer.ts';

/** How a module-level value is reached. */
export type GlobalPlace =
  /** Its value is known now: it is written where it is used. */
  | { readonly kind: 'constant'; readonly leaves: readonly ConstantLeaf[] }
  /** One global variable per leaf. */
  | { readonly kind: 'variables'; readonly symbols: readonly string[] };

/** A leaf whose value is known when the module is written. */
export type ConstantLeaf =
  | { readonly kind: 'number'; readonly leaf: Leaf; readonly value: bigint }
  /** IEEE bits. */
  | { readonly kind: 'float'; readonly leaf: Leaf; readonly bits: bigint }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'null' };

/** How the program declares a function of C, once for each name. */
export interface ForeignFunction {
  readonly symbol: string;
  /** Types of the arguments and of the result, if any, as they cross. */
  readonly parameters: readonly Leaf[];
  readonly result: Leaf | undefined;
  /** The first call. */
  readonly node: NodeOf<'foreign'>;
}

export interface Program {
  readonly psg: Psg;
  readonly target: Target;
  readonly definition: TargetDefinition;
  readonly book: GuardBook;
  /** The symbol of a function; asking for it puts the function into the module. */
  readonly functionSymbol: (id: NodeId) => string;
  /** The symbol of a platform service; asking for it puts the service into the module. */
  readonly serviceSymbol: (service: PlatformService) => string;
  /** Takes note of a function of C that is called, so that it is declared. */
  readonly foreign: (called: ForeignFunction) => void;
  /** The symbol of a constant byte string in flash. */
  readonly bytesSymbol: (bytes: Uint8Array) => string;
  /** A private constant array in flash with these elements (each a list of leaves); its symbol. */
  readonly tableSymbol: (element: Type, elements: readonly (readonly ConstantLeaf[])[], span: Span) => string;
  readonly globalPlace: (value: NodeId) => GlobalPlace;
  /** Names of the types of array elements that interrupt handlers share: an access of such an element may be one of theirs. */
  readonly sharedElements: ReadonlySet<string>;
  /** The storage of an array outside the frame, and whether its contents are in the image already. */
  readonly arrayStorage: (array: NodeId) => { readonly symbol: string; readonly contents: 'given' | 'to-be-written' };
  /** Every node that has been evaluated at least once. */
  readonly emitted: Set<NodeId>;
}

/** Lines of a function's text that belong to an obligation, from its check to its access; counted as the writer's marks. */
export interface Excerpt {
  readonly from: number;
  readonly to: number;
}

/** Where the value of a binding is. */
export type Place =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'slots'; readonly slots: readonly Name[]; readonly leaves: readonly Leaf[] };

export interface FunctionContext {
  readonly program: Program;
  readonly writer: Writer;
  readonly bindings: Map<NodeId, Place>;
  readonly excerpts: Map<ObligationId, Excerpt>;
  /** Emits an expression and yields its leaves. */
  readonly evaluate: (node: NodeId) => Value;
  /** `condition`: a contract's condition is being evaluated away from the place that its proofs speak about, so every check inside is kept. */
  readonly mode: 'body' | 'condition';
}

export function leavesIn(fn: FunctionContext, type: Type): readonly Leaf[] {
  return leavesOf(type, fn.program.target);
}

export function wordIn(fn: FunctionContext): Leaf {
  return wordLeaf(fn.program.target);
}

/** An integer constant; the value is taken modulo the width. */
export function emitInteger(fn: FunctionContext, value: bigint | number, leaf: Leaf, span: Span): Name {
  // A boolean's type is part of its spelling.
  const type = leaf === 'i1' ? '' : ` : ${leaf}`;
  return fn.writer.value(`arith.constant ${spellInteger(BigInt(value), leaf)}${type}`, span);
}

/** MLIR's spelling of an integer attribute: two's complement, `true`/`false` for `i1`. */
export function spellInteger(value: bigint, leaf: Leaf): string {
  if (leaf === 'i1') return value === 0n ? 'false' : 'true';
  return String(BigInt.asIntN(Number(leaf.slice(1)), value));
}

export function emitConstant(fn: FunctionContext, constant: ConstantLeaf, span: Span): Name {
  switch (constant.kind) {
    case 'number':
      return emitInteger(fn, constant.value, constant.leaf, span);
    case 'float':
      return fn.writer.value(`arith.constant ${spellFloat(constant.bits, constant.leaf)} : ${constant.leaf}`, span);
    case 'symbol':
      return fn.writer.value(`llvm.mlir.addressof ${constant.symbol} : !llvm.ptr`, span);
    case 'null':
      return fn.writer.value('llvm.mlir.zero : !llvm.ptr', span);
  }
}

/** A float by its bits: exact, NaN and infinities included. */
export function spellFloat(bits: bigint, leaf: Leaf): string {
  return `0x${bits
    .toString(16)
    .toUpperCase()
    .padStart(Number(leaf.slice(1)) / 4, '0')}`;
}

/** The value whose bits are all zero: for results of code that is not emitted, and for the parts of a union that a case does not have. */
export function emitZero(fn: FunctionContext, leaves: readonly Leaf[], span: Span): Value {
  return leaves.map((leaf) => emitConstant(fn, zeroLeaf(leaf), span));
}

export function zeroLeaf(leaf: Leaf): ConstantLeaf {
  if (leaf === '!llvm.ptr') return { kind: 'null' };
  if (leaf.startsWith('f')) return { kind: 'float', leaf, bits: 0n };
  return { kind: 'number', leaf, value: 0n };
}

/** The only leaf of a scalar value. */
export function single(value: Value): Name {
  const [name] = value;
  if (name === undefined || value.length !== 1) throw new RangeError(`a scalar has one leaf, not ${value.length}`);
  return name;
}
