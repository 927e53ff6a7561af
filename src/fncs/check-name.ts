// In: a name or a dotted path as written. Out: what it means: a definition to apply, or a typed expression with the fields that follow it.
import { spanFrom } from '../base/source.ts';
import { buildAnswer } from './check-case.ts';
import { type Context, errorExpression, infer, intType, report, spell, unitExpression } from './check-context.ts';
import { instantiateFunction } from './check-instantiate.ts';
import { refuseHandler } from './check-interrupt.ts';
import { checkMember } from './check-member.ts';
import { refusedValue } from './check-refused.ts';
import { didYouMean } from './check-report.ts';
import {
  type Entry,
  type Found,
  type FunctionEntry,
  type PathResult,
  resolveValuePath,
  type Scope,
} from './check-scope.ts';
import { shapeOf } from './function-shape.ts';
import type { Name, SyntaxExpression } from './syntax.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

export type Path = readonly Name[];

/** The names of `A.B.c`; nothing when the target is more than names. */
export function pathOf(syntax: SyntaxExpression): Path | undefined {
  if (syntax.kind === 'name') return [{ text: syntax.text, span: syntax.span }];
  if (syntax.kind !== 'member') return undefined;
  const before = pathOf(syntax.target);
  return before && [...before, syntax.name];
}

export type Named =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'expression'; readonly expression: TypedExpression };

/** `use`: an applied name may be a function; `ignored` allows the entry point's arguments. `given`: how many arguments follow in parentheses, if any do. */
export function checkNamed(
  context: Context,
  scope: Scope,
  path: Path,
  syntax: SyntaxExpression,
  use: 'applied' | 'ignored' | 'value',
  given?: number,
): Named {
  const result = resolveValuePath(
    scope,
    path.map((name) => name.text),
  );
  if (result.kind !== 'found') {
    reportMissing(context, path, result);
    return { kind: 'entry', entry: { kind: 'error' } };
  }
  const { found, used } = result;
  const isWhole = used === path.length;
  if (found.kind === 'member')
    return {
      kind: 'expression',
      expression: withMembers(context, scope, memberOf(found, path, used), path.slice(used), given),
    };
  if (found.kind === 'property')
    return {
      kind: 'expression',
      expression: withMembers(
        context,
        scope,
        staticProperty(context, found.entry, path, used),
        path.slice(used),
        given,
      ),
    };
  if (found.kind === 'arguments' && use === 'ignored') return { kind: 'entry', entry: found };
  if (
    isWhole &&
    use !== 'value' &&
    found.kind !== 'value' &&
    found.kind !== 'literal' &&
    found.kind !== 'instance' &&
    found.kind !== 'arguments'
  )
    return { kind: 'entry', entry: found };
  const span = spanFrom(path[0]?.span ?? syntax.span, path[used - 1]?.span ?? syntax.span);
  return {
    kind: 'expression',
    expression: withMembers(context, scope, valueOf(context, scope, found, path, used, span), path.slice(used), given),
  };
}

/** Evaluated anew each time, as in F#. */
function staticProperty(context: Context, entry: FunctionEntry, path: Path, used: number): TypedExpression {
  const [first, last] = [path[0], path[used - 1]];
  const span = first && last ? spanFrom(first.span, last.span) : entry.symbol.span;
  const { type, instantiation } = instantiateFunction(context, entry);
  const { result } = shapeOf(context, type, 1);
  const unit = unitExpression(span);
  return { kind: 'call', callee: entry.symbol, instantiation, arguments: [unit], type: result, span };
}

function memberOf(found: Extract<Found, { kind: 'member' }>, path: Path, used: number): TypedExpression {
  const [first, last] = [path[0], path[used - 1]];
  const span = first && last ? spanFrom(first.span, last.span) : found.declaration.span;
  return {
    kind: 'constant',
    value: found.value,
    type: { kind: 'nominal', declaration: found.declaration, arguments: [] },
    span,
  };
}

