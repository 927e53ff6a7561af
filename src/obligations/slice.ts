// Kind `slice`: both ends of an inclusive slice lie within the collection, or the slice is empty.
import type { FindClaims } from './claim.ts';
import { checkOf } from './claim.ts';

export const findSlices: FindClaims = (node, room) => {
  if (node.kind !== 'slice') return [];
  return [
    {
      kind: 'slice',
      part: 0,
      roles: [
        { role: 'first', node: node.first, of: 'value' },
        { role: 'last', node: node.last, of: 'value' },
        { role: 'extent', node: node.collection, of: 'length' },
      ],
      check: checkOf(room, 'slice'),
    },
  ];
};
