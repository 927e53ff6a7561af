// In: applications as written (`f a b`, `x |> f a`, `Some x`, `f<int> a`). Out: calls with all their arguments. Too few or too many are refused:
// functions are no values in this dialect.
import type { Span } from '../base/source.ts';
import { spanFrom } from '../base/source.ts';
import {
  anything,
  type Context,
  conform,
  type Expectation,
  errorExpression,
  infer,
  report,
  spell,
  unitExpression,
} from './check-context.ts';
import { instantiate, instantiateFunction } from './check-instantiate.ts';
import { schemeOf } from './check-intrinsic.ts';
import { checkNamed, pathOf } from './check-name.ts';
import type { Entry, FunctionEntry, Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { IntrinsicId } from './intrinsic.ts';
import type { SyntaxExpression, SyntaxType } from './syntax.ts';
import type { Type, TypeDeclaration } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

/** An argument still to be checked, or (left of a pipe) checked before the function is looked at. */
export type Argument =
  | { readonly kind: 'written'; readonly syntax: SyntaxExpression }
  | { readonly kind: 'checked'; readonly expression: TypedExpression };

interface Application {
  readonly head: SyntaxExpression;
  readonly typeArguments: readonly SyntaxType[];
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

/** Takes an expression apart into what is applied and to what. */
export function applicationOf(syntax: SyntaxExpression): Application {
  const given: Argument[] = [];
  let typeArguments: readonly SyntaxType[] = [];
  let head = syntax;
  for (;;) {
    if (head.kind === 'apply') {
      given.unshift({ kind: 'written', syntax: head.argument });
      head = head.function;
    } else if (head.kind === 'type-application') {
      typeArguments = head.arguments;
      head = head.target;
    } else if (
      head.kind === 'parenthesized' &&
      (head.inner.kind === 'apply' ||
        head.inner.kind === 'name' ||
        head.inner.kind === 'member' ||
        head.inner.kind === 'parenthesized')
    ) {
      head = head.inner;
    } else {
      return { head, typeArguments, arguments: given, span: syntax.span };
    }
  }
}

export function checkApplication(
  context: Context,
  scope: Scope,
  syntax: SyntaxExpression,
  expected: Expectation,
): TypedExpression {
  return conform(context, apply(context, scope, applicationOf(syntax), expected), expected);
}

/** `x |> f a`: `x` is checked and evaluated first, and becomes the last argument. */
export function checkPipe(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'infix' }>,
  expected: Expectation,
): TypedExpression {
  if (syntax.operator.text === '<|') {
    const application = applicationOf(syntax.left);
    const given: readonly Argument[] = [...application.arguments, { kind: 'written', syntax: syntax.right }];
    return conform(
      context,
      apply(context, scope, { ...application, arguments: given, span: syntax.span }, expected),
      expected,
    );
  }
  const application = applicationOf(syntax.right);
  if (application.head.kind === 'lambda')
    return conform(context, pipeIntoLambda(context, scope, syntax.left, application.head, expected), expected);
  const piped = infer(context, scope, syntax.left);
  if (application.arguments.length === 0 || isAtomic(piped)) {
    const given: readonly Argument[] = [...application.arguments, { kind: 'checked', expression: piped }];
    return conform(
      context,
      apply(context, scope, { ...application, arguments: given, span: syntax.span }, expected),
      expected,
    );
  }
  // The value is evaluated before the other arguments: it is bound to a name first.
  const symbol = { name: 'piped', type: piped.type, isMutable: false, place: 'local', span: piped.span } as const;
  context.symbols.push(symbol);
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: piped.type, span: piped.span };
  const body = apply(
    context,
    scope,
    { ...application, arguments: [...application.arguments, { kind: 'checked', expression: read }], span: syntax.span },
    expected,
  );
  const pattern = { kind: 'bind', symbol, type: piped.type, span: piped.span } as const;
  return conform(context, { kind: 'let', pattern, value: piped, body, type: body.type, span: syntax.span }, expected);
}

/** `x |> fun y -> e` means `let y = x in e`. */
function pipeIntoLambda(
  context: Context,
  scope: Scope,
  left: SyntaxExpression,
  lambda: Extract<SyntaxExpression, { kind: 'lambda' }>,
  expected: Expectation,
): TypedExpression {
  const [parameter, ...more] = lambda.parameters;
  if (!parameter || more.length > 0) return refuseLambda(context, lambda.span);
  const binding = {
    attributes: [],
    pattern: parameter.pattern,
    parameters: [],
    result: undefined,
    body: left,
    isMutable: false,
    isInline: false,
    isPrivate: false,
    span: spanFrom(parameter.span, left.span),
  };
  return context.expression(
    scope,
    { kind: 'let', isRecursive: false, bindings: [binding], body: lambda.body, span: lambda.span },
    expected,
  );
}

