// `firefly audit`: what run-time checks remain, from a record alone.
import { auditAsJson, auditText } from '../evidence/audit.ts';
import { printJson } from './console.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { readRecord } from './read-record.ts';

export function audit(path: string, options: { readonly json?: true }): ExitCode {
  const { evidence } = readRecord(path);
  if (options.json) printJson(auditAsJson(evidence));
  else process.stdout.write(`${auditText(evidence).trimEnd()}\n`);
  return evidence.invalid.length > 0 ? exitCodes.invalid : exitCodes.ok;
}
