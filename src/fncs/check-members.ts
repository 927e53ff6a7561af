// In: the members of a group of types. Out: functions, one for each, that later places find by the type and the name. A value's own member takes the value first.
import { type Context, claimName, report } from './check-context.ts';
import { checkFunctions, type FunctionBinding } from './check-function.ts';
import { type FunctionEntry, isOpened, type Member, openTypeVariables, type Scope } from './check-scope.ts';
import { disposeName } from './check-use.ts';
import type { MemberDefinition, Name, Parameter, SyntaxType, TypeDefinition } from './syntax.ts';
import type { TypeDeclaration } from './type.ts';
import type { TypedExpression, TypedFunction } from './typed.ts';
import { childrenOf } from './typed-walk.ts';

interface Draft {
  readonly member: MemberDefinition;
  readonly declaration: TypeDeclaration;
  readonly source: FunctionBinding;
}

/** Typed, but not solved. Members of one group of types see each other, and what stands before the types. */
export function checkMembers(
  context: Context,
  scope: Scope,
  definitions: readonly TypeDefinition[],
  prefix: string,
): readonly TypedFunction[] {
  const drafts = definitions.flatMap((definition) => draftsOf(context, scope, definition));
  const isOfObjects = drafts.some(({ declaration }) => declaration.body.kind === 'object');
  const groups = isOfObjects ? inOrderOfUse(drafts) : [drafts];
  const functions = groups.flatMap((each) => checkGroup(context, scope, each, prefix));
  const recursive = recursiveAmong(functions);
  return functions.map((each) => ({ ...each, isRecursive: recursive.has(each) }));
}

/**
 * As in F#, a member is generic for those behind it, such as a builder's `Bind` for its `Combine`, and not yet for those before it: a member that names a later one is of one
 * group with it, and with all between them.
 */
function inOrderOfUse(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const groups: Draft[][] = [];
  let last = -1;
  for (const [at, draft] of drafts.entries()) {
    if (at > last) groups.push([]);
    groups.at(-1)?.push(draft);
    last = Math.max(last, at, ...namesBehindDots(draft, drafts).map((each) => drafts.indexOf(each)));
  }
  return groups;
}

