// In: src/ (and the report viewer's source). Out: dist/, compiled by tsc, and the viewer's bundle. Does nothing when the inputs are those of the last build.
// Runs as `npm run build` and after every `npm install` or `npm ci` (`prepare`). An installation without the compiler (`--omit=dev`) keeps the dist/ it came with.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stampFile = join(dist, '.built-from');
const entry = join(dist, 'cli', 'main.js');
const viewerBuild = join(root, '.ci', 'build-viewer.mjs');

/** Every file below a folder, sorted, so that the digest does not depend on the file system. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name))
    .sort();
}

function digestOfInputs() {
  const inputs = [
    ...filesBelow(join(root, 'src')).filter((f) => f.endsWith('.ts')),
    ...filesBelow(join(root, 'reports', 'viewer')),
    join(root, 'tsconfig.json'),
    join(root, 'package-lock.json'),
    fileURLToPath(import.meta.url),
    viewerBuild,
  ];
  const hash = createHash('sha256');
  for (const file of inputs) {
    if (!existsSync(file)) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function run(command, ...options) {
  const done = spawnSync(command, options, { cwd: root, stdio: 'inherit' });
  if (done.error) {
    console.error(`firefly: cannot start ${command}: ${done.error.message}`);
    return 1;
  }
  return done.status ?? 1;
}

/** A compiled file whose source is gone would still be found by an import. */
function removeOrphans() {
  for (const file of filesBelow(dist)) {
    if (!file.endsWith('.js')) continue;
    const path = relative(dist, file).split(sep);
    if (path[0] === 'reports' && path[1] === 'viewer') continue;
    if (!existsSync(join(root, 'src', ...path).replace(/\.js$/, '.ts'))) rmSync(file);
  }
}

function makeExecutable() {
  if (!existsSync(entry)) return;
  const text = readFileSync(entry, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(entry, `#!/usr/bin/env node\n${text}`);
  chmodSync(entry, statSync(entry).mode | 0o111);
}

const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
if (!existsSync(tsc)) {
  if (existsSync(entry)) process.exit(0);
  console.error(
    'firefly: dist/ is missing and the TypeScript compiler is not installed: run `npm ci` (with devDependencies), then `npm run build`',
  );
  process.exit(1);
}

const digest = digestOfInputs();
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) process.exit(0);

let status = run(process.execPath, tsc, '-p', 'tsconfig.json');
if (existsSync(viewerBuild)) status ||= run(process.execPath, viewerBuild);
removeOrphans();
makeExecutable();
if (status === 0) {
  mkdirSync(dist, { recursive: true });
  writeFileSync(stampFile, digest);
}
process.exit(status);
