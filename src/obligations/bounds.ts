// Kind `bounds`: an element read or written lies within its collection.
import type { FindClaims } from './claim.ts';
import { checkOf } from './claim.ts';

export const findBounds: FindClaims = (node, room) => {
  if (node.kind !== 'element' && node.kind !== 'set-element') return [];
  return [
    {
      kind: 'bounds',
      part: 0,
      roles: [
        { role: 'index', node: node.index, of: 'value' },
        { role: 'extent', node: node.collection, of: 'length' },
      ],
      check: checkOf(room, 'bounds'),
    },
  ];
};
