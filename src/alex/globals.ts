// In: module-level values and constant data that the emitted functions ask for. Out: the `llvm.mlir.global`s that hold them.
// Constant data are in the image; everything else starts as zero and is written by `@firefly.run` in program order.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Type } from '../psg/type.ts';
import { constantOf } from './constant.ts';
import { type ConstantLeaf, type GlobalPlace, type Program, spellFloat, spellInteger, zeroLeaf } from './context.ts';
import { arrayAlignment, inner, leafLayout, leafPlaces, leavesOf, storageOf, storedLeaf } from './machine-type.ts';
import type { Symbols } from './symbols.ts';
import { locationOf, quote } from './writer.ts';

export interface Globals {
  readonly bytesSymbol: Program['bytesSymbol'];
  readonly tableSymbol: Program['tableSymbol'];
  readonly globalPlace: Program['globalPlace'];
  readonly arrayStorage: Program['arrayStorage'];
  /** The globals so far, one text each, in the order in which they were first asked for. */
  readonly texts: () => readonly string[];
}

/** `program` is asked for later, when the tables that it consists of exist. */
export function makeGlobals(psg: Psg, target: Target, symbols: Symbols, program: () => Program): Globals {
  const texts: string[] = [];
  const strings = new Map<string, string>();
  const places = new Map<NodeId, GlobalPlace>();
  const arrays = new Map<NodeId, { readonly symbol: string; readonly contents: 'given' | 'to-be-written' }>();
  const owners = ownersOfArrays(psg);
  let tables = 0;

  const array = (
    symbol: string,
    element: Type,
    elements: readonly (readonly ConstantLeaf[])[],
    kind: string,
    span: Span,
  ): string => arrayText(symbol, element, elements, kind, span, target);

  const variable = (value: NodeOf<'value'>): GlobalPlace => {
    const initial = constantOf(program(), value.initial);
    const leaves = leavesOf(value.type, target);
    const names = leaves.map((leaf, index) => {
      const symbol = symbols.claim(leaves.length === 1 ? value.name : `${value.name}.${index}`);
      texts.push(scalarText(symbol, initial?.[index] ?? zeroLeaf(leaf), leaf, value.span, target));
      return symbol;
    });
    return { kind: 'variables', symbols: names };
  };

  return {
    bytesSymbol(bytes) {
      const text = quote(bytes);
      const known = strings.get(text);
      if (known) return known;
      const symbol = `@firefly.text.${strings.size}`;
      strings.set(text, symbol);
      // An empty string still has an address, of one byte that is never read.
      const stored = bytes.length === 0 ? quote(Uint8Array.of(0)) : text;
      const length = Math.max(bytes.length, 1);
      texts.push(
        `  llvm.mlir.global private unnamed_addr constant ${symbol}(${stored}) {addr_space = 0 : i32, alignment = 1 : i64} : !llvm.array<${length} x i8>`,
      );
      return symbol;
    },
    tableSymbol(element, elements, span) {
      const symbol = `@firefly.table.${tables++}`;
      texts.push(array(symbol, element, elements, 'private unnamed_addr constant', span));
      return symbol;
    },
    globalPlace(id) {
      const known = places.get(id);
      if (known) return known;
      const value = psg.expect(id, 'value');
      const leaves = value.mutability === 'immutable' ? constantOf(program(), value.initial) : undefined;
      const place: GlobalPlace = leaves ? { kind: 'constant', leaves } : variable(value);
      places.set(id, place);
      return place;
    },
    arrayStorage(id) {
      const known = arrays.get(id);
      if (known) return known;
      const node = psg.node(id);
      if (node.kind !== 'array-literal' && node.kind !== 'array-fill') return never(`node ${id} is an array`);
      const element =
        node.type.kind === 'array' || node.type.kind === 'pointer'
          ? node.type.element
          : never('an array has an array type');
      const symbol = symbols.claim(`${owners.get(id) ?? 'array'}.data`);
      const elements = constantElements(program(), node);
      const kind = elements && node.region === 'flash' ? 'internal constant' : 'internal';
      const length = node.kind === 'array-fill' ? node.length : node.operands.length;
      const zeros = (): readonly (readonly ConstantLeaf[])[] =>
        Array.from({ length }, () => leavesOf(element, target).map(zeroLeaf));
      texts.push(array(symbol, element, elements ?? zeros(), kind, node.span));
      const storage = { symbol, contents: elements ? 'given' : 'to-be-written' } as const;
      arrays.set(id, storage);
      return storage;
    },
    texts: () => texts,
  };
}

/** The name of the module-level value in whose initial value an array stands: for its symbol. */
function ownersOfArrays(psg: Psg): ReadonlyMap<NodeId, string> {
  const owners = new Map<NodeId, string>();
  for (const value of psg.values) {
    const { initial, name } = psg.expect(value, 'value');
    owners.set(initial, name);
  }
  return owners;
}

