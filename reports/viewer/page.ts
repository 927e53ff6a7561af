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

/** The obligation that a link or a mark names, from `#o-12`. */
export function numberOf(link: Element): number | null {
  const match = /^#o-(\d+)$/.exec(link.getAttribute('href') ?? '');
  return match ? Number(match[1]) : null;
}
