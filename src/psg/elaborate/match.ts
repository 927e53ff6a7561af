// In: a match expression. Out: nested tests in rule order under a `match` node whose claim is that some rule without `when` applies.
import type { TypedExpression, TypedRule } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import {
  add,
  bindValue,
  condition,
  conjunction,
  disjunction,
  elaborateExpression,
  type Frame,
  truth,
  typeIn,
  wrapLet,
} from './frame.ts';
import { bindNames, type Read, testsOf } from './pattern.ts';

type Match = Extract<TypedExpression, { kind: 'match' }>;

export function elaborateMatch(frame: Frame, expression: Match): NodeId {
  const { span } = expression;
  const subject = bindValue(frame, 'subject', elaborateExpression(frame, expression.subject), expression.subject.span);
  const match = frame.program.builder.reserve();
  const type = typeIn(frame, expression.type);

  const rules = withoutLastTest(expression);
  const failure = (): NodeId => add(frame, { kind: 'match-failure', type, match }, span);
  const body = elaborateRules(frame, rules, subject.read, failure);
  frame.program.builder.define(
    match,
    { kind: 'match', type, matched: matchedBy(frame, expression, subject.read), body },
    span,
  );
  return wrapLet(frame, subject, match, span);
}

interface Rule {
  readonly rule: TypedRule;
  /** The last rule of a complete match needs no test: when the earlier ones did not apply, it does. */
  readonly test: 'needed' | 'implied';
}

function withoutLastTest(expression: Match): readonly Rule[] {
  const last = expression.rules.length - 1;
  return expression.rules.map((rule, at) => ({
    rule,
    test: at === last && expression.isComplete && !rule.guard ? 'implied' : 'needed',
  }));
}

/** The claim: literally true when the pattern matrix is complete, else the disjunction of the tests of the rules without `when`. */
function matchedBy(frame: Frame, expression: Match, read: Read): NodeId {
  if (expression.isComplete) return truth(frame, 'true', expression.span);
  const plain = expression.rules.filter((rule) => !rule.guard);
  const tests = plain.map((rule) => conjunction(frame, testsOf(frame, rule.pattern, read), rule.pattern.span));
  return disjunction(frame, tests, expression.span);
}

function elaborateRules(frame: Frame, rules: readonly Rule[], read: Read, failure: () => NodeId): NodeId {
  const [first, ...rest] = rules;
  if (!first) return failure();
  const { rule } = first;
  const tests = first.test === 'implied' ? [] : [...testsOf(frame, rule.pattern, read)];
  if (rule.guard) {
    // The names are bound twice, for the guard and for the body: reading them is pure, and the rest of the rules stands once.
    const names = bindNames(frame, rule.pattern, read);
    tests.push(names.wrap(elaborateExpression(frame, rule.guard)));
  }
  const names = bindNames(frame, rule.pattern, read);
  const body = names.wrap(elaborateExpression(frame, rule.body));
  if (tests.length === 0) return body;
  return condition(
    frame,
    conjunction(frame, tests, rule.pattern.span),
    body,
    elaborateRules(frame, rest, read, failure),
    rule.span,
  );
}
