// In: a typed expression. Out: its value when it is a constant: literals and the operators of [<Literal>] definitions. Numbers of the target's word
// are folded only where every target gives the same answer.
import { type Context, report, spell } from './check-context.ts';
import { underlyingOf } from './requirement.ts';
import type { NumericName, Type } from './type.ts';
import type { BinaryOperator, Constant, TypedExpression } from './typed.ts';
import { resolve } from './unify.ts';

/** `undefined`: not a constant (or unit). Reports a value that differs between targets. */
export function constantOf(context: Context, expression: TypedExpression): Constant {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'unary': {
      const value = constantOf(context, expression.operand);
      if (typeof value === 'boolean' && expression.operator === 'not') return !value;
      if (typeof value === 'bigint') return inRange(context, expression, expression.operator === '-' ? -value : ~value);
      return typeof value === 'number' && expression.operator === '-' && isFloat(context, expression.type)
        ? -value
        : undefined;
    }
    case 'binary': {
      const left = constantOf(context, expression.left);
      const right = constantOf(context, expression.right);
      if (typeof left === 'bigint' && typeof right === 'bigint') return foldIntegers(context, expression, left, right);
      if (typeof left === 'boolean' && typeof right === 'boolean')
        return foldBooleans(expression.operator, [left, right]);
      return undefined;
    }
    case 'intrinsic': {
      const [operand] = expression.arguments;
      const value = operand && constantOf(context, operand);
      const to = resolve(context.store, expression.type);
      const isConversion = to.kind === 'numeric' && /^(u?int\d*|u?nativeint|s?byte)$/.test(expression.intrinsic);
      return isConversion && typeof value === 'bigint' ? inRange(context, expression, value) : undefined;
    }
    default:
      return undefined;
  }
}

function isFloat(context: Context, type: Type): boolean {
  const known = resolve(context.store, type);
  return known.kind === 'numeric' && (known.name === 'float' || known.name === 'float32');
}

function foldBooleans(operator: BinaryOperator, [left, right]: readonly [boolean, boolean]): Constant {
  switch (operator) {
    case '&&':
      return left && right;
    case '||':
      return left || right;
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    default:
      return undefined;
  }
}

function foldIntegers(
  context: Context,
  expression: Extract<TypedExpression, { kind: 'binary' }>,
  left: bigint,
  right: bigint,
): Constant {
  const wrap = (value: bigint): Constant => inRange(context, expression, value);
  const bits = widthOf(resolve(context.store, expression.type))?.bits ?? 32;
  switch (expression.operator) {
    case '+':
      return wrap(left + right);
    case '-':
      return wrap(left - right);
    case '*':
      return wrap(left * right);
    case '/':
      return right === 0n ? undefined : wrap(left / right);
    case '%':
      return right === 0n ? undefined : wrap(left % right);
    case '&&&':
      return wrap(left & right);
    case '|||':
      return wrap(left | right);
    case '^^^':
      return wrap(left ^ right);
    case '<<<':
      return shiftCount(context, expression, right, bits) ? wrap(left << right) : undefined;
    case '>>>':
      return shiftCount(context, expression, right, bits) ? wrap(left >> right) : undefined;
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return undefined;
  }
}

/** Counts outside the width are masked at run time; a constant with such a count is a mistake or depends on the target. */
function shiftCount(context: Context, expression: TypedExpression, count: bigint, bits: number): boolean {
  if (count >= 0n && count < BigInt(bits)) return true;
  report(context, 'FS8274', expression.span, { detail: `The shift count ${count} is outside 0 … ${bits - 1}.` });
  return false;
}

interface Width {
  readonly bits: 8 | 16 | 32 | 64;
  readonly sign: 'signed' | 'unsigned';
  readonly word: boolean;
}

const widths: Readonly<Record<Exclude<NumericName, 'float' | 'float32'>, Width>> = {
  int: { bits: 32, sign: 'signed', word: true },
  uint: { bits: 32, sign: 'unsigned', word: true },
  nativeint: { bits: 32, sign: 'signed', word: true },
  unativeint: { bits: 32, sign: 'unsigned', word: true },
  int8: { bits: 8, sign: 'signed', word: false },
  int16: { bits: 16, sign: 'signed', word: false },
  int32: { bits: 32, sign: 'signed', word: false },
  int64: { bits: 64, sign: 'signed', word: false },
  uint8: { bits: 8, sign: 'unsigned', word: false },
  uint16: { bits: 16, sign: 'unsigned', word: false },
  uint32: { bits: 32, sign: 'unsigned', word: false },
  uint64: { bits: 64, sign: 'unsigned', word: false },
};

/** Of integers, and of enums, which are integers. */
export function widthOf(type: Type): Width | undefined {
  const name = type.kind === 'numeric' ? type.name : underlyingOf(type);
  return name === undefined || name === 'float' || name === 'float32' ? undefined : widths[name];
}

/** Wraps a number of fixed width; a word-sized one must fit 32 bits. */
function inRange(context: Context, expression: TypedExpression, value: bigint): Constant {
  const width = widthOf(resolve(context.store, expression.type));
  if (!width) return undefined;
  const wrapped = width.sign === 'signed' ? BigInt.asIntN(width.bits, value) : BigInt.asUintN(width.bits, value);
  const isChecked = (expression.kind === 'binary' || expression.kind === 'unary') && expression.overflow === 'checked';
  if (wrapped === value || !(width.word || isChecked)) return wrapped;
  if (!width.word) {
    report(context, 'FS8274', expression.span, {
      detail: `${value} does not fit ${spell(context, expression.type)}, and \`Checked\` is open here.`,
    });
    return undefined;
  }
  report(context, 'FS8274', expression.span, {
    detail: `${value} does not fit 32 bits, so its value would depend on the width of the target's word.`,
    hint: 'Use a type of fixed width: `int32`, `uint32`, `int64`, `uint64`.',
  });
  return undefined;
}
