// The evidence record, schema version 1: the only thing that reports, audit and release comparison read. Written once per build and target.
import { z } from 'zod';
import { treatments } from '../alex/treatment.ts';
import { obligationKinds } from '../obligations/kinds.ts';
import { methods, verdicts } from '../proofs/verdict.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** 1-based; `endColumn` is exclusive. */
const place = z.strictObject({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
});
/** `0x…`, lower case. */
const address = z.string().regex(/^0x[0-9a-f]+$/);

const hypothesis = z.strictObject({
  key: z.string(),
  /** In source names where possible. */
  text: z.string(),
  reason: z.enum(['type', 'definition', 'path', 'interval', 'loop', 'guard', 'contract', 'map', 'scope']),
  source: place,
  /** The obligation whose claim it is. */
  restsOn: z.string().nullable(),
});

const guardState = z.enum(['present', 'removed-by-backend', 'missing', 'not-linked']);

const obligation = z.strictObject({
  id: z.string(),
  contentHash: sha256,
  kind: z.enum(obligationKinds),
  cwe: z.string(),
  source: place,
  function: z.string(),
  claim: z.string(),
  verdict: z.enum(verdicts),
  treatment: z.enum(treatments),
  method: z.enum(methods).nullable(),
  /** One sentence: why it is proved, or why not. */
  because: z.string(),
  hypotheses: z.array(hypothesis),
  certificate: sha256.nullable(),
  /** The checker's name for the check, or null where there is none at run time: types and declarations settle the claim, or it is a lifetime. */
  goal: z.string().nullable().default(null),
  /** Whether the checker confirms the proof from its own reading of the program. */
  certified: z.boolean().default(false),
  counterexample: z
    .strictObject({
      values: z.record(z.string(), z.string()),
      /** What a run in the interpreter from these values showed (docs/notes/interpreter.md). */
      replay: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('real'),
          run: z.enum(['program', 'call']),
          /** What the claim spoke about when it failed: role → value. */
          roles: z.record(z.string(), z.string()),
        }),
        z.strictObject({ kind: z.literal('possibly-spurious'), loop: place }),
        z.strictObject({ kind: z.literal('not-replayed'), why: z.string() }),
      ]),
    })
    .nullable(),
  guard: z
    .strictObject({ id: z.int().min(1), addresses: z.array(address), bytes: z.int().min(0), state: guardState })
    .nullable(),
  rlimit: z.int().min(0),
  cached: z.boolean(),
  waiver: z.string().nullable(),
  excerpt: z.strictObject({
    /** Lines of `<name>.mlir` that this obligation's node became. */
    mlir: z.string().nullable(),
    /** Disassembly around the guard, or of the access that runs without one. */
    machine: z.string().nullable(),
  }),
});

const count = z.int().min(0);
const summaryRow = z.strictObject({
  total: count,
  type: count,
  interval: count,
  z3: count,
  assumed: count,
  guarded: count,
  rejected: count,
  absent: count,
});

export const evidenceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Empty when valid; else why this record must not be relied on. */
  invalid: z.array(z.string()),
  subject: z.strictObject({
    project: z.string(),
    version: z.string(),
    target: z.string(),
    board: z.string(),
    outcome: z.enum(['linked', 'not-linked', 'refused']),
    elf: z.strictObject({ file: z.string(), sha256 }).nullable(),
    inputs: z.array(
      z.strictObject({
        path: z.string(),
        sha256,
        role: z.enum(['project', 'source', 'prelude', 'linker-script', 'predicate']),
      }),
    ),
  }),
  tool: z.array(z.strictObject({ name: z.string(), version: z.string(), sha256: sha256.nullable() })),
  psg: z.strictObject({
    digest: sha256,
    nodes: count,
    edges: count,
    obligationsByKind: z.partialRecord(z.enum(obligationKinds), count),
  }),
  obligations: z.array(obligation),
  /** What `firefly recheck` reads again without a solver: the graph's text and the certificate. Null when none was made. */
  recheck: z
    .strictObject({
      certificate: z.strictObject({ file: z.string(), sha256 }),
      graph: z.strictObject({ file: z.string(), sha256 }),
      proofs: count,
      claims: count,
      certified: count,
      uncertified: count,
      /** Whether an uncertified proof keeps its guard. */
      policy: z.enum(['required', 'optional']),
      refused: z.string().nullable(),
    })
    .nullable()
    .default(null),
  assumptions: z.array(
    z.strictObject({
      id: z.string(),
      class: z.enum(['target', 'memory-map', 'binding', 'interrupt', 'solver', 'toolchain', 'user']),
      text: z.string(),
      /** Obligation ids; the single word `*` means every proof. */
      usedBy: z.array(z.string()),
      mitigation: z.string(),
    }),
  ),
  guards: z.strictObject({
    emitted: count,
    present: count,
    removedByBackend: count,
    missing: count,
    unexplainedTraps: count,
    allowedTraps: z.array(z.strictObject({ address, symbol: z.string(), why: z.string() })),
  }),
  resources: z
    .strictObject({
      sections: z.array(z.strictObject({ name: z.string(), address, bytes: count })),
      /** `bytes` is null when unbounded (recursion, dynamic stack); `path` is the deepest call chain. */
      stack: z.array(
        z.strictObject({
          entry: z.string(),
          bytes: count.nullable(),
          path: z.array(z.string()),
          why: z.string().nullable(),
        }),
      ),
      guardBytes: count,
    })
    .nullable(),
  /** kinds × means; each row: total = type + interval + z3 + assumed + guarded + rejected + absent. */
  summary: z.partialRecord(z.enum([...obligationKinds, 'all']), summaryRow),
  /** The text of every source, so that a report needs nothing else. */
  sources: z.array(z.strictObject({ path: z.string(), text: z.string() })),
  /** The proof neighbourhood: obligations, the core nodes they speak about and the facts their proofs used. */
  graph: z.strictObject({
    vertices: z.array(
      z.strictObject({
        id: z.string(),
        sort: z.enum(['core', 'obligation', 'fact']),
        label: z.string(),
        file: z.string().nullable(),
        line: z.int().nullable(),
      }),
    ),
    edges: z.array(z.strictObject({ source: z.string(), target: z.string(), role: z.string(), index: count })),
  }),
  reproduce: z.strictObject({ command: z.string(), largestRlimit: count }),
});

export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceObligation = Evidence['obligations'][number];
export type SummaryRow = z.infer<typeof summaryRow>;
