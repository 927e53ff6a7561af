// The type checker refuses wrong pointer uses; here it is left out, and mlir-opt must refuse them by the dialect's own definition, at the place in the source.

import { emitDialect } from '../../src/alex/emit-dialect.ts';
import { fireflyDialect } from '../../src/alex/firefly-dialect.ts';
import type { SourceFile } from '../../src/base/source.ts';
import type { Access, Region } from '../../src/memory/region.ts';
import type { NodeId } from '../../src/psg/node.ts';
import { type Psg, PsgBuilder } from '../../src/psg/psg.ts';
import { type PointerType, type Type, unitType, wordType } from '../../src/psg/type.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { verifyDialect } from '../../src/toolchain/verify-dialect.ts';

const file: SourceFile = { path: 'Wrong.fs', text: 'line 1\nline 2\nline 3\n    here\n' };
const start = file.text.indexOf('here');
const span = { file, start, end: start + 4 };
const word: Type = { kind: 'integer', bits: 32, signed: false };

function pointer(region: Region, access: Access): PointerType {
  return { kind: 'pointer', element: word, region, access };
}

/** `use (p)` with `body` made from a read of p, called by nobody's type checker. */
function programOf(type: PointerType, body: (builder: PsgBuilder, read: () => NodeId) => NodeId): Psg {
  const builder = new PsgBuilder();
  const binding = builder.add({ kind: 'binding', name: 'p', type, mutability: 'immutable', role: 'parameter' }, span);
  const read = () => builder.add({ kind: 'local', type, binding }, span);
  const common = { kind: 'function', requires: [], ensures: [], inline: 'as-needed' } as const;
  const use = builder.add(
    {
      ...common,
      name: 'use',
      parameters: [binding],
      result: unitType,
      body: statement(builder, body(builder, read)),
      role: 'internal',
    },
    span,
  );
  // The entry point calls it with a pointer of the right type: only the body is wrong.
  const given = builder.add({ kind: 'instance', type, name: 'P' }, span);
  const call = builder.add({ kind: 'call', type: unitType, callee: use, operands: [given] }, span);
  const entry = builder.add(
    { ...common, name: 'entry', parameters: [], result: unitType, body: call, role: 'entry' },
    span,
  );
  return builder.build(entry, []);
}

/** The expression for its effects only. */
function statement(builder: PsgBuilder, expression: NodeId): NodeId {
  const items = [expression, builder.add({ kind: 'literal', type: unitType, value: undefined }, span)];
  return builder.add({ kind: 'sequence', type: unitType, items }, span);
}

const zero = (builder: PsgBuilder, type: Type) => builder.add({ kind: 'literal', type, value: 0n }, span);

function reading(access: Access): Psg {
  return programOf(pointer('peripheral', access), (builder, read) =>
    builder.add({ kind: 'element', type: word, collection: read(), index: zero(builder, wordType) }, span),
  );
}

function writing(access: Access): Psg {
  return programOf(pointer('peripheral', access), (builder, read) =>
    builder.add(
      {
        kind: 'set-element',
        type: unitType,
        collection: read(),
        index: zero(builder, wordType),
        operand: zero(builder, word),
      },
      span,
    ),
  );
}

/** Passes an sram pointer to a function that takes one into `region`. */
function passing(region: Region): Psg {
  const builder = new PsgBuilder();
  const [expected, given] = [pointer(region, 'readWrite'), pointer('sram', 'readWrite')];
  const binding = builder.add(
    { kind: 'binding', name: 'p', type: expected, mutability: 'immutable', role: 'parameter' },
    span,
  );
  const body = builder.add({ kind: 'literal', type: unitType, value: undefined }, span);
  const common = { kind: 'function', requires: [], ensures: [], inline: 'as-needed' } as const;
  const take = builder.add(
    { ...common, name: 'take', parameters: [binding], result: unitType, body, role: 'internal' },
    span,
  );
  const argument = builder.add({ kind: 'instance', type: given, name: 'P' }, span);
  const call = builder.add({ kind: 'call', type: unitType, callee: take, operands: [argument] }, span);
  const entry = builder.add(
    { ...common, name: 'entry', parameters: [], result: unitType, body: call, role: 'entry' },
    span,
  );
  return builder.build(entry, []);
}

function weakening(from: Access, to: Access): Psg {
  return programOf(pointer('peripheral', from), (builder, read) =>
    builder.add({ kind: 'weaken', type: pointer('peripheral', to), operand: read() }, span),
  );
}

const arm = findTarget('cortex-m33')?.target;

async function verify(psg: Psg) {
  if (!arm) throw new Error('there is a target cortex-m33');
  return verifyDialect(emitDialect(psg, arm), fireflyDialect);
}

test.each([
  ['reading a readOnly pointer', reading('readOnly')],
  ['reading a readWrite pointer', reading('readWrite')],
  ['writing a writeOnly pointer', writing('writeOnly')],
  ['writing a readWrite pointer', writing('readWrite')],
  ['passing sram where sram is expected', passing('sram')],
  ['weakening readWrite to readOnly', weakening('readWrite', 'readOnly')],
  ['weakening readWrite to writeOnly', weakening('readWrite', 'writeOnly')],
] as const)('%s verifies', async (_name, psg) => {
  expect(await verify(psg)).toEqual([]);
});

test.each([
  ['FS8001: reading a writeOnly pointer', reading('writeOnly')],
  ['FS8002: writing a readOnly pointer', writing('readOnly')],
  ['FS8003: an sram pointer where a peripheral one is expected', passing('peripheral')],
  ['strengthening writeOnly to readOnly', weakening('writeOnly', 'readOnly')],
  ['strengthening readOnly to readWrite', weakening('readOnly', 'readWrite')],
] as const)('%s is refused by mlir-opt at its place', async (_name, psg) => {
  expect((await verify(psg))[0]?.place).toEqual({ file: 'Wrong.fs', line: 4, column: 5 });
});
