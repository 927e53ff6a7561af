// Random matches with active patterns take the rule that F# takes, and find what F# finds: the F# compiler's own translation is run beside ours. The functions have no effects:
// how often they are called is the language's own matter (docs/language.md). FIREFLY_ORACLE_SEED begins elsewhere.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { runProgram } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

const recognisers = `
let (|Even|Odd|) n = if n % 2 = 0 then Even else Odd
let (|Near|Mid|Far|) n = if n < 2 then Near (n + 1) elif n < 5 then Mid (n, n - 1) else Far
let (|Square|) n = n * n % 7
let (|Positive|_|) n = if n > 0 then Some (n - 1) else None
[<return: Struct>]
let (|Big|_|) n = if n > 3 then ValueSome n else ValueNone
let (|Zero|_|) n = n = 0
let (|DivisibleBy|_|) d n = if n % d = 0 then Some (n / d) else None
let (|Plus|) k n = n + k
`;

/** Takes numbers as they come: the next of so many choices. */
type Choose = (count: number) => number;

interface Names {
  readonly bound: string[];
  /** In alternatives names would have to be the same. */
  readonly kind: 'bind' | 'none';
}

function leaf(choose: Choose, names: Names): string {
  const choice = choose(4);
  if (choice === 0) return String(choose(7) - 1);
  if (choice === 1 || names.kind === 'none') return '_';
  const name = `x${names.bound.length}`;
  names.bound.push(name);
  return name;
}

function pattern(choose: Choose, depth: number, names: Names): string {
  if (depth === 0) return leaf(choose, names);
  const inner = (): string => pattern(choose, depth - 1, names);
  switch (choose(15)) {
    case 0:
      return 'Even';
    case 1:
      return 'Odd';
    case 2:
      return 'Far';
    case 3:
      return `Near (${inner()})`;
    case 4:
      return `Mid (${inner()}, ${inner()})`;
    case 5:
      return `Square (${inner()})`;
    case 6:
    case 7:
      return `Positive (${inner()})`;
    case 8:
      return `Big (${inner()})`;
    case 9:
      return 'Zero';
    case 10:
      return `DivisibleBy ${1 + choose(4)} (${inner()})`;
    case 11:
      return `Plus ${choose(4)} (${inner()})`;
    case 12: {
      const alternative = (): string => pattern(choose, depth - 1, { ...names, kind: 'none' });
      return `(${alternative()} | ${alternative()})`;
    }
    case 13:
      return `(${inner()} & ${inner()})`;
    default:
      return leaf(choose, names);
  }
}

function randomMatch(choose: Choose, name: string): string {
  const rules = Array.from({ length: 2 + choose(5) }, (_, at) => {
    const names: Names = { bound: [], kind: 'bind' };
    const left = pattern(choose, 2, names);
    const right = pattern(choose, 2, names);
    const [guarded] = names.bound;
    const guard = guarded !== undefined && choose(4) === 0 ? ` when ${guarded} > ${choose(4)}` : '';
    return `    | ${left}, ${right}${guard} -> ${[1000 * at, ...names.bound].join(' + ')}`;
  });
  // The same name in two alternatives, with a condition that each is asked.
  const either = `    | (Positive x, _) | (_, Positive x) when x > ${choose(5)} -> 9000 + x`;
  return `let ${name} a b =\n    match a, b with\n${[...rules, either].join('\n')}\n    | _ -> -1\n`;
}

const count = 12;
const numbers = Array.from({ length: 9 }, (_, at) => at - 2);
const pairs = numbers.flatMap((a) => numbers.map((b) => [a, b] as const));

test('matches with active patterns do what F# does', () => {
  const seed = Number(process.env.FIREFLY_ORACLE_SEED) || 20261125;
  const [stream] = fc.sample(fc.infiniteStream(fc.noBias(fc.nat({ max: 0x7fffffff }))), { numRuns: 1, seed });
  const choose: Choose = (bound) => Number(stream?.next().value ?? 0) % bound;
  const functions = Array.from({ length: count }, (_, at) => `f${at}`);
  const text = `module Run\n${recognisers}\n${functions.map((name) => randomMatch(choose, name)).join('\n')}`;

  const input = JSON.stringify({ text, functions, arguments: pairs });
  const run = spawnSync(process.execPath, ['--stack-size=4000', join(__dirname, 'run-fsharp.mjs')], {
    input,
    encoding: 'utf8',
  });
  expect([run.status, run.stderr]).toEqual([0, '']);
  const theirs = (JSON.parse(run.stdout) as readonly (readonly number[])[]).map((answers) => answers.join(' '));

  const calls = functions.map(
    (name) =>
      `    for a in -2 .. 6 do\n        for b in -2 .. 6 do\n            printf "%d " (${name} a b)\n    printfn ""`,
  );
  const graph = graphOf(`${text}\n[<EntryPoint>]\nlet main () =\n${calls.join('\n')}\n    0\n`);
  const world = closedWorld(new Uint8Array());
  const outcome = runProgram(graph, targetOf('x86_64-linux'), world, { limits: { fuel: 50_000_000, depth: 500 } });
  expect(outcome).toMatchObject({ kind: 'returned' });
  const shown = new TextDecoder().decode(world.written(1));
  const ours = shown.split('\n').map((line) => line.trim());
  expect(functions.map((name, at) => `${name}: ${ours[at]}`)).toEqual(
    functions.map((name, at) => `${name}: ${theirs[at]}`),
  );
  // Every function takes several of its rules.
  expect(new Set(theirs.join(' ').split(' ')).size).toBeGreaterThan(15);
}, 120_000);
