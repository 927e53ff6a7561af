// In: a picture and an empty element. Out: a sigma view of it (WebGL): the same boxes and curves, to be moved and magnified. Null without WebGL.
// Boxes are drawn on sigma's label canvas; curves are chains of short edges between points that have no size of their own.
import { MultiDirectedGraph } from 'graphology';
import Sigma from 'sigma';
import { EdgeArrowProgram, EdgeRectangleProgram } from 'sigma/rendering';
import type { Box, Curve, Picture } from '../../src/reports/place-in-layers.ts';

export interface GraphView {
  readonly magnify: (by: 'in' | 'out' | 'all') => void;
  /** Reads the colours again. */
  readonly recolour: () => void;
  readonly close: () => void;
}

interface NodeLook {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color: string;
  readonly label: string | null;
  readonly forceLabel: boolean;
  readonly box?: Box;
  readonly caption?: 'caption';
}

interface EdgeLook {
  readonly size: number;
  readonly color: string;
  readonly type: 'line' | 'arrow';
}

const stepsPerCurve = 14;
const readableScale = 0.6;
const clear = '#00000000';

export function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/** `choose` is told the obligation whose box was clicked. */
export function drawSigma(picture: Picture, holder: HTMLElement, choose: (number: number) => void): GraphView | null {
  if (!hasWebGl()) return null;
  const colours = () => readColours(holder);
  let look = colours();
  const graph = new MultiDirectedGraph<NodeLook, EdgeLook>();
  const hidden = { size: 0.01, color: clear, label: null, forceLabel: false };
  for (const box of picture.boxes) {
    const at = { x: box.x + box.width / 2, y: -(box.y + box.height / 2) };
    graph.addNode(box.key, { ...hidden, ...at, size: 1, label: box.text || ' ', forceLabel: true, box });
  }
  for (const [index, { text, x }] of picture.captions.entries())
    graph.addNode(`caption-${index}`, { ...hidden, x, y: -14, label: text, forceLabel: true, caption: 'caption' });
  // Two corners that keep the frame of the picture, so that its margins are those of the SVG.
  graph.addNode('corner-a', { ...hidden, x: 0, y: 0 });
  graph.addNode('corner-b', { ...hidden, x: picture.width, y: -picture.height });
  for (const [index, curve] of picture.curves.entries()) addCurve(graph, `c${index}`, curve, look);

  // Sigma draws once while it is made: labels wait for the scale that only the finished renderer knows.
  let scale: (() => number) | undefined;
  const renderer = new Sigma<NodeLook, EdgeLook>(graph, holder, {
    allowInvalidContainer: true,
    autoCenter: true,
    autoRescale: true,
    defaultEdgeType: 'line',
    edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
    enableCameraRotation: false,
    itemSizesReference: 'positions',
    labelDensity: 1000,
    labelRenderedSizeThreshold: 0,
    minEdgeThickness: 1.1,
    minCameraRatio: 0.02,
    maxCameraRatio: 2,
    stagePadding: 0,
    zoomToSizeRatioFunction: (ratio) => ratio,
    defaultDrawNodeHover: () => undefined,
    defaultDrawNodeLabel: (context, data) => {
      if (!scale) return;
      const { box, caption } = data as unknown as Partial<NodeLook>;
      if (box) drawBox(context, box, data.x, data.y, scale(), look);
      if (caption) drawCaption(context, data.label ?? '', data.x, data.y, scale(), look);
    },
  });
  scale = () => scaleOf(renderer);
  renderer.refresh();
  const camera = renderer.getCamera();
  lookAtCentre(renderer, picture);
  renderer.on('clickStage', ({ event }) => {
    const at = renderer.viewportToGraph(event);
    const hit = picture.boxes.find((box) => holds(box, at.x, -at.y));
    if (hit?.number) choose(hit.number);
  });
  return {
    magnify(by) {
      const moved = { duration: 0 };
      if (by === 'all') camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
      else if (by === 'in') void camera.animatedZoom(moved);
      else void camera.animatedUnzoom(moved);
    },
    recolour() {
      look = colours();
      graph.forEachEdge((edge) => graph.setEdgeAttribute(edge, 'color', look.wire));
      renderer.refresh();
    },
    close: () => renderer.kill(),
  };
}

