// In: the body of a function or a loop. Out: the contracts at its head, typed, and what follows them. Also: whether conditions are free of effects.
import { assertNever } from '../base/never.ts';
import { type Application, applicationOf } from './application.ts';
import { argumentFor } from './check-argument.ts';
import { booleanType, type Context, createSymbol, errorExpression, report } from './check-context.ts';
import { pathOf } from './check-name.ts';
import { checkPattern, createBinder } from './check-pattern.ts';
import { emptyNames, enterLayer, findValue, type Scope } from './check-scope.ts';
import { circleThrough } from './contract-circle.ts';
import { type Effect, effectOf } from './effect.ts';
import { looksIntoArray, partsOfPattern } from './pattern-shape.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression, TypedPattern } from './typed.ts';
import { childrenOf } from './typed-walk.ts';

type Contract = 'requires' | 'ensures' | 'invariant' | 'assert';

export interface Head {
  readonly contracts: readonly TypedExpression[];
  readonly rest: readonly SyntaxExpression[];
}

const allowed = {
  function: new Set<Contract>(['requires', 'ensures']),
  loop: new Set<Contract>(['invariant']),
} as const;

export function checkHead(
  context: Context,
  scope: Scope,
  body: SyntaxExpression,
  place: 'function' | 'loop',
  result: Type,
): Head {
  const items = body.kind === 'sequence' ? body.items : [body];
  const first = items.findIndex((item) => !isHead(scope, item, place));
  const count = first < 0 ? items.length : first;
  const contracts = items.slice(0, count).map((item) => checkContract(context, scope, item, result));
  return { contracts, rest: items.slice(count) };
}

function isHead(scope: Scope, item: SyntaxExpression, place: 'function' | 'loop'): boolean {
  const contract = contractOf(scope, item);
  return contract !== undefined && allowed[place].has(contract);
}

/** The contract that an item states, unless the program gave the name another meaning. */
function contractOf(scope: Scope, item: SyntaxExpression): Contract | undefined {
  if (item.kind !== 'apply') return undefined;
  const path = pathOf(applicationOf(item).head);
  const [name, ...more] = path ?? [];
  const entry = name && more.length === 0 ? findValue(scope, name.text) : undefined;
  return entry?.kind === 'contract' ? entry.contract : undefined;
}

function checkContract(context: Context, scope: Scope, item: SyntaxExpression, result: Type): TypedExpression {
  const { span } = item;
  const contract = contractOf(scope, item) ?? 'assert';
  const [only, ...more] = applicationOf(item).arguments;
  if (only?.kind !== 'written' || more.length > 0) {
    report(context, 'FS8263', span, {
      detail: `\`${contract}\` takes one condition.`,
      hint: `Write \`${contract} (…)\`.`,
    });
    return errorExpression(span);
  }
  if (contract === 'ensures') return checkEnsures(context, scope, only.syntax, span, result);
  const condition = context.expression(scope, only.syntax, {
    type: booleanType,
    who: `The condition of \`${contract}\``,
  });
  return { kind: 'contract', contract, condition, type: { kind: 'unit' }, span };
}

function checkEnsures(
  context: Context,
  scope: Scope,
  syntax: SyntaxExpression,
  span: TypedExpression['span'],
  result: Type,
): TypedExpression {
  const lambda = syntax.kind === 'parenthesized' ? syntax.inner : syntax;
  const parameter = lambda.kind === 'lambda' ? lambda.parameters[0] : undefined;
  const pattern = parameter?.pattern;
  const named = pattern?.kind === 'typed' ? pattern.pattern : pattern;
  if (
    lambda.kind !== 'lambda' ||
    !pattern ||
    lambda.parameters.length > 1 ||
    (named?.kind !== 'name' && named?.kind !== 'wildcard')
  ) {
    report(context, 'FS8263', span, {
      detail: '`ensures` speaks about the result by a name.',
      hint: 'Write `ensures (fun result -> …)`.',
    });
    return errorExpression(span);
  }
  const binder = createBinder('let');
  checkPattern(context, scope, pattern, result, binder);
  const [bound] = binder.bound.values();
  const symbol = bound ?? createSymbol(context, 'result', result, 'local', pattern.span);
  const names = emptyNames();
  if (bound) names.values.set(bound.name, { kind: 'value', symbol: bound, depth: scope.depth });
  const condition = context.expression(enterLayer(scope, names), lambda.body, {
    type: booleanType,
    who: 'The condition of `ensures`',
  });
  return { kind: 'ensures', result: symbol, condition, type: { kind: 'unit' }, span };
}

