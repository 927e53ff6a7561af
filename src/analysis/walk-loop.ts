// In: a loop and the state before it. Out: the state after it. What holds at its head is found by a fixpoint over ranges, differences and congruences,
// checked to be inductive, and only then used; everything else that the loop assigns is forgotten. A `for` is its `while` over mathematical integers.
import type { Claim, Root } from '../checker/claims.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import { booleanRole, checkClaims } from './check-claims.ts';
import { readIn, type Written, writtenIn } from './effects.ts';
import { atMost, below, type Formula, formulaOfTerm, type RoleValue } from './formula.ts';
import { forgetGlobals, unknownGlobal } from './globals.ts';
import { type Linear, linearOf, type SymbolId, shift } from './linear.ts';
import { rangeOfType } from './machine.ts';
import { addRelations, narrowSlots, withNarrowed } from './narrow.ts';
import { claimsOf, namesOfSymbols, rootOfSlot, rootsOfNames } from './propose.ts';
import { type Condition, type LoopHint, type Run, typeOfNode, withoutRecorder } from './run.ts';
import { isPlain, plainSlot, type Slot, slotsOf, unfold } from './slots.ts';
import { sourceNameOf } from './source-name.ts';
import { addStatement, become, fork, type State } from './state.ts';
import { freshInteger } from './symbols.ts';
import {
  type Bounds,
  isWithinBounds,
  joinBounds,
  makeSumTemplates,
  makeTemplates,
  measure,
  sameBounds,
  type Template,
  widen,
} from './templates.ts';
import { expectValue, integerValue, opaque, unknownOf, type Value } from './value.ts';

type LoopNode = NodeOf<'while'> | NodeOf<'for'>;

/** The counter of a `for`. */
interface Counter {
  readonly binding: NodeId;
  readonly from: Linear;
  readonly to: Linear;
  readonly step: 1n | -1n;
}

interface Loop {
  readonly node: LoopNode;
  readonly counter: Counter | undefined;
  readonly entry: State;
  /** Assigned in the loop and alive before it. */
  readonly bindings: readonly NodeId[];
  readonly globals: readonly NodeId[];
  readonly written: Written;
  readonly partners: readonly Slot[];
  readonly templates: readonly Template[];
  readonly own: number;
}

interface Head {
  readonly state: State;
  readonly counter: Linear | undefined;
}

export function walkWhile(run: Run, state: State, node: NodeOf<'while'>): void {
  walkLoop(run, state, node, undefined);
}

export function walkFor(run: Run, state: State, node: NodeOf<'for'>): void {
  const from = expectValue(run.evaluate(run, state, node.from), 'integer').linear;
  const to = expectValue(run.evaluate(run, state, node.to), 'integer').linear;
  walkLoop(run, state, node, { binding: node.binding, from, to, step: node.direction === 'up' ? 1n : -1n });
}

function walkLoop(run: Run, state: State, node: LoopNode, counter: Counter | undefined): void {
  const loop = describe(run, state, node, counter);
  if (run.recorder) askEntry(run, loop);
  const bounds = findBounds(withoutRecorder(run), loop);
  if (run.recorder?.propose) run.recorder.propose(proposals(run, loop, bounds));
  const head = makeHead(run, loop, bounds);
  const condition = test(run, loop, head.state, head.counter);
  const body = condition.whenTrue;
  assumeInvariants(run, loop, body);
  run.evaluate(run, body, node.body);
  if (run.recorder) askKept(run, loop, body, head.counter);
  become(state, condition.whenFalse);
}

