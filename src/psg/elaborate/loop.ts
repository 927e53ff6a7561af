// In: loops. Out: `while` and counted `for` nodes with their invariants. Other steps and collections become counted loops, so that no index can overflow.
import { never } from '../../base/never.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { booleanType, bytesType, type IntegerType, unitType, wordType } from '../type.ts';
import { callLibrary } from './call.ts';
import {
  add,
  bindValue,
  condition,
  conjunction,
  elaborateExpression,
  type Frame,
  number,
  typeIn,
  typeOfNode,
  unit,
  wrapLet,
} from './frame.ts';
import { bindNames } from './pattern.ts';

type Of<K extends TypedExpression['kind']> = Extract<TypedExpression, { kind: K }>;

interface LoopBody {
  readonly invariants: readonly TypedExpression[];
  readonly statements: readonly TypedExpression[];
}

/** `invariant` statements stand first in a loop's body. */
function splitBody(body: TypedExpression): LoopBody {
  const items = body.kind === 'sequence' ? body.items : [body];
  const isInvariant = (item: TypedExpression): boolean => item.kind === 'contract' && item.contract === 'invariant';
  const first = items.findIndex((item) => !isInvariant(item));
  const at = first < 0 ? items.length : first;
  return {
    invariants: items
      .slice(0, at)
      .map((item) => (item.kind === 'contract' ? item.condition : never('invariants are contracts'))),
    statements: items.slice(at),
  };
}

function elaborateBody(frame: Frame, body: LoopBody, span: TypedExpression['span']): NodeId {
  const outside = frame.storage;
  frame.storage = 'stack'; // an array made in a loop is a new one each time, also while a module-level value is initialised
  const items = body.statements.map((item) => elaborateExpression(frame, item));
  frame.storage = outside;
  const last = items.at(-1);
  if (last === undefined) return unit(frame, span);
  if (typeOfNode(frame, last).kind !== 'unit') items.push(unit(frame, span));
  return items.length === 1 ? last : add(frame, { kind: 'sequence', type: unitType, items }, span);
}

export function elaborateWhile(frame: Frame, expression: Of<'while'>): NodeId {
  const test = elaborateExpression(frame, expression.condition);
  const parts = splitBody(expression.body);
  const invariants = parts.invariants.map((each) => elaborateExpression(frame, each));
  const body = elaborateBody(frame, parts, expression.span);
  return add(frame, { kind: 'while', type: unitType, condition: test, invariants, body }, expression.span);
}

export function elaborateFor(frame: Frame, expression: Of<'for'>): NodeId {
  return expression.step === 1n || expression.step === -1n
    ? elaborateCounted(frame, expression)
    : elaborateStepped(frame, expression);
}

function elaborateCounted(frame: Frame, { symbol, from, to, step, body, span }: Of<'for'>): NodeId {
  const first = elaborateExpression(frame, from);
  const last = elaborateExpression(frame, to);
  const binding = add(
    frame,
    { kind: 'binding', name: symbol.name, type: typeIn(frame, symbol.type), mutability: 'immutable', role: 'loop' },
    symbol.span,
  );
  frame.bindings.set(symbol, binding);
  const parts = splitBody(body);
  const invariants = parts.invariants.map((each) => elaborateExpression(frame, each));
  const direction = step > 0n ? 'up' : 'down';
  return add(
    frame,
    {
      kind: 'for',
      type: unitType,
      binding,
      from: first,
      to: last,
      direction,
      invariants,
      body: elaborateBody(frame, parts, span),
    },
    span,
  );
}

/**
 * `for i in from .. step .. to`: when the range is not empty, k counts 0 … (to − from) / |step| in the unsigned type of the same width (the difference
 * fits there), and i = from ± k·|step|, which never leaves the range.
 */
function elaborateStepped(frame: Frame, expression: Of<'for'>): NodeId {
  const { symbol, step, span } = expression;
  const type = typeIn(frame, symbol.type);
  if (type.kind !== 'integer') return never('ranges are of integers');
  const counter: IntegerType = { ...type, signed: false };
  const up = step > 0n;
  const size = up ? step : -step;
  const from = bindValue(frame, 'first', elaborateExpression(frame, expression.from), expression.from.span);
  const to = bindValue(frame, 'last', elaborateExpression(frame, expression.to), expression.to.span);
  const difference = add(
    frame,
    {
      kind: 'primitive',
      type,
      operator: 'subtract',
      operands: up ? [to.read(), from.read()] : [from.read(), to.read()],
    },
    span,
  );
  const distance = add(frame, { kind: 'convert', type: counter, operand: difference }, span);
  const last = add(
    frame,
    { kind: 'primitive', type: counter, operator: 'divide', operands: [distance, number(frame, counter, size, span)] },
    span,
  );
  const k = add(frame, { kind: 'binding', name: 'step', type: counter, mutability: 'immutable', role: 'loop' }, span);
  const offset = add(
    frame,
    {
      kind: 'primitive',
      type: counter,
      operator: 'multiply',
      operands: [add(frame, { kind: 'local', type: counter, binding: k }, span), number(frame, counter, size, span)],
    },
    span,
  );
  const moved = add(frame, { kind: 'convert', type, operand: offset }, span);
  const current = add(
    frame,
    { kind: 'primitive', type, operator: up ? 'add' : 'subtract', operands: [from.read(), moved] },
    span,
  );
  const binding = add(
    frame,
    { kind: 'binding', name: symbol.name, type, mutability: 'immutable', role: 'local' },
    symbol.span,
  );
  frame.bindings.set(symbol, binding);
  const body = wrapLet(frame, { binding, operand: current }, claimInvariants(frame, expression.body, span), span);
  const loop = add(
    frame,
    {
      kind: 'for',
      type: unitType,
      binding: k,
      from: number(frame, counter, 0, span),
      to: last,
      direction: 'up',
      invariants: [],
      body,
    },
    span,
  );
  const test = add(
    frame,
    {
      kind: 'primitive',
      type: booleanType,
      operator: up ? 'less-or-equal' : 'greater-or-equal',
      operands: [from.read(), to.read()],
    },
    span,
  );
  return wrapLet(frame, from, wrapLet(frame, to, condition(frame, test, loop, unit(frame, span), span), span), span);
}

