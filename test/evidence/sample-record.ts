// A small program with one obligation of each standing, made by hand through the graph's own builder, for the tests of record, exports and audit.
import type { Treatment } from '../../src/alex/treatment.ts';
import { digestBytes } from '../../src/base/digest.ts';
import type { Span } from '../../src/base/source.ts';
import type { Evidence } from '../../src/evidence/record.ts';
import { type RecordInput, recordEvidence } from '../../src/evidence/write-record.ts';
import type { Target } from '../../src/memory/target.ts';
import type { ObligationKind } from '../../src/obligations/kinds.ts';
import type { Fact, Obligation, ObligationId, Reason } from '../../src/obligations/obligation.ts';
import { mint } from '../../src/proofs/certificate.ts';
import { linkProofs } from '../../src/proofs/graph.ts';
import type { Answer, Method, Verdict } from '../../src/proofs/verdict.ts';
import type { NodeId } from '../../src/psg/node.ts';
import { type Psg, PsgBuilder } from '../../src/psg/psg.ts';
import { type Type, wordType } from '../../src/psg/type.ts';
import { apply, integer, symbol, type Term, yes } from '../../src/smt/term.ts';

const text = `module Ring
let get (a: int[]) (i: int) =
    requires (i <= a.Length)
    a.[i]
let main () = get [| 1; 2 |] 0, "a, \\"quoted\\" | text"
`;
const file = { path: 'src/Ring.fs', text };

function spanOf(part: string): Span {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`no ${part} in the sample`);
  return { file, start, end: start + part.length };
}

export const target: Target = {
  name: 'sample',
  architecture: 'armv8m.main',
  triple: 'thumbv8m.main-none-eabi',
  wordBits: 32,
  board: 'bench',
  memoryMap: {
    name: 'bench',
    source: 'the manual, table 1',
    ranges: [
      { name: 'GPIO', start: 0x42020000n, size: 0x400n, region: 'peripheral', access: 'readWrite', widths: [4] },
    ],
  },
  largestObject: 1n << 18n,
};

interface SampleGraph {
  readonly psg: Psg;
  readonly element: NodeId;
  readonly index: NodeId;
  readonly array: NodeId;
  readonly get: NodeId;
  readonly condition: NodeId;
}

function sampleGraph(): SampleGraph {
  const builder = new PsgBuilder();
  const array: Type = { kind: 'array', element: wordType };
  const a = builder.add(
    { kind: 'binding', name: 'a', type: array, mutability: 'immutable', role: 'parameter' },
    spanOf('a: int[]'),
  );
  const i = builder.add(
    { kind: 'binding', name: 'i', type: wordType, mutability: 'immutable', role: 'parameter' },
    spanOf('i: int'),
  );
  const readA = builder.add({ kind: 'local', type: array, binding: a }, spanOf('a.Length'));
  const readI = builder.add({ kind: 'local', type: wordType, binding: i }, spanOf('i <='));
  const length = builder.add({ kind: 'length', type: wordType, collection: readA }, spanOf('a.Length'));
  const condition = builder.add(
    { kind: 'primitive', type: { kind: 'boolean' }, operator: 'less-or-equal', operands: [readI, length] },
    spanOf('i <= a.Length'),
  );
  const element = builder.add({ kind: 'element', type: wordType, collection: readA, index: readI }, spanOf('a.[i]'));
  const descriptor: Type = {
    kind: 'descriptor',
    name: 'Port',
    instances: [
      { name: 'PORTA', base: 0x42020000n },
      { name: 'PORTX', base: 0x50000000n },
    ],
    registers: [
      {
        name: 'OUT',
        offset: 0x14n,
        count: 1,
        type: {
          kind: 'pointer',
          element: { kind: 'integer', bits: 32, signed: false },
          region: 'peripheral',
          access: 'writeOnly',
        },
      },
    ],
  };
  builder.add({ kind: 'instance', type: descriptor, name: 'PORTA' }, spanOf('main'));
  const write = builder.add({ kind: 'service', type: wordType, service: 'writeBytes', operands: [] }, spanOf('main'));
  const get = builder.add(
    {
      kind: 'function',
      name: 'Ring.get',
      parameters: [a, i],
      result: wordType,
      requires: [condition],
      ensures: [],
      body: element,
      inline: 'as-needed',
      role: 'internal',
    },
    spanOf('let get'),
  );
  const main = builder.add(
    {
      kind: 'function',
      name: 'Ring.main',
      parameters: [],
      result: wordType,
      requires: [condition],
      ensures: [],
      body: write,
      inline: 'as-needed',
      role: 'entry',
    },
    spanOf('let main'),
  );
  return { psg: builder.build(main, []), element, index: readI, array: readA, get, condition };
}

