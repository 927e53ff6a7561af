// Kind `overflow`: the exact result of a checked operation (module `Checked`) is a value of its type.

import { rangeOfType } from '../analysis/machine.ts';
import { never } from '../base/never.ts';
import { nameOfType } from '../psg/type.ts';
import { integer } from '../smt/term.ts';
import { checkOf, type FindClaims } from './claim.ts';

export const findOverflows: FindClaims = (node, room) => {
  if ((node.kind !== 'primitive' && node.kind !== 'convert') || node.overflow !== 'checked') return [];
  const word = rangeOfType(node.type, room.target) ?? never('checked operations yield integers');
  const check = checkOf(room, 'overflow', { least: integer(word.low), greatest: integer(word.high) });
  return [
    {
      kind: 'overflow',
      part: 0,
      roles: [{ role: 'exact', node: node.id, of: 'exact' }],
      check,
      text: `the result fits ${nameOfType(node.type)}: ${textOf(node)}`,
    },
  ];

  function textOf({ span }: typeof node): string {
    return span.file.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  }
};
