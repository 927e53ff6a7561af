// Completeness of matches against brute force: on small types every value is tried against every rule.
import fc from 'fast-check';
import { choiceOf } from '../../../src/fncs/choice-type.ts';
import { analyseMatch } from '../../../src/fncs/pattern-matrix.ts';
import { recogniserNamed } from '../../../src/fncs/recogniser.ts';
import type { Type, TypeDeclaration } from '../../../src/fncs/type.ts';
import type { Constant, Symbol, TypedExpression, TypedPattern } from '../../../src/fncs/typed.ts';

const span = { file: { path: 'test', text: '' }, start: 0, end: 0 };
const boolean: Type = { kind: 'bool' };
const int: Type = { kind: 'numeric', name: 'int', measure: [] };

const colour: TypeDeclaration = {
  name: 'Colour',
  parameters: [],
  span,
  body: {
    kind: 'enum',
    underlying: 'int',
    values: 'single',
    members: [0n, 1n, 2n].map((value) => ({ name: `C${value}`, value })),
  },
};
const box: TypeDeclaration = {
  name: 'Box',
  parameters: ['T'],
  span,
  body: {
    kind: 'union',
    cases: [
      { name: 'Empty', fields: [] },
      { name: 'Full', fields: [{ name: 'Item', type: { kind: 'parameter', name: 'T' } }] },
      {
        name: 'Two',
        fields: [
          { name: 'a', type: { kind: 'parameter', name: 'T' } },
          { name: 'b', type: boolean },
        ],
      },
    ],
  },
};
const point: TypeDeclaration = {
  name: 'Point',
  parameters: [],
  span,
  body: {
    kind: 'record',
    fields: [
      { name: 'X', type: boolean, isMutable: false },
      { name: 'Y', type: int, isMutable: false },
    ],
  },
};
const of = (declaration: TypeDeclaration, ...given: readonly Type[]): Type => ({
  kind: 'nominal',
  declaration,
  arguments: given,
});

/** A value: a constant, or a tag with parts. Numbers outside those that patterns mention are stood for by −1. */
type Value = Constant | { readonly tag: number; readonly parts: readonly Value[] };

const mentioned = [0n, 1n, 2n];

/** Lengths of arrays; patterns mention all but the last. */
const lengths = [0, 1, 2, 3];

function partsOf(type: Type, tag: number): readonly Type[] {
  if (type.kind === 'array') return Array.from({ length: tag }, () => type.element);
  if (type.kind === 'tuple') return type.items;
  if (type.kind !== 'nominal') return [];
  const { body } = type.declaration;
  const [argument] = type.arguments;
  const fields = body.kind === 'record' ? body.fields : body.kind === 'union' ? (body.cases[tag]?.fields ?? []) : [];
  return fields.map((field) => (field.type.kind === 'parameter' && argument ? argument : field.type));
}

function product(types: readonly Type[]): readonly (readonly Value[])[] {
  const [first, ...rest] = types;
  if (!first) return [[]];
  const others = product(rest);
  return valuesOf(first).flatMap((value) => others.map((each) => [value, ...each]));
}

function valuesOf(type: Type): readonly Value[] {
  if (type.kind === 'bool') return [true, false];
  if (type.kind === 'numeric') return [...mentioned, -1n];
  if (type.kind === 'nominal' && type.declaration.body.kind === 'enum') return [...mentioned, -1n];
  const tags =
    type.kind === 'array'
      ? lengths
      : type.kind === 'nominal' && type.declaration.body.kind === 'union'
        ? type.declaration.body.cases.map((_, tag) => tag)
        : [0];
  return tags.flatMap((tag) => product(partsOf(type, tag)).map((parts) => ({ tag, parts })));
}

function takes(pattern: TypedPattern, value: Value): boolean {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
      return true;
    case 'constant':
      return pattern.value === value;
    case 'as':
      return takes(pattern.pattern, value);
    case 'or':
      return pattern.alternatives.some((each) => takes(each, value));
    case 'and':
      return pattern.patterns.every((each) => takes(each, value));
    default: {
      if (typeof value !== 'object') return false;
      if (pattern.kind === 'case')
        return pattern.tag === value.tag && pattern.fields.every((each, at) => takes(each, value.parts[at]));
      if (pattern.kind === 'array' && pattern.items.length !== value.tag) return false;
      if (pattern.kind === 'tuple' || pattern.kind === 'array')
        return pattern.items.every((each, at) => takes(each, value.parts[at]));
      if (pattern.kind === 'recognised') throw new Error('active patterns have a test of their own');
      return pattern.fields.every((field) => takes(field.pattern, value.parts[field.index]));
    }
  }
}

