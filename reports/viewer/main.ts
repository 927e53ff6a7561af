// In: the report as the renderer wrote it, complete without this script. Out: the same report with keys, a filter, and details beside the source.
import { startFilter } from './filter.ts';
import { followLinks, select } from './inspector.ts';
import { startKeys } from './keys.ts';
import { fillFigure, recolourNeighbourhood } from './neighbourhood.ts';
import { bodyOf, byId } from './page.ts';

document.documentElement.classList.add('scripted');
startFilter();
startKeys();
followLinks();

// `toggle` does not bubble; it is seen on the way down.
document.addEventListener(
  'toggle',
  (event) => {
    const row = event.target;
    if (!(row instanceof HTMLDetailsElement) || !row.open || !row.classList.contains('o')) return;
    const figure = bodyOf(row)?.querySelector<HTMLElement>('figure.neighbourhood');
    if (figure) fillFigure(figure);
  },
  { capture: true },
);

byId('theme').addEventListener('change', recolourNeighbourhood);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolourNeighbourhood);

const asked = /^#o-(\d+)$/.exec(location.hash);
// After the browser's own jump to the fragment.
if (asked) addEventListener('load', () => setTimeout(() => select(Number(asked[1]), 'to-source'), 0));