function withMembers(
  context: Context,
  scope: Scope,
  start: TypedExpression,
  rest: Path,
  given: number | undefined,
): TypedExpression {
  const last = rest.at(-1);
  return rest.reduce(
    (target, name) => checkMember(context, target, name, scope, name === last ? given : undefined),
    start,
  );
}

function valueOf(
  context: Context,
  scope: Scope,
  entry: Entry,
  path: Path,
  used: number,
  span: TypedExpression['span'],
): TypedExpression {
  const name = path
    .slice(0, used)
    .map((each) => each.text)
    .join('.');
  switch (entry.kind) {
    case 'value':
      if (entry.depth < scope.depth && entry.symbol.isMutable && entry.symbol.place !== 'module') {
        if (!context.captured.has(entry.symbol))
          report(context, 'FS0407', span, {
            detail: `The function uses \`${name}\`, which is mutable and belongs to the function around it.`,
            hint: 'Pass its value as a parameter, or keep it in an array of one element.',
          });
        context.captured.add(entry.symbol);
        return errorExpression(span);
      }
      return { kind: 'symbol', symbol: entry.symbol, instantiation: [], type: entry.symbol.type, span };
    case 'literal':
      return { kind: 'constant', value: entry.value, type: entry.type, span };
    case 'instance':
      return {
        kind: 'instance',
        name: entry.name,
        type: { kind: 'nominal', declaration: entry.declaration, arguments: [] },
        span,
      };
    case 'case':
      return nullaryCase(context, entry, name, span);
    case 'answer':
      return buildAnswer(context, entry, unitExpression(span), span);
    case 'arguments':
      report(context, 'FS8269', span, {
        detail: `\`${name}\` holds the arguments of the program, which this dialect does not read.`,
        hint: 'Write `ignore argv`, or take `()` or `_` as the parameter.',
      });
      return errorExpression(span);
    case 'error':
      return errorExpression(span);
    case 'contract':
      report(context, 'FS8263', span, { detail: `\`${name}\` takes a condition.`, hint: `Write \`${name} (…)\`.` });
      return errorExpression(span);
    case 'handler':
      return refuseHandler(context, entry.name, span);
    case 'using':
      return refuseUsing(context, span);
    case 'empty-sequence': {
      const type = { kind: 'sequence', element: freshVariable(context.store) } as const;
      return { kind: 'generate', body: unitExpression(span), type, span };
    }
    case 'critical':
      report(context, 'FS8281', span, {
        detail: 'A critical section is written where it stands.',
        hint: 'Write `Interrupt.critical (fun () -> …)`.',
      });
      return errorExpression(span);
    case 'function':
    case 'intrinsic':
    case 'not':
    case 'printer':
    case 'checked':
    case 'constructor':
      return noMembers(context, name, span);
  }
}

/** Alone it would be a function as a value; something follows it here. */
function noMembers(context: Context, name: string, span: TypedExpression['span']): TypedExpression {
  report(context, 'FS0039', span, {
    detail: `\`${name}\` is a function and has no members.`,
    hint: 'To ask its result, put the call in parentheses.',
  });
  return errorExpression(span);
}

function nullaryCase(
  context: Context,
  entry: Extract<Entry, { kind: 'case' }>,
  name: string,
  span: TypedExpression['span'],
): TypedExpression {
  const { declaration, tag } = entry;
  const count = declaration.body.kind === 'union' ? (declaration.body.cases[tag]?.fields.length ?? 0) : 0;
  const type = {
    kind: 'nominal',
    declaration,
    arguments: declaration.parameters.map(() => freshVariable(context.store)),
  } as const;
  if (count > 0) return noMembers(context, name, span);
  return { kind: 'case', tag, fields: [], type, span };
}

export function refuseUsing(context: Context, span: TypedExpression['span']): TypedExpression {
  report(context, 'FS8205', span, {
    detail: '`using` takes the value and a function of it, and stands where it is called.',
    hint: 'Write `using value (fun it -> …)`, or `use`.',
  });
  return errorExpression(span);
}

