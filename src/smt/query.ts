// In: named assertions. Out: one self-contained SMT-LIB script with canonical names, and the way back. No solver.
// Canonical names make equal questions equal texts: the cache's key, and no name of a program ever reaches the solver.
import { evaluate, type Model, type Value } from './evaluate.ts';
import { printTerm, type Sort, substitute, symbol, symbolsOf, type Term } from './term.ts';

/** Is the conjunction of the assertions satisfiable? Names are unique within the query. */
export interface Query {
  readonly assertions: readonly { readonly name: string; readonly term: Term }[];
  /** Solver steps after which the answer is `unknown`. */
  readonly rlimit: number;
}

/** What came back. Only `unsat` and `sat` say something; `none` is no answer at all (error, silence, broken protocol). `rlimit` counts solver steps. */
export type Reply =
  | { readonly kind: 'unsat'; readonly core: readonly string[]; readonly rlimit: number }
  | { readonly kind: 'sat'; readonly model: Model; readonly rlimit: number }
  | { readonly kind: 'unknown'; readonly why: string; readonly rlimit: number }
  | { readonly kind: 'none'; readonly why: string };

export interface Solver {
  /** Name and version; part of every cache key. */
  readonly version: string;
  /** Never rejects. The reply depends on the query alone, not on earlier queries or the number of workers. */
  ask(query: Query): Promise<Reply>;
  close(): Promise<void>;
}

/** A query under canonical names: symbols `v0 …` by first use, assertions `a0 …` by position. */
export interface CanonicalQuery {
  readonly declarations: readonly string[];
  readonly assertions: readonly string[];
  /** Canonical → own name and sort. */
  readonly symbols: ReadonlyMap<string, { readonly name: string; readonly sort: Sort }>;
  /** Canonical → own name of an assertion. */
  readonly names: ReadonlyMap<string, string>;
}

export function canonicalQuery(query: Query): CanonicalQuery {
  const sorts = new Map<string, Sort>();
  for (const { term } of query.assertions) symbolsOf(term, sorts);
  const by = new Map<string, Term>();
  const symbols = new Map<string, { name: string; sort: Sort }>();
  for (const [name, sort] of sorts) {
    const canonical = `v${by.size}`;
    by.set(name, symbol(canonical, sort));
    symbols.set(canonical, { name, sort });
  }
  const names = new Map(query.assertions.map(({ name }, index) => [`a${index}`, name]));
  return {
    declarations: [...symbols].map(([canonical, { sort }]) => `(declare-fun ${canonical} () ${sort})`),
    assertions: query.assertions.map(
      ({ term }, index) => `(assert (! ${printTerm(substitute(term, by))} :named a${index}))`,
    ),
    symbols,
    names,
  };
}

/**
 * Every option, for every query: options set by an earlier one would leak, because they are global to the solver's instance. Time-outs are
 * off, since seconds do not repeat; `rlimit` does. Cores are not minimised: on products that took up to a hundred times as long as the proof.
 */
export function optionLines(rlimit: number): readonly string[] {
  return [
    '(set-option :print-success false)',
    '(set-option :produce-models true)',
    '(set-option :produce-unsat-cores true)',
    '(set-option :smt.core.minimize false)',
    '(set-option :smt.random_seed 0)',
    '(set-option :sat.random_seed 0)',
    '(set-option :timeout 4294967295)',
    `(set-option :rlimit ${rlimit})`,
  ];
}

/** The model completed to all symbols of the query (a symbol that does not matter may be missing: 0, false). */
export function completeModel(query: Query, model: Model): Model {
  const sorts = new Map<string, Sort>();
  for (const { term } of query.assertions) symbolsOf(term, sorts);
  const complete = new Map<string, Value>();
  for (const [name, sort] of sorts) complete.set(name, model.get(name) ?? (sort === 'Int' ? 0n : false));
  return complete;
}

/** Whether every assertion is true in the model, by our own evaluator: a witness that needs no trust in a solver. */
export function satisfies(query: Query, model: Model): boolean {
  return query.assertions.every(({ term }) => evaluate(term, model) === true);
}
