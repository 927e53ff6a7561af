// In: the typed program. Out: the module-level values that an interrupt handler shares with other code, and the refusals of accesses that one instruction could not make:
// such a value may change, or be seen, halfway. A mention counts as an access, a mention of a function as a call: more may be found than is there, never less.
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { holdsFunction } from '../../fncs/type-parts.ts';
import type { Symbol, TypedDefinition, TypedExpression, TypedProgram } from '../../fncs/typed.ts';
import type { Type } from '../type.ts';
import { childrenOf } from './walk.ts';

type Definitions = ReadonlyMap<Symbol, TypedDefinition>;

/** What changes by itself: what is assigned, and the elements of arrays that are written. */
export function findShared(program: TypedProgram, written: ReadonlySet<Symbol>): ReadonlySet<Symbol> {
  const definitions: Definitions = new Map(program.definitions.map((each) => [each.symbol, each]));
  const handlers = program.definitions.filter((each) => each.kind === 'function' && each.interrupt !== undefined);
  if (handlers.length === 0) return new Set();
  const main = program.entryPoint ? [program.entryPoint.symbol] : [];
  // statements at module level run before the first interrupt can: they share nothing
  const changing = new Set(
    program.definitions.flatMap(({ kind, symbol }) =>
      kind === 'value' && (symbol.isMutable || written.has(symbol)) ? [symbol] : [],
    ),
  );
  const contexts = [main, ...handlers.map(({ symbol }) => [symbol])].map((roots) => {
    const seen = reached(roots, definitions);
    // a function that is put somewhere and called by whoever finds it there: it may be any
    const finds = [...seen].some((symbol) => changing.has(symbol) && holdsFunction(symbol.type));
    return finds ? reached([...roots, ...mentionsInLambdas(program)], definitions) : seen;
  });
  const shared = new Set<Symbol>();
  for (const symbol of changing) {
    if (contexts.filter((context) => context.has(symbol)).length > 1) shared.add(symbol);
  }
  return shared;
}

function reached(roots: readonly Symbol[], definitions: Definitions): ReadonlySet<Symbol> {
  const seen = new Set<Symbol>();
  const stack = [...roots];
  for (let symbol = stack.pop(); symbol !== undefined; symbol = stack.pop()) {
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    const definition = definitions.get(symbol);
    // through the initialiser of a value another name for the same array may come
    if (definition) stack.push(...mentionsIn(definition.body));
  }
  return seen;
}

function mentionsInLambdas(program: TypedProgram): readonly Symbol[] {
  const look = (expression: TypedExpression): readonly Symbol[] =>
    expression.kind === 'lambda' ? mentionsIn(expression.body) : childrenOf(expression).flatMap(look);
  return program.definitions.flatMap((each) => look(each.body));
}

function mentionsIn(expression: TypedExpression): readonly Symbol[] {
  const own =
    expression.kind === 'symbol' ? [expression.symbol] : expression.kind === 'call' ? [expression.callee] : [];
  return [...own, ...childrenOf(expression).flatMap(mentionsIn)];
}

/** One access of a processor moves a number of up to 32 bits, a character, a truth value or an enum. */
export function isAtomic(type: Type): boolean {
  switch (type.kind) {
    case 'boolean':
    case 'character':
    case 'enum':
    case 'unit':
      return true;
    case 'integer':
    case 'float':
      return type.bits !== 64;
    default:
      return false;
  }
}

export function tooWide(name: string, what: string): Pick<Diagnostic, 'code' | 'title' | 'detail' | 'hint'> {
  return {
    code: 'FS8282',
    title: 'State that an interrupt handler shares is too wide for one access.',
    detail: `${what} \`${name}\` takes more than one instruction to read or write: a handler could see, or leave, half of it.`,
    hint: 'Put the access into `Interrupt.critical (fun () -> …)`, in the handler too, or share numbers of at most 32 bits.',
  };
}