export function reportMissing(
  context: Context,
  path: Path,
  result: Exclude<PathResult<Found>, { kind: 'found' }>,
): void {
  const texts = path.map((name) => name.text);
  const at = path[result.at];
  const first = path[0];
  if (!at || !first) return;
  if (result.kind === 'private') {
    report(context, 'FS1094', at.span, { detail: `\`${at.text}\` is private to module \`${result.owner}\`.` });
    return;
  }
  const refusal = refusedValue(texts);
  if (refusal) {
    report(context, refusal.code, spanFrom(first.span, path.at(-1)?.span ?? first.span), {
      detail: `\`${texts.join('.')}\` is not part of this dialect.`,
      hint: refusal.hint,
    });
    return;
  }
  const known = result.known();
  if (known.includes(at.text)) {
    report(context, 'FS0039', at.span, { detail: `\`${at.text}\` is a module or type, not a value.` });
    return;
  }
  const detail =
    result.inside === undefined ? `\`${at.text}\` is not defined here.` : `\`${result.inside}\` has no \`${at.text}\`.`;
  report(context, 'FS0039', at.span, { detail, hint: didYouMean(at.text, known) });
}

/** `a.[i]`: the element of an array, a span or a string. */
export function checkIndex(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'index' }>,
): TypedExpression {
  const target = infer(context, scope, syntax.target);
  const index = context.expression(scope, syntax.index, { type: intType, who: 'The index' });
  const known = resolve(context.store, target.type);
  const { span } = syntax;
  switch (known.kind) {
    case 'array':
    case 'span':
      return { kind: 'index', target, index, type: known.element, span };
    case 'string':
      return { kind: 'index', target, index, type: { kind: 'char' }, span };
    case 'error':
      return errorExpression(span);
    case 'pointer':
      report(context, 'FS8277', span, {
        detail: 'Elements behind a pointer are not indexed with `.[ ]`.',
        hint: 'Write `NativePtr.get p i` and `NativePtr.set p i value`.',
      });
      return errorExpression(span);
    case 'variable':
      return indexUnknown(context, target, span);
    default:
      report(context, 'FS0039', span, { detail: `A value of type ${spell(context, known)} has no elements.` });
      return errorExpression(span);
  }
}

function indexUnknown(context: Context, target: TypedExpression, span: TypedExpression['span']): TypedExpression {
  report(context, 'FS0072', target.span, {
    detail: 'It is indexed before its type is known.',
    hint: 'Annotate it: `(a: int[])`, `(buffer: Span<byte>)`, `(text: string)`.',
  });
  // Silent from here on.
  unify(context.store, target.type, { kind: 'error' });
  return errorExpression(span);
}

/** `a.[first .. last]`: the same storage, no copy. */
export function checkSlice(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'slice' }>,
): TypedExpression {
  const target = infer(context, scope, syntax.target);
  const end = (side: SyntaxExpression | undefined, who: string): TypedExpression | undefined =>
    side && context.expression(scope, side, { type: intType, who });
  const first = end(syntax.first, 'The start of the slice');
  const last = end(syntax.last, 'The end of the slice');
  const known = resolve(context.store, target.type);
  const { span } = syntax;
  if (known.kind === 'array' || known.kind === 'span' || known.kind === 'string')
    return { kind: 'slice', target, first, last, type: known, span };
  if (known.kind === 'variable') {
    report(context, 'FS0072', target.span, {
      detail: 'It is sliced before its type is known.',
      hint: 'Annotate it: `(a: int[])`, `(buffer: Span<byte>)`, `(text: string)`.',
    });
    unify(context.store, target.type, { kind: 'error' });
  } else if (known.kind !== 'error') {
    report(context, 'FS0039', span, { detail: `A value of type ${spell(context, known)} cannot be sliced.` });
  }
  return errorExpression(span);
}
