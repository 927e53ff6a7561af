// Claims about elements that somebody writes by hand: those that hold wherever their place is reached are believed, all others are refused, whatever they would prove.
import { startOf } from '../../src/base/source.ts';
import type { Verdict } from '../../src/checker/check.ts';
import type { Claim } from '../../src/checker/claims.ts';
import { graphOf } from '../analysis/source.ts';
import { claim, claimOfElements, judgeClaims, type Names, namesOf, type Root } from './hand-made-claims.ts';

const prologue = `module Claims
let buffer : byte[] = Array.zeroCreate 4
let items : int[] = Array.zeroCreate 16
let input () : int = Platform.Bindings.readBytes 0 buffer 0
`;

interface Case {
  readonly name: string;
  readonly program: string;
  readonly claims: (names: Names) => readonly Claim[];
  /** The checks `items.[…]` that are proved with the claims, by line from 1; or why the certificate is refused. */
  readonly says: readonly number[] | RegExp;
}

/** Lines 8 and 9 use what the loop has written, and what it has not. */
const filling = `[<EntryPoint>]
let main () =
    let table : int[] = Array.create 8 99
    for i in 0 .. 5 do
        table.[i] <- i + 1
    let k = input ()
    if 0 <= k && k < 6 then
        items.[table.[k]] <- 1
    if 0 <= k && k < 8 then items.[table.[k]] <- 1
    0
`;

const table = (names: Names): Root => ['name', names.name('table'), 0];
const index: Root = ['index'];
const element: Root = ['element', 0];
const start = [[], 0] as const;

/** The first elements, as many as the counter says, and what they have to do with their places. */
const written = (names: Names, more: number, terms: readonly (readonly [number, Root])[], constant: number): Claim =>
  claimOfElements('loop', names.loop(), table(names), [start, [[[1, ['counter']]], more]], terms, constant);

/** Line 5 reads what line 4 has tested, line 8 what was written since. */
const twice = `[<EntryPoint>]
let main () =
    let table : int[] = Array.create 8 99
    let k = input () &&& 7
    if 0 <= table.[k] && table.[k] < 16 then items.[table.[k]] <- 1
    let n = input ()
    table.[0] <- n
    if 0 <= table.[k] && table.[k] < 16 then items.[table.[k]] <- 1
    items.[table.[k]]
`;

/** Line 7 reads what may have been written since line 5. */
const storedBetween = `[<EntryPoint>]
let main () =
    let table : int[] = Array.create 8 99
    let k = input () &&& 7
    if 0 <= table.[k] && table.[k] < 16 then
        table.[input () &&& 7] <- input ()
        items.[table.[k]] <- 1
    0
`;

/** The array on line 5 is never made: what is said of its elements is nobody's business, and proves nothing of line 6. */
const dead = `[<EntryPoint>]
let main () =
    let n = input ()
    let seen =
        if n > 5 && n < 3 then (Array.create 4 n).[n &&& 3] else 0
    items.[n + seen]
`;

/** Line 10 needs of the elements what line 6 gives, and line 2 does not. */
const passing = (between: string) => `let table : int[] = Array.zeroCreate 8
let spoil () = table.[3] <- 70

let fill (target: Span<int>) =
    for i in 0 .. target.Length - 1 do
        target.[i] <- if i < 16 then i else 0

let pick (view: ReadOnlySpan<int>) (k: int) : int =
    if 0 <= k && k < view.Length then
        items.[view.[k]] else 0

[<EntryPoint>]
let main () =
    fill table
    ${between}
    pick table (input ())
`;

const view = (names: Names, of: string): Root => ['name', names.name(of), 0];
const all = (root: Root) => [start, [[[1, root]], 0]] as const;
/** Every element of a parameter is from 0 to 15. */
const small = (place: string, node: number, root: Root): readonly Claim[] => [
  claimOfElements(place, node, root, all(root), [[-1, element]], 0),
  claimOfElements(place, node, root, all(root), [[1, element]], -15),
];

const agreed = (names: Names): readonly Claim[] => {
  const target = view(names, 'target');
  const filled = [start, [[[1, ['counter']]], 0]] as const;
  return [
    claimOfElements('loop', names.loop(), target, filled, [[-1, element]], 0),
    claimOfElements('loop', names.loop(), target, filled, [[1, element]], -15),
    ...small('result', names.definition('fill'), target),
    ...small('entry', names.definition('pick'), view(names, 'view')),
  ];
};

