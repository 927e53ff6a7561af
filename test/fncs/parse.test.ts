// Each test/fncs/parse/*.fs is parsed; its tree, or its diagnostics as they are printed, must be those of the .golden file beside it.
// UPDATE_GOLDEN=1 writes them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { refusals } from '../../src/fncs/outside-dialect.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import { showFile } from './show-tree.ts';
import { misplacedSpans } from './spans.ts';

const folder = join(__dirname, 'parse');
const inputs = readdirSync(folder)
  .filter((name) => name.endsWith('.fs'))
  .sort();

test('there are inputs', () => {
  expect(inputs.length).toBeGreaterThan(20);
});

test('each construct that the parser refuses by name is refused in an input', () => {
  const goldens = readdirSync(folder).filter((name) => name.endsWith('.golden'));
  const printed = goldens.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  const missing = Object.values(refusals).filter(
    ({ code, hint }) => !printed.includes(code) || !printed.includes(hint),
  );
  expect(missing.map(({ code }) => code)).toEqual([]);
});

test.each(inputs)('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const { value, problems } = parseFile({ path: name, text });
  const isRefused = name.startsWith('refused-') || name.startsWith('error-');
  const printed = isRefused
    ? renderDiagnostics(problems, 'plain')
    : `${showFile(value)}\n${renderDiagnostics(problems, 'plain')}`;
  const golden = join(folder, name.replace(/\.fs$/, '.golden'));
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, printed);
  expect(existsSync(golden)).toBe(true);
  expect(printed).toBe(readFileSync(golden, 'utf8'));
  if (isRefused) expect(problems.length).toBeGreaterThan(0);
  else expect(problems.filter((problem) => problem.severity === 'error').map((problem) => problem.detail)).toEqual([]);
  expect(misplacedSpans(value)).toEqual([]);
});
