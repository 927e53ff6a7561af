// Branches and loops. A loop's head is any state that its claims allow: what it assigns is unknown there, but for what the certificate claims and the goals prove.
import type { FindSlot } from './claims.ts';
import { askClaim, useClaim } from './elements.ts';
import { any, atMost, below, choose, equal, type Formula, not } from './formula.ts';
import type { NodeId, NodeOf } from './graph.ts';
import { indexWord, wordOf } from './machine.ts';
import { type Polynomial, shift } from './polynomial.ts';
import { ask, conditionAt, integerAt, truthAt, type Walk } from './run.ts';
import { assume, become, fork, meet, type State } from './state.ts';
import { integer, opaque, slotsOf, unknownOf, type Value } from './value.ts';
import { forget, nameSlot } from './walk-program.ts';

interface Condition {
  readonly formula: Formula;
  readonly whenTrue: State;
  readonly whenFalse: State;
}

/** Both ways that a test can go, with what is known on each. `&&` and `||` are nested `if`s and are seen through. */
function evaluateCondition(walk: Walk, state: State, id: NodeId): Condition {
  const node = walk.graph.node(id);
  if (node.kind === 'primitive' && node.operator === 'not') {
    const { formula, whenTrue, whenFalse } = evaluateCondition(walk, state, node.operands[0] ?? -1);
    return { formula: not(formula), whenTrue: whenFalse, whenFalse: whenTrue };
  }
  if (node.kind === 'if') {
    const test = evaluateCondition(walk, state, node.condition);
    const left = evaluateCondition(walk, test.whenTrue, node.then);
    const right = evaluateCondition(walk, test.whenFalse, node.otherwise);
    const join = (a: State, b: State): State => {
      const target = fork(a);
      meet(target, test.formula, { state: a, value: opaque }, { state: b, value: opaque });
      return target;
    };
    return {
      formula: walk.unknowns.shorten(choose(test.formula, left.formula, right.formula)),
      whenTrue: join(left.whenTrue, right.whenTrue),
      whenFalse: join(left.whenFalse, right.whenFalse),
    };
  }
  const formula = truthAt(walk, state, id);
  const whenTrue = fork(state);
  const whenFalse = fork(state);
  assume(whenTrue, formula);
  assume(whenFalse, not(formula));
  return { formula, whenTrue, whenFalse };
}

export function evaluateIf(walk: Walk, state: State, node: NodeOf<'if'>): Value {
  const { formula, whenTrue, whenFalse } = evaluateCondition(walk, state, node.condition);
  const left = { state: whenTrue, value: walk.evaluate(walk, whenTrue, node.then) };
  const right = { state: whenFalse, value: walk.evaluate(walk, whenFalse, node.otherwise) };
  return meet(state, formula, left, right);
}

type LoopNode = NodeOf<'while'> | NodeOf<'for'>;

/** The counter of a `for`, over mathematical integers. */
interface Counter {
  readonly from: Polynomial;
  readonly to: Polynomial;
  readonly step: 1n | -1n;
}

