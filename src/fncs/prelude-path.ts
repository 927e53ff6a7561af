// In: a source path. Out: whether it is the library's own. The library's files are loaded under this folder name; see `load-prelude.ts`.

export const preludeFolder = 'prelude/';

export function isPreludePath(path: string): boolean {
  return path.startsWith(preludeFolder);
}
