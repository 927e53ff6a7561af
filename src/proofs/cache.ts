// In: queries. Out: replies, remembered in a store under the digest of everything that they depend on. An entry is validated each time it is used.
// What it cannot see: an `unsat` entry forged together with its digest. `firefly recheck` re-runs certificates; a store from elsewhere deserves that.
import { z } from 'zod';
import { digestOf } from '../base/digest.ts';
import type { Target } from '../memory/target.ts';
import type { Value } from '../smt/evaluate.ts';
import {
  type CanonicalQuery,
  canonicalQuery,
  completeModel,
  optionLines,
  type Query,
  type Reply,
  type Solver,
  satisfies,
} from '../smt/query.ts';
import { semanticsVersion } from './semantics.ts';

/** Texts by key, kept between builds. May forget anything at any time, and must not fail. */
export interface Store {
  get(key: string): string | undefined;
  put(key: string, value: string): void;
}

/** A store for one process. */
export function memoryStore(): Store {
  const entries = new Map<string, string>();
  return { get: (key) => entries.get(key), put: (key, value) => void entries.set(key, value) };
}

export interface Cache {
  /** `from: 'store'`: the reply was there before this cache was opened. */
  ask(query: Query): Promise<{ readonly reply: Reply; readonly from: 'solver' | 'store' }>;
  /** Writes the new replies. Not before the end: whether a reply came from the store must not depend on which of two equal queries was first. */
  flush(): void;
}

const count = z.int().min(0);
const storedReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unsat'), core: z.array(z.string()), rlimit: count }),
  z.strictObject({
    kind: z.literal('sat'),
    model: z.record(z.string(), z.union([z.boolean(), z.string().regex(/^-?[0-9]+$/)])),
    rlimit: count,
  }),
  z.strictObject({ kind: z.literal('unknown'), why: z.string(), rlimit: count }),
]);
const entrySchema = z.strictObject({ format: z.literal(1), key: z.string(), reply: storedReply, digest: z.string() });
type StoredReply = z.infer<typeof storedReply>;

/** Everything a reply depends on. A key that forgot the target, its word or the semantics would be a soundness bug. */
export function cacheKey(canonical: CanonicalQuery, rlimit: number, target: Target, solverVersion: string): string {
  return digestOf({
    format: 1,
    options: optionLines(rlimit),
    declarations: canonical.declarations,
    assertions: canonical.assertions,
    target: target.name,
    wordBits: target.wordBits,
    semanticsVersion,
    solverVersion,
  });
}

export function openCache(store: Store, solver: Solver, target: Target): Cache {
  const pending = new Map<
    string,
    Promise<{ readonly stored: StoredReply | Extract<Reply, { kind: 'none' }>; readonly from: 'solver' | 'store' }>
  >();
  const fresh = new Map<string, StoredReply>();

  async function find(key: string, query: Query, canonical: CanonicalQuery) {
    const known = readEntry(store.get(key), key, query, canonical);
    if (known) return { stored: known, from: 'store' as const };
    const reply = await solver.ask(query);
    if (reply.kind === 'none') return { stored: reply, from: 'solver' as const };
    const stored = toStored(reply, canonical);
    fresh.set(key, stored);
    return { stored, from: 'solver' as const };
  }

  return {
    ask: async (query) => {
      const canonical = canonicalQuery(query);
      const key = cacheKey(canonical, query.rlimit, target, solver.version);
      const search = pending.get(key) ?? find(key, query, canonical);
      pending.set(key, search);
      const { stored, from } = await search;
      return { reply: stored.kind === 'none' ? stored : (fromStored(stored, canonical) ?? misread), from };
    },
    flush: () => {
      for (const [key, reply] of fresh) store.put(key, writeEntry(key, reply));
      fresh.clear();
    },
  };
}

const misread: Reply = { kind: 'none', why: 'the reply does not fit the query' };

function writeEntry(key: string, reply: StoredReply): string {
  return JSON.stringify({ format: 1, key, reply, digest: digestOf({ key, reply }) });
}

/** The entry's reply; undefined when it is damaged, made for another key, or its model does not satisfy the query. */
function readEntry(
  text: string | undefined,
  key: string,
  query: Query,
  canonical: CanonicalQuery,
): StoredReply | undefined {
  const entry = entrySchema.safeParse(parseJson(text)).data;
  if (!entry || entry.key !== key || entry.digest !== digestOf({ key, reply: entry.reply })) return undefined;
  const reply = fromStored(entry.reply, canonical);
  if (!reply) return undefined;
  if (reply.kind === 'sat' && !satisfies(query, completeModel(query, reply.model))) return undefined;
  return entry.reply;
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Under canonical names: the same question about other variables finds it. */
function toStored(reply: Exclude<Reply, { kind: 'none' }>, canonical: CanonicalQuery): StoredReply {
  switch (reply.kind) {
    case 'unsat': {
      const used = new Set(reply.core);
      return { ...reply, core: [...canonical.names].filter(([, name]) => used.has(name)).map(([short]) => short) };
    }
    case 'sat': {
      const model: Record<string, boolean | string> = {};
      for (const [short, { name }] of canonical.symbols) {
        const value = reply.model.get(name);
        if (value !== undefined) model[short] = typeof value === 'bigint' ? value.toString() : value;
      }
      return { ...reply, model };
    }
    case 'unknown':
      return reply;
  }
}

function fromStored(stored: StoredReply, canonical: CanonicalQuery): Reply | undefined {
  switch (stored.kind) {
    case 'unsat': {
      const core: string[] = [];
      for (const short of stored.core) {
        const name = canonical.names.get(short);
        if (name === undefined) return undefined;
        core.push(name);
      }
      return { ...stored, core };
    }
    case 'sat': {
      const model = new Map<string, Value>();
      for (const [short, value] of Object.entries(stored.model)) {
        const symbol = canonical.symbols.get(short);
        if (!symbol || (symbol.sort === 'Int') !== (typeof value === 'string')) return undefined;
        model.set(symbol.name, typeof value === 'string' ? BigInt(value) : value);
      }
      return { ...stored, model };
    }
    case 'unknown':
      return stored;
  }
}
