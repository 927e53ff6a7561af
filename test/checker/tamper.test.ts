// Certificates of the corpus with one field changed. Nearly all are refused. What is accepted proves no more than before; and where the change touched a claim or a
// proof, Z3, which shares nothing with the checker's rules, is asked whether the conditions still follow.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCertificate, deriveGoals, readProgram } from '../../src/checker/check.ts';
import { type Claim, readClaim } from '../../src/checker/claims.ts';
import type { Formula } from '../../src/checker/formula.ts';
import type { TargetFacts } from '../../src/checker/machine.ts';
import { targetFacts } from '../../src/proofs/goal.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { apply, integer, symbol, type Term, yes } from '../../src/smt/term.ts';
import { type Random, randomFrom } from '../analysis/random-program.ts';
import { graphOf, targetOf } from '../analysis/source.ts';
import { certifyProgram } from './program.ts';

const programs = [
  'binary-search',
  'bitset',
  'bubble-sort',
  'copy',
  'counting-sort',
  'crc',
  'dot-product',
  'hanoi',
  'heap-sort',
  'histogram',
  'insertion-sort',
  'kmp',
  'prefix-sum',
  'queens',
  'sieve',
  'uart-fifo',
  'union-find',
  'utf8',
];

/** Changes of each certificate. More find more. */
const amount = Number(process.env.FIREFLY_TAMPER_CHANGES ?? 70);

interface Case {
  readonly name: string;
  readonly graphText: string;
  readonly target: TargetFacts;
  readonly certificate: string;
  readonly proved: ReadonlySet<string>;
}

let solver: Solver;
let cases: readonly Case[] = [];

beforeAll(() => {
  solver = startSession();
  cases = programs.map((name, at): Case => {
    const text = readFileSync(join(__dirname, '../../corpus/algorithms', `${name}.fs`), 'utf8');
    const target = targetOf(at % 2 === 0 ? 'x86_64-linux' : 'cortex-m33');
    const { psg, certificate, proved, verdict } = certifyProgram(graphOf(text), target);
    expect([name, verdict.kind]).toEqual([name, 'accepted']);
    return { name, graphText: psg.text, target: targetFacts(target), certificate, proved };
  });
}, 300_000);

afterAll(() => solver.close());

type Path = readonly (string | number)[];
type Holder = Record<string | number, unknown>;

function* membersOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    yield here;
    yield* membersOf(member, here);
  }
}

/** The certificate with one member changed, left out, doubled, or exchanged with its neighbour. */
function changed(certificate: unknown, path: Path, random: Random): unknown {
  const copy: unknown = structuredClone(certificate);
  const holder = path.slice(0, -1).reduce((at, key) => (at as Holder)[key], copy) as Holder;
  const last = path.at(-1) ?? '';
  const value = holder[last];
  const how = random.below(10);
  if (how < 2) {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  } else if (how < 4 && Array.isArray(holder)) {
    const at = Number(last);
    if (how === 2) holder.splice(at, 0, structuredClone(value));
    else if (at > 0) [holder[at - 1], holder[at]] = [holder[at], holder[at - 1]];
  } else holder[last] = changedValue(value, random);
  return copy;
}

const words = ['sum', 'split', 'cut', 'derive', 'times', 'product', 'loop', 'entry', 'name', 'before', 'counter', 'to'];

function changedValue(value: unknown, random: Random): unknown {
  switch (typeof value) {
    case 'number':
      return random.pick([value + 1, value - 1, value + 2, -value, value * 2, 0, value + 0.5, `${value}`, null]);
    case 'string': {
      const number = /\d+$/.exec(value)?.[0];
      const next = value.replace(/\d+$/, (digits) => `${BigInt(digits) + 1n}`);
      return number === undefined || random.below(3) === 0 ? random.pick([`${value}x`, '', ...words]) : next;
    }
    default:
      return random.pick([null, [], {}, 0, 'x0', [value]]);
  }
}

/** A condition that a certificate proves: the facts that it uses, and the failure. */
interface Condition {
  readonly formulas: readonly Formula[];
  /** What it is made of, and its proof: the same text is the same condition with the same proof. */
  readonly text: string;
}

