// In: names and what they mean. Out: lookup, innermost and latest first, through modules that were opened. Reads no syntax, reports nothing.
import type { Span } from '../base/source.ts';
import type { IntrinsicId } from './intrinsic.ts';
import { casesOf, type RecogniserCase } from './recogniser.ts';
import type { Requirement } from './requirement.ts';
import type { Measure, Type, TypeDeclaration } from './type.ts';
import type { Constant, Symbol } from './typed.ts';
import type { Sort } from './unify.ts';

/** What a definition is generic in, in the order of `instantiation`. */
export interface SchemeParameter {
  readonly name: string;
  readonly sort: Sort;
  readonly requirements: ReadonlyMap<Requirement, string>;
}

export interface FunctionEntry {
  readonly kind: 'function';
  readonly symbol: Symbol;
  readonly arity: number;
  /** Names of the parameters, for messages. */
  readonly parameterNames: readonly string[];
  /** Set when the definition has been generalised; before that, uses inside the definition are monomorphic. */
  scheme: readonly SchemeParameter[] | undefined;
  /** Instantiations of uses made before `scheme` was known, filled in afterwards. */
  readonly earlyUses: Type[][];
}

export type Entry =
  | { readonly kind: 'value'; readonly symbol: Symbol; readonly depth: number }
  | FunctionEntry
  | { readonly kind: 'literal'; readonly value: Constant; readonly type: Type }
  | { readonly kind: 'intrinsic'; readonly id: IntrinsicId }
  | { readonly kind: 'case'; readonly declaration: TypeDeclaration; readonly tag: number }
  /** `Even` inside the definition of `(|Even|Odd|)`: makes the answer; without an argument it carries `()`. */
  | { readonly kind: 'answer'; readonly declaration: TypeDeclaration; readonly tag: number; readonly name: string }
  | { readonly kind: 'instance'; readonly declaration: TypeDeclaration; readonly name: string }
  /** `Name` of a class: makes its value from `()`. */
  | { readonly kind: 'constructor'; readonly declaration: TypeDeclaration }
  | { readonly kind: 'not' }
  | { readonly kind: 'printer'; readonly printer: 'printf' | 'printfn' | 'sprintf' }
  | { readonly kind: 'contract'; readonly contract: 'requires' | 'ensures' | 'invariant' | 'assert' }
  /** An operator of `Checked`. */
  | { readonly kind: 'checked'; readonly operator: string }
  /** `using resource (fun it -> …)`. */
  | { readonly kind: 'using' }
  /** `Seq.empty`. */
  | { readonly kind: 'empty-sequence' }
  /** `Interrupt.critical`. */
  | { readonly kind: 'critical' }
  /** An interrupt handler: only the hardware calls it. */
  | { readonly kind: 'handler'; readonly name: string }
  /** The entry point's `argv`. */
  | { readonly kind: 'arguments' }
  /** Its definition had a mistake that has been reported. */
  | { readonly kind: 'error' };

export type TypeEntry =
  | { readonly kind: 'declared'; readonly declaration: TypeDeclaration }
  | { readonly kind: 'abbreviation'; readonly parameters: readonly string[]; type: Type }
  | { readonly kind: 'measure'; measure: Measure }
  /** `Choice`: one declaration for each number of arguments. */
  | { readonly kind: 'family'; readonly declarations: ReadonlyMap<number, TypeDeclaration> };

export interface Names {
  readonly values: Map<string, Entry>;
  /** Active patterns by the names of their cases. */
  readonly recognisers: Map<string, RecogniserCase>;
  readonly types: Map<string, TypeEntry>;
  /** Record declarations that have a field of the name, latest last. */
  readonly fields: Map<string, TypeDeclaration[]>;
  /** Several modules may share a name; latest last. */
  readonly modules: Map<string, Module[]>;
}

export interface Module extends Names {
  readonly path: string;
  readonly parent: Module | undefined;
  readonly opening: 'free' | 'automatic' | 'refused';
  /** Names of values, types and modules that only this module and those inside it may use. */
  readonly privateNames: Set<string>;
}

export interface Layer {
  readonly names: Names;
  readonly parent: Layer | undefined;
  /** Set for an opened module. */
  readonly module: Module | undefined;
}

