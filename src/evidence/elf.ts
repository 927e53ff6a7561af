// In: the bytes of a file. Out: its sections and symbols, or why it is not an image that we read. Little-endian ELF32 and ELF64 only.
// Total: no input makes it throw. Deliberately not read: program headers, dynamic linking, relocations, debug information.

export type Machine = 'x86_64' | 'arm';

/** A section. `bytes` is empty for sections without file contents; addresses and sizes are in bytes and below 2^53. */
export interface ElfSection {
  readonly name: string;
  readonly address: number;
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly isLoaded: boolean;
  readonly isExecutable: boolean;
}

export interface ElfSymbol {
  readonly name: string;
  /** As written: on ARM, bit 0 of a function's address says Thumb. */
  readonly address: number;
  readonly size: number;
  readonly kind: 'function' | 'object' | 'untyped' | 'other';
  /** Index into `sections`; undefined for symbols that belong to none (absolute, undefined). */
  readonly section: number | undefined;
}

export interface ElfImage {
  readonly machine: Machine;
  readonly wordBytes: 4 | 8;
  readonly entry: number;
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
}

export type ElfResult =
  | { readonly kind: 'image'; readonly image: ElfImage }
  | { readonly kind: 'malformed'; readonly why: string };

const machines: ReadonlyMap<number, { readonly machine: Machine; readonly wordBytes: 4 | 8 }> = new Map([
  [40, { machine: 'arm', wordBytes: 4 }],
  [62, { machine: 'x86_64', wordBytes: 8 }],
]);
const sectionTypes = { null: 0, symbols: 2, noBits: 8 } as const;
const flagLoaded = 2;
const flagExecutable = 4;

/** Reads an ELF file (System V ABI, chapters 4 and 5). */
export function readElf(file: Uint8Array): ElfResult {
  const malformed = (why: string): ElfResult => ({ kind: 'malformed', why });
  if (file.length < 52) return malformed('shorter than an ELF header');
  if (file[0] !== 0x7f || file[1] !== 0x45 || file[2] !== 0x4c || file[3] !== 0x46)
    return malformed('not an ELF file: the magic number is missing');
  if (file[4] !== 1 && file[4] !== 2) return malformed(`unknown ELF class ${file[4]}`);
  if (file[5] !== 1) return malformed('not little-endian');
  const is64 = file[4] === 2;
  if (is64 && file.length < 64) return malformed('shorter than an ELF64 header');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number): number => (is64 ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));

  const machine = machines.get(view.getUint16(18, true));
  if (!machine) return malformed(`unknown machine ${view.getUint16(18, true)}`);
  if ((machine.wordBytes === 8) !== is64) return malformed(`${machine.machine} in an ELF file of the other class`);
  const tableAt = word(is64 ? 40 : 32);
  const headerSize = view.getUint16(is64 ? 58 : 46, true);
  const count = view.getUint16(is64 ? 60 : 48, true);
  const namesIndex = view.getUint16(is64 ? 62 : 50, true);
  if (count === 0) return malformed('no section headers');
  if (headerSize < (is64 ? 64 : 40)) return malformed(`section headers of ${headerSize} bytes`);
  if (!liesWithin(tableAt, headerSize * count, file.length)) return malformed('section headers lie outside the file');

  const headers: SectionHeader[] = [];
  for (let index = 0; index < count; index++) {
    const at = tableAt + index * headerSize;
    const header: SectionHeader = is64
      ? {
          name: view.getUint32(at, true),
          type: view.getUint32(at + 4, true),
          flags: Number(BigInt.asUintN(32, view.getBigUint64(at + 8, true))),
          address: word(at + 16),
          offset: word(at + 24),
          size: word(at + 32),
          link: view.getUint32(at + 40, true),
        }
      : {
          name: view.getUint32(at, true),
          type: view.getUint32(at + 4, true),
          flags: view.getUint32(at + 8, true),
          address: word(at + 12),
          offset: word(at + 16),
          size: word(at + 20),
          link: view.getUint32(at + 24, true),
        };
    if (!Number.isSafeInteger(header.address + header.size)) return malformed(`section ${index} ends beyond 2^53`);
    if (hasContents(header) && !liesWithin(header.offset, header.size, file.length))
      return malformed(`section ${index} lies outside the file`);
    headers.push(header);
  }

  const contents = headers.map((header) =>
    hasContents(header) ? file.subarray(header.offset, header.offset + header.size) : file.subarray(0, 0),
  );
  const names = contents[namesIndex];
  if (!names) return malformed('no section name table');
  const sections: ElfSection[] = [];
  for (const [index, header] of headers.entries()) {
    const name = textAt(names, header.name);
    if (name === undefined) return malformed(`section ${index} has no name`);
    sections.push({
      name,
      address: header.address,
      size: header.size,
      bytes: contents[index] ?? file.subarray(0, 0),
      isLoaded: (header.flags & flagLoaded) !== 0,
      isExecutable: (header.flags & flagExecutable) !== 0,
    });
  }

  const symbols: ElfSymbol[] = [];
  for (const [index, header] of headers.entries()) {
    if (header.type !== sectionTypes.symbols) continue;
    const table = contents[index] ?? file.subarray(0, 0);
    const read = readSymbols(table, contents[header.link], machine.wordBytes, sections.length);
    if (typeof read === 'string') return malformed(read);
    symbols.push(...read);
  }
  const entry = word(24);
  if (!Number.isSafeInteger(entry)) return malformed('the entry point lies beyond 2^53');
  return { kind: 'image', image: { ...machine, entry, sections, symbols } };
}

interface SectionHeader {
  readonly name: number;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

function hasContents(header: SectionHeader): boolean {
  return header.type !== sectionTypes.noBits && header.type !== sectionTypes.null;
}

function liesWithin(offset: number, size: number, limit: number): boolean {
  return offset <= limit && size <= limit && offset + size <= limit;
}

/** The zero-terminated text at an offset of a string table; undefined when it does not end there. */
function textAt(table: Uint8Array, offset: number): string | undefined {
  const end = offset < table.length ? table.indexOf(0, offset) : -1;
  return end < 0 ? undefined : new TextDecoder().decode(table.subarray(offset, end));
}

function readSymbols(
  table: Uint8Array,
  names: Uint8Array | undefined,
  wordBytes: 4 | 8,
  sectionCount: number,
): readonly ElfSymbol[] | string {
  if (!names) return 'the symbol table has no string table';
  const is64 = wordBytes === 8;
  const size = is64 ? 24 : 16;
  if (table.length % size !== 0) return 'the symbol table has a broken last entry';
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const symbols: ElfSymbol[] = [];
  for (let at = 0; at < table.length; at += size) {
    const name = textAt(names, view.getUint32(at, true));
    if (name === undefined) return `symbol ${at / size} has no name`;
    const address = is64 ? Number(view.getBigUint64(at + 8, true)) : view.getUint32(at + 4, true);
    const bytes = is64 ? Number(view.getBigUint64(at + 16, true)) : view.getUint32(at + 8, true);
    if (!Number.isSafeInteger(address + bytes)) return `symbol ${at / size} ends beyond 2^53`;
    const type = view.getUint8(at + (is64 ? 4 : 12)) & 15;
    const section = view.getUint16(at + (is64 ? 6 : 14), true);
    symbols.push({
      name,
      address,
      size: bytes,
      kind: type === 2 ? 'function' : type === 1 ? 'object' : type === 0 ? 'untyped' : 'other',
      section: section > 0 && section < sectionCount ? section : undefined,
    });
  }
  return symbols;
}
