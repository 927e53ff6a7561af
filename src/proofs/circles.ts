// In: which proof rests on which. Out: the circles: proofs that, through one another, rest on themselves. A proof resting on a guard rests on nothing more.
import type { ObligationId } from '../obligations/obligation.ts';
import type { Answer } from './verdict.ts';

/**
 * The strongly connected groups (of two, or of one that rests on itself) among answers without a guard: proved and unreachable ones.
 * A fact that comes from a check is true after the check only if the check is made or proved; in a circle nobody makes it.
 */
export function circlesOf(answers: readonly Answer[]): readonly ReadonlySet<ObligationId>[] {
  const unguarded = new Map(
    answers
      .filter((each) => each.verdict === 'proved' || each.verdict === 'unreachable')
      .map((each) => [each.obligation, each]),
  );
  const next = (id: ObligationId): readonly ObligationId[] =>
    (unguarded.get(id)?.hypotheses ?? []).flatMap((fact) =>
      fact.restsOn !== undefined && unguarded.has(fact.restsOn) ? [fact.restsOn] : [],
    );
  return groupsOf([...unguarded.keys()], next).filter((group) => {
    const [only, ...more] = group;
    return more.length > 0 || (only !== undefined && next(only).includes(only));
  });
}

interface Visit {
  readonly id: ObligationId;
  readonly successors: readonly ObligationId[];
  at: number;
}

/** Tarjan's strongly connected components, without recursion: chains of proofs may be long. */
function groupsOf(
  ids: readonly ObligationId[],
  next: (id: ObligationId) => readonly ObligationId[],
): readonly ReadonlySet<ObligationId>[] {
  const index = new Map<ObligationId, number>();
  const low = new Map<ObligationId, number>();
  const open: ObligationId[] = [];
  const isOpen = new Set<ObligationId>();
  const groups: Set<ObligationId>[] = [];
  const lower = (id: ObligationId, to: number) => low.set(id, Math.min(low.get(id) ?? to, to));

  function enter(id: ObligationId): Visit {
    index.set(id, index.size);
    low.set(id, index.size - 1);
    open.push(id);
    isOpen.add(id);
    return { id, successors: next(id), at: 0 };
  }

  function leave(id: ObligationId): void {
    if (low.get(id) !== index.get(id)) return;
    const group = new Set<ObligationId>();
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      isOpen.delete(member);
      group.add(member);
      if (member === id) break;
    }
    groups.push(group);
  }

  for (const root of ids) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const successor = visit.successors[visit.at++];
      if (successor === undefined) {
        path.pop();
        leave(visit.id);
        const parent = path.at(-1);
        if (parent) lower(parent.id, low.get(visit.id) ?? 0);
      } else if (!index.has(successor)) {
        path.push(enter(successor));
      } else if (isOpen.has(successor)) {
        lower(visit.id, index.get(successor) ?? 0);
      }
    }
  }
  return groups;
}