function patternOf(type: Type, depth: number): fc.Arbitrary<TypedPattern> {
  const wildcard = fc.constant<TypedPattern>({ kind: 'wildcard', type, span });
  const constants = (values: readonly Constant[]) =>
    fc.constantFrom(...values.map((value): TypedPattern => ({ kind: 'constant', value, type, span })));
  const choices: fc.Arbitrary<TypedPattern>[] = [wildcard];
  if (type.kind === 'bool') choices.push(constants([true, false]), constants([true, false]));
  if (type.kind === 'numeric') choices.push(constants(mentioned));
  if (type.kind === 'tuple')
    choices.push(
      fc
        .tuple(...type.items.map((item) => patternOf(item, depth)))
        .map((items) => ({ kind: 'tuple', items, type, span })),
    );
  if (type.kind === 'array') {
    for (const length of lengths.slice(0, -1))
      choices.push(
        fc
          .tuple(...partsOf(type, length).map((part) => patternOf(part, depth)))
          .map((items) => ({ kind: 'array', items, type, span })),
      );
  }
  if (type.kind === 'nominal') {
    const { body } = type.declaration;
    if (body.kind === 'enum') choices.push(constants(mentioned));
    if (body.kind === 'record') {
      const fields = partsOf(type, 0).map((part, index) =>
        fc.option(
          patternOf(part, depth).map((pattern) => ({ index, pattern })),
          { nil: undefined },
        ),
      );
      choices.push(
        fc
          .tuple(...fields)
          .map((found) => ({ kind: 'record', fields: found.filter((each) => each !== undefined), type, span })),
      );
    }
    if (body.kind === 'union') {
      body.cases.forEach((_, tag) => {
        choices.push(
          fc
            .tuple(...partsOf(type, tag).map((part) => patternOf(part, depth)))
            .map((fields) => ({ kind: 'case', tag, fields, type, span })),
        );
      });
    }
  }
  if (depth > 0)
    choices.push(
      fc
        .array(patternOf(type, depth - 1), { minLength: 2, maxLength: 3 })
        .map((alternatives) => ({ kind: 'or', alternatives, type, span })),
    );
  return fc.oneof(...choices);
}

const types: readonly (readonly [string, Type])[] = [
  ['bool * bool', { kind: 'tuple', items: [boolean, boolean] }],
  ['bool * int * bool', { kind: 'tuple', items: [boolean, int, boolean] }],
  ['Box<bool>', of(box, boolean)],
  ['Box<Box<bool>>', of(box, of(box, boolean))],
  ['Point * Box<int>', { kind: 'tuple', items: [of(point), of(box, int)] }],
  ['Colour * bool', { kind: 'tuple', items: [of(colour), boolean] }],
  ['bool[]', { kind: 'array', element: boolean }],
  ['bool * Box<bool>[]', { kind: 'tuple', items: [boolean, { kind: 'array', element: of(box, boolean) }] }],
  ['Box<bool * bool>', of(box, { kind: 'tuple', items: [boolean, boolean] })],
];

test.each(types)('%s', (_, type) => {
  const values = valuesOf(type);
  const rules = fc.array(
    fc.record({
      pattern: patternOf(type, 1),
      guarded: fc.constantFrom<'plain' | 'guarded'>('plain', 'plain', 'plain', 'guarded'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(rules, (given) => {
      const analysis = analyseMatch(type, given);
      const plain = given.filter((rule) => rule.guarded === 'plain');
      const missed = values.filter((value) => !plain.some((rule) => takes(rule.pattern, value)));
      expect(analysis.missed === undefined).toBe(missed.length === 0);
      const unused = given.flatMap((rule, at) => {
        const before = given.slice(0, at).filter((each) => each.guarded === 'plain');
        const reached = values.some(
          (value) => takes(rule.pattern, value) && !before.some((each) => takes(each.pattern, value)),
        );
        return reached ? [] : [at];
      });
      expect(analysis.unused).toEqual(unused);
    }),
    { numRuns: 400 },
  );
});

test('conjunctions: what is said to be complete is, and what is said to be unused is', () => {
  const type: Type = { kind: 'tuple', items: [boolean, of(box, boolean)] };
  const values = valuesOf(type);
  const both = fc
    .array(patternOf(type, 1), { minLength: 2, maxLength: 3 })
    .map((patterns): TypedPattern => ({ kind: 'and', patterns, type, span }));
  let complete = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(both, patternOf(type, 1)), { minLength: 1, maxLength: 6 }), (patterns) => {
      const analysis = analyseMatch(
        type,
        patterns.map((pattern) => ({ pattern, guarded: 'plain' as const })),
      );
      const before = (at: number, value: Value) => patterns.slice(0, at).some((each) => takes(each, value));
      if (analysis.missed === undefined) {
        complete++;
        expect(values.every((value) => before(patterns.length, value))).toBe(true);
      }
      for (const at of analysis.unused) {
        const pattern = patterns[at];
        expect(values.some((value) => pattern && takes(pattern, value) && !before(at, value))).toBe(false);
      }
    }),
    { numRuns: 400 },
  );
  expect(complete).toBeGreaterThan(20);
});

