// Builds graphs by hand, with every obligation that emission asks for; places are invented, one line per node.
import type { SourceFile, Span } from '../../src/base/source.ts';
import type { ObligationKind } from '../../src/obligations/kinds.ts';
import type { Obligation, ObligationId, Role } from '../../src/obligations/obligation.ts';
import {
  type NodeId,
  operandsOf,
  type Payload,
  type PlatformService,
  type PrimitiveOperator,
} from '../../src/psg/node.ts';
import { type Psg, PsgBuilder } from '../../src/psg/psg.ts';
import { type IntegerType, type Type, unitType, wordType } from '../../src/psg/type.ts';
import { apply, integer, symbol, type Term } from '../../src/smt/term.ts';

export const byteType: IntegerType = { kind: 'integer', bits: 8, signed: false };

export interface Graph {
  readonly add: (payload: Payload) => NodeId;
  readonly number: (value: bigint | number, type?: Type) => NodeId;
  readonly text: (text: string) => NodeId;
  readonly local: (binding: NodeId) => NodeId;
  readonly binding: (
    name: string,
    type: Type,
    mutability?: 'mutable' | 'immutable',
    role?: 'parameter' | 'local' | 'loop',
  ) => NodeId;
  readonly apply: (operator: PrimitiveOperator, type: Type, ...operands: readonly NodeId[]) => NodeId;
  readonly service: (service: PlatformService, type: Type, ...operands: readonly NodeId[]) => NodeId;
  readonly sequence: (...items: readonly NodeId[]) => NodeId;
  readonly print: (text: string) => NodeId;
  readonly bind: (binding: NodeId, operand: NodeId, body: NodeId) => NodeId;
  readonly function: (
    name: string,
    parameters: readonly NodeId[],
    result: Type,
    body: NodeId,
    role?: 'entry' | 'internal',
  ) => NodeId;
  readonly value: (
    name: string,
    type: Type,
    initial: NodeId,
    region: 'sram' | 'flash',
    mutability?: 'mutable' | 'immutable',
  ) => NodeId;
  readonly build: (entry: NodeId) => { readonly psg: Psg; readonly obligations: readonly Obligation[] };
}

export function makeGraph(path = 'Test.fs'): Graph {
  const file: SourceFile = { path, text: Array.from({ length: 5000 }, () => '    x').join('\n') };
  const builder = new PsgBuilder();
  const values: NodeId[] = [];
  let line = 0;
  const span = (): Span => {
    const start = line++ * 6 + 4;
    return { file, start, end: start + 1 };
  };
  const typeOf = (id: NodeId): Type => {
    const node = builder.node(id);
    if (node.kind === 'function' || node.kind === 'value') throw new Error('an expression is expected');
    return node.type;
  };
  const add = (payload: Payload): NodeId => builder.add(payload, span());
  const graph: Graph = {
    add,
    number: (value, type = wordType) => add({ kind: 'literal', type, value: BigInt(value) }),
    text: (text) => add({ kind: 'text', type: { kind: 'string' }, text }),
    local: (binding) => add({ kind: 'local', type: typeOf(binding), binding }),
    binding: (name, type, mutability = 'immutable', role = 'local') =>
      add({ kind: 'binding', name, type, mutability, role }),
    apply: (operator, type, ...operands) => add({ kind: 'primitive', type, operator, operands }),
    service: (service, type, ...operands) => add({ kind: 'service', type, service, operands }),
    sequence: (...items) => add({ kind: 'sequence', type: typeOf(items.at(-1) as NodeId), items }),
    print(text) {
      const bytes = new TextEncoder().encode(text);
      const written = graph.service(
        'writeBytes',
        wordType,
        graph.number(1),
        graph.text(text),
        graph.number(bytes.length),
      );
      return graph.sequence(written, add({ kind: 'literal', type: unitType, value: undefined }));
    },
    bind: (binding, operand, body) => add({ kind: 'let', type: typeOf(body), binding, operand, body }),
    function: (name, parameters, result, body, role = 'internal') =>
      add({ kind: 'function', name, parameters, result, requires: [], ensures: [], body, inline: 'as-needed', role }),
    value(name, type, initial, region, mutability = 'immutable') {
      const id = add({ kind: 'value', name, type, mutability, initial, region, sharing: 'none' });
      values.push(id);
      return id;
    },
    build(entry) {
      const psg = builder.build(entry, values);
      return { psg, obligations: obligationsOf(psg) };
    },
  };
  return graph;
}

const index = symbol('index', 'Int');
const length = symbol('length', 'Int');
const inBounds: Term = apply('and', apply('<=', integer(0), index), apply('<', index, length));

