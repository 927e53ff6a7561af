// In: a claim that comes up during the walk, and the state there. Out: the question to the solver: the facts that share symbols with the claim, directly or
// through one another, and the claim in terms of the values found.
import { collectSymbols, type RoleValue, termOfFormula, termOfLinear } from '../analysis/formula.ts';
import type { SymbolId } from '../analysis/linear.ts';
import type { Run } from '../analysis/run.ts';
import type { State } from '../analysis/state.ts';
import { entryOf, type Statement, type SymbolTable } from '../analysis/symbols.ts';
import { startOf } from '../base/source.ts';
import { substitute, type Term } from '../smt/term.ts';
import type { Context, Fact, Question, Stand } from './obligation.ts';

/** Names symbols and facts of one definition; makes each fact once. */
export interface Scribe {
  readonly nameOf: (symbol: SymbolId) => string;
  readonly factOf: (statement: Statement) => Fact;
}

export function makeScribe(table: SymbolTable, prefix: string): Scribe {
  const names = new Map<SymbolId, string>();
  const counts = new Map<string, number>();
  let facts = 0;
  const nameOf = (symbol: SymbolId): string => {
    const known = names.get(symbol);
    if (known !== undefined) return known;
    const entry = entryOf(table, symbol);
    const plain = entry.source?.replace(/[^\w.]+/g, '_').replace(/^[^A-Za-z_]+|_+$/g, '') ?? '';
    const base = plain === '' ? (entry.sort === 'Bool' ? 'test' : 'part') : plain;
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    // the mark keeps names apart from each other, from roles and from SMT-LIB's own words
    const name = `${base}!${count}`;
    names.set(symbol, name);
    return name;
  };
  const factOf = (statement: Statement): Fact => {
    if (statement.fact) return statement.fact;
    const { formula, reason, about, restsOn } = statement;
    const made: Fact = {
      key: `${prefix}!${facts++}`,
      term: termOfFormula(formula, nameOf),
      reason,
      about,
      ...(restsOn === undefined ? {} : { restsOn }),
    };
    statement.fact = made;
    return made;
  };
  return { nameOf, factOf };
}

const symbolsOfStatement = new WeakMap<Statement, ReadonlySet<SymbolId>>();

function symbolsIn(statement: Statement): ReadonlySet<SymbolId> {
  const known = symbolsOfStatement.get(statement);
  if (known) return known;
  const symbols = new Set<SymbolId>();
  collectSymbols(statement.formula, symbols);
  symbolsOfStatement.set(statement, symbols);
  return symbols;
}

export function makeQuestion(
  run: Run,
  scribe: Scribe,
  name: Question['name'],
  check: Term,
  state: State,
  roles: ReadonlyMap<string, RoleValue>,
): { readonly question: Question; readonly symbols: ReadonlySet<SymbolId> } {
  const symbols = new Set<SymbolId>();
  const values = new Map<string, Term>();
  for (const [role, value] of roles) {
    if (value.kind === 'integer') {
      for (const { symbol } of value.linear.parts) symbols.add(symbol);
      values.set(role, termOfLinear(value.linear, scribe.nameOf));
    } else {
      collectSymbols(value.formula, symbols);
      values.set(role, termOfFormula(value.formula, scribe.nameOf));
    }
  }
  const chosen = relevant(run.table, state, symbols);
  const facts = chosen.map((statement) => strip(scribe.factOf(statement), name));
  if (state.domain.isEmpty) {
    const { id } = run.psg.node(run.definition);
    facts.push(scribe.factOf({ formula: { kind: 'constant', value: false }, reason: 'interval', about: id }));
  }
  // The state goes on to change; the list of what is known here does not.
  const known = state.facts;
  const context = () => contextOf(run, scribe, name, known, symbols);
  return { question: { name, facts, claim: substitute(check, values), context }, symbols };
}

/**
 * In the induction step of an invariant every fact belongs to an execution of the body that has passed all its checks: the induction hypothesis. It does not
 * rest on how these checks are settled.
 */
function strip(fact: Fact, name: Question['name']): Fact {
  if (name !== 'kept' || fact.restsOn === undefined) return fact;
  const { restsOn: _, ...rest } = fact;
  return { ...rest, key: `${fact.key}.before` };
}

/** Facts of one question; beyond it the ones farthest from the claim are left out, which can only lose a proof. */
const factLimit = 400;

/** Statements of the state and definitions of symbols that are connected with the given symbols; adds the symbols met. */
function relevant(table: SymbolTable, state: State, symbols: Set<SymbolId>): readonly Statement[] {
  const waiting: Statement[] = [];
  for (let at = state.facts; at; at = at.before) waiting.push(at.statement);
  waiting.reverse();
  const byOneSymbol = new Map<SymbolId, Statement[]>();
  const chosen = new Set<Statement>();
  for (const statement of waiting) {
    const own = symbolsIn(statement);
    if (own.size === 0) chosen.add(statement);
    for (const symbol of own) {
      const list = byOneSymbol.get(symbol);
      if (list) list.push(statement);
      else byOneSymbol.set(symbol, [statement]);
    }
  }
  const queue = [...symbols];
  const take = (statement: Statement) => {
    if (chosen.has(statement) || chosen.size >= factLimit) return;
    chosen.add(statement);
    for (const symbol of symbolsIn(statement)) {
      if (symbols.has(symbol)) continue;
      symbols.add(symbol);
      queue.push(symbol);
    }
  };
  for (let symbol = queue.shift(); symbol !== undefined && chosen.size < factLimit; symbol = queue.shift()) {
    for (const statement of entryOf(table, symbol).definitions) take(statement);
    for (const statement of byOneSymbol.get(symbol) ?? []) take(statement);
  }
  return [...chosen];
}

/** More than any claim's own facts; what is left out can only make a counterexample less likely to be one. */
const contextLimit = 4 * factLimit;

/** Every statement of the state, and the definitions of all symbols that these and the question speak of. */
function contextOf(
  run: Run,
  scribe: Scribe,
  name: Question['name'],
  known: State['facts'],
  symbols: ReadonlySet<SymbolId>,
): Context {
  const chosen = new Set<Statement>();
  const met = new Set(symbols);
  const add = (statement: Statement) => {
    if (chosen.size >= contextLimit) return;
    chosen.add(statement);
    for (const symbol of symbolsIn(statement)) met.add(symbol);
  };
  for (let at = known; at; at = at.before) add(at.statement);
  // a set may grow while it is walked over
  for (const symbol of met) for (const statement of entryOf(run.table, symbol).definitions) add(statement);
  const stands = new Map<string, Stand>();
  for (const symbol of met) {
    const { stands: holding, about } = entryOf(run.table, symbol);
    if (holding) stands.set(scribe.nameOf(symbol), { about, ...holding });
  }
  return { facts: [...chosen].map((statement) => strip(scribe.factOf(statement), name)), stands };
}

/** Symbol → source name, for the symbols of a question that stand for something in the source; the claim's own come first and keep the plain name. */
export function sourceNamesOf(
  run: Run,
  scribe: Scribe,
  symbols: ReadonlySet<SymbolId>,
  into: Map<string, string>,
): void {
  const taken = new Set(into.values());
  for (const symbol of symbols) {
    const { source, about } = entryOf(run.table, symbol);
    const name = scribe.nameOf(symbol);
    if (source === undefined || into.has(name)) continue;
    const { span } = run.psg.node(about);
    const free = taken.has(source) ? `${source} (line ${startOf(span).line})` : source;
    if (taken.has(free)) continue;
    taken.add(free);
    into.set(name, free);
  }
}
