// In: a pattern as written and the type of what it takes apart. Out: the typed pattern, and the names it binds. Completeness is decided later.
import { assertNever } from '../base/never.ts';
import { mayHoldTuple } from './check-case.ts';
import { type Context, createSymbol, demand, report, spell } from './check-context.ts';
import { checkLiteral } from './check-literal.ts';
import { reportMissing } from './check-name.ts';
import { recognisedPattern } from './check-recogniser.ts';
import { fieldNamed, recordNamed, reportUnknownRecord } from './check-record.ts';
import { didYouMean } from './check-report.ts';
import { type Found, findPattern, findRecogniserAt, findValue, resolveValuePath, type Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { RecogniserCase } from './recogniser.ts';
import type { Name, SyntaxPattern } from './syntax.ts';
import type { Type, TypeDeclaration } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { Symbol, TypedPattern } from './typed.ts';
import { freshVariable, resolve } from './unify.ts';

/** Collects the names of one pattern. `given`: names bound by an earlier alternative, whose symbols are used again. */
export interface Binder {
  readonly bound: Map<string, Symbol>;
  readonly given: ReadonlyMap<string, Symbol> | undefined;
  readonly mutability: 'mutable' | 'immutable';
  readonly place: Symbol['place'];
  /** A capitalised name in a rule is often a misspelt case; in a `let` it is a name. */
  readonly position: 'rule' | 'let';
}

export function createBinder(
  position: Binder['position'],
  place: Symbol['place'] = 'local',
  mutability: Binder['mutability'] = 'immutable',
): Binder {
  return { bound: new Map(), given: undefined, mutability, place, position };
}

export function checkPattern(
  context: Context,
  scope: Scope,
  syntax: SyntaxPattern,
  type: Type,
  binder: Binder,
): TypedPattern {
  const { span } = syntax;
  switch (syntax.kind) {
    case 'wildcard':
    case 'error':
      return { kind: 'wildcard', type, span };
    case 'name':
      return namePattern(context, scope, syntax.name, type, binder);
    case 'literal':
      return literalPattern(context, syntax, type);
    case 'case':
      return casePattern(context, scope, syntax, type, binder);
    case 'tuple': {
      const known = resolve(context.store, type);
      const parts =
        known.kind === 'tuple' && known.items.length === syntax.items.length
          ? known.items
          : syntax.items.map(() => freshVariable(context.store));
      const tuple: Type = { kind: 'tuple', items: parts };
      demand(context, span, { type, who: 'The place of this pattern' }, tuple);
      return {
        kind: 'tuple',
        items: syntax.items.map((item, at) => checkPattern(context, scope, item, parts[at] ?? tuple, binder)),
        type: tuple,
        span,
      };
    }
    case 'array': {
      const known = resolve(context.store, type);
      const element = known.kind === 'array' ? known.element : freshVariable(context.store);
      const array: Type = { kind: 'array', element };
      demand(context, span, { type, who: 'The place of this pattern' }, array);
      const items = syntax.items.map((item) => checkPattern(context, scope, item, element, binder));
      return { kind: 'array', items, type: array, span };
    }
    case 'named-fields':
      report(context, 'FS0010', span, { detail: 'Fields are named behind the case that has them.' });
      return { kind: 'wildcard', type, span };
    case 'record':
      return recordPattern(context, scope, syntax, type, binder);
    case 'or':
      return orPattern(context, scope, syntax, type, binder);
    case 'and': {
      const patterns = syntax.patterns.map((each) => checkPattern(context, scope, each, type, binder));
      return { kind: 'and', patterns, type, span };
    }
    case 'as': {
      const pattern = checkPattern(context, scope, syntax.pattern, type, binder);
      return { kind: 'as', pattern, symbol: bind(context, syntax.name, type, binder), type, span };
    }
    case 'typed': {
      const annotated = toType(context, scope, syntax.type);
      demand(context, syntax.type.span, { type, who: 'The place of this pattern' }, annotated);
      return checkPattern(context, scope, syntax.pattern, annotated, binder);
    }
    default:
      return assertNever(syntax);
  }
}

function bind(context: Context, name: Name, type: Type, binder: Binder): Symbol {
  const known = binder.given?.get(name.text);
  if (known) {
    demand(context, name.span, { type: known.type, who: `\`${name.text}\` in the first alternative` }, type);
    binder.bound.set(name.text, known);
    return known;
  }
  if (binder.bound.has(name.text))
    report(context, 'FS0038', name.span, { detail: `\`${name.text}\` is bound twice in this pattern.` });
  const symbol = createSymbol(context, name.text, type, binder.place, name.span, binder.mutability);
  binder.bound.set(name.text, symbol);
  return symbol;
}

/** The name after `let` binds, whatever it means elsewhere; in parentheses it would be a pattern like any other. F# 6 reads it so. */
export function checkBoundName(context: Context, scope: Scope, name: Name, type: Type, binder: Binder): TypedPattern {
  const entry = findValue(scope, name.text);
  if (entry?.kind === 'case')
    report(context, 'FS0049', name.span, {
      detail: `\`${name.text}\` becomes the name of a new value, which hides the case.`,
      hint: `Write \`(${name.text})\` where the case is meant.`,
    });
  return { kind: 'bind', symbol: bind(context, name, type, binder), type, span: name.span };
}

function recognised(
  context: Context,
  scope: Scope,
  use: Parameters<typeof recognisedPattern>[2],
  type: Type,
  binder: Binder,
): TypedPattern {
  return recognisedPattern(context, scope, use, type, (pattern, part) =>
    checkPattern(context, scope, pattern, part, binder),
  );
}

/** Cases and literal constants are looked up; any other name binds. */
function namePattern(context: Context, scope: Scope, name: Name, type: Type, binder: Binder): TypedPattern {
  const entry = findPattern(scope, name.text);
  if (entry?.kind === 'recogniser')
    return recognised(context, scope, { recogniser: entry, path: [name], given: [], span: name.span }, type, binder);
  if (entry) return foundPattern(context, entry, [name], undefined, type, binder, scope, name.span);
  if (binder.position === 'rule' && /^\p{Lu}.{2}/u.test(name.text)) {
    report(context, 'FS0049', name.span, {
      detail: `\`${name.text}\` is no case or constant in scope: it binds a new variable, which matches everything.`,
      hint: 'Is the case misspelt, or does its type need a qualified name?',
    });
  }
  return { kind: 'bind', symbol: bind(context, name, type, binder), type, span: name.span };
}

function literalPattern(
  context: Context,
  syntax: Extract<SyntaxPattern, { kind: 'literal' }>,
  type: Type,
): TypedPattern {
  const { value, span } = syntax;
  if (value.kind === 'bytes') {
    report(context, 'FS8261', span, {
      detail: 'These are the bytes of a text; a pattern compares single values and strings.',
      hint: 'List the bytes: `[| 1uy; 2uy |]`.',
    });
    return { kind: 'wildcard', type, span };
  }
  const literal = checkLiteral(context, value, span);
  demand(context, span, { type, who: 'The place of this pattern' }, literal.type);
  if (value.kind === 'unit') return { kind: 'wildcard', type: literal.type, span };
  return { kind: 'constant', value: literal.value, type: literal.type, span };
}

type CaseSyntax = Extract<SyntaxPattern, { kind: 'case' }>;

function casePattern(context: Context, scope: Scope, syntax: CaseSyntax, type: Type, binder: Binder): TypedPattern {
  const { path, before, argument, span } = syntax;
  const texts = path.map((name) => name.text);
  const recogniser = recogniserAt(scope, texts);
  if (recogniser) {
    const given = [...before, ...(argument ? [argument] : [])];
    return recognised(context, scope, { recogniser, path, given, span }, type, binder);
  }
  if (before.length > 0) refuseBefore(context, scope, syntax, binder);
  const result = resolveValuePath(scope, texts);
  const isWhole = result.kind === 'found' && result.used === path.length;
  if (isWhole && (result.found.kind === 'case' || result.found.kind === 'member' || result.found.kind === 'literal')) {
    return foundPattern(context, result.found, path, syntax.argument, type, binder, scope, span);
  }
  if (result.kind === 'found') {
    const name = path.map((each) => each.text).join('.');
    report(context, 'FS0039', span, {
      detail: `\`${name}\` is not a case, an enum member or a literal constant.`,
      hint: result.found.kind === 'value' ? 'Compare with `when`, or mark the constant with `[<Literal>]`.' : undefined,
    });
  } else {
    reportMissing(context, path, result);
  }
  // Its names exist, so that the body is not accused of using undefined ones.
  if (syntax.argument) checkPattern(context, scope, syntax.argument, { kind: 'error' }, binder);
  return { kind: 'wildcard', type, span };
}

function recogniserAt(scope: Scope, path: readonly string[]): RecogniserCase | undefined {
  if (path.length > 1) return findRecogniserAt(scope, path);
  const entry = findPattern(scope, path[0] ?? '');
  return entry?.kind === 'recogniser' ? entry : undefined;
}

/** Only active patterns have arguments beside the pattern. */
function refuseBefore(context: Context, scope: Scope, { path, before, span }: CaseSyntax, binder: Binder): void {
  const name = path.map((each) => each.text).join('.');
  report(context, 'FS0019', span, {
    detail: `\`${name}\` takes one pattern, but ${before.length + 1} are written.`,
    hint: `Write the fields in parentheses: \`${name} (a, b)\`.`,
  });
  for (const each of before) checkPattern(context, scope, each, { kind: 'error' }, binder);
}

function foundPattern(
  context: Context,
  found: Extract<Found, { kind: 'case' | 'member' | 'literal' }>,
  path: readonly Name[],
  argument: SyntaxPattern | undefined,
  type: Type,
  binder: Binder,
  scope: Scope,
  span: TypedPattern['span'],
): TypedPattern {
  const name = path.map((each) => each.text).join('.');
  if (found.kind === 'case') return unionPattern(context, scope, found, name, argument, type, binder, span);
  const own: Type =
    found.kind === 'member' ? { kind: 'nominal', declaration: found.declaration, arguments: [] } : found.type;
  demand(context, span, { type, who: 'The place of this pattern' }, own);
  if (argument) report(context, 'FS0725', argument.span, { detail: `\`${name}\` takes no arguments.` });
  const { value } = found;
  if (own.kind === 'array') {
    report(context, 'FS8261', span, {
      detail: `\`${name}\` holds the bytes of a text; a pattern compares single values and strings.`,
      hint: 'List the bytes: `[| 1uy; 2uy |]`.',
    });
    return { kind: 'wildcard', type, span };
  }
  return { kind: 'constant', value, type: own, span };
}

function unionPattern(
  context: Context,
  scope: Scope,
  { declaration, tag }: { readonly declaration: TypeDeclaration; readonly tag: number },
  name: string,
  argument: SyntaxPattern | undefined,
  type: Type,
  binder: Binder,
  span: TypedPattern['span'],
): TypedPattern {
  const union: Type = {
    kind: 'nominal',
    declaration,
    arguments: declaration.parameters.map(() => freshVariable(context.store)),
  };
  demand(context, span, { type, who: 'The place of this pattern' }, union);
  const known = argumentsOf(declaration, union.arguments);
  const declared = declaration.body.kind === 'union' ? (declaration.body.cases[tag]?.fields ?? []) : [];
  const fields = declared.map((field) => substitute(field.type, known));
  const given =
    argument?.kind === 'named-fields'
      ? namedPatterns(
          context,
          name,
          argument,
          declared.map((field) => field.name),
        )
      : argumentPatterns(context, argument, fields);
  const wildcards = fields.map((field): TypedPattern => ({ kind: 'wildcard', type: field, span }));
  if (given.length !== fields.length) {
    if (fields.length === 0)
      report(context, 'FS0725', argument?.span ?? span, { detail: `\`${name}\` takes no arguments.` });
    else
      report(context, 'FS0019', span, {
        detail: `\`${name}\` has ${fields.length} field${fields.length === 1 ? '' : 's'}, but ${given.length} ${given.length === 1 ? 'is' : 'are'} matched.`,
        hint: `Write \`${name} ${fields.length === 1 ? '_' : `(${fields.map(() => '_').join(', ')})`}\`.`,
      });
    for (const each of given) checkPattern(context, scope, each, { kind: 'error' }, binder);
    return { kind: 'case', tag, fields: wildcards, type: union, span };
  }
  return {
    kind: 'case',
    tag,
    fields: given.map((each, at) => checkPattern(context, scope, each, fields[at] ?? union, binder)),
    type: union,
    span,
  };
}

/** One wildcard stands for all fields; a tuple gives them one by one, unless the only field may hold a tuple. */
function argumentPatterns(
  context: Context,
  argument: SyntaxPattern | undefined,
  fields: readonly Type[],
): readonly SyntaxPattern[] {
  if (!argument) return [];
  const [only] = fields;
  if (argument.kind === 'wildcard' && fields.length > 1) return fields.map(() => argument);
  if (argument.kind !== 'tuple' || (fields.length === 1 && only && mayHoldTuple(context, only))) return [argument];
  return argument.items;
}

/** The patterns in the order of the fields; what is not named may be anything. */
function namedPatterns(
  context: Context,
  name: string,
  { fields, span }: Extract<SyntaxPattern, { kind: 'named-fields' }>,
  declared: readonly string[],
): readonly SyntaxPattern[] {
  const given = new Map<string, SyntaxPattern>();
  for (const { name: field, pattern } of fields) {
    if (!declared.includes(field.text))
      report(context, 'FS3174', field.span, {
        detail: `\`${name}\` has no field \`${field.text}\`.`,
        hint: didYouMean(field.text, declared),
      });
    else if (given.has(field.text))
      report(context, 'FS3175', field.span, { detail: `The field \`${field.text}\` is matched twice.` });
    else given.set(field.text, pattern);
  }
  return declared.map((field) => given.get(field) ?? { kind: 'wildcard', span });
}

function recordPattern(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxPattern, { kind: 'record' }>,
  type: Type,
  binder: Binder,
): TypedPattern {
  const { span } = syntax;
  const written = syntax.fields.flatMap(({ path, pattern }) => {
    const name = path.at(-1);
    return name ? [{ name, pattern }] : [];
  });
  const record = recordNamed(
    context,
    scope,
    written.map((each) => each.name.text),
    type,
  );
  if (record?.declaration.body.kind !== 'record') {
    const [first] = written;
    if (record)
      report(context, 'FS0001', span, { detail: `A record pattern cannot take apart ${spell(context, record)}.` });
    else if (first) reportUnknownRecord(context, scope, first.name);
    for (const each of written) checkPattern(context, scope, each.pattern, { kind: 'error' }, binder);
    return { kind: 'wildcard', type, span };
  }
  demand(context, span, { type, who: 'The place of this pattern' }, record);
  const fields = written.flatMap(({ name, pattern }) => {
    const found = fieldNamed(context, record, name);
    const inner = checkPattern(context, scope, pattern, found?.field.type ?? { kind: 'error' }, binder);
    return found ? [{ index: found.index, pattern: inner }] : [];
  });
  return { kind: 'record', fields, type: record, span };
}

function orPattern(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxPattern, { kind: 'or' }>,
  type: Type,
  binder: Binder,
): TypedPattern {
  const outer = binder.given;
  const [first, ...rest] = syntax.alternatives;
  if (!first) return { kind: 'wildcard', type, span: syntax.span };
  const firstBinder: Binder = { ...binder, bound: new Map(), given: outer };
  const alternatives = [checkPattern(context, scope, first, type, firstBinder)];
  for (const alternative of rest) {
    const inner: Binder = { ...binder, bound: new Map(), given: firstBinder.bound };
    alternatives.push(checkPattern(context, scope, alternative, type, inner));
    const different = [...difference(firstBinder.bound, inner.bound), ...difference(inner.bound, firstBinder.bound)];
    if (different.length > 0) {
      report(context, 'FS0018', alternative.span, {
        detail: `${different.map((name) => `\`${name}\``).join(', ')} ${different.length === 1 ? 'is' : 'are'} not bound by every alternative.`,
        hint: 'Bind the same names in each, or use `_`.',
      });
    }
  }
  for (const [name, symbol] of firstBinder.bound) {
    if (binder.bound.has(name))
      report(context, 'FS0038', symbol.span, { detail: `\`${name}\` is bound twice in this pattern.` });
    binder.bound.set(name, symbol);
  }
  return { kind: 'or', alternatives, type, span: syntax.span };
}

function difference(from: ReadonlyMap<string, Symbol>, without: ReadonlyMap<string, Symbol>): readonly string[] {
  return [...from.keys()].filter((name) => !without.has(name));
}
