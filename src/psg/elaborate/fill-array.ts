// In: `[| for … |]`. Out: an array of a length that is known, and the stores of its elements: each at an index that the loops' own counters give, so that no count is
// kept when the program runs, and the prover sees where each store goes.
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId, PrimitiveOperator } from '../node.ts';
import { nameOfType, unitType, wordType } from '../type.ts';
import { constantInteger, zeroOf } from './constant.ts';
import {
  add,
  elaborateExpression,
  type Frame,
  number,
  readBinding,
  refuse,
  typeIn,
  typeOfBinding,
  wrapLet,
} from './frame.ts';
import { childrenOf } from './walk.ts';

type Of<K extends TypedExpression['kind']> = Extract<TypedExpression, { kind: K }>;
type Span = TypedExpression['span'];

export function elaborateFilled(frame: Frame, { body, type: written, span }: Of<'fill'>): NodeId {
  const type = typeIn(frame, written);
  const length = countYields(frame, body);
  const element = type.kind === 'array' ? type.element : unitType;
  const initial = zeroOf(frame, element, span);
  if (length === undefined || length >= 1n << 31n || initial === undefined) {
    const why = length === undefined || length >= 1n << 31n ? uncounted : noZero(nameOfType(element));
    refuse(frame, { span, ...why });
    return add(frame, { kind: 'array-literal', type, operands: [], region: frame.storage }, span);
  }
  const fresh = add(frame, { kind: 'array-fill', type, length: Number(length), initial, region: frame.storage }, span);
  const binding = add(frame, { kind: 'binding', name: 'array', type, mutability: 'immutable', role: 'local' }, span);
  frame.definitions.set(binding, fresh);
  const { generation, position } = frame;
  frame.position = { constant: 0n, terms: [] };
  frame.generation = {
    running: [],
    yield: (operand) =>
      add(
        frame,
        {
          kind: 'set-element',
          type: unitType,
          collection: readBinding(frame, binding, span),
          index: indexAt(frame, span),
          operand,
        },
        span,
      ),
  };
  const statements = elaborateExpression(frame, body);
  frame.generation = generation;
  frame.position = position;
  const items = [statements, readBinding(frame, binding, span)];
  return wrapLet(frame, { binding, operand: fresh }, add(frame, { kind: 'sequence', type, items }, span), span);
}

const uncounted = {
  code: 'FS8295',
  title: 'Array length is not a constant.',
  detail:
    'How many elements this array has must be known when compiling: each `for` in it goes over constant ends or an array of known length, and the branches of an `if` yield as many.',
  hint: 'Create the array with `Array.zeroCreate`, fill it in a loop with a counter, and take a slice of what is filled.',
} as const;

function noZero(name: string) {
  return {
    code: 'FS8294',
    title: 'No zero value.',
    detail: `Elements of type ${name} have no zero value.`,
    hint: 'List the elements, or use Array.create with an initial element.',
  } as const;
}

function indexAt(frame: Frame, span: Span): NodeId {
  const { constant, terms } = frame.position ?? { constant: 0n, terms: [] };
  const calculate = (operator: PrimitiveOperator, left: NodeId, right: NodeId): NodeId =>
    add(frame, { kind: 'primitive', type: wordType, operator, operands: [left, right] }, span);
  const word = (value: bigint): NodeId => number(frame, wordType, value, span);
  const parts = terms.map(({ counter, first, direction, size }) => {
    const type = typeOfBinding(frame, counter);
    const read = readBinding(frame, counter, span);
    const isWord = type.kind === 'integer' && type.bits === 'word' && type.signed;
    const at = isWord ? read : add(frame, { kind: 'convert', type: wordType, operand: read }, span);
    const turn =
      direction === 'down'
        ? calculate('subtract', word(first), at)
        : first === 0n
          ? at
          : calculate('subtract', at, word(first));
    return size === 1n ? turn : calculate('multiply', turn, word(size));
  });
  const [head, ...rest] = parts;
  if (head === undefined) return word(constant);
  const sum = rest.reduce((left, right) => calculate('add', left, right), head);
  return constant === 0n ? sum : calculate('add', sum, word(constant));
}

