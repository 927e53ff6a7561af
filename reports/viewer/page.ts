// In: the page that the renderer wrote. Out: its elements and its data, found once. The viewer adds nothing to what the record says.
import type { Picture } from '../../src/reports/place-in-layers.ts';
import type { ProofGraph } from '../../src/reports/proof-graph.ts';

export interface ReportData {
  readonly graph: ProofGraph;
  /** Laid out by the renderer; others are placed here when asked for. */
  readonly pictures: Readonly<Record<string, Picture>>;
}

/** The element that the templates promise; its absence is a mistake of ours. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found;
}

let parsed: ReportData | undefined;

/** Parsed at the first use: a large record should not delay the first paint. */
export function reportData(): ReportData {
  parsed ??= JSON.parse(byId('record').textContent ?? '') as ReportData;
  return parsed;
}

export function rowOf(number: number): HTMLDetailsElement | null {
  const row = document.getElementById(`o-${number}`);
  return row instanceof HTMLDetailsElement ? row : null;
}

export function allRows(): readonly HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>('details.o')];
}

/** The details of a row; those that a large record keeps as text become elements now. The text is the renderer's own, escaped markup. */
export function bodyOf(row: HTMLDetailsElement): HTMLElement | null {
  const body = row.querySelector<HTMLElement>('.body');
  const deferred = body?.querySelector(':scope > noscript');
  if (body && deferred) body.innerHTML = deferred.textContent ?? '';
  return body;
}

/** The text of a row, its details included, without making them into elements. */
export function textOf(row: Element): string {
  const deferred = row.querySelector('noscript');
  if (!deferred) return row.textContent ?? '';
  const details = (deferred.textContent ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name] ?? '');
  return `${row.querySelector('summary')?.textContent ?? ''} ${details}`;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

/** The obligation that a link or a mark names, from `#o-12`. */
export function numberOf(link: Element): number | null {
  const match = /^#o-(\d+)$/.exec(link.getAttribute('href') ?? '');
  return match ? Number(match[1]) : null;
}
