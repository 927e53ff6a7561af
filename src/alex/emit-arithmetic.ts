// In: primitives and conversions with their operands evaluated. Out: arith operations with the language's meaning: wrapping, masked shift counts, saturating float → int.
// Division is plain: its obligation is elided by a certificate or guarded before.
import { assertNever, never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { bitsOf } from '../memory/target.ts';
import type { NodeOf, PrimitiveOperator } from '../psg/node.ts';
import { asInteger, type Type } from '../psg/type.ts';
import { emitInteger, type FunctionContext, single } from './context.ts';
import type { Leaf } from './machine-type.ts';
import type { Name, Value } from './writer.ts';

/** A scalar type as the machine computes with it. */
type Arithmetic =
  | { readonly kind: 'integer'; readonly leaf: Leaf; readonly bits: number; readonly signed: boolean }
  | { readonly kind: 'float'; readonly leaf: Leaf; readonly bits: number }
  | { readonly kind: 'boolean'; readonly leaf: Leaf };

function arithmeticOf(fn: FunctionContext, type: Type): Arithmetic {
  if (type.kind === 'boolean') return { kind: 'boolean', leaf: 'i1' };
  if (type.kind === 'float') return { kind: 'float', leaf: `f${type.bits}`, bits: type.bits };
  const integer = asInteger(type);
  if (!integer) return never(`a primitive works on scalars, not on ${type.kind}`);
  const bits = bitsOf(integer.bits, fn.program.target);
  return { kind: 'integer', leaf: `i${bits}`, bits, signed: integer.signed };
}

export function emitPrimitive(fn: FunctionContext, node: NodeOf<'primitive'>, operands: readonly Value[]): Value {
  const first = fn.program.psg.node(node.operands[0] ?? never('a primitive has operands'));
  if (first.kind === 'function' || first.kind === 'value') return never('an operand is an expression');
  if (first.type.kind === 'unit') return [emitInteger(fn, unitResult(node.operator), 'i1', node.span)];
  const type = arithmeticOf(fn, first.type);
  const [a, b] = operands.map(single);
  if (a === undefined) return never('a primitive has operands');
  if (isUnary(node.operator)) return [emitUnary(fn, node.operator, type, a, node.span)];
  if (b === undefined) return never(`${node.operator} has two operands`);
  if (node.operator === 'shift-left' || node.operator === 'shift-right') {
    const count = fn.program.psg.node(node.operands[1] ?? never('a shift has a count'));
    if (count.kind === 'function' || count.kind === 'value') return never('a count is an expression');
    return [emitShift(fn, node.operator, type, a, b, arithmeticOf(fn, count.type), node.span)];
  }
  return [emitBinary(fn, node.operator, type, a, b, node.span)];
}

/** All unit values are equal. */
function unitResult(operator: PrimitiveOperator): number {
  return operator === 'equal' || operator === 'less-or-equal' || operator === 'greater-or-equal' ? 1 : 0;
}

type Unary = 'negate' | 'bit-not' | 'not' | 'absolute' | 'square-root';

function isUnary(operator: PrimitiveOperator): operator is Unary {
  return ['negate', 'bit-not', 'not', 'absolute', 'square-root'].includes(operator);
}

function emitUnary(fn: FunctionContext, operator: Unary, type: Arithmetic, a: Name, span: Span): Name {
  const emit = (operation: string): Name => fn.writer.value(operation, span);
  switch (operator) {
    case 'not':
    case 'bit-not':
      return emit(`arith.xori ${a}, ${emitInteger(fn, -1n, type.leaf, span)} : ${type.leaf}`);
    case 'negate':
      if (type.kind === 'float') return emit(`arith.negf ${a} : ${type.leaf}`);
      return emit(`arith.subi ${emitInteger(fn, 0n, type.leaf, span)}, ${a} : ${type.leaf}`);
    case 'absolute': {
      if (type.kind === 'float') return emit(`llvm.intr.fabs(${a}) : (${type.leaf}) -> ${type.leaf}`);
      if (type.kind !== 'integer' || !type.signed) return a;
      const zero = emitInteger(fn, 0n, type.leaf, span);
      const negated = emit(`arith.subi ${zero}, ${a} : ${type.leaf}`);
      const isNegative = emit(`arith.cmpi slt, ${a}, ${zero} : ${type.leaf}`);
      return emit(`arith.select ${isNegative}, ${negated}, ${a} : ${type.leaf}`);
    }
    case 'square-root':
      return emit(`llvm.intr.sqrt(${a}) : (${type.leaf}) -> ${type.leaf}`);
    default:
      return assertNever(operator);
  }
}

type Binary = Exclude<PrimitiveOperator, Unary | 'shift-left' | 'shift-right'>;

function emitBinary(fn: FunctionContext, operator: Binary, type: Arithmetic, a: Name, b: Name, span: Span): Name {
  const emit = (operation: string): Name => fn.writer.value(`arith.${operation} : ${type.leaf}`, span);
  const isFloat = type.kind === 'float';
  const signed = type.kind === 'integer' && type.signed;
  switch (operator) {
    case 'add':
      return emit(`${isFloat ? 'addf' : 'addi'} ${a}, ${b}`);
    case 'subtract':
      return emit(`${isFloat ? 'subf' : 'subi'} ${a}, ${b}`);
    case 'multiply':
      return emit(`${isFloat ? 'mulf' : 'muli'} ${a}, ${b}`);
    case 'divide':
      return emit(`${isFloat ? 'divf' : signed ? 'divsi' : 'divui'} ${a}, ${b}`);
    case 'remainder':
      return emit(`${isFloat ? 'remf' : signed ? 'remsi' : 'remui'} ${a}, ${b}`);
    case 'bit-and':
      return emit(`andi ${a}, ${b}`);
    case 'bit-or':
      return emit(`ori ${a}, ${b}`);
    case 'bit-xor':
      return emit(`xori ${a}, ${b}`);
    case 'minimum':
    case 'maximum': {
      if (isFloat) return emitFloatExtreme(fn, operator, type.leaf, a, b, span);
      return emit(`${operator === 'minimum' ? 'min' : 'max'}${signed ? 'si' : 'ui'} ${a}, ${b}`);
    }
    case 'equal':
    case 'not-equal':
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal':
      if (isFloat) return emit(`cmpf ${floatPredicate[operator]}, ${a}, ${b}`);
      return emit(`cmpi ${integerPredicate(operator, signed ? 'signed' : 'unsigned')}, ${a}, ${b}`);
    default:
      return assertNever(operator);
  }
}

/** F#'s `min` and `max`: NaN when either is NaN, the first operand when they compare equal. */
function emitFloatExtreme(
  fn: FunctionContext,
  operator: 'minimum' | 'maximum',
  leaf: Leaf,
  a: Name,
  b: Name,
  span: Span,
): Name {
  const emit = (operation: string): Name => fn.writer.value(`arith.${operation}`, span);
  const takesFirst = emit(`cmpf ${operator === 'minimum' ? 'ule' : 'uge'}, ${a}, ${b} : ${leaf}`);
  const chosen = emit(`select ${takesFirst}, ${a}, ${b} : ${leaf}`);
  const secondIsNaN = emit(`cmpf uno, ${b}, ${b} : ${leaf}`);
  return emit(`select ${secondIsNaN}, ${b}, ${chosen} : ${leaf}`);
}

/** Comparisons with NaN are false, except `<>`. */
const floatPredicate = {
  equal: 'oeq',
  'not-equal': 'une',
  less: 'olt',
  'less-or-equal': 'ole',
  greater: 'ogt',
  'greater-or-equal': 'oge',
} as const;

function integerPredicate(operator: keyof typeof floatPredicate, sign: 'signed' | 'unsigned'): string {
  switch (operator) {
    case 'equal':
      return 'eq';
    case 'not-equal':
      return 'ne';
    default: {
      const order = { less: 'lt', 'less-or-equal': 'le', greater: 'gt', 'greater-or-equal': 'ge' } as const;
      return `${sign === 'signed' ? 's' : 'u'}${order[operator]}`;
    }
  }
}

/** The count is taken modulo the width of the shifted value, so no count is out of range. */
function emitShift(
  fn: FunctionContext,
  operator: 'shift-left' | 'shift-right',
  type: Arithmetic,
  value: Name,
  count: Name,
  countType: Arithmetic,
  span: Span,
): Name {
  if (type.kind !== 'integer' || countType.kind !== 'integer') return never('integers are shifted by integers');
  const resized = resize(fn, count, countType, type.bits, span);
  const mask = emitInteger(fn, type.bits - 1, type.leaf, span);
  const masked = fn.writer.value(`arith.andi ${resized}, ${mask} : ${type.leaf}`, span);
  const operation = operator === 'shift-left' ? 'shli' : type.signed ? 'shrsi' : 'shrui';
  return fn.writer.value(`arith.${operation} ${value}, ${masked} : ${type.leaf}`, span);
}

/** An integer in another width: wrapped, or extended by the sign of its own type. */
function resize(
  fn: FunctionContext,
  name: Name,
  from: Extract<Arithmetic, { kind: 'integer' }>,
  bits: number,
  span: Span,
): Name {
  if (from.bits === bits) return name;
  const operation = bits < from.bits ? 'trunci' : from.signed ? 'extsi' : 'extui';
  return fn.writer.value(`arith.${operation} ${name} : ${from.leaf} to i${bits}`, span);
}

export function emitConversion(fn: FunctionContext, from: Type, to: Type, value: Value, span: Span): Value {
  const source = arithmeticOf(fn, from);
  const target = arithmeticOf(fn, to);
  const name = single(value);
  if (source.kind === 'integer' && target.kind === 'integer') return [resize(fn, name, source, target.bits, span)];
  if (source.kind === 'integer' && target.kind === 'float') {
    return [
      fn.writer.value(`arith.${source.signed ? 'sitofp' : 'uitofp'} ${name} : ${source.leaf} to ${target.leaf}`, span),
    ];
  }
  if (source.kind === 'float' && target.kind === 'integer') {
    // MLIR has no operation of its own for the saturating conversion (LLVM 22); the intrinsic is called by its name.
    const intrinsic = `llvm.${target.signed ? 'fptosi' : 'fptoui'}.sat.${target.leaf}.${source.leaf}`;
    return [fn.writer.value(`llvm.call_intrinsic "${intrinsic}"(${name}) : (${source.leaf}) -> ${target.leaf}`, span)];
  }
  if (source.kind === 'float' && target.kind === 'float') {
    if (source.bits === target.bits) return value;
    const operation = target.bits > source.bits ? 'extf' : 'truncf';
    return [fn.writer.value(`arith.${operation} ${name} : ${source.leaf} to ${target.leaf}`, span)];
  }
  return never(`no conversion from ${source.kind} to ${target.kind}`);
}

/** The case number of a union as `int`. */
export function emitTagAsWord(fn: FunctionContext, tag: Name, bits: number, span: Span): Name {
  return resize(fn, tag, { kind: 'integer', leaf: `i${bits}`, bits, signed: false }, fn.program.target.wordBits, span);
}
