// What the ledger says when proofs are lost, gained or changed, and when obligations come and go: each by name, strongest reason to look first.
import { compareLedger, ledgerOf, printLedger, readLedger } from '../../src/evidence/ledger.ts';

type Row = Parameters<typeof compareLedger>[1][number];

function row(id: string, more: Partial<Row> = {}): Row {
  return {
    id,
    claim: '0 <= i && i < items.Length',
    verdict: 'proved',
    treatment: 'elided',
    method: 'z3',
    certified: true,
    source: { file: 'Ring.fs', line: 10, column: 5, endLine: 10, endColumn: 9 },
    ...more,
  };
}

const first = row('bounds:Ring.push:0000aaaa:0');
const second = row('division:Ring.mean:0000bbbb:0', { claim: 'count <> 0' });
const guarded = { verdict: 'unknown', treatment: 'guarded', method: null, certified: false } as const;
const textsOf = (before: readonly Row[], after: readonly Row[]) =>
  compareLedger(ledgerOf(before), after).map(({ sort, text }) => `${sort}: ${text}`);

test('a ledger is sorted, has one line for each obligation, and reads back', () => {
  const rows = ledgerOf([second, first]);
  expect(rows.map(({ id }) => id)).toEqual([first.id, second.id]);
  const text = printLedger(rows);
  expect(text.split('\n').length).toBe(5);
  expect(text).not.toContain('Ring.fs');
  expect(readLedger(text)).toEqual(rows);
  expect(() => readLedger(text.replace('"proved"', '"probably"'))).toThrow();
});

test('what moves only makes no difference', () => {
  const moved = { ...first, source: { ...first.source, line: 99, endLine: 99 } };
  expect(textsOf([first, second], [second, moved])).toEqual([]);
});

test('a lost proof is named, with the place it has now', () => {
  expect(textsOf([first, second], [{ ...first, ...guarded }, second])).toEqual([
    'lost: bounds in Ring.push at Ring.fs:10:5: 0 <= i && i < items.Length; was proved (z3), elided, certified, is unknown, guarded',
  ]);
});

test.each<[string, Partial<Row>, Partial<Row>]>([
  ['the checker no longer confirms it', {}, { treatment: 'guarded', certified: false }],
  ['it is dropped without the checker', {}, { certified: false }],
  ['it rests on a declaration now', {}, { verdict: 'assumed', method: 'declared', certified: false }],
  ['the program is refused', { ...guarded }, { ...guarded, treatment: 'rejected' }],
  ['Z3 alone proved it, and no longer does', { treatment: 'guarded', certified: false }, guarded],
])('lost: %s; and gained the other way round', (_why, before, after) => {
  const [old, now] = [row(first.id, before), row(first.id, after)];
  expect(compareLedger(ledgerOf([old]), [now]).map(({ sort }) => sort)).toEqual(['lost']);
  expect(compareLedger(ledgerOf([now]), [old]).map(({ sort }) => sort)).toEqual(['gained']);
});

test('what vanished, what is new, other means, another claim under the same name', () => {
  const interval = { ...first, method: 'interval' } as const;
  expect(textsOf([first, second], [interval, row('slice:Ring.part:0000cccc:0', guarded)])).toEqual([
    'gone: division in Ring.mean: count <> 0; it was proved (z3), elided, certified',
    'new: slice in Ring.part at Ring.fs:10:5: 0 <= i && i < items.Length; it is unknown, guarded',
    'changed: bounds in Ring.push at Ring.fs:10:5: 0 <= i && i < items.Length; was proved (z3), elided, certified, is proved (interval), elided, certified',
  ]);
  expect(textsOf([first], [{ ...first, claim: 'true' }])).toEqual([
    'changed: bounds in Ring.push at Ring.fs:10:5: true (the claim was: 0 <= i && i < items.Length); was proved (z3), elided, certified, is proved (z3), elided, certified',
  ]);
});