test('an enum with all members matched misses only values outside them', () => {
  const members = mentioned.map((value) => ({
    pattern: { kind: 'constant', value, type: of(colour), span } as const,
    guarded: 'plain' as const,
  }));
  expect(analyseMatch(of(colour), members)).toEqual({ missed: 'enum<Colour> (3)', unused: [], onlyUnnamedEnums: true });
  expect(analyseMatch(of(colour), members.slice(1))).toEqual({
    missed: 'Colour.C0',
    unused: [],
    onlyUnnamedEnums: false,
  });
});

/** A boolean with what two complete active patterns answer for it, which may be anything: `Yes of unit | No of bool`, and a view of one case. */
interface Seen {
  readonly own: boolean;
  readonly choice: Value;
  readonly view: boolean;
}

const answer: Type = of(choiceOf(2), { kind: 'unit' }, boolean);
const seen: readonly Seen[] = [true, false].flatMap((own) =>
  [true, false].flatMap((view) =>
    [0, 1, 2].map((at) => ({ own, view, choice: { tag: Math.min(at, 1), parts: [at === 0 ? undefined : at === 1] } })),
  ),
);

const function_ = (name: string): Symbol => ({ name, type: boolean, isMutable: false, place: 'module', span });
const functions = { choice: function_('|Yes|No|'), view: function_('|View|'), partial: function_('|Some|_|') };
const inputSymbol: Symbol = { name: 'input', type: boolean, isMutable: false, place: 'local', span };
const read: TypedExpression = { kind: 'symbol', symbol: inputSymbol, instantiation: [], type: boolean, span };

/** Each use is an object of its own; those of one function ask the same. */
function recognised(name: keyof typeof functions, result: TypedPattern): TypedPattern {
  const callee = functions[name];
  const recogniser = recogniserNamed(callee.name) ?? { name: '', cases: [], form: 'complete' as const };
  const call: TypedExpression = {
    kind: 'call',
    callee,
    instantiation: [],
    arguments: [read],
    type: result.type,
    span,
  };
  return { kind: 'recognised', recogniser, input: inputSymbol, call, result, type: boolean, span };
}

function seenPattern(depth: number): fc.Arbitrary<TypedPattern> {
  const wildcard: TypedPattern = { kind: 'wildcard', type: boolean, span };
  const plain = fc.constantFrom<TypedPattern>(
    wildcard,
    { kind: 'constant', value: true, type: boolean, span },
    { kind: 'constant', value: false, type: boolean, span },
  );
  const yes: TypedPattern = {
    kind: 'case',
    tag: 0,
    fields: [{ ...wildcard, type: { kind: 'unit' } }],
    type: answer,
    span,
  };
  const choices = [
    plain,
    fc.constant(recognised('choice', yes)),
    plain.map((field) => recognised('choice', { kind: 'case', tag: 1, fields: [field], type: answer, span })),
    plain.map((result) => recognised('view', result)),
    plain.map((result) => recognised('partial', result)),
  ];
  if (depth > 0)
    choices.push(
      fc
        .array(seenPattern(depth - 1), { minLength: 2, maxLength: 3 })
        .map((alternatives) => ({ kind: 'or', alternatives, type: boolean, span })),
    );
  return fc.oneof(...choices);
}

function takesSeen(pattern: TypedPattern, value: Seen, partial: 'some' | 'none'): boolean {
  if (pattern.kind === 'or') return pattern.alternatives.some((each) => takesSeen(each, value, partial));
  if (pattern.kind !== 'recognised') return takes(pattern, value.own);
  if (pattern.recogniser.form === 'partial') return partial === 'some';
  return takes(pattern.result, pattern.recogniser.cases.length === 1 ? value.view : value.choice);
}

test('active patterns: complete ones cover what their cases cover together, partial ones nothing', () => {
  const pair: Type = { kind: 'tuple', items: [boolean, boolean] };
  const values = seen.flatMap((left) => seen.map((right) => [left, right] as const));
  const rule = fc.record({
    items: fc.tuple(seenPattern(1), seenPattern(1)),
    guarded: fc.constantFrom<'plain' | 'guarded'>('plain', 'plain', 'plain', 'guarded'),
  });
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 6 }), (given) => {
      const rules = given.map(({ items, guarded }) => ({
        pattern: { kind: 'tuple', items, type: pair, span } as const,
        guarded,
      }));
      const taken = (at: number, [left, right]: (typeof values)[number], partial: 'some' | 'none') => {
        const items = given[at]?.items;
        return items !== undefined && takesSeen(items[0], left, partial) && takesSeen(items[1], right, partial);
      };
      const before = (at: number, value: (typeof values)[number]) =>
        given.slice(0, at).some((each, index) => each.guarded === 'plain' && taken(index, value, 'none'));
      const analysis = analyseMatch(pair, rules);
      expect(analysis.missed === undefined).toBe(values.every((value) => before(given.length, value)));
      const reached = given.map((_, at) => values.some((value) => taken(at, value, 'some') && !before(at, value)));
      expect(analysis.unused).toEqual(reached.flatMap((each, at) => (each ? [] : [at])));
    }),
    { numRuns: 400 },
  );
});
