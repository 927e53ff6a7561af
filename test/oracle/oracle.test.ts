// What the compiler accepts, the F# compiler accepts too; so what F# refuses for its types, measures or syntax, we refuse. Shown on the corpus, the checker's accepted programs, the
// examples of docs/explain, and on as many programs with small mistakes as FIREFLY_ORACLE says. The differences are listed, here and in docs/language.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SourceFile } from '../../src/base/source.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { checkTexts } from '../fncs/check/check-text.ts';
import { askFSharp, type FSharpMessage } from './ask-fsharp.ts';
import { differences } from './differences.ts';
import { makeMistake } from './mistakes.ts';

const root = join(__dirname, '..', '..');
const main = '\n[<EntryPoint>]\nlet main () = 0\n';

function sourcesBelow(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'out' ? [] : sourcesBelow(path);
    return entry.name.endsWith('.fs') ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}

function explainedExamples(): readonly SourceFile[] {
  const folder = join(root, 'docs', 'explain');
  return readdirSync(folder).flatMap((page) =>
    [...readFileSync(join(folder, page), 'utf8').matchAll(/```fsharp\n([\s\S]*?)```/g)].map(([, text = '']) => ({
      path: `${page.replace('.md', '')}.fs`,
      text: text.includes('EntryPoint') ? text : `${text}${main}`,
    })),
  );
}

const isAccepted = ({ path, text }: SourceFile) => !hasErrors(checkTexts({ [path]: text }).problems);

const examples = [...sourcesBelow('corpus'), ...sourcesBelow('test/fncs/check/accepted'), ...explainedExamples()];
const accepted = examples.filter(isAccepted);

const isKnown = (text: string) => (error: FSharpMessage) =>
  differences.some(({ isMet }) => isMet(error, text.split('\n')[error.line - 1] ?? ''));

/** What F# alone refuses, with the program's own words. */
async function refusedByFSharp(programs: readonly SourceFile[]): Promise<readonly string[]> {
  const answers = await askFSharp(programs.map((program) => [program]));
  return answers.flatMap((messages, at) => {
    const { path, text } = programs[at] ?? { path: '', text: '' };
    const errors = messages.filter(({ isWarning }) => !isWarning).filter((error) => !isKnown(text)(error));
    return errors.map(({ line, message }) => `${path}:${line}: ${message}\n${excerptAt(text, line)}`);
  });
}

const excerptAt = (text: string, line: number) =>
  text
    .split('\n')
    .slice(Math.max(0, line - 4), line + 2)
    .join('\n');

test('the F# checker sees mistakes', async () => {
  const [types, measures, fine] = await askFSharp([
    [{ path: 'Types.fs', text: 'module Types\nlet f (x: int) : string = x\n' }],
    [{ path: 'Measures.fs', text: 'module Measures\n[<Measure>] type m\nlet f (x: int<m>) : int = x\n' }],
    [{ path: 'Fine.fs', text: 'module Fine\nlet f (x: Span<byte>) : int = Span.length x + Bits.popCount 3u\n' }],
  ]);
  expect(types?.map(({ line }) => line)).toContain(2);
  expect(measures?.map(({ line }) => line)).toContain(3);
  expect(fine?.filter(({ isWarning }) => !isWarning)).toEqual([]);
});

test('F# accepts every program that we accept', async () => {
  expect(accepted.length).toBeGreaterThan(150);
  expect(await refusedByFSharp(accepted)).toEqual([]);
}, 300_000);

test('F# accepts every changed program that we still accept', async () => {
  const count = Number(process.env.FIREFLY_ORACLE) || 400;
  const seed = Number(process.env.FIREFLY_ORACLE_SEED) || 20261125;
  const edits = fc.sample(fc.tuple(fc.nat(), fc.infiniteStream(fc.noBias(fc.nat({ max: 0x7fffffff })))), {
    numRuns: count,
    seed,
  });
  const changed = edits.map(([which, numbers]): SourceFile => {
    const source = accepted[which % accepted.length] ?? { path: '', text: '' };
    return {
      path: source.path,
      text: makeMistake(source, (bound) => (bound === 0 ? 0 : Number(numbers.next().value) % bound)),
    };
  });
  const stillAccepted = changed.filter(isAccepted);
  // Enough are refused to show that the changes are mistakes, enough accepted to show that something is compared.
  expect(stillAccepted.length).toBeGreaterThan(count / 50);
  expect(stillAccepted.length).toBeLessThan(count / 2);
  expect(await refusedByFSharp(stillAccepted)).toEqual([]);
}, 600_000);

test('docs/language.md lists the differences', () => {
  const page = readFileSync(join(root, 'docs', 'language.md'), 'utf8');
  const section = page.slice(page.indexOf('## Differences from F#'));
  expect(differences.filter(({ title }) => title !== '' && !section.includes(`**${title}**`))).toEqual([]);
});
