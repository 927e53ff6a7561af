// In: the exported text of a program semantic graph. Out: its nodes, typed and checked. The checker's own reader: it shares no code with the compiler's.
import {
  expectArray,
  expectInteger,
  expectNumber,
  expectText,
  listOf,
  Malformed,
  objectOf,
  oneOf,
  type Shaped,
} from './decode.ts';

export type NodeId = number;

export type Type =
  | { readonly kind: 'unit' | 'boolean' | 'character' | 'float' | 'string' }
  | IntegerType
  | { readonly kind: 'array' | 'address'; readonly element: Type }
  | { readonly kind: 'span'; readonly element: Type; readonly access: string }
  | { readonly kind: 'pointer'; readonly element: Type; readonly region: string; readonly access: string }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | { readonly kind: 'record'; readonly fields: readonly Type[] }
  | { readonly kind: 'union'; readonly cases: readonly (readonly Type[])[] }
  | { readonly kind: 'enum'; readonly underlying: IntegerType }
  | { readonly kind: 'descriptor'; readonly registers: readonly number[] };

export interface IntegerType {
  readonly kind: 'integer';
  readonly bits: 8 | 16 | 32 | 64 | 'word';
  readonly isSigned: boolean;
}

const kindOf = objectOf({ kind: expectText });

function integerType(value: unknown): IntegerType {
  const { bits, signed } = objectOf({ bits: (each) => each, signed: (each) => each === true })(value);
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64 && bits !== 'word') throw new Malformed('no such width');
  return { kind: 'integer', bits, isSigned: signed };
}

function typeOf(value: unknown): Type {
  const { kind } = kindOf(value);
  const element = objectOf({ element: typeOf });
  const typed = objectOf({ type: typeOf });
  const fields = listOf((each) => typed(each).type);
  switch (kind) {
    case 'unit':
    case 'boolean':
    case 'character':
    case 'string':
    case 'float':
      return { kind };
    case 'integer':
      return integerType(value);
    case 'array':
    case 'address':
      return { kind, ...element(value) };
    case 'span':
      return { kind, ...objectOf({ element: typeOf, access: expectText })(value) };
    case 'pointer':
      return { kind, ...objectOf({ element: typeOf, region: expectText, access: expectText })(value) };
    case 'tuple':
      return { kind, ...objectOf({ items: listOf(typeOf) })(value) };
    case 'record':
      return { kind, ...objectOf({ fields })(value) };
    case 'union':
      return { kind, cases: objectOf({ cases: listOf(objectOf({ fields })) })(value).cases.map((each) => each.fields) };
    case 'enum':
      return { kind, ...objectOf({ underlying: integerType })(value) };
    case 'descriptor': {
      const { registers } = objectOf({ registers: listOf(objectOf({ count: expectNumber })) })(value);
      return { kind, registers: registers.map(({ count }) => count) };
    }
    default:
      throw new Malformed(`no type is called '${kind}'`);
  }
}

const id = expectNumber;
const ids = listOf(id);
const type = typeOf;
const text = expectText;
const mutability = oneOf('mutable', 'immutable');
const optionalText = (value: unknown): string | undefined => (value === undefined ? undefined : expectText(value));
const literalValue = (value: unknown): bigint | boolean | undefined =>
  value === undefined || typeof value === 'boolean' ? value : expectInteger(value);

/** An object with a member of this name looks like a promise to linters; it is a node's member and never awaited. */
const whenTrue = 'then';

/** The members of each kind of node that the checker reads. */
const shapes = {
  function: {
    parameters: ids,
    result: type,
    requires: ids,
    ensures: listOf(objectOf({ result: id, condition: id })),
    body: id,
  },
  value: { type, mutability, initial: id, region: text },
  binding: { type, mutability },
  literal: { type, value: literalValue },
  text: { type, text },
  local: { type, binding: id },
  global: { type, value: id },
  primitive: { type, operator: text, operands: ids, overflow: optionalText },
  convert: { type, operand: id, overflow: optionalText },
  call: { type, callee: id, operands: ids },
  service: { type, service: text, operands: ids },
  foreign: { type, operands: ids },
  aggregate: { type, operands: ids },
  field: { type, operand: id, index: expectNumber },
  case: { type, tag: expectNumber, operands: ids },
  tag: { type, operand: id },
  payload: { type, operand: id, tag: expectNumber, index: expectNumber },
  'array-literal': { type, operands: ids, region: text },
  'array-fill': { type, length: expectNumber, initial: id, region: text },
  length: { type, collection: id },
  element: { type, collection: id, index: id },
  'set-element': { type, collection: id, index: id, operand: id },
  slice: { type, collection: id, first: id, last: id },
  weaken: { type, operand: id },
  instance: { type },
  register: { type, operand: id, index: expectNumber },
  'raw-read': { type, address: id },
  'raw-write': { type, address: id, operand: id },
  let: { type, binding: id, operand: id, body: id },
  assign: { type, binding: id, operand: id },
  'assign-global': { type, value: id, operand: id },
  sequence: { type, items: ids },
  if: { type, condition: id, [whenTrue]: id, otherwise: id },
  while: { type, condition: id, invariants: ids, body: id },
  for: { type, binding: id, from: id, to: id, direction: oneOf('up', 'down'), invariants: ids, body: id },
  critical: { type, body: id },
  facts: { type },
  claim: { type, condition: id },
  match: { type, matched: id, body: id, message: optionalText },
  'match-failure': { type },
} as const;

