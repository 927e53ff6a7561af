// Whatever the checker is given, it answers: refused, and within seconds of work. Texts that are no certificates or graphs, and such as are made to exhaust it.
import fc from 'fast-check';
import { digestBytes } from '../../src/base/digest.ts';
import { checkCertificate, semantics, type Verdict } from '../../src/checker/check.ts';
import { Malformed } from '../../src/checker/decode.ts';
import type { Formula } from '../../src/checker/formula.ts';
import { add, shift, unknown } from '../../src/checker/polynomial.ts';
import { refutes } from '../../src/checker/proof.ts';
import { targetFacts } from '../../src/proofs/goal.ts';
import { graphOf, targetOf } from '../analysis/source.ts';
import { certifyProgram } from './program.ts';

const target = targetFacts(targetOf('x86_64-linux'));
const own = certifyProgram(
  graphOf(`module Small
let buffer : byte[] = Array.zeroCreate 4
let items : int[] = Array.zeroCreate 16
let input () : int = Platform.Bindings.readBytes 0 buffer 0
let rec pick (n: int) : int = if n > 5 then pick (n - 2) elif n < 0 then 0 else n
[<EntryPoint>]
let main () =
    let mutable i = 0
    while i < 16 do
        items.[i] <- pick (input ())
        i <- i + 1
    items.[pick i] + items.[input ()]
`),
  targetOf('x86_64-linux'),
);
const graphText = own.psg.text;

/** The answer. These inputs would keep a checker without limits busy for ever: ten seconds of processor time are far from both, on any machine. */
function timed(graph: string, certificate: string): Verdict {
  const before = process.cpuUsage();
  const verdict = checkCertificate(graph, target, certificate);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(10);
  return verdict;
}

function refused(graph: string, certificate: string): string {
  const verdict = timed(graph, certificate);
  expect(verdict.kind).toBe('refused');
  return verdict.kind === 'refused' ? verdict.why : '';
}

interface Content {
  readonly claims?: unknown;
  readonly proofs?: unknown;
}

function certificateOf(graph: string, content: Content): string {
  const plain = JSON.parse(JSON.stringify(target, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)));
  const head = { format: 'firefly-certificate', semantics, psg: digestBytes(graph), target: plain };
  return JSON.stringify({ ...head, claims: [], proofs: [], ...content });
}

test('the program is provable, so that refusing everything would not do', () => {
  expect(own.verdict.kind).toBe('accepted');
  expect(own.proved.size).toBeGreaterThanOrEqual(2);
  expect(timed(graphText, own.certificate).kind).toBe('accepted');
});

const texts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a byte 0', '\0'],
  ['null', 'null'],
  ['a number', '1e400'],
  ['a text', '"firefly-certificate"'],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['a byte order mark', `\ufeff${own.certificate}`],
  ['half a certificate', own.certificate.slice(0, own.certificate.length / 2)],
  ['two certificates', own.certificate + own.certificate],
  ['a million open lists', '['.repeat(1_000_000)],
  ['a million lists in each other', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
  ['a hundred thousand open objects', '{"claims":'.repeat(100_000)],
  ['a very long number', '9'.repeat(2_000_000)],
  ['lone surrogates', '"\\ud800\\udfff\\udc00"'],
];

test.each(texts)('as a certificate: %s', (_name, text) => {
  refused(graphText, text);
});

test.each(texts)('as a graph: %s', (_name, text) => {
  refused(text, certificateOf(text, {}));
  refused(text, own.certificate);
});

const goal = [...own.proved][0] ?? '';

/** A proof in a proof in a proof. */
function nested(depth: number, wrap: (inner: string, at: number) => string): string {
  let text = '["sum",0,1]';
  for (let at = 0; at < depth; at++) text = wrap(text, at);
  return text;
}

function withProof(proof: string, facts = '[0,1,2,3]'): string {
  return certificateOf(graphText, { proofs: [{ goal, facts: [], proof: [] }] }).replace(
    /"facts":\[\],"proof":\[\]/,
    `"facts":${facts},"proof":${proof}`,
  );
}

const digits = '7'.repeat(299);

