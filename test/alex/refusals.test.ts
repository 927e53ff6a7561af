// A lifetime that is not proved refuses the program: no check at run time could stand for it. Whole builds, with solvers that say too little or lie.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from '../../src/base/source.ts';
import { defaultProject } from '../../src/fncs/project.ts';
import { buildGraph, buildTarget, type TargetBuild, type Watch } from '../../src/pipeline.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import type { Query, Reply } from '../../src/smt/query.ts';
import { solverOf } from '../proofs/hand-made.ts';
import { targetOf } from './build.ts';

const watch: Watch = (_stage, run) => run(() => undefined);
const folder = join(__dirname, '..', 'obligations', 'lifetime');

async function build(name: string, answer: (query: Query) => Reply): Promise<TargetBuild> {
  const source = { path: 'test.fs', text: readFileSync(join(folder, name), 'utf8') };
  const program = { project: defaultProject(source), sources: [source], projectFile: undefined };
  const graph = await buildGraph(program, watch);
  if (!graph.value) throw new Error('the program is right');
  const options = {
    definition: targetOf('x86_64-linux'),
    solver: solverOf(answer),
    store: memoryStore(),
    guards: 'as-proved' as const,
    tools: [],
    command: 'build',
  };
  return buildTarget(program, graph.value, options, watch);
}

test.each<[string, Reply, string]>([
  ['says nothing', { kind: 'none', why: 'no answer' }, 'the solver gave no answer'],
  ['gives up', { kind: 'unknown', why: 'resource limit', rlimit: 9 }, 'resource limit'],
  [
    'calls everything contradictory',
    { kind: 'unsat', core: [], rlimit: 1 },
    'the facts known here contradict each other',
  ],
])('with a solver that %s no program with lifetimes is built', async (_what, reply, why) => {
  const { problems, elf, failure, evidence } = await build('proved/holders.fs', () => reply);
  expect({ elf, failure, outcome: evidence.subject.outcome, invalid: evidence.invalid }).toEqual({
    elf: undefined,
    failure: undefined,
    outcome: 'refused',
    invalid: [],
  });
  const rows = evidence.obligations.filter(({ kind }) => kind === 'lifetime');
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expect(row).toMatchObject({ treatment: 'rejected', certificate: null });
  const lines = (places: readonly { readonly file: string; readonly line: number }[]) =>
    [...new Set(places.filter(({ file }) => file === 'test.fs').map(({ line }) => line))].sort((a, b) => a - b);
  const told = problems.filter(({ code }) => code === 'FS8101');
  expect(lines(told.map(({ span }) => ({ file: span.file.path, line: startOf(span).line })))).toEqual(
    lines(rows.map(({ source }) => source)),
  );
  for (const { severity, detail } of told) {
    expect(severity).toBe('error');
    expect(detail).toMatch(/^It is not proved that what .*\. No check at run time could stand for it\.$/);
    expect(detail).toContain(why);
  }
});

test('what the analysis refuses is told once at its place, with the array and the hint', async () => {
  const { problems } = await build('rejected/escapes.fs', () => ({ kind: 'none', why: 'no answer' }));
  const told = problems.filter(({ code, span }) => code === 'FS8101' && span.file.path === 'test.fs');
  const places = told.map(({ span }) => span.start);
  expect(new Set(places).size).toBe(places.length);
  const own = told.filter(({ related }) => related?.some(({ text }) => text === 'the array is made here'));
  expect(own.length).toBe(readFileSync(join(folder, 'rejected/escapes.fs'), 'utf8').split('// FS8101').length - 1);
});
