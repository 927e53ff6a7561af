// In: a function that takes functions within a tuple, `member _.Bind(x, f) = …`, and calls of it. Out: the same with a parameter for each part, so that what is known of
// the functions is passed on. Other functions stay as they are.
import { isAtomic } from '../../fncs/check-hold.ts';
import { isKnownWhole } from '../../fncs/type-parts.ts';
import type { Symbol, TypedExpression, TypedFunction, TypedPattern } from '../../fncs/typed.ts';
import { mentionedSymbols } from './walk.ts';

type Of<K extends TypedExpression['kind']> = Extract<TypedExpression, { kind: K }>;

export interface Spread {
  readonly definition: TypedFunction;
  /** For each parameter as written, how many it has become; undefined: all stay. */
  readonly parts?: readonly number[];
}

export function spreadParameters(definition: TypedFunction): Spread {
  const { parameters, isRecursive, isEntryPoint, interrupt } = definition;
  if (isRecursive || isEntryPoint || interrupt || !parameters.some(holdsFunctions)) return { definition };
  const found = new Map<Symbol, readonly Symbol[]>();
  const body = withoutParts(definition.body, new Set(parameters.filter(holdsFunctions)), found);
  if (found.size === 0) return { definition };
  const spread = parameters.map((each) => found.get(each) ?? [each]);
  return {
    definition: { ...definition, parameters: spread.flat(), body },
    parts: spread.map((each) => each.length),
  };
}

function holdsFunctions({ type }: Symbol): boolean {
  return type.kind === 'tuple' && type.items.some(isKnownWhole);
}

/** The body without the `let`s at its head that take the tuples apart. */
function withoutParts(
  body: TypedExpression,
  tuples: ReadonlySet<Symbol>,
  found: Map<Symbol, readonly Symbol[]>,
): TypedExpression {
  if (body.kind !== 'let' || body.value.kind !== 'symbol') return body;
  const rest = withoutParts(body.body, tuples, found);
  const { symbol } = body.value;
  const parts = tuples.has(symbol) && !found.has(symbol) ? partsOf(body.pattern) : undefined;
  // A tuple with a name of its own may be used whole, too.
  if (!parts || mentionedSymbols([{ body: rest }]).includes(symbol)) return { ...body, body: rest };
  found.set(symbol, parts);
  return rest;
}

function partsOf(pattern: TypedPattern): readonly Symbol[] | undefined {
  if (pattern.kind !== 'tuple') return undefined;
  const parts = pattern.items.map((item): Symbol | undefined => {
    if (item.kind === 'bind') return item.symbol.isMutable ? undefined : item.symbol;
    if (item.kind !== 'wildcard') return undefined;
    return { name: '_', type: item.type, isMutable: false, place: 'parameter', span: item.span };
  });
  const known = parts.filter((each) => each !== undefined);
  return known.length === parts.length ? known : undefined;
}

/** A call through the lambda that a method is when it stands before its argument, as the call itself. */
export function directCall({ function: called, arguments: given, span }: Of<'apply'>): Of<'call'> | undefined {
  if (called.kind !== 'lambda' || called.body.kind !== 'call' || called.parameters.length !== given.length)
    return undefined;
  const { body, parameters } = called;
  const before = body.arguments.slice(0, body.arguments.length - parameters.length);
  const passed = body.arguments.slice(before.length);
  const isPassedOn = parameters.every((symbol, at) => {
    const each = passed[at];
    return each?.kind === 'symbol' && each.symbol === symbol;
  });
  return isPassedOn && before.every(isAtomic) ? { ...body, arguments: [...before, ...given], span } : undefined;
}

/** The arguments of a call, with the parts of the tuples in their place. `hold` evaluates one now, in its turn, and gives a read of it. */
export function spreadArguments(
  written: readonly TypedExpression[],
  parts: readonly number[],
  hold: (argument: TypedExpression) => TypedExpression,
): readonly TypedExpression[] {
  const isWritten = (argument: TypedExpression, at: number): boolean => parts[at] === 1 || argument.kind === 'tuple';
  const last = written.findLastIndex((argument, at) => !isWritten(argument, at) && !isAtomic(argument));
  return written.flatMap((argument, at): readonly TypedExpression[] => {
    const count = parts[at] ?? 1;
    if (count === 1) return [at < last && !isAtomic(argument) ? hold(argument) : argument];
    if (argument.kind === 'tuple')
      return argument.items.map((item) => (at < last && !isAtomic(item) ? hold(item) : item));
    const read = isAtomic(argument) ? argument : hold(argument);
    return Array.from({ length: count }, (_, index) => partOf(read, index));
  });
}

/** `let (_, x) = tuple in x`. */
function partOf(tuple: TypedExpression, index: number): TypedExpression {
  const { type, span } = tuple;
  const types = type.kind === 'tuple' ? type.items : [];
  const own = types[index] ?? type;
  const symbol: Symbol = { name: 'part', type: own, isMutable: false, place: 'local', span };
  const items = types.map(
    (each, at): TypedPattern =>
      at === index ? { kind: 'bind', symbol, type: each, span } : { kind: 'wildcard', type: each, span },
  );
  const body: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: own, span };
  return { kind: 'let', pattern: { kind: 'tuple', items, type, span }, value: tuple, body, type: own, span };
}