/** Reports the contracts below an expression whose conditions write, read what changes by itself, or rest on themselves. Runs on solved trees. */
export function checkPurity(context: Context, expression: TypedExpression): void {
  if (expression.kind === 'contract' || expression.kind === 'ensures') {
    const found = effectOf(expression.condition, context.functions);
    if (found) {
      report(context, 'FS8264', found.span, {
        detail: reasons(found.effect, found.through),
        hint: 'Do it before, bind the result with `let`, and speak about the name.',
      });
    }
    const circle = circleThrough(expression.condition, context.functions);
    if (circle) {
      report(context, 'FS8297', expression.condition.span, {
        detail: `To evaluate it, the contracts of \`${circle.name}\` are evaluated, which call \`${circle.name}\` again.`,
        hint: 'Speak about values, or call a function without contracts.',
      });
    }
    return;
  }
  for (const child of childrenOf(expression)) checkPurity(context, child);
}

/** Elements are read where a rule tests them and where it binds them: a `when`, or an active pattern, in between must not write. Runs on solved rules. */
export function checkRules(context: Context, { rules }: Extract<TypedExpression, { readonly kind: 'match' }>): void {
  if (!rules.some(({ pattern }) => looksIntoArray(pattern))) return;
  for (const { pattern, guard } of rules) {
    for (const call of callsIn(pattern)) refuseEffect(context, call, 'active pattern');
    if (guard) refuseEffect(context, guard, 'condition');
  }
}

function refuseEffect(context: Context, expression: TypedExpression, what: 'condition' | 'active pattern'): void {
  const found = effectOf(expression, context.functions);
  if (found && found.effect !== 'volatile' && found.effect !== 'claims')
    report(context, 'FS8278', found.span, {
      detail: `${reasons(found.effect, found.through, what)} The rules of this \`match\` look into an array, which must not change meanwhile.`,
      hint: 'Do it before the `match` or behind `->`.',
    });
}

function callsIn(pattern: TypedPattern): readonly TypedExpression[] {
  const inner = partsOfPattern(pattern).flatMap(callsIn);
  return pattern.kind === 'recognised' ? [pattern.call, ...inner] : inner;
}

function reasons(effect: Effect['effect'], through: string | undefined, what = 'condition'): string {
  const who = through === undefined ? `The ${what}` : `\`${through}\`, called by the ${what},`;
  switch (effect) {
    case 'writes':
      return `${who} writes to memory.`;
    case 'volatile':
      return `${who} reads volatile memory: two readings may differ.`;
    case 'platform':
      return `${who} asks the platform for something.`;
    case 'foreign':
      return `${who} calls C.`;
    case 'claims':
      return `${who} states a contract of its own.`;
    case 'unknown':
      return `${who} uses a function that is not known here and may do anything.`;
    default:
      return assertNever(effect);
  }
}

/** A contract where a statement stands: only `assert` does. */
export function applyContract(
  context: Context,
  scope: Scope,
  contract: Contract,
  application: Application,
): TypedExpression {
  const { span } = application;
  const [only, ...more] = application.arguments;
  if (contract !== 'assert') {
    const place = contract === 'invariant' ? "a loop's body" : "a function's body";
    report(context, 'FS8263', span, {
      detail: `\`${contract}\` stands at the head of ${place}, before anything else.`,
      hint: 'Use `assert (…)` for a claim in the middle of the code.',
    });
    return errorExpression(span);
  }
  if (!only || more.length > 0) {
    report(context, 'FS8263', span, { detail: '`assert` takes one condition.', hint: 'Write `assert (…)`.' });
    return errorExpression(span);
  }
  const condition = argumentFor(context, scope, only, { type: { kind: 'bool' }, who: 'The condition of `assert`' });
  return { kind: 'contract', contract, condition, type: { kind: 'unit' }, span };
}
