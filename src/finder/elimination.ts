// In: equalities over integers. Out: other facts without the unknowns that they settle; and what no integers fulfil, because one side is a multiple of a number and the
// other is not.
import { add, greatestDivisor, type Polynomial } from '../checker/polynomial.ts';
import type { Known } from '../checker/proof.ts';

/** A sum of facts, by number. */
export type Sum = ReadonlyMap<number, bigint>;

function plusSum(left: Sum, right: Sum, factor: bigint): Sum {
  const sum = new Map(left);
  for (const [fact, by] of right) sum.set(fact, (sum.get(fact) ?? 0n) + by * factor);
  return sum;
}

export interface Eliminated {
  readonly form: Polynomial;
  readonly sum: Sum;
}

interface Elimination {
  /** The polynomial of a fact, without the unknowns that equalities settle. */
  readonly eliminate: (polynomial: Polynomial, fact: number) => Eliminated;
  /** An equality between a multiple of a number and something that is none. */
  readonly impossible: Eliminated | undefined;
}

/** Eliminates unknowns with the coefficient ±1 in an equality. */
export function eliminateUnits({ inequalities }: Known): Elimination {
  const solved: (Eliminated & { readonly name: string; readonly sign: bigint })[] = [];
  const eliminate = (polynomial: Polynomial, fact: number): Eliminated => {
    let form = polynomial;
    let sum: Sum = new Map([[fact, 1n]]);
    for (let round = 0; round < 2; round++) {
      for (const each of solved) {
        const coefficient = form.get(each.name);
        if (coefficient === undefined) continue;
        form = add(form, each.form, -coefficient * each.sign);
        sum = plusSum(sum, each.sum, -coefficient * each.sign);
      }
    }
    return { form, sum };
  };
  let impossible: Eliminated | undefined;
  for (const [fact, { polynomial, isEqual }] of inequalities.entries()) {
    if (!isEqual) continue;
    const made = eliminate(polynomial, fact);
    const unit = [...made.form].find(([name, by]) => name !== '' && (by === 1n || by === -1n));
    if (unit) solved.push({ ...made, name: unit[0], sign: unit[1] });
    else if (isIndivisible(made.form)) impossible ??= made;
  }
  return { eliminate, impossible };
}

/** Whether the coefficients have a common divisor that the constant does not have. */
export function isIndivisible(form: Polynomial): boolean {
  let content = 0n;
  for (const [name, coefficient] of form) if (name !== '') content = greatestDivisor(content, coefficient);
  return content > 1n && (form.get('') ?? 0n) % content !== 0n;
}

/** As `sum` and `derive` take it. */
export function partsOf(sum: Sum): readonly (number | bigint)[] {
  return [...sum].filter(([, by]) => by !== 0n).flat();
}
