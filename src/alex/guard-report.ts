// In: the guards of a module. Out: their table in flash and `@firefly.report`, which writes the line of a failed guard on the console.
// The line is put together in a buffer and leaves through `@firefly.console`, which the target defines.
import { startOf } from '../base/source.ts';
import type { Target } from '../memory/target.ts';
import type { ModuleText } from './target-definition.ts';
import type { Guard } from './treatment.ts';
import { quote } from './writer.ts';

/** Words of one guard's entry: line; column and file; kind, number of values, label and form of the first; label and form of the second. */
const entryWords = 4;
const largestColumn = 0xffff;

/** A text's index in the pool. */
type TextIndex = number;

interface Pool {
  readonly indexOf: (text: string) => TextIndex;
  readonly all: () => readonly string[];
}

function makePool(): Pool {
  const indices = new Map<string, TextIndex>();
  return {
    indexOf(text) {
      const index = indices.get(text) ?? indices.size;
      indices.set(text, index);
      return index;
    },
    all: () => [...indices.keys()],
  };
}

/** Stands in the form of the first value: there is none, its label is a message. */
const messageForm = 4;

/** Form of a reported value: bit 0 signed, bit 1 wider than a word (two registers). */
function formOf(value: Guard['values'][number], target: Target): number {
  return (value.signed ? 1 : 0) | (value.bits > target.wordBits ? 2 : 0);
}

function entryOf(guard: Guard, pool: Pool, target: Target): readonly number[] {
  const { line, column } = startOf(guard.span);
  const [first, second] = guard.values;
  const place = Math.min(column, largestColumn) | (pool.indexOf(guard.span.file.path) << 16);
  if (guard.message !== undefined) {
    const kind = pool.indexOf(guard.kind) | (1 << 16) | (messageForm << 24);
    return [line, place, kind, pool.indexOf(guard.message)];
  }
  const label = (value: Guard['values'][number] | undefined): number => (value ? pool.indexOf(value.label) : 0);
  const form = (value: Guard['values'][number] | undefined): number => (value ? formOf(value, target) : 0);
  return [
    line,
    place,
    pool.indexOf(guard.kind) | (guard.values.length << 16) | (form(first) << 24) | (form(second) << 28),
    label(first) | (label(second) << 16),
  ];
}

function dense(values: readonly number[]): string {
  return `dense<[${values.map((value) => value | 0).join(', ')}]> : tensor<${values.length}xi32>`;
}

export function emitGuardReport(guards: readonly Guard[], target: Target): ModuleText {
  const pool = makePool();
  for (const fixed of fixedTexts) pool.indexOf(fixed);
  const entries = guards.flatMap((guard) => entryOf(guard, pool, target));
  const texts = pool.all().map((text) => new TextEncoder().encode(text));
  const offsets = [0];
  for (const text of texts) offsets.push((offsets.at(-1) ?? 0) + text.length);
  const joined = Uint8Array.from(texts.flatMap((text) => [...text]));
  const wide =
    target.wordBits === 64 || guards.some((guard) => guard.values.some((value) => value.bits > target.wordBits));
  return [
    `  llvm.mlir.global private unnamed_addr constant @firefly.report.entries(${dense(entries)}) {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<${guards.length * entryWords} x i32>`,
    `  llvm.mlir.global private unnamed_addr constant @firefly.report.offsets(${dense(offsets)}) {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<${offsets.length} x i32>`,
    `  llvm.mlir.global private unnamed_addr constant @firefly.report.texts(${quote(joined)}) {addr_space = 0 : i32, alignment = 1 : i64} : !llvm.array<${joined.length} x i8>`,
    reportFunctions(guards.length, `i${target.wordBits}`, wide ? 'i64' : 'i32'),
  ].join('\n');
}

const fixedTexts = ['firefly: guard ', ' (', ') failed at ', ':', ': ', ' ', ', ', '\n'] as const;
const cold =
  'attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline", "cold", "optsize"]}';
const bufferBytes = 128;

