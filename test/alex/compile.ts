// From F# source to a graph and its obligations, without a solver: nothing is proved, so every check that can stand is kept.
import type { SourceFile } from '../../src/base/source.ts';
import { checkProgram } from '../../src/fncs/check.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import type { Target } from '../../src/memory/target.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { elaborate } from '../../src/psg/elaborate.ts';
import type { Program } from './build.ts';

export function compile(path: string, text: string, target: Target): Program {
  const source: SourceFile = { path, text };
  const files = [...loadPrelude(), source].map(parseFile);
  const checked = checkProgram(files.map(({ value }) => value));
  const problems = [...files.flatMap((each) => each.problems), ...checked.problems];
  if (!checked.value || problems.some(({ severity }) => severity === 'error'))
    throw new Error(problems.map(({ title, detail }) => `${title} ${detail}`).join('\n'));
  const graph = elaborate(checked.value, { file: source, start: 0, end: 0 });
  if (!graph.value) throw new Error(graph.problems.map(({ title }) => title).join('\n'));
  return { psg: graph.value, obligations: collectObligations(graph.value, target, loadPredicates()).value };
}
