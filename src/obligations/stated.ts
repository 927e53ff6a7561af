// Kinds `assert`, `requires`, `ensures`, `invariant`, `exhaustive` and `failure`: the programmer's own conditions, claimed as they stand.
import type { NodeId } from '../psg/node.ts';
import { type Claim, checkOf, type FindClaims, type Room } from './claim.ts';

type Stated = 'assert' | 'requires' | 'ensures' | 'invariant';

function stated(room: Room, kind: Stated, condition: NodeId, part: number): Claim {
  return { kind, part, roles: [{ role: 'condition', node: condition, of: 'value' }], check: checkOf(room, kind) };
}

export const findAsserts: FindClaims = (node, room) =>
  node.kind === 'claim' ? [stated(room, 'assert', node.condition, 0)] : [];

export const findRequires: FindClaims = (node, room) =>
  node.kind === 'call'
    ? room.psg
        .expect(node.callee, 'function')
        .requires.map((condition, part) => stated(room, 'requires', condition, part))
    : [];

export const findEnsures: FindClaims = (node, room) =>
  node.kind === 'function' ? node.ensures.map(({ condition }, part) => stated(room, 'ensures', condition, part)) : [];

export const findInvariants: FindClaims = (node, room) =>
  node.kind === 'while' || node.kind === 'for'
    ? node.invariants.map((condition, part) => stated(room, 'invariant', condition, part))
    : [];

export const findExhaustive: FindClaims = (node, room) => {
  if (node.kind !== 'match' || node.message !== undefined) return [];
  const matched = room.psg.node(node.matched);
  const isComplete = matched.kind === 'literal' && matched.value === true;
  return [
    {
      kind: 'exhaustive',
      part: 0,
      roles: [{ role: 'matched', node: node.matched, of: 'value' }],
      check: checkOf(room, 'exhaustive'),
      text: 'every value is matched',
      ...(isComplete
        ? { decided: { verdict: 'proved', method: 'type', because: 'The patterns cover every value of the type.' } }
        : {}),
    },
  ];
};

/** `failwith`: that control never gets there. */
export const findFailures: FindClaims = (node, room) =>
  node.kind === 'match' && node.message !== undefined
    ? [
        {
          kind: 'failure',
          part: 0,
          roles: [{ role: 'matched', node: node.matched, of: 'value' }],
          check: checkOf(room, 'failure'),
          text: `never reached: ${JSON.stringify(node.message)}`,
        },
      ]
    : [];
