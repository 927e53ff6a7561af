// Runs a program and looks whether what the analysis believes is true of the run. Each arrival at a claim gives a query: the facts there, with the values that
// were seen put in for the symbols that stand for them, must be satisfiable by some choice of the helpers.

import { findArrays } from '../../src/analysis/arrays.ts';
import { findEffects } from '../../src/analysis/effects.ts';
import { termOfFormula, termOfLinear } from '../../src/analysis/formula.ts';
import { findEarlyReads, learnProgram } from '../../src/analysis/learn-program.ts';
import { findLifetimes } from '../../src/analysis/lifetimes.ts';
import type { Knowledge, Recorder } from '../../src/analysis/run.ts';
import { entryOf } from '../../src/analysis/symbols.ts';
import { makeTemplates } from '../../src/analysis/templates.ts';
import { recordProgram } from '../../src/analysis/walk-definition.ts';
import { runProgram } from '../../src/interpreter/run.ts';
import { isView, type Value } from '../../src/interpreter/value.ts';
import type { Target } from '../../src/memory/target.ts';
import type { Claim, Room } from '../../src/obligations/claim.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { makeQuestion, makeScribe, type Scribe } from '../../src/obligations/question.ts';
import { factPrefixes, findSites } from '../../src/obligations/sites.ts';
import type { NodeId } from '../../src/psg/node.ts';
import type { Psg } from '../../src/psg/psg.ts';
import type { Type } from '../../src/psg/type.ts';
import { simplify } from '../../src/smt/simplify.ts';
import { apply, integer, no, printTerm, substitute, type Term, yes } from '../../src/smt/term.ts';
import { answeringWorld } from './answering-world.ts';
import { SeenValues } from './seen-values.ts';

interface Asked {
  readonly facts: readonly Term[];
  readonly roles: ReadonlyMap<string, Term>;
  /** Symbol → key of the value seen. */
  readonly stands: ReadonlyMap<string, string>;
}

export interface Analysed {
  readonly psg: Psg;
  readonly target: Target;
  readonly knowledge: Knowledge;
  /** `<kind> <subject> <part>` → what was asked there, once per visit of the walk. */
  readonly asked: ReadonlyMap<string, readonly Asked[]>;
}

export function analyse(psg: Psg, target: Target): Analysed {
  const effects = findEffects(psg);
  const room: Room = {
    psg,
    target,
    predicates: loadPredicates(),
    lifetimes: findLifetimes(psg, effects),
    prefixes: factPrefixes(psg),
  };
  const sites = findSites(room, effects);
  const byId = new Map(sites.all.map((site) => [site.id, site]));
  const program = {
    psg,
    target,
    effects,
    checks: sites.checks,
    arrays: findArrays(psg, effects, findEarlyReads(psg, effects)),
    hints: new Map(),
  };
  const knowledge = learnProgram(program);
  const asked = new Map<string, Asked[]>();
  let scribe: { readonly table: object; readonly scribe: Scribe } | undefined;
  const recorder: Recorder = {
    ask(run, check, name, state, roles) {
      if (name !== 'claim') return;
      if (scribe?.table !== run.table) scribe = { table: run.table, scribe: makeScribe(run.table, 'f') };
      const { nameOf } = scribe.scribe;
      const { question, symbols } = makeQuestion(run, scribe.scribe, name, check.check, state, roles);
      const site = byId.get(check.id);
      if (!site) throw new Error('every check has its site');
      const key = placeKey(site.claim.kind, site.subject, site.claim.part);
      const terms = new Map<string, Term>();
      for (const [role, value] of roles)
        terms.set(
          role,
          value.kind === 'integer' ? termOfLinear(value.linear, nameOf) : termOfFormula(value.formula, nameOf),
        );
      const stands = new Map<string, string>();
      for (const symbol of symbols) {
        const entry = entryOf(run.table, symbol);
        if (entry.stands) stands.set(nameOf(symbol), `${entry.about} ${entry.stands.holder} ${entry.stands.path}`);
      }
      asked.set(key, [
        ...(asked.get(key) ?? []),
        { facts: question.facts.map(({ term }) => term), roles: terms, stands },
      ]);
    },
  };
  recordProgram(program, knowledge, recorder);
  return { psg, target, knowledge, asked };
}

function placeKey(kind: Claim['kind'] | string, subject: NodeId, part: number): string {
  return `${kind} ${subject} ${part}`;
}

export interface Finding {
  readonly place: string;
  readonly text: string;
}

export interface Comparison {
  /** Facts that are false whatever the helpers are. */
  readonly wrong: readonly Finding[];
  /** What remains to be shown satisfiable. */
  readonly queries: ReadonlyMap<string, readonly Term[]>;
  readonly arrivals: number;
  readonly places: ReadonlySet<string>;
}

