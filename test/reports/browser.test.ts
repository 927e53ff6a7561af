// The report in Chromium: no error, no policy violation, no request; keys, filter, drawing; without scripts; without WebGL; on paper; large.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Evidence } from '../../src/evidence/record.ts';
import { renderReport } from '../../src/reports/render-report.ts';
import { startChromium } from './chromium.ts';
import { ringBuffer } from './fixtures/ring-buffer.ts';
import { blinky, contradictory, hostile, invalid, largeRecord, notLinked, refused } from './fixtures/variants.ts';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firefly-report-'));
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** Errors, violations of the policy and requests other than for the file itself. */
  readonly complaints: string[];
  readonly address: string;
}

interface Options extends BrowserContextOptions {
  readonly before?: (page: Page) => Promise<unknown>;
  readonly fragment?: string;
}

async function open(evidence: Evidence, { before, fragment = '', ...options }: Options = {}): Promise<Opened> {
  const file = join(folder, 'report.html');
  writeFileSync(file, await renderReport(evidence));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // Chromium without a graphics card warns about its own WebGL; that is no complaint about the page.
    if (!message.text().includes('GL Driver Message')) complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) complaints.push(`request: ${request.url()}`);
  });
  await before?.(page);
  await page.goto(address + fragment);
  return { page, complaints, address };
}

async function close({ page }: Opened): Promise<void> {
  await page.context().close();
}

const selectedLines = (page: Page) =>
  page.locator('.code li.selected').evaluateAll((all) => all.map((each) => each.id));
const drawnCanvases = (page: Page) => page.locator('#inspector .canvas canvas').count();

test.each(Object.entries({ ringBuffer, blinky, notLinked, refused, invalid, contradictory, hostile }))(
  '%s opens without error, violation or request, in light and dark, and nothing is wider than 900 pixels',
  async (_name, evidence) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const opened = await open(evidence, { colorScheme, viewport: { width: 900, height: 800 } });
      const { page, complaints } = opened;
      expect(await page.locator('h1').count()).toBe(1);
      await page.locator('#open-all').click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(900);
      await page.keyboard.press('n');
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(900);
      expect(complaints).toEqual([]);
      await close(opened);
    }
  },
);

test('a policy violation would be seen', async () => {
  const opened = await open(ringBuffer);
  await opened.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "broken"';
    document.body.append(script);
  });
  expect(opened.complaints.join()).toContain('Content Security Policy');
  expect(await opened.page.title()).not.toBe('broken');
  await close(opened);
});

test('n and p walk through the checks that remain, round and round, and Esc closes', async () => {
  const opened = await open(ringBuffer);
  const { page } = opened;
  const title = page.locator('#inspector-tag');
  await page.keyboard.press('n');
  expect(await title.textContent()).toContain('#4');
  expect(await selectedLines(page)).toEqual(['L1-31']);
  await page.keyboard.press('n');
  expect(await title.textContent()).toContain('#6');
  await page.keyboard.press('n');
  expect(await title.textContent()).toContain('#4');
  await page.keyboard.press('p');
  expect(await title.textContent()).toContain('#6');
  expect(await page.locator('#L1-36').evaluate((line) => line.getBoundingClientRect().top)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  expect(await page.locator('#inspector').isVisible()).toBe(false);
  expect(await selectedLines(page)).toEqual([]);
  expect(opened.complaints).toEqual([]);
  await close(opened);
});

test('a question mark lists the keys, and single letters can be switched off', async () => {
  const opened = await open(ringBuffer);
  const { page } = opened;
  await page.keyboard.press('?');
  expect(await page.locator('#keys').isVisible()).toBe(true);
  await page.locator('#keys-on').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  expect(await page.locator('#inspector').isVisible()).toBe(false);
  await close(opened);
});

test('a mark opens its details by click and by Enter; links lead on; the rest of the keyboard is left alone', async () => {
  const opened = await open(ringBuffer);
  const { page } = opened;
  await page.locator('.marks a[data-o="7"]').click();
  expect(await page.locator('#inspector-claim').textContent()).toBe(ringBuffer.obligations[6]?.claim);
  await page.locator('#inspector .facts a.ob').first().click();
  expect(await page.locator('#inspector-tag').textContent()).toContain('#5');
  await page.locator('.marks a[data-o="1"]').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('#inspector-tag').textContent()).toContain('#1');
  expect(await page.evaluate(() => location.hash)).toBe('#o-1');
  await close(opened);
  const again = await open(ringBuffer, { fragment: '#o-2' });
  await again.page.locator('#inspector').waitFor();
  expect(await again.page.locator('#inspector-tag').textContent()).toContain('#2');
  await close(again);
});

