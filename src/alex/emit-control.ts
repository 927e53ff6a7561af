// In: control nodes. Out: blocks. `if` merges its arms' leaves by block arguments; loops test before every round; failed matches trap.
import { never } from '../base/never.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { claimOfMatch, type NodeId, type NodeOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { asInteger } from '../psg/type.ts';
import { emitInteger, emitZero, type FunctionContext, leavesIn, single } from './context.ts';
import { emitChecks, emitTrap, settleCondition } from './emit-guard.ts';
import { typeOfNode } from './emit-memory.ts';
import type { Value } from './writer.ts';

export function emitIf(fn: FunctionContext, node: NodeOf<'if'>): Value {
  const taken = onlyArm(fn, node);
  const condition = single(fn.evaluate(node.condition));
  if (taken !== undefined) return fn.evaluate(taken);
  const { writer } = fn;
  const leaves = leavesIn(fn, node.type);
  const [thenBlock, otherwiseBlock, after] = [writer.newBlock(), writer.newBlock(), writer.newBlock()];
  writer.effect(`cf.cond_br ${condition}, ${thenBlock}, ${otherwiseBlock}`, node.span);
  for (const [block, arm] of [
    [thenBlock, node.then],
    [otherwiseBlock, node.otherwise],
  ] as const) {
    writer.startBlock(block, []);
    const value = fn.evaluate(arm);
    writer.effect(`cf.br ${after}${spellArguments(value, leaves)}`, node.span);
  }
  return writer.startBlock(after, leaves);
}

function spellArguments(value: Value, leaves: readonly string[]): string {
  return value.length === 0 ? '' : `(${value.join(', ')} : ${leaves.join(', ')})`;
}

/** The arm that is always taken, because the other one is the failure of a match whose claim is proved. */
function onlyArm(fn: FunctionContext, node: NodeOf<'if'>): NodeId | undefined {
  if (isDroppedFailure(fn, node.otherwise)) return node.then;
  if (isDroppedFailure(fn, node.then)) return node.otherwise;
  return undefined;
}

/** Whether an arm is nothing but the failure of a match whose claim is proved. */
function isDroppedFailure(fn: FunctionContext, arm: NodeId): boolean {
  const failure = fn.program.psg.node(arm);
  if (failure.kind !== 'match-failure') return false;
  return failureTreatment(fn, failure.match) === 'elided';
}

/** The obligation of a match: that some rule takes the value, or that control never gets to the failure. */
function obligationOf(fn: FunctionContext, id: NodeId): Obligation | undefined {
  const kind = claimOfMatch(fn.program.psg.expect(id, 'match'));
  return fn.program.book.at(id).find((each) => each.kind === kind);
}

function obligationOfFailure(fn: FunctionContext, match: NodeId): Obligation {
  return obligationOf(fn, match) ?? never(`match ${match} with a failure has an obligation`);
}

/** A failure that stands elsewhere than as the arm of an `if` cannot be left out: then every failure of the match is kept. */
function failureTreatment(fn: FunctionContext, match: NodeId): 'elided' | 'kept' {
  const treatment = fn.program.book.decide(obligationOfFailure(fn, match), fn.mode);
  if (treatment !== 'elided') return 'kept';
  return failuresOf(fn.program.psg, match).every((failure) => isArm(fn.program.psg, failure)) ? 'elided' : 'kept';
}

function failuresOf(psg: Psg, match: NodeId): readonly NodeId[] {
  const known = failuresByMatch.get(psg) ?? groupFailures(psg);
  failuresByMatch.set(psg, known);
  return known.get(match) ?? [];
}

const failuresByMatch = new WeakMap<Psg, ReadonlyMap<NodeId, readonly NodeId[]>>();

function groupFailures(psg: Psg): ReadonlyMap<NodeId, readonly NodeId[]> {
  const groups = new Map<NodeId, NodeId[]>();
  for (const failure of psg.nodesOf('match-failure')) {
    groups.set(failure.match, [...(groups.get(failure.match) ?? []), failure.id]);
  }
  return groups;
}

function isArm(psg: Psg, failure: NodeId): boolean {
  const users = psg.users(failure);
  return users.length > 0 && users.every((use) => psg.node(use.user).kind === 'if' && use.role !== 'condition');
}

/**
 * The claim of a match is that one of its rules takes the value. Kept, it is tested by the rules' own tests: the guard is the trap where all
 * have failed. Unreachable, the trap stands in place of the whole match.
 */
