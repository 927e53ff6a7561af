// Definitions, calls and module-level values: where what is known crosses from one definition to another. Only claims and contracts cross.
import { type FindSlot, useOf } from './claims.ts';
import { Malformed } from './decode.ts';
import { askClaim, forgetElements, useClaim } from './elements.ts';
import { not } from './formula.ts';
import type { Graph, NodeId, NodeOf } from './graph.ts';
import { ask, check, conditionAt, truthAt, type Walk } from './run.ts';
import { assume, emptyState, fork, type State } from './state.ts';
import { type Slot, slotsOf, unknownOf, type Value } from './value.ts';

/** A slot of a name that is in scope. */
export function nameSlot(walk: Walk, state: State, id: NodeId, slot: number): Slot | undefined {
  const node = walk.graph.node(id);
  if (node.kind === 'value') return slotsOf(readGlobal(walk, state, id), node.type, walk.unknowns)[slot];
  const value = state.values.get(id) ?? walk.locals.get(id);
  return value && slotsOf(value, walk.graph.typeAt(id), walk.unknowns)[slot];
}

/** The value of a module-level value now. */
export function readGlobal(walk: Walk, state: State, id: NodeId): Value {
  const { graph, unknowns, effects } = walk;
  const { mutability, type, initial } = graph.expect(id, 'value');
  // a handler may have run since the last reading
  if (walk.section === 'open' && effects.isShared(id)) state.values.delete(id);
  const known = mutability === 'mutable' ? state.values.get(id) : walk.constants.get(id);
  if (known) return known;
  // read where a claim asks for it, too
  const made = unknowns.about('g', id, () => unknownOf(type, unknowns));
  if (effects.isReadEarly(id)) return made;
  // what the initialiser makes is a whole array, and no other name's
  const isWhole = mutability === 'immutable' && ['array-literal', 'array-fill'].includes(graph.node(initial).kind);
  const value: Value = made.kind === 'collection' && isWhole ? { ...made, view: unknowns.makeView('array') } : made;
  const find: FindSlot = (root) =>
    root.kind === 'name' && root.id === id ? slotsOf(value, type, unknowns)[root.slot] : undefined;
  const claims = walk.claimsAt('value', id).map((claim) => useOf(claim, find, unknowns));
  if (mutability === 'mutable') {
    state.values.set(id, value);
    for (const claim of claims) assume(state, claim);
  } else {
    walk.constants.set(id, value);
    // its one value: true on every path
    for (const claim of claims) unknowns.define(claim);
  }
  return value;
}

export function writeGlobal(walk: Walk, state: State, node: NodeOf<'assign-global'>, value: Value): void {
  if (walk.graph.expect(node.value, 'value').mutability !== 'mutable') throw new Malformed('the value is not mutable');
  askValue(walk, state, node.value, value, `assigned:${node.id}`);
  if (!walk.effects.isReadEarly(node.value)) state.values.set(node.value, value);
}

/** The claims about a module-level value, at the start and at each assignment. */
function askValue(walk: Walk, state: State, id: NodeId, value: Value, where: string): void {
  const { type } = walk.graph.expect(id, 'value');
  const find: FindSlot = (root) =>
    root.kind === 'name' && root.id === id ? slotsOf(value, type, walk.unknowns)[root.slot] : undefined;
  for (const [i, claim] of walk.claimsAt('value', id).entries()) askClaim(walk, state, claim, find, `${where}#${i}`);
}

/** Where a critical section begins, a handler may have run since the last reading. */
export function forgetShared({ effects }: Walk, state: State): void {
  for (const id of [...state.values.keys()]) if (effects.isShared(id)) state.values.delete(id);
}

/** The given module-level values and classes of storage may have changed. */
export function forget(walk: Walk, state: State, ids: Iterable<NodeId>): void {
  for (const id of ids) {
    if (state.memory.has(id)) forgetElements(walk, state, id);
    if (walk.graph.node(id).kind !== 'value' || !state.values.has(id)) continue;
    state.values.delete(id);
    readGlobal(walk, state, id);
  }
}

const deepestContract = 200;