function describe(run: Run, state: State, node: LoopNode, counter: Counter | undefined): Loop {
  const parts =
    node.kind === 'while' ? [node.condition, ...node.invariants, node.body] : [...node.invariants, node.body];
  const written = writtenIn(run.psg, run.effects, parts);
  for (const id of written.globals) {
    const node = run.psg.expect(id, 'value');
    // what handlers share is read afresh; in a critical section too, once a loop writes it
    if (node.sharing === 'interrupts') state.globals.delete(id);
    else if (!state.globals.has(id)) state.globals.set(id, unknownGlobal(run, state, node));
  }
  const entry = fork(state);
  const bindings = [...written.bindings].filter((id) => entry.bindings.has(id));
  const globals = [...written.globals].filter((id) => entry.globals.has(id));
  const entrySlots = slotsAt(run, { bindings, globals }, entry, counter?.from);
  const partners = partnersOf(run, entry, parts, bindings, counter, entrySlots);
  const own = entrySlots.length;
  return {
    node,
    counter,
    entry,
    bindings,
    globals,
    written,
    partners,
    own,
    templates: [...makeTemplates(own, partners.length), ...makeSumTemplates(own, partners.length)],
  };
}

/** The integers that vary: the counter first. */
function slotsAt(
  run: Run,
  loop: Pick<Loop, 'bindings' | 'globals'>,
  state: State,
  counter: Linear | undefined,
): Slot[] {
  const slots: Slot[] = counter ? [plainSlot(counter)] : [];
  const add = (value: Value | undefined) => {
    if (value) slots.push(...slotsOf(value, run.target));
  };
  for (const id of loop.bindings) add(state.bindings.get(id));
  for (const id of loop.globals) add(state.globals.get(id));
  return slots;
}

/** Symbols that the loop reads and does not change, and those of the values that it starts from. */
function partnersOf(
  run: Run,
  entry: State,
  parts: readonly NodeId[],
  bindings: readonly NodeId[],
  counter: Counter | undefined,
  entrySlots: readonly Slot[],
): readonly Slot[] {
  const symbols = new Set<SymbolId>();
  const add = (linear: Linear) => {
    for (const { symbol } of linear.parts) symbols.add(symbol);
  };
  const addPlain = (slots: readonly Slot[]) => {
    for (const slot of slots) if (isPlain(slot) && typeof slot.at !== 'string') add(slot.at);
  };
  if (counter) {
    add(counter.to);
    add(counter.from);
  }
  for (const id of readIn(run.psg, parts)) {
    if (bindings.includes(id)) continue;
    const value = entry.bindings.get(id) ?? run.locals.get(id);
    if (value) addPlain(slotsOf(value, run.target));
  }
  addPlain(entrySlots);
  return [...symbols].map((symbol) => plainSlot(linearOf(symbol)));
}

/** The bounds as claims about names. */
function proposals(run: Run, loop: Loop, bounds: Bounds): readonly Claim[] {
  const { counter, entry } = loop;
  const named = namesOfSymbols(run, entry, new Set([...loop.bindings, ...loop.globals]));
  const ends = new Map<SymbolId, Root>();
  for (const [kind, end] of [
    ['from', counter?.from],
    ['to', counter?.to],
  ] as const) {
    const [part] = end?.parts ?? [];
    if (part?.factor === 1n && end?.parts.length === 1 && end.constant === 0n) ends.set(part.symbol, { kind });
  }
  const own = [
    ...loop.bindings.map((id) => ({ id, value: entry.bindings.get(id) ?? opaque })),
    ...loop.globals.map((id) => ({ id, value: entry.globals.get(id) ?? opaque })),
  ];
  const roots: (Root | undefined)[] = counter ? [{ kind: 'counter' }] : [];
  roots.push(...rootsOfNames(own, run.target));
  for (const partner of loop.partners) roots.push(rootOfSlot(partner, named) ?? rootOfSlot(partner, ends));
  return claimsOf('loop', loop.node.id, loop.templates, bounds, roots);
}

