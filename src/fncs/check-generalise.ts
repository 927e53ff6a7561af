// In: a group of functions just inferred. Out: their schemes. Unknowns deeper than the group become parameters; numeric ones become `int`, as in F#,
// unless the functions are `inline`.
import type { Context } from './check-context.ts';
import type { FunctionEntry, SchemeParameter } from './check-scope.ts';
import { dimensionless, isUnknown } from './measure.ts';
import type { Requirement } from './requirement.ts';
import type { NumericName, Type } from './type.ts';
import { partsOf, resolve, type Sort, type Variable, variableOf } from './unify.ts';

export interface Candidate {
  readonly entry: FunctionEntry;
  readonly inlining: 'inline' | 'plain';
}

/** Requirements that an operator states; a function that is not inline has one type for them. */
const numeric: readonly Requirement[] = [
  'number',
  'integer',
  'bits',
  'signed',
  'floating',
  'source',
  'whole',
  'dimensionless',
  'raw',
];

export function generalise(context: Context, candidates: readonly Candidate[]): void {
  const { store } = context;
  const isInline = candidates.every((each) => each.inlining === 'inline');
  const parameters: SchemeParameter[] = [];
  for (const { entry } of candidates) {
    for (const variable of unknownsIn(context, entry.symbol.type)) {
      if (variable.level <= store.level || variable.solution) continue;
      if (!isInline && numeric.some((each) => variable.requirements.has(each))) {
        variable.solution = defaultOf(variable);
        continue;
      }
      const name = nameFor(context, variable.name, variable.sort);
      variable.solution = { kind: 'parameter', name };
      parameters.push({ name, sort: variable.sort, requirements: new Map(variable.requirements) });
    }
    generaliseMeasures(context, entry.symbol.type);
  }
  const instantiation = parameters.map((parameter): Type => ({ kind: 'parameter', name: parameter.name }));
  for (const { entry } of candidates) {
    entry.scheme = parameters;
    for (const use of entry.earlyUses) use.push(...instantiation);
  }
}

/** Unsolved variables of a type, in order of appearance, each once. */
export function unknownsIn(context: Context, type: Type): readonly Variable[] {
  const found = new Set<Variable>();
  const visit = (part: Type): void => {
    const at = resolve(context.store, part);
    const variable = variableOf(context.store, at);
    if (variable) found.add(variable);
    partsOf(at).forEach(visit);
  };
  visit(type);
  return [...found];
}

/** What an unknown becomes when nothing decides it. */
export function defaultOf(variable: Variable): Type {
  if (variable.sort === 'region') return { kind: 'region', region: 'sram' };
  if (variable.sort === 'access') return { kind: 'access', access: 'readWrite' };
  const { requirements } = variable;
  const number = (name: NumericName): Type => ({ kind: 'numeric', name, measure: dimensionless });
  if (requirements.has('floating')) return number('float');
  return requirements.has('ordered') || numeric.some((each) => requirements.has(each))
    ? number('int')
    : { kind: 'unit' };
}

function nameFor(context: Context, wanted: string | undefined, sort: Sort): string {
  const letters = sort === 'region' ? 'rstuvw' : 'abcdefghijklmnopq';
  const candidates = [...(wanted === undefined ? [] : [wanted]), ...letters];
  for (let round = 0; ; round++) {
    const free = candidates
      .map((name) => (round === 0 ? name : `${name}${round}`))
      .find((name) => !context.takenParameters.has(name));
    if (free !== undefined) {
      context.takenParameters.add(free);
      return free;
    }
  }
}

function generaliseMeasures(context: Context, type: Type): void {
  const { store } = context;
  const visit = (part: Type): void => {
    const at = resolve(store, part);
    if (at.kind === 'numeric') {
      for (const { name } of at.measure) {
        const unknown = store.measures.get(name);
        if (unknown && isUnknown(name) && unknown.level > store.level)
          unknown.solution = [{ name: `'${nameForMeasure(context)}`, power: 1 }];
      }
    }
    partsOf(at).forEach(visit);
  };
  visit(type);
}

function nameForMeasure(context: Context): string {
  for (let count = 0; ; count++) {
    const name = `${'uvwxyz'[count % 6]}${count < 6 ? '' : Math.floor(count / 6)}`;
    if (context.takenParameters.has(`measure ${name}`)) continue;
    context.takenParameters.add(`measure ${name}`);
    return name;
  }
}
