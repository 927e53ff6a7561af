// Every program of the corpus does in the interpreter what it must do on both targets: the recorded output, byte for byte, and the status.
import { runProgram, statusOf } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { graphOfSources } from '../analysis/source.ts';
import { corpusPrograms } from '../mutants/programs.ts';

const limits = { fuel: 50_000_000, depth: 1000 };
const cases = corpusPrograms()
  .filter(({ expected }) => expected !== undefined)
  .flatMap((each) => each.targets.map((target) => ({ ...each, target })));

test('all forty algorithms, and projects, are here with recorded output, for both targets', () => {
  for (const target of ['x86_64-linux', 'cortex-m33'])
    expect(cases.filter((each) => each.target === target).length).toBeGreaterThanOrEqual(46);
});

test.each(cases)('$name on $target', ({ program, target, input, expected }) => {
  const graph = graphOfSources(program.sources);
  const machine = findTarget(target, program.project.board)?.target ?? fail(`there is a target ${target}`);
  const world = closedWorld(input);
  const outcome = runProgram(graph, machine, world, { limits });
  const status = outcome.kind === 'returned' || outcome.kind === 'exit' ? statusOf(outcome) : outcome;
  expect({ status, stdout: Buffer.from(world.written(1)).toString('utf8') }).toEqual({ status: 0n, stdout: expected });
});

function fail(message: string): never {
  throw new Error(message);
}
