// In: a solved match whose patterns use active patterns. Out: the same match without them: each function is called where its pattern is first tried, its answer has a name,
// and the rules look at the answers. Rules are tried from above, a pattern from left to right. A complete one without arguments is called at most once for one value: what
// the rules cover rests on that. A partial one is called once by each rule that tries it, and one with arguments each time.
import { never } from '../base/never.ts';
import { type Context, report } from './check-context.ts';
import { hold } from './check-hold.ts';
import { optionOf } from './check-recogniser.ts';
import { countAlternatives, dropNames, isBare, mapPattern, spreadAlternatives } from './pattern-parts.ts';
import { asksTheSame, hasRecogniser, isIrrefutable, type Recognised } from './pattern-shape.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression, TypedPattern, TypedRule } from './typed.ts';

type Match = Extract<TypedExpression, { kind: 'match' }>;

/** Alternatives of one rule, written out: each asks in its turn. */
const mostAlternatives = 64;

/** An answer, by name. `maybe`: an `option`, which is `None` where the function has not been called. */
interface Answer {
  readonly use: Recognised;
  /** Where the value stands that it was asked about. */
  readonly place: string;
  /** Where what it found stands. */
  readonly inside: string;
  readonly read: TypedExpression;
  readonly known: 'always' | 'maybe';
}

interface Writing {
  readonly context: Context;
  /** Answers so far, so that each has a place of its own. */
  readonly count: { value: number };
  readonly match: Match;
  readonly subject: TypedExpression;
}

/** What the rules look at: the value itself, and the answers so far. */
interface Column {
  readonly read: TypedExpression;
  readonly pattern: TypedPattern;
}

export function writeOutRecognisers(context: Context, match: Match): TypedExpression {
  if (!match.rules.some(({ pattern }) => hasRecogniser(pattern))) return match;
  const held = hold(context, match.subject, 'subject');
  return held.around(rulesFrom({ context, count: { value: 0 }, match, subject: held.read }, match.rules, []));
}

function rulesFrom(writing: Writing, [rule, ...rest]: readonly TypedRule[], known: readonly Answer[]): TypedExpression {
  const { context, match, subject } = writing;
  const { type, span } = match;
  // No rule took the value: the obligation stands here, behind all of them.
  if (!rule) return { kind: 'match', subject, rules: [], isComplete: false, type, span };
  const count = countAlternatives(rule.pattern, hasRecogniser);
  if (count > mostAlternatives) {
    report(context, 'FS8212', rule.pattern.span, {
      detail: `Written out, its alternatives with active patterns are ${count}; at most ${mostAlternatives} are tried.`,
      hint: 'Write several rules, or a function that decides.',
    });
    return { kind: 'match', subject, rules: [], isComplete: false, type, span };
  }
  const alternatives = spreadAlternatives(rule.pattern, hasRecogniser);
  const asked = ask(writing, alternatives, known);
  const columns = alternatives.map((each) => columnsOf(writing, each, asked.answers, 'all').columns);
  const whole = together(columns, rule.pattern.span);
  // Alternatives that stand apart because of their guard are still one rule.
  const kept = rest[0]?.body === rule.body ? asked.answers : asked.answers.filter(isComplete);
  const isLast = rest.length === 0 && match.isComplete && !rule.guard;
  const others =
    isLast || (!rule.guard && isIrrefutable(whole.pattern))
      ? []
      : [otherwise(whole.pattern, rulesFrom(writing, rest, kept))];
  const rules = [{ ...rule, pattern: whole.pattern }, ...others];
  return asked.around({ kind: 'match', subject: whole.read, rules, isComplete: true, type, span });
}

function isComplete({ use }: Answer): boolean {
  return use.recogniser.form === 'complete' && isShared(use);
}

function otherwise({ type, span }: TypedPattern, body: TypedExpression): TypedRule {
  return { pattern: { kind: 'wildcard', type, span }, guard: undefined, body, span };
}

