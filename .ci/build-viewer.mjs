// In: reports/viewer/*.ts. Out: dist/reports/viewer/viewer.js, one script without imports, in plain ASCII. Started by build.mjs.
// Plain ASCII because a report rewrites every character that hides or reorders text, and the script's digest must stay true.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

await build({
  absWorkingDir: root,
  entryPoints: ['reports/viewer/main.ts'],
  outfile: 'dist/reports/viewer/viewer.js',
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: ['es2022'],
  minify: true,
  charset: 'ascii',
  legalComments: 'none',
  banner: {
    js: '/* Holds sigma 3.0.3 (c) Alexis Jacomy, Guillaume Plique, Benoit Simard, and graphology 0.26.0 (c) Guillaume Plique; both under the MIT licence. */',
  },
  tsconfig: 'reports/viewer/tsconfig.json',
  logLevel: 'warning',
});
