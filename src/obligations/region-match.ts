// Kind `region-match`: where a typed pointer is passed on, both sides name the same region. The checker refused the others (FS8003); this looks again.
import { never } from '../base/never.ts';
import { weakensTo } from '../memory/region.ts';
import type { NodeId } from '../psg/node.ts';
import type { PointerType, Type } from '../psg/type.ts';
import { yes } from '../smt/term.ts';
import type { Claim, FindClaims, Room } from './claim.ts';

export const findRegionMatch: FindClaims = (node, room) => {
  if (node.kind === 'weaken' && node.type.kind === 'pointer') {
    const given = typeAt(room, node.operand);
    if (given.kind !== 'pointer' || !weakensTo(given.access, node.type.access))
      never('a pointer weakens to a pointer of weaker access');
    return [match(given, node.type, 0)];
  }
  if (node.kind !== 'call') return [];
  const { parameters } = room.psg.expect(node.callee, 'function');
  return node.operands.flatMap((operand, part) => {
    const given = typeAt(room, operand);
    const parameter = parameters[part];
    const expected = parameter === undefined ? undefined : typeAt(room, parameter);
    return given.kind === 'pointer' && expected?.kind === 'pointer' ? [match(given, expected, part)] : [];
  });
};

function typeAt(room: Room, id: NodeId): Type {
  const node = room.psg.node(id);
  return node.kind === 'function' ? never('a function is no value') : node.type;
}

function match(given: PointerType, expected: PointerType, part: number): Claim {
  if (given.region !== expected.region)
    never(`the checker refuses a ${given.region} pointer where a ${expected.region} one is expected`);
  return {
    kind: 'region-match',
    part,
    roles: [],
    check: yes,
    text: `a pointer to ${given.region} is given where one to ${expected.region} is expected`,
    decided: { verdict: 'proved', method: 'type', because: `Both types name the region ${given.region}.` },
  };
}
