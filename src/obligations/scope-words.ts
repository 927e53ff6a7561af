// In: scopes and what lives in them. Out: their names in facts, reports and counterexamples. Decides nothing.
import type { Holder, Pointee } from '../analysis/lifetimes.ts';
import type { Scope } from '../analysis/scopes.ts';
import { sourceNameOf } from '../analysis/source-name.ts';
import { startOf } from '../base/source.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';

/** For the reader: `the frame of Ring.push`, `the body of the loop at line 9`. */
export function wordsOfScope(psg: Psg, definition: NodeId, scope: Scope): string {
  if (scope.kind === 'loop') return `the body of the loop at line ${startOf(psg.node(scope.loop).span).line}`;
  return lastingWordsOfScope(psg, definition, scope);
}

/** The same without line numbers, which change with edits elsewhere. */
export function lastingWordsOfScope(psg: Psg, definition: NodeId, scope: Scope): string {
  const name = sourceNameOf(psg, definition) ?? 'this definition';
  switch (scope.kind) {
    case 'static':
      return 'static storage';
    case 'call':
      return `the call of ${name}`;
    case 'frame':
      return `the ${psg.node(definition).kind === 'function' ? 'frame' : 'initialiser'} of ${name}`;
    case 'loop':
      return "the loop's body";
    case 'argument': {
      const parameter = sourceNameOf(psg, scope.parameter) ?? 'an argument';
      return `the caller's storage ${scope.depth === 'direct' ? 'for' : 'behind'} ${parameter}`;
    }
  }
}

/** Of each place once: `the array own in the frame of Ring.main, or static storage`. */
function wordsOfPlaces(psg: Psg, definition: NodeId, places: readonly Pointee[]): string {
  const all = places.map(({ scope, array }) => {
    const words = wordsOfScope(psg, definition, scope);
    return array === undefined ? words : `${wordsOfArray(psg, array)} in ${words}`;
  });
  return [...new Set(all)].join(', or ');
}

/** By the name that it was given, or its place. */
function wordsOfArray(psg: Psg, array: NodeId): string {
  for (const { user, role } of psg.users(array)) {
    const node = psg.node(user);
    if (node.kind === 'let' && role === 'operand') return `the array ${psg.expect(node.binding, 'binding').name}`;
  }
  return `the array made at line ${startOf(psg.node(array).span).line}`;
}

/** What the kept address points at. */
export function wordsOfPointees(psg: Psg, { definition, kind, from, into, pointees }: Holder): string {
  const isWhole = from === into;
  const source = kind === 'return' ? 'the result' : (sourceNameOf(psg, from) ?? 'the address');
  const subject = isWhole ? `each element of ${sourceNameOf(psg, from) ?? 'the array'}` : source;
  if (pointees.length === 0) return `${subject} points at nothing, so nothing can be gone too early`;
  const verb = pointees.length === 1 ? 'points at' : 'may point at';
  return `${subject} ${verb} ${wordsOfPlaces(psg, definition, pointees)}`;
}

/** Where the kept address is found later. */
export function wordsOfHolders(psg: Psg, { definition, kind, into, holders, through }: Holder): string {
  const name = sourceNameOf(psg, into);
  switch (kind) {
    case 'return':
      return `the result is used in ${wordsOfPlaces(psg, definition, holders)}`;
    case 'module':
      return through === undefined
        ? `${name ?? 'the holder'} is static`
        : 'the called function keeps the address in static storage';
    case 'binding':
      return `${name ?? 'the binding'} lives in ${wordsOfPlaces(psg, definition, holders)}`;
    case 'memory':
      return holders.length === 0
        ? 'the address is stored nowhere'
        : `the address is stored in ${wordsOfPlaces(psg, definition, holders)}`;
  }
}
