// In: a formula that holds. Out: the domain knows what it can use of it (always less than the formula says, never more).
import { assertNever } from '../base/never.ts';
import { type Domain, forkDomain, learn, learnEqual, lower, upper } from './domain.ts';
import { joinDomains } from './domain-join.ts';
import { type Formula, not } from './formula.ts';
import { scale, shift } from './linear.ts';

const splitLimit = 6;

export function assume(domain: Domain, formula: Formula): void {
  if (domain.isEmpty) return;
  switch (formula.kind) {
    case 'constant':
      if (!formula.value) domain.isEmpty = true;
      return;
    case 'at-most-zero':
      learn(domain, formula.linear);
      return;
    case 'zero':
      learnEqual(domain, formula.linear);
      return;
    case 'symbol':
    case 'product':
      return;
    case 'and':
      for (const operand of formula.operands) assume(domain, operand);
      return;
    case 'or':
      assumeOne(domain, formula.operands);
      return;
    case 'not':
      assumeNot(domain, formula.operand);
      return;
    default:
      assertNever(formula);
  }
}

function assumeNot(domain: Domain, formula: Formula): void {
  switch (formula.kind) {
    case 'zero': {
      // ≠ 0 only helps at an end of the range
      const high = upper(domain, formula.linear);
      const low = lower(domain, formula.linear);
      if (high === 0n) learn(domain, shift(formula.linear, 1n));
      if (low === 0n) learn(domain, shift(scale(formula.linear, -1n), 1n));
      return;
    }
    case 'and':
      assumeOne(domain, formula.operands.map(not));
      return;
    case 'or':
      for (const operand of formula.operands) assume(domain, not(operand));
      return;
    case 'constant':
    case 'at-most-zero':
    case 'not':
      assume(domain, not(formula));
      return;
    case 'symbol':
    case 'product':
      return;
    default:
      assertNever(formula);
  }
}

/** At least one of the formulas holds: what all possible ones agree on is learnt. */
function assumeOne(domain: Domain, formulas: readonly Formula[]): void {
  if (formulas.length > splitLimit) return;
  const possible: Domain[] = [];
  for (const formula of formulas) {
    const branch = forkDomain(domain);
    assume(branch, formula);
    if (!branch.isEmpty) possible.push(branch);
  }
  const [first, ...rest] = possible;
  if (!first) {
    domain.isEmpty = true;
    return;
  }
  adopt(
    domain,
    rest.reduce((joined, branch) => joinDomains(joined, branch, []), first),
  );
}

/** Makes `domain` equal to `other`. */
export function adopt(domain: Domain, other: Domain): void {
  if (domain === other) return;
  replace(domain.ranges, other.ranges);
  replace(domain.above, other.above);
  domain.paths = other.paths;
  replace(domain.under, other.under);
  replace(domain.forms, other.forms);
  replace(domain.congruences, other.congruences);
  domain.isEmpty = other.isEmpty;
}

function replace<K, V>(target: Map<K, V>, source: ReadonlyMap<K, V>): void {
  const entries = [...source];
  target.clear();
  for (const [key, value] of entries) target.set(key, value);
}
