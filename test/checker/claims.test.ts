// Claims that somebody writes by hand: those that hold wherever their place is reached are believed, all others are refused, whatever they would prove.
import type { Verdict } from '../../src/checker/check.ts';
import type { Claim } from '../../src/checker/claims.ts';
import { graphOf } from '../analysis/source.ts';
import { claim, judgeClaims, type Names, namesOf, type Root } from './hand-made-claims.ts';

const prologue = `module Claims
let buffer : byte[] = Array.zeroCreate 4
let items : int[] = Array.zeroCreate 16
let input () : int = Platform.Bindings.readBytes 0 buffer 0
`;

interface Case {
  readonly name: string;
  readonly program: string;
  readonly claims: (names: Names) => readonly Claim[];
  /** The checks of kind `bounds` that are proved with the claims, of all; or why the certificate is refused. */
  readonly says: readonly [proved: number, all: number] | RegExp;
}

const counting = `
[<EntryPoint>]
let main () =
    let mutable i = 0
    while i < 16 do
        items.[i] <- 1
        i <- i + 1
    items.[i - 1]
`;

const lockstep = `
[<EntryPoint>]
let main () =
    let mutable i = 0
    let mutable j = 0
    while input () > 0 && i < 8 do
        items.[i + j] <- 1
        i <- i + 1
        j <- j + 1
    0
`;

const calling = `
let at (i: int) = items.[i]
[<EntryPoint>]
let main () =
    let n = input ()
    if 0 <= n && n < 16 then at n + at 3 else 0
`;

const callingWrongly = `
let at (i: int) = items.[i]
[<EntryPoint>]
let main () =
    let n = input ()
    at (n &&& 15) + at n
`;

const picking = `
let rec pick (n: int) : int = if n > 5 then pick (n - 2) elif n < 0 then 0 else n
[<EntryPoint>]
let main () = items.[pick (input ())]
`;

const keeping = `
let mutable state = 3
let set (n: int) = if 0 <= n && n < 16 then state <- n
[<EntryPoint>]
let main () =
    set (input ())
    items.[state]
`;

const losing = `
let mutable state = 3
let set (n: int) = if 0 <= n && n <= 16 then state <- n
[<EntryPoint>]
let main () =
    set (input ())
    items.[state]
`;

const union = `
[<EntryPoint>]
let main () =
    let mutable o = None
    while input () > 0 do
        match o with
        | Some x ->
            items.[x] <- 1
            o <- if x < 15 then Some (x + 1) else None
        | None -> o <- Some 0
    0
`;

const asking = `
let isSmall (k: int) : bool = items.[k] < 16
let at (i: int) =
    requires (isSmall i)
    items.[0]
[<EntryPoint>]
let main () = at (input ())
`;

const i = (names: Names): Root => ['name', names.name('i'), 0];
const j = (names: Names): Root => ['name', names.name('j'), 0];

