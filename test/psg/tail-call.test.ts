// A function that calls itself last gives as a loop what it gives as a function: each is run both ways. A contract keeps it a function.
import { runProgram } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

/** Body of `let rec f (a: int) (b: int) : int`, which may use `table`, `count` and `note`. */
const bodies: Readonly<Record<string, string>> = {
  'one way out': 'if a <= 0 then b else f (a - 1) (b + a)',
  'the way out last': 'if a > 0 then f (a - 1) (b + a) else b * 2',
  'parameters change places': 'if a <= 0 then b elif a > 9 then f b (a - 9) else f (a - 1) (b ^^^ a)',
  'two ways out': 'if a > 6 then f (a - 3) (b + 1) elif a < 0 then f (a + 2) (b + 5) elif b > 7 then a else b - a',
  'a match':
    'match a &&& 3 with\n    | 0 -> b\n    | 1 -> f (a - 1) (b + 10)\n    | 2 when b > 4 -> f (a + 1) (b - 4)\n    | _ -> f (a - 2) (b + 1)',
  'a plain match':
    'match a &&& 3 with\n    | 0 -> b\n    | 1 -> f (a - 1) (b + 10)\n    | 2 -> a * b\n    | _ -> f (a - 2) (b + 1)',
  'a match on parts':
    'match a > 5, b with\n    | true, 3 -> b\n    | true, _ -> f (a - 2) 3\n    | false, k -> if k > 8 then k else f (a - 1) (k + 2)',
  'an effect before': 'note a\n    if a <= 0 then b else f (a - 1) (b + table.[a &&& 3])',
  'an effect in the test': 'if noted (a > 0) then f (a - 1) (b + 1) else b',
  'an effect in an argument': 'if a <= 0 then b else f (noted2 (a - 1)) (b + count.[0])',
  'reads elements':
    'let at = table.[a &&& 3]\n    if at = b || a > 40 then a\n    elif at < b then f (a + 1) (b - 1)\n    else f (a + 3) b',
  'plain names':
    'let half = a / 2\n    let odd = a &&& 1\n    if odd = 1 then f half (b + 1) elif half > 0 then f half b else b',
  'a captured parameter': 'if a <= 0 then b else f (a - 1) (Array.fold (fun s x -> s + x * a) b table)',
  'a local function': 'let step x = x - a\n    if a > 20 then b elif b < 0 then a else f (a + 1) (step b)',
  'an unused call': 'if b > 40 then b else f a (b + 7)',
};

function programOf(body: string, form: 'loop' | 'function'): string {
  const contract = form === 'loop' ? '' : 'requires (0 = 0)\n    ';
  return `module P
let table = [| 3; 1; 4; 1 |]
let count = [| 0 |]
let note x = count.[0] <- count.[0] * 7 + x
let noted (b: bool) =
    note 1
    b
let noted2 x =
    note x
    x
let rec f (a: int) (b: int) : int =
    ${contract}${body}
[<EntryPoint>]
let main () =
    let mutable sum = 0
    for a in -3 .. 12 do
        for b in 0 .. 9 do
            sum <- sum * 31 + f a b
    sum ^^^ count.[0]
`;
}

test.each(Object.entries(bodies))('%s', (_name, body) => {
  const [loop, calls] = (['loop', 'function'] as const).map((form) => graphOf(programOf(body, form)));
  // The other call is the one in `main`.
  const callsOf = (graph: typeof loop): number =>
    graph?.nodesOf('call').filter(({ callee }) => {
      const target = graph.node(callee);
      return target.kind === 'function' && target.name === 'P.f';
    }).length ?? 0;
  expect(callsOf(loop)).toBe(1);
  expect(callsOf(calls)).toBeGreaterThan(1);
  const run = (graph: typeof loop) =>
    graph &&
    runProgram(graph, targetOf('cortex-m33'), closedWorld(new Uint8Array()), {
      limits: { fuel: 3_000_000, depth: 500 },
    });
  expect(run(loop)).toMatchObject({ kind: 'returned' });
  expect(run(loop)).toEqual(run(calls));
});
