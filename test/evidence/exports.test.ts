import { join } from 'node:path';
import fc from 'fast-check';
import { auditAsJson, auditText } from '../../src/evidence/audit.ts';
import { exportCsv, quoteCell } from '../../src/evidence/export-csv.ts';
import { escapeXml, exportJunit } from '../../src/evidence/export-junit.ts';
import { escapeMarkdown, exportMarkdown } from '../../src/evidence/export-markdown.ts';
import { exportSarif } from '../../src/evidence/export-sarif.ts';
import type { Evidence } from '../../src/evidence/record.ts';
import { expectGolden } from './golden.ts';
import { sampleRecord } from './sample-record.ts';

const golden = (name: string): string => join(__dirname, 'golden', name);
const linked = sampleRecord('linked');
const refused = sampleRecord('refused');
const invalid: Evidence = { ...linked, invalid: ['guard 3 is <missing> & "gone"'] };

describe('CSV', () => {
  test('golden', () => expectGolden(golden('linked.csv'), exportCsv(linked)));

  /** RFC 4180 read back by its grammar. */
  function parseCsv(text: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    let at = 0;
    while (at < text.length) {
      let cell = '';
      if (text[at] === '"') {
        for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
          if (text[at] === '"') at++;
          cell += text[at];
        }
        at++;
      } else {
        while (text[at] !== ',' && text[at] !== '\r') cell += text[at++];
      }
      row.push(cell);
      if (text[at] === ',') at++;
      else {
        at += 2;
        rows.push(row);
        row = [];
      }
    }
    return rows;
  }

  test('any cells come back as they were', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n a]*$/));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const text = rows.map((cells) => `${cells.map(quoteCell).join(',')}\r\n`).join('');
        expect(parseCsv(text)).toEqual(rows);
      }),
    );
  });

  test('one line per obligation, all of one length', () => {
    const rows = parseCsv(exportCsv(refused));
    expect(rows).toHaveLength(refused.obligations.length + 1);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });
});

describe('SARIF', () => {
  test('golden', () => expectGolden(golden('refused.sarif'), exportSarif(refused)));

  test('results are the checks that remain, with rules, places and fingerprints', () => {
    const log = JSON.parse(exportSarif(refused));
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run.tool.driver).toMatchObject({ name: 'firefly', version: '0.1.0' });
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual([
      'error',
      'warning',
      'warning',
      'warning',
    ]);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      const { region, artifactLocation } = result.locations[0].physicalLocation;
      expect(region.endLine * 1000 + region.endColumn).toBeGreaterThan(region.startLine * 1000 + region.startColumn);
      expect(run.originalUriBaseIds).toHaveProperty(artifactLocation.uriBaseId);
      expect(result.message.text.length).toBeGreaterThan(0);
      expect(result.partialFingerprints['content/v1']).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('a record that is not valid is a failed run', () => {
    const [invocation] = JSON.parse(exportSarif(invalid)).runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications[0].message.text).toBe('guard 3 is <missing> & "gone"');
    expect(JSON.parse(exportSarif(linked)).runs[0].invocations[0].executionSuccessful).toBe(true);
  });
});

describe('JUnit', () => {
  test('golden', () => expectGolden(golden('refused.junit.xml'), exportJunit(refused)));

  test('counts agree with the cases, and elements are closed', () => {
    for (const record of [linked, refused, invalid]) {
      const xml = exportJunit(record);
      const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
      const [, tests, failures, errors, skipped] =
        /<testsuites name="[^"]*" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)">/.exec(xml) ?? [];
      expect(count(/<testcase /g)).toBe(Number(tests));
      expect(count(/<failure /g)).toBe(Number(failures));
      expect(count(/<error /g)).toBe(Number(errors));
      expect(count(/<skipped /g)).toBe(Number(skipped));
      expect(count(/<testcase [^>]*[^/]>/g)).toBe(count(/<\/testcase>/g));
      expect(count(/<testsuite /g)).toBe(count(/<\/testsuite>/g));
    }
    expect(exportJunit(invalid)).toContain('message="guard 3 is &lt;missing&gt; &amp; &quot;gone&quot;"');
  });

  test('escaped text never holds what XML forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!#?\w+;)/);
        for (const character of escaped) {
          const code = character.codePointAt(0) ?? 0;
          expect(code >= 0x20 && code !== 0xfffe && code !== 0xffff && (code < 0xd800 || code > 0xdfff)).toBe(true);
        }
      }),
    );
  });
});

describe('Markdown', () => {
  test('golden', () => expectGolden(golden('linked.md'), exportMarkdown(linked)));

  test('table rows have as many cells as their head', () => {
    const lines = exportMarkdown(refused).split('\n');
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    for (const [at, line] of lines.entries()) {
      if (line.startsWith('|') && lines[at - 1]?.startsWith('|')) expect(cells(line)).toBe(cells(lines[at - 1] ?? ''));
    }
  });

  test('marks are escaped and text stays on its line', () => {
    expect(escapeMarkdown('a | b\n*c* <d> `e` [f]_g')).toBe('a \\| b \\*c\\* \\<d\\> \\`e\\` \\[f\\]\\_g');
  });

  test('an invalid record says so first', () => {
    expect(exportMarkdown(invalid).split('\n')[2]).toBe('> **This record is not valid.**');
  });
});

describe('audit', () => {
  test('golden, linked', () => expectGolden(golden('linked.audit.txt'), auditText(linked)));
  test('golden, refused', () => expectGolden(golden('refused.audit.txt'), auditText(refused)));

  test('the data form holds what the text says', () => {
    const audit = auditAsJson(linked);
    expect(audit.remaining.map(({ guard }) => guard)).toEqual([12, 14, 13]);
    expect(audit.remaining[0]).toMatchObject({
      place: 'src/Ring.fs:4:5',
      treatment: 'guarded',
      counterexample: { 'a.Length': '16', i: '16' },
      addresses: ['0x800000c'],
      bytes: 10,
    });
  });

  test('a check that LLVM removed does not remain', () => {
    const removed: Evidence = {
      ...linked,
      obligations: linked.obligations.map((row) =>
        row.guard?.id === 12
          ? { ...row, guard: { ...row.guard, state: 'removed-by-backend', addresses: [], bytes: 0 } }
          : row,
      ),
    };
    expect(auditAsJson(removed).remaining.map(({ guard }) => guard)).toEqual([14, 13]);
    expect(auditAsJson(removed).removedByBackend.map(({ guard }) => guard)).toEqual([12]);
    expect(auditText(removed)).toContain('LLVM removed 1 further check');
  });

  test('an invalid record says so first', () => {
    expect(auditText(invalid).split('\n')[0]).toBe('THIS RECORD IS NOT VALID:');
  });
});
