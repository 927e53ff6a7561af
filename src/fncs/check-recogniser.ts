// In: active patterns, where they are defined and where a pattern uses them. Out: the type that the function must give, and the typed pattern: a call, and a pattern of what
// it gives. What the call means for the rules of a match is written out elsewhere.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { attributeNamed } from './check-attribute.ts';
import { booleanType, type Context, createSymbol, demand, infer, report, spell, unitType } from './check-context.ts';
import { emptyNames, enterLayer, resolveValuePath, type Scope } from './check-scope.ts';
import { choiceOf, mostChoices } from './choice-type.ts';
import { type Recogniser, type RecogniserCase, recogniserNamed } from './recogniser.ts';
import type { Binding, Name, SyntaxExpression, SyntaxPattern } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedPattern } from './typed.ts';
import { freshVariable, resolve } from './unify.ts';

// ── definitions ──

/** The name of an active pattern keeps F#'s rules. Nothing for other names. */
export function checkRecogniser(context: Context, binding: Binding, name: Name): Recogniser | undefined {
  const recogniser = recogniserNamed(name.text);
  const struct = attributeNamed(binding.attributes, 'return: Struct');
  if (struct && recogniser?.form !== 'partial')
    report(context, 'FS0842', struct.span, { detail: '`[<return: Struct>]` belongs to a partial active pattern.' });
  if (!recogniser) return undefined;
  const { cases, form } = recogniser;
  const small = cases.find((each) => !/^\p{Lu}/u.test(each));
  if (cases.length === 0)
    report(context, 'FS0623', name.span, {
      detail: 'It names no case.',
      hint: 'Write `(|Even|Odd|)` or `(|Prime|_|)`.',
    });
  else if (small !== undefined)
    report(context, 'FS0623', name.span, {
      detail: `\`${small}\` begins with a small letter: a pattern could not tell it from a variable.`,
      hint: `Write \`${small.charAt(0).toUpperCase()}${small.slice(1)}\`.`,
    });
  if (cases.length > mostChoices)
    report(context, 'FS0265', name.span, {
      detail: `This one has ${cases.length} cases.`,
      hint: 'Write a union and a function that returns it.',
    });
  else if (form === 'partial' && cases.length > 1)
    report(context, 'FS3872', name.span, {
      detail: 'An active pattern that may take no value has one case.',
      hint: 'Write one for each case, or add the case that takes all other values.',
    });
  else return recogniser;
  return undefined;
}

/** What the function gives, and the names that make its answers inside of it. */
export function enterRecogniser(
  context: Context,
  scope: Scope,
  { cases, form }: Recogniser,
  result: Type,
  span: Span,
): Scope {
  if (form === 'partial' || cases.length < 2) return scope;
  const declaration = choiceOf(cases.length);
  const parts = cases.map(() => freshVariable(context.store));
  demand(
    context,
    span,
    { type: result, who: 'The result of this active pattern' },
    { kind: 'nominal', declaration, arguments: parts },
  );
  const names = emptyNames();
  for (const [tag, name] of cases.entries()) names.values.set(name, { kind: 'answer', declaration, tag, name });
  return enterLayer(scope, names);
}

/** `result`: solved as far as the body tells. */
export function checkAnswer(context: Context, { form }: Recogniser, binding: Binding, result: Type, span: Span): void {
  if (form !== 'partial') return;
  const known = resolve(context.store, result);
  if (known.kind === 'error' || known.kind === 'variable') return;
  const name = known.kind === 'nominal' ? known.declaration.name : known.kind;
  const isStruct = attributeNamed(binding.attributes, 'return: Struct') !== undefined;
  const isAnswer = name === 'voption' || name === 'bool' || (name === 'option' && !isStruct);
  if (!isAnswer)
    report(context, 'FS0001', span, {
      detail: `A partial active pattern gives ${isStruct ? 'a `voption`' : 'an `option`, a `voption` or a `bool`'}, but this one gives ${spell(context, known)}.`,
      hint: 'Give `Some` of what it found, or `None`.',
    });
}

