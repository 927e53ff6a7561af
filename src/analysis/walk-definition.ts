// In: a definition, and what is known of all others. Out: one symbolic walk over it: findings for the others, questions for the recorder.
import { never } from '../base/never.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Arrays } from './arrays.ts';
import { booleanRole, checkClaims } from './check-claims.ts';
import { type Effects, isStart } from './effects.ts';
import { reportGlobal, unknownGlobal } from './globals.ts';
import { addRelations, narrowSlots, withNarrowed } from './narrow.ts';
import type { Checks, Findings, Knowledge, Recorder, Run } from './run.ts';
import { isPlain, type Slot, slotsOf, unfold } from './slots.ts';
import { addStatement, createState, fork, type State } from './state.ts';
import { createSymbolTable } from './symbols.ts';
import { makeTemplates, measure } from './templates.ts';
import { thresholdsOf } from './thresholds.ts';
import { expectValue, unknownOf, type Value } from './value.ts';
import { evaluate, evaluateCondition } from './walk.ts';

export interface Program {
  readonly psg: Psg;
  readonly target: Target;
  readonly effects: Effects;
  readonly checks: Checks;
  readonly arrays: Arrays;
  readonly hints: Map<NodeId, Hints>;
}

/** What makes fixpoints of a definition quicker or sharper to find; any hints are sound. */
export interface Hints {
  readonly thresholds: readonly bigint[];
  readonly loops: Run['loops'];
}

/** The hints of a definition, kept from walk to walk. */
function hintsFor(program: Program, definition: NodeId): Hints {
  const known = program.hints.get(definition);
  if (known) return known;
  const made: Hints = { thresholds: thresholdsOf(program.psg, [definition]), loops: new Map() };
  program.hints.set(definition, made);
  return made;
}

const mostEnds = 40;

/** With the ends of what elements and module-level values can be: variables that are assigned from them stay there. */
function withEnds(thresholds: readonly bigint[], { globals, contents }: Knowledge): readonly bigint[] {
  const ends = new Set<bigint>();
  for (const { uppers } of [...contents.values(), ...globals.values()]) {
    for (const end of uppers) if (typeof end === 'bigint' && ends.size < mostEnds) ends.add(end);
  }
  return [...new Set([...thresholds, ...ends])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const noFindings: Findings = {
  parameters: () => undefined,
  result: () => undefined,
  global: () => undefined,
  contents: () => undefined,
};

/** A fresh run over a definition. */
export function runOf(
  program: Program,
  knowledge: Knowledge,
  definition: NodeId,
  findings: Findings,
  recorder: Recorder | undefined,
): Run {
  const hints = hintsFor(program, definition);
  return {
    psg: program.psg,
    target: program.target,
    effects: program.effects,
    arrays: program.arrays,
    checks: program.checks,
    knowledge,
    findings,
    definition,
    section: 'open',
    table: createSymbolTable(),
    locals: new Map(),
    constants: new Map(),
    thresholds: withEnds(hints.thresholds, knowledge),
    loops: hints.loops,
    recorder,
    evaluate,
    evaluateCondition,
  };
}

/** Walks a function or the initialiser of a module-level value. */
export function walkDefinition(run: Run): void {
  const node = run.psg.node(run.definition);
  const state = createState(run.table);
  for (const id of run.effects.reads.get(node.id) ?? []) {
    if (run.psg.expect(id, 'value').mutability === 'mutable')
      state.globals.set(id, unknownGlobal(run, state, run.psg.expect(id, 'value')));
  }
  if (node.kind === 'value') reportGlobal(run, state, node.id, evaluate(run, state, node.initial));
  else if (node.kind === 'function') walkFunction(run, state, node);
}

function walkFunction(run: Run, state: State, node: NodeOf<'function'>): void {
  const parameters = bindParameters(run, state, node);
  // nobody checks the requirements of the entry point when the system starts it: there they are not assumed
  const start = isStart(run.psg, node.id) ? fork(state) : state;
  for (const condition of node.requires) {
    const { formula } = expectValue(evaluate(run, start, condition), 'boolean');
    addStatement(start, { formula, reason: 'contract', about: condition });
  }
  const result = evaluate(run, state, node.body);
  for (const [part, ensured] of node.ensures.entries()) {
    run.locals.set(ensured.result, result);
    const { formula } = expectValue(evaluate(run, state, ensured.condition), 'boolean');
    checkClaims(run, state, node.id, 'ensures', { condition: booleanRole(formula) }, part);
  }
  if (state.domain.isEmpty) return;
  const own = slotsOf(result, run.target);
  const partners = parameters.filter(isPlain);
  const templates = makeTemplates(own.length, partners.length);
  run.findings.result(measure(state.domain, templates, [...own, ...partners], own.length));
}

function bindParameters(run: Run, state: State, node: NodeOf<'function'>): readonly Slot[] {
  const bounds = isStart(run.psg, node.id) ? undefined : run.knowledge.parameters.get(node.id);
  const values: Value[] = node.parameters.map((id) => {
    const parameter = run.psg.expect(id, 'binding');
    const naming = { table: run.table, target: run.target, about: id };
    return unfold(unknownOf(parameter.type, parameter.name, naming), parameter.name, naming);
  });
  const fresh = values.flatMap((value) => slotsOf(value, run.target));
  const slots = bounds ? narrowSlots(state, fresh, bounds, 'interval', node.id) : fresh;
  let used = 0;
  for (const [i, id] of node.parameters.entries()) {
    const value = values[i] ?? never('every parameter has a value');
    const count = slotsOf(value, run.target).length;
    run.locals.set(id, withNarrowed(value, slots.slice(used, used + count)));
    used += count;
  }
  if (bounds) addRelations(state, makeTemplates(slots.length, 0), slots, slots.length, bounds, 'interval', node.id);
  return slots;
}

// ── recording ──

/** Walks every definition that can run once more, with all knowledge, asking every question. Functions that are never called are walked with unknown arguments. */
export function recordProgram(program: Program, knowledge: Knowledge, recorder: Recorder): void {
  for (const id of [...program.psg.values, ...program.effects.reachable]) {
    walkDefinition(runOf(program, knowledge, id, noFindings, recorder));
  }
}
