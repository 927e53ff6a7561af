// Every program of the corpus, built once for each target: it prints what it must, with its checks as proved and with all of them kept; proofs/ledger/ says what is
// proved of it, and the README of corpus/algorithms counts the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareLedger, ledgerOf, printLedger, readLedger } from '../../src/evidence/ledger.ts';
import { type Built, type BuiltCorpus, buildCorpus, type TargetName } from './built-corpus.ts';
import {
  copyProgram,
  corpus,
  corpusPrograms,
  corpusText,
  firefly,
  readEvidence,
  repository,
  runnableTargets,
  targetsOf,
} from './compiler.ts';
import { countAgain } from './totals.ts';

let built: BuiltCorpus;

beforeAll(async () => {
  built = await buildCorpus();
}, 900_000);

function resultOf(program: string, target: TargetName): Built {
  const result = built.get(target)?.get(program);
  if (result === undefined) throw new Error(`${program} is not built for ${target}`);
  return result;
}

const projects = runnableTargets.flatMap((target) =>
  corpusPrograms.filter((program) => targetsOf(program).includes(target)).map((program) => ({ program, target })),
);
const folder = join(corpus, 'algorithms');

/** The single files of a folder, each a program. */
function namesIn(group: string): readonly string[] {
  return readdirSync(join(corpus, group))
    .filter((name) => name.endsWith('.fs'))
    .map((name) => name.slice(0, -'.fs'.length))
    .sort();
}

const names = namesIn('algorithms');
const singles = runnableTargets.flatMap((target) =>
  ['algorithms', 'tour'].flatMap((group) => namesIn(group).map((name) => ({ program: `${group}/${name}`, target }))),
);

test('the corpus is complete', () => {
  expect(corpusPrograms).toEqual([
    'blinky-l5',
    'bounds-zoo',
    'crc32',
    'extern-call',
    'hello',
    'json-print',
    'modbus-slave',
    'moving-average',
    'pid-motor',
    'ring-buffer',
    'tick-queue',
    'uart-line',
  ]);
  for (const program of corpusPrograms) expect(corpusText(program, 'README.md')).toMatch(new RegExp(`^# ${program}\n`));
});