export function emitMatch(fn: FunctionContext, node: NodeOf<'match'>): Value {
  const { book, psg } = fn.program;
  const obligation = obligationOf(fn, node.id);
  if (!obligation) return fn.evaluate(node.body);
  const treatment = book.decide(obligation, fn.mode);
  if (treatment === 'absent') {
    book.record(obligation.id, 'absent');
    emitTrap(fn, obligation, node.span);
    return emitZero(fn, leavesIn(fn, node.type), node.span);
  }
  const failures = failuresOf(psg, node.id);
  if (failures.length === 0) {
    // No rule can fail, so there is no trap that could be the guard: the claim itself is tested where it is not proved.
    if (treatment !== 'elided')
      emitChecks(fn, node.id, new Map([[node.matched, fn.evaluate(node.matched)]]), node.span);
    else book.record(obligation.id, treatment);
    return fn.evaluate(node.body);
  }
  const kept = treatment === 'elided' && failureTreatment(fn, node.id) === 'kept';
  book.record(obligation.id, kept ? 'guarded' : treatment);
  settleCondition(fn, node.matched);
  return fn.evaluate(node.body);
}

export function emitMatchFailure(fn: FunctionContext, node: NodeOf<'match-failure'>): Value {
  emitTrap(fn, obligationOfFailure(fn, node.match), node.span);
  return emitZero(fn, leavesIn(fn, node.type), node.span);
}

export function emitWhile(fn: FunctionContext, node: NodeOf<'while'>): Value {
  const { writer } = fn;
  const [head, body, after] = [writer.newBlock(), writer.newBlock(), writer.newBlock()];
  writer.effect(`cf.br ${head}`, node.span);
  writer.startBlock(head, []);
  const condition = single(fn.evaluate(node.condition));
  writer.effect(`cf.cond_br ${condition}, ${body}, ${after}`, node.span);
  writer.startBlock(body, []);
  emitInvariants(fn, node);
  fn.evaluate(node.body);
  writer.effect(`cf.br ${head}`, node.span);
  writer.startBlock(after, []);
  return [];
}

/** Both ends are evaluated once; the last round is told by equality, so the variable never steps over the end of its type. */
export function emitFor(fn: FunctionContext, node: NodeOf<'for'>): Value {
  const { writer } = fn;
  const type = typeOfNode(fn, node.binding);
  const integer = asInteger(type) ?? never('a for loop runs over integers');
  const [leaf] = leavesIn(fn, type);
  if (leaf === undefined) return never('an integer has one leaf');
  const from = single(fn.evaluate(node.from));
  const to = single(fn.evaluate(node.to));
  const [body, after, next] = [writer.newBlock(), writer.newBlock(), writer.newBlock()];
  const order = `${integer.signed ? 's' : 'u'}${node.direction === 'up' ? 'le' : 'ge'}`;
  const runs = writer.value(`arith.cmpi ${order}, ${from}, ${to} : ${leaf}`, node.span);
  writer.effect(`cf.cond_br ${runs}, ${body}(${from} : ${leaf}), ${after}`, node.span);
  const [variable] = writer.startBlock(body, [leaf]);
  if (variable === undefined) return never('the block has one argument');
  fn.bindings.set(node.binding, { kind: 'value', value: [variable] });
  emitInvariants(fn, node);
  fn.evaluate(node.body);
  const isLast = writer.value(`arith.cmpi eq, ${variable}, ${to} : ${leaf}`, node.span);
  writer.effect(`cf.cond_br ${isLast}, ${after}, ${next}`, node.span);
  writer.startBlock(next, []);
  const one = emitInteger(fn, 1n, leaf, node.span);
  const stepped = writer.value(
    `arith.${node.direction === 'up' ? 'addi' : 'subi'} ${variable}, ${one} : ${leaf}`,
    node.span,
  );
  writer.effect(`cf.br ${body}(${stepped} : ${leaf})`, node.span);
  writer.startBlock(after, []);
  return [];
}

/** Claimed at the start of each execution of the body, one by one in order. */
function emitInvariants(fn: FunctionContext, node: NodeOf<'while'> | NodeOf<'for'>): void {
  const present = fn.program.book.at(node.id).filter((each) => each.kind === 'invariant');
  if (present.length !== node.invariants.length) never(`loop ${node.id} has one obligation per invariant`);
  for (const obligation of present) {
    emitChecks(
      fn,
      node.id,
      new Map(),
      fn.program.psg.node(node.invariants[obligation.part] ?? node.id).span,
      (each) => each === obligation,
    );
  }
}

export function emitClaimStatement(fn: FunctionContext, node: NodeOf<'claim'>): Value {
  const present = fn.program.book.at(node.id).filter((each) => each.kind === 'assert');
  if (present.length === 0) never(`claim ${node.id} has its obligation`);
  // Evaluated even where its claim is proved: it is a statement, with the checks and effects that its expression has. LLVM drops what is not used.
  const condition = fn.evaluate(node.condition);
  emitChecks(fn, node.id, new Map([[node.condition, condition]]), node.span);
  return [];
}
