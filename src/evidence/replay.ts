// In: what the replay of a counterexample showed. Out: its form in the record, and the words for it.
import type { Replay } from '../proofs/replay.ts';
import type { Psg } from '../psg/psg.ts';
import type { EvidenceObligation } from './record.ts';
import { spanPlace } from './span-place.ts';

export type ReplayRecord = NonNullable<EvidenceObligation['counterexample']>['replay'];

export function recordReplay(replay: Replay | undefined, psg: Psg): ReplayRecord {
  switch (replay?.kind) {
    case undefined:
      return { kind: 'not-replayed', why: 'it was not tried' };
    case 'real': {
      const roles = Object.entries(replay.roles).filter(([, value]) => typeof value === 'bigint');
      return { ...replay, roles: Object.fromEntries(roles.map(([role, value]) => [role, value.toString()])) };
    }
    case 'possibly-spurious':
      return { kind: 'possibly-spurious', loop: spanPlace(psg.node(replay.loop).span) };
    case 'not-replayed':
      return replay;
  }
}

/** What a run from a counterexample's values showed, in a few words. */
export function replayText(replay: ReplayRecord): string {
  switch (replay.kind) {
    case 'real': {
      const roles = Object.entries(replay.roles).map(
        ([role, value]) => `${role === 'extent' ? 'length' : role} ${value}`,
      );
      const values = roles.length === 0 ? '' : ` with ${roles.join(', ')}`;
      const what = replay.run === 'program' ? 'a run of the program' : 'a call of the function with such arguments';
      return `real: ${what} fails the claim${values}`;
    }
    case 'possibly-spurious': {
      const { file, line, column } = replay.loop;
      return `possibly spurious: a run from these values passes; too little is known at the head of the loop at ${file}:${line}:${column}`;
    }
    case 'not-replayed':
      return `not replayed: ${replay.why}`;
  }
}