/** `word` is the type of a register, `number` that of the widest value to print. */
function reportFunctions(count: number, word: string, number: string): ModuleText {
  const text = (index: TextIndex): string => `func.call @firefly.report.text(%t${index}) : (i32) -> ()`;
  const wordBytes = Number(word.slice(1)) / 8;
  return `  llvm.mlir.global internal @firefly.report.buffer() {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<${bufferBytes} x i8> {
    %0 = llvm.mlir.zero : !llvm.array<${bufferBytes} x i8>
    llvm.return %0 : !llvm.array<${bufferBytes} x i8>
  }
  llvm.mlir.global internal @firefly.report.filled(0 : i32) {addr_space = 0 : i32, alignment = 4 : i64} : i32
  func.func @firefly.report.flush() ${cold} {
    %buffer = llvm.mlir.addressof @firefly.report.buffer : !llvm.ptr
    %filledAt = llvm.mlir.addressof @firefly.report.filled : !llvm.ptr
    %filled = llvm.load %filledAt : !llvm.ptr -> i32
${word === 'i32' ? '' : '    %length = arith.extui %filled : i32 to i64\n'}    func.call @firefly.console(%buffer, ${word === 'i32' ? '%filled' : '%length'}) : (!llvm.ptr, ${word}) -> ()
    %zero = arith.constant 0 : i32
    llvm.store %zero, %filledAt : i32, !llvm.ptr
    func.return
  }
  func.func @firefly.report.byte(%byte: i8) ${cold} {
    %buffer = llvm.mlir.addressof @firefly.report.buffer : !llvm.ptr
    %filledAt = llvm.mlir.addressof @firefly.report.filled : !llvm.ptr
    %filled = llvm.load %filledAt : !llvm.ptr -> i32
    %at = llvm.getelementptr %buffer[%filled] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    llvm.store %byte, %at {alignment = 1 : i64} : i8, !llvm.ptr
    %one = arith.constant 1 : i32
    %size = arith.constant ${bufferBytes} : i32
    %next = arith.addi %filled, %one : i32
    llvm.store %next, %filledAt : i32, !llvm.ptr
    %full = arith.cmpi uge, %next, %size : i32
    cf.cond_br %full, ^flush, ^done
  ^flush:
    func.call @firefly.report.flush() : () -> ()
    cf.br ^done
  ^done:
    func.return
  }
  func.func @firefly.report.text(%index: i32) ${cold} {
    %texts = llvm.mlir.addressof @firefly.report.texts : !llvm.ptr
    %offsets = llvm.mlir.addressof @firefly.report.offsets : !llvm.ptr
    %one = arith.constant 1 : i32
    %after = arith.addi %index, %one : i32
    %firstAt = llvm.getelementptr %offsets[%index] : (!llvm.ptr, i32) -> !llvm.ptr, i32
    %endAt = llvm.getelementptr %offsets[%after] : (!llvm.ptr, i32) -> !llvm.ptr, i32
    %first = llvm.load %firstAt : !llvm.ptr -> i32
    %end = llvm.load %endAt : !llvm.ptr -> i32
    cf.br ^test(%first : i32)
  ^test(%i: i32):
    %more = arith.cmpi ult, %i, %end : i32
    cf.cond_br %more, ^next, ^done
  ^next:
    %at = llvm.getelementptr %texts[%i] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    %byte = llvm.load %at {alignment = 1 : i64} : !llvm.ptr -> i8
    func.call @firefly.report.byte(%byte) : (i8) -> ()
    %following = arith.addi %i, %one : i32
    cf.br ^test(%following : i32)
  ^done:
    func.return
  }
  func.func @firefly.report.number(%value: ${number}) ${cold} {
    %count = llvm.mlir.constant(20 : i32) : i32
    %digits = llvm.alloca %count x i8 {alignment = 1 : i64} : (i32) -> !llvm.ptr
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %ten = arith.constant 10 : ${number}
    %none = arith.constant 0 : ${number}
    %ascii = arith.constant 48 : i8
    cf.br ^divide(%zero, %value : i32, ${number})
  ^divide(%n: i32, %rest: ${number}):
    %quotient = arith.divui %rest, %ten : ${number}
    %digit = arith.remui %rest, %ten : ${number}
    %small = arith.trunci %digit : ${number} to i8
    %letter = arith.addi %small, %ascii : i8
    %at = llvm.getelementptr %digits[%n] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    llvm.store %letter, %at {alignment = 1 : i64} : i8, !llvm.ptr
    %next = arith.addi %n, %one : i32
    %more = arith.cmpi ne, %quotient, %none : ${number}
    cf.cond_br %more, ^divide(%next, %quotient : i32, ${number}), ^print(%n : i32)
  ^print(%k: i32):
    %from = llvm.getelementptr %digits[%k] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    %byte = llvm.load %from {alignment = 1 : i64} : !llvm.ptr -> i8
    func.call @firefly.report.byte(%byte) : (i8) -> ()
    %isLast = arith.cmpi eq, %k, %zero : i32
    %previous = arith.subi %k, %one : i32
    cf.cond_br %isLast, ^done, ^print(%previous : i32)
  ^done:
    func.return
  }
  func.func @firefly.report.value(%words: !llvm.ptr, %form: i32) -> !llvm.ptr ${cold} {
    %one = arith.constant 1 : i32
    %zero = arith.constant 0 : i32
    %minus = arith.constant 45 : i8
    %none = arith.constant 0 : ${number}
    %signedBit = arith.andi %form, %one : i32
    %isSigned = arith.cmpi ne, %signedBit, %zero : i32
${number === word ? sameWidth(word, wordBytes) : widerThanWord(number, word, wordBytes)}
    %below = arith.cmpi slt, %value, %none : ${number}
    %negative = arith.andi %below, %isSigned : i1
    cf.cond_br %negative, ^sign, ^print(%value : ${number})
  ^sign:
    func.call @firefly.report.byte(%minus) : (i8) -> ()
    %size = arith.subi %none, %value : ${number}
    cf.br ^print(%size : ${number})
  ^print(%shown: ${number}):
    func.call @firefly.report.number(%shown) : (${number}) -> ()
    func.return %after : !llvm.ptr
  }
  func.func @firefly.report(%id: i32, %words: !llvm.ptr) ${cold} {
${fixedTexts.map((_, index) => `    %t${index} = arith.constant ${index} : i32`).join('\n')}
    %entries = llvm.mlir.addressof @firefly.report.entries : !llvm.ptr
    %one = arith.constant 1 : i32
    %two = arith.constant 2 : i32
    %four = arith.constant ${entryWords} : i32
    %sixteen = arith.constant 16 : i32
    %formShift = arith.constant 24 : i32
    %secondShift = arith.constant 28 : i32
    %low = arith.constant 65535 : i32
    %byteMask = arith.constant 255 : i32
    %formMask = arith.constant 15 : i32
    %count = arith.constant ${count} : i32
    %position = arith.subi %id, %one : i32
    %known = arith.cmpi ult, %position, %count : i32
    cf.cond_br %known, ^entry, ^done
  ^entry:
    %start = arith.muli %position, %four : i32
    %entry = llvm.getelementptr %entries[%start] : (!llvm.ptr, i32) -> !llvm.ptr, i32
    %at1 = llvm.getelementptr %entry[1] : (!llvm.ptr) -> !llvm.ptr, i32
    %at2 = llvm.getelementptr %entry[2] : (!llvm.ptr) -> !llvm.ptr, i32
    %at3 = llvm.getelementptr %entry[3] : (!llvm.ptr) -> !llvm.ptr, i32
    %line = llvm.load %entry : !llvm.ptr -> i32
    %word1 = llvm.load %at1 : !llvm.ptr -> i32
    %word2 = llvm.load %at2 : !llvm.ptr -> i32
    %word3 = llvm.load %at3 : !llvm.ptr -> i32
    %column = arith.andi %word1, %low : i32
    %file = arith.shrui %word1, %sixteen : i32
    %kind = arith.andi %word2, %low : i32
    %valuesWide = arith.shrui %word2, %sixteen : i32
    %values = arith.andi %valuesWide, %byteMask : i32
    %firstFormWide = arith.shrui %word2, %formShift : i32
    %firstForm = arith.andi %firstFormWide, %formMask : i32
    %secondForm = arith.shrui %word2, %secondShift : i32
    %firstLabel = arith.andi %word3, %low : i32
    %secondLabel = arith.shrui %word3, %sixteen : i32
    ${text(0)}
${printNumber('%id', number, 'id')}
    ${text(1)}
    func.call @firefly.report.text(%kind) : (i32) -> ()
    ${text(2)}
    func.call @firefly.report.text(%file) : (i32) -> ()
    ${text(3)}
${printNumber('%line', number, 'line')}
    ${text(3)}
${printNumber('%column', number, 'column')}
    %hasFirst = arith.cmpi uge, %values, %one : i32
    %hasSecond = arith.cmpi uge, %values, %two : i32
    cf.cond_br %hasFirst, ^first, ^end
  ^first:
    ${text(4)}
    func.call @firefly.report.text(%firstLabel) : (i32) -> ()
    %isMessage = arith.cmpi eq, %firstForm, %four : i32
    cf.cond_br %isMessage, ^end, ^number
  ^number:
    ${text(5)}
    %rest = func.call @firefly.report.value(%words, %firstForm) : (!llvm.ptr, i32) -> !llvm.ptr
    cf.cond_br %hasSecond, ^second, ^end
  ^second:
    ${text(6)}
    func.call @firefly.report.text(%secondLabel) : (i32) -> ()
    ${text(5)}
    %end = func.call @firefly.report.value(%rest, %secondForm) : (!llvm.ptr, i32) -> !llvm.ptr
    cf.br ^end
  ^end:
    ${text(7)}
    func.call @firefly.report.flush() : () -> ()
    cf.br ^done
  ^done:
    func.return
  }`;
}

