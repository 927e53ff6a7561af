// In: the number of an obligation. Out: its details beside the report, with its place in the source in view. The details are those of its row, copied.

import { closeNeighbourhood, showNeighbourhood } from './neighbourhood.ts';
import { bodyOf, byId, numberOf, rowOf } from './page.ts';

let selected: number | null = null;
let cameFrom: Element | null = null;

export function selectedNumber(): number | null {
  return selected;
}

/** `scroll` says whether the source line is brought into view. */
export function select(number: number, scroll: 'to-source' | 'stay'): void {
  const row = rowOf(number);
  const body = row && bodyOf(row);
  if (!row || !body) return;
  const panel = byId('inspector');
  if (panel.hidden) cameFrom = document.activeElement;
  closeNeighbourhood();
  selected = number;
  byId('inspector-tag').replaceChildren(...copies(row, '.mark, .nr, .kind'));
  byId('inspector-claim').textContent = row.querySelector('.claim')?.textContent ?? '';
  byId('inspector-body').replaceChildren(...[...body.cloneNode(true).childNodes]);
  panel.hidden = false;
  document.documentElement.classList.add('inspecting');
  panel.scrollTop = 0;
  highlight(number);
  if (scroll === 'to-source') bringIntoView(number);
  remember(`#o-${number}`);
  const figure = panel.querySelector<HTMLElement>('figure.neighbourhood');
  if (figure) showNeighbourhood(figure, (other) => select(other, 'to-source'));
}

function copies(row: Element, selector: string): Node[] {
  return [...row.querySelectorAll(`summary > :is(${selector})`)].flatMap((each) => [
    each.cloneNode(true),
    document.createTextNode(' '),
  ]);
}

function highlight(number: number): void {
  for (const old of document.querySelectorAll('.selected')) old.classList.remove('selected');
  for (const each of document.querySelectorAll(`[data-o="${number}"]`)) {
    each.classList.add('selected');
    each.closest('.code li')?.classList.add('selected');
  }
}

/** The line in the source; a collapsed file is opened. Without a line, the row. */
function bringIntoView(number: number): void {
  const mark = document.querySelector(`.marks a[data-o="${number}"]`);
  mark?.closest('details')?.setAttribute('open', '');
  (mark?.closest('li') ?? rowOf(number))?.scrollIntoView({ block: 'center' });
}

/** Keeps the address copyable; a browser may refuse it for local files, and nothing depends on it. */
function remember(hash: string): void {
  try {
    history.replaceState(null, '', hash);
  } catch {
    // Not every browser allows it on file: addresses.
  }
}

export function closeInspector(): void {
  closeNeighbourhood();
  selected = null;
  byId('inspector').hidden = true;
  document.documentElement.classList.remove('inspecting');
  for (const old of document.querySelectorAll('.selected')) old.classList.remove('selected');
  if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
  cameFrom = null;
}

/** Links to obligations open the inspector; a click in a row's own summary stays what the browser makes of it. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (
      !(event.target instanceof Element) ||
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey
    )
      return;
    const link = event.target.closest('a[href^="#o-"]');
    const number = link && numberOf(link);
    if (link && number !== null) {
      event.preventDefault();
      select(number, link.closest('.code') ? 'stay' : 'to-source');
      byId('inspector').focus({ preventScroll: true });
    }
  });
}
