// In: nothing. Out: the package's own version and pages, found beside the code.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The package root: two folders up, both from `src/cli` and from `dist/cli`. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
}

/** The page about a diagnostic code, as Markdown. */
export function explanationOf(code: string): string | undefined {
  const path = `${packageRoot}docs/explain/${code}.md`;
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