/** Members that the text of the body may mean: all of a name that stands behind a dot, and every operator. */
function namesBehindDots({ source }: Draft, drafts: readonly Draft[]): readonly Draft[] {
  const { file, start, end } = source.body.span;
  const text = file.text.slice(start, end);
  const names = new Set([...text.matchAll(/\.\s*(?:``)?([\p{L}\p{N}_']+)/gu)].map(([, name]) => name));
  // A computation expression names none of those that it calls.
  const any = text.includes('{');
  return drafts.filter(
    ({ member }) => any || member.kind === 'dispose' || member.isOperator || names.has(member.name.text),
  );
}

function checkGroup(
  context: Context,
  around: Scope,
  drafts: readonly Draft[],
  prefix: string,
): readonly TypedFunction[] {
  if (drafts.length === 0) return [];
  const isOfObjects = drafts.some(({ declaration }) => declaration.body.kind === 'object');
  const scope = isOfObjects ? { ...around, typeVariables: openTypeVariables() } : around;
  const group = checkFunctions(context, scope, {
    bindings: drafts.map(({ source }) => source),
    recursion: 'recursive',
    prefix,
    place: 'module',
    declared: (entries) => {
      for (const [at, { member, declaration }] of drafts.entries()) {
        const entry = entries[at];
        if (entry) declareMember(scope, declaration, member, entry);
      }
    },
  });
  for (const { symbol, name } of group.functions) claimName(context, name, symbol.span);
  return group.functions.map((each, at) =>
    drafts[at]?.declaration.body.kind === 'object' ? { ...each, isOfObject: true } : each,
  );
}

function declareMember(
  scope: Scope,
  declaration: TypeDeclaration,
  member: MemberDefinition,
  entry: FunctionEntry,
): void {
  const members = scope.members.get(declaration) ?? new Map<string, Member[]>();
  scope.members.set(declaration, members);
  const { kind, isOperator, binding } = member;
  const form = isOperator ? 'operator' : binding.parameters.length === 0 ? 'property' : 'method';
  const name = kind === 'dispose' ? disposeName : member.name.text;
  members.set(name, [...(members.get(name) ?? []), { kind, form, entry }]);
}

function draftsOf(context: Context, scope: Scope, definition: TypeDefinition): readonly Draft[] {
  const { members, name, body } = definition;
  const [first] = members;
  if (!first) return [];
  const found = scope.module.types.get(name.text);
  if (found?.kind !== 'declared' || (body.kind !== 'record' && body.kind !== 'union' && body.kind !== 'object')) {
    report(context, 'FS8203', first.name.span, {
      detail: `\`${name.text}\` is neither a record nor a union.`,
      hint: 'Write functions in a module.',
    });
    return [];
  }
  const own = body.kind === 'record' ? body.fields : body.kind === 'union' ? body.cases : [];
  const taken = new Set(own.map((each) => each.name.text));
  return members.flatMap((member, at): Draft[] => {
    const text = member.kind === 'dispose' ? disposeName : member.name.text;
    if (member.kind === 'dispose') checkDispose(context, scope, member);
    if (taken.has(text) && !member.isOperator) {
      report(context, 'FS0037', member.name.span, { detail: `\`${text}\` of \`${name.text}\` is declared twice.` });
      return [];
    }
    taken.add(text);
    const declaration = found.declaration;
    return [{ member, declaration, source: sourceOf(definition, member, at) }];
  });
}

/** The member as a function: the value first, then the parameters; a static property takes `()`. */
function sourceOf(definition: TypeDefinition, member: MemberDefinition, at: number): FunctionBinding {
  const { binding, kind, isOperator } = member;
  const plain = kind === 'dispose' ? disposeName : member.name.text;
  const text = isOperator ? `(${plain})${at}` : plain;
  const name: Name = { text: `${definition.name.text}.${text}`, span: member.name.span };
  const own = kind === 'instance' || kind === 'dispose' ? [selfOf(definition, member)] : [];
  const unit: Parameter = {
    pattern: { kind: 'literal', value: { kind: 'unit' }, span: name.span },
    span: name.span,
  };
  const parameters = [...own, ...binding.parameters];
  const { body, span } = binding;
  const nothing: SyntaxType = {
    kind: 'named',
    path: [{ text: 'unit', span: name.span }],
    arguments: [],
    span: name.span,
  };
  return {
    binding,
    name,
    parameters: parameters.length === 0 ? [unit] : parameters,
    body: kind === 'dispose' ? { kind: 'typed', inner: body, type: nothing, span } : body,
  };
}

/** It takes `()` and gives `()`. */
function checkDispose(context: Context, scope: Scope, { binding, name, through }: MemberDefinition): void {
  if (through?.text === 'IDisposable' && !isOpened(scope, 'System'))
    report(context, 'FS8202', through.span, {
      detail: '`IDisposable` is not known here.',
      hint: 'Write `interface System.IDisposable with …`, or `open System` before the type.',
    });
  const [only, ...more] = binding.parameters;
  const isUnit = only?.pattern.kind === 'literal' && only.pattern.value.kind === 'unit';
  if (!isUnit || more.length > 0)
    report(context, 'FS8203', name.span, {
      detail: '`Dispose` of `System.IDisposable` takes `()`.',
      hint: 'Write `member this.Dispose() = …`.',
    });
}

function selfOf({ name, parameters }: TypeDefinition, { self, name: { span } }: MemberDefinition): Parameter {
  const type: SyntaxType = {
    kind: 'named',
    path: [{ text: name.text, span }],
    arguments: parameters.map((each) => ({ kind: 'variable', name: each, span })),
    span,
  };
  const place = self?.span ?? span;
  const pattern = self
    ? ({ kind: 'name', name: self, span: place } as const)
    : ({ kind: 'wildcard', span: place } as const);
  return { pattern: { kind: 'typed', pattern, type, span: place }, span: place };
}

/** Members see each other, but most call none that calls them back. */
function recursiveAmong(functions: readonly TypedFunction[]): ReadonlySet<TypedFunction> {
  const bySymbol = new Map(functions.map((each) => [each.symbol, each]));
  const calledBy = (each: TypedFunction): readonly TypedFunction[] => {
    const called: TypedFunction[] = [];
    const visit = (expression: TypedExpression): void => {
      const target = expression.kind === 'call' ? bySymbol.get(expression.callee) : undefined;
      if (target) called.push(target);
      childrenOf(expression).forEach(visit);
    };
    visit(each.body);
    return called;
  };
  const next = new Map(functions.map((each) => [each, calledBy(each)]));
  const isReached = (start: TypedFunction): boolean => {
    const seen = new Set<TypedFunction>();
    const stack = [...(next.get(start) ?? [])];
    for (let each = stack.pop(); each; each = stack.pop()) {
      if (each === start) return true;
      if (seen.has(each)) continue;
      seen.add(each);
      stack.push(...(next.get(each) ?? []));
    }
    return false;
  };
  return new Set(functions.filter(isReached));
}