export function walkLoop(walk: Walk, state: State, node: LoopNode): void {
  const { graph, unknowns } = walk;
  const counter = counterOf(walk, state, node);
  const parts = [...(node.kind === 'while' ? [node.condition] : []), ...node.invariants, node.body];
  const assigned = walk.effects.assignedIn(parts);
  const claims = walk.claimsAt('loop', node.id);
  const before = fork(state);
  const prove = (at: State, value: Polynomial | undefined, when: string) => {
    for (const [i, claim] of claims.entries())
      askClaim(walk, at, claim, findSlot(walk, { before, counter, at, value }), `${when}#${i}`);
  };
  prove(before, counter?.from, 'entry');
  askInvariants(walk, before, node, counter, counter?.from, 'entry');

  const head = fork(state);
  for (const id of assigned)
    if (head.values.has(id) && graph.node(id).kind === 'binding')
      head.values.set(id, unknownOf(graph.typeAt(id), unknowns));
  forget(walk, head, assigned);
  const { low, high } =
    (node.kind === 'for' && wordOf(graph.typeAt(node.binding), walk.target)) || indexWord(walk.target);
  const value = counter && unknowns.make({ low: low - 1n, high: high + 1n });
  if (counter && value) {
    const past = shift(counter.to, counter.step);
    assume(head, counter.step > 0n ? atMost(counter.from, value) : atMost(value, counter.from));
    assume(head, any(counter.step > 0n ? atMost(value, past) : atMost(past, value), equal(value, counter.from)));
  }
  for (const claim of claims) useClaim(walk, head, claim, findSlot(walk, { before, counter, at: head, value }));

  const { whenTrue: body, whenFalse: after } = test(walk, head, node, counter, value);
  for (const invariant of node.invariants) assume(body, conditionAt(walk, body, invariant));
  walk.evaluate(walk, body, node.body);
  const next = counter && value && shift(value, counter.step);
  prove(body, next, 'kept');
  askInvariants(walk, body, node, counter, next, 'kept');
  become(state, after);
}

function counterOf(walk: Walk, state: State, node: LoopNode): Counter | undefined {
  if (node.kind === 'while') return undefined;
  const from = integerAt(walk, state, node.from);
  const to = integerAt(walk, state, node.to);
  return { from, to, step: node.direction === 'up' ? 1n : -1n };
}

/** The loop's test from a head where the counter has the value. */
function test(
  walk: Walk,
  head: State,
  node: LoopNode,
  counter: Counter | undefined,
  value: Polynomial | undefined,
): Pick<Condition, 'whenTrue' | 'whenFalse'> {
  if (node.kind === 'while' || !counter || !value)
    return evaluateCondition(walk, head, node.kind === 'while' ? node.condition : node.body);
  walk.locals.set(node.binding, integer(value));
  const whenTrue = fork(head);
  const whenFalse = fork(head);
  assume(whenTrue, counter.step > 0n ? atMost(value, counter.to) : atMost(counter.to, value));
  assume(whenFalse, counter.step > 0n ? below(counter.to, value) : below(value, counter.to));
  return { whenTrue, whenFalse };
}

/** The programmer's invariants: at the first execution of the body, and at the next one after one in which all of them held. */
function askInvariants(
  walk: Walk,
  at: State,
  node: LoopNode,
  counter: Counter | undefined,
  value: Polynomial | undefined,
  when: 'entry' | 'kept',
): void {
  if (node.invariants.length === 0) return;
  const thought: Walk = { ...walk, mode: 'thought' };
  const { whenTrue } = test(thought, fork(at), node, counter, value);
  for (const [part, invariant] of node.invariants.entries()) {
    const formula = truthAt(thought, whenTrue, invariant);
    ask(walk, whenTrue, `invariant:${node.id}:${part}:${when}`, 'check', not(formula));
    assume(whenTrue, formula);
  }
}

interface LoopPoint {
  readonly before: State;
  readonly counter: Counter | undefined;
  readonly at: State;
  readonly value: Polynomial | undefined;
}

function findSlot(walk: Walk, { before, counter, at, value }: LoopPoint): FindSlot {
  return (root) => {
    switch (root.kind) {
      case 'name':
        return nameSlot(walk, at, root.id, root.slot);
      case 'before':
        return nameSlot(walk, before, root.id, root.slot);
      case 'counter':
        return plain(value);
      case 'from':
        return plain(counter?.from);
      case 'to':
        return plain(counter?.to);
      case 'result':
      case 'element':
      case 'index':
        return undefined;
    }
  };
  function plain(polynomial: Polynomial | undefined) {
    return (
      polynomial && slotsOf(integer(polynomial), { kind: 'integer', bits: 'word', isSigned: true }, walk.unknowns)[0]
    );
  }
}
