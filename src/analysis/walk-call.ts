// In: a call and the values of its arguments. Out: the value of its result. The callee's `requires` are claimed here, its `ensures` and what is known of its
// result are assumed; module-level values that it may assign are forgotten. The callee's body is not entered.
import type { NodeId, NodeOf } from '../psg/node.ts';
import { booleanRole, checkClaims } from './check-claims.ts';
import { forgetGlobals } from './globals.ts';
import { addRelations, narrowSlots, withNarrowed } from './narrow.ts';
import { type Run, withoutRecorder } from './run.ts';
import { isPlain, type Slot, slotsOf, unfold } from './slots.ts';
import { sourceNameOf } from './source-name.ts';
import { addStatement, type State } from './state.ts';
import { makeTemplates, measure } from './templates.ts';
import { expectValue, unknownOf, type Value } from './value.ts';

export function walkCall(run: Run, state: State, node: NodeOf<'call'>, operands: readonly Value[]): Value {
  const callee = run.psg.expect(node.callee, 'function');
  const slots = operands.flatMap((operand) => slotsOf(operand, run.target));
  if (!state.domain.isEmpty) {
    run.findings.parameters(callee.id, measure(state.domain, makeTemplates(slots.length, 0), slots, slots.length));
  }
  const locals = new Map<NodeId, Value>();
  for (const [i, parameter] of callee.parameters.entries()) {
    const operand = operands[i];
    if (operand) locals.set(parameter, operand);
  }
  // the callee's conditions, read with its parameters bound to the arguments; their own claims are asked once, at the callee
  const there: Run = { ...withoutRecorder(run), locals };
  for (const [part, condition] of callee.requires.entries()) {
    const { formula } = expectValue(run.evaluate(there, state, condition), 'boolean');
    checkClaims(run, state, node.id, 'requires', { condition: booleanRole(formula) }, part);
  }
  forgetGlobals(run, state, run.effects.assigns.get(callee.id) ?? []);
  const result = resultOf(run, state, node, slots);
  for (const [part, { result: binding, condition }] of callee.ensures.entries()) {
    locals.set(binding, result);
    const { formula } = expectValue(run.evaluate(there, state, condition), 'boolean');
    const check = run.checks.at(callee.id, 'ensures').find((each) => each.part === part);
    addStatement(state, {
      formula,
      reason: 'contract',
      about: condition,
      ...(check ? { restsOn: check.id } : {}),
    });
  }
  return result;
}

function resultOf(run: Run, state: State, node: NodeOf<'call'>, parameters: readonly Slot[]): Value {
  const name = sourceNameOf(run.psg, node.id);
  const naming = { table: run.table, target: run.target, about: node.id };
  const value = unknownOf(node.type, name, naming);
  const bounds = run.knowledge.results.get(node.callee);
  if (!bounds) {
    // no path through the callee was found to return
    state.domain.isEmpty = true;
    return value;
  }
  const whole = unfold(value, name, naming);
  const slots = narrowSlots(state, slotsOf(whole, run.target), bounds, 'interval', node.id);
  const partners = parameters.filter(isPlain);
  const templates = makeTemplates(slots.length, partners.length);
  addRelations(state, templates, [...slots, ...partners], slots.length, bounds, 'interval', node.id);
  return withNarrowed(whole, slots);
}