function makeHead(run: Run, loop: Loop, bounds: Bounds): Head {
  const state = fork(loop.entry);
  const about = loop.node.id;
  const naming = { table: run.table, target: run.target, about };
  let counter: Linear | undefined;
  if (loop.counter) {
    const word = rangeOfType(typeOfNode(run, loop.counter.binding), run.target);
    const range = { low: word && word.low - 1n, high: word && word.high + 1n };
    counter = linearOf(
      freshInteger(run.table, sourceNameOf(run.psg, loop.counter.binding), range, about, {
        holder: loop.counter.binding,
        path: '',
      }),
    );
  }
  for (const id of loop.bindings) {
    const name = sourceNameOf(run.psg, id);
    const holding = { ...naming, holder: id };
    state.bindings.set(id, unfold(unknownOf(typeOfNode(run, id), name, holding), name, holding));
  }
  forgetGlobals(run, state, loop.globals);
  for (const id of loop.globals)
    replaceIn(state.globals, id, (value) => unfold(value, sourceNameOf(run.psg, id), naming));
  const narrowed = narrowSlots(state, slotsAt(run, loop, state, counter), bounds, 'loop', about);
  // put the narrowed integers back where they came from, in the same order
  let used = 0;
  const take = (value: Value): Value => {
    const count = slotsOf(value, run.target).length;
    const result = withNarrowed(value, narrowed.slice(used, used + count));
    used += count;
    return result;
  };
  const [first] = narrowed;
  if (counter) {
    if (first && typeof first.at !== 'string') counter = first.at;
    used = 1;
  }
  for (const id of loop.bindings) replaceIn(state.bindings, id, take);
  for (const id of loop.globals) replaceIn(state.globals, id, take);
  addRelations(state, loop.templates, [...narrowed, ...loop.partners], loop.own, bounds, 'loop', about);
  return { state, counter };
}

function replaceIn(values: Map<NodeId, Value>, id: NodeId, change: (value: Value) => Value): void {
  const value = values.get(id);
  if (value) values.set(id, change(value));
}

/** Decides whether the body runs (again). Binds the counter. */
function test(run: Run, loop: Loop, state: State, counter: Linear | undefined): Condition {
  if (loop.node.kind === 'while') return run.evaluateCondition(run, state, loop.node.condition);
  const { to, step, binding } = loop.counter ?? missingCounter();
  const at = counter ?? missingCounter();
  const formula: Formula = step === 1n ? atMost(at, to) : atMost(to, at);
  const opposite: Formula = step === 1n ? below(to, at) : below(at, to);
  const whenTrue = fork(state);
  const whenFalse = state;
  run.locals.set(binding, integerValue(at));
  addStatement(whenTrue, { formula, reason: 'path', about: loop.node.id });
  addStatement(whenFalse, { formula: opposite, reason: 'path', about: loop.node.id });
  return { formula, whenTrue, whenFalse };
}

function missingCounter(): never {
  throw new TypeError('a for loop has a counter');
}

function next(loop: Loop, counter: Linear | undefined): Linear | undefined {
  return counter && loop.counter ? shift(counter, loop.counter.step) : undefined;
}

function assumeInvariants(run: Run, loop: Loop, body: State): void {
  for (const [part, condition] of loop.node.invariants.entries()) {
    const { formula } = expectValue(run.evaluate(run, body, condition), 'boolean');
    for (const check of run.checks.at(loop.node.id, 'invariant')) {
      if (check.part !== part) continue;
      const claim = formulaOfTerm(check.check, new Map([['condition', booleanRole(formula)]]));
      if (claim) addStatement(body, { formula: claim, reason: 'contract', about: condition, restsOn: check.id });
    }
  }
}

/** The invariants at the first execution of the body. */
function askEntry(run: Run, loop: Loop): void {
  if (loop.node.invariants.length === 0) return;
  const quiet = withoutRecorder(run);
  const { whenTrue } = test(quiet, loop, fork(loop.entry), loop.counter?.from);
  askInvariants(run, loop, whenTrue, 'entry');
}

/** The invariants at the next execution of the body, after one in which all of them held: the induction step. */
function askKept(run: Run, loop: Loop, body: State, counter: Linear | undefined): void {
  if (loop.node.invariants.length === 0) return;
  const quiet = withoutRecorder(run);
  const { whenTrue } = test(quiet, loop, fork(body), next(loop, counter));
  askInvariants(run, loop, whenTrue, 'kept');
}

