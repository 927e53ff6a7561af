// In: unknown JSON. Out: typed values, or `Malformed`: nothing is guessed, nothing is left out.

/** The input is not what it must be; the checker then refuses it. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export type Decoder<T> = (value: unknown) => T;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

export const expectArray: Decoder<readonly unknown[]> = (value) => {
  if (!Array.isArray(value)) throw new Malformed('a list is expected');
  return value;
};

/** A count, an index or a node id. */
export const expectNumber: Decoder<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Malformed('a number is expected');
  return value;
};

/** Any integer: a JSON number where that is exact, else its decimal digits, at most 300. */
export const expectInteger: Decoder<bigint> = (value) => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?(0|[1-9][0-9]{0,299})$/.test(value)) return BigInt(value);
  throw new Malformed('an integer is expected');
};

export const expectText: Decoder<string> = (value) => {
  if (typeof value !== 'string') throw new Malformed('a text is expected');
  return value;
};

/** An unknown of a proof. */
export const expectName: Decoder<string> = (value) => {
  if (typeof value !== 'string' || !/^[a-z][0-9]+$/.test(value)) throw new Malformed('an unknown is expected');
  return value;
};

export const expectTruth: Decoder<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new Malformed('true or false is expected');
  return value;
};

export function listOf<T>(decode: Decoder<T>): Decoder<readonly T[]> {
  return (value) => expectArray(value).map(decode);
}

export function oneOf<const T extends string>(...texts: readonly T[]): Decoder<T> {
  return (value) => texts.find((text) => text === value) ?? refuse(`one of ${texts.join(', ')} is expected`);
}

export function refuse(why: string): never {
  throw new Malformed(why);
}

export type Shape = Readonly<Record<string, Decoder<unknown>>>;
export type Shaped<S extends Shape> = { readonly [K in keyof S]: Decoded<S[K]> };

/** An object with at least these members; others are not read. */
export function objectOf<S extends Shape>(shape: S): Decoder<Shaped<S>> {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Malformed('an object is expected');
    const members = new Map(Object.entries(value));
    const decoded = Object.entries(shape).map(([name, decode]) => [name, decode(members.get(name))] as const);
    return Object.fromEntries(decoded) as Shaped<S>;
  };
}