test('the filter narrows by text, kind, verdict, treatment, means and function; a number of the summary sets it', async () => {
  const opened = await open(ringBuffer);
  const { page } = opened;
  const shown = () =>
    page
      .locator('details.o:not([hidden])')
      .evaluateAll((all) => all.map((each) => Number(each.getAttribute('data-o'))));
  const count = page.locator('#filter-count');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter-text');
  await page.keyboard.type('0x80001f2');
  await page.getByText('1 of 13 shown').waitFor();
  expect(await shown()).toEqual([4]);
  await page.locator('#filter-text').fill('TARGET.[i]');
  await page.getByText('1 of 13 shown').waitFor();
  await page.locator('#filter button[type=reset]').click();
  await page.getByText('13 shown').first().waitFor();
  const expectations: readonly (readonly [string, string, (row: Evidence['obligations'][number]) => boolean])[] = [
    ['kind', 'division', (row) => row.kind === 'division'],
    ['verdict', 'unknown', (row) => row.verdict === 'unknown'],
    ['treatment', 'absent', (row) => row.treatment === 'absent'],
    ['means', 'z3', (row) => row.treatment === 'elided' && (row.method ?? '').startsWith('z3')],
    ['function', 'Ring.copyTo', (row) => row.function === 'Ring.copyTo'],
  ];
  for (const [field, value, fits] of expectations) {
    await page.locator(`#filter-${field}`).selectOption(value);
    const wanted = ringBuffer.obligations.flatMap((row, index) => (fits(row) ? [index + 1] : []));
    await page.getByText(`${wanted.length} of 13 shown`).waitFor();
    expect((await shown()).toSorted((a, b) => a - b)).toEqual(wanted);
    await page.locator('#filter button[type=reset]').click();
    await page.getByText('13 shown').first().waitFor();
  }
  await page.locator('table.summary a[data-kind="bounds"][data-means="guarded"]').click();
  expect((await shown()).toSorted((a, b) => a - b)).toEqual([4, 6]);
  expect(await count.textContent()).toBe('2 of 13 shown');
  await page.locator('#filter-kind').selectOption('exhaustive');
  await page.getByText('0 of 13 shown').waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('n');
  expect(await page.locator('#inspector').isVisible()).toBe(false);
  await close(opened);
});

test('the neighbourhood is drawn by sigma where WebGL is, and as the same boxes in SVG where it is not', async () => {
  const withGl = await open(ringBuffer);
  await withGl.page.locator('.marks a[data-o="7"]').click();
  await withGl.page.locator('#inspector .canvas canvas').first().waitFor();
  expect(await drawnCanvases(withGl.page)).toBeGreaterThan(3);
  expect(await withGl.page.locator('#inspector .stage svg').count()).toBe(0);
  const drawn = await withGl.page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('#inspector canvas.sigma-labels');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return data.filter((value, index) => index % 4 === 3 && value > 0).length;
  });
  expect(drawn).toBeGreaterThan(5000);
  await withGl.page.locator('[data-reach=chain]').click();
  await withGl.page.locator('[data-magnify=in]').click();
  expect(withGl.complaints).toEqual([]);
  await close(withGl);

  const without = await open(ringBuffer, {
    before: (page) =>
      page.addInitScript(() => {
        const original = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
          return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind, ...rest]);
        } as typeof original;
      }),
  });
  await without.page.locator('.marks a[data-o="7"]').click();
  expect(await drawnCanvases(without.page)).toBe(0);
  const svg = without.page.locator('#inspector .stage svg.graph');
  expect(await svg.isVisible()).toBe(true);
  const texts = (selector: string) =>
    without.page.locator(selector).evaluateAll((all) => all.map((each) => each.textContent));
  expect(await texts('#inspector .stage svg g.box')).toEqual(await texts('#o-7 svg g.box'));
  expect(without.complaints).toEqual([]);
  await close(without);
});