function printNumber(name: string, number: string, as: string): string {
  if (number === 'i32') return `    func.call @firefly.report.number(${name}) : (i32) -> ()`;
  return `    %${as}Wide = arith.extui ${name} : i32 to i64\n    func.call @firefly.report.number(%${as}Wide) : (i64) -> ()`;
}

/** A value is one register. */
function sameWidth(word: string, bytes: number): string {
  return `    %value = llvm.load %words {alignment = ${bytes} : i64} : !llvm.ptr -> ${word}
    %after = llvm.getelementptr %words[1] : (!llvm.ptr) -> !llvm.ptr, ${word}`;
}

/** A value is one register, or two with the low word first. */
function widerThanWord(number: string, word: string, bytes: number): string {
  return `    %two = arith.constant 2 : i32
    %wideBit = arith.andi %form, %two : i32
    %isWide = arith.cmpi ne, %wideBit, %zero : i32
    %oneAfter = llvm.getelementptr %words[1] : (!llvm.ptr) -> !llvm.ptr, ${word}
    %twoAfter = llvm.getelementptr %words[2] : (!llvm.ptr) -> !llvm.ptr, ${word}
    %lowWord = llvm.load %words {alignment = ${bytes} : i64} : !llvm.ptr -> ${word}
    %highWord = llvm.load %oneAfter {alignment = ${bytes} : i64} : !llvm.ptr -> ${word}
    %shift = arith.constant ${bytes * 8} : ${number}
    %lowPart = arith.extui %lowWord : ${word} to ${number}
    %highPart = arith.extui %highWord : ${word} to ${number}
    %highShifted = arith.shli %highPart, %shift : ${number}
    %both = arith.ori %lowPart, %highShifted : ${number}
    %signExtended = arith.extsi %lowWord : ${word} to ${number}
    %narrow = arith.select %isSigned, %signExtended, %lowPart : ${number}
    %value = arith.select %isWide, %both, %narrow : ${number}
    %after = arith.select %isWide, %twoAfter, %oneAfter : !llvm.ptr`;
}