interface Asked {
  readonly answers: readonly Answer[];
  readonly around: (body: TypedExpression) => TypedExpression;
}

/** Calls what the alternatives of a rule want to know, in their order. */
function ask(writing: Writing, alternatives: readonly TypedPattern[], before: readonly Answer[]): Asked {
  let answers = before;
  const lets: { readonly symbol: Symbol; readonly value: TypedExpression }[] = [];
  for (const [at, alternative] of alternatives.entries()) {
    for (let next = 0; ; next++) {
      const { columns, stop } = columnsOf(writing, alternative, answers, next);
      if (!stop) break;
      const known = answers.find((each) => each.place === stop.place && asksTheSame(each.use, stop.use));
      if (known?.known === 'always') continue;
      const earlier = alternatives.slice(0, at).map((each) => columnsOf(writing, each, answers, 'all').columns);
      const made = callOf(writing, stop.use, columns, earlier, known);
      const { use } = stop;
      const symbol: Symbol = {
        name: use.recogniser.name,
        type: made.value.type,
        isMutable: false,
        place: 'local',
        span: use.span,
      };
      lets.push({ symbol, value: made.value });
      const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span: use.span };
      const inside = known?.inside ?? `${stop.place}(${nextNumber(writing)})`;
      answers = [
        ...answers.filter((each) => each !== known),
        { use, place: stop.place, inside, read, known: made.known },
      ];
    }
  }
  const around = (body: TypedExpression): TypedExpression =>
    lets.reduceRight<TypedExpression>((inner, { symbol, value }) => {
      const { type, span } = value;
      return {
        kind: 'let',
        pattern: { kind: 'bind', symbol, type, span },
        value,
        body: inner,
        type: inner.type,
        span: inner.span,
      };
    }, body);
  return { answers, around };
}

/** The call where the columns match and no earlier alternative does; what is known already is not asked again. */
function callOf(
  { context }: Writing,
  { call, span }: Recognised,
  columns: readonly Column[],
  earlier: readonly (readonly Column[])[],
  before: Answer | undefined,
): { readonly value: TypedExpression; readonly known: Answer['known'] } {
  const here = together([columns], span);
  const isAlways = earlier.length === 0 && isIrrefutable(here.pattern);
  const option = optionOf(context, 'option', call.type);
  const some = (value: TypedExpression): TypedExpression => ({
    kind: 'case',
    tag: 1,
    fields: [value],
    type: option,
    span,
  });
  const none: TypedExpression = { kind: 'case', tag: 0, fields: [], type: option, span };
  const rule = (pattern: TypedPattern, body: TypedExpression): TypedRule => ({ pattern, guard: undefined, body, span });
  const match = (subject: TypedExpression, rules: readonly TypedRule[]): TypedExpression => ({
    kind: 'match',
    subject,
    rules,
    isComplete: true,
    type: rules[0]?.body.type ?? option,
    span,
  });
  const fresh = (): TypedExpression => {
    if (isAlways) return match(here.read, [rule(here.pattern, call)]);
    const taken = earlier.map((each) => each.map((column) => ({ ...column, pattern: dropNames(column.pattern) })));
    const whole = together([...taken, columns], span);
    const [last, ...first] = whole.alternatives.toReversed();
    const skipped = first.toReversed().map((pattern) => rule(pattern, none));
    const wanted = last ?? never('there is a column');
    return match(whole.read, [...skipped, rule(wanted, some(call)), otherwise(wanted, none)]);
  };
  if (!before) return { value: fresh(), known: isAlways ? 'always' : 'maybe' };
  const type = call.type;
  const symbol: Symbol = { name: 'answer', type, isMutable: false, place: 'local', span };
  const given: TypedPattern = {
    kind: 'case',
    tag: 1,
    fields: [{ kind: 'bind', symbol, type, span }],
    type: option,
    span,
  };
  const answer: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type, span };
  const value = match(before.read, [rule(given, isAlways ? answer : some(answer)), otherwise(given, fresh())]);
  return { value, known: isAlways ? 'always' : 'maybe' };
}

