// Block copies and fills as LLVM calls them: overlapping, unaligned, of every small length, against a model.
import { findTarget } from '../../src/targets/registry.ts';
import { runRecords } from './support-image.ts';

const room = 48;

/**
 * Fills `room` bytes with their own numbers, then moves, copies or fills with offsets and lengths from `%a` (to, from, length, what) and yields
 * a checksum of all bytes: `sum · 31 + byte`.
 */
function body(word: 'i32' | 'i64'): string {
  const length =
    word === 'i32'
      ? '%lengthByte = arith.andi %lengthWide, %mask : i64\n    %length = arith.trunci %lengthByte : i64 to i32'
      : '%length = arith.andi %lengthWide, %mask : i64';
  return `    %roomSize = llvm.mlir.constant(${room} : i32) : i32
    %room = llvm.alloca %roomSize x i8 {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %mask = arith.constant 255 : i64
    %c8 = arith.constant 8 : i64
    %c16 = arith.constant 16 : i64
    %c24 = arith.constant 24 : i64
    %i0 = arith.constant 0 : i64
    %i1 = arith.constant 1 : i64
    %end = arith.constant ${room} : i64
    cf.br ^number(%i0 : i64)
  ^number(%n: i64):
    %numberAt = llvm.getelementptr %room[%n] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    %numberByte = arith.trunci %n : i64 to i8
    llvm.store volatile %numberByte, %numberAt {alignment = 1 : i64} : i8, !llvm.ptr
    %nNext = arith.addi %n, %i1 : i64
    %more = arith.cmpi ult, %nNext, %end : i64
    cf.cond_br %more, ^number(%nNext : i64), ^choose
  ^choose:
    %to = arith.andi %a, %mask : i64
    %fromWide = arith.shrui %a, %c8 : i64
    %from = arith.andi %fromWide, %mask : i64
    %lengthWide = arith.shrui %a, %c16 : i64
    ${length}
    %what = arith.shrui %a, %c24 : i64
    %toAt = llvm.getelementptr %room[%to] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    %fromAt = llvm.getelementptr %room[%from] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    %isMove = arith.cmpi eq, %what, %i0 : i64
    cf.cond_br %isMove, ^move, ^other
  ^move:
    "llvm.intr.memmove"(%toAt, %fromAt, %length) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, ${word}) -> ()
    cf.br ^check(%i0, %i0 : i64, i64)
  ^other:
    %isCopy = arith.cmpi eq, %what, %i1 : i64
    cf.cond_br %isCopy, ^copy, ^fill
  ^copy:
    "llvm.intr.memcpy"(%toAt, %fromAt, %length) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, ${word}) -> ()
    cf.br ^check(%i0, %i0 : i64, i64)
  ^fill:
    %byte = arith.trunci %b : i64 to i8
    "llvm.intr.memset"(%toAt, %byte, %length) <{isVolatile = false}> : (!llvm.ptr, i8, ${word}) -> ()
    cf.br ^check(%i0, %i0 : i64, i64)
  ^check(%i: i64, %sum: i64):
    %at = llvm.getelementptr %room[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    %found = llvm.load volatile %at {alignment = 1 : i64} : !llvm.ptr -> i8
    %foundWide = arith.extui %found : i8 to i64
    %c31 = arith.constant 31 : i64
    %scaled = arith.muli %sum, %c31 : i64
    %sumNext = arith.addi %scaled, %foundWide : i64
    %iNext = arith.addi %i, %i1 : i64
    %again = arith.cmpi ult, %iNext, %end : i64
    cf.cond_br %again, ^check(%iNext, %sumNext : i64, i64), ^finish
  ^finish:`;
}

function model(to: number, from: number, length: number, what: number, fill: bigint): bigint {
  const bytes = Uint8Array.from({ length: room }, (_, index) => index);
  if (what === 2) bytes.fill(Number(fill & 255n), to, to + length);
  else bytes.copyWithin(to, from, from + length);
  return bytes.reduce((sum, byte) => BigInt.asUintN(64, sum * 31n + BigInt(byte)), 0n);
}

test.each(['x86_64-linux', 'cortex-m33'])('block functions on %s', async (name) => {
  const definition = findTarget(name);
  if (!definition) throw new Error(`target ${name} exists`);
  const settings: (readonly [to: number, from: number, length: number, what: number])[] = [];
  for (const what of [0, 1, 2]) {
    for (let length = 0; length <= 20; length++) {
      for (const to of [0, 1, 2, 3, 5, 20]) {
        for (const from of [0, 1, 3, 4, 7, 24]) {
          const apart = to + length <= from || from + length <= to;
          if (what !== 1 || apart) settings.push([to, from, length, what]);
        }
      }
    }
  }
  const fill = 0x1234_56a5n;
  const inputs = settings.map(
    ([to, from, length, what]) => [BigInt(to | (from << 8) | (length << 16) | (what << 24)), fill] as const,
  );
  const outputs = await runRecords(definition, body(`i${definition.target.wordBits}`), ['%sumNext'], inputs);
  const wrong = settings.filter(
    ([to, from, length, what], index) => outputs[index]?.[0] !== model(to, from, length, what, fill),
  );
  expect(wrong.slice(0, 5)).toEqual([]);
});
