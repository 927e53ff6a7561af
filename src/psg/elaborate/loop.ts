// In: loops. Out: `while` and counted `for` nodes with their invariants. Other steps and collections become counted loops, so that no index can overflow.
import { never } from '../../base/never.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId, PrimitiveOperator } from '../node.ts';
import { booleanType, bytesType, type IntegerType, type Type, unitType, wordType } from '../type.ts';
import { callLibrary } from './call.ts';
import { inTurns } from './fill-array.ts';
import {
  add,
  bindValue,
  condition,
  conjunction,
  elaborateExpression,
  type Frame,
  number,
  readBinding,
  truth,
  typeIn,
  typeOfNode,
  unit,
  wrapLet,
  wrapLets,
} from './frame.ts';
import { elaborateStatements, expandSequence, leaves, runningIn } from './generate.ts';
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
  const statements = elaborateStatements(frame, body.statements, span);
  frame.storage = outside;
  if (typeOfNode(frame, statements).kind === 'unit') return statements;
  return add(frame, { kind: 'sequence', type: unitType, items: [statements, unit(frame, span)] }, span);
}

export function elaborateWhile(frame: Frame, expression: Of<'while'>): NodeId {
  const running = runningIn(frame, expression.body).map((each) => readBinding(frame, each, expression.span));
  const test = conjunction(frame, [...running, elaborateExpression(frame, expression.condition)], expression.span);
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
  const range = { from: elaborateExpression(frame, from), to: elaborateExpression(frame, to) };
  const direction = step > 0n ? 'up' : 'down';
  const counter = { name: symbol.name, type: typeIn(frame, symbol.type), span: symbol.span };
  return countedLoop(frame, { ...range, direction, counter, running: runningIn(frame, body) }, span, (binding) => {
    frame.bindings.set(symbol, binding);
    const parts = splitBody(body);
    const invariants = parts.invariants.map((each) => elaborateExpression(frame, each));
    const turn = { from: range.from, direction } as const;
    return { invariants, body: inTurns(frame, binding, turn, body, () => elaborateBody(frame, parts, span)) };
  });
}

interface Counted {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly direction: 'up' | 'down';
  readonly counter: { readonly name: string; readonly type: Type; readonly span: TypedExpression['span'] };
  /** See `Generation`: with any, the loop may end early. */
  readonly running: readonly NodeId[];
}

type CountedBody = (binding: NodeId) => { readonly invariants: readonly NodeId[]; readonly body: NodeId };

/** A `for` node; or, where it may end early, a `while` over the same numbers, which never leaves the range. */
function countedLoop(frame: Frame, counted: Counted, span: TypedExpression['span'], make: CountedBody): NodeId {
  const { from, to, direction, counter, running } = counted;
  const { type } = counter;
  if (running.length > 0) return leavingLoop(frame, counted, span, make);
  const binding = add(
    frame,
    { kind: 'binding', name: counter.name, type, mutability: 'immutable', role: 'loop' },
    counter.span,
  );
  return add(frame, { kind: 'for', type: unitType, binding, from, to, direction, ...make(binding) }, span);
}

