// In: the graph, a target and the predicates. Out: every claim of the definitions that can run, each with its stable id, in evaluation order.

import { type Effects, visit } from '../analysis/effects.ts';
import type { Check, Checks } from '../analysis/run.ts';
import { digestBytes } from '../base/digest.ts';
import { never } from '../base/never.ts';
import type { NodeId } from '../psg/node.ts';
import type { Claim, Room } from './claim.ts';
import { textOfClaim } from './claim-text.ts';
import { claimFinders } from './find-claims.ts';
import { obligationKinds } from './kinds.ts';
import type { ObligationId } from './obligation.ts';
import { shapeOf } from './shape.ts';

export interface Site {
  readonly id: ObligationId;
  readonly subject: NodeId;
  readonly definition: NodeId;
  readonly claim: Claim;
  readonly text: string;
}

export interface Sites {
  readonly all: readonly Site[];
  readonly checks: Checks;
}

export function findSites(room: Room, effects: Effects): Sites {
  const { psg } = room;
  const all: Site[] = [];
  const byPlace = new Map<string, Check[]>();
  const ordinals = new Map<string, number>();
  const seen = new Set<NodeId>();
  for (const definition of [...psg.values, ...effects.reachable]) {
    const node = psg.node(definition);
    const name =
      node.kind === 'function' || node.kind === 'value' ? node.name : never('definitions are functions and values');
    visit(psg, definition, (subject) => {
      if (seen.has(subject.id)) return;
      seen.add(subject.id);
      for (const kind of obligationKinds) {
        for (const claim of claimFinders[kind](subject, room)) {
          const base = `${kind}:${name}:${shapeOf(psg, subject, claim)}`;
          const ordinal = ordinals.get(base) ?? 0;
          ordinals.set(base, ordinal + 1);
          const id = `${base}:${ordinal}` as ObligationId;
          all.push({
            id,
            subject: subject.id,
            definition,
            claim,
            text: claim.text ?? textOfClaim(psg, subject.id, claim),
          });
          if (claim.decided || claim.asked) continue;
          const place = `${kind} ${subject.id}`;
          byPlace.set(place, [...(byPlace.get(place) ?? []), { id, part: claim.part, check: claim.check }]);
        }
      }
    });
  }
  return { all, checks: { at: (subject, kind) => byPlace.get(`${kind} ${subject}`) ?? [] } };
}

/** A prefix for the keys of each definition's facts, unique within the build. */
export function factPrefixes(psg: Room['psg']): ReadonlyMap<NodeId, string> {
  const prefixes = new Map<NodeId, string>();
  const counts = new Map<string, number>();
  for (const node of psg.nodes) {
    if (node.kind !== 'function' && node.kind !== 'value') continue;
    const ordinal = counts.get(node.name) ?? 0;
    counts.set(node.name, ordinal + 1);
    const plain = node.name.replace(/[^\w.]+/g, '_');
    const mark = plain === node.name ? '' : `.${digestBytes(node.name).slice(0, 6)}`;
    prefixes.set(node.id, `${plain}${mark}${ordinal > 0 ? `.${ordinal}` : ''}`);
  }
  return prefixes;
}