interface Case {
  readonly kind: ObligationKind;
  readonly verdict: Verdict;
  readonly method: Method | null;
  readonly treatment: Treatment;
  readonly guard?: number;
  readonly rests?: string;
  readonly why?: string;
}

const cases: readonly Case[] = [
  { kind: 'access-kind', verdict: 'proved', method: 'type', treatment: 'elided' },
  { kind: 'bounds', verdict: 'proved', method: 'interval', treatment: 'elided' },
  { kind: 'bounds', verdict: 'proved', method: 'z3', treatment: 'elided', rests: 'bounds:Ring.get:00000004:4' },
  { kind: 'bounds', verdict: 'proved', method: 'z3+invariant', treatment: 'elided' },
  { kind: 'bounds', verdict: 'unknown', method: null, treatment: 'guarded', guard: 12, why: 'counterexample' },
  { kind: 'slice', verdict: 'unknown', method: null, treatment: 'guarded', guard: 13, why: 'resource limit' },
  { kind: 'division', verdict: 'proved', method: 'z3', treatment: 'guarded', guard: 14 },
  { kind: 'memory-map', verdict: 'assumed', method: 'declared', treatment: 'elided' },
  { kind: 'lifetime', verdict: 'refuted', method: 'z3', treatment: 'rejected' },
  { kind: 'exhaustive', verdict: 'unreachable', method: 'z3', treatment: 'absent', guard: 15 },
];

export function idOf(index: number): ObligationId {
  const each = cases[index];
  return `${each?.kind}:Ring.get:0000000${index}:${index}` as ObligationId;
}

const names = new Map([
  ['i!1', 'i'],
  ['n!2', 'a.Length'],
]);
const claim: Term = apply(
  'and',
  apply('<=', integer(0), symbol('i!1', 'Int')),
  apply('<', symbol('i!1', 'Int'), symbol('n!2', 'Int')),
);

function fact(key: string, term: Term, reason: Reason, about: NodeId, restsOn?: ObligationId): Fact {
  return restsOn === undefined ? { key, term, reason, about } : { key, term, reason, about, restsOn };
}