function leavingLoop(frame: Frame, counted: Counted, span: TypedExpression['span'], make: CountedBody): NodeId {
  const { direction, counter, running } = counted;
  const { type } = counter;
  const [from, to] = [
    bindValue(frame, 'first', counted.from, counter.span),
    bindValue(frame, 'last', counted.to, counter.span),
  ];
  const variable = (name: string, of: Type): NodeId =>
    add(frame, { kind: 'binding', name, type: of, mutability: 'mutable', role: 'local' }, span);
  const [at, more] = [variable('at', type), variable('more', booleanType)];
  const compare = (operator: PrimitiveOperator, left: NodeId, right: NodeId): NodeId =>
    add(frame, { kind: 'primitive', type: booleanType, operator, operands: [left, right] }, span);
  const isUp = direction === 'up';
  const here = bindValue(frame, counter.name, readBinding(frame, at, counter.span), counter.span);
  const { invariants, body } = make(here.binding);
  const next = add(
    frame,
    {
      kind: 'primitive',
      type,
      operator: isUp ? 'add' : 'subtract',
      operands: [readBinding(frame, at, span), number(frame, type, 1, span)],
    },
    span,
  );
  const move = condition(
    frame,
    compare(isUp ? 'less' : 'greater', readBinding(frame, at, span), to.read()),
    add(frame, { kind: 'assign', type: unitType, binding: at, operand: next }, span),
    add(frame, { kind: 'assign', type: unitType, binding: more, operand: truth(frame, 'false', span) }, span),
    span,
  );
  const claims = invariants.map((each) =>
    add(frame, { kind: 'claim', type: unitType, claim: 'assert', condition: each }, span),
  );
  const turn = add(frame, { kind: 'sequence', type: unitType, items: [...claims, body, move] }, span);
  const test = conjunction(
    frame,
    [...running, more].map((each) => readBinding(frame, each, span)),
    span,
  );
  const loop = add(
    frame,
    { kind: 'while', type: unitType, condition: test, invariants: [], body: wrapLet(frame, here, turn, span) },
    span,
  );
  const isAny = compare(isUp ? 'less-or-equal' : 'greater-or-equal', from.read(), to.read());
  const whole = wrapLets(
    frame,
    [
      { binding: at, operand: from.read(), span },
      { binding: more, operand: truth(frame, 'true', span), span },
    ],
    loop,
  );
  const guarded = condition(frame, isAny, whole, unit(frame, span), span);
  return wrapLet(frame, from, wrapLet(frame, to, guarded, span), span);
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
  const counted: Counted = {
    from: number(frame, counter, 0, span),
    to: last,
    direction: 'up',
    counter: { name: 'step', type: counter, span },
    running: runningIn(frame, expression.body),
  };
  const loop = countedLoop(frame, counted, span, (k) => {
    const offset = add(
      frame,
      {
        kind: 'primitive',
        type: counter,
        operator: 'multiply',
        operands: [readBinding(frame, k, span), number(frame, counter, size, span)],
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
    const inner = inTurns(frame, k, counted, expression.body, () => claimInvariants(frame, expression.body, span));
    return { invariants: [], body: wrapLet(frame, { binding, operand: current }, inner, span) };
  });
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

/** The body of a loop, for one element. */
function takeElement(frame: Frame, { pattern, body, span }: Of<'for-each'>, element: NodeId): NodeId {
  const value = bindValue(frame, 'element', element, pattern.span);
  const names = bindNames(frame, pattern, value.read);
  return wrapLet(frame, value, names.wrap(claimInvariants(frame, body, span)), span);
}

/** `for x in sequence`: the sequence's own statements stand here, and the loop's body where they yield. */
function elaborateForSequence(frame: Frame, expression: Of<'for-each'>): NodeId {
  const { collection, body, span } = expression;
  const leaving = leaves(body)
    ? add(frame, { kind: 'binding', name: 'running', type: booleanType, mutability: 'mutable', role: 'local' }, span)
    : undefined;
  const running = [...(leaving === undefined ? [] : [leaving]), ...runningIn(frame, body)];
  const loop = expandSequence(frame, collection, running, (element) => {
    const outer = frame.leaving;
    frame.leaving = leaving;
    const taken = takeElement(frame, expression, element);
    frame.leaving = outer;
    return taken;
  });
  if (leaving === undefined) return loop;
  return wrapLet(frame, { binding: leaving, operand: truth(frame, 'true', span) }, loop, span);
}

export function elaborateForEach(frame: Frame, expression: Of<'for-each'>): NodeId {
  const { pattern, collection, body, span } = expression;
  if (collection.type.kind === 'sequence') return elaborateForSequence(frame, expression);
  if (typeIn(frame, collection.type).kind === 'string') return elaborateForCharacter(frame, expression);
  const elements = bindValue(frame, 'collection', elaborateExpression(frame, collection), collection.span);
  const length = add(frame, { kind: 'length', type: wordType, collection: elements.read() }, span);
  const last = add(
    frame,
    { kind: 'primitive', type: wordType, operator: 'subtract', operands: [length, number(frame, wordType, 1, span)] },
    span,
  );
  const counted: Counted = {
    from: number(frame, wordType, 0, span),
    to: last,
    direction: 'up',
    counter: { name: 'index', type: wordType, span },
    running: runningIn(frame, body),
  };
  const loop = countedLoop(frame, counted, span, (index) => {
    const at = readBinding(frame, index, span);
    const element = add(
      frame,
      { kind: 'element', type: typeIn(frame, pattern.type), collection: elements.read(), index: at },
      pattern.span,
    );
    return {
      invariants: [],
      body: inTurns(frame, index, counted, body, () => takeElement(frame, expression, element)),
    };
  });
  return wrapLet(frame, elements, loop, span);
}

/** `for c in text`: a position moves over the bytes from scalar value to scalar value; the library decodes them. */
function elaborateForCharacter(frame: Frame, expression: Of<'for-each'>): NodeId {
  const { pattern, collection, body, span } = expression;
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
    [
      ...runningIn(frame, body).map((each) => readBinding(frame, each, span)),
      compare('less-or-equal', [number(frame, wordType, 0, span), at()]),
      compare('less', [at(), length]),
    ],
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
  const turn = add(
    frame,
    { kind: 'sequence', type: unitType, items: [move, takeElement(frame, expression, scalar)] },
    span,
  );
  const loop = add(
    frame,
    { kind: 'while', type: unitType, condition: inside, invariants: [], body: wrapLet(frame, decoded, turn, span) },
    span,
  );
  const start = number(frame, wordType, 0, span);
  return wrapLet(frame, bytes, wrapLet(frame, { binding: position, operand: start }, loop, span), span);
}
