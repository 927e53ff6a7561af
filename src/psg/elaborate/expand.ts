// In: a call whose function is known. Out: whether its body stands in place of the call, so that what is done to the arguments is seen where they come from:
// lambdas where they are applied, `inline` functions that are given functions or make arrays. Changes nothing but the count of what has been expanded.
import type { TypedExpression } from '../../fncs/typed.ts';
import type { Frame, Given, Template } from './frame.ts';
import { childrenOf } from './walk.ts';

/** Bodies up to this size stand at every application; larger ones once in a definition. */
const small = 150;

/** Members of a class of this size, such as `Return` of a builder, stand where they are called. */
const tiny = 12;

export function isExpanded(
  frame: Frame,
  { template, given }: { readonly template: Template; readonly given: readonly Given[] },
): boolean {
  const { definition } = template;
  if (definition.isRecursive || hasContracts(definition.body)) return false;
  if (template.form === 'lambda' ? makesArrays(frame, definition.body) : !wantsExpansion(frame, template, given))
    return false;
  return isAffordable(frame, template);
}

/** Whether a function that returns a function is looked into, to see which. An array that it makes would live too long. */
export function isLookedInto(frame: Frame, template: Template): boolean {
  const { definition } = template;
  if (definition.isRecursive || hasContracts(definition.body) || makesArrays(frame, definition.body)) return false;
  return isAffordable(frame, template);
}

function wantsExpansion(frame: Frame, { definition }: Template, given: readonly Given[]): boolean {
  const isGiven = given.some((each) => each.kind === 'known');
  const isStep = definition.isOfObject && (isGiven || sizeOf(definition.body) <= tiny);
  if (isStep && !makesArrays(frame, definition.body)) return true;
  return definition.isInline && (isGiven || makesArrays(frame, definition.body));
}

function isAffordable({ expansions }: Frame, { key, definition }: Template): boolean {
  if (expansions.left === 0 || (expansions.done.has(key) && sizeOf(definition.body) > small)) return false;
  expansions.left -= 1;
  expansions.done.add(key);
  return true;
}

const sizes = new WeakMap<TypedExpression, number>();

function sizeOf(body: TypedExpression): number {
  const known = sizes.get(body);
  if (known !== undefined) return known;
  const size = childrenOf(body).reduce((sum, child) => sum + sizeOf(child), 1);
  sizes.set(body, size);
  return size;
}

const makers = new WeakMap<TypedExpression, boolean>();

/** Whether arrays would be made in the frame where the body stands; `inline` functions make theirs where they are called. */
export function makesArrays(frame: Frame, body: TypedExpression): boolean {
  const known = makers.get(body);
  if (known !== undefined) return known;
  const found = isArray(frame, body) || childrenOf(body).some((child) => makesArrays(frame, child));
  makers.set(body, found);
  return found;
}

function isArray(frame: Frame, expression: TypedExpression): boolean {
  switch (expression.kind) {
    case 'array':
    case 'fill':
      return true;
    case 'constant':
      return expression.type.kind === 'array';
    case 'intrinsic':
      return /^(Array\.(zeroCreate|create)|NativePtr\.stackalloc)$/.test(expression.intrinsic);
    case 'call': {
      const { callee } = expression;
      const template = frame.locals.get(callee) ?? frame.program.functions.get(callee);
      const definition = template?.definition;
      return definition?.isInline === true && !definition.isRecursive && makesArrays(frame, definition.body);
    }
    default:
      return false;
  }
}

function hasContracts(body: TypedExpression): boolean {
  if (body.kind === 'let') return hasContracts(body.body);
  const first = body.kind === 'sequence' ? body.items[0] : body;
  return first?.kind === 'ensures' || (first?.kind === 'contract' && first.contract === 'requires');
}