export interface Member {
  /** `dispose`: of `System.IDisposable`; `use` calls it, and no name does. */
  readonly kind: 'instance' | 'static' | 'dispose';
  readonly form: 'property' | 'method' | 'operator';
  /** The function it is: of the value and the parameters, of the parameters, or of `()` for a static property. */
  readonly entry: FunctionEntry;
}

/** By the type and the name; only operators may share a name. */
export type Members = Map<TypeDeclaration, Map<string, readonly Member[]>>;

export interface Scope {
  /** Of all types so far. */
  readonly members: Members;
  readonly layer: Layer;
  readonly module: Module;
  /** Number of functions around this place; 0 at module level. */
  readonly depth: number;
  /** The sequence that `yield` adds to, written in a function of this depth. */
  readonly generation?: { readonly element: Type; readonly depth: number };
  /** What `'T` means, shared by one definition; `closed`: a name that is not there is a mistake. */
  readonly typeVariables: {
    readonly kind: 'open' | 'closed';
    readonly types: Map<string, Type>;
    readonly measures: Map<string, Measure>;
    /** Where each was first written. */
    readonly places: Map<string, Span>;
  };
}

export function emptyNames(): Names {
  return { values: new Map(), recognisers: new Map(), types: new Map(), fields: new Map(), modules: new Map() };
}

/** A name, and the cases of the active pattern that it may be. */
export function addValue(table: Names, name: string, entry: Entry): void {
  table.values.set(name, entry);
  for (const [each, recogniser] of casesOf(name)) table.recognisers.set(each, recogniser);
}

export function createModule(path: string, parent: Module | undefined, opening: Module['opening']): Module {
  return { ...emptyNames(), path, parent, opening, privateNames: new Set() };
}

export function openTypeVariables(): Scope['typeVariables'] {
  return { kind: 'open', types: new Map(), measures: new Map(), places: new Map() };
}

/** A scope with one more layer on top, to be filled by the caller. */
export function enterLayer(scope: Scope, names: Names = emptyNames(), module?: Module): Scope {
  return { ...scope, layer: { names, parent: scope.layer, module } };
}

/** Opens a module, and the modules inside it that open themselves. */
export function openLayers(scope: Scope, module: Module): Scope {
  const nested = [...module.modules.values()].flat().filter((each) => each.opening === 'automatic');
  return nested.reduce(openLayers, enterLayer(scope, module, module));
}

function* layersOf(scope: Scope): Iterable<Layer> {
  for (let layer: Layer | undefined = scope.layer; layer; layer = layer.parent) yield layer;
}

/** Whether the module of the path has been opened. */
export function isOpened(scope: Scope, path: string): boolean {
  return [...layersOf(scope)].some(({ module }) => module?.path === path);
}

/** Whether a place inside module `from` may use a private name of `owner`. */
export function isInside(from: Module, owner: Module): boolean {
  for (let at: Module | undefined = from; at; at = at.parent) if (at.path === owner.path) return true;
  return false;
}

function isVisible(scope: Scope, layer: Layer, name: string): boolean {
  return !layer.module?.privateNames.has(name) || isInside(scope.module, layer.module);
}

export function findValue(scope: Scope, name: string): Entry | undefined {
  for (const layer of layersOf(scope)) {
    const entry = layer.names.values.get(name);
    if (entry && isVisible(scope, layer, name)) return entry;
  }
  return undefined;
}

/** What a name means in a pattern: values do not hide cases there. */
export function findPattern(scope: Scope, name: string): PatternEntry | undefined {
  for (const layer of layersOf(scope)) {
    const recogniser = layer.names.recognisers.get(name);
    if (recogniser && isVisible(scope, layer, recogniser.name)) return { kind: 'recogniser', ...recogniser };
    const entry = layer.names.values.get(name);
    if ((entry?.kind === 'case' || entry?.kind === 'literal') && isVisible(scope, layer, name)) return entry;
  }
  return undefined;
}

export type PatternEntry =
  | ({ readonly kind: 'recogniser' } & RecogniserCase)
  | Extract<Entry, { readonly kind: 'case' | 'literal' }>;

/** `Module.Sub.Even`, or nothing when it is no active pattern. */
export function findRecogniserAt(scope: Scope, path: readonly string[]): RecogniserCase | undefined {
  const last = path.at(-1) ?? '';
  for (const module of resolveModulePath(scope, path.slice(0, -1))) {
    const found = module.recognisers.get(last);
    if (found && (!module.privateNames.has(found.name) || isInside(scope.module, module))) return found;
  }
  return undefined;
}

