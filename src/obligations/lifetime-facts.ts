// In: a place where an address is kept. Out: the facts for the solver: how the scopes nest, what the address may point at, where its holder may live, and what
// each call of the function was checked for. Scopes are intervals of a depth-first walk over their nesting. States what the analysis found, judges nothing.
import type { Holder, Pointee } from '../analysis/lifetimes.ts';
import type { Scope } from '../analysis/scopes.ts';
import { sourceNameOf } from '../analysis/source-name.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { simplify } from '../smt/simplify.ts';
import { apply, symbol, type Term } from '../smt/term.ts';
import type { Fact } from './obligation.ts';
import { wordsOfHolders, wordsOfPointees, wordsOfScope } from './scope-words.ts';

/** The two ends of an interval. */
export interface Interval {
  readonly opens: Term;
  readonly closes: Term;
}

export function intervalNamed(name: string): Interval {
  return { opens: symbol(`${name}.opens`, 'Int'), closes: symbol(`${name}.closes`, 'Int') };
}

/** Unique in a definition: the facts of all its obligations speak about the same scopes. */
export function nameOfScope(scope: Scope): string {
  switch (scope.kind) {
    case 'static':
    case 'call':
    case 'frame':
      return scope.kind;
    case 'loop':
      return `loop.${scope.number}`;
    case 'argument':
      return `${scope.depth === 'direct' ? 'argument' : 'contents'}.${scope.position}`;
  }
}

/** `prefix`: unique to the definition within the build. */
export function factsOfHolder(psg: Psg, holder: Holder, prefix: string): readonly Fact[] {
  const { definition, number, from, into, pointees, holders } = holder;
  const facts = new Map<string, Fact>();
  const add = (key: string, fact: Omit<Fact, 'key'>) => facts.set(key, { key: `${prefix}!${key}`, ...fact });
  const wordsOf = (scope: Scope) => wordsOfScope(psg, definition, scope);
  const nest = (outer: Scope, inner: Scope, about: NodeId) =>
    add(`scope.${nameOfScope(inner)}`, {
      term: encloses('<', intervalOf(outer), intervalOf(inner)),
      reason: 'scope',
      about,
      words: `${wordsOf(outer)} encloses ${wordsOf(inner)}`,
    });

  const outside: Scope = { kind: 'static' };
  const call: Scope = { kind: 'call' };
  /** The scopes around a scope, out to static storage. */
  const addNesting = (scope: Scope): void => {
    switch (scope.kind) {
      case 'static':
        return;
      case 'call':
        nest(outside, scope, definition);
        return;
      case 'frame': {
        const around = psg.node(definition).kind === 'function' ? call : outside;
        nest(around, scope, definition);
        addNesting(around);
        return;
      }
      case 'loop':
        nest(scope.around, scope, scope.loop);
        addNesting(scope.around);
        return;
      case 'argument': {
        const [name, own, about] = [nameOfScope(scope), intervalOf(scope), scope.parameter];
        const words = wordsOf(scope);
        add(`scope.${name}`, {
          term: encloses('<=', own, intervalOf(call)),
          reason: 'scope',
          about,
          words: `${words} encloses ${wordsOf(call)}`,
        });
        add(`scope.${name}.most`, {
          term: encloses('<=', intervalOf(outside), own),
          reason: 'scope',
          about,
          words: `nothing outlives static storage, so it encloses ${words}`,
        });
        addNesting(call);
        return;
      }
    }
  };

  /** What this function leaves to its callers: each call is checked for it. */
  const addPromise = (pointee: Scope, kept: Scope): void => {
    if (pointee.kind !== 'argument' || nameOfScope(pointee) === nameOfScope(kept)) return;
    if (kept.kind !== 'static' && kept.kind !== 'argument') return;
    const claim =
      kept.kind === 'static'
        ? `${wordsOf(pointee)} is never gone`
        : `${wordsOf(pointee)} lives as long as ${wordsOf(kept)}`;
    add(`promise.${nameOfScope(pointee)}.${nameOfScope(kept)}`, {
      term: encloses('<=', intervalOf(pointee), intervalOf(kept)),
      reason: 'contract',
      about: pointee.parameter,
      words: `${claim}: each call of ${sourceNameOf(psg, definition) ?? 'the function'} is checked for it`,
    });
  };

  for (const { scope } of [...pointees, ...holders]) addNesting(scope);
  for (const pointee of pointees) for (const kept of holders) addPromise(pointee.scope, kept.scope);
  // what points at nothing has nothing that could end: it stands for static storage
  const targets: readonly Pointee[] = pointees.length > 0 ? pointees : [{ scope: outside, array: undefined }];
  const pointee = intervalNamed('pointee');
  add(`kept.${number}.pointee`, {
    term: oneOf(
      pointee,
      targets.map(({ scope }) => intervalOf(scope)),
    ),
    reason: 'scope',
    about: from,
    words: wordsOfPointees(psg, holder),
  });
  add(`kept.${number}.holder`, {
    // what is stored nowhere is held no longer than it lives
    term: oneOf(
      intervalNamed('holder'),
      holders.length > 0 ? holders.map(({ scope }) => intervalOf(scope)) : [pointee],
    ),
    reason: 'scope',
    about: into,
    words: wordsOfHolders(psg, holder),
  });
  return [...facts.values()];
}

function intervalOf(scope: Scope): Interval {
  return intervalNamed(nameOfScope(scope));
}

/** `<`: the inner scope lies strictly within the outer one. */
function encloses(operator: '<' | '<=', outer: Interval, inner: Interval): Term {
  return apply('and', apply(operator, outer.opens, inner.opens), apply(operator, inner.closes, outer.closes));
}

/** The interval is one of several. */
function oneOf(interval: Interval, all: readonly Interval[]): Term {
  const cases = all.map(({ opens, closes }) =>
    apply('and', apply('=', interval.opens, opens), apply('=', interval.closes, closes)),
  );
  return simplify(apply('or', ...cases));
}
