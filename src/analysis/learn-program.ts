// In: the graph. Out: what holds of parameters, results and module-level values over the whole program: a fixpoint over the call graph, believed only when a
// pass over everything confirms it. The program is closed: every call of a function is seen.
import { never } from '../base/never.ts';
import type { Node, NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { closureOf, type Effects, isStart, visit } from './effects.ts';
import type { Findings, Knowledge } from './run.ts';
import { type Bounds, isWithinBounds, joinBounds, sameBounds, widen } from './templates.ts';
import { lengthsOf, thresholdsOf } from './thresholds.ts';
import { type Program, runOf, walkDefinition } from './walk-definition.ts';

const patience = 6;

/** What one walk, or a pass of walks, found: joined per definition. */
interface Found {
  readonly parameters: Map<NodeId, Bounds>;
  readonly results: Map<NodeId, Bounds>;
  readonly globals: Map<NodeId, Bounds>;
  readonly contents: Map<NodeId, Bounds>;
}

const sorts = ['parameters', 'results', 'globals', 'contents'] as const;

function emptyFound(): Found {
  return { parameters: new Map(), results: new Map(), globals: new Map(), contents: new Map() };
}

function joinInto(map: Map<NodeId, Bounds>, key: NodeId, bounds: Bounds): void {
  const known = map.get(key);
  map.set(key, known ? joinBounds(known, bounds) : bounds);
}

/** Walks definitions; a definition whose inputs are those of the last time is not walked again. */
interface Walker {
  readonly walk: (definition: NodeId, knowledge: Knowledge) => Found;
}

function makeWalker(program: Program): Walker {
  const dependencies = new Map<NodeId, Dependencies>();
  const last = new Map<NodeId, { readonly inputs: readonly (Bounds | undefined)[]; readonly found: Found }>();
  return {
    walk(definition, knowledge) {
      const needed = dependencies.get(definition) ?? dependenciesOf(program, definition);
      dependencies.set(definition, needed);
      const inputs = [
        knowledge.parameters.get(definition),
        ...needed.results.map((id) => knowledge.results.get(id)),
        ...needed.globals.map((id) => knowledge.globals.get(id)),
        ...needed.arrays.map((id) => knowledge.contents.get(id)),
      ];
      const before = last.get(definition);
      if (before?.inputs.every((input, i) => isSameInput(input, inputs[i]))) return before.found;
      const found = emptyFound();
      const findings: Findings = {
        parameters: (callee, bounds) => joinInto(found.parameters, callee, bounds),
        result: (bounds) => joinInto(found.results, definition, bounds),
        global: (value, bounds) => joinInto(found.globals, value, bounds),
        contents: (array, bounds) => joinInto(found.contents, array, bounds),
      };
      walkDefinition(runOf(program, knowledge, definition, findings, undefined));
      last.set(definition, { inputs, found });
      return found;
    },
  };
}

function isSameInput(a: Bounds | undefined, b: Bounds | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameBounds(a, b));
}

interface Dependencies {
  readonly results: readonly NodeId[];
  readonly globals: readonly NodeId[];
  /** Arrays whose elements are read. */
  readonly arrays: readonly NodeId[];
}

/** What a walk over a definition reads of the knowledge: contracts of callees are evaluated at the call, with what they call and read. */
function dependenciesOf(program: Program, definition: NodeId): Dependencies {
  const { psg, effects } = program;
  const results = new Set(effects.callees.get(definition));
  const globals = new Set([...(effects.reads.get(definition) ?? []), ...(effects.assigns.get(definition) ?? [])]);
  const arrays = new Set<NodeId>();
  const read = (node: Node) => {
    if (node.kind === 'element') for (const array of program.arrays(node.collection) ?? []) arrays.add(array);
  };
  visit(psg, definition, read);
  for (const callee of results) {
    const { requires, ensures } = psg.expect(callee, 'function');
    for (const condition of [...requires, ...ensures.map((each) => each.condition)]) {
      visit(psg, condition, (node) => {
        read(node);
        if (node.kind === 'call') results.add(node.callee);
        else if (node.kind === 'global') globals.add(node.value);
      });
    }
  }
  return { results: [...results], globals: [...globals], arrays: [...arrays] };
}

