// In: a node whose operands have been evaluated. Out: the checks of its obligations, each a branch to a cold block with a trap that carries the guard's number.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { bitsOf } from '../memory/target.ts';
import type { ObligationKind } from '../obligations/kinds.ts';
import type { Obligation, Role } from '../obligations/obligation.ts';
import { type Expression, type NodeId, type NodeOf, operandsOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { asInteger, isCollection, type Type } from '../psg/type.ts';
import { type FunctionContext, single, wordIn } from './context.ts';
import { isGuardable } from './guard-book.ts';
import { emitClaim, type IntegerRole, type RoleValue } from './guard-term.ts';
import type { ReportedValue } from './treatment.ts';
import { type Name, quote, type Value } from './writer.ts';

/** The values of operands that have been evaluated already, by node. */
export type Evaluated = ReadonlyMap<NodeId, Value>;

/** Which roles a failing guard prints, with the words before them. */
const reportedRoles: Readonly<Record<string, string>> = {
  index: 'index',
  extent: 'length',
  length: 'length',
  divisor: 'divisor',
  first: 'first',
  last: 'last',
  address: 'address',
};

/** Kinds whose claim is a condition of its own, evaluated where it is claimed. */
const contracts: ReadonlySet<ObligationKind> = new Set(['requires', 'ensures', 'invariant']);

/**
 * Emits the checks of a node's obligations. `absent`: control never gets here (a trap stands in place of the access, which must not be emitted).
 * `only` keeps those of one part: a loop's or a function's claims are emitted one by one.
 */
export function emitChecks(
  fn: FunctionContext,
  subject: NodeId,
  evaluated: Evaluated,
  span: Span,
  only: (obligation: Obligation) => boolean = () => true,
): 'present' | 'absent' {
  let outcome: 'present' | 'absent' = 'present';
  for (const obligation of fn.program.book.at(subject)) {
    if (!only(obligation) || outcome === 'absent') continue;
    const treatment = fn.program.book.decide(obligation, fn.mode);
    fn.program.book.record(obligation.id, treatment);
    const mark = fn.writer.mark();
    switch (treatment) {
      case 'elided':
        if (isGuardable(obligation))
          for (const { node, of } of obligation.roles)
            if (of !== 'exact' && !evaluated.has(node)) settleCondition(fn, node);
        break;
      case 'absent':
        emitTrap(fn, obligation, span);
        outcome = 'absent';
        break;
      case 'guarded':
      case 'rejected':
        if (isGuardable(obligation)) emitGuard(fn, obligation, evaluated, span);
        break;
    }
    if (!fn.excerpts.has(obligation.id)) fn.excerpts.set(obligation.id, fn.writer.range(mark));
  }
  return outcome;
}

/** The excerpt of an access goes on to the end of its node. */
export function endExcerpts(fn: FunctionContext, subject: NodeId): void {
  const { kind } = fn.program.psg.node(subject);
  if (kind === 'while' || kind === 'for' || kind === 'match') return;
  for (const { id } of fn.program.book.at(subject)) {
    const excerpt = fn.excerpts.get(id);
    if (excerpt) fn.excerpts.set(id, { from: excerpt.from, to: Math.max(excerpt.from, fn.writer.mark() - 1) });
  }
}

/**
 * A condition whose own claim is proved is not evaluated, unless a check inside it is kept: later proofs may rest on that check having passed.
 */
export function settleCondition(fn: FunctionContext, condition: NodeId): void {
  const { book, psg } = fn.program;
  const inside = subtree(psg, condition).flatMap((node) => book.at(node));
  if (inside.every((obligation) => book.decide(obligation, 'body') === 'elided')) {
    for (const obligation of inside) book.record(obligation.id, 'elided');
  } else {
    fn.evaluate(condition);
  }
}

/** The nodes of an expression, itself included; definitions that it names are not part of it. */
function subtree(psg: Psg, root: NodeId): readonly NodeId[] {
  const node = psg.node(root);
  if (node.kind === 'function' || node.kind === 'value' || node.kind === 'binding') return [];
  // A failure names its match, which it stands in.
  if (node.kind === 'match-failure') return [root];
  return [root, ...operandsOf(node).flatMap((each) => subtree(psg, each.node))];
}

function emitGuard(fn: FunctionContext, obligation: Obligation, evaluated: Evaluated, span: Span): void {
  const roles = new Map(
    obligation.roles.map((role) => [role.role, roleValue(fn, obligation, role, evaluated)] as const),
  );
  const holds = emitClaim(fn, obligation.check, roles, span);
  const shown = obligation.roles
    .flatMap(({ role }) => reportedOf(role, roles.get(role) ?? never('every role has a value')))
    .slice(0, 2);
  const id = fn.program.book.number(
    obligation,
    span,
    shown.map(({ label, value }) => reportedValue(label, value)),
  );
  const passed = fn.writer.newBlock();
  const failed = fn.writer.newBlock();
  fn.writer.effect(`cf.cond_br ${holds} weights([1048575, 1]), ${passed}, ${failed}`, span);
  const operations: string[] = [];
  const registers = shown.flatMap(({ value }) => spreadOverWords(fn, value, operations));
  fn.writer.coldBlock(failed, [...operations, trapOperation(fn, id, registers), 'llvm.unreachable'], span);
  fn.writer.startBlock(passed, []);
}

/** What the line of a failed guard says of a role; of a result, which may need more bits than any register has, its operands. */
function reportedOf(
  role: string,
  value: RoleValue,
): readonly { readonly label: string; readonly value: IntegerRole }[] {
  if (value.kind === 'exact') {
    const labels = value.operands.length === 1 ? ['operand'] : ['left', 'right'];
    return value.operands.map((operand, at) => ({ label: labels[at] ?? role, value: operand }));
  }
  const label = reportedRoles[role];
  return label !== undefined && value.kind === 'integer' ? [{ label, value }] : [];
}

function reportedValue(label: string, value: IntegerRole): ReportedValue {
  const { bits, signed } = value;
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64)
    return never(`a role is a machine integer, not ${bits} bits`);
  return { label, bits, signed };
}

