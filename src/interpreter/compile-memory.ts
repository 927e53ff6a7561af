// In: nodes that make, view, read or write memory. Out: steps. Every access tests its claim; views share storage; registers and raw addresses are asked of the world.
import { never } from '../base/never.ts';
import { mayRead, mayWrite } from '../memory/region.ts';
import { bitsOf, type Target } from '../memory/target.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import { asInteger, type Type } from '../psg/type.ts';
import { bitsOfFloat, cutTo, floatOfBits } from './arithmetic.ts';
import type { Assembler } from './assembler.ts';
import { type Machine, pop, popMany, reach, Stop } from './machine.ts';
import { integerOf, type Value, type View, viewOf, viewOfCells } from './value.ts';

/** Larger arrays are more than the host can be asked for. */
const largestArray = 1 << 24;

function make(machine: Machine, node: NodeOf<'array-literal'> | NodeOf<'array-fill'>, cells: Value[]): void {
  const view = viewOfCells(cells);
  if (node.region === 'stack') machine.frame.made.push(view.storage);
  machine.stack.push(view);
}

export function compileArray(code: Assembler, node: NodeOf<'array-literal'>): void {
  code.compile(...node.operands);
  code.emit((machine) => make(machine, node, popMany(machine, node.operands.length)));
}

export function compileFill(code: Assembler, node: NodeOf<'array-fill'>): void {
  code.compile(node.initial);
  code.emit((machine) => {
    const initial = pop(machine);
    if (node.length > largestArray)
      throw new Stop({ kind: 'unsupported', node: node.id, why: `an array of ${node.length} elements` });
    make(machine, node, new Array<Value>(node.length).fill(initial));
  });
}

export function compileLength(code: Assembler, node: NodeOf<'length'>): void {
  code.compile(node.collection);
  code.emit((machine) => machine.stack.push(BigInt(viewOf(pop(machine)).length)));
}

/** Tests the claim of an access; gives the element's index in its storage. */
function indexIn(machine: Machine, node: NodeOf<'element'> | NodeOf<'set-element'>, view: View, index: bigint): number {
  const extent = BigInt(view.length);
  const place = { subject: node.id, kind: 'bounds', part: 0, span: node.span } as const;
  reach(machine, place, { index, extent }, 0n <= index && index < extent);
  demandAlive(view, node.id);
  return view.offset + Number(index);
}

export function demandAlive({ storage }: View, node: NodeId): void {
  if (storage.kind === 'memory' && storage.state === 'ended') throw new Stop({ kind: 'dangling', node });
}

/** The element of a view in memory; one without content gets it now, where there is someone to choose it. */
export function readCell(machine: Machine, reader: NodeId, type: Type, view: View, index: number): Value {
  const { storage, offset } = view;
  if (storage.kind === 'device') return never('registers are loaded');
  const value = storage.cells[offset + index];
  const { fresh } = machine.observer;
  if (value !== undefined || !fresh) return value;
  const chosen = fresh(reader, type, machine.frame);
  storage.cells[offset + index] = chosen;
  return chosen;
}

export function compileElement(code: Assembler, node: NodeOf<'element'>): void {
  const decode = decoder(node.type, code.program.target);
  code.compile(node.collection);
  code.compile(node.index);
  code.emit((machine) => {
    const index = integerOf(pop(machine));
    const view = viewOf(pop(machine));
    const at = indexIn(machine, node, view, index);
    const { storage } = view;
    if (storage.kind === 'memory') machine.stack.push(readCell(machine, node.id, node.type, view, at - view.offset));
    else machine.stack.push(decode(machine.world.load(addressIn(storage, at), storage.width, node.id)));
  });
}

export function compileSetElement(code: Assembler, node: NodeOf<'set-element'>): void {
  const encode = encoder(code.typeOf(node.operand), code.program.target);
  code.compile(node.collection);
  code.compile(node.index);
  code.compile(node.operand);
  code.emit((machine) => {
    const operand = pop(machine);
    const index = integerOf(pop(machine));
    const view = viewOf(pop(machine));
    const at = indexIn(machine, node, view, index);
    const { storage } = view;
    if (storage.kind === 'memory') storage.cells[at] = operand;
    else machine.world.store(addressIn(storage, at), storage.width, encode(operand));
    machine.stack.push(undefined);
  });
}

function addressIn({ address, width }: { readonly address: bigint; readonly width: number }, at: number): bigint {
  return address + BigInt(at * width);
}

