// In: what is known at a point of a function. Out: forks and joins of it. A state is changed in place along one path; `fork` before taking two.
import type { NodeId } from '../psg/node.ts';
import { adopt, assume } from './assume.ts';
import { createDomain, type Domain, forkDomain, hullRange, rangeOfSymbol } from './domain.ts';
import { joinDomains, type Merged } from './domain-join.ts';
import { choose, equals, type Formula, iff, implies, not, sizeOfFormula } from './formula.ts';
import { addScaled, type Linear, linearOf, type SymbolId, sameLinear } from './linear.ts';
import {
  define,
  entryOf,
  freshBoolean,
  freshInteger,
  rangeFormula,
  type Statement,
  type SymbolTable,
} from './symbols.ts';
import { opaque, sameValue, type Value, type ValueOf } from './value.ts';

/** The statements that hold at a point, latest first; shared between states. */
export interface Facts {
  readonly statement: Statement;
  readonly before: Facts | undefined;
  readonly depth: number;
}

export interface State {
  readonly table: SymbolTable;
  /** Mutable bindings of the function. */
  readonly bindings: Map<NodeId, Value>;
  /** Mutable module-level values. */
  readonly globals: Map<NodeId, Value>;
  readonly domain: Domain;
  facts: Facts | undefined;
}

export function createState(table: SymbolTable): State {
  return { table, bindings: new Map(), globals: new Map(), domain: createDomain(table), facts: undefined };
}

export function fork(state: State): State {
  return {
    ...state,
    bindings: new Map(state.bindings),
    globals: new Map(state.globals),
    domain: forkDomain(state.domain),
  };
}

/** Records a statement and lets the domain learn it. */
export function addStatement(state: State, statement: Statement): void {
  const { formula } = statement;
  if (formula.kind === 'constant' && formula.value) return;
  if (formula.kind === 'and') {
    for (const operand of formula.operands) addStatement(state, { ...statement, formula: operand });
    return;
  }
  noteStatement(state, statement);
  assume(state.domain, formula);
}

/** Records a statement that the domain knows already. */
export function noteStatement(state: State, statement: Statement): void {
  state.facts = { statement, before: state.facts, depth: (state.facts?.depth ?? 0) + 1 };
}

/** Makes `target` equal to `source`. */
export function become(target: State, source: State): void {
  if (target === source) return;
  target.bindings.clear();
  for (const [key, value] of source.bindings) target.bindings.set(key, value);
  target.globals.clear();
  for (const [key, value] of source.globals) target.globals.set(key, value);
  adopt(target.domain, source.domain);
  target.facts = source.facts;
}

function commonFacts(a: Facts | undefined, b: Facts | undefined): Facts | undefined {
  let x = a;
  let y = b;
  while (x !== y) {
    if ((x?.depth ?? 0) >= (y?.depth ?? 0)) x = x?.before;
    else y = y?.before;
  }
  return x;
}

/** Where two paths of an `if` meet: `target` becomes the state there; returns the value of the whole. */
export function join(
  target: State,
  condition: Formula,
  left: { readonly state: State; readonly value: Value },
  right: { readonly state: State; readonly value: Value },
  about: NodeId,
  nameOf: (binding: NodeId) => string | undefined,
): Value {
  const leftEmpty = left.state.domain.isEmpty;
  const rightEmpty = right.state.domain.isEmpty;
  if (leftEmpty !== rightEmpty) {
    const live = leftEmpty ? right : left;
    become(target, live.state);
    return live.value;
  }
  const merger: Merger = { table: target.table, condition, about, merged: [] };
  const value = mergeValues(merger, left.value, right.value, { source: undefined, holder: about, path: '' });
  const bindings = mergeMaps(merger, left.state.bindings, right.state.bindings, nameOf);
  const globals = mergeMaps(merger, left.state.globals, right.state.globals, nameOf);
  const domain = joinDomains(left.state.domain, right.state.domain, merger.merged);
  const facts = commonFacts(left.state.facts, right.state.facts);
  become(target, { table: target.table, bindings, globals, domain, facts });
  for (const { symbol } of merger.merged) noteKnown(target, symbol, about);
  return value;
}

/** States for the reader of facts what the domain alone knows about a symbol: its range when narrower than its own, and its differences. */
export function noteKnown(state: State, symbol: SymbolId, about: NodeId): void {
  const { domain } = state;
  const own = entryOf(state.table, symbol).range;
  const range = rangeOfSymbol(domain, symbol);
  if (range.low !== own.low || range.high !== own.high) {
    noteStatement(state, { formula: rangeFormula(linearOf(symbol), range), reason: 'interval', about });
  }
  for (const [other, k] of domain.above.get(symbol) ?? []) noteDifference(state, symbol, other, k, about);
  for (const [other, k] of domain.under.get(symbol) ?? []) noteDifference(state, other, symbol, k, about);
}

function noteDifference(state: State, x: SymbolId, y: SymbolId, k: bigint, about: NodeId): void {
  const { high } = rangeOfSymbol(state.domain, x);
  const { low } = rangeOfSymbol(state.domain, y);
  if (high !== undefined && low !== undefined && high - low <= k) return;
  const difference = addScaled({ constant: -k, parts: linearOf(x).parts }, linearOf(y), -1n);
  noteStatement(state, { formula: { kind: 'at-most-zero', linear: difference }, reason: 'interval', about });
}

