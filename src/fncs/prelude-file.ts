// In: the library's texts as loaded. Out: source files that are known to be the library's, whatever a project calls its own folders.
import type { SourceFile } from '../base/source.ts';

export const preludeFolder = 'prelude/';

const libraryFiles = new WeakSet<SourceFile>();

/** A file of the library. Only the loader makes them; a file of a project with the same path is not one. */
export function createPreludeFile(name: string, text: string): SourceFile {
  const file: SourceFile = { path: `${preludeFolder}${name}`, text };
  libraryFiles.add(file);
  return file;
}

export function isPreludeFile(file: SourceFile): boolean {
  return libraryFiles.has(file);
}
