// Kind `memory-map`: a raw address, or the register of a descriptor, lies in the target's memory map, with its width and alignment.
import { bitsOf, type MapRange, type Target } from '../memory/target.ts';
import type { NodeOf } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { apply, integer, no, type Term, yes } from '../smt/term.ts';
import { type Claim, checkOf, type FindClaims, type Room } from './claim.ts';

export const findMemoryMap: FindClaims = (node, room) => {
  switch (node.kind) {
    case 'raw-read':
      return [rawClaim(room, node, node.type)];
    case 'raw-write':
      return [rawClaim(room, node, typeAt(room, node.operand))];
    case 'register':
      return [registerClaim(room, node)];
    default:
      return [];
  }
};

function typeAt(room: Room, id: NodeOf<'raw-write'>['operand']): Type {
  const node = room.psg.node(id);
  return node.kind === 'function' ? { kind: 'unit' } : node.type;
}

/** Size in bytes of what an access reads or writes; undefined for types that no single access takes. */
export function accessWidth(type: Type, target: Target): number | undefined {
  switch (type.kind) {
    case 'integer':
      return bitsOf(type.bits, target) / 8;
    case 'enum':
      return bitsOf(type.underlying.bits, target) / 8;
    case 'float':
      return type.bits / 8;
    case 'character':
      return 4;
    case 'boolean':
      return 1;
    default:
      return undefined;
  }
}

/** The disjunction over all ranges that take the width; without a map there is none, and the claim never holds. */
function rawClaim(room: Room, node: NodeOf<'raw-read'> | NodeOf<'raw-write'>, type: Type): Claim {
  const width = accessWidth(type, room.target);
  const ranges = room.target.memoryMap.ranges.filter(({ widths }) => width !== undefined && widths.includes(width));
  const checks = ranges.map(({ start, size }) =>
    checkOf(room, 'memory-map', { start: integer(start), size: integer(size), width: integer(width ?? 0) }),
  );
  return {
    kind: 'memory-map',
    part: 0,
    roles: [{ role: 'address', node: node.address, of: 'value' }],
    check: anyOf(checks),
    text: `${width ?? 0} bytes at the address lie in a range of the memory map ${room.target.memoryMap.name}`,
  };
}

export function anyOf(checks: readonly Term[]): Term {
  const [first] = checks;
  if (!first) return no;
  return checks.length === 1 ? first : apply('or', ...checks);
}

function registerClaim(room: Room, node: NodeOf<'register'>): Claim {
  const descriptor = typeAt(room, node.operand);
  if (descriptor.kind !== 'descriptor') throw new TypeError('registers belong to descriptors');
  const register = descriptor.registers[node.index];
  const operand = room.psg.node(node.operand);
  const instances = descriptor.instances.filter((each) => operand.kind !== 'instance' || each.name === operand.name);
  const width = register && accessWidth(register.type.element, room.target);
  const { memoryMap } = room.target;
  const missing = instances.filter(
    ({ base }) => !register || !isMapped(memoryMap.ranges, base + register.offset, width, register.count),
  );
  const name = register?.name ?? 'register';
  const names = instances.map((each) => `${each.name}.${name}`).join(', ');
  const places = missing
    .map(({ name: instance, base }) => `${instance}.${name} at 0x${(base + (register?.offset ?? 0n)).toString(16)}`)
    .join(', ');
  return {
    kind: 'memory-map',
    part: 0,
    roles: [],
    check: yes,
    text: `${names} ${instances.length === 1 ? 'lies' : 'lie'} in the memory map ${memoryMap.name}`,
    decided:
      missing.length === 0
        ? {
            verdict: 'proved',
            method: 'type',
            because: `The memory map ${memoryMap.name} has a peripheral range there that takes this width.`,
          }
        : {
            verdict: 'assumed',
            method: 'declared',
            because: `The memory map ${memoryMap.name} does not know ${places}; that the register is there rests on its descriptor.`,
          },
  };
}

function isMapped(ranges: readonly MapRange[], address: bigint, width: number | undefined, count: number): boolean {
  if (width === undefined || address % BigInt(width) !== 0n) return false;
  const end = address + BigInt(width) * BigInt(count);
  return ranges.some(
    ({ start, size, region, widths }) =>
      (region === 'peripheral' || region === 'systemControl') &&
      widths.includes(width) &&
      start <= address &&
      end <= start + size,
  );
}
