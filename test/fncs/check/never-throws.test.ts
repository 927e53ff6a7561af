// Programs with random damage: the checker reports or accepts, and never throws. What it accepts is solved to the last type, and elaborates.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { hasErrors } from '../../../src/diagnostics/diagnostic.ts';
import { elaborate } from '../../../src/psg/elaborate.ts';
import { checkTexts } from './check-text.ts';
import { unsolvedIn } from './unsolved.ts';

function textsOf(kind: string): readonly string[] {
  const folder = join(__dirname, kind);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.fs') && name !== 'deep.fs')
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const tokenPattern = /\s+|[A-Za-z_'][\w']*|[0-9][\w.]*|"[^"\n]*"|[^\w\s]/g;
const [good, bad] = ['accepted', 'rejected'].map((kind) => textsOf(kind).map((text) => text.match(tokenPattern) ?? []));
const programs = [...(good ?? []), ...(bad ?? [])];
const pool = [...new Set(programs.flat().filter((token) => token.trim() !== ''))];

const change = fc.record({
  kind: fc.constantFrom('drop', 'replace', 'insert', 'swap', 'number', 'operator'),
  at: fc.noBias(fc.nat()),
  other: fc.noBias(fc.nat()),
});

function damaged(
  tokens: readonly string[],
  changes: readonly { readonly kind: string; readonly at: number; readonly other: number }[],
): string {
  const result = [...tokens];
  const places = result.flatMap((token, at) => (token.trim() === '' ? [] : [at]));
  for (const { kind, at, other } of changes) {
    const place = places[at % places.length] ?? 0;
    const token = pool[other % pool.length] ?? '';
    const second = places[other % places.length] ?? 0;
    const [here, there] = [result[place] ?? '', result[second] ?? ''];
    if (kind === 'drop') result[place] = '';
    if (kind === 'replace') result[place] = token;
    if (kind === 'insert') result[place] = `${token} ${here}`;
    // Gentle changes, which leave some programs right.
    if (kind === 'number' || kind === 'operator') {
      const alike = places.filter((each) => (kind === 'number' ? /^[0-9]+$/ : /^[-+*<>]$/).test(result[each] ?? ''));
      const target = alike[at % alike.length];
      if (target !== undefined) result[target] = kind === 'number' ? String(other % 40) : ('+-*<>'[other % 5] ?? '+');
    }
    if (kind === 'swap') [result[place], result[second]] = [there, here];
  }
  return result.join('');
}

const program = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...(good ?? [])) },
  { weight: 1, arbitrary: fc.constantFrom(...(bad ?? [])) },
);

test('damaged programs', () => {
  let accepted = 0;
  fc.assert(
    fc.property(program, fc.array(change, { minLength: 1, maxLength: 2 }), (tokens, changes) => {
      const text = damaged(tokens, changes);
      const { program: typed, problems } = checkTexts({ 'Program.fs': text });
      if (hasErrors(problems)) return;
      accepted++;
      expect(unsolvedIn(typed)).toEqual([]);
      const graph = elaborate(typed, { file: { path: 'Program.fs', text }, start: 0, end: 0 });
      expect(graph.value !== undefined || hasErrors(graph.problems)).toBe(true);
    }),
    { numRuns: 250, seed: 20 },
  );
  expect(accepted).toBeGreaterThan(5);
});

test('half a program', () => {
  for (const tokens of programs) {
    for (let part = 1; part < 6; part++) {
      const text = tokens.slice(0, Math.floor((tokens.length * part) / 6)).join('');
      expect(Array.isArray(checkTexts({ 'Program.fs': text }).problems)).toBe(true);
    }
  }
});

test('more rules than what walks them could follow', () => {
  const matchOf = (rule: (at: number) => string, count: number) => `module Many
let (|Is|_|) k n = if n = k then Some n else None
let (|Even|Odd|) n = if n % 2 = 0 then Even (n / 2) else Odd
let f n =
    match n with
${Array.from({ length: count }, (_, at) => `    | ${rule(at)} -> ${at}`).join('\n')}
    | _ -> -1
[<EntryPoint>]
let main () = f 77
`;
  const rules = [(at: number) => `${at}`, (at: number) => `Is ${at} _`, (at: number) => `Even ${at}`];
  for (const [index, rule] of rules.entries()) {
    const limit = index === 0 ? 1000 : 250;
    const few = matchOf(rule, limit - 1);
    const { program: typed, problems } = checkTexts({ 'Many.fs': few });
    expect(problems).toEqual([]);
    expect(elaborate(typed, { file: { path: 'Many.fs', text: few }, start: 0, end: 0 }).value).toBeDefined();
    expect(checkTexts({ 'Many.fs': matchOf(rule, 3000) }).problems.map(({ code }) => code)).toEqual(['FS8246']);
  }
});