const proofs: readonly (readonly [string, string])[] = [
  ['squares of squares', nested(390, (inner, at) => `["product",${at % 3},0,${inner}]`)],
  ['each product multiplied by itself', nested(390, (inner, at) => `["product",${391 - at},${391 - at},${inner}]`)],
  ['an equality times an unknown, again and again', nested(390, (inner, at) => `["times",${at % 7},"x1",${inner}]`)],
  ['sums that grow', nested(390, (inner, at) => `["derive",[${390 - at},"${digits}",0,"${digits}"],${inner}]`)],
  ['cuts in each other', nested(390, (inner, at) => `["cut",[1,"x${at}"],${at},${inner},["sum",0,1]]`)],
  ['cuts that branch', nested(16, (inner, at) => `["cut",[1,"x0"],${at},${inner},${inner}]`)],
  ['more than is deep enough', nested(100_000, (inner) => `["derive",[0,1],${inner}]`)],
  ['a very long sum', `["sum"${',0,1'.repeat(200_000)}]`],
  [
    'a very long cut',
    `["cut",[${Array.from({ length: 20_000 }, (_, i) => `1,"x${i}"`).join(',')}],0,["sum",0,1],["sum",0,1]]`,
  ],
  ['a huge factor', `["sum",0,"${'9'.repeat(100_000)}"]`],
  ['a factor that is no integer', '["sum",0,1e300]'],
  ['a number of a fact beyond all numbers', '["sum",1e308,1]'],
  ['a split of a fact that does not exist', '["split",4294967296]'],
];

test.each(proofs)('a proof: %s', (_name, proof) => {
  refused(graphText, withProof(proof));
  // the same over facts that all its numbers may name
  const sum = (constant: bigint) => shift(add(add(unknown('x0'), unknown('x1')), unknown('x2')), constant);
  const facts: readonly Formula[] = [
    { kind: 'at-most', polynomial: sum(-5n) },
    { kind: 'zero', polynomial: sum(-7n) },
    { kind: 'at-most', polynomial: sum(-9n) },
  ];
  const before = process.cpuUsage();
  let accepted = false;
  try {
    accepted = refutes(facts, JSON.parse(proof), { left: 200_000 + 20 * proof.length });
  } catch (error) {
    expect(error).toBeInstanceOf(Malformed);
  }
  expect(accepted).toBe(false);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(10);
});

test('facts that are named a hundred thousand times', () => {
  refused(graphText, withProof('["sum",0,1]', `[${'0,'.repeat(100_000)}0]`));
});

test('a proof of everything that there is, and of what there is not', () => {
  const goals = [...own.proved, 'bounds:0:0', 'loop:1:entry#0', '', '__proto__', 'constructor', 'bounds:1:0~1'];
  for (const each of goals) {
    const text = certificateOf(graphText, { proofs: [{ goal: each, facts: [], proof: ['sum'] }] });
    expect(refused(graphText, text)).toMatch(/is wrong|there is nothing to prove/);
  }
  const twice = certificateOf(graphText, { proofs: [0, 1].map(() => ({ goal, facts: [], proof: ['sum'] })) });
  expect(refused(graphText, twice)).toBe('two proofs for one goal');
});

const loop = own.psg.nodesOf('while')[0]?.id ?? 0;
const callee = own.psg.nodesOf('function').find(({ name }) => name === 'Small.pick');

const claims: readonly (readonly [string, unknown])[] = [
  ['no list', {}],
  ['a list of nothing', [null]],
  ['a place that does not exist', [{ place: 'moon', node: 0, terms: [], constant: 0, modulus: 0 }]],
  ['a negative modulus', [{ place: 'loop', node: loop, terms: [], constant: 0, modulus: -1 }]],
  ['a node that is no number', [{ place: 'loop', node: '0', terms: [], constant: 0, modulus: 0 }]],
  [
    'twenty thousand false ones',
    Array.from({ length: 20_000 }, (_, i) => ({ place: 'loop', node: loop, terms: [], constant: i + 1, modulus: 0 })),
  ],
  [
    'twenty thousand for a function that is called',
    Array.from({ length: 20_000 }, () => ({
      place: 'entry',
      node: callee?.id,
      terms: [[1, ['name', callee?.parameters[0], 0]]],
      constant: 0,
      modulus: 3,
    })),
  ],
  [
    'a product of a thousand factors',
    [
      {
        place: 'entry',
        node: callee?.id,
        terms: [[1, ...Array.from({ length: 1000 }, () => ['name', callee?.parameters[0], 0])]],
        constant: 0,
        modulus: 0,
      },
    ],
  ],
  [
    'a hundred thousand terms',
    [
      {
        place: 'entry',
        node: callee?.id,
        terms: Array.from({ length: 100_000 }, () => [1, ['name', callee?.parameters[0], 0]]),
        constant: 0,
        modulus: 0,
      },
    ],
  ],
];

test.each(claims)('claims: %s', (_name, content) => {
  refused(graphText, certificateOf(graphText, { claims: content }));
});

type Row = Record<string, unknown>;

/** A graph whose entry evaluates `body`; `nodes` follow the entry. */
function graphWith(nodes: readonly Row[], body: number): string {
  const word = { kind: 'integer', bits: 'word', signed: true };
  const entry = { kind: 'function', parameters: [], result: word, requires: [], ensures: [], body };
  const rows = [entry, ...nodes].map((row, id) => ({ type: word, ...row, id }));
  return JSON.stringify({ entry: 0, values: [], interrupts: [], nodes: rows });
}

/** A member of this name in an object literal looks like a promise. */
const whenTrue = 'then';

