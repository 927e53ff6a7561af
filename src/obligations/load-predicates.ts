// In: `smt/obligations/<kind>.smt2` beside the compiler. Out: each kind's predicate, parsed. The only file of this room that reads files.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Predicate, parsePredicate } from '../smt/predicate.ts';
import { type ObligationKind, obligationKinds } from './kinds.ts';

export type Predicates = Readonly<Record<ObligationKind, Predicate>>;

/** The package's root: two folders above this file, in `src/` as in `dist/`. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The predicate files, paths relative to the package's root. */
export function predicateFiles(): readonly { readonly path: string; readonly text: string }[] {
  return obligationKinds.map((kind) => {
    const path = `smt/obligations/${kind}.smt2`;
    return { path, text: readFileSync(join(root, path), 'utf8') };
  });
}

export function loadPredicates(): Predicates {
  const files = predicateFiles();
  const entries = obligationKinds.map((kind, i) => [kind, parsePredicate(files[i]?.text ?? '')] as const);
  return Object.fromEntries(entries) as Record<ObligationKind, Predicate>;
}