const cases: readonly Case[] = [
  { name: 'nothing but the length is claimed', program: counting, claims: () => [], says: [0, 2] },
  {
    name: 'a counter is at least 0',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[-1, i(names)]], 0)],
    says: [1, 2],
  },
  {
    name: 'a counter is between its ends',
    program: counting,
    claims: (names) => [
      claim('loop', names.loop(), [[-1, i(names)]], 0),
      claim('loop', names.loop(), [[1, i(names)]], -16),
    ],
    says: [2, 2],
  },
  {
    name: 'a claim that holds at entry and is not kept',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[1, i(names)]], -15)],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'a claim that is kept and does not hold at entry',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[-1, i(names)]], 1)],
    says: /the claim loop:\d+:entry#0 is not proved/,
  },
  {
    name: 'two claims that contradict each other, and would prove anything',
    program: counting,
    claims: (names) => [
      claim('loop', names.loop(), [[-1, i(names)]], 0),
      claim('loop', names.loop(), [[1, i(names)]], 1),
    ],
    says: /the claim loop:\d+:entry#1 is not proved/,
  },
  {
    name: 'a multiple of 2 that a step of 1 does not keep',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[1, i(names)]], 0, 2)],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'a multiple of 2 that a step of 2 keeps',
    program: counting.replace('i + 1', 'i + 2'),
    claims: (names) => [
      claim('loop', names.loop(), [[-1, i(names)]], 0),
      claim('loop', names.loop(), [[1, i(names)]], 0, 2),
      claim('loop', names.loop(), [[1, i(names)]], -16),
    ],
    says: [2, 2],
  },
  {
    name: 'what was before the loop',
    program: counting,
    claims: (names) => [
      claim(
        'loop',
        names.loop(),
        [
          [-1, i(names)],
          [1, ['before', names.name('i'), 0]],
        ],
        0,
      ),
      claim(
        'loop',
        names.loop(),
        [
          [1, i(names)],
          [-1, ['before', names.name('i'), 0]],
        ],
        -16,
      ),
    ],
    says: [2, 2],
  },
  {
    name: 'what was before the loop is still so',
    program: counting,
    claims: (names) => [
      claim(
        'loop',
        names.loop(),
        [
          [1, i(names)],
          [-1, ['before', names.name('i'), 0]],
        ],
        0,
      ),
    ],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'two names in lockstep: each claim is kept with the help of the others',
    program: lockstep,
    claims: (names) => [
      claim(
        'loop',
        names.loop(),
        [
          [1, i(names)],
          [-1, j(names)],
        ],
        0,
      ),
      claim(
        'loop',
        names.loop(),
        [
          [-1, i(names)],
          [1, j(names)],
        ],
        0,
      ),
      claim('loop', names.loop(), [[-1, i(names)]], 0),
    ],
    says: [1, 1],
  },
  {
    name: 'two claims that are kept with the help of each other and do not hold at entry',
    program: lockstep,
    claims: (names) => [
      claim(
        'loop',
        names.loop(),
        [
          [1, i(names)],
          [-1, j(names)],
        ],
        1,
      ),
      claim(
        'loop',
        names.loop(),
        [
          [-1, i(names)],
          [1, j(names)],
        ],
        1,
      ),
    ],
    says: /the claim loop:\d+:entry#0 is not proved/,
  },
  {
    name: 'products of two names',
    program: lockstep,
    claims: (names) => [
      claim(
        'loop',
        names.loop(),
        [
          [1, i(names), j(names)],
          [-1, i(names), i(names)],
        ],
        -1,
      ),
    ],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'arguments of all calls',
    program: calling,
    claims: (names) => [
      claim('entry', names.definition('at'), [[-1, i(names)]], 0),
      claim('entry', names.definition('at'), [[1, i(names)]], -15),
    ],
    says: [1, 1],
  },
  {
    name: 'arguments of most calls',
    program: callingWrongly,
    claims: (names) => [claim('entry', names.definition('at'), [[1, i(names)]], -15)],
    says: /the claim entry:\d+:call:\d+#0 is not proved/,
  },
  {
    name: 'arguments of calls that a contract makes',
    program: asking,
    claims: (names) => [claim('entry', names.definition('isSmall'), [[-1, ['name', names.name('k'), 0]]], 0)],
    says: /the claim entry:\d+:call:\d+#0(@\d+)? is not proved/,
  },
  {
    name: 'something where the program starts',
    program: counting,
    claims: (names) => [claim('entry', names.start, [], 0)],
    says: /nothing may be claimed where the program starts/,
  },
  {
    name: 'a result, by induction over the calls',
    program: picking,
    claims: (names) => [
      claim('result', names.definition('pick'), [[1, ['result', 0]]], -5),
      claim('result', names.definition('pick'), [[-1, ['result', 0]]], 0),
    ],
    says: [1, 1],
  },
  {
    name: 'a result that one way does not give',
    program: picking,
    claims: (names) => [claim('result', names.definition('pick'), [[1, ['result', 0]]], -4)],
    says: /the claim result:\d+:returned#0 is not proved/,
  },
  {
    name: 'a module-level value that all assignments keep',
    program: keeping,
    claims: (names) => {
      const state = names.definition('state');
      return [
        claim('value', state, [[-1, ['name', state, 0]]], 0),
        claim('value', state, [[1, ['name', state, 0]]], -15),
      ];
    },
    says: [1, 1],
  },
  {
    name: 'a module-level value that one assignment does not keep',
    program: losing,
    claims: (names) => {
      const state = names.definition('state');
      return [claim('value', state, [[1, ['name', state, 0]]], -15)];
    },
    says: /the claim value:\d+:assigned:\d+#0 is not proved/,
  },
  {
    name: 'a module-level value that does not begin so',
    program: keeping,
    claims: (names) => {
      const state = names.definition('state');
      return [claim('value', state, [[1, ['name', state, 0]]], -2)];
    },
    says: /the claim value:\d+:initial#0 is not proved/,
  },
  {
    name: 'a payload, where its case is the value',
    program: union,
    claims: (names) => [
      claim('loop', names.loop(), [[1, ['name', names.name('o'), 1]]], -15),
      claim('loop', names.loop(), [[-1, ['name', names.name('o'), 1]]], 0),
    ],
    says: [1, 1],
  },
  {
    name: 'a payload that is not kept',
    program: union.replace('x < 15', 'x < 16'),
    claims: (names) => [claim('loop', names.loop(), [[1, ['name', names.name('o'), 1]]], -15)],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'the case that a value has at entry',
    program: union,
    claims: (names) => [claim('loop', names.loop(), [[1, ['name', names.name('o'), 0]]], 0)],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'a slot that is not there',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[1, ['name', names.name('i'), 1]]], 0)],
    says: /speaks of what is not there/,
  },
  {
    name: 'a name that is not in scope',
    program: calling,
    claims: (names) => [claim('entry', names.definition('at'), [[1, ['name', names.name('n'), 0]]], 0)],
    says: /speaks of what is not there/,
  },
  {
    name: 'the counter of a loop that has none',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[1, ['counter']]], 0)],
    says: /speaks of what is not there/,
  },
  {
    name: 'a result where nothing has one',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [[1, ['result', 0]]], 0)],
    says: /speaks of what is not there/,
  },
  {
    name: 'something at a place that does not exist is believed by nobody',
    program: counting,
    claims: () => [claim('loop', 999_999, [], 1), claim('entry', 999_999, [], 1)],
    says: [0, 2],
  },
  {
    name: 'a sum without terms that is not at most 0',
    program: counting,
    claims: (names) => [claim('loop', names.loop(), [], 1)],
    says: /the claim loop:\d+:entry#0 is not proved/,
  },
];

test.each(cases)('$name', ({ program, claims, says }) => {
  const psg = graphOf(`${prologue}${program}`);
  const bounds = psg.nodes.filter(
    ({ kind, span }) => (kind === 'element' || kind === 'set-element') && span.file.path === 'test.fs',
  );
  let verdict: Verdict;
  try {
    const names = namesOf(psg);
    const items = names.definition('items');
    // what every program here needs: the array has 16 elements
    const length = claim('value', items, [[-1, ['name', items, 0]]], 16);
    verdict = judgeClaims(psg, [...claims(names), length]);
  } catch (error) {
    // a claim that cannot be read at its place stops the search as well
    verdict = { kind: 'refused', why: error instanceof Error ? error.message : '' };
  }
  if (says instanceof RegExp) expect(verdict).toEqual({ kind: 'refused', why: expect.stringMatching(says) });
  else {
    const proved = verdict.kind === 'accepted' ? bounds.filter(({ id }) => verdict.proved.has(`bounds:${id}:0`)) : [];
    expect([verdict.kind, proved.length, bounds.length]).toEqual(['accepted', ...says]);
  }
});
