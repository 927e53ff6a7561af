// In: the folder of the built compiler. Out: its functions that the benches call, and a watch that adds up the milliseconds of each stage.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function openCompiler(dist) {
  const files = ['cli/find-project.js', 'cli/choose-targets.js', 'pipeline.js', 'smt/session.js', 'proofs/cache.js'];
  const rooms = await Promise.all(files.map((file) => import(pathToFileURL(join(dist, file)).href)));
  return Object.assign({}, ...rooms);
}

export function makeStages() {
  const stages = {};
  async function watch(stage, run) {
    const start = performance.now();
    const value = await run(() => {});
    stages[stage] = (stages[stage] ?? 0) + performance.now() - start;
    return value;
  }
  return { stages, watch };
}
