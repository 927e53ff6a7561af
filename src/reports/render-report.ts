// In: a valid evidence record and nothing else. Out: one HTML file that needs no network, no storage and no script to be read. Same record, same bytes.
import nunjucks from 'nunjucks';
import { digestBytes } from '../base/digest.ts';
import { never } from '../base/never.ts';
import type { Evidence } from '../evidence/record.ts';
import { describeReport, type ReportView } from './describe-report.ts';
import { loadTemplates, type ReportParts } from './load-templates.ts';
import type { Picture } from './place-in-layers.ts';
import { makePlacer } from './place-with-elk.ts';
import { neighbourhoodOf } from './proof-graph.ts';
import { embedJson, makeVisible } from './visible-text.ts';

/** Pictures laid out and drawn here, remaining checks first; the viewer places those of larger records when they are asked for. */
const drawnPictures = 160;

/**
 * With more rows than this, the details of proved ones stand in `<noscript>`: read as they are without scripts, and made into elements by the viewer
 * when they are opened. A browser needs 90 elements for each, which is slow for thousands.
 */
const rowsAtOnce = 400;

export async function renderReport(evidence: Evidence): Promise<string> {
  const parts = loadTemplates();
  const view = describeReport(evidence);
  const pictures = await drawPictures(view);
  const html = environmentOf(parts).render('page.njk', {
    ...view,
    pictures: Object.fromEntries(pictures),
    deferred: view.rows.length > rowsAtOnce ? 'deferred' : '',
    data: embedJson({ graph: view.graph, pictures: Object.fromEntries(pictures) }),
    style: parts.style,
    viewer: parts.viewer,
    policy: policyOf(parts),
  });
  return makeVisible(html);
}

/** The style and the script are allowed by their digests; the rest of the world is not. */
function policyOf({ style, viewer }: ReportParts): string {
  return `default-src 'none'; style-src '${sourceDigest(style)}'; script-src '${sourceDigest(viewer)}'; base-uri 'none'; form-action 'none'`;
}

function sourceDigest(text: string): string {
  if (makeVisible(text) !== text) never('our own style and script hold no character that the report would rewrite');
  return `sha256-${Buffer.from(digestBytes(text), 'hex').toString('base64')}`;
}

async function drawPictures(view: ReportView): Promise<ReadonlyMap<number, Picture>> {
  const placer = makePlacer();
  const numbers = new Set([...view.remaining, ...view.rows].map((row) => row.number));
  const pictures = new Map<number, Picture>();
  for (const number of [...numbers].slice(0, drawnPictures)) {
    const graph = neighbourhoodOf(view.graph, number);
    if (graph.vertices.length > 1) pictures.set(number, await placer.place(graph));
  }
  return pictures;
}

/** Escapes every value; an undefined one is a mistake in a template. */
function environmentOf({ templates }: ReportParts): nunjucks.Environment {
  const loader = {
    getSource(name: string) {
      const src = templates.get(name) ?? never(`there is a template ${name}`);
      return { src, path: name, noCache: false };
    },
  };
  return new nunjucks.Environment(loader as nunjucks.ILoader, {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
}
