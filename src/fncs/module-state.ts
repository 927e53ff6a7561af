// Where the checker stands in a module: what it has defined so far, and how a definition comes into scope.
import { type Context, claimName, report } from './check-context.ts';
import { addValue, type Entry, type Module, type Scope } from './check-scope.ts';
import type { Name } from './syntax.ts';
import type { TypedDefinition } from './typed.ts';

export interface ModuleState {
  readonly context: Context;
  readonly module: Module;
  /** Prefix of qualified names, with its dot; empty in the library's core. */
  readonly prefix: string;
  readonly definitions: TypedDefinition[];
  scope: Scope;
}

/** Brings a name into the module and into scope; twice in one module is a mistake. */
export function declare(state: ModuleState, name: Name, entry: Entry, visibility: 'private' | 'public'): void {
  const { context, module } = state;
  if (module.values.has(name.text) && module.values.get(name.text)?.kind !== 'case') {
    report(context, 'FS0037', name.span, {
      detail: `\`${name.text}\` is defined twice in this module.`,
      hint: 'Only local names can be hidden by later ones.',
    });
  } else {
    claimName(context, `${state.prefix}${name.text}`, name.span);
  }
  for (const table of new Set([module, state.scope.layer.names])) addValue(table, name.text, entry);
  if (visibility === 'private') module.privateNames.add(name.text);
}
