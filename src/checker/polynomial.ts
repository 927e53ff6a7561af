// Polynomials with integer coefficients over named integer unknowns. Exact: big integers only. No solver, no search.

/** By monomial (unknowns in order, joined by `*`; the constant's monomial is empty); no coefficient is 0. */
export type Polynomial = ReadonlyMap<string, bigint>;

export const zero: Polynomial = new Map();

export function constant(value: bigint): Polynomial {
  return value === 0n ? zero : new Map([['', value]]);
}

export function unknown(name: string): Polynomial {
  return new Map([[name, 1n]]);
}

/** `left + factor · right` */
export function add(left: Polynomial, right: Polynomial, factor = 1n): Polynomial {
  const sum = new Map(left);
  for (const [monomial, coefficient] of right) {
    const total = (sum.get(monomial) ?? 0n) + factor * coefficient;
    if (total === 0n) sum.delete(monomial);
    else sum.set(monomial, total);
  }
  return sum;
}

export function subtract(left: Polynomial, right: Polynomial): Polynomial {
  return add(left, right, -1n);
}

export function shift(polynomial: Polynomial, by: bigint): Polynomial {
  return add(polynomial, constant(by));
}

export function scale(polynomial: Polynomial, factor: bigint): Polynomial {
  return add(zero, polynomial, factor);
}

export function multiply(left: Polynomial, right: Polynomial): Polynomial {
  const product = new Map<string, bigint>();
  for (const [a, x] of left) {
    for (const [b, y] of right) {
      const monomial = joined(a, b);
      product.set(monomial, (product.get(monomial) ?? 0n) + x * y);
    }
  }
  for (const [monomial, coefficient] of product) if (coefficient === 0n) product.delete(monomial);
  return product;
}

/** The product of two monomials. */
function joined(a: string, b: string): string {
  if (a === '' || b === '') return a + b;
  if (!a.includes('*') && !b.includes('*')) return a < b ? `${a}*${b}` : `${b}*${a}`;
  return [...factorsOf(a), ...factorsOf(b)].sort().join('*');
}

export function factorsOf(monomial: string): readonly string[] {
  return monomial === '' ? [] : monomial.split('*');
}

/** The value of a polynomial without unknowns. */
export function constantOf(polynomial: Polynomial): bigint | undefined {
  if (polynomial.size === 0) return 0n;
  return polynomial.size === 1 ? polynomial.get('') : undefined;
}

export function same(left: Polynomial, right: Polynomial): boolean {
  if (left.size !== right.size) return false;
  for (const [monomial, coefficient] of left) if (right.get(monomial) !== coefficient) return false;
  return true;
}

/** A text that only equal polynomials share. */
export function keyOf(polynomial: Polynomial): string {
  return [...polynomial]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([monomial, coefficient]) => `${coefficient}${monomial}`)
    .join('+');
}

export function floorDivide(dividend: bigint, positive: bigint): bigint {
  const quotient = dividend / positive;
  return dividend % positive < 0n ? quotient - 1n : quotient;
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The greatest common divisor of the coefficients, without the constant; 0 when there are none. */
function contentOf(polynomial: Polynomial): bigint {
  let content = 0n;
  for (const [monomial, coefficient] of polynomial) {
    if (monomial !== '') content = greatestDivisor(content, coefficient);
    if (content === 1n) return content;
  }
  return content;
}

/** `p ≤ 0` over the integers, divided by its content with the constant rounded up (Chvátal–Gomory). */
export function tightenAtMost(polynomial: Polynomial): Polynomial {
  const content = contentOf(polynomial);
  if (content <= 1n) return polynomial;
  const tight = new Map<string, bigint>();
  for (const [monomial, coefficient] of polynomial) if (monomial !== '') tight.set(monomial, coefficient / content);
  const rounded = -floorDivide(-(polynomial.get('') ?? 0n), content);
  if (rounded !== 0n) tight.set('', rounded);
  return tight;
}

/** `p = 0` over the integers, divided by its content; the constant 1 (a contradiction) when the constant is no multiple of it. */
export function tightenZero(polynomial: Polynomial): Polynomial {
  const content = contentOf(polynomial);
  if (content <= 1n) return polynomial;
  if ((polynomial.get('') ?? 0n) % content !== 0n) return constant(1n);
  return new Map([...polynomial].map(([monomial, coefficient]) => [monomial, coefficient / content]));
}
