import type { Treatment } from '../../src/alex/treatment.ts';
import { readEvidence } from '../../src/evidence/read-record.ts';
import { type Evidence, evidenceSchema } from '../../src/evidence/record.ts';
import { columns, summarise } from '../../src/evidence/summary.ts';
import { type RecordInput, recordEvidence } from '../../src/evidence/write-record.ts';
import type { ObligationId } from '../../src/obligations/obligation.ts';
import type { Answer } from '../../src/proofs/verdict.ts';
import { idOf, sampleInput, sampleRecord } from './sample-record.ts';

function treated(input: RecordInput, id: ObligationId, treatment: Treatment | undefined): RecordInput {
  const treatments = new Map(input.emission.treatments);
  if (treatment === undefined) treatments.delete(id);
  else treatments.set(id, treatment);
  return { ...input, emission: { ...input.emission, treatments } };
}

function answered(input: RecordInput, id: ObligationId, change: Partial<Answer>): RecordInput {
  const answer = input.answers.get(id);
  if (!answer) throw new Error(`no answer to ${id}`);
  return { ...input, answers: new Map([...input.answers, [id, { ...answer, ...change }]]) };
}

function reconciled(
  input: RecordInput,
  change: (
    given: NonNullable<RecordInput['linked']>['reconciliation'],
  ) => Partial<NonNullable<RecordInput['linked']>['reconciliation']>,
): RecordInput {
  if (!input.linked) throw new Error('not linked');
  const { reconciliation } = input.linked;
  return { ...input, linked: { ...input.linked, reconciliation: { ...reconciliation, ...change(reconciliation) } } };
}

function row(record: Evidence, index: number) {
  const found = record.obligations.find(({ id }) => id === idOf(index));
  if (!found) throw new Error(`no row ${index}`);
  return found;
}