// ── uses ──

interface Use {
  readonly recogniser: RecogniserCase;
  readonly path: readonly Name[];
  /** As written: the arguments, and perhaps a pattern for what was found. */
  readonly given: readonly SyntaxPattern[];
  readonly span: Span;
}

/** The name that the value has in the call. No program can write it. */
const inputName = '``input``';

export function recognisedPattern(
  context: Context,
  scope: Scope,
  use: Use,
  type: Type,
  inner: (pattern: SyntaxPattern, type: Type) => TypedPattern,
): TypedPattern {
  const { recogniser, given, span } = use;
  const count = parametersOf(context, scope, use);
  if (given.length < count || given.length > count + 1 || (count > 0 && recogniser.cases.length > 1)) {
    wrongArguments(context, use, count);
    for (const each of given.slice(count)) inner(each, { kind: 'error' });
    return { kind: 'wildcard', type, span };
  }
  const input = createSymbol(context, inputName, type, 'local', span);
  const names = emptyNames();
  names.values.set(inputName, { kind: 'value', symbol: input, depth: scope.depth });
  const call = infer(context, enterLayer(scope, names), callOf(context, use, given.slice(0, count)));
  const payload = given[count];
  const result = answerPattern(context, use, call.type, payload, inner);
  return { kind: 'recognised', recogniser, input, call, result, type, span };
}

/** How many arguments the function takes before the value. */
function parametersOf(context: Context, scope: Scope, { recogniser, path }: Use): number {
  const outer = path.slice(0, -1).map((name) => name.text);
  const result = resolveValuePath(scope, [...outer, recogniser.name]);
  const entry = result.kind === 'found' ? result.found : undefined;
  if (entry?.kind !== 'function') return 0;
  let count = 0;
  for (let at = resolve(context.store, entry.symbol.type); at.kind === 'function'; at = resolve(context.store, at.to))
    count += 1;
  return Math.max(entry.arity, count) - 1;
}

function wrongArguments(context: Context, { recogniser, path, given, span }: Use, count: number): void {
  const name = path.at(-1)?.text ?? '';
  if (count > 0 && recogniser.cases.length > 1)
    report(context, 'FS0722', span, {
      detail: `\`${name}\` is one of ${recogniser.cases.length} cases, and its function takes ${count + 1} parameters.`,
      hint: 'Write a partial active pattern for each case, `(|Name|_|)`.',
    });
  else
    report(context, 'FS3868', span, {
      detail: `\`${name}\` takes ${count === 0 ? 'no arguments' : `${count} argument${count === 1 ? '' : 's'}`} and a pattern, but ${given.length} ${given.length === 1 ? 'is' : 'are'} written.`,
    });
}

function callOf(context: Context, { recogniser, path, span }: Use, given: readonly SyntaxPattern[]): SyntaxExpression {
  const last = path.at(-1) ?? never('a path has names');
  const name = { text: recogniser.name, span: last.span };
  const [first, ...more] = [...path.slice(0, -1), name];
  const start: SyntaxExpression = { kind: 'name', text: first?.text ?? '', span: first?.span ?? span };
  const head = more.reduce<SyntaxExpression>(
    (target, each) => ({ kind: 'member', target, name: each, span: each.span }),
    start,
  );
  const read: SyntaxExpression = { kind: 'name', text: inputName, span };
  return [...given.map((each) => argumentOf(context, each)), read].reduce<SyntaxExpression>(
    (applied, argument) => ({ kind: 'apply', function: applied, argument, span }),
    head,
  );
}

