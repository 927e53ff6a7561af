// In: the report as the renderer wrote it, complete without this script. Out: the same report with keys, a filter, and details beside the source.
import { startFilter } from './filter.ts';
import { followLinks, select } from './inspector.ts';
import { startKeys } from './keys.ts';
import { fillFigure, recolourNeighbourhood } from './neighbourhood.ts';
import { byId } from './page.ts';

document.documentElement.classList.add('scripted');
startFilter();
startKeys();
followLinks();

// `toggle` does not bubble; it is seen on the way down.
document.addEventListener(
  'toggle',
  (event) => {
    if (!(event.target instanceof HTMLDetailsElement) || !event.target.open) return;
    const figure = event.target.querySelector<HTMLElement>('figure.neighbourhood');
    if (figure && event.target.classList.contains('o')) fillFigure(figure);
  },
  { capture: true },
);

byId('theme').addEventListener('change', recolourNeighbourhood);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolourNeighbourhood);

const asked = /^#o-(\d+)$/.exec(location.hash);
if (asked) select(Number(asked[1]), 'to-source');