export function evaluateCall(walk: Walk, state: State, node: NodeOf<'call'>, operands: readonly Value[]): Value {
  const { graph, unknowns } = walk;
  const callee = graph.expect(node.callee, 'function');
  if (operands.length !== callee.parameters.length) throw new Malformed(`call ${node.id} has other arguments`);
  if (walk.context.length > deepestContract) throw new Malformed('contracts call each other without end');
  const locals = new Map(operands.map((operand, i) => [callee.parameters[i] ?? -1, operand] as const));
  const context = `${walk.context}@${node.id}`;
  const mode = walk.mode === 'thought' ? 'thought' : 'contract';
  const there: Walk = { ...walk, locals, mode, context };
  const argument: FindSlot = (root) =>
    root.kind === 'name' ? slotAtDoor(there, state, callee, root.id, root.slot) : undefined;
  for (const [i, claim] of walk.claimsAt('entry', callee.id).entries())
    askClaim(walk, state, claim, argument, `call:${node.id}#${i}`);
  // after the claims: what a `requires` evaluates may rest on them
  for (const [part, condition] of callee.requires.entries())
    check(walk, state, `requires:${node.id}:${part}`, truthAt(there, state, condition));
  forget(walk, state, walk.effects.assignedBy(callee.id));
  const hasRun = walk.mode === 'code' || walk.mode === 'past';
  // nothing runs in between: what the body says of the arguments is the result
  const result = walk.effects.isPlain(callee.id)
    ? walk.evaluate({ ...there, locals: new Map(locals), mode: hasRun ? 'past' : 'thought' }, state, callee.body)
    : unknownOf(node.type, unknowns);
  const slots = slotsOf(result, node.type, unknowns);
  const find: FindSlot = (root) => (root.kind === 'result' ? slots[root.slot] : argument(root));
  if (!hasRun) return result;
  for (const claim of walk.claimsAt('result', callee.id)) useClaim(walk, state, claim, find);
  for (const ensured of callee.ensures) {
    locals.set(ensured.result, result);
    assume(state, truthAt({ ...there, mode: 'thought' }, state, ensured.condition));
  }
  return result;
}

/** A slot of a parameter, or of a module-level value as it is now. */
function slotAtDoor(walk: Walk, state: State, callee: NodeOf<'function'>, id: NodeId, slot: number): Slot | undefined {
  const isVisible = callee.parameters.includes(id) || walk.graph.node(id).kind === 'value';
  return isVisible ? nameSlot(walk, state, id, slot) : undefined;
}

/** Walks a function, or the initialiser of a module-level value. */
export function walkDefinition(walk: Walk, id: NodeId): void {
  const { graph } = walk;
  const state = emptyState(walk.unknowns, walk.followed);
  for (const node of graph.within(id))
    if (node.kind === 'global' && graph.expect(node.value, 'value').mutability === 'mutable')
      readGlobal(walk, state, node.value);
  if (id === graph.entry) startWithInitials(walk, state);
  const node = graph.node(id);
  if (node.kind === 'value') askValue(walk, state, id, walk.evaluate(walk, state, node.initial), 'initial');
  else if (node.kind === 'function') walkFunction(walk, state, node);
  else throw new Malformed(`node ${id} is no definition`);
}

/** Where the program starts, a module-level value is what its initialiser says, if that is plain and neither another initialiser nor a handler may have assigned it since. */
function startWithInitials(walk: Walk, state: State): void {
  const { graph, effects } = walk;
  // called again, it would find what the program has left
  if (graph.nodes.some((node) => node.kind === 'call' && node.callee === graph.entry)) return;
  for (const id of graph.values) {
    const { mutability, initial } = graph.expect(id, 'value');
    const isAssigned = [...graph.values, ...graph.interrupts].some((each) => effects.assignedBy(each).has(id));
    if (mutability === 'mutable' && !isAssigned && !effects.isShared(id) && isPlain(graph, initial))
      state.values.set(id, walk.evaluate(walk, state, initial));
  }
}

function isPlain(graph: Graph, id: NodeId): boolean {
  const node = graph.node(id);
  return node.kind === 'literal' || (node.kind === 'aggregate' && node.operands.every((each) => isPlain(graph, each)));
}

function walkFunction(walk: Walk, state: State, node: NodeOf<'function'>): void {
  const { graph, unknowns } = walk;
  for (const id of node.parameters) walk.locals.set(id, unknownOf(graph.typeAt(id), unknowns));
  const argument: FindSlot = (root) =>
    root.kind === 'name' ? slotAtDoor(walk, state, node, root.id, root.slot) : undefined;
  const claims = walk.claimsAt('entry', node.id);
  // nobody in the program calls these, so nobody would prove the claims
  const isStart = node.id === graph.entry || graph.interrupts.includes(node.id);
  if (isStart && claims.length > 0) throw new Malformed('nothing may be claimed where the program starts');
  for (const claim of claims) useClaim(walk, state, claim, argument);
  // nobody checks the requirements of the entry point when the system starts it
  const start = isStart ? fork(state) : state;
  for (const condition of node.requires) assume(start, conditionAt(walk, start, condition));
  const result = walk.evaluate(walk, state, node.body);
  for (const [part, ensured] of node.ensures.entries()) {
    walk.locals.set(ensured.result, result);
    const formula = conditionAt(walk, state, ensured.condition);
    ask(walk, state, `ensures:${node.id}:${part}`, 'check', not(formula));
    assume(state, formula);
  }
  const slots = slotsOf(result, node.result, unknowns);
  const find: FindSlot = (root) => (root.kind === 'result' ? slots[root.slot] : argument(root));
  for (const [i, claim] of walk.claimsAt('result', node.id).entries())
    askClaim(walk, state, claim, find, `returned#${i}`);
}
