// In: a typed pattern. Out: the same pattern with its parts changed, without names, or with its alternatives apart. Nothing is looked up.
import { assertNever } from '../base/never.ts';
import { partsOfPattern } from './pattern-shape.ts';
import type { Symbol, TypedPattern } from './typed.ts';

/** `at` tells the parts of one pattern apart, the same in every pattern of the type. */
export function mapPattern(
  pattern: TypedPattern,
  change: (part: TypedPattern, at: string) => TypedPattern,
): TypedPattern {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
    case 'constant':
      return pattern;
    case 'case':
      return { ...pattern, fields: pattern.fields.map((each, at) => change(each, `${pattern.tag}:${at}`)) };
    case 'tuple':
    case 'array':
      return { ...pattern, items: pattern.items.map((each, at) => change(each, `${at}`)) };
    case 'record':
      return {
        ...pattern,
        fields: pattern.fields.map((each) => ({ ...each, pattern: change(each.pattern, `${each.index}`) })),
      };
    case 'or':
      return { ...pattern, alternatives: pattern.alternatives.map((each) => change(each, '')) };
    case 'and':
      return { ...pattern, patterns: pattern.patterns.map((each) => change(each, '')) };
    case 'as':
      return { ...pattern, pattern: change(pattern.pattern, '') };
    case 'recognised':
      return { ...pattern, result: change(pattern.result, '') };
    default:
      return assertNever(pattern);
  }
}

/** Without the names that it binds, but for one. */
export function dropNames(pattern: TypedPattern, kept?: Symbol): TypedPattern {
  const inner = (part: TypedPattern): TypedPattern => dropNames(part, kept);
  const { type, span } = pattern;
  if (pattern.kind === 'bind') return pattern.symbol === kept ? pattern : { kind: 'wildcard', type, span };
  if (pattern.kind === 'as' && pattern.symbol !== kept) return inner(pattern.pattern);
  return mapPattern(pattern, inner);
}

/** Whether it neither tests nor binds. */
export function isBare(pattern: TypedPattern): boolean {
  switch (pattern.kind) {
    case 'wildcard':
      return true;
    case 'tuple':
      return pattern.items.every(isBare);
    case 'and':
      return pattern.patterns.every(isBare);
    case 'record':
      return pattern.fields.every((each) => isBare(each.pattern));
    default:
      return false;
  }
}

export function countAlternatives(pattern: TypedPattern, isApart: (pattern: TypedPattern) => boolean): number {
  if (!isApart(pattern)) return 1;
  const counts = partsOfPattern(pattern).map((part) => countAlternatives(part, isApart));
  return pattern.kind === 'or'
    ? counts.reduce((sum, each) => sum + each, 0)
    : counts.reduce((all, each) => all * each, 1);
}

/** The alternatives of a pattern, in order; those that `isApart` does not ask for stay together. */
export function spreadAlternatives(
  pattern: TypedPattern,
  isApart: (pattern: TypedPattern) => boolean,
): readonly TypedPattern[] {
  if (!isApart(pattern)) return [pattern];
  if (pattern.kind === 'or') return pattern.alternatives.flatMap((each) => spreadAlternatives(each, isApart));
  const choices = partsOfPattern(pattern).map((part) => spreadAlternatives(part, isApart));
  return productOf(choices).map((chosen) => {
    const next = chosen.values();
    return mapPattern(pattern, (part) => next.next().value ?? part);
  });
}

function productOf<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (made, choice) => made.flatMap((before) => choice.map((each) => [...before, each])),
    [[]],
  );
}