test('the README of the tour names its programs, and no other', () => {
  const readme = readFileSync(join(corpus, 'tour', 'README.md'), 'utf8');
  const named = [...readme.matchAll(/^\| \[([^\]]+)\]\(\1\.fs\) \|/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(namesIn('tour'));
});

test('there are forty algorithms, without a word to the prover', () => {
  expect(names.length).toBe(40);
  for (const name of names) {
    const text = readFileSync(join(folder, `${name}.fs`), 'utf8').replaceAll(/\/\/.*/g, '');
    expect({ name, words: text.match(/\b(requires|ensures|invariant|assert)\b/g) }).toEqual({ name, words: null });
  }
});

function expectedOutput(program: string): string | undefined {
  const [group = '', name] = program.split('/');
  return name === undefined ? corpusText(program, 'expected.txt') : corpusText(group, `expected/${name}.txt`);
}

test.each([...projects, ...singles])('$program on $target prints what it must', ({ program, target }) => {
  const expected = expectedOutput(program);
  const { run, invalid, outcome, guards, summary, obligations } = resultOf(program, target);
  expect({ run, invalid, outcome, guards }).toEqual({
    run: expected === undefined ? null : { status: 0, stdout: expected, stderr: '' },
    invalid: [],
    outcome: 'linked',
    guards: { missing: 0, unexplainedTraps: 0 },
  });
  expect(obligations.length).toBeGreaterThan(0);
  expect(summary).toEqual(countAgain({ obligations }));
});

test.each(projects)(
  '$program on $target prints the same with every check kept: no proved check ever fails',
  ({ program, target }) => {
    const { run, keeping } = resultOf(program, target);
    expect(keeping?.run).toEqual(run);
    const dropped = keeping?.obligations.filter(
      ({ kind, treatment, method }) =>
        // a lifetime has no run-time check that could be kept
        treatment === 'elided' && kind !== 'lifetime' && method !== 'type' && method !== 'declared',
    );
    expect(dropped?.map((each) => each.id)).toEqual([]);
  },
);

test.each(runnableTargets)(
  'the command line runs a program that reads on %s, with and without its checks',
  (target) => {
    const copy = copyProgram(join(corpus, 'uart-line'));
    const input = corpusText('uart-line', 'stdin.txt') ?? '';
    for (const options of [[], ['--all-guards']]) {
      const run = firefly(['run', copy, '--target', target, ...options], input);
      expect(run).toEqual({ status: 0, stdout: expectedOutput('uart-line'), stderr: expect.any(String) });
      expect(readEvidence(copy, target).invalid).toEqual([]);
    }
  },
);

const ledger = join(repository, 'proofs', 'ledger');

test.each([...projects, ...singles])(
  'the ledger of $program on $target (else: npm run ledger)',
  ({ program, target }) => {
    const text = readFileSync(join(ledger, program, `${target}.json`), 'utf8');
    const { obligations } = resultOf(program, target);
    const differences = compareLedger(readLedger(text), obligations);
    expect(differences.map((each) => `${each.sort}: ${each.text}`)).toEqual([]);
    expect(text).toBe(printLedger(ledgerOf(obligations)));
  },
);

test('the ledger has no program that the corpus has not', () => {
  const files = readdirSync(ledger, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(ledger.length + 1));
  const expected = [...projects, ...singles].map(({ program, target }) => join(program, `${target}.json`));
  expect(files.sort()).toEqual(expected.sort());
});

// ── the README of corpus/algorithms ──

const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const isGuarded = ({ treatment }: { readonly treatment: string }) => treatment === 'guarded';

/** Of the program's own file; what types alone settle is left out. */
function checksOf(name: string, target: TargetName) {
  const own = resultOf(`algorithms/${name}`, target).obligations.filter(
    ({ kind, source }) => kind !== 'lifetime' && source.file === `${name}.fs`,
  );
  const guarded = own.filter(isGuarded);
  return {
    own,
    open: guarded.filter(({ verdict }) => verdict !== 'proved'),
    uncertified: guarded.filter(({ verdict }) => verdict === 'proved'),
  };
}

test.each(names)('the README counts what is proved of %s (else: npm run ledger)', (name) => {
  const checks = runnableTargets.map((target) => checksOf(name, target));
  const cells = [true, false].flatMap((isBounds) => {
    const count = (rows: readonly { readonly kind: string }[]) =>
      rows.filter(({ kind }) => (kind === 'bounds') === isBounds).length;
    return [
      count(checks[0]?.own ?? []),
      checks.map(({ own, open }) => count(own) - count(open)).join(', '),
      checks.map(({ own, open, uncertified }) => count(own) - count(open) - count(uncertified)).join(', '),
    ];
  });
  expect(readme).toContain(`\n| [${name}](${name}.fs) | ${cells.join(' | ')} |\n`);
});

const [explained = '', uncertified = ''] = readme.split('<!-- uncertified -->');

/** The lines that a part of the README lists for a program. */
function listedIn(part: string, name: string): readonly number[] {
  return [...part.matchAll(/^- \[([^\]]+)\]\([^)]*\): (.*)$/gm)]
    .filter(([, program]) => program === name)
    .flatMap(([, , list]) => [...(list ?? '').matchAll(/(?:^|, )(\d+)/g)].map(([, line]) => Number(line)))
    .sort((a, b) => a - b);
}

test.each(names)('the README explains every guard of %s, and no other', (name) => {
  const linesOf = (key: 'open' | 'uncertified') => {
    const rows = runnableTargets.flatMap((target) => checksOf(name, target)[key]);
    return [...new Set(rows.map(({ source }) => source.line))].sort((a, b) => a - b);
  };
  expect(listedIn(explained, name)).toEqual(linesOf('open'));
  expect(listedIn(uncertified, name)).toEqual(linesOf('uncertified'));
});