test('the switch inverts the colours without storage', async () => {
  for (const [colorScheme, before, after] of [
    ['light', 'rgb(250, 249, 246)', 'rgb(21, 25, 28)'],
    ['dark', 'rgb(21, 25, 28)', 'rgb(250, 249, 246)'],
  ] as const) {
    const opened = await open(ringBuffer, { colorScheme, javaScriptEnabled: false });
    const ground = () => opened.page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    expect(await ground()).toBe(before);
    await opened.page.locator('#theme').check();
    expect(await ground()).toBe(after);
    await close(opened);
  }
});

test('without scripts everything can be read and nothing dead is shown', async () => {
  for (const evidence of [ringBuffer, largeRecord(410)]) {
    const opened = await open(evidence, { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator('.js:visible').count()).toBe(0);
    const row = page.locator('#o-1');
    expect(await row.locator('.body').isVisible()).toBe(false);
    await row.locator('summary').click();
    expect(await row.locator('.body').isVisible()).toBe(true);
    expect(await row.locator('.body').textContent()).toContain(evidence.obligations[0]?.contentHash ?? '?');
    await page.locator('.remaining a.open').first().click();
    expect(page.url()).toMatch(/#o-\d+$/);
    await close(opened);
  }
});

test('paper shows the details of every remaining check with its drawing, and no controls', async () => {
  const opened = await open(ringBuffer, { colorScheme: 'dark' });
  const { page } = opened;
  await page.emulateMedia({ media: 'print' });
  for (const number of [4, 6]) {
    expect(await page.locator(`#o-${number} .body`).isVisible()).toBe(true);
    expect(await page.locator(`#o-${number} svg.graph`).isVisible()).toBe(true);
  }
  expect(await page.locator('.toolbar, .filter, #inspector').filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  expect((await page.pdf({ preferCSSPageSize: true })).byteLength).toBeGreaterThan(20_000);
  await close(opened);
});

test('landmarks, headings and table headers are there, in order', async () => {
  const opened = await open(ringBuffer);
  const { page } = opened;
  expect(await page.locator('main, nav[aria-label], aside[aria-labelledby], footer').count()).toBe(4);
  const levels = await page
    .locator('main :is(h1, h2, h3, h4)')
    .evaluateAll((all) => all.map((each) => Number(each.tagName[1])));
  const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
  expect({ jumps, first: levels[0] }).toEqual({ jumps: [], first: 1 });
  expect(await page.locator('table:not(:has(th[scope]))').count()).toBe(0);
  expect(await page.locator('section:not([aria-labelledby]):not([data-group])').count()).toBe(0);
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  expect(outline).toBe('solid');
  await close(opened);
});

test('2,000 obligations load in 2 seconds and stay usable', async () => {
  const opened = await open(largeRecord(2000));
  const { page } = opened;
  // Other tests run beside this one: the best of four loads is what the page itself needs.
  const times: number[] = [];
  for (let load = 0; load < 4; load++) {
    await page.reload();
    times.push(await page.evaluate(() => performance.timing.loadEventEnd - performance.timing.navigationStart));
  }
  expect(Math.min(...times)).toBeLessThan(2000);
  await page.keyboard.press('n');
  expect(await page.locator('#inspector-tag').textContent()).toContain('#11');
  await page.locator('#filter-text').fill('stage77');
  await page.getByText('10 of 2000 shown').waitFor({ timeout: 10_000 });
  await page.locator('#o-771 > summary').click();
  expect(await page.locator('#o-771 .body svg.graph').isVisible()).toBe(true);
  expect(await page.locator('#o-771 .body').textContent()).toContain(`i0 <= n - 1`);
  expect(opened.complaints).toEqual([]);
  await close(opened);
});