/** Elaborates the body of a loop whose counter begins at `first`: what it yields in one turn follows what it yielded in the one before. */
export function inTurns<T>(
  frame: Frame,
  counter: NodeId,
  { from, direction }: { readonly from: NodeId; readonly direction: 'up' | 'down' },
  body: TypedExpression,
  elaborate: () => T,
): T {
  const { position } = frame;
  const first = position && constantInteger(frame, from);
  if (position && first !== undefined) {
    const size = countYields(frame, body) ?? 0n;
    if (size > 0n) frame.position = { ...position, terms: [...position.terms, { counter, first, direction, size }] };
  }
  const result = elaborate();
  frame.position = position;
  return result;
}

/** Elaborates statements in order: what one yields follows what those before it yield. */
export function inOrder(frame: Frame, items: readonly TypedExpression[]): readonly NodeId[] {
  const { position } = frame;
  let before = position?.constant ?? 0n;
  const nodes = items.map((item) => {
    if (position) frame.position = { ...position, constant: before };
    const node = elaborateExpression(frame, item);
    if (position) before += countYields(frame, item) ?? 0n;
    return node;
  });
  frame.position = position;
  return nodes;
}

/** How many elements the statements yield, where that does not depend on the run. */
function countYields(frame: Frame, statements: TypedExpression): bigint | undefined {
  switch (statements.kind) {
    case 'yield':
      return 1n;
    case 'sequence':
      return sum(statements.items.map((item) => countYields(frame, item)));
    case 'let':
    case 'let-function':
      return countYields(frame, statements.body);
    case 'if':
      return same([statements.then, statements.otherwise].map((each) => (each ? countYields(frame, each) : 0n)));
    case 'match':
      return same(statements.rules.map((rule) => countYields(frame, rule.body)));
    case 'for': {
      const turns = turnsOf(frame, statements);
      const each = countYields(frame, statements.body);
      return each === 0n ? 0n : turns !== undefined && each !== undefined ? turns * each : undefined;
    }
    case 'for-each': {
      const each = countYields(frame, statements.body);
      if (each === 0n || each === undefined) return each;
      const turns = lengthOf(frame, statements.collection);
      return turns === undefined ? undefined : turns * each;
    }
    // places of their own
    case 'generate':
    case 'fill':
    case 'lambda':
      return 0n;
    default:
      return childrenOf(statements).some((child) => countYields(frame, child) !== 0n) ? undefined : 0n;
  }
}

function lengthOf(frame: Frame, collection: TypedExpression): bigint | undefined {
  const { type, span } = collection;
  if (collection.kind === 'fill') return countYields(frame, collection.body);
  if (collection.kind === 'array') return BigInt(collection.items.length);
  if (type.kind !== 'array' && type.kind !== 'span') return undefined;
  return valueOf(frame, { kind: 'length', target: collection, type, span });
}

function turnsOf(frame: Frame, { from, to, step }: Of<'for'>): bigint | undefined {
  const [first, last] = [valueOf(frame, from), valueOf(frame, to)];
  if (first === undefined || last === undefined) return undefined;
  const turns = (last - first) / step + 1n;
  return (step > 0n ? first > last : first < last) ? 0n : turns;
}

/** The value of a constant expression of names that are bound here. */
function valueOf(frame: Frame, expression: TypedExpression): bigint | undefined {
  return isPlain(frame, expression) ? constantInteger(frame, elaborateExpression(frame, expression)) : undefined;
}

function isPlain(frame: Frame, expression: TypedExpression): boolean {
  switch (expression.kind) {
    case 'constant':
      return true;
    case 'symbol':
      return expression.symbol.place === 'module' || frame.bindings.has(expression.symbol);
    case 'binary':
    case 'unary':
    case 'length':
    case 'weaken':
    case 'intrinsic':
    case 'slice':
      return childrenOf(expression).every((child) => isPlain(frame, child));
    default:
      return false;
  }
}

function sum(counts: readonly (bigint | undefined)[]): bigint | undefined {
  return counts.reduce<bigint | undefined>(
    (total, each) => (total === undefined || each === undefined ? undefined : total + each),
    0n,
  );
}

function same(counts: readonly (bigint | undefined)[]): bigint | undefined {
  const [first] = counts;
  return counts.every((each) => each === first) ? first : undefined;
}
