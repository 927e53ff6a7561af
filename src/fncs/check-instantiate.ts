// In: a use of a definition. Out: its type with fresh unknowns for what it is generic in, and the instantiation to record in the typed tree.
import type { Context } from './check-context.ts';
import type { FunctionEntry, SchemeParameter } from './check-scope.ts';
import type { Measure, Type } from './type.ts';
import { substitute } from './type-substitution.ts';
import { freshMeasure, freshVariable, resolveDeep, variableOf } from './unify.ts';

export interface Instance {
  readonly type: Type;
  readonly instantiation: readonly Type[];
}

/** Inside its own definition a function is monomorphic; the instantiation is filled in when it has been generalised. */
export function instantiateFunction(context: Context, entry: FunctionEntry): Instance {
  if (!entry.scheme) {
    const instantiation: Type[] = [];
    entry.earlyUses.push(instantiation);
    return { type: entry.symbol.type, instantiation };
  }
  return instantiate(context, entry.scheme, resolveDeep(context.store, entry.symbol.type));
}

export function instantiate(context: Context, scheme: readonly SchemeParameter[], type: Type): Instance {
  const fresh = new Map(scheme.map((parameter) => [parameter.name, freshFor(context, parameter)]));
  const measures = new Map<string, Measure>();
  const measureOf = (name: string): Measure | undefined => {
    if (!name.startsWith("'")) return undefined;
    const known = measures.get(name) ?? freshMeasure(context.store);
    measures.set(name, known);
    return known;
  };
  return { type: substitute(type, fresh, measureOf), instantiation: [...fresh.values()] };
}

function freshFor(context: Context, parameter: SchemeParameter): Type {
  const type = freshVariable(context.store, parameter.sort);
  const variable = variableOf(context.store, type);
  for (const [requirement, asker] of parameter.requirements) variable?.requirements.set(requirement, asker);
  return type;
}
