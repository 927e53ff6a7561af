// In: the address of a guard's trap. Out: how many bytes of code the guard costs, and its disassembly.
// Counted: the trap instruction; the instructions before it in its basic block (they run only when the check fails: register set-up for the report), back to the
// first that writes memory or calls; and every conditional branch into, or around, that block. Not counted: the comparison, which often serves the program too,
// and predicated instructions (ARM IT blocks) that take the place of a branch. The figure is therefore a lower bound.
import { flowOf } from './control-flow.ts';
import { type Instruction, printInstruction } from './disassembly.ts';
import type { Machine } from './elf.ts';
import { type FunctionExtent, functionAt } from './functions.ts';

export interface GuardSize {
  readonly bytes: number;
  readonly excerpt: string;
}

/** Longest failing arm that is taken for one: two values of two words, four instructions each. */
const longestArm = 16;

export function makeGuardSizer(
  machine: Machine,
  instructions: readonly Instruction[],
  extents: readonly FunctionExtent[],
): (address: number) => GuardSize {
  const indexOf = new Map(instructions.map((instruction, index) => [instruction.address, index]));
  const leaders = new Set<number>();
  const branchesTo = new Map<number, number[]>();
  for (const [index, instruction] of instructions.entries()) {
    const flow = flowOf(machine, instruction);
    if (!('target' in flow) || !functionAt(extents, instruction.address)) continue;
    leaders.add(flow.target);
    if (flow.kind === 'branch') branchesTo.set(flow.target, [...(branchesTo.get(flow.target) ?? []), index]);
  }

  return (address) => {
    const trapIndex = indexOf.get(address);
    const trap = trapIndex === undefined ? undefined : instructions[trapIndex];
    if (trapIndex === undefined || !trap) return { bytes: 0, excerpt: '' };
    const home = functionAt(extents, address);
    let first = trapIndex;
    while (trapIndex - first < longestArm && !leaders.has(instructions[first]?.address ?? -1)) {
      const before = instructions[first - 1];
      if (!before || !follows(before, instructions[first]) || functionAt(extents, before.address) !== home) break;
      if (flowOf(machine, before).kind !== 'next' || writesMemory(machine, before)) break;
      first--;
    }
    const arm = instructions.slice(first, trapIndex + 1);
    const start = arm[0]?.address ?? address;
    const branches = new Set(branchesTo.get(start) ?? []);
    const before = instructions[first - 1];
    if (before && follows(before, instructions[first]) && flowOf(machine, before).kind === 'branch')
      branches.add(first - 1);
    const counted = [...branches].flatMap((index) => instructions[index] ?? []);
    return {
      bytes: [...arm, ...counted].reduce((sum, each) => sum + each.bytes.length, 0),
      excerpt: excerptOf(instructions, [...branches].sort((a, b) => a - b)[0], first, trapIndex),
    };
  };
}

function follows(before: Instruction, after: Instruction | undefined): boolean {
  return after !== undefined && before.address + before.bytes.length === after.address;
}

function writesMemory(machine: Machine, { mnemonic, operands }: Instruction): boolean {
  if (machine === 'arm') return /^(?:v?str|v?stm|v?push|stl|stm)/.test(mnemonic);
  if (mnemonic.startsWith('xchg')) return operands.includes('(');
  return /^(?:push|stos|movs[bwlq]?$|rep|lock)/.test(mnemonic) || /\)$/.test(operands);
}

/** The comparison and the branch, then the failing arm. */
function excerptOf(
  instructions: readonly Instruction[],
  branch: number | undefined,
  first: number,
  trap: number,
): string {
  const from = branch === undefined ? Math.max(0, first - 3) : Math.max(0, branch - 2);
  const to = branch === undefined ? first : branch + 1;
  const head = instructions.slice(from, Math.min(to, first)).map(printInstruction);
  const arm = instructions.slice(Math.max(first, branch === undefined ? first : from), trap + 1).map(printInstruction);
  const gap = branch !== undefined && to < first ? ['…'] : [];
  return [...head, ...gap, ...arm].join('\n');
}
