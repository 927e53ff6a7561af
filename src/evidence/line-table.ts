// In: an image. Out: which source place each range of its code came from, by the line table (DWARF 2 to 4, 6.2, 32-bit form, which LLVM writes for these targets).
// For showing machine code beside source only: nothing is decided from it. Total: a table that is broken or of another version gives what was read before.
import type { ElfImage } from './elf.ts';
import { readUleb128 } from './frames.ts';

/** Code in `[start, end)` came from this place. Line and column are 1-based; column 0 means the whole line. */
export interface CodePlace {
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Reads numbers one after another; past the end it yields zeros and `isDone` turns true, so that loops end. */
class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly end: number;
  at: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = Math.min(end, bytes.length);
    this.at = at;
  }

  get isDone(): boolean {
    return this.at >= this.end;
  }

  unsigned(size: 1 | 2 | 4 | 8): number {
    const at = this.at;
    this.at += size;
    if (at + size > this.end) return 0;
    switch (size) {
      case 1:
        return this.#view.getUint8(at);
      case 2:
        return this.#view.getUint16(at, true);
      case 4:
        return this.#view.getUint32(at, true);
      case 8:
        return Number(this.#view.getBigUint64(at, true));
    }
  }

  uleb128(): number {
    const read = readUleb128(this.#bytes.subarray(0, this.end), this.at);
    this.at = read ? read.next : this.end;
    return read?.value ?? 0;
  }

  sleb128(): number {
    const from = this.at;
    const value = this.uleb128();
    const groups = this.at - from;
    const sign = 2 ** (7 * groups - 1);
    return value >= sign ? value - 2 * sign : value;
  }

  text(): string {
    const zero = this.#bytes.indexOf(0, this.at);
    const end = zero < 0 || zero > this.end ? this.end : zero;
    const text = new TextDecoder().decode(this.#bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

/** All places in address order, dropped code (addresses outside executable sections) left out. */
export function readLineTable(image: ElfImage): readonly CodePlace[] {
  const section = image.sections.find(({ name }) => name === '.debug_line');
  if (!section) return [];
  const places: CodePlace[] = [];
  let at = 0;
  while (at + 4 <= section.bytes.length) {
    const unit = new Cursor(section.bytes, at, section.bytes.length);
    const length = unit.unsigned(4);
    const end = unit.at + length;
    if (length >= 0xfffffff0 || end > section.bytes.length) break;
    readUnit(new Cursor(section.bytes, unit.at, end), image.wordBytes, places);
    at = end;
  }
  const code = image.sections.filter(({ isExecutable }) => isExecutable);
  return places
    .filter(({ start, end }) => code.some(({ address, size }) => start >= address && end <= address + size))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

interface Header {
  readonly instructionBytes: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** Number of ULEB128 operands of the standard opcodes, from 1. */
  readonly operands: readonly number[];
  readonly files: readonly string[];
}

function readUnit(unit: Cursor, wordBytes: 4 | 8, places: CodePlace[]): void {
  const version = unit.unsigned(2);
  if (version < 2 || version > 4) return;
  const headerLength = unit.unsigned(4);
  const program = unit.at + headerLength;
  const instructionBytes = unit.unsigned(1);
  if (version === 4) unit.unsigned(1);
  unit.unsigned(1);
  const lineBase = (unit.unsigned(1) << 24) >> 24;
  const lineRange = unit.unsigned(1);
  const opcodeBase = unit.unsigned(1);
  if (lineRange === 0) return;
  const operands = [0];
  for (let opcode = 1; opcode < opcodeBase; opcode++) operands.push(unit.unsigned(1));
  const folders = [''];
  for (let name = unit.text(); name !== '' && !unit.isDone; name = unit.text()) folders.push(name);
  const files = [''];
  for (let name = unit.text(); name !== '' && !unit.isDone; name = unit.text()) {
    const folder = folders[unit.uleb128()] ?? '';
    unit.uleb128();
    unit.uleb128();
    files.push(folder === '' ? name : `${folder}/${name}`);
  }
  unit.at = program;
  runProgram(unit, wordBytes, { instructionBytes, lineBase, lineRange, opcodeBase, operands, files }, places);
}

/** The line number program (6.2.5). Only what moves address, file, line and column is kept. */
function runProgram(unit: Cursor, wordBytes: 4 | 8, header: Header, places: CodePlace[]): void {
  let [address, file, line, column] = [0, 1, 1, 0];
  let row: Omit<CodePlace, 'end'> | undefined;
  const close = (): void => {
    if (row && address > row.start) places.push({ ...row, end: address });
  };
  const emit = (): void => {
    close();
    row = { start: address, file: header.files[file] ?? '', line, column };
  };
  while (!unit.isDone) {
    const opcode = unit.unsigned(1);
    if (opcode >= header.opcodeBase) {
      const adjusted = opcode - header.opcodeBase;
      address += Math.floor(adjusted / header.lineRange) * header.instructionBytes;
      line += header.lineBase + (adjusted % header.lineRange);
      emit();
      continue;
    }
    switch (opcode) {
      case 0: {
        const length = unit.uleb128();
        const next = unit.at + length;
        const extended = unit.unsigned(1);
        if (extended === 1) {
          close();
          row = undefined;
          [address, file, line, column] = [0, 1, 1, 0];
        } else if (extended === 2) address = unit.unsigned(wordBytes);
        unit.at = next;
        break;
      }
      case 1:
        emit();
        break;
      case 2:
        address += unit.uleb128() * header.instructionBytes;
        break;
      case 3:
        line += unit.sleb128();
        break;
      case 4:
        file = unit.uleb128();
        break;
      case 5:
        column = unit.uleb128();
        break;
      case 8:
        address += Math.floor((255 - header.opcodeBase) / header.lineRange) * header.instructionBytes;
        break;
      case 9:
        address += unit.unsigned(2);
        break;
      default:
        for (let count = header.operands[opcode] ?? 0; count > 0; count--) unit.uleb128();
    }
  }
}
