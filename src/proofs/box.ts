// In: facts and a claim. Out: whether the claim follows from ranges of single values, and from which facts. No solver, no search, no case split.
// Never answers "does not follow": what is not decided here is left to the solver. Contradictory ranges prove nothing.
import type { Term } from '../smt/term.ts';
import { type Box, decide, difference, isTruth, pairs, rangeOfAtom } from './interval.ts';
import { addScaled, type LinearForm, linearForm } from './linear-form.ts';
import { addBounds, anything, type Bound, type Range, type Sources, scaleRange, union } from './range.ts';

/** Ranges may creep towards a fixed point for ever (`x ≤ y − 1, y ≤ x`): a few rounds find what straight-line code holds. */
const rounds = 6;

/** The box of the facts. */
export function boxOf(facts: readonly Term[]): Box {
  const box: Box = { ranges: new Map(), truths: new Map(), contradiction: undefined };
  for (let round = 0; round < rounds; round++) {
    let changed = false;
    for (const [index, fact] of facts.entries()) changed = assume(box, fact, 'true', new Set([index])) || changed;
    if (!changed || box.contradiction) break;
  }
  return box;
}

/** The positions of the facts that the claim follows from; undefined when it does not follow from ranges. */
export function provedByBox(box: Box, claim: Term): Sources | undefined {
  if (box.contradiction) return undefined;
  const decision = decide(box, claim);
  return decision?.value === true ? decision.from : undefined;
}

type Polarity = 'true' | 'false';

/** Narrows the box by a term that holds (or does not hold); says whether anything changed. */
function assume(box: Box, term: Term, polarity: Polarity, from: Sources): boolean {
  if (box.contradiction) return false;
  if (term.kind === 'boolean') return (polarity === 'true') === term.value ? false : contradict(box, from);
  if (term.kind === 'symbol') return assumeTruth(box, term.name, polarity, from);
  if (term.kind !== 'apply') return false;
  const { operator, operands } = term;
  const [first, second, third] = operands;
  switch (operator) {
    case 'not':
      return first ? assume(box, first, turn(polarity), from) : false;
    case 'and':
    case 'or':
      return (operator === 'and') === (polarity === 'true')
        ? assumeEach(box, operands, polarity, from)
        : assumeOne(
            box,
            operands.map((each) => ({ term: each, polarity })),
            from,
          );
    case '=>': {
      const parts = operands.map((each, index) => ({
        term: each,
        polarity: index === operands.length - 1 ? polarity : turn(polarity),
      }));
      if (polarity === 'true') return assumeOne(box, parts, from);
      return parts.map((each) => assume(box, each.term, each.polarity, from)).includes(true);
    }
    case 'ite': {
      const decision = first && decide(box, first);
      const branch = decision?.value === true ? second : third;
      return decision && branch ? assume(box, branch, polarity, union(from, decision.from)) : false;
    }
    case '<=':
    case '<':
    case '>=':
    case '>':
      return assumeOrder(box, operator, operands, polarity, from);
    case '=':
    case 'distinct':
      // Only `=` that holds says something about each pair of more than two operands.
      if (operands.length !== 2 && (operator === 'distinct' || polarity === 'false')) return false;
      return assumeEquality(box, operands, (operator === '=') === (polarity === 'true') ? 'true' : 'false', from);
    default:
      return false;
  }
}

function turn(polarity: Polarity): Polarity {
  return polarity === 'true' ? 'false' : 'true';
}

function contradict(box: Box, from: Sources): boolean {
  box.contradiction = from;
  return true;
}

function assumeTruth(box: Box, name: string, polarity: Polarity, from: Sources): boolean {
  const value = polarity === 'true';
  const known = box.truths.get(name);
  if (known) return known.value === value ? false : contradict(box, union(known.from, from));
  box.truths.set(name, { value, from });
  return true;
}

function assumeEach(box: Box, operands: readonly Term[], polarity: Polarity, from: Sources): boolean {
  return operands.map((each) => assume(box, each, polarity, from)).includes(true);
}

/** One of the parts holds: when all others are known not to, it is this one. */
function assumeOne(
  box: Box,
  parts: readonly { readonly term: Term; readonly polarity: Polarity }[],
  from: Sources,
): boolean {
  const open: (typeof parts)[number][] = [];
  let excluded = from;
  for (const part of parts) {
    const decision = decide(box, part.term);
    if (!decision) open.push(part);
    else if (decision.value === (part.polarity === 'true')) return false;
    else excluded = union(excluded, decision.from);
  }
  const [only, ...more] = open;
  if (!only) return contradict(box, excluded);
  return more.length === 0 ? assume(box, only.term, only.polarity, excluded) : false;
}

