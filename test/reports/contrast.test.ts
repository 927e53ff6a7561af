// Every pair of text and ground that the style sheets use reaches the contrast of WCAG 2.2 AA (4.5 : 1), in light and dark.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(__dirname, '../../reports/style/1-colour.css'), 'utf8');

function variablesIn(block: string): ReadonlyMap<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

const blocks = css.split('@media').map(variablesIn);
const [light = new Map(), dark = new Map(), inverted = new Map()] = blocks;

function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const standings = ['proved', 'assumed', 'guarded', 'rejected', 'absent'];
const pairs: readonly (readonly [string, string])[] = [
  ['faint', 'paper'],
  ['paper', 'rejected'],
  ...['ink', 'soft', 'link', ...standings].flatMap((ink) =>
    ['paper', 'sheet', 'well', 'pick'].map((ground) => [ink, ground] as const),
  ),
  ...['t-comment', 't-keyword', 't-text', 't-number', 't-attribute'].flatMap((ink) =>
    ['sheet', 'well', 'pick'].map((ground) => [ink, ground] as const),
  ),
  ...standings.flatMap(
    (name) =>
      [
        [name, `${name}-ground`],
        ['ink', `${name}-ground`],
        ['sheet', name],
      ] as const,
  ),
];

test('the switch gives the same colours as the preference', () => {
  expect([...inverted]).toEqual([...dark]);
  expect(dark.size).toBeGreaterThan(25);
});

test.each([
  ['light', light],
  ['dark', dark],
] as const)('%s', (_name, colours) => {
  const low = pairs
    .map(([ink, ground]) => ({ ink, ground, ratio: contrast(colours.get(ink) ?? '', colours.get(ground) ?? '') }))
    .filter(({ ratio }) => !(ratio >= 4.5));
  expect(low).toEqual([]);
});

test.each([
  ['light', light],
  ['dark', dark],
] as const)('%s: focus is seen', (_name, colours) => {
  for (const ground of ['paper', 'sheet', 'well', 'pick'])
    expect(contrast(colours.get('focus') ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(3);
});