/** Arguments are written as patterns: names, constants, tuples and cases of these. */
function argumentOf(context: Context, pattern: SyntaxPattern): SyntaxExpression {
  const { span } = pattern;
  const inner = (each: SyntaxPattern): SyntaxExpression => argumentOf(context, each);
  switch (pattern.kind) {
    case 'name':
      return { kind: 'name', text: pattern.name.text, span };
    case 'literal':
      return { kind: 'literal', value: pattern.value, measure: undefined, span };
    case 'tuple':
      return { kind: 'parenthesized', inner: { kind: 'tuple', items: pattern.items.map(inner), span }, span };
    case 'array':
      return { kind: 'array', items: pattern.items.map(inner), span };
    case 'typed':
      return { kind: 'typed', inner: inner(pattern.pattern), type: pattern.type, span };
    case 'case': {
      const [first, ...rest] = pattern.path;
      const start: SyntaxExpression = { kind: 'name', text: first?.text ?? '', span: first?.span ?? span };
      const head = rest.reduce<SyntaxExpression>(
        (target, name) => ({ kind: 'member', target, name, span: name.span }),
        start,
      );
      const given = [...pattern.before, ...(pattern.argument ? [pattern.argument] : [])];
      return given.reduce<SyntaxExpression>(
        (applied, each) => ({ kind: 'apply', function: applied, argument: inner(each), span }),
        head,
      );
    }
    case 'error':
      return { kind: 'error', span };
    default:
      report(context, 'FS8212', span, {
        detail:
          'This is an argument of the active pattern, and no pattern: it is a name, a constant or a tuple of these.',
        hint: 'Bind what it needs before the `match`.',
      });
      return { kind: 'error', span };
  }
}

/** What the call gives, as the case wants it. */
function answerPattern(
  context: Context,
  use: Use,
  type: Type,
  payload: SyntaxPattern | undefined,
  inner: (pattern: SyntaxPattern, type: Type) => TypedPattern,
): TypedPattern {
  const { recogniser, span } = use;
  const found = (part: Type): TypedPattern => (payload ? inner(payload, part) : nothingFound(context, use, part));
  if (recogniser.form === 'complete') {
    if (recogniser.cases.length < 2) return found(type);
    const declaration = choiceOf(recogniser.cases.length);
    const parts = recogniser.cases.map(() => freshVariable(context.store));
    const union: Type = { kind: 'nominal', declaration, arguments: parts };
    demand(context, span, { type: union, who: 'This active pattern' }, type);
    const part = parts[recogniser.index] ?? never('a case has a part');
    return { kind: 'case', tag: recogniser.index, fields: [found(part)], type: union, span };
  }
  const known = resolve(context.store, type);
  if (known.kind === 'bool') {
    if (payload) wrongArguments(context, use, use.given.length - 1);
    if (payload) inner(payload, { kind: 'error' });
    return { kind: 'constant', value: true, type: booleanType, span };
  }
  if (known.kind === 'error') {
    if (payload) inner(payload, known);
    return { kind: 'wildcard', type: known, span };
  }
  const isStruct = known.kind === 'nominal' && known.declaration.name === 'voption';
  const part = freshVariable(context.store);
  const option = optionOf(context, isStruct ? 'voption' : 'option', part);
  demand(context, span, { type: option, who: 'This active pattern' }, known);
  return { kind: 'case', tag: 1, fields: [found(part)], type: option, span };
}

/** No pattern is written: there must be nothing to look at. */
function nothingFound(context: Context, { path, span }: Use, part: Type): TypedPattern {
  const known = resolve(context.store, part);
  const name = path.map((each) => each.text).join('.');
  if (known.kind === 'variable') demand(context, span, { type: unitType, who: 'This active pattern' }, known);
  else if (known.kind !== 'unit' && known.kind !== 'error')
    report(context, 'FS3868', span, {
      detail: `\`${name}\` finds a value of type ${spell(context, known)}.`,
      hint: `Write \`${name} _\` if it is not needed.`,
    });
  return { kind: 'wildcard', type: part, span };
}

/** `option` and `voption` of the library: no case, and a case of one field. */
export function optionOf(context: Context, name: 'option' | 'voption', part: Type): Type {
  const declaration =
    context.types.find((each) => each.name === name) ?? never('the library declares option and voption');
  return { kind: 'nominal', declaration, arguments: [part] };
}