/** `refused` takes the rejected obligation as it is; otherwise that one is left out, so that the program links. */
export function sampleInput(outcome: 'linked' | 'not-linked' | 'refused'): RecordInput {
  const { psg, element, index, array, get, condition } = sampleGraph();
  const used = cases
    .map((each, at) => ({ ...each, id: idOf(at) }))
    .filter(({ treatment }) => outcome === 'refused' || treatment !== 'rejected');
  const obligations = used.map(
    ({ id, kind, verdict, method }, part): Obligation => ({
      id,
      kind,
      subject: element,
      part,
      roles: [
        { role: 'index', node: index, of: 'value' },
        { role: 'extent', node: array, of: 'length' },
      ],
      check: yes,
      definition: get,
      text: kind === 'slice' ? '0 <= first && first <= last + 1, "both" | in <a>' : '0 <= i && i < a.Length',
      questions: [],
      sourceNames: names,
      ...(method === 'type' || method === 'declared'
        ? {
            decided: {
              verdict: verdict === 'assumed' ? 'assumed' : 'proved',
              method,
              because: method === 'type' ? 'The pointer may be read' : 'PORTX is where its descriptor says',
            },
          }
        : {}),
    }),
  );
  const answers = new Map(
    used.map(({ id, verdict, method, rests, why }): [ObligationId, Answer] => [
      id,
      {
        obligation: id,
        verdict,
        method,
        hypotheses:
          method === 'z3' || method === 'z3+invariant' || method === 'interval'
            ? [
                fact('f0', apply('<=', symbol('i!1', 'Int'), symbol('n!2', 'Int')), 'contract', condition),
                ...(rests === undefined ? [] : [fact('f1', claim, 'guard', element, rests as ObligationId)]),
                ...(method === 'z3+invariant'
                  ? [fact('f2', apply('=', symbol('k!9', 'Int'), integer(-1)), 'loop', element)]
                  : []),
              ]
            : [],
        certificate:
          verdict === 'proved' || verdict === 'assumed'
            ? mint({ psgDigest: psg.digest, target: target.name, obligation: id }, digestBytes(id), `; ${id}\n`)
            : null,
        counterexample: why === 'counterexample' ? { i: '16', 'a.Length': '16' } : null,
        why: why ?? null,
        rlimit: method === null ? 3000000 : 1234,
        cached: verdict === 'proved',
      },
    ]),
  );
  linkProofs(psg, obligations, [...answers.values()]);
  const guards = used.flatMap(({ id, kind, guard }) =>
    guard === undefined ? [] : [{ id: guard, obligation: id, kind, span: spanOf('a.[i]'), values: [] }],
  );
  return {
    project: { name: 'ring', version: '1.2.3' },
    target,
    psg,
    obligations,
    answers,
    emission: {
      mlir: 'module {\n  %ok = arith.cmpi ult, %i, %n : i32\n  cf.cond_br %ok, ^a, ^b\n}\n',
      guards,
      treatments: new Map(used.map(({ id, treatment }) => [id, treatment])),
      excerpts: new Map(guards.map(({ obligation }) => [obligation, { firstLine: 2, lastLine: 3 }])),
    },
    outcome,
    elf: outcome === 'linked' ? { file: 'ring.elf', bytes: Uint8Array.from([1, 2, 3]) } : undefined,
    linked:
      outcome === 'linked'
        ? {
            reconciliation: {
              guards: guards.map(({ id }) =>
                id === 15
                  ? { id, state: 'removed-by-backend', addresses: [], bytes: 0, excerpt: null }
                  : {
                      id,
                      state: 'present',
                      addresses: [`0x${(0x8000000 + id).toString(16)}`],
                      bytes: 10,
                      excerpt: `0x8000010: udf.w #${id}`,
                    },
              ),
              missing: 0,
              unexplainedTraps: 0,
              allowedTraps: [],
              sections: [{ name: '.text', address: '0x8000000', bytes: 512 }],
              problems: [],
            },
            stack: [
              { entry: 'firefly.start', bytes: 96, path: ['firefly.start', 'Ring.get'], why: null },
              { entry: 'SysTick_Handler', bytes: null, path: ['SysTick_Handler'], why: 'recursion: a → a' },
            ],
            disassembly: '',
          }
        : undefined,
    inputs: [
      { path: 'ring.fidproj', text: '[package]\n', role: 'project' },
      { ...file, role: 'source' },
      { path: 'prelude/unused.fs', text: 'module Unused\n', role: 'prelude' },
    ],
    tools: [{ name: 'firefly', version: '0.1.0', sha256: null }],
    command: 'firefly build ring.fidproj --target sample',
  };
}

export function sampleRecord(outcome: 'linked' | 'not-linked' | 'refused'): Evidence {
  return recordEvidence(sampleInput(outcome));
}