export function compileSlice(code: Assembler, node: NodeOf<'slice'>): void {
  const place = { subject: node.id, kind: 'slice', part: 0, span: node.span } as const;
  code.compile(node.collection, node.first, node.last);
  code.emit((machine) => {
    const last = integerOf(pop(machine));
    const first = integerOf(pop(machine));
    const { storage, offset, length } = viewOf(pop(machine));
    const extent = BigInt(length);
    reach(machine, place, { first, last, extent }, 0n <= first && first <= last + 1n && last < extent);
    machine.stack.push({ storage, offset: offset + Number(first), length: Number(last - first) + 1 });
  });
}

export function compileRegister(code: Assembler, node: NodeOf<'register'>): void {
  const type = code.typeOf(node.operand);
  const register = (type.kind === 'descriptor' ? type.registers[node.index] : undefined) ?? never('a register exists');
  const width = widthOf(register.type.element, code.program.target) ?? never('a register holds a scalar');
  code.compile(node.operand);
  code.emit((machine) => {
    const address = integerOf(pop(machine)) + register.offset;
    machine.stack.push({ storage: { kind: 'device', address, width }, offset: 0, length: register.count });
  });
}

export function compileRawRead(code: Assembler, node: NodeOf<'raw-read'>): void {
  const { target } = code.program;
  const decode = decoder(node.type, target);
  const width = widthOf(node.type, target);
  code.compile(node.address);
  code.emit((machine) => {
    const address = integerOf(pop(machine));
    testAddress(machine, node, address, width, target);
    machine.stack.push(
      decode(machine.world.load(address, width ?? never('the map has a range for the width'), node.id)),
    );
  });
}

export function compileRawWrite(code: Assembler, node: NodeOf<'raw-write'>): void {
  const { target } = code.program;
  const type = code.typeOf(node.operand);
  const encode = encoder(type, target);
  const width = widthOf(type, target);
  code.compile(node.address);
  code.compile(node.operand);
  code.emit((machine) => {
    const operand = pop(machine);
    const address = integerOf(pop(machine));
    testAddress(machine, node, address, width, target);
    machine.world.store(address, width ?? never('the map has a range for the width'), encode(operand));
    machine.stack.push(undefined);
  });
}

/** The two claims of a raw access: the map has a range that takes it, and the range permits it. */
function testAddress(
  machine: Machine,
  node: NodeOf<'raw-read'> | NodeOf<'raw-write'>,
  address: bigint,
  width: number | undefined,
  { memoryMap }: Target,
): void {
  const place = { subject: node.id, part: 0, span: node.span };
  const isMapped =
    width !== undefined &&
    address % BigInt(width) === 0n &&
    memoryMap.ranges.some(
      ({ start, size, widths }) =>
        widths.includes(width) && start <= address && address + BigInt(width) <= start + size,
    );
  reach(machine, { ...place, kind: 'memory-map' }, { address }, isMapped);
  const permits = node.kind === 'raw-read' ? mayRead : mayWrite;
  const isPermitted = memoryMap.ranges.some(
    ({ start, size, access }) => permits(access) && start <= address && address < start + size,
  );
  reach(machine, { ...place, kind: 'access-kind' }, { address }, isPermitted);
}

/** Bytes of one volatile access; undefined for types that no single access takes. */
function widthOf(type: Type, target: Target): number | undefined {
  if (type.kind === 'boolean') return 1;
  if (type.kind === 'float') return type.bits / 8;
  const integer = asInteger(type);
  return integer && type.kind !== 'descriptor' ? bitsOf(integer.bits, target) / 8 : undefined;
}

/** The value that a device's bits are; any byte but 0 is `true`. */
function decoder(type: Type, target: Target): (bits: bigint) => Value {
  if (type.kind === 'boolean') return (bits) => BigInt.asUintN(8, bits) !== 0n;
  if (type.kind === 'float') return (bits) => floatOfBits(bits, type.bits);
  if (!asInteger(type)) return () => never('a device holds scalars');
  return cutTo(type, target);
}

/** The bits that a device is given, as an unsigned number. */
function encoder(type: Type, target: Target): (value: Value) => bigint {
  const width = (widthOf(type, target) ?? 0) * 8;
  return (value) => {
    switch (typeof value) {
      case 'boolean':
        return value ? 1n : 0n;
      case 'number':
        return bitsOfFloat(value, type.kind === 'float' ? type.bits : 64);
      case 'bigint':
        return BigInt.asUintN(width, value);
      default:
        return never('a device is given scalars');
    }
  };
}
