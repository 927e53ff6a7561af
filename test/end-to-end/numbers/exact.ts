// In: decimal texts, floats. Out: what reading and printing them must give, by whole numbers of any size: no rounding but the one that is asked for. Shares nothing
// with the library's way (digits in base ten).

export interface Kind {
  /** Bits of the mantissa; the power of two of its last bit in the smallest and in the largest numbers. */
  readonly bits: number;
  readonly smallest: number;
  readonly largest: number;
}

export const double: Kind = { bits: 53, smallest: -1074, largest: 971 };
export const single: Kind = { bits: 24, smallest: -149, largest: 104 };

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const ten = (count: number): bigint => 10n ** BigInt(count);
const two = (count: number): bigint => 1n << BigInt(count);

/** The nearest whole number, halfway the even one. */
function nearest({ over, under }: Fraction): bigint {
  const whole = over / under;
  const rest = 2n * (over % under);
  return rest > under || (rest === under && whole % 2n === 1n) ? whole + 1n : whole;
}

function scaled({ over, under }: Fraction, power: number): Fraction {
  return power >= 0 ? { over: over * two(power), under } : { over, under: under * two(-power) };
}

/** `123.45e-6`, without a sign. */
function fractionOf(text: string): Fraction {
  const [, whole = '', behind = '', exponent = '0'] = /^(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  // Beyond 5000 the number is 0 or infinity, whatever its digits are: no text here has so many.
  const power = Math.max(-5000, Math.min(5000, Number(exponent))) - behind.length;
  const over = BigInt(`0${whole}${behind}`);
  return power >= 0 ? { over: over * ten(power), under: 1n } : { over, under: ten(-power) };
}

/** The nearest number of a kind, as a float that holds it exactly. */
export function readExactly(text: string, kind: Kind): number {
  const negative = text.startsWith('-');
  const fraction = fractionOf(text.replace(/^[-+]/, ''));
  const sign = negative ? -1 : 1;
  if (fraction.over === 0n) return sign * 0;
  const magnitude = fraction.over.toString(2).length - fraction.under.toString(2).length;
  let power = Math.max(magnitude - kind.bits, kind.smallest);
  let mantissa = nearest(scaled(fraction, -power));
  while (mantissa >= two(kind.bits)) {
    power += 1;
    mantissa = nearest(scaled(fraction, -power));
  }
  if (power > kind.largest) return sign * Number.POSITIVE_INFINITY;
  return sign * timesPower(Number(mantissa), power);
}

function timesPower(mantissa: number, power: number): number {
  return power < -1000 ? mantissa * 2 ** -500 * 2 ** (power + 500) : mantissa * 2 ** power;
}

/** A finite number as a fraction; its sign is dropped. */
function exactly(value: number): Fraction {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : two(52));
  return scaled({ over: mantissa, under: 1n }, Math.max(exponent, 1) - 1075);
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** `F`: so many digits behind the point. */
export function fixedText(value: number, places: number): string {
  if (!Number.isFinite(value)) return String(value);
  const { over, under } = exactly(value);
  const digits = nearest({ over: over * ten(places), under })
    .toString()
    .padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${isNegative(value) ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
}

/** `E`: one digit before the point, so many behind it, three of the exponent. */
export function exponentText(value: number, places: number): string {
  if (!Number.isFinite(value)) return String(value);
  const sign = isNegative(value) ? '-' : '';
  const { over, under } = exactly(value);
  if (over === 0n) return `${sign}${withPoint('0'.repeat(places + 1))}E+000`;
  let exponent = over.toString().length - under.toString().length;
  let digits = '';
  for (exponent += 1; digits.length !== places + 1; exponent -= 1) {
    const shift = places - exponent;
    digits = nearest(shift >= 0 ? { over: over * ten(shift), under } : { over, under: under * ten(-shift) }).toString();
    // One too many: the rounding has reached the next power of ten, or the first guess was too low.
    if (digits.length > places + 1) throw new Error('the exponent is looked for from above');
  }
  exponent += 1;
  const power = `${Math.abs(exponent)}`.padStart(3, '0');
  return `${sign}${withPoint(digits)}E${exponent < 0 ? '-' : '+'}${power}`;
}

function withPoint(digits: string): string {
  return digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
}

/** Digits and exponent of ten, `0.digits × 10^point`, as .NET lays them out: an exponent beyond 15 (7) digits and behind four zeros. */
function general(sign: string, digits: string, point: number, limit: number): string {
  if (point > Math.max(limit, digits.length) || point < -3) {
    const exponent = point - 1;
    return `${sign}${withPoint(digits)}E${exponent < 0 ? '-' : '+'}${`${Math.abs(exponent)}`.padStart(2, '0')}`;
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The shortest text of a `float`: JavaScript's digits in .NET's layout. */
export function shortestText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const sign = isNegative(value) ? '-' : '';
  if (value === 0) return `${sign}0`;
  const [, first = '', behind = '', exponent = '0'] =
    /^(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(Math.abs(value).toExponential()) ?? [];
  return general(sign, `${first}${behind}`, Number(exponent) + 1, 15);
}

/** The shortest text of a `float32`, the nearest of the shortest, of two as near the even one: looked for among the neighbours of the rounded digits. */
export function shortestSingleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const sign = isNegative(value) ? '-' : '';
  if (value === 0) return `${sign}0`;
  const { over, under } = exactly(value);
  for (let count = 1; ; count += 1) {
    const [, first = '', behind = '', exponent = '0'] =
      /^(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(Math.abs(value).toExponential(count - 1)) ?? [];
    const power = Number(exponent) - (count - 1);
    const near = BigInt(`${first}${behind}`);
    const fits = [near, near - 1n, near + 1n]
      .filter((digits) => digits > 0n && readExactly(`${digits}e${power}`, single) === Math.abs(value))
      .map((digits) => ({ digits, error: distance(digits, power, over, under) }))
      .sort((a, b) => (a.error < b.error ? -1 : a.error > b.error ? 1 : Number((a.digits % 2n) - (b.digits % 2n))));
    const [best] = fits;
    if (best) {
      const text = best.digits.toString();
      return general(sign, text.replace(/0+$/, ''), power + text.length, 7);
    }
  }
}

/** |digits × 10^power − over/under|, times a common denominator. */
function distance(digits: bigint, power: number, over: bigint, under: bigint): bigint {
  const scale = ten(Math.max(0, -power));
  const written = digits * ten(Math.max(0, power)) * under;
  const difference = written - over * scale;
  return difference < 0n ? -difference : difference;
}

/** The number halfway between a positive finite `float` and the next one, in full. */
export function halfwayText(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  const next = exactly(view.getFloat64(0));
  const own = exactly(value);
  // Denominators are powers of two, so that the expansion ends.
  const [under = 1n] = [own.under, next.under].sort((a, b) => (a < b ? 1 : -1)).map((each) => each * 2n);
  const over = own.over * (under / own.under / 2n) + next.over * (under / next.under / 2n);
  const places = under.toString(2).length - 1;
  const digits = ((over * ten(places)) / under).toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