function constantElements(
  program: Program,
  node: NodeOf<'array-literal'> | NodeOf<'array-fill'>,
): readonly (readonly ConstantLeaf[])[] | undefined {
  if (node.kind === 'array-fill') {
    const initial = constantOf(program, node.initial);
    return initial && Array.from({ length: node.length }, () => initial);
  }
  const elements: (readonly ConstantLeaf[])[] = [];
  for (const operand of node.operands) {
    const element = constantOf(program, operand);
    if (!element) return undefined;
    elements.push(element);
  }
  return elements;
}

function isZero(leaf: ConstantLeaf): boolean {
  return (
    leaf.kind === 'null' || (leaf.kind === 'number' && leaf.value === 0n) || (leaf.kind === 'float' && leaf.bits === 0n)
  );
}

function scalarText(symbol: string, initial: ConstantLeaf, leaf: string, span: Span, target: Target): string {
  const { alignment } = leafLayout(leaf, target);
  const head = `  llvm.mlir.global internal ${symbol}`;
  const tail = `{addr_space = 0 : i32, alignment = ${alignment} : i64} : ${leaf}`;
  switch (initial.kind) {
    case 'number':
      return `${head}(${spellInteger(initial.value, leaf)}${leaf === 'i1' ? '' : ` : ${leaf}`}) ${tail} ${locationOf(span)}`;
    case 'float':
      return `${head}(${spellFloat(initial.bits, leaf)} : ${leaf}) ${tail} ${locationOf(span)}`;
    case 'symbol':
    case 'null': {
      const value =
        initial.kind === 'null' ? 'llvm.mlir.zero : !llvm.ptr' : `llvm.mlir.addressof ${initial.symbol} : !llvm.ptr`;
      return `${head}() ${tail} {\n    %0 = ${value}\n    llvm.return %0 : !llvm.ptr\n  } ${locationOf(span)}`;
    }
  }
}

function arrayText(
  symbol: string,
  element: Type,
  elements: readonly (readonly ConstantLeaf[])[],
  kind: string,
  span: Span,
  target: Target,
): string {
  const storage = storageOf(element, target);
  const type = `!llvm.array<${Math.max(elements.length, 1)} x ${inner(storage)}>`;
  const alignment = arrayAlignment(element, elements.length, target);
  const head = `  llvm.mlir.global ${kind} ${symbol}`;
  const tail = `{addr_space = 0 : i32, alignment = ${alignment} : i64} : ${type}`;
  if (elements.every((each) => each.every(isZero))) {
    return `${head}() ${tail} {\n    %0 = llvm.mlir.zero : ${type}\n    llvm.return %0 : ${type}\n  } ${locationOf(span)}`;
  }
  const places = leafPlaces(element, target);
  const [only] = places;
  if (places.length === 1 && only && only.path.length === 0 && only.leaf !== '!llvm.ptr') {
    const stored = storedLeaf(only.leaf);
    const list = elements.map((each) => spellScalar(each[0] ?? never('a scalar has one leaf'), stored)).join(', ');
    return `${head}(dense<[${list}]> : tensor<${elements.length}x${stored}>) ${tail} ${locationOf(span)}`;
  }
  return `${head}() ${tail} {\n${insertions(elements, places, type).join('\n')}\n  } ${locationOf(span)}`;
}

function spellScalar(leaf: ConstantLeaf, stored: string): string {
  if (leaf.kind === 'number') return spellInteger(leaf.value, stored);
  if (leaf.kind === 'float') return spellFloat(leaf.bits, stored);
  return never('a pointer is no number');
}

/** An initialiser with parts that are addresses: every leaf is inserted into a zero value, zeros are left as they are. */
function insertions(
  elements: readonly (readonly ConstantLeaf[])[],
  places: ReturnType<typeof leafPlaces>,
  type: string,
): readonly string[] {
  const lines = [`    %0 = llvm.mlir.zero : ${type}`];
  let current = '%0';
  let names = 1;
  elements.forEach((leaves, index) => {
    leaves.forEach((leaf, position) => {
      if (isZero(leaf)) return;
      const place = places[position] ?? never('a value has all its leaves');
      const stored = storedLeaf(place.leaf);
      const part = `%${names++}`;
      const whole = `%${names++}`;
      lines.push(
        leaf.kind === 'symbol'
          ? `    ${part} = llvm.mlir.addressof ${leaf.symbol} : !llvm.ptr`
          : `    ${part} = llvm.mlir.constant(${spellScalar(leaf, stored)} : ${stored}) : ${stored}`,
        `    ${whole} = llvm.insertvalue ${part}, ${current}[${[index, ...place.path].join(', ')}] : ${type}`,
      );
      current = whole;
    });
  });
  return [...lines, `    llvm.return ${current} : ${type}`];
}