/** Emits the trap of an obligation where control would go wrong; what follows is never reached. */
export function emitTrap(fn: FunctionContext, obligation: Obligation, span: Span): void {
  const id = fn.program.book.number(obligation, span, []);
  fn.writer.effect(trapOperation(fn, id, []), span);
  fn.writer.effect('llvm.unreachable', span);
  fn.writer.startBlock(fn.writer.newBlock(), []);
}

/** The machine value that plays a role: an operand already evaluated, a binding in scope, or a pure expression (a contract's condition) evaluated here. */
function roleValue(fn: FunctionContext, obligation: Obligation, role: Role, evaluated: Evaluated): RoleValue {
  const node = fn.program.psg.node(role.node);
  if (node.kind === 'function' || node.kind === 'value') return never(`role ${role.role} is a value`);
  if (role.of === 'exact') return exactRole(fn, node, evaluated);
  const known = evaluated.get(role.node);
  // An operand is never evaluated twice: a guard tests the very value that the access uses.
  if (!known && node.kind !== 'binding' && !contracts.has(obligation.kind)) {
    return never(`role ${role.role} of ${obligation.id} is an operand of its subject`);
  }
  const value = known ?? fn.evaluate(role.node);
  const { target } = fn.program;
  if (role.of === 'length') {
    if (!isCollection(node.type)) return never(`role ${role.role} is the length of a collection`);
    return { kind: 'integer', name: lengthOf(value), bits: target.wordBits, signed: true, source: 'length' };
  }
  if (node.type.kind === 'boolean') return { kind: 'boolean', name: single(value) };
  return integerRole(fn, node.type, value);
}

function integerRole(fn: FunctionContext, type: Type, value: Value): IntegerRole {
  const { bits, signed } = asInteger(type) ?? never('a role is an integer or a truth value');
  return { kind: 'integer', name: single(value), bits: bitsOf(bits, fn.program.target), signed, source: 'value' };
}

const exactOperations = { add: 'addi', subtract: 'subi', negate: 'subi', multiply: 'muli' } as const;

/** The result of a checked operation, of the operands that have been evaluated. */
function exactRole(fn: FunctionContext, node: Expression | NodeOf<'binding'>, evaluated: Evaluated): RoleValue {
  const typeAt = (id: NodeId): Type => {
    const operand = fn.program.psg.node(id);
    return 'type' in operand ? operand.type : never('an operand has a type');
  };
  const roleOf = (operand: NodeId): IntegerRole =>
    integerRole(fn, typeAt(operand), evaluated.get(operand) ?? never('operands are evaluated before a check'));
  if (node.kind === 'convert') return { kind: 'exact', operation: 'none', operands: [roleOf(node.operand)] };
  if (node.kind !== 'primitive') return never('only operations have an exact result');
  const { operator } = node;
  const isExact = operator === 'add' || operator === 'subtract' || operator === 'negate' || operator === 'multiply';
  if (!isExact) return never(`'${operator}' is never checked`);
  return { kind: 'exact', operation: exactOperations[operator], operands: node.operands.map(roleOf) };
}

/** The second leaf of `{ ptr, len }`. */
function lengthOf(value: Value): Name {
  return value[1] ?? never('a collection has a length');
}

/** Splits or widens a value to whole registers, low word first. */
function spreadOverWords(fn: FunctionContext, value: IntegerRole, operations: string[]): Name[] {
  const word = fn.program.target.wordBits;
  const { name, bits, signed } = value;
  const fresh = (operation: string): Name => {
    const result = fn.writer.fresh();
    operations.push(`${result} = ${operation}`);
    return result;
  };
  if (bits === word) return [name];
  if (bits < word) return [fresh(`arith.${signed ? 'extsi' : 'extui'} ${name} : i${bits} to i${word}`)];
  const shift = fresh(`arith.constant ${word} : i${bits}`);
  const high = fresh(`arith.shrui ${name}, ${shift} : i${bits}`);
  return [fresh(`arith.trunci ${name} : i${bits} to i${word}`), fresh(`arith.trunci ${high} : i${bits} to i${word}`)];
}

/** The number stands in the assembly's text: two guards never share an instruction. */
function trapOperation(fn: FunctionContext, id: number, registers: readonly Name[]): string {
  const { definition } = fn.program;
  const constraints = registers.map(
    (_, index) => `{${definition.reportRegisters[index] ?? never('a guard reports few values')}}`,
  );
  const types = registers.map(() => wordIn(fn)).join(', ');
  const operands = registers.length > 0 ? ` ${registers.join(', ')}` : '';
  return `llvm.inline_asm has_side_effects asm_dialect = att ${quote(definition.trapAssembly(id))}, ${quote(constraints.join(','))}${operands} : (${types}) -> ()`;
}

/** Checks that an access whose safety rests on obligations has them: without its obligation no access is emitted. */
export function demandObligation(fn: FunctionContext, node: Expression, ...kinds: readonly Obligation['kind'][]): void {
  const present = fn.program.book.at(node.id);
  for (const kind of kinds) {
    if (!present.some((obligation) => obligation.kind === kind)) {
      never(`node ${node.id} (${node.kind}) has its ${kind} obligation`);
    }
  }
}
