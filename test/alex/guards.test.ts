// Guards through LLVM: none is lost or merged at any optimisation; elision needs a certificate that covers the very place; absent code has no access.
import { emit } from '../../src/alex/emit.ts';
import type { TargetDefinition } from '../../src/alex/target-definition.ts';
import { reconcile } from '../../src/evidence/reconcile.ts';
import type { ObligationId } from '../../src/obligations/obligation.ts';
import { mint } from '../../src/proofs/certificate.ts';
import type { Answer } from '../../src/proofs/verdict.ts';
import { disassemble, sourceLines } from '../../src/toolchain/disassemble.ts';
import { answer, answers, emitFor, linkEmission, type Program, run, runElf, runnable, targetOf } from './build.ts';
import { compile } from './compile.ts';

/** Many checks that look alike, on values that only the input decides. */
const alike = `module Alike

let table: int[] = Array.zeroCreate 16

let at (i: int) = table.[i]
let put (i: int) (v: int) = table.[i] <- v

[<EntryPoint>]
let main _ =
    let input: byte[] = Array.zeroCreate 8
    let got = Platform.Bindings.readBytes 0 input 8
    let a = int input.[0]
    let b = int input.[1]
    let c = int input.[2]
    put a 1
    put b 2
    if c > 3 then put c 3 else put (c + 1) 4
    let mutable sum = 0
    for k in a .. b do
        sum <- sum + table.[k] + table.[k + 1]
        table.[k] <- sum
    let part = table.[a .. b]
    sum <- sum + at a + at b + part.[c] + got / (c + 1) + got % (a + 1)
    match sum with
    | 1 -> put 1 1
    | s when s > 0 -> put s 2
    | _ -> put (-sum) 3
    sum &&& 127
`;

/**
 * Checks of `alike` that cannot fail, so that LLVM may remove them: constant indices into 8 elements, a divisor of one more than a byte, an
 * index that was checked just before, a match of everything, and the buffer of the call. All the others must be in the image.
 */
const redundant = [
  'input.[',
  'got / (c + 1)',
  'got % (a + 1)',
  'table.[k] <- sum',
  'table.[i]',
  'match sum',
  'Platform.Bindings.readBytes',
];

async function inspect(program: Program, definition: TargetDefinition, optimization: 'speed' | 'size') {
  const emission = emitFor(program, definition, { optimization });
  const { elf } = await linkEmission(emission, definition, optimization);
  const disassembly = await disassemble(elf);
  return {
    emission,
    elf,
    reconciliation: reconcile({ elf, disassembly, guards: emission.guards, allowed: definition.allowedTraps }),
  };
}

