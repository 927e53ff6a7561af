// The report as text: the same bytes for the same record, the record's own numbers, every value escaped, every link with an end.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Evidence } from '../../src/evidence/record.ts';
import { columns, summarise } from '../../src/evidence/summary.ts';
import { renderReport } from '../../src/reports/render-report.ts';
import { expectGolden } from '../evidence/golden.ts';
import { ringBuffer } from './fixtures/ring-buffer.ts';
import { blinky, contradictory, hostile, invalid, largeRecord, notLinked, refused } from './fixtures/variants.ts';
import { decode, pageText } from './page-text.ts';

const records: Readonly<Record<string, Evidence>> = {
  ringBuffer,
  blinky,
  notLinked,
  refused,
  invalid,
  contradictory,
  hostile,
};

/** The page without its style, script and data: what the templates wrote. */
function markupOf(html: string): string {
  return html.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script[\s\S]*?<\/script>/g, '');
}

describe.each(Object.entries(records))('%s', (_name, evidence) => {
  let html = '';
  beforeAll(async () => {
    html = await renderReport(evidence);
  });

  test('renders to the same bytes again', async () => {
    expect(await renderReport(structuredClone(evidence))).toBe(html);
  });

  test('ends every internal link at an element, and names every element once', () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...html.matchAll(/ href="#([^"]*)"/g)].map((match) => match[1]);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test('has no link to the outside, no inline handler and no inline style', () => {
    const markup = markupOf(html);
    const bare = markup.replace(/"[^"]*"/g, '""');
    expect([...bare.matchAll(/<[a-z][^>]*\s(?:on[a-z]+|style|src)\s*=/gi)].map((match) => match[0])).toEqual([]);
    expect([...markup.matchAll(/<(?:link|img|iframe|object|embed|base)\b/gi)].map((match) => match[0])).toEqual([]);
    expect([...markup.matchAll(/href="(?!#)[^"]*"/g)].map((match) => match[0])).toEqual([]);
  });

  test('allows exactly its own style and script', () => {
    const policy = decode(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '');
    const digest = (text: string | undefined) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    const style = digest(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1]);
    const script = digest(/<script>([\s\S]*?)<\/script>/.exec(html)?.[1]);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${style}`,
      `script-src ${script}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('shows totals that the rows give', () => {
    const derived = summarise(evidence.obligations);
    for (const [kind, row] of Object.entries(derived)) {
      const line = new RegExp(`<th scope="row">${kind}</th>([\\s\\S]*?)</tr>`).exec(html)?.[1] ?? '';
      const cells = [...line.matchAll(/<td class="num[^>]*>(?:<a[^>]*>)?([\d,]+)/g)].map((match) =>
        Number(match[1]?.replaceAll(',', '')),
      );
      expect({ kind, cells }).toEqual({ kind, cells: [row.total, ...columns.map((column) => row[column])] });
    }
  });

  test('shows every obligation once in the list, with its id, certificate and claim', () => {
    const text = decode(html);
    for (const [index, row] of evidence.obligations.entries()) {
      expect(html.split(` id="o-${index + 1}"`)).toHaveLength(2);
      expect(text).toContain(row.contentHash);
      if (row.certificate) expect(text).toContain(row.certificate);
    }
  });
});

test('the text without scripts is the golden one', async () => {
  for (const [name, evidence] of [
    ['ring-buffer', ringBuffer],
    ['refused', refused],
  ] as const)
    expectGolden(join(__dirname, 'golden', `${name}.txt`), pageText(await renderReport(evidence)));
});

test('the sentence stands for a valid, linked record only', async () => {
  expect(await renderReport(ringBuffer)).toContain('Where it ends.');
  for (const evidence of [notLinked, refused, invalid, contradictory]) {
    const html = await renderReport(evidence);
    expect(html).toContain('It does not hold here.');
    expect(html).not.toContain('Where it ends.');
  }
});

test('an invalid record says so before anything else', async () => {
  const text = pageText(await renderReport(invalid));
  expect(text.split('\n').slice(0, 3)).toEqual([
    'This record is invalid. Do not rely on it.',
    'No claim about the image holds until these are explained:',
    '1 guards are missing from the image',
  ]);
});

test('a record whose summary differs from its rows is called contradictory, and the rows win', async () => {
  const html = await renderReport(contradictory);
  expect(html).toContain('This record contradicts itself. Do not rely on it.');
  expect(pageText(html)).toContain('summary bounds/z3 says 2, the rows give 1');
  expect(await renderReport(ringBuffer)).not.toContain('contradicts itself');
});

describe('hostile names', () => {
  test('open no element and end no script', async () => {
    const html = await renderReport(hostile);
    const harmless = await renderReport({
      ...hostile,
      subject: { ...hostile.subject, project: 'p', version: '1', board: 'b' },
    });
    const tags = (text: string) => (text.match(/<[a-z!/]/gi) ?? []).length;
    expect(tags(html)).toBe(tags(harmless));
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(markupOf(html)).not.toMatch(/<img/i);
    expect(pageText(html)).toContain('{{ 7 * 7 }} {% include "base.njk" %}');
  });

  test('show what hides or reorders text', async () => {
    const html = await renderReport(hostile);
    expect(html).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(html).toContain('access⟨U+202E⟩ ⟨U+2066⟩// only an admin⟨U+2069⟩ ⟨U+2066⟩');
  });

  test('leave data that parses', async () => {
    const html = await renderReport(hostile);
    const data: unknown = JSON.parse(
      /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '',
    );
    expect(data).toMatchObject({ graph: { obligations: [{ kind: 'assert', standing: 'guarded' }] } });
    expect(JSON.stringify(data)).toContain('</script><script>alert(2)</script>');
  });
});

test('large records keep the details of proved rows as text, and those of remaining checks as elements', async () => {
  const html = await renderReport(largeRecord(450));
  const rows = html.split('<details class="o').slice(1);
  expect(rows).toHaveLength(450);
  expect(rows.filter((row) => row.includes('<noscript>'))).toHaveLength(450 - 40);
  expect(rows.filter((row) => row.startsWith(' remains') && row.includes('<noscript>'))).toHaveLength(0);
});
