// In: a record, its image and a new disassembly. Out: where the image is not what the record says: guards, traps, sections, stack.
import { canonicalJson } from '../base/digest.ts';
import { type AllowedSymbol, type Reconciliation, reconcile } from './reconcile.ts';
import type { Evidence } from './record.ts';
import { type StackDepth, stackDepth } from './stack-depth.ts';

export interface RecheckedImage {
  readonly present: number;
  readonly removed: number;
  readonly allowedTraps: number;
  readonly entries: number;
  readonly problems: readonly string[];
}

export function recheckImage(
  evidence: Evidence,
  elf: Uint8Array,
  disassembly: string,
  allowed: readonly AllowedSymbol[],
): RecheckedImage {
  const guards = evidence.obligations.flatMap(({ guard }) => guard ?? []);
  const found = reconcile({ elf, disassembly, guards, allowed });
  const stack = stackDepth({ elf, disassembly });
  const countOf = (state: 'present' | 'removed-by-backend') =>
    found.guards.filter((each) => each.state === state).length;
  return {
    present: countOf('present'),
    removed: countOf('removed-by-backend'),
    allowedTraps: found.allowedTraps.length,
    entries: stack.length,
    problems: [
      ...found.problems.map((problem) => `the image: ${problem}`),
      ...guardProblems(evidence, found),
      ...layoutProblems(evidence, found, stack),
    ],
  };
}

function guardProblems({ obligations, guards }: Evidence, found: Reconciliation): readonly string[] {
  const problems: string[] = [];
  const byId = new Map(found.guards.map((guard) => [guard.id, guard]));
  for (const { id, guard } of obligations) {
    if (!guard) continue;
    const now = byId.get(guard.id);
    if (
      now?.state !== guard.state ||
      now.bytes !== guard.bytes ||
      canonicalJson(now.addresses) !== canonicalJson(guard.addresses)
    )
      problems.push(
        `guard ${guard.id} of ${id} is said to be ${guardText(guard)}; in the image it is ${now ? guardText(now) : 'nowhere'}`,
      );
  }
  if (guards.missing !== found.missing)
    problems.push(`${guards.missing} guards are said to be missing; of the image ${found.missing} are`);
  if (guards.unexplainedTraps !== found.unexplainedTraps)
    problems.push(
      `${guards.unexplainedTraps} traps are said to be unexplained; in the image ${found.unexplainedTraps} are`,
    );
  return problems;
}

interface GuardPlace {
  readonly state: string;
  readonly addresses: readonly string[];
  readonly bytes: number;
}

function guardText({ state, addresses, bytes }: GuardPlace): string {
  return addresses.length === 0 ? state : `${state} at ${addresses.join(', ')} in ${bytes} bytes`;
}

function layoutProblems(
  { guards, resources }: Evidence,
  found: Reconciliation,
  stack: readonly StackDepth[],
): readonly string[] {
  const bytes = found.guards.reduce((sum, guard) => sum + guard.bytes, 0);
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['traps of the start-up code', guards.allowedTraps, found.allowedTraps],
    ['sections', resources?.sections, found.sections],
    ['stack', resources?.stack, stack],
    ['bytes of guards', resources?.guardBytes, bytes],
  ];
  return pairs
    .filter(([, said, is]) => canonicalJson(said ?? null) !== canonicalJson(is))
    .map(([what]) => `the record's ${what} are not those of the image`);
}
