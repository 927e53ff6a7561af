// In: `name { … }` where `name` is a value whose type has members such as `Bind` and `Return`. Out: the calls of these members that the F# specification (6.3.10) names,
// with lambdas for what follows. Loops, `try`, `use` and `yield` of a builder are refused.
import type { Span } from '../base/source.ts';
import {
  type Context,
  createSymbol,
  type Expectation,
  errorExpression,
  infer,
  report,
  spell,
} from './check-context.ts';
import { withNames } from './check-control.ts';
import { findValue, type Member, type Scope } from './check-scope.ts';
import type { Parameter, SyntaxExpression, SyntaxPattern } from './syntax.ts';
import type { TypedExpression } from './typed.ts';
import { resolve } from './unify.ts';

type Of<K extends SyntaxExpression['kind']> = Extract<SyntaxExpression, { kind: K }>;

/** Names that no program can write. */
const builderName = '``builder``';
const boundName = '``bound``';

/** With these F# translates in another way. */
const others: readonly string[] = ['BindReturn', 'Source', 'Quote', 'Yield'];

const ofDotNet: ReadonlySet<string> = new Set(['async', 'task', 'backgroundTask', 'query']);

interface Builder {
  readonly context: Context;
  readonly name: string;
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

export function checkBuilder(
  context: Context,
  scope: Scope,
  { builder: written, body, span }: Of<'computation'>,
  expected: Expectation,
): TypedExpression {
  if (written.kind === 'name' && ofDotNet.has(written.text) && !findValue(scope, written.text)) {
    refuse(context, written.span, `\`${written.text}\` belongs to .NET.`);
    return errorExpression(span);
  }
  const value = infer(context, scope, written);
  const known = resolve(context.store, value.type);
  if (known.kind === 'error') return errorExpression(span);
  const members = known.kind === 'nominal' ? scope.members.get(known.declaration) : undefined;
  if (known.kind !== 'nominal' || !members) {
    report(context, 'FS0708', written.span, {
      detail: `A value of type ${spell(context, known)} is no builder.`,
      hint: 'Define one: `type Builder() = member _.Bind(x, f) = …`, and `let builder = Builder()`.',
    });
    return errorExpression(span);
  }
  const other = others.find((each) => members.has(each));
  if (other !== undefined) {
    refuse(
      context,
      written.span,
      `${spell(context, known)} has the member \`${other}\`, which changes what F# makes of it.`,
    );
    return errorExpression(span);
  }
  const symbol = createSymbol(context, 'builder', value.type, 'local', written.span);
  const builder: Builder = { context, name: spell(context, known), members };
  // An element of a sequence around it is not given from within.
  const { generation: _, ...outside } = scope;
  const inner = withNames(outside, new Map([[builderName, symbol]]));
  const whole = context.expression(inner, run(builder, body, written.span), expected);
  const pattern = { kind: 'bind', symbol, type: value.type, span: written.span } as const;
  return { kind: 'let', pattern, value, body: whole, type: whole.type, span };
}

/** `let!` and its like where no builder gives them a meaning. */
export function refuseBang(
  context: Context,
  syntax: Of<'let-bang' | 'do-bang' | 'match-bang' | 'return'>,
): TypedExpression {
  report(context, 'FS0750', keywordOf(syntax), {
    detail: `\`${wordOf(syntax)}\` stands neither in \`builder { … }\` nor in a branch of it.`,
    hint: 'In parentheses, in a function and in an argument another computation expression would begin.',
  });
  return errorExpression(syntax.span);
}

function wordOf(syntax: Of<'let-bang' | 'do-bang' | 'match-bang' | 'return'>): string {
  switch (syntax.kind) {
    case 'let-bang':
      return 'let!';
    case 'do-bang':
      return 'do!';
    case 'match-bang':
      return 'match!';
    case 'return':
      return syntax.what === 'one' ? 'return' : 'return!';
  }
}

function keywordOf(syntax: Of<'let-bang' | 'do-bang' | 'match-bang' | 'return'>): Span {
  const { span } = syntax;
  return { ...span, end: Math.min(span.end, span.start + wordOf(syntax).length) };
}

function refuse(context: Context, span: Span, detail: string): void {
  report(context, 'FS8206', span, {
    detail,
    hint: 'Write a builder with `Bind`, `Return`, `ReturnFrom`, `Zero`, `Combine`, `Delay`, `Run`, or the steps as ordinary expressions.',
  });
}

/** `Run (Delay (fun () -> …))`, each where the builder has it. */
function run(builder: Builder, body: SyntaxExpression, span: Span): SyntaxExpression {
  const steps = translate(builder, body);
  const delayed = builder.members.has('Delay') ? delay(builder, steps, span) : steps;
  return builder.members.has('Run') ? call(builder, 'Run', [delayed], span) : delayed;
}

/** What the steps amount to, as an expression of the type that the builder's members give. */
function translate(builder: Builder, syntax: SyntaxExpression): SyntaxExpression {
  const inner = (part: SyntaxExpression): SyntaxExpression => translate(builder, part);
  switch (syntax.kind) {
    case 'let-bang':
      return bind(builder, syntax.value, consume(syntax.pattern, inner(syntax.body)), keywordOf(syntax));
    case 'do-bang':
      return doLast(builder, syntax);
    case 'match-bang': {
      const { rules, subject, span } = syntax;
      const match: SyntaxExpression = {
        ...matchOf(span, rules),
        rules: rules.map((each) => ({ ...each, body: inner(each.body) })),
      };
      return bind(builder, subject, lambda(bound(span), match), keywordOf(syntax));
    }
    case 'return':
      return call(builder, syntax.what === 'one' ? 'Return' : 'ReturnFrom', [syntax.value], keywordOf(syntax));
    case 'let':
      if (syntax.isUse) return refused(builder, syntax, 'use');
      return { ...syntax, body: inner(syntax.body) };
    case 'if':
      return {
        ...syntax,
        [whenTrue]: inner(syntax.then),
        otherwise: syntax.otherwise ? inner(syntax.otherwise) : zero(builder, startOf(syntax.span, 'if')),
      };
    case 'match':
      return { ...syntax, rules: syntax.rules.map((rule) => ({ ...rule, body: inner(rule.body) })) };
    case 'sequence':
      return sequence(builder, syntax);
    case 'while':
    case 'for':
    case 'try':
    case 'yield':
      return refused(builder, syntax, syntax.kind);
    case 'for-in':
      return refused(builder, syntax, 'for');
    case 'parenthesized':
      return refuseParentheses(builder, syntax);
    case 'error':
      return syntax;
    default:
      return before(syntax, zero(builder, syntax.span));
  }
}

/** An object with a member of this name looks like a promise to linters; it is never awaited. */
const whenTrue = 'then';

function refused(builder: Builder, { span }: SyntaxExpression, word: string): SyntaxExpression {
  report(builder.context, 'FS8206', startOf(span, word), {
    detail: `\`${word}\` among the steps of a builder is outside the dialect.`,
    hint: 'Move it into a function of its own, and call that.',
  });
  return { kind: 'error', span };
}

/** As F# does: it could be meant as a computation of its own. */
function refuseParentheses({ context }: Builder, { span }: SyntaxExpression): SyntaxExpression {
  report(context, 'FS0750', span, {
    detail: 'A step of a computation expression does not stand in parentheses.',
    hint: 'Leave them out; another computation is written `let! value = builder { … }`.',
  });
  return { kind: 'error', span };
}

/** From the last step on, each knows what follows it. */
function sequence(builder: Builder, { items, span }: Of<'sequence'>): SyntaxExpression {
  const last = items.at(-1);
  if (!last) return zero(builder, span);
  return items.slice(0, -1).reduceRight(
    (rest, item): SyntaxExpression => {
      if (item.kind === 'do-bang')
        return bind(builder, item.value, lambda(unitPattern(item.span), rest), keywordOf(item));
      if (item.kind === 'parenthesized') return refuseParentheses(builder, item);
      if (!isStep(item)) return before(item, rest);
      const at = { ...item.span, end: Math.min(item.span.end, item.span.start + 2) };
      const first = translate(builder, item);
      if (!demand(builder, 'Combine', 2, at) || !demand(builder, 'Delay', 1, at)) return { kind: 'error', span };
      return call(builder, 'Combine', [first, delay(builder, rest, at)], at);
    },
    translate(builder, last),
  );
}

/** As in F#, an `if` is one whether or not there is a step in its branches. */
function isStep({ kind }: SyntaxExpression): boolean {
  switch (kind) {
    case 'let-bang':
    case 'match-bang':
    case 'return':
    case 'let':
    case 'if':
    case 'match':
    case 'while':
    case 'for':
    case 'for-in':
    case 'try':
    case 'yield':
      return true;
    default:
      return false;
  }
}

/** A statement, and what follows it. */
function before(statement: SyntaxExpression, rest: SyntaxExpression): SyntaxExpression {
  const items = rest.kind === 'sequence' ? rest.items : [rest];
  return {
    kind: 'sequence',
    items: [statement, ...items],
    span: { ...statement.span, end: Math.max(statement.span.end, rest.span.end) },
  };
}

/** `do! e` as the last step is `let! () = e in return ()`. */
function doLast(builder: Builder, syntax: Of<'do-bang'>): SyntaxExpression {
  const { span, value } = syntax;
  const end = builder.members.has('Return') ? call(builder, 'Return', [unit(span)], span) : zero(builder, span);
  return bind(builder, value, lambda(unitPattern(span), end), keywordOf(syntax));
}

function bind(builder: Builder, value: SyntaxExpression, rest: SyntaxExpression, span: Span): SyntaxExpression {
  return call(builder, 'Bind', [value, rest], span);
}

function zero(builder: Builder, span: Span): SyntaxExpression {
  return call(builder, 'Zero', [unit(span)], span);
}

function delay(builder: Builder, body: SyntaxExpression, span: Span): SyntaxExpression {
  return call(builder, 'Delay', [lambda(unitPattern(body.span), body)], span);
}

function call(builder: Builder, name: string, given: readonly SyntaxExpression[], span: Span): SyntaxExpression {
  if (!demand(builder, name, given.length, span)) return { kind: 'error', span };
  const [only, ...more] = given;
  const argument: SyntaxExpression =
    only && more.length === 0 ? { kind: 'parenthesized', inner: only, span } : { kind: 'tuple', items: given, span };
  const target: SyntaxExpression = { kind: 'name', text: builderName, span };
  return { kind: 'apply', function: { kind: 'member', target, name: { text: name, span }, span }, argument, span };
}

/** Whether the builder has the member, as a method that takes its arguments in one pair of parentheses; else a report. */
function demand({ context, name: type, members }: Builder, name: string, count: number, span: Span): boolean {
  const member = members.get(name)?.find((each) => each.kind === 'instance' && each.form === 'method');
  if (member?.entry.arity === 2) return true;
  const parameters = count === 2 ? 'x, f' : name === 'Zero' ? '' : 'x';
  report(context, 'FS0708', span, {
    detail: member
      ? `\`${name}\` of ${type} takes its arguments one by one.`
      : `This construct may only be used if the builder defines \`${name}\`, which ${type} does not.`,
    hint: `Write \`member _.${name}(${parameters}) = …\` in the type.`,
  });
  return false;
}

/** The function that a value is bound to; a pattern that may fail is a match with its obligation. */
function consume(pattern: SyntaxPattern, body: SyntaxExpression): SyntaxExpression {
  if (bindsWhole(pattern)) return lambda(pattern, body);
  const { span } = pattern;
  return lambda(bound(span), matchOf(span, [{ pattern, guard: undefined, body, span }]));
}

function bindsWhole(pattern: SyntaxPattern): boolean {
  switch (pattern.kind) {
    case 'typed':
      return bindsWhole(pattern.pattern);
    case 'wildcard':
      return true;
    case 'name':
      return !/^\p{Lu}/u.test(pattern.name.text);
    default:
      return pattern.kind === 'literal' && pattern.value.kind === 'unit';
  }
}

function matchOf(span: Span, rules: Of<'match'>['rules']): Of<'match'> {
  return { kind: 'match', subject: { kind: 'name', text: boundName, span }, rules, span };
}

function bound(span: Span): SyntaxPattern {
  return { kind: 'name', name: { text: boundName, span }, span };
}

function unit(span: Span): SyntaxExpression {
  return { kind: 'literal', value: { kind: 'unit' }, measure: undefined, span };
}

function unitPattern(span: Span): SyntaxPattern {
  return { kind: 'literal', value: { kind: 'unit' }, span };
}

function lambda(pattern: SyntaxPattern, body: SyntaxExpression): SyntaxExpression {
  const parameter: Parameter = { pattern, span: pattern.span };
  return { kind: 'lambda', parameters: [parameter], body, span: body.span };
}

function startOf(span: Span, word: string): Span {
  return { ...span, end: Math.min(span.end, span.start + word.length) };
}
