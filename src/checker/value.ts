// Symbolic values: what an expression yields, as polynomials and formulas. What memory holds is no value; see `memory.ts`.
import { Malformed } from './decode.ts';
import { all, choose, equal, type Formula, iff, no, sizeOf, within, yes } from './formula.ts';
import type { Type } from './graph.ts';
import { greatestLength, type TargetFacts, wordOf } from './machine.ts';
import { constant, factorsOf, type Polynomial, same, subtract, unknown, zero } from './polynomial.ts';

export type Value =
  | { readonly kind: 'integer'; readonly polynomial: Polynomial }
  | { readonly kind: 'truth'; readonly formula: Formula }
  | { readonly kind: 'collection'; readonly length: Polynomial; readonly view: View }
  | { readonly kind: 'aggregate'; readonly fields: readonly Value[] }
  /** A case that `payloads` does not have is not the value's. */
  | {
      readonly kind: 'union';
      readonly cases: readonly (readonly Type[])[];
      readonly tag: Polynomial;
      readonly payloads: ReadonlyMap<number, readonly Value[]>;
    }
  | { readonly kind: 'opaque' };

/** Elements that lie side by side: those of `base` from number `first` on. Two bases may be parts of one array, unless both are whole arrays. */
export interface View {
  readonly base: Base;
  readonly first: Polynomial;
}

export interface Base {
  readonly number: number;
  readonly sort: 'array' | 'any';
}

export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

/** Stands for "no range is known". */
const nowhere: Interval = { low: 1n, high: 0n };

export const opaque: Value = { kind: 'opaque' };

export function integer(polynomial: Polynomial): Value {
  return { kind: 'integer', polynomial };
}

export function truth(formula: Formula): Value {
  return { kind: 'truth', formula };
}

/**
 * The unknowns of one definition and the facts about them. A definition of an unknown is true of every execution: for whatever values the unknowns before it
 * have, it can be satisfied by a choice of the new one. All other facts belong to paths (`State`).
 */
export class Unknowns {
  readonly facts: Formula[] = [];
  /** Which facts are definitions. */
  readonly isDefinition: boolean[] = [];
  /** The claim that a fact is; for those who look for proofs. */
  readonly claimOf = new Map<Formula, object>();
  /** Facts about elements of arrays; for those who look for proofs. */
  readonly ofElements = new Set<number>();
  readonly #ranges = new Map<string, Interval>();
  readonly #shared = new Map<string, Polynomial>();
  readonly #counts = new Map<string, number>();
  #series = 'x';
  #bases = 0;
  readonly target: TargetFacts;

  constructor(target: TargetFacts) {
    this.target = target;
  }

  /** A number for the fact. */
  add(formula: Formula, sort: 'definition' | 'path'): number {
    this.facts.push(formula);
    this.isDefinition.push(sort === 'definition');
    return this.facts.length - 1;
  }

  define(formula: Formula): void {
    if (!(formula.kind === 'and' && formula.parts.length === 0)) this.add(formula, 'definition');
  }

  /** A new unknown, whose range is a definition. */
  make(range: Interval | undefined): Polynomial {
    const name = this.#nextName();
    const made = unknown(name);
    this.#ranges.set(name, range ?? nowhere);
    if (range && range.low <= range.high) this.define(within(made, range.low, range.high));
    return made;
  }

  makeTruth(): Formula {
    return { kind: 'at-most', polynomial: subtract(constant(1n), this.make({ low: 0n, high: 1n })) };
  }

  /** Names of one series are apart from those of all others, so that what is made on the way to one claim renames nothing else. */
  #nextName(): string {
    const count = this.#counts.get(this.#series) ?? 0;
    this.#counts.set(this.#series, count + 1);
    if (this.#series.length === 1) return `${this.#series}${count}`;
    if (count >= 10_000) throw new Malformed('too many unknowns in one place');
    return `${this.#series}${`${count}`.padStart(4, '0')}`;
  }

