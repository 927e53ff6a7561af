// In: types. Out: symbolic values: what an expression yields, as linear forms, formulas and lengths. Contents of memory are not values.
import { never } from '../base/never.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { type Formula, sameFormula } from './formula.ts';
import { type Linear, linearOf, sameLinear } from './linear.ts';
import { greatestLength, rangeOfType } from './machine.ts';
import { freshBoolean, freshInteger, type Range, type SymbolTable } from './symbols.ts';

export type Value =
  /** Integers, characters, enums. */
  | { readonly kind: 'integer'; readonly linear: Linear }
  | { readonly kind: 'boolean'; readonly formula: Formula }
  /** Strings, arrays, spans, pointers. */
  | { readonly kind: 'collection'; readonly length: Linear }
  /** Tuples and records. */
  | { readonly kind: 'aggregate'; readonly fields: readonly Value[] }
  /** `payloads`: by tag. A missing one is unknown (`open`; made on demand, it depends on no path) or the value never has that tag (`closed`). */
  | {
      readonly kind: 'union';
      readonly type: UnionType;
      readonly tag: Linear;
      readonly payloads: Map<number, readonly Value[]>;
      readonly others: 'open' | 'closed';
    }
  /** Unit, floats, addresses, descriptors: nothing is said about them. */
  | { readonly kind: 'opaque' };

export type UnionType = Extract<Type, { readonly kind: 'union' }>;

export type ValueOf<K extends Value['kind']> = Extract<Value, { readonly kind: K }>;

export const opaque: Value = { kind: 'opaque' };

export function integerValue(linear: Linear): Value {
  return { kind: 'integer', linear };
}

export function booleanValue(formula: Formula): Value {
  return { kind: 'boolean', formula };
}

export function collectionValue(length: Linear): Value {
  return { kind: 'collection', length };
}

export function expectValue<K extends Value['kind']>(value: Value, kind: K): ValueOf<K> {
  if (value.kind !== kind) never(`the value is a ${kind}, not a ${value.kind}`);
  return value as ValueOf<K>;
}

export interface Naming {
  readonly table: SymbolTable;
  readonly target: Target;
  /** The node that the unknown comes from. */
  readonly about: NodeId;
  /** Whose value it is, when not that of `about`. */
  readonly holder?: NodeId;
}

/** Any value of a type. `source` names it for the reader; undefined for helpers. `path` leads to it inside the holder's value. */
export function unknownOf(type: Type, source: string | undefined, naming: Naming, path = ''): Value {
  const { table, target, about } = naming;
  const holder = naming.holder ?? about;
  const range = rangeOfType(type, target);
  if (range) {
    const symbol = freshInteger(table, source, { low: range.low, high: range.high }, about, { holder, path });
    return integerValue(linearOf(symbol));
  }
  switch (type.kind) {
    case 'boolean':
      return booleanValue({ kind: 'symbol', symbol: freshBoolean(table, source, about, { holder, path }) });
    case 'string':
    case 'array':
    case 'span':
    case 'pointer': {
      const bounds = { low: 0n, high: greatestLength(type, target) };
      const stands = { holder, path: `${path}.Length` };
      return collectionValue(linearOf(freshInteger(table, source && `${source}.Length`, bounds, about, stands)));
    }
    case 'tuple':
      return {
        kind: 'aggregate',
        fields: type.items.map((item, i) => unknownOf(item, source && `${source}.${i + 1}`, naming, `${path}.${i}`)),
      };
    case 'record':
      return {
        kind: 'aggregate',
        fields: type.fields.map((field, i) =>
          unknownOf(field.type, source && `${source}.${field.name}`, naming, `${path}.${i}`),
        ),
      };
    case 'union': {
      const stands = { holder, path: `${path}.tag` };
      const tag = freshInteger(table, source && `tag of ${source}`, tagRange(type), about, stands);
      return { kind: 'union', type, tag: linearOf(tag), payloads: new Map(), others: 'open' };
    }
    default:
      return opaque;
  }
}

export function tagRange(type: UnionType): Range {
  return { low: 0n, high: BigInt(Math.max(type.cases.length - 1, 0)) };
}

/** The payload of one case; made on demand when nothing is known of it. */
export function payloadOf(
  value: ValueOf<'union'>,
  tag: number,
  types: readonly Type[],
  source: string | undefined,
  naming: Naming,
  path = '',
): readonly Value[] {
  const known = value.payloads.get(tag);
  if (known) return known;
  const made = types.map((type, i) =>
    unknownOf(type, source && `${source}.${i}`, naming, `${path}.payload.${tag}.${i}`),
  );
  value.payloads.set(tag, made);
  return made;
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'integer':
      return b.kind === 'integer' && sameLinear(a.linear, b.linear);
    case 'boolean':
      return b.kind === 'boolean' && sameFormula(a.formula, b.formula);
    case 'collection':
      return b.kind === 'collection' && sameLinear(a.length, b.length);
    case 'aggregate':
      return b.kind === 'aggregate' && a.fields.every((field, i) => sameValue(field, b.fields[i] ?? opaque));
    case 'union':
      return (
        b.kind === 'union' &&
        a.others === b.others &&
        sameLinear(a.tag, b.tag) &&
        a.payloads.size === b.payloads.size &&
        [...a.payloads].every(([tag, fields]) => {
          const others = b.payloads.get(tag);
          return others?.every((field, i) => sameValue(field, fields[i] ?? opaque)) ?? false;
        })
      );
    case 'opaque':
      return b.kind === 'opaque';
  }
}