describe.each(runnable)('on $target.name', (definition) => {
  test.each(['speed', 'size'] as const)(
    'every guard is in the image under its own number, optimised for %s',
    async (optimization) => {
      const program = compile('Alike.fs', alike, definition.target);
      const { emission, elf, reconciliation } = await inspect(program, definition, optimization);
      expect(reconciliation.problems).toEqual([]);
      expect(reconciliation.missing).toBe(0);
      expect(reconciliation.unexplainedTraps).toBe(0);
      const own = emission.guards.filter((guard) => guard.span.file.path === 'Alike.fs');
      const states = new Map(reconciliation.guards.map((guard) => [guard.id, guard]));
      const gone = own
        .filter(({ id }) => states.get(id)?.state !== 'present')
        .map(({ span }) => span.file.text.slice(span.start, span.end));
      expect(gone.filter((each) => !redundant.some((known) => each.startsWith(known)))).toEqual([]);
      // Each trap stands on its guard's own line.
      const addresses = own.flatMap(({ id, span }) =>
        (states.get(id)?.addresses ?? []).map((address) => ({
          address,
          line: span.file.text.slice(0, span.start).split('\n').length,
        })),
      );
      const lines = await sourceLines(
        elf,
        addresses.map(({ address }) => address),
      );
      expect(lines.map((line) => line?.split(':').slice(0, 2).join(':'))).toEqual(
        addresses.map(({ line }) => `Alike.fs:${line}`),
      );
    },
  );

  test.each([
    ['\x10\x01\x01', /^firefly: guard \d+ \(bounds\) failed at Alike\.fs:6:\d+: index 16, length 16\n$/],
    ['\x02\xff\x01', /^firefly: guard \d+ \(bounds\) failed at Alike\.fs:6:\d+: index 255, length 16\n$/],
    ['\x05\x0f\x01', /^firefly: guard \d+ \(bounds\) failed at Alike\.fs:20:\d+: index 16, length 16\n$/],
    ['\x05\x02\x01', /^firefly: guard \d+ \(slice\) failed at Alike\.fs:22:\d+: first 5, last 2\n$/],
    ['\x02\x03\x05', /^firefly: guard \d+ \(bounds\) failed at Alike\.fs:23:\d+: index 5, length 2\n$/],
  ])('input %j fails its guard at its place', async (input, line) => {
    const program = compile('Alike.fs', alike, definition.target);
    for (const optimization of ['speed', 'size'] as const) {
      const { elf } = await linkEmission(emitFor(program, definition, { optimization }), definition, optimization);
      const padded = Buffer.concat([Buffer.from(input, 'latin1'), Buffer.alloc(8 - input.length)]);
      const ran = await runElf(elf, definition, padded);
      expect({ status: ran.status, out: ran.out }).toEqual({ status: 70, out: '' });
      expect(ran.err).toMatch(line);
    }
  });

  test('values of 64 bits and of other widths are reported whole', async () => {
    const divide = (type: string, suffix: string) =>
      `module Divide
let quotient (a: ${type}) (b: ${type}) = a / b
[<EntryPoint>]
let main _ =
    let input: byte[] = Array.zeroCreate 8
    let got = Platform.Bindings.readBytes 0 input 8
    int (quotient (${type} got) (${type} input.[0] + 0${suffix})) + int (quotient (7${suffix}) (1${suffix}))
`;
    for (const [type, suffix] of [
      ['int64', 'L'],
      ['uint64', 'UL'],
      ['int8', 'y'],
      ['uint16', 'us'],
      ['int', ''],
    ] as const) {
      const ran = await run(compile('Divide.fs', divide(type, suffix), definition.target), definition);
      expect(ran.status).toBe(70);
      expect(ran.err).toMatch(/^firefly: guard \d+ \(division\) failed at Divide\.fs:2:\d+: divisor 0\n$/);
    }
  });

  test('wide and negative values print with their sign', async () => {
    const text = `module Wide
let pick (values: ReadOnlySpan<int>) (i: int) = values.[i]
[<EntryPoint>]
let main _ =
    let input: byte[] = Array.zeroCreate 8
    let got = Platform.Bindings.readBytes 0 input 8
    let values = [| 1; 2; 3 |]
    pick values (int input.[0] - 100)
`;
    const ran = await run(compile('Wide.fs', text, definition.target), definition);
    expect(ran.err).toMatch(/: index -100, length 3\n$/);
  });
});

