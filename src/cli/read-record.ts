// In: the path of an evidence record, or of a folder that holds one. Out: the record, checked against its schema.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readEvidence } from '../evidence/read-record.ts';
import type { Evidence } from '../evidence/record.ts';
import { CommandFailure, exitCodes } from './failure.ts';

export function readRecord(path: string): { readonly evidence: Evidence; readonly path: string } {
  if (!existsSync(path)) throw new CommandFailure(exitCodes.world, `${path} does not exist.`);
  const file = statSync(path).isDirectory() ? join(path, 'evidence.json') : path;
  if (!existsSync(file)) throw new CommandFailure(exitCodes.world, `${path} holds no evidence.json.`);
  const read = readEvidence(readFileSync(file, 'utf8'));
  if (!read.ok)
    throw new CommandFailure(
      exitCodes.invalid,
      `${file} is no evidence record of this version:\n  ${read.problems.join('\n  ')}`,
    );
  return { evidence: read.evidence, path: file };
}
