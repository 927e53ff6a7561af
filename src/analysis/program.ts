// In: the graph. Out: what holds of parameters, results and module-level values over the whole program (a fixpoint over the call graph), and then one
// recording walk over every definition that can run. The program is closed: every call of a function is seen.
import { never } from '../base/never.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { booleanRole, checkClaims } from './check-claims.ts';
import { closureOf, type Effects } from './effects.ts';
import { reportGlobal, unknownGlobal } from './globals.ts';
import type { Linear } from './linear.ts';
import { addRelations, narrowSlots, withIntegers } from './narrow.ts';
import type { Checks, Findings, Knowledge, Recorder, Run } from './run.ts';
import { addStatement, createState, fork, type State } from './state.ts';
import { createSymbolTable, type Range } from './symbols.ts';
import { type Bounds, isWithinBounds, joinBounds, makeTemplates, measure, sameBounds, widen } from './templates.ts';
import { thresholdsOf } from './thresholds.ts';
import { expectValue, integersOf, unknownOf, type Value } from './value.ts';
import { evaluate, evaluateCondition } from './walk.ts';

export interface Program {
  readonly psg: Psg;
  readonly target: Target;
  readonly effects: Effects;
  readonly checks: Checks;
  /** Ranges of the elements of tables that are never written, by module-level value. */
  readonly contents: ReadonlyMap<NodeId, Range>;
}

const noFindings: Findings = { parameters: () => undefined, result: () => undefined, global: () => undefined };

function runOf(
  program: Program,
  knowledge: Knowledge,
  definition: NodeId,
  findings: Findings,
  recorder: Recorder | undefined,
  thresholds: readonly bigint[],
): Run {
  return {
    psg: program.psg,
    target: program.target,
    effects: program.effects,
    checks: program.checks,
    knowledge,
    findings,
    definition,
    table: createSymbolTable(),
    locals: new Map(),
    constants: new Map(),
    thresholds,
    recorder,
    evaluate,
    evaluateCondition,
  };
}

/** Walks a function or the initialiser of a module-level value. */
function walkDefinition(run: Run): void {
  const node = run.psg.node(run.definition);
  const state = createState(run.table);
  for (const id of run.effects.reads.get(node.id) ?? []) {
    if (run.psg.expect(id, 'value').mutability === 'mutable')
      state.globals.set(id, unknownGlobal(run, state, run.psg.expect(id, 'value')));
  }
  if (node.kind === 'value') reportGlobal(run, state, node.id, evaluate(run, state, node.initial));
  else if (node.kind === 'function') walkFunction(run, state, node);
}

function walkFunction(run: Run, state: State, node: NodeOf<'function'>): void {
  const parameters = bindParameters(run, state, node);
  // nobody checks the requirements of the entry point when the system starts it: there they are not assumed
  const start = node.id === run.psg.entry ? fork(state) : state;
  for (const condition of node.requires) {
    const { formula } = expectValue(evaluate(run, start, condition), 'boolean');
    addStatement(start, { formula, reason: 'contract', about: condition });
  }
  const result = evaluate(run, state, node.body);
  for (const [part, ensured] of node.ensures.entries()) {
    run.locals.set(ensured.result, result);
    const { formula } = expectValue(evaluate(run, state, ensured.condition), 'boolean');
    checkClaims(run, state, node.id, 'ensures', { condition: booleanRole(formula) }, part);
  }
  if (state.domain.isEmpty) return;
  const own = integersOf(result);
  const templates = makeTemplates(own.length, parameters.length);
  run.findings.result(measure(state.domain, templates, [...own, ...parameters], own.length));
}

function bindParameters(run: Run, state: State, node: NodeOf<'function'>): readonly Linear[] {
  const bounds = node.id === run.psg.entry ? undefined : run.knowledge.parameters.get(node.id);
  const values: Value[] = node.parameters.map((id) => {
    const parameter = run.psg.expect(id, 'binding');
    return unknownOf(parameter.type, parameter.name, { table: run.table, target: run.target, about: id });
  });
  const fresh = values.flatMap((value) => integersOf(value));
  const slots = bounds ? narrowSlots(state, fresh, bounds, 'interval', node.id) : fresh;
  let used = 0;
  for (const [i, id] of node.parameters.entries()) {
    const value = values[i] ?? never('every parameter has a value');
    const count = integersOf(value).length;
    run.locals.set(id, withIntegers(value, slots.slice(used, used + count)));
    used += count;
  }
  if (bounds) addRelations(state, makeTemplates(slots.length, 0), slots, slots.length, bounds, 'interval', node.id);
  return slots;
}

// ── the fixpoint ──

const patience = 6;

/** What one pass of walks found: joined per definition. */
interface Found {
  readonly parameters: Map<NodeId, Bounds>;
  readonly results: Map<NodeId, Bounds>;
  readonly globals: Map<NodeId, Bounds>;
}

function emptyFound(): Found {
  return { parameters: new Map(), results: new Map(), globals: new Map() };
}

function joinInto(map: Map<NodeId, Bounds>, key: NodeId, bounds: Bounds): void {
  const known = map.get(key);
  map.set(key, known ? joinBounds(known, bounds) : bounds);
}

function findingsInto(found: Found, definition: NodeId): Findings {
  return {
    parameters: (callee, bounds) => joinInto(found.parameters, callee, bounds),
    result: (bounds) => joinInto(found.results, definition, bounds),
    global: (value, bounds) => joinInto(found.globals, value, bounds),
  };
}

