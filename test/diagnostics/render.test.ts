import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile, Span } from '../../src/base/source.ts';
import { catalogue, diagnostic } from '../../src/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { diagnosticsToJson, renderDiagnostics } from '../../src/diagnostics/render.ts';

const file: SourceFile = {
  path: 'src/Blink.fs',
  text: 'module Blink\n\nlet toggle (gpio: Gpio) =\n    NativePtr.set gpio.IDR 0 1u\n    let later = 1\n',
};

function spanOf(text: string, source: SourceFile = file): Span {
  const start = source.text.indexOf(text);
  return { file: source, start, end: start + text.length };
}

const readOnly: Diagnostic = diagnostic(
  'FS8002',
  spanOf('gpio.IDR'),
  '`IDR` is `NativePtr<uint32, peripheral, readOnly>`.',
  {
    hint: 'Write to `ODR` or `BSRR`.',
    related: [{ span: spanOf('gpio: Gpio'), text: 'the parameter' }],
  },
);

test('place, code and title on the first line; then explanation, excerpt, related places, hint', () => {
  expect(renderDiagnostics([readOnly], 'plain')).toBe(
    [
      'src/Blink.fs:4:19: error FS8002: Cannot write read-only pointer.',
      '  `IDR` is `NativePtr<uint32, peripheral, readOnly>`.',
      '    4 |     NativePtr.set gpio.IDR 0 1u',
      '      |                   ^^^^^^^^',
      '  src/Blink.fs:3:13: the parameter',
      '    3 | let toggle (gpio: Gpio) =',
      '      |             ----------',
      '  hint: Write to `ODR` or `BSRR`.',
      '',
    ].join('\n'),
  );
});

test('sorted by place, one per code and place, an empty line between', () => {
  const first = diagnostic('FS0039', spanOf('Gpio'), 'There is no type `Gpio`.');
  const text = renderDiagnostics([readOnly, first, readOnly], 'plain');
  expect(text.match(/^src\/Blink.fs:\d+:\d+: error FS\d+/gm)).toEqual([
    'src/Blink.fs:3:19: error FS0039',
    'src/Blink.fs:4:19: error FS8002',
  ]);
  expect(text.split('\n\n').length).toBe(2);
  expect(renderDiagnostics([], 'plain')).toBe('');
});

test('colours change nothing but escape codes', () => {
  const coloured = renderDiagnostics([readOnly], 'colour');
  const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  expect(coloured).toMatch(escape);
  expect(coloured.replace(escape, '')).toBe(renderDiagnostics([readOnly], 'plain'));
});

test('a span over several lines is marked on its first', () => {
  const text = renderDiagnostics([diagnostic('FS0001', spanOf('gpio.IDR 0 1u\n    let'), 'Detail.')], 'plain');
  expect(text).toContain('      |                   ^^^^^^^^^^^^^ … to line 5\n');
});

test('the end of the file can be marked', () => {
  const end = file.text.length;
  const text = renderDiagnostics([diagnostic('FS0010', { file, start: end, end }, 'Expected more.')], 'plain');
  expect(text.split('\n')[0]).toBe('src/Blink.fs:6:1: error FS0010: Unexpected syntax.');
});

test('a long line shows the part around the span', () => {
  const long = { path: 'long.fs', text: `let a = ${'x + '.repeat(200)}here${' + y'.repeat(200)}` };
  const lines = renderDiagnostics([diagnostic('FS0039', spanOf('here', long), 'No `here`.')], 'plain').split('\n');
  const [source = '', marks = ''] = lines.slice(2);
  expect(source.length).toBeLessThan(140);
  expect(marks.slice(source.indexOf('here'), source.indexOf('here') + 5)).toBe('^^^^');
});

test('wide signs and tabs keep the carets in place', () => {
  const wide = { path: 'w.fs', text: 'let a = "日本"\tbad' };
  const lines = renderDiagnostics([diagnostic('FS0039', spanOf('bad', wide), 'No `bad`.')], 'plain').split('\n');
  expect(lines[2]).toBe('    1 | let a = "日本" bad');
  expect(lines[3]).toBe(`      | ${' '.repeat(15)}^^^`);
});

test('source text cannot drive the terminal', () => {
  const escape = String.fromCharCode(27);
  const evil = { path: `e${escape}[2J.fs`, text: `let a = ${escape}[31mred\u202e` };
  const text = renderDiagnostics(
    [diagnostic('FS0010', { file: evil, start: 8, end: 10 }, `Found ${escape}.`)],
    'plain',
  );
  expect(text).not.toContain(escape);
  expect(text).not.toContain('\u202e');
});

test('JSON holds the same', () => {
  expect(JSON.parse(JSON.stringify(diagnosticsToJson([readOnly])))).toEqual([
    {
      code: 'FS8002',
      severity: 'error',
      file: 'src/Blink.fs',
      start: { line: 4, column: 19 },
      end: { line: 4, column: 27 },
      title: 'Cannot write read-only pointer.',
      detail: '`IDR` is `NativePtr<uint32, peripheral, readOnly>`.',
      hint: 'Write to `ODR` or `BSRR`.',
      related: [
        { file: 'src/Blink.fs', start: { line: 3, column: 13 }, end: { line: 3, column: 23 }, text: 'the parameter' },
      ],
    },
  ]);
});

test('the catalogue is sorted, its titles are sentences, and no two are the same', () => {
  const codes = Object.keys(catalogue);
  expect(codes).toEqual(codes.toSorted());
  for (const [code, title] of Object.entries(catalogue)) {
    expect(code).toMatch(/^FS\d{4}$/);
    expect(title).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(Object.values(catalogue)).size).toBe(codes.length);
});

test('codes that carry conflicting meanings elsewhere stay unused', () => {
  expect(Object.keys(catalogue)).not.toEqual(expect.arrayContaining(['FS8004']));
  expect(Object.keys(catalogue)).not.toEqual(expect.arrayContaining(['FS8020']));
  const source = readFileSync(join(__dirname, '..', '..', 'src', 'diagnostics', 'catalogue.ts'), 'utf8');
  expect(source.match(/^ {2}(FS\d{4}):/gm)?.length).toBe(Object.keys(catalogue).length);
});
