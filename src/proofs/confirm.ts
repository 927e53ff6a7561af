// In: checks for which the search found proofs that the checker accepts, and that the analysis alone does not prove. Out: their answers, when Z3 confirms every
// condition that the proof rests on: that each claim holds at entry, is kept, and that they give the check. Any other reply leaves the check unproved.
import { digestBytes } from '../base/digest.ts';
import { never } from '../base/never.ts';
import { checkOf, readProgram } from '../checker/check.ts';
import type { Formula } from '../checker/formula.ts';
import { factorsOf, type Polynomial } from '../checker/polynomial.ts';
import { type Support, supportOf, type UsedFact } from '../finder/support.ts';
import type { Target } from '../memory/target.ts';
import type { Fact, Obligation, Reason } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Solver } from '../smt/query.ts';
import { apply, integer, no, symbol, type Term, yes } from '../smt/term.ts';
import { openCache, type Store } from './cache.ts';
import { mint } from './certificate.ts';
import { proofText } from './certificate-text.ts';
import { goalOf, targetFacts } from './goal.ts';
import type { Answer } from './verdict.ts';

export interface ConfirmOptions {
  readonly solver: Solver;
  readonly store: Store;
  readonly rlimit: number;
}

/** A goal as Z3 is asked about it. */
interface Asked {
  readonly key: string;
  readonly facts: readonly Fact[];
  readonly claim: Term;
}

export async function confirm(
  open: readonly Obligation[],
  certificate: string,
  psg: Psg,
  target: Target,
  options: ConfirmOptions,
): Promise<ReadonlyMap<Obligation['id'], Answer>> {
  const supports = supportOf(readProgram(psg.text, targetFacts(target)), certificate);
  const cache = openCache(options.store, options.solver, target);
  const replies = new Map<string, Promise<Reply>>();
  const judge = (asked: Asked) => {
    const known = replies.get(asked.key) ?? settle(asked, cache, options.rlimit);
    replies.set(asked.key, known);
    return known;
  };
  const answers = new Map<Obligation['id'], Answer>();
  for (const obligation of open) {
    const asked = goalsOf(obligation, supports, psg);
    const judged = await Promise.all(asked.map(judge));
    if (asked.length === 0 || !judged.every(({ isProved }) => isProved)) continue;
    const [own = never('a proof has its own goal')] = asked;
    const method = asked.length > 1 ? 'z3+invariant' : 'z3';
    const questions = asked.map(({ key, facts, claim }) => ({ name: key, hypotheses: facts, claim }));
    const text = proofText(obligation, psg, target, method, options.solver.version, questions);
    const coverage = { psgDigest: psg.digest, target: target.name, obligation: obligation.id };
    answers.set(obligation.id, {
      obligation: obligation.id,
      verdict: 'proved',
      method,
      hypotheses: own.facts,
      certificate: mint(coverage, digestBytes(text), text),
      counterexample: null,
      why: null,
      rlimit: judged.reduce((sum, { rlimit }) => sum + rlimit, 0),
      cached: judged.every(({ cached }) => cached),
    });
  }
  cache.flush();
  return answers;
}

interface Reply {
  readonly isProved: boolean;
  readonly rlimit: number;
  readonly cached: boolean;
}

/** Proved: the facts and the failure contradict each other, the facts alone do not. */
async function settle({ facts, claim }: Asked, cache: ReturnType<typeof openCache>, rlimit: number): Promise<Reply> {
  const assertions = facts.map(({ key, term }) => ({ name: key, term }));
  const failing = await cache.ask({
    assertions: [...assertions, { name: 'claim', term: apply('not', claim) }],
    rlimit,
  });
  const alone = await cache.ask({ assertions, rlimit });
  const spent = [failing, alone].reduce((sum, { reply }) => sum + (reply.kind === 'none' ? 0 : reply.rlimit), 0);
  return {
    isProved: failing.reply.kind === 'unsat' && alone.reply.kind === 'sat',
    rlimit: spent,
    cached: failing.from === 'store' && alone.from === 'store',
  };
}