/** The obligations of a graph, as the obligations room makes them. */
export function obligationsOf(psg: Psg): readonly Obligation[] {
  const definitions = enclosing(psg);
  const found: Obligation[] = [];
  const claim = (subject: NodeId, kind: ObligationKind, roles: readonly Role[], check: Term, part = 0): void => {
    found.push({
      id: `${kind}:test:${String(subject).padStart(8, '0')}:${part}` as ObligationId,
      kind,
      subject,
      part,
      roles,
      check,
      definition: definitions.get(subject) ?? psg.entry,
      text: kind,
      questions: [],
      sourceNames: new Map(),
    });
  };
  for (const node of psg.nodes) {
    switch (node.kind) {
      case 'element':
      case 'set-element':
        claim(
          node.id,
          'bounds',
          [
            { role: 'index', node: node.index, of: 'value' },
            { role: 'length', node: node.collection, of: 'length' },
          ],
          inBounds,
        );
        break;
      case 'slice':
        claim(
          node.id,
          'slice',
          [
            { role: 'first', node: node.first, of: 'value' },
            { role: 'last', node: node.last, of: 'value' },
            { role: 'length', node: node.collection, of: 'length' },
          ],
          apply(
            'and',
            apply('<=', integer(0), symbol('first', 'Int')),
            apply('<=', symbol('first', 'Int'), apply('+', symbol('last', 'Int'), integer(1))),
            apply('<', symbol('last', 'Int'), length),
          ),
        );
        break;
      case 'primitive': {
        if ((node.operator !== 'divide' && node.operator !== 'remainder') || node.type.kind !== 'integer') break;
        const [dividend, divisor] = node.operands as [NodeId, NodeId];
        const bits = node.type.bits === 'word' ? undefined : node.type.bits;
        const nonZero = apply('distinct', symbol('divisor', 'Int'), integer(0));
        const overflows = apply(
          'and',
          apply('=', symbol('dividend', 'Int'), integer(-(1n << BigInt((bits ?? 64) - 1)))),
          apply('=', symbol('divisor', 'Int'), integer(-1)),
        );
        claim(
          node.id,
          'division',
          [
            { role: 'dividend', node: dividend, of: 'value' },
            { role: 'divisor', node: divisor, of: 'value' },
          ],
          node.type.signed ? apply('and', nonZero, apply('not', overflows)) : nonZero,
        );
        break;
      }
      case 'claim':
        claim(
          node.id,
          'assert',
          [{ role: 'condition', node: node.condition, of: 'value' }],
          symbol('condition', 'Bool'),
        );
        break;
      case 'match':
        claim(node.id, 'exhaustive', [{ role: 'matched', node: node.matched, of: 'value' }], symbol('matched', 'Bool'));
        break;
      case 'raw-read':
      case 'raw-write': {
        const address = { role: 'address', node: node.address, of: 'value' } as const;
        claim(
          node.id,
          'memory-map',
          [address],
          apply(
            'and',
            apply('<=', integer(0x4000_0000), symbol('address', 'Int')),
            apply('<=', apply('+', symbol('address', 'Int'), integer(4)), integer(0x6000_0000)),
          ),
        );
        claim(
          node.id,
          'access-kind',
          [address],
          apply('=', apply('mod', symbol('address', 'Int'), integer(4)), integer(0)),
        );
        break;
      }
      case 'call':
        psg.expect(node.callee, 'function').requires.forEach((condition, part) => {
          claim(
            node.id,
            'requires',
            [{ role: 'condition', node: condition, of: 'value' }],
            symbol('condition', 'Bool'),
            part,
          );
        });
        break;
      case 'function':
        node.ensures.forEach(({ condition }, part) => {
          claim(
            node.id,
            'ensures',
            [{ role: 'condition', node: condition, of: 'value' }],
            symbol('condition', 'Bool'),
            part,
          );
        });
        break;
      case 'while':
      case 'for':
        node.invariants.forEach((condition, part) => {
          claim(
            node.id,
            'invariant',
            [{ role: 'condition', node: condition, of: 'value' }],
            symbol('condition', 'Bool'),
            part,
          );
        });
        break;
      default:
        break;
    }
  }
  return found;
}

/** The function or module-level value that each node stands in. */
function enclosing(psg: Psg): ReadonlyMap<NodeId, NodeId> {
  const owners = new Map<NodeId, NodeId>();
  const walk = (id: NodeId, owner: NodeId): void => {
    if (owners.has(id)) return;
    const node = psg.node(id);
    if (node.kind === 'function' || node.kind === 'value') return;
    owners.set(id, owner);
    for (const each of operandsOf(node)) walk(each.node, owner);
  };
  for (const node of psg.nodes) {
    if (node.kind !== 'function' && node.kind !== 'value') continue;
    owners.set(node.id, node.id);
    for (const each of operandsOf(node)) walk(each.node, node.id);
  }
  return owners;
}
