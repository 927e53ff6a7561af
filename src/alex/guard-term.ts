// In: a claim as a term over role names, and the machine value of each role. Out: operations that compute the claim, exact over the mathematical integers.
// Every sub-term has a range; two integers are compared in the smallest width that holds both ranges, so plain comparisons stay as narrow as the values.
import { assertNever, never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { Operator, Term } from '../smt/term.ts';
import { type FunctionContext, spellInteger } from './context.ts';
import type { Name } from './writer.ts';

/** A machine value that plays a role. */
export type RoleValue =
  | {
      readonly kind: 'integer';
      readonly name: Name;
      readonly bits: number;
      readonly signed: boolean;
      readonly source: 'value' | 'length';
    }
  | { readonly kind: 'boolean'; readonly name: Name }
  /** The result of an operation on integers, before it is cut to its type. */
  | {
      readonly kind: 'exact';
      readonly operation: 'addi' | 'subi' | 'muli' | 'none';
      readonly operands: readonly IntegerRole[];
    };

export type IntegerRole = Extract<RoleValue, { kind: 'integer' }>;

export type Roles = ReadonlyMap<string, RoleValue>;

/** An integer sub-term: its range, and how to get it as a signed number of `bits` bits (at least `bitsFor` its range). */
interface Quantity {
  readonly low: bigint;
  readonly high: bigint;
  readonly at: (bits: number) => Name;
  /** Set for a bare role. */
  readonly role?: Extract<RoleValue, { kind: 'integer' }>;
}

/** Emits the claim; yields an `i1`. */
export function emitClaim(fn: FunctionContext, claim: Term, roles: Roles, span: Span): Name {
  return makeLowering(fn, roles, span).truth(claim);
}

function rangeOfResult(operation: 'addi' | 'subi' | 'muli', a: Quantity, b: Quantity): readonly [bigint, bigint] {
  switch (operation) {
    case 'addi':
      return [a.low + b.low, a.high + b.high];
    case 'subi':
      return [a.low - b.high, a.high - b.low];
    case 'muli': {
      const corners = [a.low * b.high, a.high * b.low, a.high * b.high];
      const first = a.low * b.low;
      return [min(first, ...corners), max(first, ...corners)];
    }
    default:
      return assertNever(operation);
  }
}

/** Bits of the smallest two's complement number that holds both ends, rounded up to a machine width. */
function widthFor(low: bigint, high: bigint): number {
  let bits = 8;
  while (low < -(1n << BigInt(bits - 1)) || high >= 1n << BigInt(bits - 1)) bits *= 2;
  return bits;
}

function makeLowering(fn: FunctionContext, roles: Roles, span: Span) {
  const emit = (operation: string): Name => fn.writer.value(operation, span);
  const constant = (value: bigint, bits: number): Name =>
    emit(`arith.constant ${spellInteger(value, `i${bits}`)} : i${bits}`);
  const flag = (value: boolean): Name => emit(`arith.constant ${value}`);
  const roleOf = (name: string): RoleValue =>
    roles.get(name) ?? never(`the claim speaks of a role that it has: ${name}`);

  const quantityOfRole = (role: Extract<RoleValue, { kind: 'integer' }>): Quantity => {
    const low = role.signed ? -(1n << BigInt(role.bits - 1)) : 0n;
    const high = role.signed ? (1n << BigInt(role.bits - 1)) - 1n : (1n << BigInt(role.bits)) - 1n;
    const at = (bits: number): Name => {
      if (bits === role.bits) return role.name;
      if (bits < role.bits) return never('a role is never read narrower than it is');
      return emit(`arith.${role.signed ? 'extsi' : 'extui'} ${role.name} : i${role.bits} to i${bits}`);
    };
    return { low, high, at, role };
  };

  const arithmetic = (operation: 'addi' | 'subi' | 'muli', a: Quantity, b: Quantity): Quantity => {
    const [low, high] = rangeOfResult(operation, a, b);
    return {
      low,
      high,
      at(bits) {
        const width = Math.max(bits, widthFor(min(low, a.low, b.low), max(high, a.high, b.high)));
        const result = emit(`arith.${operation} ${a.at(width)}, ${b.at(width)} : i${width}`);
        return width === bits ? result : emit(`arith.trunci ${result} : i${width} to i${bits}`);
      },
    };
  };

  const exactly = ({ operation, operands }: Extract<RoleValue, { kind: 'exact' }>): Quantity => {
    const [first, second] = operands.map(quantityOfRole);
    if (!first) return never('an operation has operands');
    if (operation === 'none') return first;
    const [a, b] = second ? [first, second] : [{ low: 0n, high: 0n, at: (bits: number) => constant(0n, bits) }, first];
    const [low, high] = rangeOfResult(operation, a, b);
    // sums, differences and products are exact in any width that holds them
    return { low, high, at: (bits) => emit(`arith.${operation} ${a.at(bits)}, ${b.at(bits)} : i${bits}`) };
  };

  /** Euclidean, as SMT-LIB defines them: the remainder is in `0 … |divisor| − 1`. */
  const euclidean = (operator: 'div' | 'mod', a: Quantity, divisor: bigint): Quantity => {
    if (divisor === 0n) never('a claim divides by a constant other than zero');
    const size = divisor < 0n ? -divisor : divisor;
    const width = widthFor(min(a.low, -size) - (operator === 'div' ? size : 0n), max(a.high, size));
    const parts = (): { readonly remainder: Name; readonly dividend: Name } => {
      const dividend = a.at(width);
      const truncated = emit(`arith.remsi ${dividend}, ${constant(divisor, width)} : i${width}`);
      const negative = emit(`arith.cmpi slt, ${truncated}, ${constant(0n, width)} : i${width}`);
      const lifted = emit(`arith.addi ${truncated}, ${constant(size, width)} : i${width}`);
      return { remainder: emit(`arith.select ${negative}, ${lifted}, ${truncated} : i${width}`), dividend };
    };
    const resized = (name: Name, bits: number): Name => {
      if (bits === width) return name;
      return bits > width
        ? emit(`arith.extsi ${name} : i${width} to i${bits}`)
        : emit(`arith.trunci ${name} : i${width} to i${bits}`);
    };
    if (operator === 'mod' && (size & (size - 1n)) === 0n) {
      const masked = (): Name => emit(`arith.andi ${a.at(width)}, ${constant(size - 1n, width)} : i${width}`);
      return { low: 0n, high: size - 1n, at: (bits) => resized(masked(), bits) };
    }
    if (operator === 'mod') return { low: 0n, high: size - 1n, at: (bits) => resized(parts().remainder, bits) };
    const reach = max(a.high, -a.low) + 1n;
    return {
      low: -reach,
      high: reach,
      at(bits) {
        const { remainder, dividend } = parts();
        const exact = emit(`arith.subi ${dividend}, ${remainder} : i${width}`);
        return resized(emit(`arith.divsi ${exact}, ${constant(divisor, width)} : i${width}`), bits);
      },
    };
  };

  const quantity = (term: Term): Quantity => {
    switch (term.kind) {
      case 'integer':
        return { low: term.value, high: term.value, at: (bits) => constant(term.value, bits) };
      case 'symbol': {
        const role = roleOf(term.name);
        if (role.kind === 'exact') return exactly(role);
        return role.kind === 'integer' ? quantityOfRole(role) : never(`the role ${term.name} is a number`);
      }
      case 'boolean':
        return never('a truth value is not a number');
      case 'apply':
        return quantityOfApplication(term.operator, term.operands);
    }
  };

  const quantityOfApplication = (operator: Operator, operands: readonly Term[]): Quantity => {
    switch (operator) {
      case '+':
        return operands.map(quantity).reduce((a, b) => arithmetic('addi', a, b));
      case '-': {
        const [first, ...rest] = operands.map(quantity);
        if (!first) return never('a difference has operands');
        const zero: Quantity = { low: 0n, high: 0n, at: (bits) => constant(0n, bits) };
        const list = rest.length === 0 ? [zero, first] : [first, ...rest];
        return list.reduce((a, b) => arithmetic('subi', a, b));
      }
      case '*':
        return operands.map(quantity).reduce((a, b) => arithmetic('muli', a, b));
      case 'div':
      case 'mod': {
        const [dividend, divisor] = operands;
        if (!dividend || divisor?.kind !== 'integer') return never('a claim divides by a constant');
        return euclidean(operator, quantity(dividend), divisor.value);
      }
      case 'ite': {
        const [condition, first, second] = operands;
        if (!condition || !first || !second) return never('ite has three operands');
        const a = quantity(first);
        const b = quantity(second);
        return {
          low: min(a.low, b.low),
          high: max(a.high, b.high),
          at: (bits) => emit(`arith.select ${truth(condition)}, ${a.at(bits)}, ${b.at(bits)} : i${bits}`),
        };
      }
      default:
        return never(`${operator} yields no number`);
    }
  };

  const compare = (operator: '<' | '<=' | '>' | '>=' | '=' | 'distinct', first: Term, second: Term): Name => {
    const a = quantity(first);
    const b = quantity(second);
    const low = min(a.low, b.low);
    const high = max(a.high, b.high);
    // Two unsigned numbers of one width are compared as such: the signed form would need the next wider one.
    const unsigned = unsignedWidth(a, b) ?? (low >= 0n && high >= 1n << 127n ? naturalWidth(high) : undefined);
    const width = unsigned ?? widthFor(low, high);
    const predicate = predicates[operator];
    const name = predicate === 'eq' || predicate === 'ne' ? predicate : `${unsigned ? 'u' : 's'}${predicate}`;
    return emit(`arith.cmpi ${name}, ${a.at(width)}, ${b.at(width)} : i${width}`);
  };

  const truth = (term: Term): Name => {
    switch (term.kind) {
      case 'boolean':
        return flag(term.value);
      case 'integer':
        return never('a number is not a truth value');
      case 'symbol': {
        const role = roleOf(term.name);
        return role.kind === 'boolean' ? role.name : never(`the role ${term.name} is a truth value`);
      }
      case 'apply':
        return truthOfApplication(term.operator, term.operands);
    }
  };

  const truthOfApplication = (operator: Operator, operands: readonly Term[]): Name => {
    switch (operator) {
      case 'and':
      case 'or': {
        const within = operator === 'and' ? rangeTest(operands) : undefined;
        if (within) return within;
        const [first, ...rest] = operands;
        if (!first) return flag(operator === 'and');
        return rest.reduce((sum, each) => emit(`arith.${operator}i ${sum}, ${truth(each)} : i1`), truth(first));
      }
      case 'not':
        return negate(truth(one(operands)));
      case '=>': {
        const last = operands[operands.length - 1] ?? never('an implication has operands');
        const premises = operands.slice(0, -1).map((each) => negate(truth(each)));
        return premises.reduceRight((rest, each) => emit(`arith.ori ${each}, ${rest} : i1`), truth(last));
      }
      case 'ite': {
        const [condition, first, second] = operands;
        if (!condition || !first || !second) return never('ite has three operands');
        return emit(`arith.select ${truth(condition)}, ${truth(first)}, ${truth(second)} : i1`);
      }
      case '=':
      case 'distinct':
        if (operands.some(isTruth)) return equality(operator, operands);
        return chain(operator, operands);
      case '<':
      case '<=':
      case '>':
      case '>=':
        return chain(operator, operands);
      default:
        return never(`${operator} yields no truth value`);
    }
  };

  const negate = (name: Name): Name => emit(`arith.xori ${name}, ${flag(true)} : i1`);

  const equality = (operator: '=' | 'distinct', operands: readonly Term[]): Name => {
    const [first, second, ...rest] = operands;
    if (!first || !second || rest.length > 0) return never('truth values are compared two at a time');
    return emit(`arith.cmpi ${operator === '=' ? 'eq' : 'ne'}, ${truth(first)}, ${truth(second)} : i1`);
  };

  /** `(< a b c)` is `a < b` and `b < c`; `distinct` means pairwise. */
  const chain = (operator: '<' | '<=' | '>' | '>=' | '=' | 'distinct', operands: readonly Term[]): Name => {
    const pairs: (readonly [Term, Term])[] = [];
    operands.forEach((a, index) => {
      const others = operator === 'distinct' ? operands.slice(index + 1) : operands.slice(index + 1, index + 2);
      for (const b of others) pairs.push([a, b]);
    });
    const tests = pairs.map(([a, b]) => compare(operator, a, b));
    return tests.length === 0 ? flag(true) : tests.reduce((sum, each) => emit(`arith.andi ${sum}, ${each} : i1`));
  };

  /**
   * `0 <= x` and `x < n` for a signed index and a length of the same width is one unsigned comparison, because a length is never negative
   * (arrays and slices are made with a length ≥ 0 only).
   */
  const rangeTest = (operands: readonly Term[]): Name | undefined => {
    const [lower, upper, ...rest] = operands;
    if (rest.length > 0 || lower?.kind !== 'apply' || upper?.kind !== 'apply') return undefined;
    if (lower.operator !== '<=' || upper.operator !== '<') return undefined;
    const [zero, index] = lower.operands;
    const [same, length] = upper.operands;
    if (zero?.kind !== 'integer' || zero.value !== 0n) return undefined;
    if (index?.kind !== 'symbol' || same?.kind !== 'symbol' || index.name !== same.name) return undefined;
    if (length?.kind !== 'symbol') return undefined;
    const x = roleOf(index.name);
    const n = roleOf(length.name);
    if (x.kind !== 'integer' || n.kind !== 'integer' || n.source !== 'length' || x.bits !== n.bits) return undefined;
    return emit(`arith.cmpi ult, ${x.name}, ${n.name} : i${x.bits}`);
  };

  const isTruth = (term: Term): boolean => {
    if (term.kind === 'boolean') return true;
    if (term.kind === 'symbol') return roleOf(term.name).kind === 'boolean';
    if (term.kind === 'integer') return false;
    if (term.operator === 'ite') return term.operands.slice(1).some(isTruth);
    return !['+', '-', '*', 'div', 'mod'].includes(term.operator);
  };

  return { truth };
}

const predicates = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '=': 'eq', distinct: 'ne' } as const;

/** Bits of the smallest machine width that holds natural numbers up to `high`. */
function naturalWidth(high: bigint): number {
  let bits = 8;
  while (high >= 1n << BigInt(bits)) bits *= 2;
  return bits;
}

/** The common width of two unsigned roles, or of one and a constant that it can hold. */
function unsignedWidth(a: Quantity, b: Quantity): number | undefined {
  const role = a.role ?? b.role;
  if (!role || role.signed) return undefined;
  const fits = (each: Quantity): boolean =>
    each.role
      ? !each.role.signed && each.role.bits === role.bits
      : each.low === each.high && each.low >= 0n && each.low < 1n << BigInt(role.bits);
  return fits(a) && fits(b) ? role.bits : undefined;
}

function one(operands: readonly Term[]): Term {
  const [only, ...rest] = operands;
  return only && rest.length === 0 ? only : never('one operand');
}

function min(first: bigint, ...rest: readonly bigint[]): bigint {
  let least = first;
  for (const value of rest) if (value < least) least = value;
  return least;
}

function max(first: bigint, ...rest: readonly bigint[]): bigint {
  let greatest = first;
  for (const value of rest) if (value > greatest) greatest = value;
  return greatest;
}
