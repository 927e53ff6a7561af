// In: an expression of the graph. Out: its leaves when they are known at compile time, without any run-time effect; otherwise nothing.
// Evaluates literals, aggregates, references to constants and integer arithmetic; never divides and never reads memory.
import { bitsOf } from '../memory/target.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import { asInteger, type Type } from '../psg/type.ts';
import { type ConstantLeaf, type Program, zeroLeaf } from './context.ts';
import { leavesOf, offsetOfPart, partOfPayload, tagBits, wordLeaf } from './machine-type.ts';

type Known = readonly ConstantLeaf[];

export function constantOf(program: Program, id: NodeId): Known | undefined {
  const node = program.psg.node(id);
  switch (node.kind) {
    case 'literal':
      return literalLeaves(program, node);
    case 'text': {
      const bytes = new TextEncoder().encode(node.text);
      return [
        { kind: 'symbol', symbol: program.bytesSymbol(bytes) },
        { kind: 'number', leaf: wordLeaf(program.target), value: BigInt(bytes.length) },
      ];
    }
    case 'aggregate': {
      const parts = node.operands.map((operand) => constantOf(program, operand));
      return parts.every((part) => part !== undefined) ? parts.flatMap((part) => part ?? []) : undefined;
    }
    case 'case':
      return caseLeaves(program, node);
    case 'weaken':
      return constantOf(program, node.operand);
    case 'instance': {
      if (node.type.kind !== 'descriptor') return undefined;
      const instance = node.type.instances.find((each) => each.name === node.name);
      return instance && [{ kind: 'number', leaf: wordLeaf(program.target), value: instance.base }];
    }
    case 'array-literal':
    case 'array-fill': {
      if (node.region === 'stack') return undefined;
      const { symbol, contents } = program.arrayStorage(id);
      if (contents === 'to-be-written') return undefined;
      const length = node.kind === 'array-fill' ? node.length : node.operands.length;
      return [
        { kind: 'symbol', symbol },
        { kind: 'number', leaf: wordLeaf(program.target), value: BigInt(length) },
      ];
    }
    case 'global': {
      const place = program.globalPlace(node.value);
      return place.kind === 'constant' ? place.leaves : undefined;
    }
    // what is checked is emitted, check and all
    case 'convert':
      return node.overflow ? undefined : convertedLeaves(program, node);
    case 'primitive':
      return node.overflow ? undefined : computedLeaves(program, node);
    default:
      return undefined;
  }
}

function literalLeaves(program: Program, node: NodeOf<'literal'>): Known {
  if (node.value === undefined) return [];
  const [leaf] = leavesOf(node.type, program.target);
  if (leaf === undefined) return [];
  const value = typeof node.value === 'boolean' ? (node.value ? 1n : 0n) : node.value;
  return [node.type.kind === 'float' ? { kind: 'float', leaf, bits: value } : { kind: 'number', leaf, value }];
}

/** The leaves of a union value: its tag, its case's fields, and zero for the fields of the other cases. */
function caseLeaves(program: Program, node: NodeOf<'case'>): Known | undefined {
  if (node.type.kind !== 'union') return undefined;
  const leaves: ConstantLeaf[] = leavesOf(node.type, program.target).map(zeroLeaf);
  leaves[0] = { kind: 'number', leaf: `i${tagBits(node.type.cases.length)}`, value: BigInt(node.tag) };
  for (const [index, operand] of node.operands.entries()) {
    const part = constantOf(program, operand);
    if (!part) return undefined;
    leaves.splice(
      offsetOfPart(node.type, partOfPayload(node.type, node.tag, index), program.target),
      part.length,
      ...part,
    );
  }
  return leaves;
}

/** Bits and sign of a scalar integer type on the program's target. */
function shapeOf(program: Program, type: Type): { readonly bits: number; readonly signed: boolean } | undefined {
  const integer = asInteger(type);
  return integer && { bits: bitsOf(integer.bits, program.target), signed: integer.signed };
}

function wrap(value: bigint, shape: { readonly bits: number; readonly signed: boolean }): bigint {
  return shape.signed ? BigInt.asIntN(shape.bits, value) : BigInt.asUintN(shape.bits, value);
}

function numberOf(program: Program, id: NodeId): bigint | undefined {
  const [leaf] = constantOf(program, id) ?? [];
  const node = program.psg.node(id);
  if (leaf?.kind !== 'number' || node.kind === 'function' || node.kind === 'value') return undefined;
  const shape = shapeOf(program, node.type);
  return shape && wrap(leaf.value, shape);
}

function convertedLeaves(program: Program, node: NodeOf<'convert'>): Known | undefined {
  const shape = shapeOf(program, node.type);
  const value = numberOf(program, node.operand);
  if (!shape || value === undefined) return undefined;
  return [{ kind: 'number', leaf: `i${shape.bits}`, value: wrap(value, shape) }];
}

function computedLeaves(program: Program, node: NodeOf<'primitive'>): Known | undefined {
  const shape = shapeOf(program, node.type);
  const operands = node.operands.map((operand) => numberOf(program, operand));
  const [a, b] = operands;
  if (!shape || a === undefined || operands.includes(undefined)) return undefined;
  const value = compute(node.operator, a, b, shape.bits);
  return value === undefined ? undefined : [{ kind: 'number', leaf: `i${shape.bits}`, value: wrap(value, shape) }];
}

function compute(
  operator: NodeOf<'primitive'>['operator'],
  a: bigint,
  b: bigint | undefined,
  bits: number,
): bigint | undefined {
  if (operator === 'negate') return -a;
  if (operator === 'bit-not') return ~a;
  if (b === undefined) return undefined;
  const count = b & BigInt(bits - 1);
  switch (operator) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'bit-and':
      return a & b;
    case 'bit-or':
      return a | b;
    case 'bit-xor':
      return a ^ b;
    case 'shift-left':
      return a << count;
    case 'shift-right':
      return a >> count;
    default:
      return undefined;
  }
}
