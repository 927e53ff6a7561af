// The rooms of src/ in layer order, as data: what each gives, what it may import. The architecture test holds the sources to it, and docs/architecture.md prints it.

export interface Room {
  readonly name: string;
  readonly gives: string;
  /** Rooms whose root files it may import; itself always. */
  readonly mayImport: readonly string[];
  /** Rooms from which it may import types only (`import type`). */
  readonly typesFrom: readonly string[];
  /** `open`: may read files, start processes and see the environment. `loader`: only in files named `load-….ts`. */
  readonly io: 'open' | 'loader';
}

interface Extras {
  readonly typesFrom?: readonly string[];
  readonly io?: 'open';
}

function room(name: string, gives: string, mayImport: string, extras: Extras = {}): Room {
  return {
    name,
    gives,
    mayImport: mayImport === '' ? [] : mayImport.split(' '),
    typesFrom: extras.typesFrom ?? [],
    io: extras.io ?? 'loader',
  };
}

export const rooms: readonly Room[] = [
  room('base', 'source text, spans, ids, digests, `never()`', ''),
  room('diagnostics', 'the catalogue of codes, messages, rendering (text, JSON)', 'base'),
  room('memory', 'regions, access kinds, lifetimes, layouts, memory maps, the `Target` interface, as data', 'base'),
  room('smt', 's-expressions, terms, printer, solver sessions', 'base'),
  room(
    'checker',
    'reads the exported graph and a certificate, derives the conditions, checks the proofs; no solver',
    'base',
  ),
  room('finder', 'untrusted search for certificates: simplex, splitting, claims that fail are dropped', 'base checker'),
  room(
    'fncs',
    'lexer, offside rule, parser, project files, names, types, measures, checking; prelude',
    'base diagnostics memory',
  ),
  room(
    'psg',
    'node and edge kinds, the `Psg` class (the only importer of graphology), elaboration, digest',
    'base diagnostics memory fncs',
  ),
  room('interpreter', 'runs the graph by the meaning of docs/language.md: every check evaluated', 'base memory psg'),
  room(
    'analysis',
    'facts with reasons (intervals, congruence, differences, region flow, escape)',
    'base memory smt psg',
    {
      typesFrom: ['obligations', 'checker'],
    },
  ),
  room(
    'obligations',
    'one file per obligation kind, collection into proof hyperedges',
    'base diagnostics memory smt psg analysis',
    { typesFrom: ['checker'] },
  ),
  room(
    'proofs',
    'discharge, hypotheses, invariants, certificates, cache',
    'base memory smt checker finder psg interpreter analysis obligations',
  ),
  room(
    'alex',
    'MLIR emission, treatments (elided / guarded / rejected / absent)',
    'base diagnostics memory smt psg obligations proofs',
    { typesFrom: ['analysis'] },
  ),
  room('targets', 'one folder per target with the same file names in each', 'base memory alex', { typesFrom: ['psg'] }),
  room('toolchain', 'mlir-opt, llc, lld, objdump, QEMU: the only processes we start', 'base memory', { io: 'open' }),
  room(
    'evidence',
    'the record, ELF reconciliation, re-checking, the ledger, exports',
    'base diagnostics memory checker psg obligations proofs alex',
  ),
  room('reports', 'HTML from the record', 'base evidence'),
  room(
    'pipeline',
    'one build, on one screen',
    'base diagnostics memory smt checker fncs psg analysis obligations proofs alex targets toolchain evidence reports',
  ),
  room(
    'cli',
    'the command line',
    'base diagnostics smt checker fncs psg interpreter obligations proofs alex targets toolchain evidence reports pipeline',
    { io: 'open' },
  ),
];

/** The row of a room, as docs/architecture.md prints it. */
export function markdownRow(row: Room): string {
  const imports = row.mayImport.length === 0 ? '–' : row.mayImport.join(' ');
  const types = row.typesFrom.length === 0 ? '' : `; types from ${row.typesFrom.join(' ')}`;
  return `| ${row.name} | ${row.gives} | ${imports}${types} |`;
}
