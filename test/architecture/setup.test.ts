// What `.ci/setup.mjs` finds missing, on a PATH made for the test: no apt-get, no sudo, so it only says what it would install.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const setup = join(__dirname, '..', '..', '.ci', 'setup.mjs');
const folder = mkdtempSync(join(tmpdir(), 'firefly-path-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** LLVM's tools under their plain names, as a distribution ships them. */
function installPlainTools(version: string): void {
  for (const name of ['mlir-opt', 'mlir-translate', 'opt', 'llc', 'llvm-objdump', 'ld.lld']) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho "LLVM version ${version}"\n`);
    chmodSync(path, 0o755);
  }
}

function missing(): string {
  const { stderr } = spawnSync(process.execPath, [setup], { encoding: 'utf8', env: { ...process.env, PATH: folder } });
  return /missing system tools: (.*)\. On Debian/.exec(stderr)?.[1] ?? '';
}

test('an older LLVM under the plain names is not taken for the one that is needed', () => {
  installPlainTools('14.0.6');
  expect(missing()).toBe('mlir-22-tools, llvm-22, lld-22, qemu-system-arm, chromium');
});

test('the right version under the plain names is enough', () => {
  installPlainTools('22.1.8');
  expect(missing()).toBe('qemu-system-arm, chromium');
});
