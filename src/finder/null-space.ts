// In: rows of integers. Out: integer vectors that span what is orthogonal to all of them, each without a common divisor.
import { greatestDivisor } from '../checker/polynomial.ts';
import { negative, none, one, over, plus, type Rational, times, whole } from './rational.ts';

export function nullSpace(rows: readonly (readonly bigint[])[], columns: number): readonly (readonly bigint[])[] {
  const matrix: Rational[][] = rows.map((row) => row.map(whole));
  const pivots: number[] = [];
  for (let column = 0; column < columns; column++) {
    const at = pivots.length;
    const found = matrix.findIndex((row, i) => i >= at && (row[column] ?? none).n !== 0n);
    const pivot = matrix[found];
    if (!pivot) continue;
    matrix[found] = matrix[at] ?? pivot;
    const head = pivot[column] ?? one;
    const scaled = pivot.map((each) => over(each, head));
    matrix[at] = scaled;
    for (const [i, row] of matrix.entries()) {
      const factor = row[column] ?? none;
      if (i === at || factor.n === 0n) continue;
      matrix[i] = row.map((each, j) => plus(each, negative(times(factor, scaled[j] ?? none))));
    }
    pivots.push(column);
  }
  const free = Array.from({ length: columns }, (_, column) => column).filter((column) => !pivots.includes(column));
  return free.map((column) => {
    const vector = Array.from({ length: columns }, (_, i) => {
      if (i === column) return one;
      const row = pivots.indexOf(i);
      return row < 0 ? none : negative(matrix[row]?.[column] ?? none);
    });
    return integersOf(vector);
  });
}

function integersOf(vector: readonly Rational[]): readonly bigint[] {
  const common = vector.reduce((product, { d }) => (product * d) / greatestDivisor(product, d), 1n);
  const whole = vector.map(({ n, d }) => n * (common / d));
  const divisor = whole.reduce((found, each) => greatestDivisor(found, each), 0n);
  return divisor > 1n ? whole.map((each) => each / divisor) : whole;
}
