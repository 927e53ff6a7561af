// Kind `lifetime`: where an address is stored, returned or kept, what it points at outlives the holder. The question needs no walk: scopes nest as the text does.
import type { Holder } from '../analysis/lifetimes.ts';
import type { Scope } from '../analysis/scopes.ts';
import { never } from '../base/never.ts';
import { substitute } from '../smt/term.ts';
import { type Claim, checkOf, type FindClaims, type Room } from './claim.ts';
import { factsOfHolder, intervalNamed, nameOfScope } from './lifetime-facts.ts';
import type { Role } from './obligation.ts';
import { lastingWordsOfScope } from './scope-words.ts';

export const findLifetimes: FindClaims = (node, room) =>
  (room.lifetimes.holders.get(node.id) ?? []).map((holder, part) => claimOf(holder, part, room));

function claimOf(holder: Holder, part: number, room: Room): Claim {
  const { definition, from, into } = holder;
  const check = checkOf(room, 'lifetime');
  const roles: readonly Role[] = [
    { role: 'pointee-opens', node: from, of: 'opens' },
    { role: 'pointee-closes', node: from, of: 'closes' },
    { role: 'holder-opens', node: into, of: 'opens' },
    { role: 'holder-closes', node: into, of: 'closes' },
  ];
  const pointee = intervalNamed('pointee');
  const kept = intervalNamed('holder');
  const values = new Map([
    ['pointee-opens', pointee.opens],
    ['pointee-closes', pointee.closes],
    ['holder-opens', kept.opens],
    ['holder-closes', kept.closes],
  ]);
  const prefix = room.prefixes.get(definition) ?? never('every definition has a prefix');
  const facts = factsOfHolder(room.psg, holder, prefix);
  return {
    kind: 'lifetime',
    part,
    roles,
    check,
    text: holder.text,
    asked: {
      question: { name: 'claim', facts, claim: substitute(check, values) },
      sourceNames: sourceNamesOf(holder, room),
    },
  };
}

/** SMT symbol → words, the same after edits elsewhere: loops are numbered as the obligation meets them. */
function sourceNamesOf({ definition, pointees, holders }: Holder, { psg }: Room): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (name: string, words: string) => {
    names.set(`${name}.opens`, `${words} opens`).set(`${name}.closes`, `${words} closes`);
  };
  let loops = 0;
  const addScope = (scope: Scope): void => {
    const name = nameOfScope(scope);
    if (names.has(`${name}.opens`)) return;
    if (scope.kind === 'loop') addScope(scope.around);
    const words = lastingWordsOfScope(psg, definition, scope);
    add(name, scope.kind === 'loop' ? `${words} ${++loops}` : words);
  };
  add('pointee', 'what is pointed at');
  add('holder', 'what points at it');
  for (const kind of ['static', 'call', 'frame'] as const) addScope({ kind });
  for (const { scope } of [...pointees, ...holders]) addScope(scope);
  return names;
}
