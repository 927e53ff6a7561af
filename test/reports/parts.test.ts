// The pure parts: hidden characters, source lines, words for counts, neighbourhoods and their placing.
import fc from 'fast-check';
import { colourSource } from '../../src/reports/colour-source.ts';
import { boxWidth, type Picture, placeInLayers, wrapText } from '../../src/reports/place-in-layers.ts';
import { makePlacer } from '../../src/reports/place-with-elk.ts';
import { chainOf, neighbourhoodOf, type ProofGraph } from '../../src/reports/proof-graph.ts';
import { viewSource } from '../../src/reports/source-view.ts';
import { embedJson, makeVisible } from '../../src/reports/visible-text.ts';
import { counted, grouped, share } from '../../src/reports/words.ts';

describe('hidden characters', () => {
  test('are written out', () => {
    expect(makeVisible('a\u202Eb\u0000c\uD800d\u{E0041}')).toBe('a⟨U+202E⟩b⟨U+0000⟩c⟨U+D800⟩d⟨U+E0041⟩');
  });

  test('leave ordinary text alone', () => {
    const plain = 'tab\there\r\nline, ä, 漢字, العربية, 😀';
    expect(makeVisible(plain)).toBe(plain);
  });

  test('embedded JSON holds no markup and parses to the same', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = embedJson(JSON.parse(json));
        expect(text).not.toMatch(/[<>&]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('source', () => {
  test('tokens cover the text without gaps, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tokens = colourSource(text);
        expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
      }),
    );
  });

  test('lines hold the text, whatever lies on them', () => {
    const place = fc.record({
      number: fc.nat(9),
      kind: fc.constant('bounds'),
      standing: fc.constantFrom('proved', 'guarded', 'rejected' as const),
      line: fc.integer({ min: 1, max: 6 }),
      column: fc.integer({ min: 1, max: 12 }),
      endLine: fc.integer({ min: 1, max: 6 }),
      endColumn: fc.integer({ min: 1, max: 12 }),
    });
    const text = fc.array(
      fc.string({ maxLength: 10 }).map((line) => line.replace(/[\r\n]/g, ' ')),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(text, fc.array(place, { maxLength: 5 }), (lines, places) => {
        const viewed = viewSource(`${lines.join('\n')}\n`, places);
        expect(viewed.map((line) => line.pieces.map((piece) => piece.text).join(''))).toEqual(lines);
        expect(viewed.flatMap((line) => line.marks.flatMap((group) => group.items))).toHaveLength(places.length);
      }),
    );
  });

  test('the innermost obligation underlines', () => {
    const at = (number: number, standing: 'proved' | 'guarded', column: number, endColumn: number) =>
      ({ number, kind: 'bounds', standing, line: 1, endLine: 1, column, endColumn }) as const;
    const [line] = viewSource('a.[b.[i]]', [at(1, 'guarded', 1, 10), at(2, 'proved', 4, 9)]);
    expect(line?.pieces.map(({ text, standing }) => [text, standing])).toEqual([
      ['a.[', 'guarded'],
      ['b.[i]', 'proved'],
      [']', 'guarded'],
    ]);
    expect(line?.marks.map((group) => group.standing)).toEqual(['guarded', 'proved']);
  });

  test('comments, texts and keywords get their colour', () => {
    const text = 'let a = "let" // let';
    const colours = colourSource(text).map(({ start, end, colour }) => [text.slice(start, end), colour]);
    expect(colours).toEqual([
      ['let', 'keyword'],
      [' a = ', 'plain'],
      ['"let"', 'text'],
      [' ', 'plain'],
      ['// let', 'comment'],
    ]);
  });
});

test('counts are grouped, shares are never rounded up', () => {
  expect([grouped(7), grouped(1234567)]).toEqual(['7', '1,234,567']);
  expect([counted(1, 'check'), counted(2000, 'check'), counted(0, 'vertex', 'vertices')]).toEqual([
    '1 check',
    '2,000 checks',
    '0 vertices',
  ]);
  expect([share(1999, 2000), share(1, 2000), share(0, 5), share(5, 5), share(0, 0)]).toEqual([
    '99 %',
    '<1 %',
    '0 %',
    '100 %',
    '–',
  ]);
});

