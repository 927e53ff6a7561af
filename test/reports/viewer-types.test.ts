// The viewer is bundled by esbuild, which does not check types: this does, with the options of its own tsconfig.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

test('the viewer has no type error', () => {
  const root = join(__dirname, '../..');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  let output = '';
  try {
    execFileSync(process.execPath, [tsc, '-p', 'reports/viewer'], { cwd: root, encoding: 'utf8' });
  } catch (failure) {
    output = String((failure as { readonly stdout?: unknown }).stdout);
  }
  expect(output).toBe('');
});