const number: Row = { kind: 'literal', value: 1 };
const chain = (length: number, link: (before: number) => Row): readonly Row[] => [
  number,
  ...Array.from({ length }, (_, i) => link(i + 1)),
];

const graphs: readonly (readonly [string, string])[] = [
  ['a node that is its own operand', graphWith([{ kind: 'primitive', operator: 'negate', operands: [1] }], 1)],
  [
    'two nodes that are each other',
    graphWith(
      [
        { kind: 'weaken', operand: 2 },
        { kind: 'weaken', operand: 1 },
      ],
      1,
    ),
  ],
  [
    'sums that are added to themselves, sixty times',
    graphWith(
      chain(60, (before) => ({ kind: 'primitive', operator: 'add', operands: [before, before] })),
      61,
    ),
  ],
  [
    'tests whose arms are one',
    graphWith(
      chain(60, (before) => ({ kind: 'if', condition: before, [whenTrue]: before, otherwise: before })),
      61,
    ),
  ],
  [
    'thirty thousand conversions',
    graphWith(
      chain(30_000, (operand) => ({ kind: 'convert', operand })),
      30_001,
    ),
  ],
  ['a body that is not there', graphWith([number], 7)],
  [
    'a binding without a value',
    graphWith(
      [
        { kind: 'local', binding: 2 },
        { kind: 'binding', mutability: 'mutable' },
      ],
      1,
    ),
  ],
  ['a call of a literal', graphWith([{ kind: 'call', callee: 1, operands: [] }], 1)],
  [
    'a function whose contract calls itself',
    graphWith(
      [
        { kind: 'function', parameters: [], result: { kind: 'boolean' }, requires: [2], ensures: [], body: 2 },
        { kind: 'call', type: { kind: 'boolean' }, callee: 1, operands: [] },
      ],
      2,
    ),
  ],
  [
    'a function whose contract calls itself twice',
    graphWith(
      [
        { kind: 'function', parameters: [], result: { kind: 'boolean' }, requires: [4], ensures: [], body: 2 },
        { kind: 'call', type: { kind: 'boolean' }, callee: 1, operands: [] },
        { kind: 'call', type: { kind: 'boolean' }, callee: 1, operands: [] },
        { kind: 'primitive', type: { kind: 'boolean' }, operator: 'bit-and', operands: [2, 3] },
      ],
      4,
    ),
  ],
  [
    'a type in a type in a type',
    graphWith(
      [
        {
          ...number,
          type: JSON.parse(`${'{"kind":"array","element":'.repeat(2000)}{"kind":"unit"}${'}'.repeat(2000)}`),
        },
      ],
      1,
    ),
  ],
  [
    'a loop in its own condition',
    graphWith([{ kind: 'while', type: { kind: 'unit' }, condition: 1, invariants: [], body: 1 }], 1),
  ],
];

test.each(graphs)('a graph: %s', (name, text) => {
  const verdict = timed(text, certificateOf(text, {}));
  // some are programs, if strange ones; but what is read proves nothing
  expect([name, verdict.kind === 'accepted' ? verdict.proved.size : 0]).toEqual([name, 0]);
});

test('the graphs that cannot be programs are refused', () => {
  const fine = graphWith([number], 1);
  expect(timed(fine, certificateOf(fine, {})).kind).toBe('accepted');
  const kinds = graphs.map(([, text]) => timed(text, certificateOf(text, {})).kind);
  expect(kinds.filter((kind) => kind === 'refused').length).toBeGreaterThanOrEqual(graphs.length - 2);
});

test('random values in the places of a certificate', () => {
  let count = 0;
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 5 }),
      fc.jsonValue({ maxDepth: 4 }),
      fc.jsonValue(),
      (first, second, third) => {
        for (const content of [
          { claims: first, proofs: second },
          { claims: [], proofs: [{ goal, facts: first, proof: second }] },
          { claims: [{ place: first, node: second, terms: third, constant: 0, modulus: 0 }] },
          { proofs: [{ goal, facts: [0, 1, 2], proof: ['split', 0, first, second, third] }] },
        ]) {
          const verdict = timed(graphText, certificateOf(graphText, content));
          count++;
          // empty lists are claims and proofs of nothing
          if (verdict.kind === 'accepted') expect(verdict.proved.size).toBe(0);
        }
      },
    ),
    { seed: 3, numRuns: 150 },
  );
  expect(count).toBe(600);
}, 120_000);

test('random bytes in a certificate and in a graph', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, byte, inGraph) => {
      const bytes = Buffer.from(inGraph ? graphText : own.certificate);
      bytes[at % bytes.length] = byte;
      const text = bytes.toString('latin1');
      if (!inGraph) timed(graphText, text);
      else timed(text, own.certificate.replace(digestBytes(graphText), digestBytes(text)));
    }),
    { seed: 4, numRuns: 400 },
  );
}, 120_000);