const cases: readonly Case[] = [
  { name: 'nothing is claimed', program: filling, claims: () => [], says: [] },
  {
    name: 'what has been written is small',
    program: filling,
    claims: (names) => [written(names, 0, [[1, element]], -6), written(names, 0, [[-1, element]], 1)],
    says: [8],
  },
  {
    name: 'what has been written is one more than its place',
    program: filling,
    claims: (names) => [
      written(
        names,
        0,
        [
          [1, element],
          [-1, index],
        ],
        -1,
      ),
      written(
        names,
        0,
        [
          [-1, element],
          [1, index],
        ],
        1,
      ),
    ],
    says: [8],
  },
  {
    name: 'what has been written is less than it is',
    program: filling,
    claims: (names) => [
      written(
        names,
        0,
        [
          [1, element],
          [-1, index],
        ],
        0,
      ),
    ],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'one more than has been written',
    program: filling,
    claims: (names) => [written(names, 1, [[1, element]], -6)],
    says: /the claim loop:\d+:entry#0 is not proved/,
  },
  {
    name: 'all elements, written or not',
    program: filling,
    claims: (names) => [claimOfElements('loop', names.loop(), table(names), all(table(names)), [[1, element]], -15)],
    says: /the claim loop:\d+:entry#0 is not proved/,
  },
  {
    name: 'more elements than there are: nothing is said of those',
    program: filling,
    claims: (names) => [
      claimOfElements(
        'loop',
        names.loop(),
        table(names),
        [
          [[], 8],
          [[], 100],
        ],
        [[1, element]],
        1,
      ),
      claimOfElements(
        'loop',
        names.loop(),
        table(names),
        [
          [[], -100],
          [[], 0],
        ],
        [[1, element]],
        1,
      ),
    ],
    says: [],
  },
  {
    name: 'every second element, and it was the other one',
    program: filling,
    claims: (names) => [
      claimOfElements('loop', names.loop(), table(names), [start, [[[1, ['counter']]], 0]], [[1, element]], -5, [1, 2]),
    ],
    says: /the claim loop:\d+:kept#0 is not proved/,
  },
  {
    name: 'an element that is read twice is the same',
    program: twice,
    claims: (names) => [claim('contents', names.array(2), [], 0)],
    says: [5, 8],
  },
  { name: 'an element that is read twice is the same, claims or none', program: twice, claims: () => [], says: [5, 8] },
  { name: 'an element that is not followed may have been written', program: storedBetween, claims: () => [], says: [] },
  {
    name: 'what all elements are at all times, but for the first ones',
    program: filling,
    claims: (names) => [claim('contents', names.array(2), [[1, element]], -15)],
    says: /the claim contents:\d+:made:\d+#0 is not proved/,
  },
  {
    name: 'what all elements are at all times, but for one that is written',
    program: filling,
    claims: (names) => [claim('contents', names.array(2), [[-1, element]], 3)],
    says: /the claim contents:\d+:stored:\d+#0 is not proved/,
  },
  {
    name: 'the contents of an array that is never made are two things at once',
    program: dead,
    claims: (names) => [
      claim('contents', names.array(2), [[1, element]], 0),
      claim('contents', names.array(2), [[-1, element]], 1),
    ],
    says: [],
  },
  {
    name: 'the contents of what is no array',
    program: filling,
    claims: (names) => [claim('contents', names.loop(), [[1, element]], -15)],
    says: [],
  },
  {
    name: 'a caller and a callee agree',
    program: passing(''),
    claims: agreed,
    says: [10],
  },
  {
    name: 'a caller and a callee agree, and somebody comes between them',
    program: passing('spoil ()'),
    claims: agreed,
    says: /the claim entry:\d+:call:\d+#\d is not proved/,
  },
  {
    name: 'a callee promises more than it does',
    program: passing(''),
    claims: (names) => [
      claimOfElements(
        'result',
        names.definition('fill'),
        view(names, 'target'),
        all(view(names, 'target')),
        [[1, element]],
        0,
      ),
    ],
    says: /the claim result:\d+:returned#0 is not proved/,
  },
  {
    name: 'what the program starts with is said by nobody',
    program: passing(''),
    claims: (names) => small('entry', names.start, ['name', names.definition('table'), 0]),
    says: /nothing may be claimed where the program starts/,
  },
  {
    name: 'elements of a number',
    program: filling,
    claims: (names) => [
      claimOfElements('loop', names.loop(), ['name', names.name('k'), 0], [start, start], [[1, element]], 0),
    ],
    says: /speaks of/,
  },
  {
    name: 'a slot that elements do not have',
    program: filling,
    claims: (names) => [written(names, 0, [[1, ['element', 1]]], 0)],
    says: /speaks of what is not there/,
  },
  {
    name: 'an element without a view',
    program: filling,
    claims: (names) => [claim('loop', names.loop(), [[1, element]], 0)],
    says: /speaks of what is not there/,
  },
];

test.each(cases)('$name', ({ program, claims, says }) => {
  const psg = graphOf(`${prologue}${program}`);
  const names = namesOf(psg);
  const items = names.definition('items');
  let verdict: Verdict;
  try {
    // what every program here needs: the array has 16 elements
    const length = claim('value', items, [[-1, ['name', items, 0]]], 16);
    verdict = judgeClaims(psg, [...claims(names), length]);
  } catch (error) {
    // a claim that cannot be read at its place stops the search as well
    verdict = { kind: 'refused', why: error instanceof Error ? error.message : '' };
  }
  if (says instanceof RegExp) {
    expect(verdict).toEqual({ kind: 'refused', why: expect.stringMatching(says) });
    return;
  }
  const lines = psg.nodes.flatMap((node) => {
    if ((node.kind !== 'element' && node.kind !== 'set-element') || node.span.file.path !== 'test.fs') return [];
    const collection = psg.node(node.collection);
    const isOfItems = collection.kind === 'global' && collection.value === items;
    const isProved = verdict.kind === 'accepted' && verdict.proved.has(`bounds:${node.id}:0`);
    return isOfItems && isProved ? [startOf(node.span).line - prologue.split('\n').length + 1] : [];
  });
  expect([verdict.kind, [...new Set(lines)].sort((a, b) => a - b)]).toEqual(['accepted', says]);
});