describe('a record', () => {
  test.each(['linked', 'not-linked', 'refused'] as const)(
    '%s: fits the schema, is valid, and reads back equal',
    (outcome) => {
      const record = sampleRecord(outcome);
      expect(record.invalid).toEqual([]);
      expect(evidenceSchema.parse(record)).toEqual(record);
      expect(readEvidence(JSON.stringify(record))).toEqual({ ok: true, evidence: record });
    },
  );

  test('each obligation counts in exactly one column, and every row adds up', () => {
    const { summary, obligations } = sampleRecord('refused');
    expect(summary.all).toEqual({
      total: 10,
      type: 1,
      interval: 1,
      z3: 2,
      assumed: 1,
      guarded: 3,
      rejected: 1,
      absent: 1,
    });
    expect(summary.bounds).toEqual({
      total: 4,
      type: 0,
      interval: 1,
      z3: 2,
      assumed: 0,
      guarded: 1,
      rejected: 0,
      absent: 0,
    });
    for (const each of Object.values(summary)) {
      expect(columns.reduce((sum, column) => sum + each[column], 0)).toBe(each.total);
    }
    expect(summarise(obligations)).toEqual(summary);
  });

  test('a proved check that is kept counts as guarded', () => {
    expect(row(sampleRecord('linked'), 6)).toMatchObject({
      verdict: 'proved',
      treatment: 'guarded',
      because: expect.stringContaining('kept on request'),
    });
    expect(sampleRecord('linked').summary.division).toMatchObject({ z3: 0, guarded: 1 });
  });

  test('facts are told in source names with their place, and what they rest on', () => {
    expect(row(sampleRecord('linked'), 2).hypotheses).toEqual([
      {
        key: 'f0',
        text: 'i <= a.Length',
        reason: 'contract',
        source: expect.objectContaining({ file: 'src/Ring.fs', line: 3, column: 15 }),
        restsOn: null,
      },
      {
        key: 'f1',
        text: '0 <= i && i < a.Length',
        reason: 'guard',
        source: expect.objectContaining({ line: 4 }),
        restsOn: idOf(4),
      },
    ]);
  });

  test('guards carry their addresses, bytes and excerpts', () => {
    expect(row(sampleRecord('linked'), 4)).toMatchObject({
      guard: { id: 12, addresses: ['0x800000c'], bytes: 10, state: 'present' },
      excerpt: { mlir: '%ok = arith.cmpi ult, %i, %n : i32\ncf.cond_br %ok, ^a, ^b', machine: '0x8000010: udf.w #12' },
      counterexample: {
        values: { 'a.Length': '16', i: '16' },
        replay: { kind: 'not-replayed', why: 'it was not tried' },
      },
    });
    expect(row(sampleRecord('not-linked'), 4).guard).toEqual({ id: 12, addresses: [], bytes: 0, state: 'not-linked' });
    expect(sampleRecord('linked').guards).toMatchObject({ emitted: 4, present: 3, removedByBackend: 1, missing: 0 });
    expect(sampleRecord('linked').resources?.guardBytes).toBe(30);
  });

  test('only the sources that rows speak about are carried, and every input is digested', () => {
    const record = sampleRecord('linked');
    expect(record.sources.map(({ path }) => path)).toEqual(['src/Ring.fs']);
    expect(record.subject.inputs.map(({ path }) => path)).toEqual(['ring.fidproj', 'src/Ring.fs', 'prelude/unused.fs']);
    expect(record.subject.elf?.sha256).toBe('039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81');
  });

  test('the proof graph holds obligations, the facts used and the nodes they speak about, and no others', () => {
    const { graph } = sampleRecord('linked');
    expect(graph.vertices.filter(({ sort }) => sort === 'obligation')).toHaveLength(9);
    expect(graph.vertices.filter(({ sort }) => sort === 'fact').map(({ label }) => label)).toEqual([
      'i <= a.Length',
      '0 <= i && i < a.Length',
      'k!9 = -1',
    ]);
    expect(
      graph.vertices
        .filter(({ sort }) => sort === 'core')
        .map(({ label }) => label)
        .toSorted(),
    ).toEqual(['a.Length', 'a.[i]', 'i <=', 'i <= a.Length']);
    const ids = new Set(graph.vertices.map(({ id }) => id));
    for (const { source, target } of graph.edges) expect(ids.has(source) && ids.has(target)).toBe(true);
    expect(
      graph.edges
        .filter(({ source, role }) => source === `o:${idOf(2)}` && role === 'hypothesis')
        .map(({ target }) => target),
    ).toEqual(['f:f0', 'f:f1']);
  });

  test('content hashes depend on what is proved, not on symbol numbers or places', () => {
    const input = sampleInput('linked');
    const before = row(recordEvidence(input), 3).contentHash;
    const renumbered = answered(input, idOf(3), {
      hypotheses: (input.answers.get(idOf(3))?.hypotheses ?? []).map((fact) => ({
        ...fact,
        key: `${fact.key}x`,
        term: JSON.parse(
          JSON.stringify(fact.term, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
          (_, value) =>
            typeof value === 'string' && /^-?\d+n$/.test(value)
              ? BigInt(value.slice(0, -1))
              : value === 'k!9'
                ? 'k!77'
                : value,
        ),
      })),
    });
    expect(row(recordEvidence(renumbered), 3).contentHash).toBe(before);
    expect(row(recordEvidence(answered(input, idOf(3), { hypotheses: [] })), 3).contentHash).not.toBe(before);
    expect(row(recordEvidence(answered(input, idOf(3), { method: 'z3' })), 3).contentHash).not.toBe(before);
  });

  test('the largest solver effort is that of a successful proof', () => {
    expect(sampleRecord('linked').reproduce).toEqual({
      command: 'firefly build ring.fidproj --target sample',
      largestRlimit: 1234,
    });
  });
});

describe('assumptions', () => {
  const { assumptions } = sampleRecord('linked');
  const find = (id: string) => assumptions.find((each) => each.id === id);

  test('every class that applies is there', () => {
    expect([...new Set(assumptions.map((each) => each.class))]).toEqual([
      'target',
      'memory-map',
      'binding',
      'interrupt',
      'solver',
      'toolchain',
      'user',
    ]);
    expect(new Set(assumptions.map(({ id }) => id)).size).toBe(assumptions.length);
  });

  test('a descriptor that the map knows is told from one that it does not', () => {
    expect(find('memory-map-PORTA')?.mitigation).toMatch(/map confirms the address \(GPIO\)/);
    expect(find('memory-map-PORTX')?.text).toMatch(/PORTX lies at 0x50000000 .* does not know this address/);
  });

  test('declarations, solver answers and requirements of the entry point name who uses them', () => {
    expect(find('declared-1')).toMatchObject({ text: 'PORTX is where its descriptor says.', usedBy: [idOf(7)] });
    expect(find('solver-z3')).toMatchObject({
      text: 'Z3 answered right for 2 obligations.',
      usedBy: [idOf(2), idOf(3)],
    });
    expect(find('user-entry-1')?.text).toBe('Ring.main is entered with i <= a.Length (src/Ring.fs:3:15).');
  });

  test('an image that was not linked does not rest on the linker', () => {
    expect(sampleRecord('not-linked').assumptions.some((each) => each.class === 'toolchain')).toBe(false);
  });
});

describe('a record is refused when', () => {
  const linked = () => sampleInput('linked');

  test.each<[string, () => RecordInput, RegExp]>([
    [
      'a check was dropped without a certificate',
      () => answered(linked(), idOf(2), { certificate: null }),
      /dropped without a certificate that covers it/,
    ],
    [
      'the certificate is that of another obligation',
      () => answered(linked(), idOf(2), { certificate: linked().answers.get(idOf(1))?.certificate ?? null }),
      /dropped without a certificate that covers it/,
    ],
    [
      'the certificate only looks like one',
      () => answered(linked(), idOf(2), { certificate: { ...linked().answers.get(idOf(2))?.certificate } as never }),
      /dropped without a certificate/,
    ],
    ['an unknown check was dropped', () => treated(linked(), idOf(5), 'elided'), /was dropped with verdict unknown/],
    [
      'a guard is to be there and is not emitted',
      () => {
        const input = linked();
        return { ...input, emission: { ...input.emission, guards: input.emission.guards.slice(1) } };
      },
      /is to be guarded, but has no guard/,
    ],
    [
      'a guard is missing from the image',
      () =>
        reconciled(linked(), ({ guards }) => ({
          missing: 1,
          guards: guards.map((each) => (each.id === 12 ? { ...each, state: 'missing' as const } : each)),
          problems: ['guard 12 is lost'],
        })),
      /^guard 12 is lost$/,
    ],
    [
      'reconciliation does not know a guard',
      () => reconciled(linked(), ({ guards }) => ({ guards: guards.slice(1) })),
      /of 4 emitted guards, 2 are present, 1 removed, 0 missing/,
    ],
    [
      'a trap is unexplained',
      () => reconciled(linked(), () => ({ unexplainedTraps: 1 })),
      /1 traps of the image are unexplained/,
    ],
    ['an obligation has no treatment', () => treated(linked(), idOf(1), undefined), /has no treatment/],
    [
      'an answer is about another obligation',
      () => answered(linked(), idOf(1), { obligation: idOf(2) }),
      /the answer to .* is about/,
    ],
    [
      'an obligation is rejected and the program linked',
      () => ({ ...sampleInput('refused'), outcome: 'linked' }),
      /1 obligations are rejected, but the program is not/,
    ],
    ['the image was not read back', () => ({ ...linked(), linked: undefined }), /the image was not read back/],
    [
      'a proof rests on a check that is not in the image',
      () => treated(linked(), idOf(4), 'absent'),
      /rests on the check of .*, which is not in the image/,
    ],
    [
      'an earlier stage says so',
      () => ({ ...linked(), problems: ['the cache was poisoned'] }),
      /^the cache was poisoned$/,
    ],
  ])('%s', (_, input, message) => {
    expect(recordEvidence(input()).invalid).toContainEqual(expect.stringMatching(message));
  });
});

describe('reading', () => {
  const good = sampleRecord('linked');
  const read = (change: (copy: Evidence) => void) => {
    const copy = JSON.parse(JSON.stringify(good)) as Evidence;
    change(copy);
    return readEvidence(JSON.stringify(copy));
  };

  test.each([
    ['', /^not JSON: /],
    ['[]', /^not an evidence record: it has no schemaVersion$/],
    ['{"schemaVersion": 2}', /^schemaVersion 2 is not known; this version reads 1$/],
    ['{"schemaVersion": 1}', /^invalid: /],
  ])('%j says what is wrong', (text, message) => {
    const result = readEvidence(text);
    expect(result).toMatchObject({ ok: false });
    if (!result.ok) expect(result.problems[0]).toMatch(message);
  });

  test('the place of a wrong value is named', () => {
    const result = read((copy) => {
      const [first] = copy.obligations;
      if (first) first.source.line = 0;
    });
    expect(result).toEqual({ ok: false, problems: [expect.stringMatching(/^obligations\[0\]\.source\.line: /)] });
  });

  test.each<[string, (copy: Evidence) => void, RegExp]>([
    [
      'a row was turned into a proof',
      (copy) => {
        const guarded = copy.obligations.find(({ treatment }) => treatment === 'guarded');
        if (guarded) guarded.treatment = 'elided';
      },
      /was dropped/,
    ],
    [
      'the summary was improved',
      (copy) => {
        if (copy.summary.all) copy.summary.all.guarded -= 1;
      },
      /summary all\/guarded says 2, the rows give 3/,
    ],
    [
      'a row was taken out',
      (copy) => {
        copy.obligations.pop();
      },
      /the graph has 1 obligations of kind exhaustive, the record 0/,
    ],
    [
      'a guard is said to be present',
      (copy) => {
        copy.guards.present += 1;
      },
      /guards/,
    ],
  ])('a record is not valid after %s', (_, change, message) => {
    const result = read(change);
    expect(result.ok && result.evidence.invalid).toContainEqual(expect.stringMatching(message));
  });
});
