// In: what an unknown stands for. Out: its id, its range and the statements that define it. The definitions of a symbol are true of every execution,
// whatever path it takes: they constrain only the symbol itself, given the others (a definitional extension). Facts that hold on some paths only live in the state.
import { never } from '../base/never.ts';
import type { Fact, ObligationId, Reason } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import { always, and, atMost, type Formula } from './formula.ts';
import { constantLinear, type Linear, linearOf, type SymbolId } from './linear.ts';

/** A formula that is true, with its reason; `fact` is its form for the outside, made once on demand. */
export interface Statement {
  readonly formula: Formula;
  readonly reason: Reason;
  readonly about: NodeId;
  readonly restsOn?: ObligationId;
  fact?: Fact;
}

/** Inclusive; an absent end is unbounded. */
export interface Range {
  readonly low: bigint | undefined;
  readonly high: bigint | undefined;
}

export interface SymbolEntry {
  /** The name in the source that it stands for (`i`, `buffer.Length`, `a.[i]`), or undefined for a helper of an encoding. */
  readonly source: string | undefined;
  readonly sort: 'Int' | 'Bool';
  /** Holds on every path. */
  readonly range: Range;
  readonly about: NodeId;
  readonly definitions: Statement[];
  /** What it stands for, when that is a value of the program and not a helper. */
  readonly stands?: Stands;
}

/**
 * The integer or boolean at `path` (`.Length`, `.1`, `.tag`, or nothing) in the value of `holder` (a binding, module-level value or expression), as it was
 * when control last came from `about`: the start of a loop, the end of an `if`, or the holder itself.
 */
export interface Stands {
  readonly holder: NodeId;
  readonly path: string;
}

export const unbounded: Range = { low: undefined, high: undefined };

export interface SymbolTable {
  readonly entries: SymbolEntry[];
  /** Symbols of pure operations by operation and operands: the same value is the same symbol. */
  readonly consed: Map<string, SymbolId>;
  /** Products by the key of each factor, with the other factor. */
  readonly products: Map<string, { readonly symbol: SymbolId; readonly other: Linear }[]>;
}

export function createSymbolTable(): SymbolTable {
  return { entries: [], consed: new Map(), products: new Map() };
}

export function entryOf(table: SymbolTable, symbol: SymbolId): SymbolEntry {
  return table.entries[symbol] ?? never(`symbol ${symbol} is in its table`);
}

export function rangeFormula(linear: Linear, range: Range): Formula {
  return and(
    range.low === undefined ? always : atMost(constantLinear(range.low), linear),
    range.high === undefined ? always : atMost(linear, constantLinear(range.high)),
  );
}

/** A fresh integer; its range becomes its first definition. */
export function freshInteger(
  table: SymbolTable,
  source: string | undefined,
  range: Range,
  about: NodeId,
  stands?: Stands,
): SymbolId {
  const symbol = table.entries.length as SymbolId;
  const definitions: Statement[] = [];
  if (range.low !== undefined || range.high !== undefined) {
    definitions.push({ formula: rangeFormula(linearOf(symbol), range), reason: 'type', about });
  }
  table.entries.push({ source, sort: 'Int', range, about, definitions, ...(stands ? { stands } : {}) });
  return symbol;
}

export function freshBoolean(table: SymbolTable, source: string | undefined, about: NodeId, stands?: Stands): SymbolId {
  const symbol = table.entries.length as SymbolId;
  table.entries.push({ source, sort: 'Bool', range: unbounded, about, definitions: [], ...(stands ? { stands } : {}) });
  return symbol;
}

/** Adds a defining statement; it must be satisfiable by a choice of this symbol (and its own helpers) alone, on every path. */
export function define(table: SymbolTable, symbol: SymbolId, formula: Formula, about: NodeId): void {
  if (formula.kind === 'constant' && formula.value) return;
  entryOf(table, symbol).definitions.push({ formula, reason: 'definition', about });
}

/** The symbol of a pure operation, made at most once per table. */
export function consed(table: SymbolTable, key: string, make: () => SymbolId): SymbolId {
  const known = table.consed.get(key);
  if (known !== undefined) return known;
  const symbol = make();
  table.consed.set(key, symbol);
  return symbol;
}
