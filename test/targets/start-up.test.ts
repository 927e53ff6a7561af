// What runs before, around and after a program on the targets that run here: arguments, input, time, status, faults that are no guard.

import type { TargetDefinition } from '../../src/alex/target-definition.ts';
import { type Type, unitType, wordType } from '../../src/psg/type.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { captureImage } from '../../src/toolchain/run-image.ts';
import { emitFor, linkEmission, runnable } from '../alex/build.ts';
import { compile } from '../alex/compile.ts';
import { byteType, makeGraph } from '../alex/graph.ts';

async function start(definition: TargetDefinition, text: string, words: readonly string[] = [], input = '') {
  const program = compile('Start.fs', `module Start\n${text}`, definition.target);
  const { elf } = await linkEmission(emitFor(program, definition), definition, 'speed');
  const { status, stdout, stderr } = await captureImage(definition.runner, elf, words, input);
  return { status, out: new TextDecoder().decode(stdout), err: stderr };
}

/** Writes each argument and a semicolon, returns their number. By hand: the dialect does not read arguments yet, the start-up code gives them. */
function printsArguments() {
  const g = makeGraph('Arguments.fs');
  const words: Type = { kind: 'array', element: { kind: 'string' } };
  const bytes: Type = { kind: 'span', element: byteType, access: 'readOnly' };
  const argv = g.binding('argv', words, 'immutable', 'parameter');
  const i = g.binding('i', wordType, 'immutable', 'loop');
  const word = g.binding('word', { kind: 'string' });
  const count = () => g.add({ kind: 'length', type: wordType, collection: g.local(argv) });
  const element = g.add({ kind: 'element', type: { kind: 'string' }, collection: g.local(argv), index: g.local(i) });
  const write = g.service(
    'writeBytes',
    wordType,
    g.number(1),
    g.add({ kind: 'weaken', type: bytes, operand: g.local(word) }),
    g.add({ kind: 'length', type: wordType, collection: g.local(word) }),
  );
  const loop = g.add({
    kind: 'for',
    type: unitType,
    binding: i,
    from: g.number(0),
    to: g.apply('subtract', wordType, count(), g.number(1)),
    direction: 'up',
    invariants: [],
    body: g.bind(word, element, g.sequence(write, g.print(';'))),
  });
  return g.build(g.function('Arguments.main', [argv], wordType, g.sequence(loop, count()), 'entry'));
}

describe.each(runnable)('on $target.name', (definition) => {
  test('the entry point gets the arguments without the program name', async () => {
    const { elf } = await linkEmission(emitFor(printsArguments(), definition), definition, 'speed');
    const start = async (...words: readonly string[]) => {
      const { status, stdout, stderr } = await captureImage(definition.runner, elf, words, '');
      return { status, out: new TextDecoder().decode(stdout), err: stderr };
    };
    expect(await start('one', 'two,2', 'three')).toEqual({ status: 3, out: 'one;two,2;three;', err: '' });
    expect(await start()).toEqual({ status: 0, out: '', err: '' });
  });

  test('input is read until its end', async () => {
    const text = `[<EntryPoint>]
let main _ =
    let buffer: byte[] = Array.zeroCreate 16
    let mutable total = 0
    let mutable got = Platform.Bindings.readBytes 0 buffer 16
    while got > 0 do
        total <- total + got
        got <- Platform.Bindings.readBytes 0 buffer 16
    total
`;
    expect((await start(definition, text, [], 'x'.repeat(100))).status).toBe(100);
  });

  test('time goes on while sleeping', async () => {
    const text = `[<EntryPoint>]
let main _ =
    let before = Platform.Bindings.now ()
    Platform.Bindings.sleep 30
    let passed = Platform.Bindings.now () - before
    if passed >= 30000000L && passed < 20000000000L then 1 else 2
`;
    expect(await start(definition, text)).toEqual({ status: 1, out: '', err: '' });
  });

  test('exit ends the program with its status', async () => {
    const text = `[<EntryPoint>]
let main _ =
    Console.write "before"
    Platform.Bindings.exit 9
    Console.write "after"
    0
`;
    expect(await start(definition, text)).toEqual({ status: 9, out: 'before', err: '' });
  });

  test('writing to a stream that is not open gives a negative number', async () => {
    const text = `[<EntryPoint>]
let main _ =
    let bytes = [| 65uy |]
    if Platform.Bindings.writeBytes 17 bytes 1 < 0 then 4 else 5
`;
    expect((await start(definition, text)).status).toBe(4);
  });
});

test('a stack overflow on the Cortex-M33 is a reported fault, not silence', async () => {
  const definition = findTarget('cortex-m33');
  if (!definition) throw new Error('the target exists');
  const text = `let rec deep (n: int) (a: int[]) : int =
    let own: int[] = Array.create 64 n
    if n = 0 then a.[0] else deep (n - 1) own + own.[n &&& 63]

[<EntryPoint>]
let main _ = deep 1000000 [| 1 |]
`;
  expect(await start(definition, text)).toEqual({ status: 71, out: '', err: 'firefly: processor fault\n' });
});
