// In: the text of an evidence file. Out: the record, or why it is none of this version. Contradictions inside a record are added to its `invalid`:
// a file that was edited by hand does not pass for valid.
import { z } from 'zod';
import { recordProblems } from './consistency.ts';
import { type Evidence, evidenceSchema } from './record.ts';

export type ReadResult =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly problems: readonly string[] };

/** More findings than these say nothing new. */
const mostProblems = 12;

export function readEvidence(text: string): ReadResult {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refuse(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const version = z.object({ schemaVersion: z.unknown() }).safeParse(data);
  if (!version.success) return refuse('not an evidence record: it has no schemaVersion');
  if (version.data.schemaVersion !== 1)
    return refuse(`schemaVersion ${JSON.stringify(version.data.schemaVersion)} is not known; this version reads 1`);
  const parsed = evidenceSchema.safeParse(data);
  if (!parsed.success) {
    const found = parsed.error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
    const more = found.length - mostProblems;
    return { ok: false, problems: [...found.slice(0, mostProblems), ...(more > 0 ? [`and ${more} more`] : [])] };
  }
  const evidence = parsed.data;
  return {
    ok: true,
    evidence: { ...evidence, invalid: [...new Set([...evidence.invalid, ...recordProblems(evidence)])] },
  };
}

function refuse(problem: string): ReadResult {
  return { ok: false, problems: [problem] };
}

/** `obligations[3].guard.id`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'record' : text.replace(/^\./, '');
}