type Shapes = typeof shapes;
export type Kind = keyof Shapes;
export type Node = { readonly [K in Kind]: { readonly kind: K; readonly id: NodeId } & Shaped<Shapes[K]> }[Kind];
export type NodeOf<K extends Kind> = Extract<Node, { readonly kind: K }>;

/** Members of a node that name nodes evaluated with it. Definitions, callees and bindings are only referred to. */
const evaluated: readonly string[] = [
  'operand operands initial collection index address first last condition then otherwise matched items from to',
  'invariants body',
].flatMap((names) => names.split(' '));

export interface Graph {
  readonly entry: NodeId;
  /** Module-level values in the order of their initialisation. */
  readonly values: readonly NodeId[];
  /** Functions that the hardware calls, at any time. */
  readonly interrupts: readonly NodeId[];
  readonly nodes: readonly Node[];
  readonly node: (id: NodeId) => Node;
  readonly expect: <K extends Kind>(id: NodeId, kind: K) => NodeOf<K>;
  /** The type of an expression, a binding or a module-level value. */
  readonly typeAt: (id: NodeId) => Type;
  /** The node itself and all that is evaluated with it. */
  readonly within: (id: NodeId) => readonly Node[];
}

export function readGraph(source: string): Graph {
  const shape = objectOf({ entry: id, values: ids, interrupts: ids, nodes: expectArray });
  const { entry, values, interrupts, nodes: rows } = shape(JSON.parse(source));
  const nodes = rows.map(readNode);
  const node = (at: NodeId): Node => nodes[at] ?? refuseNode(at);
  const expect = <K extends Kind>(at: NodeId, kind: K): NodeOf<K> => {
    const found = node(at);
    if (found.kind !== kind) throw new Malformed(`node ${at} is a ${found.kind}, not a ${kind}`);
    return found as NodeOf<K>;
  };
  const typeAt = (at: NodeId): Type => {
    const found = node(at);
    if (found.kind === 'function') throw new Malformed('a function is no value');
    return found.type;
  };
  const known = new Map<NodeId, readonly Node[]>();
  const within = (at: NodeId): readonly Node[] => {
    const before = known.get(at);
    if (before) return before;
    const seen = new Set<NodeId>();
    const stack = [at];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      stack.push(...operandsOf(node(next)));
    }
    const found = [...seen].sort((a, b) => a - b).map(node);
    known.set(at, found);
    return found;
  };
  return { entry, values, interrupts, nodes, node, expect, typeAt, within };
}

function refuseNode(at: NodeId): never {
  throw new Malformed(`there is no node ${at}`);
}

function readNode(row: unknown, at: number): Node {
  const { kind, id: own } = objectOf({ kind: text, id })(row);
  if (own !== at || !Object.hasOwn(shapes, kind)) throw new Malformed(`node ${at} is of no known kind`);
  const node = { kind, id: own, ...objectOf(shapes[kind as Kind])(row) } as Node;
  return node;
}

function operandsOf(node: Node): readonly NodeId[] {
  // `index` is a node only where an element is read or written
  const isPlace = node.kind === 'field' || node.kind === 'payload' || node.kind === 'register';
  const names = isPlace ? ['operand'] : evaluated;
  const operands = Object.entries(node)
    .filter(([name]) => names.includes(name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : typeof value === 'number' ? [value] : []));
  if (node.kind !== 'function') return operands;
  return [...operands, ...node.requires, ...node.ensures.map(({ condition }) => condition)];
}