interface Columns {
  readonly columns: readonly Column[];
  /** The use at which it stopped. */
  readonly stop: { readonly use: Recognised; readonly place: string } | undefined;
}

/**
 * What an alternative wants of the value and of the answers. `until`: up to the use of that number, whose value is bound to the name that its call reads; what stands
 * behind it, and the names, are left out. `all` of them: with the names.
 */
function columnsOf(
  { subject }: Writing,
  alternative: TypedPattern,
  answers: readonly Answer[],
  until: number | 'all',
): Columns {
  const columns: Column[] = [];
  let count = 0;
  let stop: Columns['stop'];
  const visit = (pattern: TypedPattern, place: string): TypedPattern => {
    const { type, span } = pattern;
    if (stop) return { kind: 'wildcard', type, span };
    if (pattern.kind !== 'recognised')
      return mapPattern(pattern, (part, at) => visit(part, at === '' ? place : `${place}.${at}`));
    if (count === until) {
      stop = { use: pattern, place };
      return { kind: 'bind', symbol: pattern.input, type, span };
    }
    count += 1;
    const answer = answers.findLast((each) => each.place === place && asksTheSame(each.use, pattern));
    if (!answer) return never('what stands before has been asked');
    const result = visit(pattern.result, answer.inside);
    const wanted: TypedPattern =
      answer.known === 'always' ? result : { kind: 'case', tag: 1, fields: [result], type: answer.read.type, span };
    columns.push({ read: answer.read, pattern: wanted });
    return { kind: 'wildcard', type, span };
  };
  const own = visit(alternative, '');
  const all = [{ read: subject, pattern: own }, ...columns.toReversed()];
  const kept =
    until === 'all' ? all : all.map((each) => ({ ...each, pattern: dropNames(each.pattern, stop?.use.input) }));
  return { columns: kept.filter((each, at) => at === 0 || !isBare(each.pattern)), stop };
}

function nextNumber({ count }: Writing): number {
  count.value += 1;
  return count.value;
}

function isShared({ call }: Recognised): boolean {
  return call.kind === 'call' && call.arguments.length === 1;
}

/** Several columns as one value and one pattern of it; several alternatives as one pattern. */
function together(
  alternatives: readonly (readonly Column[])[],
  span: TypedPattern['span'],
): { readonly read: TypedExpression; readonly pattern: TypedPattern; readonly alternatives: readonly TypedPattern[] } {
  const isUsed = new Map<TypedExpression, true>();
  for (const columns of alternatives)
    for (const { read, pattern } of columns) if (!isBare(pattern)) isUsed.set(read, true);
  const reads = [...isUsed.keys()];
  const [first = alternatives[0]?.[0]?.read ?? never('there is a column'), ...more] = reads;
  // `p & q` may look at one answer twice.
  const patternAt = (columns: readonly Column[], read: TypedExpression): TypedPattern => {
    const wanted = columns.flatMap((each) => (each.read === read && !isBare(each.pattern) ? [each.pattern] : []));
    const [only, ...others] = wanted;
    if (only && others.length === 0) return only;
    return only
      ? { kind: 'and', patterns: wanted, type: read.type, span }
      : { kind: 'wildcard', type: read.type, span };
  };
  const type: Type = more.length === 0 ? first.type : { kind: 'tuple', items: reads.map((read) => read.type) };
  const patterns = alternatives.map(
    (columns): TypedPattern =>
      more.length === 0
        ? patternAt(columns, first)
        : { kind: 'tuple', items: reads.map((read) => patternAt(columns, read)), type, span },
  );
  const [only, ...others] = patterns;
  const pattern: TypedPattern = only && others.length === 0 ? only : { kind: 'or', alternatives: patterns, type, span };
  const read: TypedExpression = more.length === 0 ? first : { kind: 'tuple', items: reads, type, span };
  return { read, pattern, alternatives: patterns };
}
