// The checker's reading of programs, on programs that are written to deceive it: what must not be proved is not, what is provable is, and no run refutes it.
import { startOf } from '../../src/base/source.ts';
import { checkCertificate } from '../../src/checker/check.ts';
import { certify } from '../../src/finder/certify.ts';
import { shownAt } from '../../src/obligations/obligation.ts';
import { goalOf, needsCertificate, targetFacts } from '../../src/proofs/goal.ts';
import { answeringWorld } from '../analysis/answering-world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';
import { type Certified, certifyProgram, perturb, proposalsOf } from './program.ts';
import { runCertified } from './run-certified.ts';
import { trapsOfActivePatterns } from './traps-of-active-patterns.ts';
import { trapsOfArrays } from './traps-of-arrays.ts';
import { trapsOfCalls } from './traps-of-calls.ts';
import { trapsOfControl } from './traps-of-control.ts';
import { trapsOfElements } from './traps-of-elements.ts';
import { targetOfForeign, trapsOfForeign } from './traps-of-foreign.ts';
import { trapsOfInterrupts } from './traps-of-interrupts.ts';
import { trapsOfReads } from './traps-of-reads.ts';
import { trapsOfValues } from './traps-of-values.ts';

const prologue = `module Trap
let buffer : byte[] = Array.zeroCreate 4
let items : int[] = Array.zeroCreate 16
let mutable state = 0
let input () : int = Platform.Bindings.readBytes 0 buffer 0
`;

const traps: Readonly<Record<string, string>> = {
  ...trapsOfActivePatterns,
  ...trapsOfArrays,
  ...trapsOfCalls,
  ...trapsOfControl,
  ...trapsOfElements,
  ...trapsOfForeign,
  ...trapsOfInterrupts,
  ...trapsOfReads,
  ...trapsOfValues,
};

const numbers = [
  -(2n ** 63n),
  -(2n ** 31n),
  -17n,
  -16n,
  -1n,
  0n,
  1n,
  2n,
  3n,
  4n,
  5n,
  6n,
  7n,
  8n,
  9n,
  12n,
  15n,
  16n,
  17n,
  20n,
  23n,
  68n,
  100n,
  128n,
  255n,
  256n,
  65536n,
  2n ** 31n - 1n,
  2n ** 63n - 1n,
];

/** Answers of the platform in turn, again and again. */
const inputs: readonly (readonly bigint[])[] = [
  ...numbers.map((each) => [each]),
  ...numbers.flatMap((each) => [
    [each, 0n],
    [each, 7n],
    [each, -1n],
    [5n, each, 1n],
    [0n, 1n, each],
  ]),
];

function turn(values: readonly bigint[]): () => bigint {
  let at = 0;
  return () => values[at++ % values.length] ?? 0n;
}

interface Mark {
  readonly goals: readonly string[];
  readonly wanted: 'proved' | 'open' | 'fails';
  readonly line: string;
}

/** What the program's own lines demand. */
function marksOf(text: string, { psg, obligations }: Certified): readonly Mark[] {
  return text.split('\n').flatMap((line, at) => {
    const found = /\/\/ (proved|open|fails)(?: ([a-z]+))?$/.exec(line);
    if (!found) return [];
    const [, wanted, kind] = found;
    const goals = obligations.filter(
      (each) =>
        needsCertificate(each) &&
        startOf(psg.node(shownAt(each)).span).line === at + 1 &&
        (kind === undefined || each.kind === kind),
    );
    return [{ goals: goals.map(goalOf), wanted: wanted as Mark['wanted'], line: line.trim() }];
  });
}

test.each(Object.keys(traps))('%s', (name) => {
  const text = `${prologue}${traps[name]}`;
  const targets = name in trapsOfForeign ? ([targetOfForeign] as const) : (['x86_64-linux', 'cortex-m33'] as const);
  for (const target of targets) {
    const plain = certifyProgram(graphOf(text), targetOf(target));
    const shaken = certifyProgram(graphOf(text), targetOf(target), perturb);
    expect([plain.verdict.kind, shaken.verdict.kind]).toEqual(['accepted', 'accepted']);
    const marks = marksOf(text, plain);
    expect(marks.length).toBeGreaterThan(0);
    const failed = new Set<string>();
    const wrong = new Set<string>();
    for (const [schedule, values] of inputs.entries()) {
      for (const certified of [plain, shaken]) {
        const seen = runCertified(certified, answeringWorld(turn(values), schedule));
        for (const each of seen.failed) failed.add(each);
        for (const each of seen.wrong) wrong.add(each);
      }
    }
    const strange = marks.flatMap(({ goals, wanted, line }) => {
      const proved = goals.filter((goal) => plain.proved.has(goal) || shaken.proved.has(goal));
      const problems: string[] = [];
      if (goals.length === 0) problems.push('no check');
      if (wanted === 'proved' && !goals.every((goal) => plain.proved.has(goal))) problems.push('not proved');
      if (wanted !== 'proved' && proved.length > 0) problems.push('proved');
      if (wanted === 'fails' && !goals.some((goal) => failed.has(goal))) problems.push('never fails');
      return problems.map((problem) => `${target}: ${problem}: ${line}`);
    });
    expect({ strange, wrong: [...wrong] }).toEqual({ strange: [], wrong: [] });
  }
});

const early = `${prologue}let mutable size = 5
let limit = size + 3
let first = items.[size] + items.[limit]
[<EntryPoint>]
let main () = items.[size] + items.[limit] + first
`;

test('a module-level value that is read before it is initialised: nothing is known of it', () => {
  const { psg, obligations } = certifyProgram(graphOf(early), targetOf('x86_64-linux'));
  const bounds = obligations.filter(({ kind }) => kind === 'bounds').map(goalOf);
  const target = targetFacts(targetOf('x86_64-linux'));
  const provedOf = (graphText: string): readonly string[] => {
    const proposals = proposalsOf(psg, targetOf('x86_64-linux'));
    const certificate = certify({ graphText, target, proposals, checks: new Set(bounds) });
    const verdict = checkCertificate(graphText, target, certificate);
    expect(verdict.kind).toBe('accepted');
    return verdict.kind === 'accepted' ? bounds.filter((each) => verdict.proved.has(each)) : [];
  };
  expect(provedOf(psg.text)).toEqual(bounds);
  const graph = JSON.parse(psg.text);
  // `first` now comes before `size` and `limit`, and finds them empty
  graph.values.reverse();
  expect(provedOf(JSON.stringify(graph))).toEqual([]);
});

test('a local function does not change a local variable of the function around it', () => {
  const local = `${prologue}[<EntryPoint>]
let main () =
    let mutable i = 3
    let spoil () = i <- 16
    spoil ()
    items.[i]
`;
  expect(() => graphOf(local)).toThrow(/mutable/);
});

test('a program whose contracts call each other more deeply than the checker follows: nothing is confirmed', () => {
  const chain = Array.from(
    { length: 60 },
    (_, k) => `let f${k + 1} (n: int) : bool =\n    requires (f${k} n)\n    n > ${k % 3}`,
  );
  const deep = [
    prologue,
    'let f0 (n: int) : bool = n > 0',
    ...chain,
    '[<EntryPoint>]\nlet main () =\n    items.[3] <- 1\n    if f60 (input ()) then 1 else 0\n',
  ];
  const { verdict, proved } = certifyProgram(graphOf(deep.join('\n')), targetOf('x86_64-linux'));
  expect(verdict).toEqual({ kind: 'refused', why: 'contracts call each other without end' });
  expect(proved.size).toBe(0);
});
