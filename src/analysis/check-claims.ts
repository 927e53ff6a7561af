// In: a node with claims, and the values of their roles. Out: the questions are asked, and afterwards the claims are facts: a failed guard stops the program.
import type { ClaimKind, NodeId } from '../psg/node.ts';
import { type Formula, formulaOfTerm, type RoleValue } from './formula.ts';
import type { Linear } from './linear.ts';
import type { Run } from './run.ts';
import { addStatement, type State } from './state.ts';

export function integerRole(linear: Linear): RoleValue {
  return { kind: 'integer', linear };
}

export function booleanRole(formula: Formula): RoleValue {
  return { kind: 'boolean', formula };
}

/** Asks the claims of `kind` at `subject` (all parts, or the given one) and learns them. */
export function checkClaims(
  run: Run,
  state: State,
  subject: NodeId,
  kind: ClaimKind,
  roles: Readonly<Record<string, RoleValue>>,
  part?: number,
): void {
  const byName = new Map(Object.entries(roles));
  for (const check of run.checks.at(subject, kind)) {
    if (part !== undefined && check.part !== part) continue;
    run.recorder?.ask(run, check, 'claim', state, byName);
    const formula = formulaOfTerm(check.check, byName);
    if (formula) addStatement(state, { formula, reason: 'guard', about: subject, restsOn: check.id });
  }
}

/** Asks a claim whose guard does not stand here: nothing is learnt. */
export function askClaims(
  run: Run,
  state: State,
  subject: NodeId,
  kind: ClaimKind,
  roles: Readonly<Record<string, RoleValue>>,
): void {
  const byName = new Map(Object.entries(roles));
  for (const check of run.checks.at(subject, kind)) run.recorder?.ask(run, check, 'claim', state, byName);
}
