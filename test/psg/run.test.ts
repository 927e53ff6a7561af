// Functions as values give what F# gives: each `run/*.fs` is run on both word widths, and prints what it must.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

const printed: Readonly<Record<string, string>> = {
  'function-values': '2 42 11 8 41 10 4 23 2 9 11 17 2 3 1012 9 7 123 456 ',
  'evaluation-order': 'AB6 7 CDE13 made 13 made 7 3 2 1 20 10 6 300 21 -7 10 21 10 unit 9 49 120 F2 8 in 9 8 9 6 101 ',
};

test.each(Object.entries(printed))('%s', (name, expected) => {
  const graph = graphOf(readFileSync(join(__dirname, 'run', `${name}.fs`), 'utf8'));
  for (const target of ['x86_64-linux', 'cortex-m33'] as const) {
    const world = closedWorld(new Uint8Array());
    const outcome = runProgram(graph, targetOf(target), world, { limits: { fuel: 1_000_000, depth: 200 } });
    const text = Buffer.from(world.written(1)).toString('utf8');
    expect({ target, outcome, text }).toEqual({ target, outcome: { kind: 'returned', value: 0n }, text: expected });
  }
});