export function refuseLambda(context: Context, span: Span): TypedExpression {
  report(context, 'FS8251', span, {
    detail: 'A lambda is a function as a value; here functions are called by name.',
    hint: 'Give it a name: `let name parameter = …`, and call that.',
  });
  return errorExpression(span);
}

/** Evaluating it early or late makes no difference. */
function isAtomic(expression: TypedExpression): boolean {
  return (
    expression.kind === 'constant' ||
    expression.kind === 'instance' ||
    (expression.kind === 'symbol' && !expression.symbol.isMutable)
  );
}

function apply(context: Context, scope: Scope, application: Application, expected: Expectation): TypedExpression {
  const { head, span } = application;
  const named = pathOf(head);
  if (named) {
    const callee = checkNamed(context, scope, named, head, 'applied');
    if (callee.kind === 'entry') return applyEntry(context, scope, callee.entry, application, expected);
    checkRest(context, scope, application);
    if (callee.expression.type.kind !== 'error') notAFunction(context, head.span, callee.expression.type);
    return errorExpression(span);
  }
  if (head.kind === 'lambda') {
    checkRest(context, scope, application);
    return refuseLambda(context, head.span);
  }
  const value = infer(context, scope, head);
  checkRest(context, scope, application);
  if (resolve(context.store, value.type).kind !== 'error') notAFunction(context, head.span, value.type);
  return errorExpression(span);
}

function notAFunction(context: Context, span: Span, type: Type): void {
  const known = resolve(context.store, type);
  if (known.kind === 'error') return;
  if (known.kind === 'function' || known.kind === 'variable') {
    report(context, 'FS8251', span, {
      detail: 'Only functions defined by name are called in this dialect.',
      hint: 'Call the function directly, or choose between functions with a `match`.',
    });
    return;
  }
  report(context, 'FS0003', span, {
    detail: `This has type ${spell(context, type)} and cannot be applied.`,
    hint: 'Is an operator or a `;` missing before the argument?',
  });
}

/** Arguments of a callee that is wrong: looked at for their own mistakes. */
function checkRest(context: Context, scope: Scope, application: Application): void {
  for (const argument of application.arguments)
    if (argument.kind === 'written' && argument.syntax.kind !== 'lambda') infer(context, scope, argument.syntax);
}

export function applyEntry(
  context: Context,
  scope: Scope,
  entry: Entry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  switch (entry.kind) {
    case 'function':
      return callFunction(context, scope, entry, application, expected);
    case 'intrinsic':
      return callIntrinsic(context, scope, entry.id, application, expected);
    case 'case':
      return buildCase(context, scope, entry, application, expected);
    case 'not': {
      const [operand, ...more] = application.arguments;
      if (!operand || more.length > 0) return wrongArity(context, scope, application, 'not', 1, []);
      const checked = argumentFor(context, scope, operand, { type: { kind: 'bool' }, who: 'The operand of `not`' });
      return { kind: 'unary', operator: 'not', operand: checked, type: { kind: 'bool' }, span: application.span };
    }
    case 'contract':
      return applyContract(context, scope, entry.contract, application);
    case 'error':
      checkRest(context, scope, application);
      return errorExpression(application.span);
    default:
      checkRest(context, scope, application);
      report(context, 'FS0003', application.head.span, { detail: 'This is a value, not a function.' });
      return errorExpression(application.span);
  }
}

function argumentFor(context: Context, scope: Scope, argument: Argument, expected: Expectation): TypedExpression {
  return argument.kind === 'written'
    ? context.expression(scope, argument.syntax, expected)
    : conform(context, argument.expression, expected);
}

function wrongArity(
  context: Context,
  scope: Scope,
  application: Application,
  name: string,
  arity: number,
  parameters: readonly string[],
): TypedExpression {
  checkRest(context, scope, application);
  const given = application.arguments.length;
  const many = `\`${name}\` takes ${arity} argument${arity === 1 ? '' : 's'}, but ${given} ${given === 1 ? 'is' : 'are'} given`;
  if (given > arity) {
    report(context, 'FS0003', application.span, {
      detail: `${many}.`,
      hint: 'Put parentheses around an argument that is itself a call.',
    });
  } else if (given === 0) {
    report(context, 'FS8251', application.span, {
      detail: `\`${name}\` is a function; here it stands as a value.`,
      hint: `Call it with ${arity === 1 ? 'its argument' : `its ${arity} arguments`}.`,
    });
  } else {
    const missing = parameters
      .slice(given)
      .map((each) => `\`${each}\``)
      .join(', ');
    report(context, 'FS8250', application.span, {
      detail: `${many}${missing ? `: ${missing} missing` : ''}.`,
      hint: 'Give all arguments at once, or define a function for the rest.',
    });
  }
  return errorExpression(application.span);
}

