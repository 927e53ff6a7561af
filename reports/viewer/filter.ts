// In: the filter's controls. Out: rows, marks and remaining checks that match; the others are hidden (rows) or dimmed (marks). A row is searched whole, details included.
import { allRows, byId, textOf } from './page.ts';

const fields = ['kind', 'means', 'verdict', 'treatment', 'function'] as const;
type Field = (typeof fields)[number];

const texts = new WeakMap<Element, string>();

function searchedText(row: Element): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = textOf(row).toLowerCase();
  texts.set(row, text);
  return text;
}

function control(field: Field): HTMLSelectElement {
  return byId(`filter-${field}`) as HTMLSelectElement;
}

function textControl(): HTMLInputElement {
  return byId('filter-text') as HTMLInputElement;
}

let matching: ReadonlySet<number> | null = null;

/** Whether the filter lets the obligation through. */
export function isShown(number: number): boolean {
  return matching === null || matching.has(number);
}

function applyFilter(): void {
  const words = textControl()
    .value.toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const wanted = fields.map((field) => [field, control(field).value] as const).filter(([, value]) => value !== '');
  const shown = new Set<number>();
  for (const row of allRows()) {
    const fits =
      wanted.every(([field, value]) => row.dataset[field] === value) &&
      words.every((word) => searchedText(row).includes(word));
    row.hidden = !fits;
    if (fits) shown.add(Number(row.dataset.o));
  }
  const everything = words.length === 0 && wanted.length === 0;
  matching = everything ? null : shown;
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('details.o:not([hidden])') === null;
  for (const each of document.querySelectorAll('.marks a[data-o], .remaining li[data-o]'))
    each.classList.toggle('off', !isShown(Number(each.getAttribute('data-o'))));
  const total = allRows().length;
  byId('filter-count').textContent = everything ? `${total} shown` : `${shown.size} of ${total} shown`;
}

export function focusFilter(): void {
  const field = textControl();
  field.scrollIntoView({ block: 'nearest' });
  field.focus();
  field.select();
}

/** From a cell of the summary table. */
function showOnly(kind: string, means: string): void {
  (byId('filter') as HTMLFormElement).reset();
  control('kind').value = kind;
  control('means').value = means;
  applyFilter();
}

export function startFilter(): void {
  const form = byId('filter');
  let waiting: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilter, 80);
  });
  form.addEventListener('reset', () => setTimeout(applyFilter, 0));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    applyFilter();
  });
  textControl().addEventListener('keydown', (event) => {
    if (event.key === 'Escape') textControl().blur();
  });
  byId('open-all').addEventListener('click', () => {
    for (const row of allRows()) row.open = !row.hidden;
  });
  for (const cell of document.querySelectorAll<HTMLElement>('table.summary a[data-means]'))
    cell.addEventListener('click', () => showOnly(cell.dataset.kind ?? '', cell.dataset.means ?? ''));
}