/** Which value is being merged. */
interface At {
  readonly source: string | undefined;
  readonly holder: NodeId;
  readonly path: string;
}

function inside(at: At, path: string, source?: string): At {
  return { source: source ?? at.source, holder: at.holder, path: `${at.path}${path}` };
}

interface Merger {
  readonly table: SymbolTable;
  readonly condition: Formula;
  readonly about: NodeId;
  readonly merged: Merged[];
}

function mergeMaps(
  merger: Merger,
  left: ReadonlyMap<NodeId, Value>,
  right: ReadonlyMap<NodeId, Value>,
  nameOf: (binding: NodeId) => string | undefined,
): Map<NodeId, Value> {
  const result = new Map<NodeId, Value>();
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other) result.set(key, mergeValues(merger, value, other, { source: nameOf(key), holder: key, path: '' }));
  }
  return result;
}

function mergeIntegers(merger: Merger, left: Linear, right: Linear, at: At): Linear {
  if (sameLinear(left, right)) return left;
  const range = hullRange(ownRange(merger.table, left), ownRange(merger.table, right));
  const stands = { holder: at.holder, path: at.path };
  const symbol = freshInteger(merger.table, at.source, range, merger.about, stands);
  const value = linearOf(symbol);
  define(merger.table, symbol, implies(merger.condition, equals(value, left)), merger.about);
  define(merger.table, symbol, implies(not(merger.condition), equals(value, right)), merger.about);
  merger.merged.push({ symbol, left, right });
  return value;
}

/** The range of a form that its symbols' own ranges give, on every path. */
function ownRange(table: SymbolTable, linear: Linear): { low: bigint | undefined; high: bigint | undefined } {
  let low: bigint | undefined = linear.constant;
  let high: bigint | undefined = linear.constant;
  for (const { symbol, factor } of linear.parts) {
    const { range } = entryOf(table, symbol);
    const [least, most] = factor > 0n ? [range.low, range.high] : [range.high, range.low];
    low = low === undefined || least === undefined ? undefined : low + least * factor;
    high = high === undefined || most === undefined ? undefined : high + most * factor;
  }
  return { low, high };
}

const formulaLimit = 24;

function mergeValues(merger: Merger, left: Value, right: Value, at: At): Value {
  if (sameValue(left, right)) return left;
  switch (left.kind) {
    case 'integer':
      if (right.kind !== 'integer') return opaque;
      return { kind: 'integer', linear: mergeIntegers(merger, left.linear, right.linear, at) };
    case 'boolean': {
      if (right.kind !== 'boolean') return opaque;
      return {
        kind: 'boolean',
        formula: shorten(merger.table, choose(merger.condition, left.formula, right.formula), at.source, merger.about),
      };
    }
    case 'collection': {
      if (right.kind !== 'collection') return opaque;
      const length = mergeIntegers(
        merger,
        left.length,
        right.length,
        inside(at, '.Length', at.source && `${at.source}.Length`),
      );
      return { kind: 'collection', length };
    }
    case 'aggregate':
      if (right.kind !== 'aggregate') return opaque;
      return {
        kind: 'aggregate',
        fields: left.fields.map((field, i) =>
          mergeValues(merger, field, right.fields[i] ?? opaque, inside(at, `.${i}`)),
        ),
      };
    case 'union': {
      if (right.kind !== 'union') return opaque;
      return mergeUnions(merger, left, right, at);
    }
    case 'opaque':
      return opaque;
  }
}

/** A case that only one side can have is that side's; a case that the other side may have with an unknown payload is unknown. */
function mergeUnions(merger: Merger, left: ValueOf<'union'>, right: ValueOf<'union'>, at: At): Value {
  const payloads = new Map<number, readonly Value[]>();
  for (const [tag, fields] of left.payloads) {
    const others = right.payloads.get(tag);
    if (others)
      payloads.set(
        tag,
        fields.map((field, i) => mergeValues(merger, field, others[i] ?? opaque, inside(at, `.payload.${tag}.${i}`))),
      );
    else if (right.others === 'closed') payloads.set(tag, fields);
  }
  for (const [tag, fields] of right.payloads) {
    if (!left.payloads.has(tag) && left.others === 'closed') payloads.set(tag, fields);
  }
  return {
    kind: 'union',
    type: left.type,
    tag: mergeIntegers(merger, left.tag, right.tag, inside(at, '.tag', at.source && `tag of ${at.source}`)),
    payloads,
    others: left.others === 'closed' && right.others === 'closed' ? 'closed' : 'open',
  };
}

/** A formula that has grown large is named by a fresh boolean. */
export function shorten(table: SymbolTable, formula: Formula, source: string | undefined, about: NodeId): Formula {
  if (sizeOfFormula(formula) <= formulaLimit) return formula;
  const symbol = freshBoolean(table, source, about);
  const named: Formula = { kind: 'symbol', symbol };
  define(table, symbol, iff(named, formula), about);
  return named;
}
