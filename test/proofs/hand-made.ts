// Obligations, a graph and targets made by hand for the tests of the prover, and a solver that says what the test wants.
import { digestOf } from '../../src/base/digest.ts';
import type { Target } from '../../src/memory/target.ts';
import type { Fact, Obligation, ObligationId, Question, Reason } from '../../src/obligations/obligation.ts';
import type { NodeId } from '../../src/psg/node.ts';
import { PsgBuilder } from '../../src/psg/psg.ts';
import { parseTerm } from '../../src/smt/parse-term.ts';
import type { Query, Reply, Solver } from '../../src/smt/query.ts';
import { parseSExpressions } from '../../src/smt/s-expression.ts';
import { symbol, type Term } from '../../src/smt/term.ts';

const file = { path: 'Hand.fs', text: 'let made = ()\n' };
const span = { file, start: 4, end: 8 };

/** A graph of one literal: facts and obligations point at it. */
export function smallPsg() {
  const builder = new PsgBuilder();
  const node = builder.add({ kind: 'literal', type: { kind: 'unit' }, value: undefined }, span);
  return { psg: builder.build(node, []), node };
}

export const { psg, node } = smallPsg();

export function target(name: string, wordBits: 32 | 64): Target {
  return {
    name,
    architecture: wordBits === 32 ? 'armv8m.main' : 'x86_64',
    triple: `${name}-none`,
    wordBits,
    board: 'none',
    memoryMap: { name: 'none', source: 'none', ranges: [] },
    largestObject: 1n << 18n,
  };
}

/** A term from text; names that begin with a capital are Bool, all others Int. */
export function term(text: string): Term {
  const parsed = parseSExpressions(text);
  if (parsed.kind !== 'parsed' || !parsed.expressions[0]) throw new Error(`not a term: ${text}`);
  const names = [...text.matchAll(/[A-Za-z][A-Za-z0-9_]*/g)].map(([name]) => name);
  const terms = new Map(
    names.map((name): [string, Term] => [name, symbol(name, /^[A-Z]/.test(name) ? 'Bool' : 'Int')]),
  );
  const read = parseTerm(parsed.expressions[0], { terms, definitions: new Map() });
  if (read.kind !== 'term') throw new Error(read.why);
  return read.term;
}

let made = 0;

export function fact(text: string | Term, reason: Reason = 'path', restsOn?: string): Fact {
  made += 1;
  const base = {
    key: `fact${made}`,
    term: typeof text === 'string' ? term(text) : text,
    reason,
    about: node as NodeId,
  };
  return restsOn === undefined ? base : { ...base, restsOn: restsOn as ObligationId };
}

export function question(
  facts: readonly (string | Fact)[],
  claim: string | Term,
  name: Question['name'] = 'claim',
): Question {
  return {
    name,
    facts: facts.map((each) => (typeof each === 'string' ? fact(each) : each)),
    claim: typeof claim === 'string' ? term(claim) : claim,
  };
}

export function obligation(id: string, questions: readonly Question[], more: Partial<Obligation> = {}): Obligation {
  const names = new Map<string, string>();
  for (const name of ['i', 'n', 'x', 'y']) names.set(name, `source_${name}`);
  return {
    id: id as ObligationId,
    kind: 'bounds',
    subject: node as NodeId,
    part: 0,
    roles: [],
    check: term('(and (<= 0 index) (< index extent))'),
    definition: node as NodeId,
    text: `claim of ${id}`,
    questions,
    sourceNames: names,
    ...more,
  };
}

/** A solver that answers from a function, and remembers what it was asked. */
export function solverOf(
  answer: (query: Query, count: number) => Reply | Promise<Reply>,
): Solver & { readonly asked: Query[] } {
  const asked: Query[] = [];
  return {
    version: 'stub 1',
    asked,
    ask: async (query) => {
      asked.push(query);
      return answer(query, asked.length);
    },
    close: async () => undefined,
  };
}

/** An answer without its certificate's object: comparable as data. */
export function plain<A extends { readonly certificate: { readonly hash: string } | null }>(
  answers: readonly A[],
): string {
  return digestOf(answers.map((each) => ({ ...each, certificate: each.certificate?.hash ?? null })));
}