/** The goals of the check, and those of all claims that their proofs use. The check's own come first. */
function goalsOf(obligation: Obligation, supports: readonly Support[], psg: Psg): readonly Asked[] {
  const name = goalOf(obligation);
  const chosen = supports.filter(({ key, claim }) => claim === undefined && checkOf(key) === name);
  const met = new Set<object>();
  for (let at = 0; at < chosen.length; at++) {
    for (const { claim } of chosen[at]?.facts ?? []) {
      if (!claim || met.has(claim)) continue;
      met.add(claim);
      chosen.push(...supports.filter((each) => each.claim === claim));
    }
  }
  return chosen.map((support) => askedOf(support, obligation.subject, psg));
}

function askedOf({ key, facts, failure, names }: Support, subject: NodeId, psg: Psg): Asked {
  const words = (name: string): string => {
    const named = names.get(name);
    const node = named && psg.node(named.id as NodeId);
    if (!named || !node || !('name' in node)) return name;
    const plain = node.name.split('.').at(-1) ?? node.name;
    return named.of === 'length' ? `${plain}.Length` : plain;
  };
  return {
    key,
    facts: facts.map((fact, i) => ({
      key: `${key.replaceAll(/[^A-Za-z0-9]+/g, '-')}!${i}`,
      term: termOf(fact.formula),
      reason: reasonOf(fact),
      about: (fact.claim?.node ?? subject) as NodeId,
      words: wordsOf(fact.formula, words),
    })),
    claim: apply('not', termOf(failure)),
  };
}

function reasonOf({ claim, sort }: UsedFact): Reason {
  if (!claim) return sort;
  return claim.place === 'loop' ? 'loop' : 'interval';
}

function termOf(formula: Formula): Term {
  switch (formula.kind) {
    case 'at-most':
      return apply('<=', sumTerm(formula.polynomial), integer(0n));
    case 'zero':
      return apply('=', sumTerm(formula.polynomial), integer(0n));
    default: {
      const [only] = formula.parts;
      if (!only) return formula.kind === 'and' ? yes : no;
      return formula.parts.length === 1 ? termOf(only) : apply(formula.kind, ...formula.parts.map(termOf));
    }
  }
}

function sumTerm(polynomial: Polynomial): Term {
  const terms = [...polynomial].map(([monomial, coefficient]) => {
    const factors = factorsOf(monomial).map((name) => symbol(name, 'Int'));
    const all = coefficient === 1n && factors.length > 0 ? factors : [integer(coefficient), ...factors];
    return all.length === 1 ? (all[0] ?? integer(0n)) : apply('*', ...all);
  });
  const [only] = terms;
  if (!only) return integer(0n);
  return terms.length === 1 ? only : apply('+', ...terms);
}

/** `i + 1 ≤ values.Length` */
function wordsOf(formula: Formula, nameOf: (name: string) => string): string {
  switch (formula.kind) {
    case 'at-most':
    case 'zero': {
      const parts = [...formula.polynomial];
      const side = (sign: bigint) => {
        const shown = parts.filter(([, coefficient]) => coefficient * sign > 0n);
        const texts = shown.map(([monomial, coefficient]) => {
          const size = coefficient * sign;
          const factors = factorsOf(monomial).map(nameOf).join(' · ');
          if (factors === '') return `${size}`;
          return size === 1n ? factors : `${size} · ${factors}`;
        });
        return texts.length === 0 ? '0' : texts.join(' + ');
      };
      return `${side(1n)} ${formula.kind === 'zero' ? '=' : '≤'} ${side(-1n)}`;
    }
    default: {
      if (formula.parts.length === 0) return formula.kind === 'and' ? 'true' : 'false';
      const texts = formula.parts.map((part) => {
        const text = wordsOf(part, nameOf);
        return part.kind === 'and' || part.kind === 'or' ? `(${text})` : text;
      });
      return texts.join(formula.kind === 'and' ? ' and ' : ' or ');
    }
  }
}
