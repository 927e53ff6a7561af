// In: control nodes. Out: steps with jumps. Loops test before every turn; storage made in a turn ends with it; claims are tested where they stand.
import { claimOfMatch, type NodeId, type NodeOf } from '../psg/node.ts';
import type { Assembler, Label } from './assembler.ts';
import { type ClaimPlace, endStorage, pop, reach, Stop } from './machine.ts';
import { integerOf, truthOf } from './value.ts';

function jump(code: Assembler, to: Label): void {
  code.emit((machine) => {
    machine.at = to.at;
  });
}

function jumpUnless(code: Assembler, to: Label): void {
  code.emit((machine) => {
    if (!truthOf(pop(machine))) machine.at = to.at;
  });
}

export function compileIf(code: Assembler, node: NodeOf<'if'>): void {
  const [otherwise, end] = [code.label(), code.label()];
  code.compile(node.condition);
  jumpUnless(code, otherwise);
  code.compile(node.then);
  jump(code, end);
  code.put(otherwise);
  code.compile(node.otherwise);
  code.put(end);
  const meet = code.program.observer.meet;
  if (meet) code.emit((machine) => meet(node.id, machine.frame));
}

export function compileWhile(code: Assembler, node: NodeOf<'while'>): void {
  const [head, end] = [code.label(), code.label()];
  code.put(head);
  compileHead(code, node.id);
  code.compile(node.condition);
  jumpUnless(code, end);
  compileTurn(code, node);
  jump(code, head);
  code.put(end);
}

/** Counts as mathematics does: after the last turn the variable is one beyond the end, which its type may not hold and nobody reads. */
export function compileFor(code: Assembler, node: NodeOf<'for'>): void {
  const [head, end] = [code.label(), code.label()];
  const variable = code.slotOf(node.binding);
  const last = code.freshSlot();
  const step = node.direction === 'up' ? 1n : -1n;
  code.compile(node.from);
  code.compile(node.to);
  code.emit((machine) => {
    const { slots } = machine.frame;
    slots[last] = pop(machine);
    slots[variable] = pop(machine);
  });
  code.put(head);
  compileHead(code, node.id);
  code.emit((machine) => {
    const { slots } = machine.frame;
    if ((integerOf(slots[variable]) - integerOf(slots[last])) * step > 0n) machine.at = end.at;
  });
  compileTurn(code, node);
  code.emit((machine) => {
    const { slots } = machine.frame;
    slots[variable] = integerOf(slots[variable]) + step;
    machine.at = head.at;
  });
  code.put(end);
}

function compileHead(code: Assembler, loop: NodeId): void {
  const tell = code.program.observer.head;
  if (tell) code.emit((machine) => tell(loop, machine.frame));
}

/** One execution of the body. */
function compileTurn(code: Assembler, node: NodeOf<'while'> | NodeOf<'for'>): void {
  node.invariants.forEach((condition, part) => {
    const { span } = code.program.psg.node(condition);
    compileTest(code, condition, { subject: node.id, kind: 'invariant', part, span });
  });
  code.emit(({ frame }) => frame.turns.push(frame.made.length));
  code.compile(node.body);
  code.emit((machine) => {
    pop(machine);
    endStorage(machine.frame, machine.frame.turns.pop() ?? 0);
  });
}

/** Evaluates a condition that is claimed, and stops where it is false. */
export function compileTest(code: Assembler, condition: NodeId, place: ClaimPlace): void {
  code.compile(condition);
  code.emit((machine) => {
    const holds = truthOf(pop(machine));
    reach(machine, place, { condition: holds }, holds);
  });
}

export function compileClaim(code: Assembler, node: NodeOf<'claim'>): void {
  compileTest(code, node.condition, { subject: node.id, kind: node.claim, part: 0, span: node.span });
}

/**
 * The claim is that some rule without `when` takes the value. It says so of the value, not of the run: a rule with `when` may take the value first. So the run
 * stops behind all rules, and here only where no rule can fail.
 */
export function compileMatch(code: Assembler, node: NodeOf<'match'>): void {
  const place = { subject: node.id, kind: claimOfMatch(node), part: 0, span: node.span } as const;
  const stopsHere = !code.program.mayFail(node.id);
  const tell = code.program.observer.claim;
  code.compile(node.matched);
  code.emit((machine) => {
    const matched = truthOf(pop(machine));
    if (stopsHere) reach(machine, place, { matched }, matched);
    else tell?.(place, { matched }, machine.frame);
  });
  code.compile(node.body);
}

export function compileMatchFailure(code: Assembler, node: NodeOf<'match-failure'>): void {
  const kind = claimOfMatch(code.program.psg.expect(node.match, 'match'));
  const claim = { subject: node.match, kind, part: 0, span: node.span } as const;
  code.emit(() => {
    throw new Stop({ kind: 'claim-failed', claim, roles: { matched: false } });
  });
}