const row = (claim: string, facts: readonly number[]) =>
  ({
    kind: 'bounds',
    claim,
    standing: 'proved',
    place: 'A.fs:1:1',
    facts,
    nodes: [
      { node: 0, role: 'index' },
      { node: 1, role: 'extent' },
    ],
  }) as const;
const fact = (text: string, rests: number | null) => ({ text, reason: 'path', place: 'A.fs:1', rests });

/** #3 rests on #2, which rests on #1; #4 and #5 rest on each other. */
const graph: ProofGraph = {
  facts: [fact('f', null), fact('claim 1', 1), fact('claim 2', 2), fact('claim 4', 4), fact('claim 5', 5)],
  nodes: [
    { label: 'i', line: 1 },
    { label: 'a', line: null },
  ],
  obligations: [row('one', [0]), row('two', [1]), row('three', [0, 2]), row('four', [4]), row('five', [3])],
};

describe('neighbourhoods', () => {
  test('hold facts, what they rest on, and the nodes with their roles', () => {
    const { vertices, wires, captions } = neighbourhoodOf(graph, 3);
    expect(vertices.map(({ key, column, note }) => [key, column, note])).toEqual([
      ['f0', 1, 'path · line 1'],
      ['o2', 0, '#2 bounds · proved'],
      ['f2', 1, 'path · line 1'],
      ['o3', 2, '#3 bounds · proved'],
      ['n0', 3, 'index · line 1'],
      ['n1', 3, 'extent'],
    ]);
    expect(wires.map(({ source, target }) => `${source}>${target}`)).toEqual([
      'f0>o3',
      'o2>f2',
      'f2>o3',
      'o3>n0',
      'o3>n1',
    ]);
    expect(captions).toEqual(['rests on', 'facts used', 'obligation', 'speaks about']);
  });

  test('chains reach both ways and end in circles', () => {
    const columns = (number: number) =>
      Object.fromEntries(chainOf(graph, number).vertices.map(({ key, column }) => [key, column]));
    expect(columns(2)).toEqual({ o1: 0, o2: 1, o3: 2 });
    expect(columns(4)).toEqual({ o4: 1, o5: 0 });
  });

  test('large ones say how many are left out', () => {
    const many = {
      ...graph,
      facts: Array.from({ length: 40 }, (_, i) => fact(`f${i}`, null)),
      obligations: [
        row(
          'big',
          Array.from({ length: 40 }, (_, i) => i),
        ),
      ],
    };
    expect(neighbourhoodOf(many, 1)).toMatchObject({ leftOut: 26 });
  });

  test('boxes do not overlap, curves join them, both placings and every time', async () => {
    const placer = makePlacer();
    for (const number of [1, 2, 3]) {
      const around = neighbourhoodOf(graph, number);
      const pictures = [placeInLayers(around), await placer.place(around), await makePlacer().place(around)];
      expect(pictures[1]).toEqual(pictures[2]);
      for (const picture of pictures) expectSound(picture);
    }
    expectSound(placeInLayers(chainOf(graph, 2)));
  });
});

function expectSound({ boxes, curves, width, height }: Picture): void {
  for (const [index, a] of boxes.entries()) {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
    for (const b of boxes.slice(index + 1))
      expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
  }
  for (const { points } of curves) {
    expect(
      boxes.some((box) => box.x + boxWidth === points[0] && box.y < points[1] && points[1] < box.y + box.height),
    ).toBe(true);
    expect(boxes.some((box) => box.x === points[6] && box.y < points[7] && points[7] < box.y + box.height)).toBe(true);
  }
}

test('text in boxes is wrapped at spaces, cut with a mark, and never lost before', () => {
  expect(wrapText('0 <= i && i < a.Length')).toEqual(['0 <= i && i <', 'a.Length']);
  expect(wrapText('')).toEqual(['']);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const lines = wrapText(text);
      const kept = lines.join('').replace(/…$/, '').replace(/\s/g, '');
      expect(text.replace(/\s/g, '').startsWith(kept)).toBe(true);
      expect(lines.length).toBeLessThanOrEqual(4);
    }),
  );
});
