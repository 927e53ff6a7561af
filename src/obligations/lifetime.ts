// Kind `lifetime`: where an address is stored, returned or kept, what it points at outlives the holder. Decided by the analysis of what points where.
import { yes } from '../smt/term.ts';
import type { FindClaims } from './claim.ts';

export const findLifetimes: FindClaims = (node, room) =>
  (room.lifetimes.holders.get(node.id) ?? []).map((holder, part) => ({
    kind: 'lifetime',
    part,
    roles: [],
    check: yes,
    text: holder.text,
    decided: { verdict: holder.isLegal ? 'proved' : 'refuted', method: 'type', because: holder.because },
  }));
