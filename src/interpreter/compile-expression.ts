// In: an expression of the graph. Out: steps that leave its value on the stack. The one `switch` over the core language; evaluation is left to right.
import { assertNever, never } from '../base/never.ts';
import type { Node, NodeId, NodeOf } from '../psg/node.ts';
import {
  conversion,
  cutTo,
  exactOperation,
  floatOfBits,
  hasQuotient,
  type Operation,
  operation,
} from './arithmetic.ts';
import type { Assembler } from './assembler.ts';
import { compileCall, compileService } from './compile-call.ts';
import {
  compileClaim,
  compileFor,
  compileIf,
  compileMatch,
  compileMatchFailure,
  compileWhile,
} from './compile-control.ts';
import { compileForeign } from './compile-foreign.ts';
import { compileCritical, compilePoll } from './compile-interrupt.ts';
import {
  compileArray,
  compileElement,
  compileFill,
  compileLength,
  compileRawRead,
  compileRawWrite,
  compileRegister,
  compileSetElement,
  compileSlice,
} from './compile-memory.ts';
import { pop, popMany, reach } from './machine.ts';
import { integerOf, type Value, viewOfBytes, wholeOf } from './value.ts';

export function compileExpression(code: Assembler, id: NodeId): void {
  const node = code.program.psg.node(id);
  compileNode(code, node);
  const see = code.program.observer.value;
  if (see) code.emit((machine) => see(id, machine.stack.at(-1), machine.frame));
}

/** The value of each statement is unit. */
function compileUnit(code: Assembler): void {
  code.emit((machine) => machine.stack.push(undefined));
}

function compileNode(code: Assembler, node: Node): void {
  switch (node.kind) {
    case 'function':
    case 'value':
    case 'binding':
      never(`'${node.kind}' is not evaluated`);
      break;
    case 'literal':
      compileConstant(code, literalValue(code, node));
      return;
    case 'text': {
      const view = viewOfBytes(new TextEncoder().encode(node.text));
      compileConstant(code, view);
      return;
    }
    case 'local': {
      const slot = code.slotOf(node.binding);
      code.emit((machine) => machine.stack.push(machine.frame.slots[slot]));
      return;
    }
    case 'global':
      compilePoll(code);
      code.emit((machine) => machine.stack.push(machine.globals.get(node.value)));
      return;
    case 'primitive':
      compilePrimitive(code, node);
      return;
    case 'convert':
      compileConvert(code, node);
      return;
    case 'call':
      compileCall(code, node);
      return;
    case 'service':
      compileService(code, node);
      return;
    case 'foreign':
      compileForeign(code, node);
      return;
    case 'aggregate':
      compileWhole(code, node.operands, undefined);
      return;
    case 'case':
      compileWhole(code, node.operands, node.tag);
      return;
    case 'field':
      code.compile(node.operand);
      code.emit((machine) => machine.stack.push(wholeOf(pop(machine)).fields[node.index]));
      return;
    case 'tag':
      code.compile(node.operand);
      code.emit((machine) => machine.stack.push(BigInt(wholeOf(pop(machine)).tag ?? never('a union has a tag'))));
      return;
    case 'payload':
      code.compile(node.operand);
      code.emit((machine) => {
        const whole = wholeOf(pop(machine));
        if (whole.tag !== node.tag) never('the tag has been tested where a field of a case is read');
        machine.stack.push(whole.fields[node.index]);
      });
      return;
    case 'array-literal':
      compileArray(code, node);
      return;
    case 'array-fill':
      compileFill(code, node);
      return;
    case 'length':
      compileLength(code, node);
      return;
    case 'element':
      compilePoll(code);
      compileElement(code, node);
      return;
    case 'set-element':
      compileSetElement(code, node);
      return;
    case 'slice':
      compileSlice(code, node);
      return;
    case 'weaken':
      code.compile(node.operand);
      return;
    case 'instance':
      compileConstant(code, instanceBase(node));
      return;
    case 'register':
      compileRegister(code, node);
      return;
    case 'raw-read':
      compileRawRead(code, node);
      return;
    case 'raw-write':
      compileRawWrite(code, node);
      return;
    case 'let': {
      code.compile(node.operand);
      compileStore(code, node.binding);
      code.compile(node.body);
      return;
    }
    case 'assign':
      code.compile(node.operand);
      compileStore(code, node.binding);
      compileUnit(code);
      return;
    case 'assign-global': {
      const tell = code.program.observer.global;
      code.compile(node.operand);
      code.emit((machine) => {
        const content = pop(machine);
        machine.globals.set(node.value, content);
        tell?.(node.value, content);
      });
      compilePoll(code);
      compileUnit(code);
      return;
    }
    case 'sequence':
      node.items.forEach((item, index) => {
        if (index > 0) code.emit(pop);
        code.compile(item);
      });
      return;
    case 'if':
      compileIf(code, node);
      return;
    case 'while':
      compileWhile(code, node);
      compileUnit(code);
      return;
    case 'for':
      compileFor(code, node);
      compileUnit(code);
      return;
    case 'critical':
      compileCritical(code, node);
      return;
    case 'facts':
      compileUnit(code);
      return;
    case 'claim':
      compileClaim(code, node);
      compileUnit(code);
      return;
    case 'match':
      compileMatch(code, node);
      return;
    case 'match-failure':
      compileMatchFailure(code, node);
      return;
    default:
      assertNever(node);
  }
}

