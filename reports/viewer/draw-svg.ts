// In: a picture. Out: the same SVG that the renderer's template writes, as elements. Used where the renderer drew none, and without WebGL.
import type { Box, Curve, Picture } from '../../src/reports/place-in-layers.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

function make(name: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

export function drawSvg(picture: Picture, label: string): SVGElement {
  const { width, height } = picture;
  return make(
    'svg',
    { class: 'graph', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label },
    ...picture.captions.map(({ text, x }) => make('text', { class: 'caption', x, y: 14 }, text)),
    ...picture.curves.flatMap(drawCurve),
    ...picture.boxes.map(drawBox),
  );
}

function drawCurve({ flow, points: [x1, y1, x2, y2, x3, y3, x4, y4] }: Curve): readonly SVGElement[] {
  const wire = make('path', { class: `wire ${flow}`, d: `M${x1} ${y1}C${x2} ${y2} ${x3} ${y3} ${x4} ${y4}` });
  return flow === 'supports' ? [wire, make('path', { class: 'tip', d: `M${x4} ${y4}l-7 -3.5v7Z` })] : [wire];
}

function drawBox(box: Box): SVGElement {
  const { x, y, width, height } = box;
  const standing = box.standing ? ` s-${box.standing}` : '';
  return make(
    'g',
    { class: `box ${box.sort} ${box.focus}${standing}`, ...(box.number === null ? {} : { 'data-o': box.number }) },
    make('title', {}, box.text),
    make('rect', { x, y, width, height, rx: 3 }),
    make('text', { class: 'note', x: x + 8, y: y + 15 }, box.note),
    ...box.lines.map((line, index) => make('text', { x: x + 8, y: y + 30 + 14 * index }, line)),
  );
}
