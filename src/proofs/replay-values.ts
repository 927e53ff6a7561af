// In: a solver's model, by what its symbols stand for. Out: values of the program that agree with it, where such values can be made. What the model leaves open is
// chosen as plainly as can be: 0, false, the first case, an array without elements; what an array holds is chosen when it is read.

import { cutTo } from '../interpreter/arithmetic.ts';
import { type Value, viewOfCells } from '../interpreter/value.ts';
import { regionTraits } from '../memory/region.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import type { ReplayModel } from './replay-model.ts';

/** A value, or why there is none. */
export type Made = { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'none'; readonly why: string };

/** Longer arrays are not made for a replay: a few of this length fit every board. */
const longest = 1 << 13;

/** The value of `holder` as it was at `about`. */
export function valueFor(
  type: Type,
  model: ReplayModel,
  at: { readonly about: NodeId; readonly holder: NodeId },
  target: Target,
  path = '',
): Made {
  const known = (suffix: string) => model.valueOf({ ...at, path: `${path}${suffix}` });
  const integer = (suffix: string): bigint => {
    const value = known(suffix);
    return typeof value === 'bigint' ? value : 0n;
  };
  const whole = (types: readonly Type[], pathOf: (index: number) => string, tag?: number): Made => {
    const fields = types.map((each, index) => valueFor(each, model, at, target, pathOf(index)));
    const missing = fields.find((field) => field.kind === 'none');
    if (missing) return missing;
    return made({ fields: fields.map((field) => (field.kind === 'value' ? field.value : undefined)), tag });
  };
  switch (type.kind) {
    case 'unit':
      return made(undefined);
    case 'boolean':
      return made(known('') === true);
    case 'integer':
    case 'enum':
    case 'character':
      return made(cutTo(type, target)(integer('')));
    case 'float':
      return made(0);
    case 'pointer':
      if (regionTraits[type.region].volatile) return none('a pointer to a device is made by its descriptor alone');
      return viewOf(integer('.Length'));
    case 'string':
    case 'array':
    case 'span':
      return viewOf(integer('.Length'));
    case 'tuple':
      return whole(type.items, (index) => `${path}.${index}`);
    case 'record':
      return whole(
        type.fields.map((field) => field.type),
        (index) => `${path}.${index}`,
      );
    case 'union': {
      const tag = Number(integer('.tag'));
      const fields = type.cases[tag]?.fields;
      if (!fields) return none(`the type ${type.name} has no such case`);
      return whole(
        fields.map((field) => field.type),
        (index) => `${path}.payload.${tag}.${index}`,
        tag,
      );
    }
    case 'descriptor': {
      const [first] = type.instances;
      return first ? made(first.base) : none(`no ${type.name} is declared`);
    }
    case 'address':
      return none('an address without an extent cannot be made');
  }
}

function viewOf(length: bigint): Made {
  if (length > longest) return none(`an array of ${length} elements is too long for a replay`);
  return made(viewOfCells(new Array<Value>(Number(length)).fill(undefined)));
}

function made(value: Value): Made {
  return { kind: 'value', value };
}

function none(why: string): Made {
  return { kind: 'none', why };
}