/** A picture too wide to be read as a whole starts at its centre, large enough to read. */
function lookAtCentre(renderer: Sigma<NodeLook, EdgeLook>, picture: Picture): void {
  const scale = scaleOf(renderer);
  const centre = picture.boxes.find((box) => box.focus === 'centre');
  const at = centre && renderer.getNodeDisplayData(centre.key);
  if (scale >= readableScale || !at) return;
  renderer.getCamera().setState({ x: at.x, y: at.y, ratio: scale / readableScale });
}

function holds(box: Box, x: number, y: number): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** Screen pixels per pixel of the picture. */
function scaleOf(renderer: Sigma<NodeLook, EdgeLook>): number {
  const a = renderer.graphToViewport({ x: 0, y: 0 });
  const b = renderer.graphToViewport({ x: 100, y: 0 });
  return Math.hypot(b.x - a.x, b.y - a.y) / 100;
}

function addCurve(
  graph: MultiDirectedGraph<NodeLook, EdgeLook>,
  key: string,
  { points, flow }: Curve,
  look: Colours,
): void {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = points;
  let previous = '';
  for (let step = 0; step <= stepsPerCurve; step++) {
    const t = step / stepsPerCurve;
    const at = (a: number, b: number, c: number, d: number) =>
      a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t ** 2 * (1 - t) + d * t ** 3;
    const name = `${key}-${step}`;
    const place = { x: at(x1, x2, x3, x4), y: -at(y1, y2, y3, y4) };
    graph.addNode(name, { ...place, size: 0.01, color: clear, label: null, forceLabel: false });
    const type = step === stepsPerCurve && flow === 'supports' ? 'arrow' : 'line';
    if (previous !== '')
      graph.addDirectedEdge(previous, name, { size: type === 'arrow' ? 2.4 : 1.2, color: look.wire, type });
    previous = name;
  }
}

interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly sheet: string;
  readonly wire: string;
  readonly fact: string;
  readonly mono: string;
  readonly text: string;
  readonly standing: Readonly<Record<string, { readonly ink: string; readonly ground: string }>>;
}

/** The page's own colours, from its custom properties. */
function readColours(holder: HTMLElement): Colours {
  const style = getComputedStyle(holder);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const names = ['proved', 'assumed', 'guarded', 'rejected', 'absent'];
  return {
    ink: read('ink'),
    soft: read('soft'),
    sheet: read('sheet'),
    wire: read('wire'),
    fact: read('well'),
    mono: read('mono'),
    text: read('text'),
    standing: Object.fromEntries(names.map((name) => [name, { ink: read(name), ground: read(`${name}-ground`) }])),
  };
}

function drawCaption(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  scale: number,
  look: Colours,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillStyle = look.soft;
  context.font = `${10 * scale}px ${look.text}`;
  context.fillText(text, x, y);
}

function drawBox(
  context: CanvasRenderingContext2D,
  box: Box,
  x: number,
  y: number,
  scale: number,
  look: Colours,
): void {
  const standing = box.standing ? look.standing[box.standing] : undefined;
  const left = x - (box.width / 2) * scale;
  const top = y - (box.height / 2) * scale;
  context.beginPath();
  context.roundRect(left, top, box.width * scale, box.height * scale, 3 * scale);
  context.fillStyle = standing?.ground ?? (box.sort === 'fact' ? look.fact : look.sheet);
  context.fill();
  context.lineWidth = (box.focus === 'centre' ? 2 : 1) * scale;
  context.strokeStyle = standing?.ink ?? look.wire;
  context.stroke();
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = standing?.ink ?? look.soft;
  context.font = `${9.5 * scale}px ${look.text}`;
  context.fillText(box.note, left + 8 * scale, top + 15 * scale, (box.width - 12) * scale);
  context.fillStyle = look.ink;
  context.font = `${11 * scale}px ${look.mono}`;
  for (const [index, line] of box.lines.entries()) {
    context.fillText(line, left + 8 * scale, top + (30 + 14 * index) * scale, (box.width - 12) * scale);
  }
}
