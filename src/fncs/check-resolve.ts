// In: the typed trees of one definition, with unknowns. Out: the same trees with every type solved; what nothing decides takes its default. Matches are
// looked at here, when their types are known: missed values and rules that are never reached.
import { type Context, report } from './check-context.ts';
import { checkRules } from './check-contract.ts';
import { defaultOf } from './check-generalise.ts';
import { dimensionless, isUnknown, substituteMeasure } from './measure.ts';
import { analyseMatch } from './pattern-matrix.ts';
import { spreadAlternatives } from './pattern-parts.ts';
import { bindsNames, hasRecogniser, partsOfPattern } from './pattern-shape.ts';
import type { Type } from './type.ts';
import type { TypedExpression, TypedFunction, TypedPattern, TypedRule } from './typed.ts';
import { mapChildren } from './typed-walk.ts';
import { mapType, resolve, variableOf } from './unify.ts';
import { writeOutRecognisers } from './write-out-recognisers.ts';

/** `silent`: the definition has mistakes, so that its matches tell nothing. */
export type Mood = 'warn' | 'silent';

export function finalType(context: Context, type: Type): Type {
  const at = resolve(context.store, type);
  const variable = variableOf(context.store, at);
  if (variable) {
    variable.solution = defaultOf(variable);
    return variable.solution;
  }
  if (at.kind === 'numeric') {
    if (!at.measure.some(({ name }) => isUnknown(name))) return at;
    return { ...at, measure: substituteMeasure(at.measure, (name) => (isUnknown(name) ? dimensionless : undefined)) };
  }
  return mapType(at, (part) => finalType(context, part));
}

/** Gives every symbol made since the last call its final type. */
export function resolveSymbols(context: Context): void {
  for (const symbol of context.symbols.splice(0)) symbol.type = finalType(context, symbol.type);
}

export function resolveFunction(context: Context, definition: TypedFunction, mood: Mood): TypedFunction {
  const resolved = { ...definition, body: resolveExpression(context, definition.body, mood) };
  context.functions.set(resolved.symbol, resolved);
  return resolved;
}

export function resolveExpression(context: Context, expression: TypedExpression, mood: Mood): TypedExpression {
  const inner = mapChildren(expression, (child) => resolveExpression(context, child, mood));
  const type = finalType(context, inner.type);
  switch (inner.kind) {
    case 'symbol':
    case 'call':
    case 'intrinsic':
      return { ...inner, type, instantiation: inner.instantiation.map((each) => finalType(context, each)) };
    case 'let':
    case 'for-each':
      return { ...inner, type, pattern: resolvePattern(context, inner.pattern) };
    case 'let-function':
      for (const each of inner.functions) context.functions.set(each.symbol, each);
      return { ...inner, type };
    case 'match':
      return resolveMatch(context, { ...inner, type }, mood);
    default:
      return type === inner.type ? inner : { ...inner, type };
  }
}

function resolvePattern(context: Context, pattern: TypedPattern): TypedPattern {
  const type = finalType(context, pattern.type);
  const inner = (part: TypedPattern): TypedPattern => resolvePattern(context, part);
  switch (pattern.kind) {
    case 'case':
      return { ...pattern, type, fields: pattern.fields.map(inner) };
    case 'tuple':
    case 'array':
      return { ...pattern, type, items: pattern.items.map(inner) };
    case 'record':
      return { ...pattern, type, fields: pattern.fields.map((field) => ({ ...field, pattern: inner(field.pattern) })) };
    case 'or':
      return { ...pattern, type, alternatives: pattern.alternatives.map(inner) };
    case 'and':
      return { ...pattern, type, patterns: pattern.patterns.map(inner) };
    case 'as':
      return { ...pattern, type, pattern: inner(pattern.pattern) };
    case 'recognised':
      return { ...pattern, type, result: inner(pattern.result) };
    default:
      return type === pattern.type ? pattern : { ...pattern, type };
  }
}

type Match = Extract<TypedExpression, { kind: 'match' }>;

function resolveMatch(context: Context, match: Match, mood: Mood): TypedExpression {
  const rules = match.rules.map((rule) => ({ ...rule, pattern: resolvePattern(context, rule.pattern) }));
  const resolved = { ...match, rules };
  if (mood === 'silent') return resolved;
  checkRules(context, resolved);
  const known = analysed(context, resolved);
  const written = { ...known, rules: known.rules.flatMap(withGuardEach) };
  const limit = written.rules.some(({ pattern }) => hasRecogniser(pattern)) ? mostAsking : mostRules;
  if (written.rules.length > limit) {
    report(context, 'FS8246', match.span, {
      detail: `A \`match\` ${limit === mostRules ? '' : 'with active patterns '}has at most ${limit} rules.`,
      hint: 'Divide them among several functions, or look the answer up in an array.',
    });
    return resolved;
  }
  return writeOutRecognisers(context, written);
}

/** Rules lie within each other where they are tried; what walks them recurs. */
const mostRules = 1000;
const mostAsking = 250;

/** A condition is asked of each alternative that matches, until it holds: where they bind names, they are rules of their own. */
function withGuardEach(rule: TypedRule): readonly TypedRule[] {
  if (!rule.guard) return [rule];
  return spreadAlternatives(rule.pattern, choosesNames).map((pattern) => ({ ...rule, pattern }));
}

function choosesNames(pattern: TypedPattern): boolean {
  if (pattern.kind === 'or') return pattern.alternatives.some(bindsNames);
  return partsOfPattern(pattern).some(choosesNames);
}

function analysed(context: Context, resolved: Match): Match {
  const { rules, subject } = resolved;
  const analysis = analyseMatch(
    subject.type,
    rules.map((rule) => ({ pattern: rule.pattern, guarded: rule.guard ? 'guarded' : 'plain' })),
  );
  for (const index of analysis.unused) {
    const rule = rules[index];
    if (rule)
      report(context, 'FS0026', rule.pattern.span, {
        detail: 'The rules before it take every value that it would.',
        hint: 'Remove it, or move it up.',
      });
  }
  if (analysis.missed === undefined) return { ...resolved, isComplete: true };
  const isGuarded = rules.some((rule) => rule.guard);
  if (analysis.onlyUnnamedEnums) {
    report(context, 'FS0104', subject.span, {
      detail: `A value such as \`${analysis.missed}\` is matched by no rule.`,
      hint: 'Add a rule `| _ -> …`; until then a check stays in the program.',
    });
  } else {
    report(context, 'FS0025', subject.span, {
      detail: `For example, the value \`${analysis.missed}\` is matched by no rule${isGuarded ? ' without a `when`' : ''}.`,
      hint: 'Add a rule for it; until then the match is an obligation of its own.',
    });
  }
  return resolved;
}
