// In: the package's own folders `reports/` and `dist/reports/viewer/`. Out: templates, style and viewer as text. The only file of this room that reads files.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ReportParts {
  /** Name below `reports/templates/`, with forward slashes → text. */
  readonly templates: ReadonlyMap<string, string>;
  readonly style: string;
  /** The bundled viewer; made by `npm run build`. */
  readonly viewer: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

let loaded: ReportParts | undefined;

/** Read once per process. Throws what `fs` throws when the package is incomplete. */
export function loadTemplates(): ReportParts {
  loaded ??= {
    templates: readFolder(join(root, 'reports', 'templates'), '.njk'),
    style: [...readFolder(join(root, 'reports', 'style'), '.css')].map(([, text]) => text).join('\n'),
    viewer: readFileSync(join(root, 'dist', 'reports', 'viewer', 'viewer.js'), 'utf8'),
  };
  return loaded;
}

/** Sorted by name, so that the order of the style sheets is fixed. */
function readFolder(folder: string, suffix: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(suffix));
  const names = files.map((name) => relative(folder, join(folder, name)).split(sep).join('/'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n')]));
}
