// Kind `access-kind`: the operation is permitted there: by type for typed pointers (the checker refused the others), by the memory map for raw addresses.
import { never } from '../base/never.ts';
import { mayRead, mayWrite } from '../memory/region.ts';
import type { NodeOf } from '../psg/node.ts';
import { integer, yes } from '../smt/term.ts';
import { type Claim, checkOf, type FindClaims, type Room } from './claim.ts';
import { anyOf } from './memory-map.ts';

export const findAccessKind: FindClaims = (node, room) => {
  switch (node.kind) {
    case 'element':
      return typedClaim(room, node);
    case 'set-element':
      return typedClaim(room, node);
    case 'raw-read':
    case 'raw-write':
      return [rawClaim(room, node)];
    default:
      return [];
  }
};

function typedClaim(room: Room, node: NodeOf<'element'> | NodeOf<'set-element'>): readonly Claim[] {
  const collection = room.psg.node(node.collection);
  if (collection.kind === 'function') return never('a function is no collection');
  const { type } = collection;
  const verb = node.kind === 'element' ? 'read' : 'written';
  if (type.kind === 'span' && node.kind === 'set-element' && type.access === 'readOnly')
    never('the checker refuses writes through a ReadOnlySpan');
  if (type.kind !== 'pointer') return [];
  const permits = node.kind === 'element' ? mayRead(type.access) : mayWrite(type.access);
  if (!permits) never(`the checker refuses a ${type.access} pointer that is ${verb}`);
  return [
    {
      kind: 'access-kind',
      part: 0,
      roles: [],
      check: yes,
      text: `a ${type.access} pointer may be ${verb}`,
      decided: { verdict: 'proved', method: 'type', because: `The pointer's type is ${type.access}.` },
    },
  ];
}

function rawClaim(room: Room, node: NodeOf<'raw-read'> | NodeOf<'raw-write'>): Claim {
  const permits = node.kind === 'raw-read' ? mayRead : mayWrite;
  const { memoryMap } = room.target;
  const checks = memoryMap.ranges
    .filter(({ access }) => permits(access))
    .map(({ start, size }) =>
      checkOf(room, 'access-kind', { start: integer(start), size: integer(size), permitted: yes }),
    );
  return {
    kind: 'access-kind',
    part: 0,
    roles: [{ role: 'address', node: node.address, of: 'value' }],
    check: anyOf(checks),
    text: `the memory map ${memoryMap.name} lets the address be ${node.kind === 'raw-read' ? 'read' : 'written'}`,
  };
}
