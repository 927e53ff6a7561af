// Small programs built by hand, lowered, linked and run on both targets.
import type { NodeId } from '../../src/psg/node.ts';
import { type Type, unitType, wordType } from '../../src/psg/type.ts';
import { answers, run, runnable } from './build.ts';
import { type Graph, makeGraph } from './graph.ts';

function hello(): ReturnType<Graph['build']> {
  const g = makeGraph('Hello.fs');
  return g.build(g.function('Hello.main', [], wordType, g.sequence(g.print('Hello, World!\n'), g.number(3)), 'entry'));
}

/** Sums an array that a loop has filled with squares, and reads it at `at` first. */
function squares(at: number): ReturnType<Graph['build']> {
  const g = makeGraph('Squares.fs');
  const arrayType: Type = { kind: 'array', element: wordType };
  const array = g.binding('array', arrayType);
  const i = g.binding('i', wordType, 'immutable', 'loop');
  const j = g.binding('j', wordType, 'immutable', 'loop');
  const sum = g.binding('sum', wordType, 'mutable');
  const element = (index: NodeId): NodeId =>
    g.add({ kind: 'element', type: wordType, collection: g.local(array), index });
  const fill = g.add({
    kind: 'for',
    type: unitType,
    binding: i,
    from: g.number(0),
    to: g.number(9),
    direction: 'up',
    invariants: [],
    body: g.add({
      kind: 'set-element',
      type: unitType,
      collection: g.local(array),
      index: g.local(i),
      operand: g.apply('multiply', wordType, g.local(i), g.local(i)),
    }),
  });
  const add = g.add({
    kind: 'for',
    type: unitType,
    binding: j,
    from: g.number(9),
    to: g.number(0),
    direction: 'down',
    invariants: [],
    body: g.add({
      kind: 'assign',
      type: unitType,
      binding: sum,
      operand: g.apply('add', wordType, g.local(sum), element(g.local(j))),
    }),
  });
  const body = g.bind(
    array,
    g.add({ kind: 'array-fill', type: arrayType, length: 10, initial: g.number(7), region: 'stack' }),
    g.bind(
      sum,
      g.number(0),
      g.sequence(
        fill,
        g.add({
          kind: 'assign',
          type: unitType,
          binding: sum,
          operand: g.apply('subtract', wordType, g.local(sum), element(g.number(at))),
        }),
        add,
        g.local(sum),
      ),
    ),
  );
  return g.build(g.function('Squares.main', [], wordType, body, 'entry'));
}

describe.each(runnable)('on $target.name', (definition) => {
  test('hello prints its line and returns its status', async () => {
    expect(await run(hello(), definition)).toEqual({ status: 3, out: 'Hello, World!\n', err: '' });
  });

  test.each(['speed', 'size'] as const)('loops over an array, optimised for %s', async (optimization) => {
    // 0 + 1 + … + 81 = 285, minus the 36 at index 6, modulo 256
    expect((await run(squares(6), definition, { optimization })).status).toBe(249);
  });

  test.each(['speed', 'size'] as const)(
    'a failing guard prints its line and exits with 70, optimised for %s',
    async (optimization) => {
      const ran = await run(squares(10), definition, { optimization });
      expect(ran.status).toBe(70);
      expect(ran.out).toBe('');
      expect(ran.err).toMatch(/^firefly: guard \d+ \(bounds\) failed at Squares\.fs:\d+:5: index 10, length 10\n$/);
    },
  );

  test('a proved program runs without guards', async () => {
    const program = squares(6);
    const ran = await run(program, definition, { answers: answers(program, definition.target.name, 'proved') });
    expect(ran.status).toBe(249);
  });
});
