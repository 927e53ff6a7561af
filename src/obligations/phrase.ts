// In: a term and the source names of its symbols. Out: the term as a programmer writes it, infix, in the dialect's spelling.
// For people only: nothing is decided from this text.
import { startOf } from '../base/source.ts';
import type { Psg } from '../psg/psg.ts';
import type { Operator, Term } from '../smt/term.ts';
import type { Fact } from './obligation.ts';

/** How tightly an operator binds; operands that bind less are parenthesised. */
const spelling: Readonly<Record<Exclude<Operator, 'not' | 'ite'>, { readonly word: string; readonly binds: number }>> =
  {
    '=>': { word: '==>', binds: 1 },
    or: { word: '||', binds: 2 },
    and: { word: '&&', binds: 3 },
    '=': { word: '=', binds: 4 },
    distinct: { word: '<>', binds: 4 },
    '<=': { word: '<=', binds: 4 },
    '<': { word: '<', binds: 4 },
    '>=': { word: '>=', binds: 4 },
    '>': { word: '>', binds: 4 },
    '+': { word: '+', binds: 5 },
    '-': { word: '-', binds: 5 },
    '*': { word: '*', binds: 6 },
    div: { word: '/', binds: 6 },
    mod: { word: '%', binds: 6 },
  };
const tightest = 7;

/** SMT symbol → source name. */
export type SourceNames = Pick<ReadonlyMap<string, string>, 'get'>;

/** `i < a.Length`, `0 <= i && i < n`, `not (x = 0)`. Symbols without a source name keep their own. */
export function phrase(term: Term, sourceNames: SourceNames): string {
  return phraseAt(term, sourceNames, 0);
}

/** A fact for the reader: in its own words, where it has some. */
export function phraseFact({ term, words }: Fact, sourceNames: SourceNames): string {
  return words ?? phrase(term, sourceNames);
}

/** A fact on a line of its own, with its reason and where it comes from. */
export function factLine(psg: Psg, fact: Fact, sourceNames: SourceNames): string {
  const { span } = psg.node(fact.about);
  return `${phraseFact(fact, sourceNames)}   (${fact.reason}, ${span.file.path}:${startOf(span).line})`;
}

/** The same for digests: symbols without a source name are written `_`, since their numbers change with edits elsewhere. */
export function phraseStably(term: Term, sourceNames: SourceNames): string {
  return phraseAt(term, { get: (name) => sourceNames.get(name) ?? '_' }, 0);
}

function phraseAt(term: Term, names: SourceNames, outer: number): string {
  switch (term.kind) {
    case 'integer':
      return term.value < 0n && outer >= 5 ? `(${term.value})` : `${term.value}`;
    case 'boolean':
      return term.value ? 'true' : 'false';
    case 'symbol':
      return names.get(term.name) ?? term.name;
    case 'apply':
      return phraseApplication(term.operator, term.operands, names, outer);
  }
}

function phraseApplication(operator: Operator, operands: readonly Term[], names: SourceNames, outer: number): string {
  const [first, second, third] = operands;
  if (operator === 'not' && first) return wrap(`not ${phraseAt(first, names, tightest)}`, tightest - 1, outer);
  if (operator === 'ite' && first && second && third) {
    const [c, t, e] = [first, second, third].map((each) => phraseAt(each, names, 0));
    return wrap(`if ${c} then ${t} else ${e}`, 0, outer);
  }
  if (operator === 'not' || operator === 'ite') return operator;
  const { word, binds } = spelling[operator];
  if (operator === '-' && first && !second) return wrap(`-${phraseAt(first, names, tightest)}`, 5, outer);
  // The left operand of + - * may bind equally; comparisons and the rest are parenthesised on both sides.
  const leftOuter = operator === '=>' || binds === 4 ? binds + 0.5 : binds;
  const parts = operands.map((each, index) =>
    phraseAt(each, names, index === 0 ? leftOuter : innerRight(operator, binds)),
  );
  return wrap(parts.join(` ${word} `), binds, outer);
}

/** `a + (b + c)` may drop its parentheses, `a - (b + c)` may not. */
function innerRight(operator: Operator, binds: number): number {
  return operator === 'and' || operator === 'or' || operator === '+' || operator === '=>' ? binds : binds + 0.5;
}

function wrap(text: string, binds: number, outer: number): string {
  return binds < outer ? `(${text})` : text;
}