describe('what lets a check be dropped', () => {
  const definition = targetOf('x86_64-linux');
  const text = `module Drop
let pick (values: ReadOnlySpan<int>) (i: int) = values.[i]
[<EntryPoint>]
let main _ = pick [| 1; 2 |] 1
`;
  const program = compile('Drop.fs', text, definition.target);
  const bounds = program.obligations.find(
    ({ kind, subject }) => kind === 'bounds' && program.psg.node(subject).span.file.path === 'Drop.fs',
  );
  if (!bounds) throw new Error('the access has its obligation');
  const treat = (given: Answer | undefined, guards: 'as-proved' | 'all' = 'as-proved') => {
    const emission = emit({
      psg: program.psg,
      definition,
      obligations: program.obligations,
      answers: new Map(given ? [[bounds.id, given]] : []),
      optimization: 'speed',
      guards,
    });
    return { treatment: emission.treatments.get(bounds.id), emission };
  };
  const proved = answer(program, bounds, definition.target.name, 'proved');

  test('a certificate for this graph, target and obligation does', () => {
    expect(treat(proved).treatment).toBe('elided');
    expect(treat({ ...proved, verdict: 'assumed' }).treatment).toBe('elided');
  });

  test('nothing else does', () => {
    const { target } = definition;
    const coverage = { psgDigest: program.psg.digest, target: target.name, obligation: bounds.id };
    const forged = Object.assign(Object.create(Object.getPrototypeOf(proved.certificate)), {
      coverage,
      hash: '',
      text: '',
    });
    const wrong: readonly (Answer | undefined)[] = [
      undefined,
      { ...proved, verdict: 'unknown' },
      { ...proved, certificate: null },
      { ...proved, certificate: forged },
      { ...proved, certificate: mint({ ...coverage, psgDigest: '0' }, '', '') },
      { ...proved, certificate: mint({ ...coverage, target: 'cortex-m33' }, '', '') },
      { ...proved, obligation: 'bounds:other:00000000:0' as ObligationId },
    ];
    expect(wrong.map((each) => treat(each).treatment)).toEqual(wrong.map(() => 'guarded'));
    expect(treat(proved, 'all').treatment).toBe('guarded');
  });

  test('a refuted check is refused and still guards; unreachable code traps in place of its access', () => {
    expect(treat(answer(program, bounds, definition.target.name, 'refuted')).treatment).toBe('rejected');
    const { treatment, emission } = treat(answer(program, bounds, definition.target.name, 'unreachable'));
    expect(treatment).toBe('absent');
    const lines = emission.mlir.split('\n');
    const excerpt = emission.excerpts.get(bounds.id);
    if (!excerpt) throw new Error('the obligation has an excerpt');
    const body = lines.slice(excerpt.firstLine - 1, excerpt.lastLine).join('\n');
    expect(body).toContain('ud1l');
    expect(body).not.toContain('llvm.load');
    expect(emission.guards.map(({ obligation }) => obligation)).toContain(bounds.id);
  });

  test('the excerpt of a guarded access is its check and its load', () => {
    const { emission } = treat(undefined);
    const excerpt = emission.excerpts.get(bounds.id);
    if (!excerpt) throw new Error('the obligation has an excerpt');
    const body = emission.mlir.split('\n').slice(excerpt.firstLine - 1, excerpt.lastLine);
    expect(body[0]).toContain('arith.cmpi ult');
    expect(body.at(-1)).toContain('llvm.load');
  });

  test('more guards than the trap can number are refused where the first one too many stands', () => {
    const small = { ...definition, largestGuardId: 1 };
    const other = compile(
      'Many.fs',
      `module Many\nlet pick (v: ReadOnlySpan<int>) (i: int) = v.[i] + v.[i + 1] + v.[i + 2]\n[<EntryPoint>]\nlet main _ = pick [| 1 |] 0\n`,
      definition.target,
    );
    const [problem, ...rest] = emitFor(other, small).problems;
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({ code: 'FS8301', severity: 'error', detail: expect.stringContaining('3 checks') });
    expect(emitFor(other, definition).problems).toEqual([]);
  });

  test('functions that nobody calls are not emitted, their obligations are absent', () => {
    const other = compile(
      'Unused.fs',
      `module Unused\nlet unused (values: ReadOnlySpan<int>) = values.[3]\n[<EntryPoint>]\nlet main _ = 0\n`,
      definition.target,
    );
    const emission = emitFor(other, definition);
    expect([...emission.treatments.values()].filter((each) => each !== 'absent')).toEqual([]);
    expect(emission.mlir).not.toContain('unused');
  });

  test('with every proof given no guard and no fault handler is emitted', () => {
    const emission = emitFor(program, definition, { answers: answers(program, definition.target.name, 'proved') });
    expect(emission.guards).toEqual([]);
    expect(emission.mlir).not.toMatch(/ud1l|firefly\.report|firefly\.fault/);
  });
});