/** Where the loop's own variable is derived, an invariant over it is claimed at the start of each execution of the body, as an assertion. */
function claimInvariants(frame: Frame, body: TypedExpression, span: TypedExpression['span']): NodeId {
  const parts = splitBody(body);
  const claims = parts.invariants.map((each) =>
    add(
      frame,
      { kind: 'claim', type: unitType, claim: 'assert', condition: elaborateExpression(frame, each) },
      each.span,
    ),
  );
  const rest = elaborateBody(frame, { invariants: [], statements: parts.statements }, span);
  return claims.length === 0 ? rest : add(frame, { kind: 'sequence', type: unitType, items: [...claims, rest] }, span);
}

export function elaborateForEach(frame: Frame, expression: Of<'for-each'>): NodeId {
  const { pattern, collection, body, span } = expression;
  if (typeIn(frame, collection.type).kind === 'string') return elaborateForCharacter(frame, expression);
  const elements = bindValue(frame, 'collection', elaborateExpression(frame, collection), collection.span);
  const length = add(frame, { kind: 'length', type: wordType, collection: elements.read() }, span);
  const last = add(
    frame,
    { kind: 'primitive', type: wordType, operator: 'subtract', operands: [length, number(frame, wordType, 1, span)] },
    span,
  );
  const index = add(
    frame,
    { kind: 'binding', name: 'index', type: wordType, mutability: 'immutable', role: 'loop' },
    span,
  );
  const at = add(frame, { kind: 'local', type: wordType, binding: index }, span);
  const element = add(
    frame,
    { kind: 'element', type: typeIn(frame, pattern.type), collection: elements.read(), index: at },
    pattern.span,
  );
  const value = bindValue(frame, 'element', element, pattern.span);
  const names = bindNames(frame, pattern, value.read);
  const inner = wrapLet(frame, value, names.wrap(claimInvariants(frame, body, span)), span);
  const from = number(frame, wordType, 0, span);
  const loop = add(
    frame,
    { kind: 'for', type: unitType, binding: index, from, to: last, direction: 'up', invariants: [], body: inner },
    span,
  );
  return wrapLet(frame, elements, loop, span);
}

/** `for c in text`: a position moves over the bytes from scalar value to scalar value; the library decodes them. */
function elaborateForCharacter(frame: Frame, { pattern, collection, body, span }: Of<'for-each'>): NodeId {
  const text = elaborateExpression(frame, collection);
  const bytes = bindValue(
    frame,
    'bytes',
    add(frame, { kind: 'weaken', type: bytesType, operand: text }, collection.span),
    collection.span,
  );
  const position = add(
    frame,
    { kind: 'binding', name: 'position', type: wordType, mutability: 'mutable', role: 'local' },
    span,
  );
  const at = (): NodeId => add(frame, { kind: 'local', type: wordType, binding: position }, span);
  const compare = (operator: 'less' | 'less-or-equal', operands: readonly NodeId[]): NodeId =>
    add(frame, { kind: 'primitive', type: booleanType, operator, operands }, span);
  const length = add(frame, { kind: 'length', type: wordType, collection: bytes.read() }, span);
  const inside = conjunction(
    frame,
    [compare('less-or-equal', [number(frame, wordType, 0, span), at()]), compare('less', [at(), length])],
    span,
  );
  const decoded = bindValue(
    frame,
    'decoded',
    callLibrary(frame, 'Platform.Utf8.decode', [bytes.read(), at()], span),
    span,
  );
  const size = callLibrary(frame, 'Platform.Utf8.size', [decoded.read()], span);
  const moved = add(frame, { kind: 'primitive', type: wordType, operator: 'add', operands: [at(), size] }, span);
  const move = add(frame, { kind: 'assign', type: unitType, binding: position, operand: moved }, span);
  const scalar = callLibrary(frame, 'Platform.Utf8.scalar', [decoded.read()], pattern.span);
  const value = bindValue(frame, 'character', scalar, pattern.span);
  const names = bindNames(frame, pattern, value.read);
  const inner = wrapLet(frame, value, names.wrap(claimInvariants(frame, body, span)), span);
  const turn = add(frame, { kind: 'sequence', type: unitType, items: [move, inner] }, span);
  const loop = add(
    frame,
    { kind: 'while', type: unitType, condition: inside, invariants: [], body: wrapLet(frame, decoded, turn, span) },
    span,
  );
  const start = number(frame, wordType, 0, span);
  return wrapLet(frame, bytes, wrapLet(frame, { binding: position, operand: start }, loop, span), span);
}
