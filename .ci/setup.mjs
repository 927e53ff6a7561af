// In: this clone and this machine. Out: the npm packages of the lockfile, the system tools that the compiler and its tests start, and a fresh dist/.
// Installs only what is missing, says so, and is quick and silent when nothing is. Where it may not install system packages, it prints the one command that does.
// Plain Node without packages: it runs before any are there.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** As in src/toolchain/tools.ts: the emitted MLIR is written for it. */
const llvmVersion = 22;

/** Debian package → the commands it is wanted for; each with and without the version, as other systems name them. */
const systemTools = {
  'mlir-22-tools': [
    ['mlir-opt-22', 'mlir-opt'],
    ['mlir-translate-22', 'mlir-translate'],
  ],
  'llvm-22': [
    ['opt-22', 'opt'],
    ['llc-22', 'llc'],
    ['llvm-objdump-22', 'llvm-objdump'],
  ],
  'lld-22': [['ld.lld-22', 'ld.lld']],
  'qemu-system-arm': [['qemu-system-arm']],
  chromium: [['chromium', 'chromium-browser', 'google-chrome']],
};

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** An LLVM tool without a version in its name counts only when it is of that version: distributions ship older ones under the plain names. */
function isUsable(command) {
  if (!isOnPath(command)) return false;
  if (!isLlvm(command) || command.endsWith(`-${llvmVersion}`)) return true;
  const asked = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return !asked.error && new RegExp(`(?:version|LLD) ${llvmVersion}\\.`).test(asked.stdout);
}

function isLlvm(command) {
  return /^(mlir-|llvm-|opt|llc|ld\.lld)/.test(command);
}

function say(text) {
  console.error(`firefly setup: ${text}`);
}

function run(command, options, environment = {}) {
  say(`${command} ${options.join(' ')}`);
  // Progress goes to standard error: standard output belongs to the command that comes after.
  const done = spawnSync(command, options, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
  });
  return done.error ? 1 : (done.status ?? 1);
}

/** The packages of the lockfile that are absent, or there in another version. Packages for other systems (`optional`) may be absent. */
function staleNpmPackages() {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const record = join(root, 'node_modules', '.package-lock.json');
  const present = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).packages : {};
  return Object.entries(wanted)
    .filter(([path]) => path.startsWith('node_modules/'))
    .filter(([path, { version, integrity, optional }]) => {
      const found = present[path];
      if (!found) return !optional;
      return (
        found.version !== version || found.integrity !== integrity || !existsSync(join(root, path, 'package.json'))
      );
    })
    .map(([path]) => path.slice('node_modules/'.length));
}

function installNpmPackages() {
  const stale = staleNpmPackages();
  if (stale.length === 0) return;
  say(
    `${stale.length} npm packages are missing or of another version (${stale.slice(0, 3).join(', ')}${stale.length > 3 ? ', …' : ''})`,
  );
  const status = run('npm', ['ci', '--no-audit', '--no-fund']);
  if (status !== 0) {
    say('npm ci failed; its message is above');
    process.exit(status);
  }
}

/** How to become root without being asked for a password, or undefined. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return !sudo.error && sudo.status === 0 ? ['sudo', '-n'] : undefined;
}

function installSystemTools() {
  const missing = Object.entries(systemTools)
    .filter(([, commands]) => !commands.every((names) => names.some(isUsable)))
    .map(([name]) => name);
  if (missing.length === 0) return;
  const byHand = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const prefix = rootPrefix();
  if (!isOnPath('apt-get') || prefix === undefined) {
    say(
      `missing system tools: ${missing.join(', ')}. On Debian or Ubuntu this command installs them:\n\n  ${byHand}\n`,
    );
    say('without them programs are still checked, proved and reported, but not linked or run');
    return;
  }
  say(`installing system tools: ${missing.join(', ')}`);
  const [first, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const status =
    run(first, [...rest, 'update', '-q']) ||
    run(first, [...rest, 'install', '-y', '-q', '--no-install-recommends', ...missing]);
  if (status !== 0) say(`apt-get failed; its message is above. The command to try by hand:\n\n  ${byHand}\n`);
}

installNpmPackages();
installSystemTools();
// `npm ci` has built already (its `prepare` step); this rebuilds when a source has changed since, and else returns at once.
process.exit(
  spawnSync(process.execPath, [join(root, '.ci', 'build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] }).status ?? 1,
);