function callFunction(
  context: Context,
  scope: Scope,
  entry: FunctionEntry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { symbol, arity } = entry;
  if (application.arguments.length !== arity)
    return wrongArity(context, scope, application, symbol.name, arity, entry.parameterNames);
  const instance = instantiateFunction(context, entry);
  giveTypes(context, scope, application, instance.instantiation, symbol.name);
  const whoOf = (at: number): string => {
    const name = entry.parameterNames[at];
    return name === undefined || name === '_'
      ? `Argument ${at + 1} of \`${symbol.name}\``
      : `The parameter \`${name}\` of \`${symbol.name}\``;
  };
  const { given, result } = checkArguments(context, scope, application, instance.type, whoOf, expected);
  return {
    kind: 'call',
    callee: symbol,
    instantiation: instance.instantiation,
    arguments: given,
    type: result,
    span: application.span,
  };
}

/** `f<int> x`. */
function giveTypes(
  context: Context,
  scope: Scope,
  application: Application,
  instantiation: readonly Type[],
  name: string,
): void {
  const given = application.typeArguments;
  if (given.length === 0) return;
  const types = given.map((each) => toType(context, scope, each));
  if (given.length > instantiation.length) {
    report(context, 'FS0033', application.head.span, {
      detail: `\`${name}\` takes ${instantiation.length} type arguments, but ${given.length} are given.`,
    });
    return;
  }
  for (const [at, type] of types.entries()) {
    const parameter = instantiation[at];
    if (parameter)
      conform(
        context,
        { ...errorExpression(given[at]?.span ?? application.span), type },
        { type: parameter, who: `Type argument ${at + 1} of \`${name}\`` },
      );
  }
}

function checkArguments(
  context: Context,
  scope: Scope,
  application: Application,
  type: Type,
  whoOf: (at: number) => string,
  expected: Expectation,
): { readonly given: readonly TypedExpression[]; readonly result: Type } {
  guideByResult(context, type, application.arguments.length, expected);
  let rest = type;
  const given = application.arguments.map((argument, at) => {
    const known = resolve(context.store, rest);
    if (known.kind !== 'function') return argumentFor(context, scope, argument, anything(context));
    rest = known.to;
    return argumentFor(context, scope, argument, { type: known.from, who: whoOf(at) });
  });
  return { given, result: rest };
}

/** A known expected type helps to solve a generic result (`None`, `Array.zeroCreate`), before the arguments are looked at. */
function guideByResult(context: Context, type: Type, arity: number, expected: Expectation): void {
  let result = type;
  for (let at = 0; at < arity; at++) {
    const known = resolve(context.store, result);
    if (known.kind !== 'function') return;
    result = known.to;
  }
  const [want, have] = [resolve(context.store, expected.type), resolve(context.store, result)];
  const isGuide =
    (have.kind === 'nominal' && want.kind === 'nominal' && have.declaration === want.declaration) ||
    (have.kind === 'array' && want.kind === 'array');
  if (!isGuide) return;
  const [inner, outer] =
    have.kind === 'array' && want.kind === 'array'
      ? [[have.element], [want.element]]
      : have.kind === 'nominal' && want.kind === 'nominal'
        ? [have.arguments, want.arguments]
        : [[], []];
  for (const [at, part] of inner.entries()) {
    const target = outer[at];
    if (target && resolve(context.store, part).kind === 'variable') unify(context.store, target, part);
  }
}

function callIntrinsic(
  context: Context,
  scope: Scope,
  id: IntrinsicId,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const scheme = schemeOf(id);
  if (id === 'ignore' && isArguments(context, scope, application)) return unitExpression(application.span);
  if (application.arguments.length !== scheme.arity)
    return wrongArity(context, scope, application, id, scheme.arity, []);
  if (id === 'Ptr.read' || id === 'Ptr.write') return callPointer(context, scope, id, application, expected);
  return callIntrinsicAs(context, scope, id, application, expected);
}

function callIntrinsicAs(
  context: Context,
  scope: Scope,
  id: IntrinsicId,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const scheme = schemeOf(id);
  const instance = instantiate(context, scheme.parameters, scheme.type);
  giveTypes(context, scope, application, instance.instantiation, id);
  const many = application.arguments.length > 1;
  const { given, result } = checkArguments(
    context,
    scope,
    application,
    instance.type,
    (at) => (many ? `Argument ${at + 1} of \`${id}\`` : `\`${id}\``),
    expected,
  );
  return {
    kind: 'intrinsic',
    intrinsic: id,
    instantiation: instance.instantiation,
    arguments: given,
    type: result,
    span: application.span,
  };
}

