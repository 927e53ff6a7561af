import type { Span } from '../../src/base/source.ts';
import { exportGexf, exportJson } from '../../src/psg/export.ts';
import { type NodeId, operandsOf, type Payload } from '../../src/psg/node.ts';
import { type Psg, PsgBuilder } from '../../src/psg/psg.ts';
import { wordType } from '../../src/psg/type.ts';

const at = (text: string): Span => ({ file: { path: 'Test.fs', text }, start: 0, end: 1 });

/** `entry () = left + right` */
function sum(left: bigint, right: bigint, text = 'x'): { readonly psg: Psg; readonly add: NodeId } {
  const builder = new PsgBuilder();
  const span = at(text);
  const literal = (value: bigint) => builder.add({ kind: 'literal', type: wordType, value }, span);
  const operands = [literal(left), literal(right)];
  const add = builder.add({ kind: 'primitive', type: wordType, operator: 'add', operands }, span);
  const body: Payload = {
    kind: 'function',
    name: 'entry',
    parameters: [],
    result: wordType,
    requires: [],
    ensures: [],
    body: add,
    inline: 'as-needed',
    role: 'entry',
  };
  const entry = builder.add(body, span);
  return { psg: builder.build(entry, []), add };
}

test('the digest covers the payloads and nothing that is added later', () => {
  const { psg, add } = sum(1n, 2n);
  expect(psg.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(sum(1n, 2n).psg.digest).toBe(psg.digest);
  expect(sum(1n, 3n).psg.digest).not.toBe(psg.digest);
  const before = psg.digest;
  psg.addObligation({
    key: 'bounds:entry:00000000:0',
    kind: 'bounds',
    incidences: [{ role: 'subject', index: 0, node: add }],
  });
  psg.addFact({ key: 'f1', reason: 'type', text: '0 <= x', about: [add] });
  psg.addHypothesis('bounds:entry:00000000:0', 'f1');
  expect(psg.digest).toBe(before);
});

test('edges are exactly the operands of the payloads', () => {
  const { psg } = sum(1n, 2n);
  const expected = psg.nodes.flatMap((node) =>
    operandsOf(node).map(({ role, index, node: target }) => `${node.id}-${role}.${index}->${target}`),
  );
  expect(
    psg
      .export()
      .edges.map(({ source, target, role, index }) => `${source}-${role}.${index}->${target}`)
      .sort(),
  ).toEqual(expected.sort());
});

test('nodes are frozen and an obligation is added once', () => {
  const { psg, add } = sum(1n, 2n);
  expect(Object.isFrozen(psg.node(add))).toBe(true);
  const obligation = { key: 'k', kind: 'bounds', incidences: [] };
  psg.addObligation(obligation);
  expect(() => psg.addObligation(obligation)).toThrow('added once');
});

test('a reserved node must be defined, and only once', () => {
  const builder = new PsgBuilder();
  const id = builder.reserve();
  expect(() => builder.build(id, [])).toThrow('never defined');
  builder.define(id, { kind: 'literal', type: wordType, value: 1n }, at('x'));
  expect(() => builder.define(id, { kind: 'literal', type: wordType, value: 2n }, at('x'))).toThrow('defined once');
});

test('the hypothesis edges of an obligation are its facts, and the neighbourhood stays within its radius', () => {
  const { psg, add } = sum(1n, 2n);
  psg.addObligation({ key: 'o', kind: 'bounds', incidences: [{ role: 'subject', index: 0, node: add }] });
  psg.addFact({ key: 'f', reason: 'type', text: 't', about: [psg.entry] });
  psg.addHypothesis('o', 'f');
  psg.addHypothesis('o', 'f');
  const { edges } = psg.export();
  expect(edges.filter(({ role }) => role === 'hypothesis')).toEqual([
    { source: 'o:o', target: 'f:f', role: 'hypothesis', index: 1 },
  ]);
  const near = psg.export({ centers: [add], radius: 1 });
  expect(near.vertices.map(({ id }) => id)).toContain('o:o');
  expect(near.vertices.map(({ id }) => id)).not.toContain('f:f');
  expect(psg.export({ centers: [add], radius: 0 }).vertices).toHaveLength(1);
});

test('users are the hyperedges that a node takes part in', () => {
  const { psg, add } = sum(1n, 2n);
  expect(psg.users(add)).toEqual([{ user: psg.entry, role: 'body', index: 0 }]);
});

test('exports are well formed and the same each time', () => {
  const { psg } = sum(1n, 2n, '"<&');
  expect(JSON.parse(exportJson(psg))).toMatchObject({ digest: psg.digest });
  expect(exportJson(psg)).toBe(exportJson(sum(1n, 2n, '"<&').psg));
  expect(exportGexf(psg)).toMatch(/<node id="2" label="primitive">/);
});