/** One run. */
export function compareRun(analysed: Analysed, answer: () => bigint): Comparison {
  const { psg, target, knowledge, asked } = analysed;
  const wrong: Finding[] = [];
  const queries = new Map<string, readonly Term[]>();
  let arrivals = 0;
  const places = new Set<string>();
  const inBounds = (
    what: string,
    bounds: Knowledge['globals'] extends Map<NodeId, infer B> ? B | undefined : never,
    own: readonly ConcreteSlot[],
    partners: readonly ConcreteSlot[],
  ) => {
    if (!bounds) {
      wrong.push({ place: what, text: 'never reached, the analysis says' });
      return;
    }
    const slots = [...own, ...partners];
    for (const [i, template] of makeTemplates(own.length, partners.length).entries()) {
      const bound = bounds.uppers[i];
      const parts = template.map(({ slot, factor }) => ({ value: slots[slot]?.value, factor }));
      if (parts.some(({ value }) => value === undefined)) continue;
      const value = parts.reduce((sum, part) => sum + part.factor * (part.value ?? 0n), 0n);
      if (bound === 'none') wrong.push({ place: what, text: `template ${i} has a value, ${value}` });
      else if (bound !== undefined && value > bound)
        wrong.push({ place: what, text: `template ${i} is ${value}, above ${bound}` });
    }
    for (const [i, congruence] of bounds.congruences.entries()) {
      const value = own[i]?.value;
      if (value === undefined || congruence === 'none') continue;
      const { modulus, remainder } = congruence;
      if (modulus === 0n ? value !== remainder : (value - remainder) % modulus !== 0n)
        wrong.push({ place: what, text: `${value} is not ${remainder} mod ${modulus}` });
    }
  };
  const seenIn = new SeenValues(psg);
  runProgram(psg, target, answeringWorld(answer), {
    limits: { fuel: 30_000, depth: 60 },
    observer: {
      ...seenIn.observer,
      claim({ subject, kind, part }, roles, { activation }) {
        arrivals++;
        const place = placeKey(kind, subject, part);
        places.add(place);
        const visits = asked.get(place);
        if (visits?.length !== 1) {
          if (!visits && !isDecided(psg, subject, kind)) wrong.push({ place, text: 'was never asked' });
          return;
        }
        for (const visit of visits) compareVisit(place, visit, roles, seenIn.of(activation));
      },
      call: (callee, operands) => {
        if (callee !== psg.entry)
          inBounds(`parameters of ${callee}`, knowledge.parameters.get(callee), argumentsIn(callee, operands), []);
      },
      result: (callee, result, operands) =>
        inBounds(
          `result of ${callee}`,
          knowledge.results.get(callee),
          integersIn(psg.expect(callee, 'function').result, result),
          argumentsIn(callee, operands).filter(({ isPlain }) => isPlain),
        ),
      global: (value, content) => {
        seenIn.observer.global(value, content);
        if (!knowledge.readEarly.has(value))
          inBounds(
            `value ${value}`,
            knowledge.globals.get(value),
            integersIn(psg.expect(value, 'value').type, content),
            [],
          );
      },
    },
  });
  return { wrong, queries, arrivals, places };

  function argumentsIn(callee: NodeId, operands: readonly Value[]): readonly ConcreteSlot[] {
    return psg
      .expect(callee, 'function')
      .parameters.flatMap((parameter, i) => integersIn(psg.expect(parameter, 'binding').type, operands[i]));
  }

  function compareVisit(
    place: string,
    visit: Asked,
    roles: Readonly<Record<string, bigint | boolean>>,
    values: ReadonlyMap<string, bigint | boolean>,
  ): void {
    const seen = new Map<string, Term>();
    for (const [symbol, key] of visit.stands) {
      const value = values.get(key);
      if (value !== undefined) seen.set(symbol, constant(value));
    }
    const open: Term[] = [];
    const add = (term: Term) => {
      const reduced = simplify(substitute(term, seen));
      if (reduced.kind === 'boolean') {
        if (!reduced.value)
          wrong.push({
            place,
            text: `${printTerm(term)} with ${[...seen].map(([name, value]) => `${name} = ${printTerm(value)}`).join(', ')}`,
          });
      } else open.push(reduced);
    };
    for (const fact of visit.facts) add(fact);
    for (const [role, term] of visit.roles) {
      const value = roles[role];
      if (value !== undefined) add(apply('=', term, constant(value)));
    }
    if (open.length > 0) queries.set(`${place}: ${open.map(printTerm).join(' ')}`, open);
  }
}

function isDecided(psg: Psg, subject: NodeId, kind: string): boolean {
  const node = psg.node(subject);
  // an invariant's questions are about two executions of the body; its facts are seen through the claims inside it
  if (kind === 'invariant') return true;
  return kind === 'exhaustive' && node.kind === 'match' && psg.node(node.matched).kind === 'literal';
}

function constant(value: bigint | boolean): Term {
  return typeof value === 'bigint' ? integer(value) : value ? yes : no;
}

/** An integer of a value; undefined for the payload of a case that it does not have. */
interface ConcreteSlot {
  readonly value: bigint | undefined;
  readonly isPlain: boolean;
}

/** The integers of a value in the order of the analysis, found by the type alone. */
function integersIn(type: Type, value: Value, isPlain = true): readonly ConcreteSlot[] {
  const whole = typeof value === 'object' && 'fields' in value ? value : undefined;
  switch (type.kind) {
    case 'integer':
    case 'enum':
    case 'character':
      return [{ value: typeof value === 'bigint' ? value : undefined, isPlain }];
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
      return [
        {
          value: isView(value) ? BigInt(value.length) : undefined,
          isPlain,
        },
      ];
    case 'tuple':
      return type.items.flatMap((item, i) => integersIn(item, whole?.fields[i], isPlain));
    case 'record':
      return type.fields.flatMap((field, i) => integersIn(field.type, whole?.fields[i], isPlain));
    case 'union':
      return [
        { value: whole?.tag === undefined ? undefined : BigInt(whole.tag), isPlain },
        ...type.cases.flatMap((each, tag) =>
          each.fields.flatMap((field, i) =>
            integersIn(field.type, whole?.tag === tag ? whole.fields[i] : undefined, false),
          ),
        ),
      ];
    default:
      return [];
  }
}
