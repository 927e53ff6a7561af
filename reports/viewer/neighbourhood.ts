// In: a figure that names an obligation. Out: its drawing in it: sigma where WebGL is, else SVG; one step around it, or the whole chain of proofs.
import { type Picture, placeInLayers } from '../../src/reports/place-in-layers.ts';
import { chainOf, neighbourhoodOf } from '../../src/reports/proof-graph.ts';
import { drawSigma, type GraphView } from './draw-sigma.ts';
import { drawSvg } from './draw-svg.ts';
import { reportData } from './page.ts';

type Reach = 'step' | 'chain';

function pictureOf(number: number, reach: Reach): Picture {
  const { graph, pictures } = reportData();
  if (reach === 'chain') return placeInLayers(chainOf(graph, number));
  return pictures[number] ?? placeInLayers(neighbourhoodOf(graph, number));
}

/** Draws the static picture where the renderer drew none; nothing when there is nothing around the obligation. */
export function fillFigure(figure: HTMLElement): void {
  const number = Number(figure.dataset.graph);
  if (figure.querySelector('svg')) return;
  const picture = pictureOf(number, 'step');
  if (picture.boxes.length < 2) return;
  figure.append(drawSvg(picture, `Proof neighbourhood of obligation ${number}`));
  figure.hidden = false;
}

let open: GraphView | null = null;

/** The one living drawing; an earlier one is closed, because browsers allow few WebGL contexts. */
export function showNeighbourhood(figure: HTMLElement, choose: (number: number) => void): void {
  closeNeighbourhood();
  const number = Number(figure.dataset.graph);
  const chain = pictureOf(number, 'chain');
  const step = pictureOf(number, 'step');
  if (step.boxes.length < 2 && chain.boxes.length < 2) return;
  figure.hidden = false;
  const stage = document.createElement('div');
  const tools = document.createElement('p');
  tools.className = 'graph-tools';
  const draw = (reach: Reach) => {
    closeNeighbourhood();
    const picture = reach === 'chain' ? chain : step;
    stage.replaceChildren();
    stage.className = 'stage';
    const canvas = document.createElement('div');
    canvas.className = 'canvas';
    canvas.style.aspectRatio = `${picture.width} / ${picture.height}`;
    canvas.style.maxWidth = `${picture.width * 1.25}px`;
    stage.append(canvas);
    const name = reach === 'chain' ? 'Chain of proofs around' : 'Proof neighbourhood of';
    open = drawSigma(picture, canvas, choose);
    if (open) canvas.setAttribute('role', 'img');
    if (open) canvas.setAttribute('aria-label', `${name} obligation ${number}; the tables say the same in words`);
    if (!open) {
      const drawn = drawSvg(picture, `${name} obligation ${number}`);
      if (reach === 'chain') drawn.style.maxWidth = 'none';
      stage.replaceChildren(drawn);
    }
    figure.classList.toggle('live', open !== null);
    for (const button of tools.querySelectorAll('button[data-reach]'))
      button.setAttribute('aria-pressed', String(button.getAttribute('data-reach') === reach));
    for (const button of tools.querySelectorAll<HTMLElement>('button[data-magnify]')) button.hidden = open === null;
  };
  if (chain.boxes.length > 1) {
    tools.append(
      reachButton('step', 'this proof', draw),
      reachButton('chain', `whole chain (${chain.boxes.length})`, draw),
    );
  }
  for (const [by, sign, label] of [
    ['in', '+', 'Magnify'],
    ['out', '−', 'Shrink'],
    ['all', 'fit', 'Show all'],
  ] as const) {
    const button = makeButton(sign);
    button.dataset.magnify = by;
    button.setAttribute('aria-label', label);
    button.addEventListener('click', () => open?.magnify(by));
    tools.append(button);
  }
  const caption = figure.querySelector('figcaption');
  figure.replaceChildren(...(caption ? [caption] : []), tools, stage);
  draw('step');
}

function makeButton(text: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  return button;
}

function reachButton(reach: Reach, text: string, draw: (reach: Reach) => void): HTMLButtonElement {
  const button = makeButton(text);
  button.dataset.reach = reach;
  button.addEventListener('click', () => draw(reach));
  return button;
}

export function closeNeighbourhood(): void {
  open?.close();
  open = null;
}

export function recolourNeighbourhood(): void {
  open?.recolour();
}
