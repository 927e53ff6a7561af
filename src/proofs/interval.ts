// In: a box (what is known of every symbol) and a term. Out: the term's range or truth in all models inside the box, with the facts that it rests on.
// Each function is a lemma of `proofs/rules/`. Silence means "not decided here", never "does not hold".
import { assertNever } from '../base/never.ts';
import type { Operator, Term } from '../smt/term.ts';
import { addScaled, type LinearForm, linearForm } from './linear-form.ts';
import {
  addRanges,
  anything,
  type Bound,
  divideRanges,
  hull,
  multiplyRanges,
  noSources,
  point,
  type Range,
  remainderRanges,
  type Sources,
  scaleRange,
  union,
} from './range.ts';

/** A truth value and the facts that it rests on. */
export interface Decision {
  readonly value: boolean;
  readonly from: Sources;
}

/** What is known of every symbol: a box around all models of the facts. */
export interface Box {
  readonly ranges: Map<string, Range>;
  readonly truths: Map<string, Decision>;
  /** Set when some range is empty or some truth is both: the facts contradict each other. */
  contradiction: Sources | undefined;
}

function rangeOf(box: Box, term: Term): Range {
  return rangeOfForm(box, linearForm(term));
}

function rangeOfForm(box: Box, form: LinearForm): Range {
  let range = point(form.constant);
  for (const { coefficient, atom } of form.parts.values())
    range = addRanges(range, scaleRange(rangeOfAtom(box, atom), coefficient));
  return range;
}

export function rangeOfAtom(box: Box, atom: Term): Range {
  if (atom.kind === 'symbol') return box.ranges.get(atom.name) ?? anything;
  if (atom.kind !== 'apply') return anything;
  const [first, second, third] = atom.operands;
  switch (atom.operator) {
    case '*':
      return atom.operands.map((each) => rangeOf(box, each)).reduce(multiplyRanges);
    case 'div':
      return first && second ? divideRanges(rangeOf(box, first), rangeOf(box, second)) : anything;
    case 'mod':
      return first && second ? remainderRanges(rangeOf(box, first), rangeOf(box, second)) : anything;
    case 'ite': {
      if (!first || !second || !third) return anything;
      const decision = decide(box, first);
      if (!decision) return hull(rangeOf(box, second), rangeOf(box, third));
      const { low, high } = rangeOf(box, decision.value ? second : third);
      const rest = (bound: Bound | undefined) =>
        bound && { value: bound.value, from: union(bound.from, decision.from) };
      return { low: rest(low), high: rest(high) };
    }
    default:
      return anything;
  }
}

export function decide(box: Box, term: Term): Decision | undefined {
  if (term.kind === 'boolean') return { value: term.value, from: noSources };
  if (term.kind === 'symbol') return box.truths.get(term.name);
  if (term.kind !== 'apply') return undefined;
  const { operator, operands } = term;
  switch (operator) {
    case 'not':
      return operands[0] && opposite(decide(box, operands[0]));
    case 'and':
      return decideAll(operands.map((each) => decide(box, each)));
    case 'or':
      return opposite(decideAll(operands.map((each) => opposite(decide(box, each)))));
    case '=>':
      return decideImplication(box, operands);
    case 'ite': {
      const condition = operands[0] && decide(box, operands[0]);
      const branch = condition && operands[condition.value ? 1 : 2];
      const decision = branch && decide(box, branch);
      return condition && decision && { value: decision.value, from: union(condition.from, decision.from) };
    }
    case '<=':
    case '<':
    case '>=':
    case '>':
      return decideAll(pairs(operands).map(([left, right]) => decideOrder(box, operator, left, right)));
    case '=':
      return decideAll(pairs(operands).map(([left, right]) => decideEquality(box, left, right)));
    case 'distinct': {
      const [left, right] = operands;
      return left && right && operands.length === 2 ? opposite(decideEquality(box, left, right)) : undefined;
    }
    case '+':
    case '-':
    case '*':
    case 'div':
    case 'mod':
      return undefined;
    default:
      return assertNever(operator);
  }
}

function opposite(decision: Decision | undefined): Decision | undefined {
  return decision && { value: !decision.value, from: decision.from };
}

/** One `false` decides a conjunction; else all must be true. */
function decideAll(decisions: readonly (Decision | undefined)[]): Decision | undefined {
  const failing = decisions.find((each) => each?.value === false);
  if (failing) return failing;
  const from: Sources[] = [];
  for (const each of decisions) {
    if (!each) return undefined;
    from.push(each.from);
  }
  return { value: true, from: union(...from) };
}

function decideImplication(box: Box, operands: readonly Term[]): Decision | undefined {
  const last = operands.length - 1;
  return opposite(
    decideAll(operands.map((each, index) => (index === last ? opposite(decide(box, each)) : decide(box, each)))),
  );
}

export function pairs(operands: readonly Term[]): readonly (readonly [Term, Term])[] {
  return operands.slice(1).flatMap((right, index) => {
    const left = operands[index];
    return left ? [[left, right] as const] : [];
  });
}

/** `form ≤ 0`, from the comparison of two terms. */
export function difference(operator: '<=' | '<' | '>=' | '>', left: Term, right: Term): LinearForm {
  const forward = operator === '<=' || operator === '<';
  const form = forward
    ? addScaled(linearForm(left), linearForm(right), -1n)
    : addScaled(linearForm(right), linearForm(left), -1n);
  return operator === '<' || operator === '>' ? { ...form, constant: form.constant + 1n } : form;
}

function decideOrder(box: Box, operator: '<=' | '<' | '>=' | '>', left: Term, right: Term): Decision | undefined {
  const { low, high } = rangeOfForm(box, difference(operator, left, right));
  if (high && high.value <= 0n) return { value: true, from: high.from };
  return low && low.value > 0n ? { value: false, from: low.from } : undefined;
}

function decideEquality(box: Box, left: Term, right: Term): Decision | undefined {
  const a = decide(box, left);
  const b = decide(box, right);
  if (a && b) return { value: a.value === b.value, from: union(a.from, b.from) };
  if (isTruth(left) || isTruth(right)) return undefined;
  const { low, high } = rangeOfForm(box, addScaled(linearForm(left), linearForm(right), -1n));
  if (low && low.value > 0n) return { value: false, from: low.from };
  if (high && high.value < 0n) return { value: false, from: high.from };
  return low?.value === 0n && high?.value === 0n ? { value: true, from: union(low.from, high.from) } : undefined;
}

const arithmetic: ReadonlySet<Operator> = new Set(['+', '-', '*', 'div', 'mod']);

export function isTruth(term: Term): boolean {
  switch (term.kind) {
    case 'integer':
      return false;
    case 'boolean':
      return true;
    case 'symbol':
      return term.sort === 'Bool';
    case 'apply': {
      const then = term.operator === 'ite' ? term.operands[1] : undefined;
      return then ? isTruth(then) : !arithmetic.has(term.operator);
    }
    default:
      return assertNever(term);
  }
}