  /** Unknowns that are made meanwhile belong to a series of their own: a letter and a number. */
  about<T>(letter: 'e' | 'g' | 'm' | 's', number: number | undefined, make: () => T): T {
    const [before, outer] = [this.facts.length, this.#series];
    this.#series = `${letter}${number ?? ''}`;
    const made = make();
    this.#series = outer;
    if (letter === 'e' || letter === 's')
      for (let fact = before; fact < this.facts.length; fact++) this.ofElements.add(fact);
    return made;
  }

  /** A view of elements that nothing is known of yet. */
  makeView(sort: Base['sort']): View {
    this.#bases += 1;
    return { base: { number: this.#bases, sort }, first: zero };
  }

  /** The unknown of a pure operation: the same operands give the same one. */
  share(key: string, make: () => Polynomial): Polynomial {
    const known = this.#shared.get(key);
    if (known) return known;
    const made = make();
    this.#shared.set(key, made);
    return made;
  }

  /** A range that the definitions give. */
  rangeOf(polynomial: Polynomial): Interval | undefined {
    let [low, high] = [0n, 0n];
    for (const [monomial, coefficient] of polynomial) {
      let term: Interval = { low: coefficient, high: coefficient };
      for (const factor of factorsOf(monomial)) {
        const range = this.#ranges.get(factor);
        if (!range || range.low > range.high) return undefined;
        const ends = [term.low * range.low, term.low * range.high, term.high * range.low, term.high * range.high];
        term = { low: ends.reduce(lesser), high: ends.reduce(greater) };
      }
      low += term.low;
      high += term.high;
    }
    return { low, high };
  }

  /** A formula that has grown large, by a name. */
  shorten(formula: Formula, largest = 12): Formula {
    if (sizeOf(formula) <= largest) return formula;
    const name = this.makeTruth();
    this.define(iff(name, formula));
    return name;
  }
}

export function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function greater(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

const deepest = 6;

/** Any value of a type. */
export function unknownOf(type: Type, unknowns: Unknowns, depth = 0): Value {
  const { target } = unknowns;
  const word = wordOf(type, target);
  if (word) return integer(unknowns.make(word));
  switch (type.kind) {
    case 'boolean':
      return truth(unknowns.makeTruth());
    case 'string':
    case 'array':
    case 'span':
    case 'pointer': {
      const length = unknowns.make({ low: 0n, high: greatestLength(type, target) });
      return { kind: 'collection', length, view: unknowns.makeView('any') };
    }
    case 'tuple':
    case 'record': {
      const types = type.kind === 'tuple' ? type.items : type.fields;
      return { kind: 'aggregate', fields: types.map((each) => unknownOf(each, unknowns, depth + 1)) };
    }
    case 'union': {
      if (depth > deepest) return opaque;
      const tag = unknowns.make({ low: 0n, high: BigInt(type.cases.length - 1) });
      const payloads = type.cases.map(
        (fields, i) => [i, fields.map((each) => unknownOf(each, unknowns, depth + 1))] as const,
      );
      return { kind: 'union', cases: type.cases, tag, payloads: new Map(payloads) };
    }
    default:
      return opaque;
  }
}

/** One integer in a value, and where it means something: a payload's only where its case is the value's. */
export interface Slot {
  readonly polynomial: Polynomial;
  readonly guard: Formula;
  /** Of a length: the elements that it counts, and their type. */
  readonly view?: View;
  readonly element?: Type;
}

/** The integers of a value: words, lengths and tags, in the type's order; as many for every value of a type. What is not known is a new unknown. */
export function slotsOf(value: Value, type: Type, unknowns: Unknowns, guard: Formula = yes): readonly Slot[] {
  const fresh = (): Slot => ({ polynomial: unknowns.make(undefined), guard });
  if (wordOf(type, unknowns.target))
    return [value.kind === 'integer' ? { polynomial: value.polynomial, guard } : fresh()];
  switch (type.kind) {
    case 'string':
    case 'pointer':
      return [value.kind === 'collection' ? { polynomial: value.length, guard } : fresh()];
    case 'array':
    case 'span':
      return [
        value.kind === 'collection'
          ? { polynomial: value.length, guard, view: value.view, element: type.element }
          : fresh(),
      ];
    case 'tuple':
    case 'record': {
      const types = type.kind === 'tuple' ? type.items : type.fields;
      const fields = value.kind === 'aggregate' ? value.fields : [];
      return types.flatMap((each, i) => slotsOf(fields[i] ?? opaque, each, unknowns, guard));
    }
    case 'union': {
      const tag = value.kind === 'union' ? value.tag : unknowns.make(undefined);
      const slots: Slot[] = [{ polynomial: tag, guard }];
      for (const [i, fields] of type.cases.entries()) {
        const payload = value.kind === 'union' ? value.payloads.get(i) : [];
        // a case that the value never has: whatever is said of its payload holds
        const inside = payload ? all(guard, equal(tag, constant(BigInt(i)))) : no;
        for (const [j, each] of fields.entries())
          slots.push(...slotsOf(payload?.[j] ?? opaque, each, unknowns, inside));
      }
      return slots;
    }
    default:
      return [];
  }
}

/** The value where two paths meet: `left` when `condition` held, else `right`. */
export function merge(condition: Formula, left: Value, right: Value, unknowns: Unknowns): Value {
  const pick = (a: Polynomial, b: Polynomial): Polynomial => {
    if (same(a, b)) return a;
    const [x, y] = [unknowns.rangeOf(a), unknowns.rangeOf(b)];
    const made = unknowns.make(x && y && { low: lesser(x.low, y.low), high: greater(x.high, y.high) });
    unknowns.define(choose(condition, equal(made, a), equal(made, b)));
    return made;
  };
  if (left.kind === 'integer' && right.kind === 'integer') return integer(pick(left.polynomial, right.polynomial));
  if (left.kind === 'truth' && right.kind === 'truth') {
    const formula = choose(condition, left.formula, right.formula);
    return truth(sameFormula(left.formula, right.formula) ? left.formula : unknowns.shorten(formula));
  }
  if (left.kind === 'collection' && right.kind === 'collection') {
    const isOne = left.view.base === right.view.base;
    const view = isOne
      ? { base: left.view.base, first: pick(left.view.first, right.view.first) }
      : unknowns.makeView('any');
    return { kind: 'collection', length: pick(left.length, right.length), view };
  }
  if (left.kind === 'aggregate' && right.kind === 'aggregate') {
    const fields = left.fields.map((field, i) => merge(condition, field, right.fields[i] ?? opaque, unknowns));
    return { kind: 'aggregate', fields };
  }
  if (left.kind === 'union' && right.kind === 'union') {
    const payloads = new Map<number, readonly Value[]>();
    for (const tag of new Set([...left.payloads.keys(), ...right.payloads.keys()])) {
      const [a, b] = [left.payloads.get(tag), right.payloads.get(tag)];
      // a case that one side cannot have is the other side's
      const fields = a && b ? a.map((each, i) => merge(condition, each, b[i] ?? opaque, unknowns)) : (a ?? b ?? []);
      payloads.set(tag, fields);
    }
    return { kind: 'union', cases: left.cases, tag: pick(left.tag, right.tag), payloads };
  }
  return opaque;
}

function sameFormula(left: Formula, right: Formula): boolean {
  if (left === right) return true;
  if (left.kind === 'at-most' || left.kind === 'zero')
    return right.kind === left.kind && same(left.polynomial, right.polynomial);
  return (
    right.kind === left.kind &&
    right.parts.length === left.parts.length &&
    left.parts.every((part, i) => sameFormula(part, right.parts[i] ?? no))
  );
}

/** `a = b` as truth values of any kind; undefined where nothing is known. */
export function sameValue(left: Value, right: Value): Formula | undefined {
  if (left.kind === 'integer' && right.kind === 'integer') return equal(left.polynomial, right.polynomial);
  if (left.kind === 'truth' && right.kind === 'truth') return iff(left.formula, right.formula);
  return undefined;
}
