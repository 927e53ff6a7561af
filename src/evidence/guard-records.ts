// In: an image. Out: the (guard, address) records that the guards' own assembly wrote into `.firefly.guards`, live ones only.
// A record whose code the linker dropped holds the tombstone (all bits set, `-z dead-reloc-in-nonalloc`) instead of an address.
import type { ElfImage } from './elf.ts';
import { plainAddress } from './functions.ts';

export interface GuardRecord {
  readonly id: number;
  /** Of the trap instruction. */
  readonly address: number;
}

export const guardSection = '.firefly.guards';

/** Entries: u32 guard number, then the address in the machine's word, little-endian, without padding. */
export function readGuardRecords(image: ElfImage): {
  readonly live: readonly GuardRecord[];
  readonly problems: readonly string[];
} {
  const live: GuardRecord[] = [];
  const problems: string[] = [];
  const size = 4 + image.wordBytes;
  for (const section of image.sections) {
    if (section.name !== guardSection) continue;
    if (section.isLoaded) problems.push(`section ${guardSection} is loaded into memory`);
    if (section.bytes.length % size !== 0) problems.push(`section ${guardSection} has a broken last record`);
    const view = new DataView(section.bytes.buffer, section.bytes.byteOffset, section.bytes.byteLength);
    for (let at = 0; at + size <= section.bytes.length; at += size) {
      const id = view.getUint32(at, true);
      const address = image.wordBytes === 8 ? view.getBigUint64(at + 4, true) : BigInt(view.getUint32(at + 4, true));
      if (address === (1n << BigInt(image.wordBytes * 8)) - 1n) continue;
      if (address > BigInt(Number.MAX_SAFE_INTEGER))
        problems.push(`guard ${id} is recorded at no address (${address})`);
      else live.push({ id, address: plainAddress(image, Number(address)) });
    }
  }
  return { live, problems };
}
