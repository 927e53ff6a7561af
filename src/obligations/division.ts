// Kind `division`: an integer division or remainder has a quotient. Floats divide freely.
import { never } from '../base/never.ts';
import { bitsOf } from '../memory/target.ts';
import { isInteger } from '../psg/node.ts';
import { integer, no, yes } from '../smt/term.ts';
import { checkOf, type FindClaims } from './claim.ts';

export const findDivisions: FindClaims = (node, room) => {
  if (node.kind !== 'primitive' || (node.operator !== 'divide' && node.operator !== 'remainder')) return [];
  if (!isInteger(node.type)) return [];
  const [dividend, divisor] = node.operands;
  if (dividend === undefined || divisor === undefined) never('a division has two operands');
  const { signed, bits } = node.type;
  const least = signed ? -(1n << BigInt(bitsOf(bits, room.target) - 1)) : 0n;
  const check = checkOf(room, 'division', { least: integer(least), overflows: signed ? yes : no });
  return [
    {
      kind: 'division',
      part: 0,
      roles: [
        ...(signed ? [{ role: 'dividend', node: dividend, of: 'value' } as const] : []),
        { role: 'divisor', node: divisor, of: 'value' },
      ],
      check,
    },
  ];
};