export function findType(scope: Scope, name: string): TypeEntry | undefined {
  for (const layer of layersOf(scope)) {
    const entry = layer.names.types.get(name);
    if (entry && isVisible(scope, layer, name)) return entry;
  }
  return undefined;
}

/** All modules of the name, innermost and latest first. */
export function findModules(scope: Scope, name: string): readonly Module[] {
  return [...layersOf(scope)].flatMap((layer) => (layer.names.modules.get(name) ?? []).toReversed());
}

/** Records with such a field, latest first. */
export function findRecords(scope: Scope, field: string): readonly TypeDeclaration[] {
  return [...layersOf(scope)].flatMap((layer) => (layer.names.fields.get(field) ?? []).toReversed());
}

/** Every name of a sort in scope, for suggestions. */
export function* namesInScope(scope: Scope, sort: 'values' | 'types' | 'modules'): Iterable<string> {
  for (const layer of layersOf(scope)) yield* layer.names[sort].keys();
}

export type PathResult<T> =
  | { readonly kind: 'found'; readonly found: T; readonly used: number }
  | { readonly kind: 'private'; readonly at: number; readonly owner: string }
  /** The part at index `at` is unknown; `inside` names the module or type searched, `known` what it holds: asked for only to word a mistake. */
  | {
      readonly kind: 'missing';
      readonly at: number;
      readonly inside: string | undefined;
      readonly known: () => readonly string[];
    };

export type Found =
  | Entry
  | { readonly kind: 'member'; readonly declaration: TypeDeclaration; readonly value: bigint }
  /** A static property. */
  | { readonly kind: 'property'; readonly entry: FunctionEntry };

/** Resolves `Module.Sub.name`, `Type.Case` or `Enum.Member`; `used` counts the parts consumed, the rest are fields. */
export function resolveValuePath(scope: Scope, path: readonly string[]): PathResult<Found> {
  const [first, ...rest] = path;
  if (first === undefined) return { kind: 'missing', at: 0, inside: undefined, known: () => [] };
  const value = findValue(scope, first);
  if (
    value &&
    (rest.length === 0 ||
      value.kind === 'value' ||
      value.kind === 'instance' ||
      value.kind === 'literal' ||
      value.kind === 'arguments')
  ) {
    return { kind: 'found', found: value, used: 1 };
  }
  const results = [
    ...findModules(scope, first).map((module) => valueInModule(scope, module, rest, 1)),
    ...typeMember(scope, findType(scope, first), rest, 1),
  ];
  const best = bestOf(results);
  if (best) return best;
  if (value) return { kind: 'found', found: value, used: 1 };
  return {
    kind: 'missing',
    at: 0,
    inside: undefined,
    known: () => [...namesInScope(scope, 'values'), ...namesInScope(scope, 'modules')],
  };
}

/** The first success, else the failure that went deepest. */
function bestOf<T>(results: readonly PathResult<T>[]): PathResult<T> | undefined {
  const found = results.find((each) => each.kind === 'found');
  if (found) return found;
  return results.toSorted((a, b) => depthOf(b) - depthOf(a))[0] && merged(results);
}

function depthOf<T>(result: PathResult<T>): number {
  return result.kind === 'found' ? result.used : result.at;
}

function merged<T>(results: readonly PathResult<T>[]): PathResult<T> | undefined {
  const deepest = Math.max(...results.map(depthOf));
  const same = results.filter((each) => depthOf(each) === deepest);
  const hidden = same.find((each) => each.kind === 'private');
  if (hidden) return hidden;
  const [first] = same;
  if (first?.kind !== 'missing') return first;
  return { ...first, known: () => same.flatMap((each) => (each.kind === 'missing' ? each.known() : [])) };
}