function askInvariants(run: Run, loop: Loop, state: State, question: 'entry' | 'kept'): void {
  const quiet = withoutRecorder(run);
  for (const [part, condition] of loop.node.invariants.entries()) {
    const { formula } = expectValue(run.evaluate(quiet, state, condition), 'boolean');
    const roles: ReadonlyMap<string, RoleValue> = new Map([['condition', booleanRole(formula)]]);
    for (const check of run.checks.at(loop.node.id, 'invariant')) {
      if (check.part === part) run.recorder?.ask(run, check, question, state, roles);
    }
    checkClaims(quiet, state, loop.node.id, 'invariant', { condition: booleanRole(formula) }, part);
  }
}

// ── the fixpoint ──

const patience = 5;
const rounds = 40;
const refinements = 3;
/** A bound that is likely to be the end of a word. */
const wide = 2n ** 31n - 1n;

function findBounds(run: Run, loop: Loop): Bounds {
  const start = measureAt(run, loop, loop.entry, loop.counter?.from, undefined);
  const known = run.loops.get(loop.node.id);
  const bounds = (known && again(run, loop, start, known)) ?? search(run, loop, start);
  run.loops.set(loop.node.id, { start, bounds, thresholds: run.thresholds });
  return bounds;
}

function hasSameShape(a: Bounds, b: Bounds): boolean {
  return a.uppers.length === b.uppers.length && a.congruences.length === b.congruences.length;
}

/** The bounds found last, if they still are right; sharper ones, where more is known of the rest of the program by now. */
function again(run: Run, loop: Loop, start: Bounds, known: LoopHint): Bounds | undefined {
  if (!hasSameShape(known.start, start) || !sameBounds(known.start, start)) return undefined;
  // there may be a place to stop now
  const isWide = known.bounds.uppers.some((bound) => bound === undefined || (bound !== 'none' && bound >= wide));
  if (isWide && !isSameList(known.thresholds, run.thresholds)) return undefined;
  const back = walkOnce(run, loop, known.bounds, start);
  if (back && !isWithinBounds(back, known.bounds)) return undefined;
  return refine(run, loop, start, known.bounds, back);
}

function isSameList(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a === b || (a.length === b.length && a.every((each, i) => each === b[i]));
}

function search(run: Run, loop: Loop, start: Bounds): Bounds {
  let bounds = start;
  for (let round = 0; round < rounds; round++) {
    const back = walkOnce(run, loop, bounds, start);
    const grown = back ? joinBounds(bounds, back) : bounds;
    if (sameBounds(grown, bounds)) return refine(run, loop, start, bounds, back);
    bounds = widen(bounds, grown, patience - round, run.thresholds);
  }
  // nothing at all is always inductive
  return {
    uppers: bounds.uppers.map(() => undefined),
    congruences: bounds.congruences.map(() => ({ modulus: 1n, remainder: 0n }) as const),
  };
}

/** Widening overshoots: what one more round gives is taken when it is itself inductive. `last` is what the round from `found` gave. */
function refine(run: Run, loop: Loop, start: Bounds, found: Bounds, last: Bounds | undefined): Bounds {
  let bounds = found;
  let back = last;
  for (let round = 0; round < refinements; round++) {
    const candidate = back ? joinBounds(start, back) : start;
    if (sameBounds(candidate, bounds) || !isWithinBounds(candidate, bounds)) return bounds;
    back = walkOnce(run, loop, candidate, start);
    if (back && !isWithinBounds(back, candidate)) return bounds;
    bounds = candidate;
  }
  return bounds;
}

/** One execution of the body from the head; the bounds at its end, or undefined when the end is not reached. */
function walkOnce(run: Run, loop: Loop, bounds: Bounds, start: Bounds): Bounds | undefined {
  const head = makeHead(run, loop, bounds);
  const { whenTrue } = test(run, loop, head.state, head.counter);
  assumeInvariants(run, loop, whenTrue);
  run.evaluate(run, whenTrue, loop.node.body);
  if (whenTrue.domain.isEmpty) return undefined;
  return measureAt(run, loop, whenTrue, next(loop, head.counter), start);
}

function measureAt(run: Run, loop: Loop, state: State, counter: Linear | undefined, worth: Bounds | undefined): Bounds {
  const slots = [...slotsAt(run, loop, state, counter), ...loop.partners];
  return measure(state.domain, loop.templates, slots, loop.own, worth);
}
