// In: what the user named, or nothing. Out: the project with its sources. Looks upwards from the current folder when nothing is named.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import type { SourceFile } from '../base/source.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import { defaultProject, parseProject } from '../fncs/project.ts';
import type { Program } from '../pipeline.ts';
import { CommandFailure, exitCodes } from './failure.ts';
import { messageOf } from './write-output.ts';

export interface FoundProject {
  readonly program: Outcome<Program | undefined>;
  /** Its folder: sources are relative to it, output goes there by default. */
  readonly folder: string;
}

const sourceExtensions = new Set(['.fs', '.clef']);

export function findProject(named: string | undefined): FoundProject {
  const path = named === undefined ? searchUpwards(process.cwd()) : resolve(named);
  if (!existsSync(path)) throw new CommandFailure(exitCodes.world, `${named} does not exist.`);
  const file = statSync(path).isDirectory() ? projectIn(path) : path;
  if (file === undefined)
    throw new CommandFailure(exitCodes.usage, `${named} holds no .fidproj file. Name the project or a source file.`);
  const folder = dirname(file);
  const source = readSource(folder, basename(file));
  if (sourceExtensions.has(extname(file))) {
    const project = defaultProject(source);
    return { folder, program: { value: { project, sources: [source], projectFile: undefined }, problems: [] } };
  }
  if (extname(file) !== '.fidproj') {
    throw new CommandFailure(
      exitCodes.usage,
      `${basename(file)} is neither a project (.fidproj) nor a source file (.fs, .clef).`,
    );
  }
  const { value: project, problems } = parseProject(source);
  if (!project) return { folder, program: { value: undefined, problems } };
  const read = project.sources.map((name) => readListed(folder, name, source));
  const missing = read.flatMap((each) => ('problem' in each ? [each.problem] : []));
  const sources = read.flatMap((each) => ('source' in each ? [each.source] : []));
  const all = [...problems, ...missing];
  return {
    folder,
    program: { value: missing.length > 0 ? undefined : { project, sources, projectFile: source }, problems: all },
  };
}

/** The project that lists a source file, in its folder or the nearest one above that has projects; else the file as a program of its own. */
export function findOwner(file: string): FoundProject {
  const path = resolve(file);
  if (!existsSync(path)) return findProject(file);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const projects = projectsIn(folder).map((project) => join(folder, project));
    if (projects.length === 0 && dirname(folder) !== folder) continue;
    const own = relative(folder, path).replaceAll('\\', '/');
    return projects.map(findProject).find(({ program }) => lists(program.value, own)) ?? findProject(file);
  }
}

function lists(program: Program | undefined, path: string): boolean {
  return program?.sources.some((source) => source.path === path) ?? false;
}

function searchUpwards(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = projectIn(folder);
    if (found !== undefined) return found;
    if (dirname(folder) === folder) {
      throw new CommandFailure(
        exitCodes.usage,
        'no .fidproj file in this folder or above it. Name the project or a source file.',
      );
    }
  }
}

function projectIn(folder: string): string | undefined {
  const found = projectsIn(folder);
  if (found.length > 1)
    throw new CommandFailure(exitCodes.usage, `${folder} holds several projects (${found.join(', ')}). Name one.`);
  return found[0] === undefined ? undefined : join(folder, found[0]);
}

function projectsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.fidproj'))
    .sort();
}

function readSource(folder: string, name: string): SourceFile {
  try {
    const bytes = readFileSync(join(folder, name));
    return { path: name.replaceAll('\\', '/'), text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (failure) {
    const why = failure instanceof TypeError ? 'it is not UTF-8 text' : messageOf(failure);
    throw new CommandFailure(exitCodes.world, `cannot read ${name}: ${why}`);
  }
}

type ListedSource = { readonly source: SourceFile } | { readonly problem: Diagnostic };

/** A source that the project lists but that cannot be read is a mistake in the project, at its place there. */
function readListed(folder: string, name: string, project: SourceFile): ListedSource {
  try {
    return { source: readSource(folder, name) };
  } catch (failure) {
    const at = Math.max(project.text.indexOf(`"${name}"`), 0);
    const span = { file: project, start: at, end: at + name.length + 2 };
    const detail = `\`${name}\` is listed in [build] sources, but ${messageOf(failure)}`;
    return {
      problem: {
        code: 'FS0225',
        severity: 'error',
        span,
        title: 'Source file could not be read.',
        detail,
        hint: 'Paths are relative to the folder of the project file.',
      },
    };
  }
}