function valueInModule(scope: Scope, module: Module, path: readonly string[], used: number): PathResult<Found> {
  const [name, ...rest] = path;
  const known = () =>
    [...module.values.keys(), ...module.modules.keys(), ...module.types.keys()].filter(
      (each) => !module.privateNames.has(each),
    );
  if (name === undefined)
    return { kind: 'missing', at: used - 1, inside: undefined, known: () => [lastPart(module.path)] };
  if (module.privateNames.has(name) && !isInside(scope.module, module))
    return { kind: 'private', at: used, owner: module.path };
  const value = module.values.get(name);
  if (value) return { kind: 'found', found: value, used: used + 1 };
  const results = [
    ...(module.modules.get(name) ?? []).toReversed().map((inner) => valueInModule(scope, inner, rest, used + 1)),
    ...typeMember(scope, module.types.get(name), rest, used + 1),
  ];
  return bestOf(results) ?? { kind: 'missing', at: used, inside: module.path, known };
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function typeMember(
  scope: Scope,
  entry: TypeEntry | undefined,
  path: readonly string[],
  used: number,
): readonly PathResult<Found>[] {
  const [name] = path;
  if (name === undefined) return [];
  const declaration =
    entry?.kind === 'declared'
      ? entry.declaration
      : entry?.kind === 'abbreviation' && entry.type.kind === 'nominal'
        ? entry.type.declaration
        : undefined;
  if (!declaration) return [];
  const { body } = declaration;
  const members = scope.members.get(declaration);
  const own = members?.get(name)?.find((each) => each.kind === 'static' && each.form !== 'operator');
  if (own) {
    const found: Found = own.form === 'property' ? { kind: 'property', entry: own.entry } : own.entry;
    return [{ kind: 'found', found, used: used + 1 }];
  }
  const others = (): readonly string[] =>
    [...(members ?? [])].flatMap(([text, list]) =>
      list.some((each) => each.kind === 'static' && each.form !== 'operator') ? [text] : [],
    );
  if (body.kind === 'union') {
    const tag = body.cases.findIndex((each) => each.name === name);
    if (tag >= 0) return [{ kind: 'found', found: { kind: 'case', declaration, tag }, used: used + 1 }];
    return [
      {
        kind: 'missing',
        at: used,
        inside: declaration.name,
        known: () => [...body.cases.map((each) => each.name), ...others()],
      },
    ];
  }
  if (body.kind === 'enum') {
    const member = body.members.find((each) => each.name === name);
    if (member) return [{ kind: 'found', found: { kind: 'member', declaration, value: member.value }, used: used + 1 }];
    return [
      { kind: 'missing', at: used, inside: declaration.name, known: () => body.members.map((each) => each.name) },
    ];
  }
  return [{ kind: 'missing', at: used, inside: declaration.name, known: others }];
}

/** Resolves `Module.Type`. */
export function resolveTypePath(scope: Scope, path: readonly string[]): PathResult<TypeEntry> {
  const [first, ...rest] = path;
  if (first === undefined) return { kind: 'missing', at: 0, inside: undefined, known: () => [] };
  if (rest.length === 0) {
    const entry = findType(scope, first);
    if (entry) return { kind: 'found', found: entry, used: 1 };
    return { kind: 'missing', at: 0, inside: undefined, known: () => [...namesInScope(scope, 'types')] };
  }
  const results = findModules(scope, first).map((module) => typeInModule(scope, module, rest, 1));
  return (
    bestOf(results) ?? { kind: 'missing', at: 0, inside: undefined, known: () => [...namesInScope(scope, 'modules')] }
  );
}

function typeInModule(scope: Scope, module: Module, path: readonly string[], used: number): PathResult<TypeEntry> {
  const [name, ...rest] = path;
  const missing = {
    kind: 'missing',
    at: used,
    inside: module.path,
    known: () => [...module.types.keys(), ...module.modules.keys()],
  } as const;
  if (name === undefined) return missing;
  if (module.privateNames.has(name) && !isInside(scope.module, module))
    return { kind: 'private', at: used, owner: module.path };
  if (rest.length === 0) {
    const entry = module.types.get(name);
    return entry ? { kind: 'found', found: entry, used: used + 1 } : missing;
  }
  return (
    bestOf((module.modules.get(name) ?? []).toReversed().map((inner) => typeInModule(scope, inner, rest, used + 1))) ??
    missing
  );
}

/** Resolves a module path for `open`: all modules of that path. */
export function resolveModulePath(scope: Scope, path: readonly string[]): readonly Module[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  return rest.reduce<readonly Module[]>(
    (modules, name) =>
      modules.flatMap((module) =>
        (module.modules.get(name) ?? [])
          .filter(() => !module.privateNames.has(name) || isInside(scope.module, module))
          .toReversed(),
      ),
    findModules(scope, first),
  );
}