function conditionsOf({ graphText, target }: Case, certificate: string): ReadonlyMap<string, Condition> {
  const { claims, proofs } = JSON.parse(certificate) as {
    readonly claims: readonly unknown[];
    readonly proofs: readonly { readonly goal: string; readonly facts: readonly number[]; readonly proof: unknown }[];
  };
  const byGoal = new Map(proofs.map((each) => [each.goal, each]));
  const conditions = new Map<string, Condition>();
  const read: readonly Claim[] = claims.map(readClaim);
  deriveGoals(readProgram(graphText, target), read, ({ key, unknowns, failure }) => {
    const found = byGoal.get(key);
    if (!found) return;
    const facts = found.facts.map((fact) => unknowns.facts[fact] ?? failure);
    const formulas = [...facts, failure];
    const text = JSON.stringify([formulas.map(plain), found.proof]);
    conditions.set(key, { formulas, text });
  });
  return conditions;
}

function plain(formula: Formula): unknown {
  if ('parts' in formula) return [formula.kind, ...formula.parts.map(plain)];
  return [formula.kind, ...[...formula.polynomial].map(([monomial, coefficient]) => [monomial, `${coefficient}`])];
}

function termOf(formula: Formula): Term {
  if ('parts' in formula) {
    const [first, ...rest] = formula.parts.map(termOf);
    if (!first) return formula.kind === 'and' ? yes : apply('not', yes);
    return rest.length === 0 ? first : apply(formula.kind, first, ...rest);
  }
  const sum = [...formula.polynomial].reduce<Term>((total, [monomial, coefficient]) => {
    const names = monomial === '' ? [] : monomial.split('*');
    const term = names.reduce<Term>((product, name) => apply('*', product, symbol(name, 'Int')), integer(coefficient));
    return apply('+', total, term);
  }, integer(0n));
  return apply(formula.kind === 'zero' ? '=' : '<=', sum, integer(0n));
}

interface Counts {
  made: number;
  refused: number;
  accepted: number;
  fewer: number;
  asked: number;
  unsat: number;
  unknown: number;
}

/** Z3 on every condition that the change made new. */
async function judge(of: Case, before: ReadonlyMap<string, Condition>, text: string, counts: Counts): Promise<void> {
  for (const [goal, { formulas, text: condition }] of conditionsOf(of, text)) {
    if (before.get(goal)?.text === condition) continue;
    const assertions = formulas.map((formula, i) => ({ name: `f${i}`, term: termOf(formula) }));
    const reply = await solver.ask({ assertions, rlimit: 2_000_000 });
    counts.asked++;
    if (reply.kind === 'unsat') counts.unsat++;
    else if (reply.kind === 'sat') throw new Error(`${of.name}: ${goal} is accepted, but can fail: ${text}`);
    else counts.unknown++;
  }
}

test('one field changed: refused, or no more is proved, and what is proved still follows', async () => {
  const counts: Counts = { made: 0, refused: 0, accepted: 0, fewer: 0, asked: 0, unsat: 0, unknown: 0 };
  let longest = 0;
  for (const [seed, each] of cases.entries()) {
    const random = randomFrom(seed + 1);
    const certificate: unknown = JSON.parse(each.certificate);
    const members = [...membersOf(certificate)];
    const before = conditionsOf(each, each.certificate);
    for (let round = 0; round < amount; round++) {
      const path = random.pick(members);
      const text = JSON.stringify(changed(certificate, path, random));
      if (text === JSON.stringify(certificate)) continue;
      counts.made++;
      const start = process.cpuUsage();
      const verdict = checkCertificate(each.graphText, each.target, text);
      const { user, system } = process.cpuUsage(start);
      longest = Math.max(longest, (user + system) / 1000);
      if (verdict.kind === 'refused') {
        counts.refused++;
        continue;
      }
      counts.accepted++;
      const more = [...verdict.proved].filter((goal) => !each.proved.has(goal));
      expect({ name: each.name, path, more }).toEqual({ name: each.name, path, more: [] });
      if (verdict.proved.size < each.proved.size) counts.fewer++;
      await judge(each, before, text, counts);
    }
  }
  process.stdout.write(
    `certificates: ${counts.made} changed in one field, ${counts.refused} refused; ${counts.accepted} accepted, ${counts.fewer} of them prove less; ` +
      `of ${counts.asked} conditions that are new, Z3 confirms ${counts.unsat} and does not know ${counts.unknown}; longest check ${Math.ceil(longest)} ms\n`,
  );
  expect(counts.made).toBeGreaterThan(programs.length * amount * 0.9);
  expect(counts.refused).toBeGreaterThan(counts.made * 0.7);
  expect(counts.unknown).toBeLessThan(counts.asked / 10 + 1);
  expect(longest).toBeLessThan(10_000);
}, 900_000);