/** The least knowledge that all walks agree with, or near it. */
export function learnProgram(program: Program): Knowledge {
  const { psg, effects } = program;
  const definitions = [...psg.values, ...effects.reachable];
  const thresholds = new Map(definitions.map((id) => [id, thresholdsOf(psg, [id])]));
  const all = thresholdsOf(psg, definitions);
  const readEarly = findEarlyReads(psg, effects);
  const knowledge: Knowledge = {
    parameters: new Map(),
    results: new Map(),
    globals: new Map(),
    contents: program.contents,
    readEarly,
  };
  // what a definition's callees may assign, it forgets: then it depends on all that the value can hold
  const readers = invert(union(effects.reads, effects.assigns));
  const changes = new Map<string, number>();
  const dirty = new Set<NodeId>([...psg.values, psg.entry]);
  const update = (sort: 'parameters' | 'results' | 'globals', key: NodeId, bounds: Bounds): boolean => {
    const known = knowledge[sort].get(key);
    if (!known) {
      knowledge[sort].set(key, bounds);
      return true;
    }
    const grown = joinBounds(known, bounds);
    if (sameBounds(grown, known)) return false;
    const count = (changes.get(`${sort} ${key}`) ?? 0) + 1;
    changes.set(`${sort} ${key}`, count);
    knowledge[sort].set(key, widen(known, grown, patience - count, all));
    return true;
  };
  const learn = (found: Found) => {
    for (const [callee, bounds] of found.parameters) if (update('parameters', callee, bounds)) dirty.add(callee);
    const wake = (others: Iterable<NodeId>) => {
      for (const other of others) if (isKnown(knowledge, psg, other)) dirty.add(other);
    };
    for (const [id, bounds] of found.results) if (update('results', id, bounds)) wake(effects.callers.get(id) ?? []);
    for (const [id, bounds] of found.globals) if (update('globals', id, bounds)) wake(readers.get(id) ?? []);
  };
  do {
    while (dirty.size > 0) {
      // initialisers first; then callees, which come later in `reachable`, so that results flow up early
      const next =
        psg.values.find((id) => dirty.has(id)) ??
        definitions.findLast((id) => dirty.has(id)) ??
        never('a dirty definition is a definition');
      dirty.delete(next);
      const found = emptyFound();
      walkDefinition(runOf(program, knowledge, next, findingsInto(found, next), undefined, thresholds.get(next) ?? []));
      learn(found);
    }
    // the end is believed only when a pass over everything finds nothing new
    for (const id of definitions) {
      if (!isKnown(knowledge, psg, id)) continue;
      const found = emptyFound();
      walkDefinition(runOf(program, knowledge, id, findingsInto(found, id), undefined, thresholds.get(id) ?? []));
      learn(found);
    }
  } while (dirty.size > 0);
  return refine(program, knowledge, thresholds);
}

/** Whether a definition has been called, or runs anyway. */
function isKnown(knowledge: Knowledge, psg: Psg, definition: NodeId): boolean {
  return knowledge.parameters.has(definition) || definition === psg.entry || psg.node(definition).kind === 'value';
}

/** Widening overshoots: what one more pass gives is taken when a further pass confirms it. */
function refine(program: Program, found: Knowledge, thresholds: ReadonlyMap<NodeId, readonly bigint[]>): Knowledge {
  let knowledge = found;
  for (let round = 0; round < 2; round++) {
    const candidate = asKnowledge(passOver(program, knowledge, thresholds), knowledge);
    if (isSame(candidate, knowledge) || !isWithin(candidate, knowledge)) return knowledge;
    const confirmed = asKnowledge(passOver(program, candidate, thresholds), knowledge);
    if (!isWithin(confirmed, candidate)) return knowledge;
    knowledge = candidate;
  }
  return knowledge;
}

function passOver(program: Program, knowledge: Knowledge, thresholds: ReadonlyMap<NodeId, readonly bigint[]>): Found {
  const found = emptyFound();
  for (const id of [...program.psg.values, ...program.effects.reachable]) {
    if (!isKnown(knowledge, program.psg, id)) continue;
    walkDefinition(runOf(program, knowledge, id, findingsInto(found, id), undefined, thresholds.get(id) ?? []));
  }
  return found;
}

function asKnowledge(found: Found, knowledge: Knowledge): Knowledge {
  return { ...knowledge, ...found };
}

const sorts = ['parameters', 'results', 'globals'] as const;

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
function findEarlyReads(psg: Psg, effects: Effects): ReadonlySet<NodeId> {
  const early = new Set<NodeId>();
  for (const [position, value] of psg.values.entries()) {
    const later = new Set(psg.values.slice(position));
    for (const definition of [value, ...closureOf(value, effects.callees)]) {
      for (const read of effects.reads.get(definition) ?? []) if (later.has(read)) early.add(read);
    }
  }
  return early;
}

// ── recording ──

/** Walks every definition that can run once more, with all knowledge, asking every question. Functions that are never called are walked with unknown arguments. */
export function recordProgram(
  program: Program,
  knowledge: Knowledge,
  recorder: Recorder,
  start: (definition: NodeId) => void,
): void {
  for (const id of [...program.psg.values, ...program.effects.reachable]) {
    start(id);
    walkDefinition(runOf(program, knowledge, id, noFindings, recorder, thresholdsOf(program.psg, [id])));
  }
}
