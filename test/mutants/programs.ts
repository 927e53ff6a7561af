// In: the corpus, as it lies on disk. Out: every program in it with its targets, its console input and what it must print, in the order of their paths. A folder
// with a project file is one program; any other source file is one by itself.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { SourceFile } from '../../src/base/source.ts';
import { defaultProject, parseProject } from '../../src/fncs/project.ts';
import type { Program } from '../../src/pipeline.ts';

const corpus = join(__dirname, '..', '..', 'corpus');

export interface CorpusProgram {
  /** Path in the corpus. */
  readonly name: string;
  readonly program: Program;
  readonly targets: readonly string[];
  readonly input: Uint8Array;
  /** Undefined for a program that prints nothing, or never ends. */
  readonly expected: string | undefined;
}

export function corpusPrograms(): readonly CorpusProgram[] {
  const files = readdirSync(corpus, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes('out'))
    .sort();
  const projectFiles = files.filter((path) => path.endsWith('.fidproj'));
  const folders = new Set(projectFiles.map((path) => dirname(path)));
  const single = files.filter((path) => path.endsWith('.fs') && !folders.has(dirname(path)));
  return [...projectFiles.map(readProject), ...single.map(readSingle)];
}

function sourceAt(path: string): SourceFile {
  return { path: basename(path), text: readFileSync(path, 'utf8') };
}

function readProject(path: string): CorpusProgram {
  const projectFile = sourceAt(path);
  const project = parseProject(projectFile).value;
  if (!project) throw new Error(`${path} is no project`);
  const sources = project.sources.map((each) => sourceAt(join(dirname(path), each)));
  return {
    name: relative(corpus, dirname(path)),
    program: { project, sources, projectFile },
    targets: project.targets,
    ...runOf(dirname(path), ''),
  };
}

function readSingle(path: string): CorpusProgram {
  const source = sourceAt(path);
  return {
    name: relative(corpus, path),
    program: { project: defaultProject(source), sources: [source], projectFile: undefined },
    targets: ['x86_64-linux', 'cortex-m33'],
    ...runOf(dirname(path), `${basename(path, '.fs')}.`),
  };
}

/** `stdin.txt` and `expected.txt` beside a project; `Name.stdin.txt` and `Name.expected.txt` beside a source of its own. */
function runOf(folder: string, prefix: string): Pick<CorpusProgram, 'input' | 'expected'> {
  const names = new Set(readdirSync(folder));
  const read = (name: string) => (names.has(prefix + name) ? readFileSync(join(folder, prefix + name)) : undefined);
  return { input: read('stdin.txt') ?? new Uint8Array(), expected: read('expected.txt')?.toString('utf8') };
}
