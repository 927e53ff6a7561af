// In: a linked image, its disassembly and the guards that emission wrote. Out: where each guard is, what the back end removed, and every contradiction.
// Addresses and bytes decide; the disassembler only says where instructions begin. Any entry in `problems` makes the evidence invalid.
import type { Guard } from '../alex/treatment.ts';
import { flowOf, type Trap, trapOf } from './control-flow.ts';
import {
  type Disassembly,
  hexAddress,
  type Instruction,
  mismatches,
  parseDisassembly,
  printInstruction,
} from './disassembly.ts';
import { type ElfImage, readElf } from './elf.ts';
import { type FunctionExtent, functionAt, functionExtents } from './functions.ts';
import { type GuardRecord, readGuardRecords } from './guard-records.ts';
import { makeGuardSizer } from './guard-size.ts';

/** A symbol of the start-up code inside which `ud2`, `int3`, `udf.n` and `bkpt` stand on purpose. A guard's trap is never allowed by it. */
export interface AllowedSymbol {
  readonly symbol: string;
  readonly why: string;
}

/** All that matters of a guard here is its number. */
export type EmittedGuard = Pick<Guard, 'id'>;

export interface ReconcileInput {
  readonly elf: Uint8Array;
  /** Text of `llvm-objdump -d`. */
  readonly disassembly: string;
  readonly guards: readonly EmittedGuard[];
  readonly allowed: readonly AllowedSymbol[];
}

/** A guard after linking. `removed-by-backend`: no live record and no trap of this id is in the image. */
export interface ReconciledGuard {
  readonly id: number;
  readonly state: 'present' | 'removed-by-backend' | 'missing';
  /** Of the trap instructions, ascending. */
  readonly addresses: readonly string[];
  /** See `guard-size.ts` for what is counted. */
  readonly bytes: number;
  /** Disassembly of the branch and the failing arm of the first copy; null when not present. */
  readonly excerpt: string | null;
}

export interface Reconciliation {
  /** One per guard given, by id. */
  readonly guards: readonly ReconciledGuard[];
  /** Live records and emitted guards that could not be matched. */
  readonly missing: number;
  readonly unexplainedTraps: number;
  readonly allowedTraps: readonly { readonly address: string; readonly symbol: string; readonly why: string }[];
  /** Sections that are loaded, in file order. */
  readonly sections: readonly { readonly name: string; readonly address: string; readonly bytes: number }[];
  /** One sentence each; empty when the image agrees with what was emitted. */
  readonly problems: readonly string[];
}

interface FoundTrap {
  readonly instruction: Instruction;
  readonly trap: Trap;
}

export function reconcile(input: ReconcileInput): Reconciliation {
  const read = readElf(input.elf);
  if (read.kind === 'malformed') return unreadable(input.guards, `the image cannot be read: ${read.why}`);
  const { image } = read;
  const disassembly = parseDisassembly(input.disassembly);
  const records = readGuardRecords(image);
  const problems = [...mismatches(image, disassembly), ...records.problems];
  const extents = functionExtents(image);
  const traps = findTraps(image, disassembly, extents);

  const matched = matchRecords(input.guards, records.live, traps);
  problems.push(...matched.problems);
  const explained = explainTraps(traps, matched.explained, extents, input.allowed);
  problems.push(...explained.problems);

  const size = makeGuardSizer(image.machine, disassembly.instructions, extents);
  const guards = input.guards.map(({ id }): ReconciledGuard => {
    const addresses = [...(matched.addresses.get(id) ?? [])].sort((a, b) => a - b);
    const sizes = addresses.map(size);
    return {
      id,
      state: matched.lost.has(id) ? 'missing' : addresses.length > 0 ? 'present' : 'removed-by-backend',
      addresses: addresses.map(hexAddress),
      bytes: sizes.reduce((sum, each) => sum + each.bytes, 0),
      excerpt: sizes[0]?.excerpt ?? null,
    };
  });
  return {
    guards: guards.toSorted((a, b) => a.id - b.id),
    missing: matched.missing,
    unexplainedTraps: explained.unexplained,
    allowedTraps: explained.allowed,
    sections: loadedSections(image),
    problems,
  };
}

/** The bytes of the sections that are loaded, for the record. */
function loadedSections(image: ElfImage): Reconciliation['sections'] {
  return image.sections
    .filter((section) => section.isLoaded && section.size > 0)
    .map(({ name, address, size }) => ({ name, address: hexAddress(address), bytes: size }));
}