function assumeOrder(
  box: Box,
  operator: '<=' | '<' | '>=' | '>',
  operands: readonly Term[],
  polarity: Polarity,
  from: Sources,
): boolean {
  if (polarity === 'true') {
    return pairs(operands)
      .map(([left, right]) => assumeAtMostZero(box, difference(operator, left, right), from))
      .includes(true);
  }
  const [left, right] = operands;
  if (!left || !right || operands.length !== 2) return false;
  const turned = { '<=': '>', '>': '<=', '<': '>=', '>=': '<' } as const;
  return assumeAtMostZero(box, difference(turned[operator], left, right), from);
}

function assumeEquality(box: Box, operands: readonly Term[], polarity: Polarity, from: Sources): boolean {
  return pairs(operands)
    .map(([left, right]) =>
      isTruth(left)
        ? assumeSameTruth(box, left, right, polarity, from)
        : assumeSameNumber(box, left, right, polarity, from),
    )
    .includes(true);
}

function assumeSameTruth(box: Box, left: Term, right: Term, polarity: Polarity, from: Sources): boolean {
  const a = decide(box, left);
  const b = decide(box, right);
  const same = polarity === 'true';
  if (a) return assume(box, right, a.value === same ? 'true' : 'false', union(from, a.from));
  return b ? assume(box, left, b.value === same ? 'true' : 'false', union(from, b.from)) : false;
}

function assumeSameNumber(box: Box, left: Term, right: Term, polarity: Polarity, from: Sources): boolean {
  const form = addScaled(linearForm(left), linearForm(right), -1n);
  if (polarity === 'true') {
    const reversed = addScaled(linearForm(right), linearForm(left), -1n);
    const forward = assumeAtMostZero(box, form, from);
    return assumeAtMostZero(box, reversed, from) || forward;
  }
  return assumeNotZero(box, form, from);
}

/** `coefficient · x + rest ≤ 0`: an end of `x` from the low end of `rest`. */
function assumeAtMostZero(box: Box, form: LinearForm, from: Sources): boolean {
  const lows = [...form.parts.values()].map(
    ({ coefficient, atom }) => scaleRange(rangeOfAtom(box, atom), coefficient).low,
  );
  if (form.parts.size === 0) return form.constant > 0n ? contradict(box, from) : false;
  let changed = false;
  for (const [index, { coefficient, atom }] of [...form.parts.values()].entries()) {
    if (atom.kind !== 'symbol') continue;
    let rest: Bound | undefined = { value: form.constant, from };
    for (const [other, low] of lows.entries()) if (other !== index) rest = addBounds(rest, low);
    if (!rest) continue;
    const limit = floorDivide(-rest.value, coefficient > 0n ? coefficient : -coefficient);
    const narrowed =
      coefficient > 0n ? { high: { value: limit, from: rest.from } } : { low: { value: -limit, from: rest.from } };
    changed = narrow(box, atom.name, narrowed) || changed;
  }
  return changed;
}

/** `x ≠ c` moves an end that lies at `c`. */
function assumeNotZero(box: Box, form: LinearForm, from: Sources): boolean {
  if (form.parts.size === 0) return form.constant === 0n ? contradict(box, from) : false;
  const [part, ...more] = form.parts.values();
  if (!part || more.length > 0 || part.atom.kind !== 'symbol') return false;
  if (form.constant % part.coefficient !== 0n) return false;
  const hole = -form.constant / part.coefficient;
  const { low, high } = box.ranges.get(part.atom.name) ?? anything;
  if (low?.value === hole)
    return narrow(box, part.atom.name, { low: { value: hole + 1n, from: union(low.from, from) } });
  if (high?.value === hole)
    return narrow(box, part.atom.name, { high: { value: hole - 1n, from: union(high.from, from) } });
  return false;
}

function floorDivide(dividend: bigint, positive: bigint): bigint {
  const quotient = dividend / positive;
  return dividend % positive < 0n ? quotient - 1n : quotient;
}

function narrow(box: Box, name: string, by: Range): boolean {
  const known = box.ranges.get(name) ?? anything;
  const low = by.low && (!known.low || by.low.value > known.low.value) ? by.low : known.low;
  const high = by.high && (!known.high || by.high.value < known.high.value) ? by.high : known.high;
  if (low === known.low && high === known.high) return false;
  box.ranges.set(name, { low, high });
  return low && high && low.value > high.value ? contradict(box, union(low.from, high.from)) : true;
}