/** The least knowledge that all walks agree with, or near it. */
export function learnProgram(program: Program): Knowledge {
  const { psg, effects } = program;
  const definitions = [...psg.values, ...effects.reachable];
  const walker = makeWalker(program);
  const all = thresholdsOf(psg, definitions);
  const lengths = lengthsOf(psg, definitions);
  const knowledge: Knowledge = {
    parameters: new Map(),
    results: new Map(),
    globals: new Map(),
    contents: new Map(),
    readEarly: findEarlyReads(psg, effects),
  };
  // what a definition's callees may assign, it forgets: then it depends on all that the value can hold
  const readers = invert(union(effects.reads, effects.assigns));
  const changes = new Map<string, number>();
  const dirty = new Set<NodeId>([...psg.values, psg.entry, ...psg.interrupts]);
  const readersOf = new Map<NodeId, Set<NodeId>>();
  for (const definition of definitions) {
    for (const array of dependenciesOf(program, definition).arrays)
      readersOf.set(array, (readersOf.get(array) ?? new Set()).add(definition));
  }
  const update = (sort: (typeof sorts)[number], key: NodeId, bounds: Bounds): boolean => {
    const known = knowledge[sort].get(key);
    if (!known) {
      knowledge[sort].set(key, bounds);
      return true;
    }
    const grown = joinBounds(known, bounds);
    if (sameBounds(grown, known)) return false;
    const count = (changes.get(`${sort} ${key}`) ?? 0) + 1;
    changes.set(`${sort} ${key}`, count);
    const isPatient = count < patience;
    knowledge[sort].set(
      key,
      isPatient ? widen(known, grown, 1, all) : widen(known, grown, 2 * patience - count, lengths),
    );
    return true;
  };
  const learn = (found: Found) => {
    for (const [callee, bounds] of found.parameters) if (update('parameters', callee, bounds)) dirty.add(callee);
    const wake = (others: Iterable<NodeId>) => {
      for (const other of others) if (isKnown(knowledge, psg, other)) dirty.add(other);
    };
    for (const [id, bounds] of found.results) if (update('results', id, bounds)) wake(effects.callers.get(id) ?? []);
    for (const [id, bounds] of found.globals) if (update('globals', id, bounds)) wake(readers.get(id) ?? []);
    for (const [id, bounds] of found.contents) if (update('contents', id, bounds)) wake(readersOf.get(id) ?? []);
  };
  do {
    while (dirty.size > 0) {
      // initialisers first; then callees, which come later in `reachable`, so that results flow up early
      const next =
        psg.values.find((id) => dirty.has(id)) ??
        definitions.findLast((id) => dirty.has(id)) ??
        never('a dirty definition is a definition');
      dirty.delete(next);
      learn(walker.walk(next, knowledge));
    }
    // the end is believed only when a pass over everything finds nothing new
    for (const id of definitions) {
      if (isKnown(knowledge, psg, id)) learn(walker.walk(id, knowledge));
    }
  } while (dirty.size > 0);
  return refine(program, knowledge, walker);
}

/** Whether a definition has been called, or runs anyway. */
function isKnown(knowledge: Knowledge, psg: Psg, definition: NodeId): boolean {
  return knowledge.parameters.has(definition) || isStart(psg, definition) || psg.node(definition).kind === 'value';
}

/** Widening overshoots: what one more pass gives is taken when a further pass confirms it. */
function refine(program: Program, found: Knowledge, walker: Walker): Knowledge {
  let knowledge = found;
  let candidate = asKnowledge(passOver(program, knowledge, walker), knowledge);
  for (let round = 0; round < 2; round++) {
    if (isSame(candidate, knowledge) || !isWithin(candidate, knowledge)) return knowledge;
    const confirmed = asKnowledge(passOver(program, candidate, walker), knowledge);
    if (!isWithin(confirmed, candidate)) return knowledge;
    knowledge = candidate;
    candidate = confirmed;
  }
  return knowledge;
}

function passOver(program: Program, knowledge: Knowledge, walker: Walker): Found {
  const all = emptyFound();
  for (const id of [...program.psg.values, ...program.effects.reachable]) {
    if (!isKnown(knowledge, program.psg, id)) continue;
    const found = walker.walk(id, knowledge);
    for (const sort of sorts) for (const [key, bounds] of found[sort]) joinInto(all[sort], key, bounds);
  }
  return all;
}

function asKnowledge(found: Found, knowledge: Knowledge): Knowledge {
  return { ...knowledge, ...found };
}

function isWithin(inner: Knowledge, outer: Knowledge): boolean {
  return sorts.every((sort) =>
    [...inner[sort]].every(([key, bounds]) => {
      const other = outer[sort].get(key);
      return other !== undefined && isWithinBounds(bounds, other);
    }),
  );
}

function isSame(a: Knowledge, b: Knowledge): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

function union(
  a: ReadonlyMap<NodeId, ReadonlySet<NodeId>>,
  b: ReadonlyMap<NodeId, ReadonlySet<NodeId>>,
): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  return new Map([...a].map(([id, set]) => [id, new Set([...set, ...(b.get(id) ?? [])])]));
}

function invert(map: ReadonlyMap<NodeId, ReadonlySet<NodeId>>): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const result = new Map<NodeId, Set<NodeId>>();
  for (const [from, targets] of map) for (const to of targets) result.set(to, (result.get(to) ?? new Set()).add(from));
  return result;
}

/** Module-level values that the initialiser of an earlier one (or their own) may read through calls: they still hold zeros then. */
export function findEarlyReads(psg: Psg, effects: Effects): ReadonlySet<NodeId> {
  const early = new Set<NodeId>();
  for (const [position, value] of psg.values.entries()) {
    const later = new Set(psg.values.slice(position));
    for (const definition of [value, ...closureOf(value, effects.callees)]) {
      for (const read of effects.reads.get(definition) ?? []) if (later.has(read)) early.add(read);
    }
  }
  return early;
}