/** Nothing can be said about an image that cannot be read: every guard is missing. */
function unreadable(guards: readonly EmittedGuard[], why: string): Reconciliation {
  return {
    guards: guards
      .map(({ id }): ReconciledGuard => ({ id, state: 'missing', addresses: [], bytes: 0, excerpt: null }))
      .toSorted((a, b) => a.id - b.id),
    missing: guards.length,
    unexplainedTraps: 0,
    allowedTraps: [],
    sections: [],
    problems: [why],
  };
}

/** Every trap instruction of the executable sections, by address, without the linker's `int3` between functions (x86-64), which no path enters. */
function findTraps(
  image: ElfImage,
  disassembly: Disassembly,
  extents: readonly FunctionExtent[],
): ReadonlyMap<number, FoundTrap> {
  const executable = image.sections.filter((section) => section.isExecutable);
  const targets = new Set(disassembly.instructions.map((each) => targetOf(image, each)));
  const found = new Map<number, FoundTrap>();
  for (const instruction of disassembly.instructions) {
    const { address, bytes } = instruction;
    if (!executable.some((s) => address >= s.address && address < s.address + s.size)) continue;
    const trap = trapOf(image.machine, instruction);
    if (!trap) continue;
    const isPadding = bytes.length === 1 && bytes[0] === 0xcc && !functionAt(extents, address) && !targets.has(address);
    if (!isPadding) found.set(address, { instruction, trap });
  }
  return found;
}

function targetOf(image: ElfImage, instruction: Instruction): number | undefined {
  const flow = flowOf(image.machine, instruction);
  return 'target' in flow ? flow.target : undefined;
}

interface Matched {
  /** Addresses of the traps of each emitted guard. */
  readonly addresses: ReadonlyMap<number, ReadonlySet<number>>;
  readonly explained: ReadonlySet<number>;
  /** Emitted guards of which a live record matches no trap. */
  readonly lost: ReadonlySet<number>;
  readonly missing: number;
  readonly problems: readonly string[];
}

/** A live record must name an emitted guard and the address of a trap instruction that carries the same number. */
function matchRecords(
  guards: readonly EmittedGuard[],
  records: readonly GuardRecord[],
  traps: ReadonlyMap<number, FoundTrap>,
): Matched {
  const addresses = new Map<number, Set<number>>();
  const lost = new Set<number>();
  const problems: string[] = [];
  let missing = 0;
  for (const { id } of guards) {
    if (addresses.has(id)) problems.push(`guard ${id} was emitted for two obligations`);
    addresses.set(id, new Set());
  }
  const explained = new Set<number>();
  for (const { id, address } of records) {
    const at = hexAddress(address);
    const found = traps.get(address);
    const known = addresses.get(id);
    if (!known) problems.push(`a record at ${at} names guard ${id}, which was not emitted`);
    else if (found?.trap.form !== 'guard')
      problems.push(`guard ${id} is recorded at ${at}, where no guard's trap stands`);
    else if (found.trap.id !== id)
      problems.push(`guard ${id} is recorded at ${at}, where the trap carries ${found.trap.id ?? 'no number'}`);
    else {
      known.add(address);
      explained.add(address);
      continue;
    }
    missing++;
    if (known) lost.add(id);
  }
  return { addresses, explained, lost, missing, problems };
}

interface Explained {
  readonly allowed: Reconciliation['allowedTraps'];
  readonly unexplained: number;
  readonly problems: readonly string[];
}

/** What no record explains must be a plain trap inside an allowed symbol. */
function explainTraps(
  traps: ReadonlyMap<number, FoundTrap>,
  explained: ReadonlySet<number>,
  extents: readonly FunctionExtent[],
  allowedSymbols: readonly AllowedSymbol[],
): Explained {
  const allowed: Reconciliation['allowedTraps'][number][] = [];
  const problems: string[] = [];
  for (const [address, { instruction, trap }] of traps) {
    if (explained.has(address)) continue;
    const owner = functionAt(extents, address);
    const permit = allowedSymbols.find(({ symbol }) => owner?.names.includes(symbol));
    if (permit && trap.form === 'plain') {
      allowed.push({ address: hexAddress(address), symbol: permit.symbol, why: permit.why });
    } else {
      const place = owner ? `in ${owner.name}` : 'outside every function';
      problems.push(`unexplained trap ${place}: ${printInstruction(instruction)}`);
    }
  }
  return { allowed, unexplained: problems.length, problems };
}
