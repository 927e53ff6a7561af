// In: the corpus, as it lies on disk. Out: every program in it that the interpreter runs (none that calls C), with a target, its console input and what it must print, in the order
// of their paths. A folder with a project file is one program (`stdin.txt`, `expected.txt`); any other source file is one by itself (`input/name.txt`, `expected/name.txt` beside it).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { SourceFile } from '../../src/base/source.ts';
import { defaultProject, parseProject } from '../../src/fncs/project.ts';
import type { Program } from '../../src/pipeline.ts';

const corpus = join(__dirname, '..', '..', 'corpus');

export interface CorpusProgram {
  /** Path in the corpus. */
  readonly name: string;
  readonly program: Program;
  /** One of its targets: they take turns over the corpus. */
  readonly target: string;
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
  return [...projectFiles.map(readProject), ...single.map(readSingle)]
    .filter(({ program }) => program.project.cLibrary === 'none')
    .map(({ targets, ...program }, turn) => ({ ...program, targets, target: targets[turn % targets.length] ?? '' }));
}

function sourceAt(path: string): SourceFile {
  return { path: basename(path), text: readFileSync(path, 'utf8') };
}

type Read = Omit<CorpusProgram, 'target'>;

function readProject(path: string): Read {
  const projectFile = sourceAt(path);
  const project = parseProject(projectFile).value;
  if (!project) throw new Error(`${path} is no project`);
  const sources = project.sources.map((each) => sourceAt(join(dirname(path), each)));
  const folder = dirname(path);
  return {
    name: relative(corpus, folder),
    program: { project, sources, projectFile },
    targets: project.targets,
    input: readIfThere(join(folder, 'stdin.txt')) ?? new Uint8Array(),
    expected: readIfThere(join(folder, 'expected.txt'))?.toString('utf8'),
  };
}

function readSingle(path: string): Read {
  const source = sourceAt(path);
  const text = `${basename(path, '.fs')}.txt`;
  return {
    name: relative(corpus, path),
    program: { project: defaultProject(source), sources: [source], projectFile: undefined },
    targets: ['x86_64-linux', 'cortex-m33'],
    input: readIfThere(join(dirname(path), 'input', text)) ?? new Uint8Array(),
    expected: readIfThere(join(dirname(path), 'expected', text))?.toString('utf8'),
  };
}

function readIfThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}
