// In: a program with its certificate, and answers of the platform. Out: what a run in the interpreter says about the checks that the checker confirms.
import { runProgram } from '../../src/interpreter/run.ts';
import type { World } from '../../src/interpreter/world.ts';
import { goalOf } from '../../src/proofs/goal.ts';
import { evaluate } from '../../src/smt/evaluate.ts';
import type { Certified } from './program.ts';

export interface Seen {
  /** Confirmed checks that failed. */
  readonly wrong: readonly string[];
  /** Confirmed checks that the run came by. */
  readonly confirmed: number;
  /** Names of the checks that failed. */
  readonly failed: readonly string[];
}

type Ran = Pick<Certified, 'psg' | 'target' | 'obligations' | 'proved'>;

export function runCertified({ psg, target, obligations, proved }: Ran, world: World): Seen {
  const byPlace = new Map(obligations.map((each) => [goalOf(each), each]));
  const wrong: string[] = [];
  const failed: string[] = [];
  let confirmed = 0;
  runProgram(psg, target, world, {
    limits: { fuel: 50_000, depth: 40 },
    observer: {
      claim({ subject, kind, part }, roles) {
        const goal = `${kind}:${subject}:${part}`;
        const obligation = byPlace.get(goal);
        if (!obligation) return;
        const holds = evaluate(obligation.check, new Map(Object.entries(roles)));
        if (!holds) failed.push(goal);
        if (!proved.has(goal)) return;
        confirmed++;
        if (!holds) wrong.push(`${obligation.id} (${obligation.text}) with ${Object.entries(roles).join(', ')}`);
      },
    },
  });
  return { wrong, confirmed, failed };
}
