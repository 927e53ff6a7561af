// `<kind>/proved/*.fs`: every obligation of the kind is proved, and each mutant named at its top loses one. `<kind>/guarded/*.fs`: exactly the lines marked
// `// stays` keep a check of the kind. `<kind>/rejected/*.fs`: exactly the marked lines are refused.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from '../../src/base/source.ts';
import type { Target } from '../../src/memory/target.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { type ObligationKind, obligationKinds } from '../../src/obligations/kinds.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import type { Verdict } from '../../src/proofs/verdict.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { graphOf } from '../analysis/source.ts';

let solver: Solver;
beforeAll(() => {
  solver = startSession();
});
afterAll(() => solver.close());

type Folder = 'proved' | 'unreachable' | 'guarded' | 'rejected';

function programs(folder: Folder): readonly (readonly [string, ObligationKind, string])[] {
  return obligationKinds.flatMap((kind) => {
    const path = join(__dirname, kind, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path).map((name) => [`${kind}/${name}`, kind, readFileSync(join(path, name), 'utf8')] as const);
  });
}

function targetFor(text: string): Target {
  const named = /^\/\/ target: (\S+) (\S+)$/m.exec(text);
  const found = named ? findTarget(named[1] ?? '', named[2]) : findTarget('x86_64-linux');
  if (!found) throw new Error('the named target exists');
  return found.target;
}

interface Judged {
  readonly line: number;
  readonly verdict: Verdict;
  readonly text: string;
}

async function judge(text: string, kind: ObligationKind): Promise<readonly Judged[]> {
  const graph = graphOf(text);
  const target = targetFor(text);
  const collected = collectObligations(graph, target, loadPredicates());
  expect(collected.problems).toEqual([]);
  const answers = await discharge(collected.value, graph, target, { solver, store: memoryStore() });
  const verdicts = new Map(answers.map((answer) => [answer.obligation, answer.verdict]));
  return collected.value
    .filter((obligation) => obligation.kind === kind && graph.node(obligation.subject).span.file.path === 'test.fs')
    .map((obligation) => ({
      line: startOf(graph.node(obligation.subject).span).line,
      verdict: verdicts.get(obligation.id) ?? 'unknown',
      text: obligation.text,
    }));
}

/** Line numbers, one per mark on the line. */
function marked(text: string, mark: string): readonly number[] {
  return text.split('\n').flatMap((line, i) =>
    line
      .split(`// ${mark}`)
      .slice(1)
      .map(() => i + 1),
  );
}

function mutants(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/^\/\/ mutant: `(.*)` becomes `(.*)`$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']);
}

test('each kind has programs', () => {
  const all = [...programs('proved'), ...programs('unreachable'), ...programs('rejected')];
  const kinds = new Set(all.map(([, kind]) => kind));
  expect([...kinds].sort()).toEqual([...obligationKinds].sort());
});

test.each(programs('proved'))('%s is proved', async (_name, kind, text) => {
  const judged = await judge(text, kind);
  expect(judged.length).toBeGreaterThan(0);
  expect(judged.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
});

test.each(programs('unreachable'))('%s is not reached', async (_name, kind, text) => {
  const judged = await judge(text, kind);
  expect(judged.length).toBeGreaterThan(0);
  expect(judged.filter(({ verdict }) => verdict !== 'unreachable')).toEqual([]);
});

const allMutants = [...programs('proved'), ...programs('unreachable')].flatMap(([name, kind, text]) =>
  mutants(text).map(([from, to]) => [`${name}: ${from} → ${to}`, kind, text, from, to] as const),
);

test.each(allMutants)('the mutant of %s loses a proof', async (_name, kind, text, from, to) => {
  const body = text.slice(text.indexOf('module '));
  expect(body).toContain(from);
  const judged = await judge(body.replaceAll(from, to), kind);
  expect(judged.filter(({ verdict }) => verdict === 'unknown' || verdict === 'refuted').length).toBeGreaterThan(0);
});

test.each(programs('guarded'))('%s keeps exactly the marked checks', async (_name, kind, text) => {
  const judged = await judge(text, kind);
  const kept = judged.filter(({ verdict }) => verdict === 'unknown' || verdict === 'refuted').map(({ line }) => line);
  expect(kept.sort((a, b) => a - b)).toEqual(marked(text, 'stays'));
  expect(judged.filter(({ verdict }) => verdict === 'unreachable')).toEqual([]);
});

test.each(programs('rejected'))('%s is refused at the marked lines', (_name, _kind, text) => {
  const { problems } = collectObligations(graphOf(text), targetFor(text), loadPredicates());
  const lines = problems.map(({ code, span }) => `${code} ${startOf(span).line}`);
  const expected = text.split('\n').flatMap((line, i) => {
    const code = /\/\/ (FS\d{4})/.exec(line)?.[1];
    return code === undefined ? [] : [`${code} ${i + 1}`];
  });
  expect(lines.sort()).toEqual(expected.sort());
});