describe.each(['x86_64-linux', 'cortex-m33'] as const)('failures on %s', (name) => {
  const definition = targetOf(name);
  const text = `module Stop
let half (n: int) : int =
    if n % 2 <> 0 then invalidArg "n" "must be even: 100 %"
    n / 2

let name (n: int) : string =
    match n with
    | 1 -> "one"
    | 2 -> "two"
    | _ -> failwith "no such name: „3“"

[<EntryPoint>]
let main _ =
    let input: byte[] = Array.zeroCreate 1
    let got = Platform.Bindings.readBytes 0 input 1
    (name (half (int input.[0]))).Length
`;
  const program = compile('Stop.fs', text, definition.target);
  const guarded = linkEmission(emitFor(program, definition), definition, 'speed');

  test.each([
    [2, 3, ''],
    [5, 70, /^firefly: guard \d+ \(failure\) failed at Stop\.fs:3:24: n: must be even: 100 %\n$/],
    [8, 70, /^firefly: guard \d+ \(failure\) failed at Stop\.fs:10:12: no such name: „3“\n$/],
  ] as const)('%i', async (input, status, line) => {
    const ran = await runElf((await guarded).elf, definition, Uint8Array.of(input));
    expect(ran.err).toMatch(line);
    expect(ran.status).toBe(status);
  });
});

describe('contracts', () => {
  const definition = targetOf('x86_64-linux');
  const text = `module Contract
let third (values: ReadOnlySpan<int>) (least: int) : int =
    requires (values.[2] >= least)
    ensures (fun r -> r < 50)
    let mutable i = 0
    while i < 3 do
        invariant (values.[i] <> 13)
        i <- i + 1
    values.[2]

[<EntryPoint>]
let main _ =
    let input: byte[] = Array.zeroCreate 4
    let got = Platform.Bindings.readBytes 0 input 4
    let values = [| int input.[0]; int input.[1]; int input.[2] |]
    assert (values.[0] <> 99)
    third values.[0 .. int input.[3]] 5
`;
  const program = compile('Contract.fs', text, definition.target);
  const guarded = linkEmission(emitFor(program, definition), definition, 'speed');

  test.each([
    ['passes', [1, 2, 7, 2], 7, ''],
    ['assert', [99, 2, 7, 2], 70, /\(assert\) failed at Contract\.fs:16:/],
    ['requires', [1, 2, 3, 2], 70, /\(requires\) failed at Contract\.fs:17:/],
    ['ensures', [1, 2, 77, 2], 70, /\(ensures\) failed at Contract\.fs:4:/],
    ['invariant', [1, 13, 7, 2], 70, /\(invariant\) failed at Contract\.fs:7:/],
    ['a check inside a condition', [1, 2, 7, 1], 70, /\(bounds\) failed at Contract\.fs:\d+:\d+: index 2, length 2/],
  ] as const)('%s', async (_name, input, status, line) => {
    const ran = await runElf((await guarded).elf, definition, Uint8Array.from(input));
    expect(ran.status).toBe(status);
    expect(ran.err).toMatch(line);
  });

  test('a proved condition is still evaluated where a check inside it is kept: later proofs may rest on it', async () => {
    const given = new Map(
      program.obligations
        .filter(
          ({ kind, subject }) =>
            kind === 'requires' ||
            (kind === 'bounds' && program.psg.node(subject).span.start > text.indexOf('values.[2]\n')),
        )
        .map((each) => [each.id, answer(program, each, definition.target.name, 'proved')] as const),
    );
    const { elf } = await linkEmission(emitFor(program, definition, { answers: given }), definition, 'speed');
    expect((await runElf(elf, definition, Uint8Array.of(1, 2, 7, 1))).err).toMatch(/\(bounds\)/);
  });
});
