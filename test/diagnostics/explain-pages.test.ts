import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '../../src/diagnostics/catalogue.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { checkProgram } from '../../src/fncs/check.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import { elaborate } from '../../src/psg/elaborate.ts';

const repository = join(__dirname, '..', '..');
const pages = join(repository, 'docs', 'explain');

interface Page {
  readonly code: string;
  readonly heading: string;
  readonly examples: readonly { readonly language: 'fsharp' | 'toml'; readonly text: string }[];
}

function readPage(code: string): Page {
  const text = readFileSync(join(pages, `${code}.md`), 'utf8');
  const fences = [...text.matchAll(/^(Fails|Mended):\n\n```(fsharp|toml)\n([\s\S]*?)\n```$/gm)];
  return {
    code,
    heading: text.split('\n')[0] ?? '',
    examples: fences.map(([, , language, example]) => ({
      language: language === 'toml' ? 'toml' : 'fsharp',
      text: example ?? '',
    })),
  };
}

/** Codes that no small program shows: kept for arenas, a limit of the target, or a second line behind another code. */
const withoutExample = new Set(['FS8102', 'FS8103', 'FS8296', 'FS8301']);
/** Codes that only a whole build reports. */
const byBuild = new Set(['FS8101', 'FS8302', 'FS8303', 'FS8304', 'FS8305', 'FS8306', 'FS8307']);
/** Codes that only a program linked with the C library shows. */
const withCLibrary = new Set(['FS8307']);

const folder = mkdtempSync(join(tmpdir(), 'firefly-explain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The source of an example as a whole program: one without an entry point gets one. */
function programOf({ language, text }: Page['examples'][number]): string {
  if (language === 'toml') return '[<EntryPoint>]\nlet main () = 0\n';
  return text.includes('EntryPoint') ? `${text}\n` : `${text}\n\n[<EntryPoint>]\nlet main () = 0\n`;
}

/** The codes that the compiler reports for an example. */
function codesOf(page: Page, example: Page['examples'][number]): readonly string[] {
  return example.language === 'toml' || byBuild.has(page.code) ? codesOfBuild(page, example) : codesOfCheck(example);
}

const prelude = loadPrelude().map(parseFile);

/** Parsed, checked and elaborated in this process. */
function codesOfCheck(example: Page['examples'][number]): readonly string[] {
  const file = { path: 'Example.fs', text: programOf(example) };
  const parsed = parseFile(file);
  const checked = checkProgram([...prelude, parsed].map(({ value }) => value));
  const problems = [...parsed.problems, ...checked.problems];
  const graph = hasErrors(problems) ? undefined : elaborate(checked.value, { file, start: 0, end: 0 });
  return [...problems, ...(graph?.problems ?? [])].map(({ code }) => code);
}

/** By the built compiler, from files. */
function codesOfBuild(page: Page, example: Page['examples'][number]): readonly string[] {
  const { language, text } = example;
  const own = mkdtempSync(join(folder, `${page.code}-`));
  writeFileSync(join(own, 'Example.fs'), programOf(example));
  if (language === 'toml') writeFileSync(join(own, 'sample.fidproj'), `${text}\n`);
  const isProject = language === 'toml' || withCLibrary.has(page.code);
  if (language !== 'toml' && isProject)
    writeFileSync(
      join(own, 'sample.fidproj'),
      '[package]\nname = "sample"\n[build]\nsources = ["Example.fs"]\nc_library = true\n',
    );
  const named = join(own, isProject ? 'sample.fidproj' : 'Example.fs');
  const command = byBuild.has(page.code) ? 'build' : 'check';
  // x86_64-linux has no interrupts
  const target = page.code === 'FS8304' ? ['--target', 'cortex-m33'] : [];
  const run = spawnSync(process.execPath, [join(repository, 'dist', 'cli', 'main.js'), command, named, ...target], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(run.status).not.toBe(4);
  return [...run.stderr.matchAll(/(?:error|warning|note) (FS\d{4}):/g)].map(([, code]) => code ?? '');
}

const codes = Object.keys(catalogue);

test('each code has a page, each page a code', () => {
  expect(readdirSync(pages).sort()).toEqual(codes.map((code) => `${code}.md`).sort());
});

test.each(Object.entries(catalogue))('the page of %s has its title and two examples', (code, title) => {
  const page = readPage(code);
  expect(page.heading).toBe(`# ${code}: ${title}`);
  expect(page.examples.length).toBe(withoutExample.has(code) ? 0 : 2);
});

test.each(codes.filter((code) => !withoutExample.has(code)))(
  'the first example of %s fails with it, the second with nothing',
  (code) => {
    const page = readPage(code);
    const [failing, mended] = page.examples;
    if (!failing || !mended) throw new Error('two examples');
    expect(codesOf(page, failing)).toContain(code);
    expect(codesOf(page, mended)).toEqual([]);
  },
);