function compileConstant(code: Assembler, value: Value): void {
  code.emit((machine) => machine.stack.push(value));
}

function compileStore(code: Assembler, binding: NodeId): void {
  const slot = code.slotOf(binding);
  code.emit((machine) => {
    machine.frame.slots[slot] = pop(machine);
  });
}

/** A float's literal is kept as its IEEE bits. */
function literalValue(code: Assembler, { type, value }: NodeOf<'literal'>): Value {
  if (typeof value !== 'bigint') return value;
  return type.kind === 'float' ? floatOfBits(value, type.bits) : cutTo(type, code.program.target)(value);
}

function instanceBase({ type, name }: NodeOf<'instance'>): bigint {
  if (type.kind !== 'descriptor') return never('an instance has a descriptor type');
  return type.instances.find((each) => each.name === name)?.base ?? never(`instance ${name} exists`);
}

function compileWhole(code: Assembler, operands: readonly NodeId[], tag: number | undefined): void {
  code.compile(...operands);
  code.emit((machine) => machine.stack.push({ fields: popMany(machine, operands.length), tag }));
}

function compilePrimitive(code: Assembler, node: NodeOf<'primitive'>): void {
  const { target } = code.program;
  const type = code.typeOf(node.operands[0] ?? never('a primitive has operands'));
  const compute = operation(node.operator, type, target);
  code.compile(...node.operands);
  if (node.overflow) {
    compileChecked(code, node, compute);
  } else if (node.operands.length === 1) {
    code.emit((machine) => machine.stack.push(compute(pop(machine), undefined)));
  } else if ((node.operator === 'divide' || node.operator === 'remainder') && type.kind !== 'float') {
    const place = { subject: node.id, kind: 'division', part: 0, span: node.span } as const;
    code.emit((machine) => {
      const divisor = integerOf(pop(machine));
      const dividend = integerOf(pop(machine));
      reach(machine, place, { dividend, divisor }, hasQuotient(dividend, divisor, type, target));
      machine.stack.push(compute(dividend, divisor));
    });
  } else {
    code.emit((machine) => {
      const b = pop(machine);
      machine.stack.push(compute(pop(machine), b));
    });
  }
}

/** The exact result is what must fit. */
function compileChecked(code: Assembler, node: NodeOf<'primitive'>, compute: Operation): void {
  const place = { subject: node.id, kind: 'overflow', part: 0, span: node.span } as const;
  const exact = exactOperation(node.operator);
  const cut = cutTo(node.type, code.program.target);
  const isUnary = node.operands.length === 1;
  code.emit((machine) => {
    const right = isUnary ? 0n : integerOf(pop(machine));
    const left = integerOf(pop(machine));
    const result = exact(left, right);
    reach(
      machine,
      place,
      { exact: result, ...(isUnary ? { operand: left } : { left, right }) },
      cut(result) === result,
    );
    machine.stack.push(compute(left, right));
  });
}

function compileConvert(code: Assembler, node: NodeOf<'convert'>): void {
  const convert = conversion(code.typeOf(node.operand), node.type, code.program.target);
  code.compile(node.operand);
  if (!node.overflow) {
    code.emit((machine) => machine.stack.push(convert(pop(machine))));
    return;
  }
  const place = { subject: node.id, kind: 'overflow', part: 0, span: node.span } as const;
  code.emit((machine) => {
    const operand = integerOf(pop(machine));
    const result = convert(operand);
    reach(machine, place, { exact: operand, operand }, result === operand);
    machine.stack.push(result);
  });
}
