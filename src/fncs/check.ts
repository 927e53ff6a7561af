// In: the syntax trees of a program in compilation order, the library's files first. Out: the typed program and every mistake found. Never throws on any
// program; a mistake gives its place the error type, which fits everything, so that one mistake gives one message.
import { type Diagnostic, hasErrors, type Outcome, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { type Context, type Expectation, errorExpression, report } from './check-context.ts';
import { checkExpression } from './check-expression.ts';
import { checkDeclarations, enterModule } from './check-module.ts';
import {
  createModule,
  emptyNames,
  enterLayer,
  type Module,
  openLayers,
  openTypeVariables,
  type Scope,
} from './check-scope.ts';
import { choices } from './choice-type.ts';
import { type IntrinsicId, intrinsicSignatures } from './intrinsic.ts';
import type { ModuleState } from './module-state.ts';
import { isPreludeFile } from './prelude-file.ts';
import type { SyntaxExpression, SyntaxFile } from './syntax.ts';
import type { TypedDefinition, TypedExpression, TypedFunction, TypedProgram } from './typed.ts';
import { createStore } from './unify.ts';

export function checkProgram(files: readonly SyntaxFile[]): Outcome<TypedProgram> {
  const problems: Diagnostic[] = [];
  const context: Context = {
    store: createStore(),
    problems,
    symbols: [],
    takenParameters: new Set(),
    types: [],
    qualified: new Map(),
    captured: new Set(),
    functions: new Map(),
    origin: 'program',
    depth: 0,
    expression: (scope, syntax, expected) => checkWithin(context, scope, syntax, expected),
  };
  const root = createModule('', undefined, 'free');
  const platform = defineIntrinsics(root);
  const definitions: TypedDefinition[] = [];
  const layer = {
    names: emptyNames(),
    parent: { names: root, parent: undefined, module: undefined },
    module: undefined,
  };
  let state: ModuleState = {
    context,
    module: root,
    prefix: '',
    definitions,
    scope: { members: new Map(), layer, module: root, depth: 0, typeVariables: openTypeVariables() },
  };
  for (const file of files) {
    context.origin = isPreludeFile(file.source) ? 'library' : 'program';
    if (context.origin === 'program') hideService(platform);
    state = checkFile(state, file);
  }
  const entryPoint = findEntryPoint(context, files, definitions);
  return { value: { definitions, types: context.types, entryPoint }, problems: sortDiagnostics(problems) };
}

/** Levels of nesting that the call stack is sure to hold, here and in the stages that follow. */
const deepest = 1600;

function checkWithin(context: Context, scope: Scope, syntax: SyntaxExpression, expected: Expectation): TypedExpression {
  const isCall = syntax.kind === 'apply' || (syntax.kind === 'infix' && /[<>|]{2}/.test(syntax.operator.text));
  const weight = isCall ? 5 : 1;
  if (context.depth + weight > deepest) {
    // Said once: what lies beside the deepest part is as deep.
    if (!context.problems.some((problem) => problem.code === 'FS8246'))
      report(context, 'FS8246', syntax.span, {
        detail: 'The expression around this one has too many levels.',
        hint: 'Bind parts of it with `let`, or move them into functions.',
      });
    return errorExpression(syntax.span);
  }
  context.depth += weight;
  const checked = checkExpression(context, scope, syntax, expected);
  context.depth -= weight;
  return checked;
}

/** Where they are in scope, arithmetic on integers claims that its results fit. */
const checkedOperators = ['+', '-', '*', '~-'] as const;

/** Intrinsics are modules of their own; the library adds to the same names. */
function defineIntrinsics(root: Module): Module {
  const modules = new Map<string, Module>([['', root]]);
  const moduleAt = (path: string): Module => {
    const known = modules.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('.');
    const parent = moduleAt(cut < 0 ? '' : path.slice(0, cut));
    const name = path.slice(cut + 1);
    const module = createModule(path, parent, 'free');
    parent.modules.set(name, [module]);
    modules.set(path, module);
    return module;
  };
  for (const id of Object.keys(intrinsicSignatures) as IntrinsicId[]) {
    const cut = id.lastIndexOf('.');
    moduleAt(cut < 0 ? '' : id.slice(0, cut)).values.set(id.slice(cut + 1), { kind: 'intrinsic', id });
  }
  // Forms of `Ptr.read` and `Ptr.write`, chosen by the type of their argument.
  for (const name of ['readAt', 'writeAt']) moduleAt('Ptr').values.delete(name);
  root.values.set('single', { kind: 'intrinsic', id: 'float32' });
  root.values.set('double', { kind: 'intrinsic', id: 'float' });
  root.types.set('Choice', { kind: 'family', declarations: choices });
  for (const declaration of choices.values())
    if (declaration.body.kind === 'union')
      for (const [tag, { name }] of declaration.body.cases.entries())
        root.values.set(name, { kind: 'case', declaration, tag });
  root.values.set('not', { kind: 'not' });
  for (const printer of ['printf', 'printfn', 'sprintf'] as const)
    root.values.set(printer, { kind: 'printer', printer });
  for (const contract of ['requires', 'ensures', 'invariant', 'assert'] as const)
    root.values.set(contract, { kind: 'contract', contract });
  for (const operator of checkedOperators) moduleAt('Checked').values.set(operator, { kind: 'checked', operator });
  root.values.set('using', { kind: 'using' });
  moduleAt('Seq').values.set('empty', { kind: 'empty-sequence' });
  moduleAt('Interrupt').values.set('critical', { kind: 'critical' });
  return moduleAt('Platform');
}

/** The services of the platform are reached through `Platform.Bindings`, which states what they require. */
function hideService(platform: Module): void {
  platform.modules.delete('Service');
}

/** The module of a file is inside those of its path; the names of the file before it are seen through their modules. */
function checkFile(state: ModuleState, file: SyntaxFile): ModuleState {
  const path = file.path.length > 0 ? file.path : [moduleOfFile(file)];
  let inner: ModuleState = { ...state };
  for (const [at, name] of path.entries()) {
    // What files before this one put into the same module is in scope.
    const earlier = inner.module.modules.get(name.text) ?? [];
    inner.scope = earlier.reduce(openLayers, inner.scope);
    inner = enterModule(inner, name, at === path.length - 1 ? file.attributes : []);
  }
  checkDeclarations(inner, file.declarations);
  const isAutomatic = path.length === 1 && inner.module.opening === 'automatic';
  return isAutomatic ? { ...state, scope: enterLayer(openLayers(state.scope, inner.module)) } : state;
}

function moduleOfFile(file: SyntaxFile): {
  readonly text: string;
  readonly span: { readonly file: SyntaxFile['source']; readonly start: number; readonly end: number };
} {
  const stem = (file.source.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_]/gu, '_');
  return { text: stem.charAt(0).toUpperCase() + stem.slice(1), span: { file: file.source, start: 0, end: 0 } };
}

function findEntryPoint(
  context: Context,
  files: readonly SyntaxFile[],
  definitions: readonly TypedDefinition[],
): TypedFunction | undefined {
  const found = definitions.filter(
    (each): each is Extract<TypedDefinition, { kind: 'function' }> => each.kind === 'function' && each.isEntryPoint,
  );
  const last = definitions.at(-1);
  const lastFile = files.at(-1);
  for (const entry of found) {
    if (entry !== last || entry.span.file !== lastFile?.source) {
      report(context, 'FS0433', entry.symbol.span, {
        detail: `\`${entry.symbol.name}\` is the entry point; nothing may be defined after it.`,
        hint: 'Move it to the end of the last file.',
      });
    }
  }
  const [entryPoint] = found;
  const runs = definitions.some((each) => each.kind === 'value' && each.symbol.name === 'do');
  if (!entryPoint && !runs && lastFile && !isPreludeFile(lastFile.source) && !hasErrors(context.problems)) {
    report(
      context,
      'FS8270',
      { file: lastFile.source, start: 0, end: 0 },
      {
        detail: 'It has neither an entry point nor a statement at module level.',
        hint: 'Add `[<EntryPoint>] let main argv = …` at the end of the last file.',
      },
    );
  }
  return entryPoint;
}