/** `Ptr.read` and `Ptr.write` take a pointer, or a raw address of type `unativeint`. */
function callPointer(
  context: Context,
  scope: Scope,
  id: 'Ptr.read' | 'Ptr.write',
  application: Application,
  expected: Expectation,
): TypedExpression {
  const [first, ...rest] = application.arguments;
  if (!first) return errorExpression(application.span);
  const target = first.kind === 'checked' ? first.expression : infer(context, scope, first.syntax);
  const raw = resolve(context.store, target.type).kind === 'numeric';
  const given: readonly Argument[] = [{ kind: 'checked', expression: target }, ...rest];
  if (resolve(context.store, target.type).kind === 'address') {
    report(context, 'FS8273', target.span, {
      detail: `\`${id}\` needs to know how many elements lie behind the pointer, which \`nativeptr\` does not say.`,
      hint: "Declare it as `NativePtr<'T, region, access>`.",
    });
    return errorExpression(application.span);
  }
  return callIntrinsicAs(
    context,
    scope,
    raw ? (`${id}At` as const) : id,
    { ...application, arguments: given },
    expected,
  );
}

function isArguments(context: Context, scope: Scope, application: Application): boolean {
  const [only] = application.arguments;
  if (only?.kind !== 'written') return false;
  const path = pathOf(only.syntax.kind === 'parenthesized' ? only.syntax.inner : only.syntax);
  if (path?.length !== 1) return false;
  const named = checkNamed(context, scope, path, only.syntax, 'ignored');
  return named.kind === 'entry' && named.entry.kind === 'arguments';
}

function buildCase(
  context: Context,
  scope: Scope,
  entry: Extract<Entry, { kind: 'case' }>,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { declaration, tag } = entry;
  const { span } = application;
  const given = caseArguments(declaration, tag, application);
  const { type, fields, name } = caseType(context, declaration, tag);
  guideCase(context, type, expected);
  if (given.length !== fields.length) {
    checkRest(context, scope, application);
    if (fields.length === 0) report(context, 'FS0725', span, { detail: `\`${name}\` takes no arguments.` });
    else if (given.length === 0)
      report(context, 'FS8251', span, {
        detail: `\`${name}\` stands as a function here.`,
        hint: `Give it its ${fields.length === 1 ? 'argument' : `${fields.length} arguments: \`${name} (…, …)\``}.`,
      });
    else
      report(context, 'FS0019', span, {
        detail: `\`${name}\` takes ${fields.length} argument${fields.length === 1 ? '' : 's'}, but ${given.length} ${given.length === 1 ? 'is' : 'are'} given.`,
      });
    return { ...errorExpression(span), type };
  }
  const checked = given.map((argument, at) => {
    const field = fields[at];
    return argumentFor(
      context,
      scope,
      argument,
      field ? { type: field.type, who: `The field \`${field.name}\` of \`${name}\`` } : anything(context),
    );
  });
  return { kind: 'case', tag, fields: checked, type, span };
}

/** One written tuple gives all the fields of a case that has several. */
function caseArguments(declaration: TypeDeclaration, tag: number, application: Application): readonly Argument[] {
  const fields = declaration.body.kind === 'union' ? (declaration.body.cases[tag]?.fields.length ?? 0) : 0;
  const [only, ...more] = application.arguments;
  if (more.length > 0 || only?.kind !== 'written' || fields === 1) return application.arguments;
  const inner = only.syntax.kind === 'parenthesized' ? only.syntax.inner : only.syntax;
  if (inner.kind === 'tuple') return inner.items.map((syntax) => ({ kind: 'written', syntax }));
  return application.arguments;
}

/** The type of a case with fresh arguments, and its fields in these terms. */
export function caseType(
  context: Context,
  declaration: TypeDeclaration,
  tag: number,
): {
  readonly type: Type;
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
} {
  const given = declaration.parameters.map(() => freshVariable(context.store));
  const type: Type = { kind: 'nominal', declaration, arguments: given };
  const found = declaration.body.kind === 'union' ? declaration.body.cases[tag] : undefined;
  const known = argumentsOf(declaration, given);
  return {
    type,
    name: found?.name ?? '?',
    fields: (found?.fields ?? []).map((field) => ({ ...field, type: substitute(field.type, known) })),
  };
}

function guideCase(context: Context, type: Type, expected: Expectation): void {
  const want = resolve(context.store, expected.type);
  if (want.kind === 'nominal' && type.kind === 'nominal' && want.declaration === type.declaration)
    unify(context.store, want, type);
}

function applyContract(
  context: Context,
  scope: Scope,
  contract: 'requires' | 'ensures' | 'invariant' | 'assert',
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
