// In: a Cortex-M image linked for its true addresses, and what its peripheral registers answer. Out: every peripheral access that the running image performs, in order.
//
// No QEMU machine models the peripherals of an STM32L5. This runs the image on `netduinoplus2`, which has flash and SRAM at the same addresses, and drives QEMU through
// its gdb stub: a breakpoint at each load and store of the disassembly; at a hit whose address is a peripheral's, the access is carried out here and the instruction is skipped;
// any other load or store is stepped over. It refuses instructions that it cannot decode, so no access goes unseen. It does not model time or interrupts.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GdbConnection } from './gdb-connection.ts';

export interface PeripheralAccess {
  readonly direction: 'read' | 'write';
  readonly address: number;
  /** In bytes. */
  readonly width: 1 | 2 | 4;
  readonly value: number;
}

export interface Observation {
  readonly elf: string;
  readonly objdump: string;
  /** Stop after this many accesses. */
  readonly count: number;
  /** Value of a register that was not written yet; 0 where the map has none. */
  readonly resetValues: ReadonlyMap<number, number>;
  /** Registers that read as zero whatever was written. */
  readonly writeOnly: ReadonlySet<number>;
}

interface LoadOrStore {
  readonly direction: 'read' | 'write';
  readonly width: 1 | 2 | 4;
  readonly isSigned: boolean;
  /** Register that is loaded or stored. */
  readonly register: number;
  readonly base: number;
  readonly offset:
    | { readonly kind: 'constant'; readonly bytes: number }
    | { readonly kind: 'register'; readonly register: number; readonly shift: number };
  /** Length of the instruction in bytes. */
  readonly size: number;
  /** `opaque`: several registers, write-back or a condition; not carried out here, so it must not touch a peripheral. */
  readonly form: 'plain' | 'opaque';
  readonly text: string;
}

const peripheralSpace = { start: 0x4000_0000, end: 0x6000_0000 };
const systemSpace = { start: 0xe000_0000, end: 0xe010_0000 };

function isPeripheral(address: number): boolean {
  return [peripheralSpace, systemSpace].some((space) => address >= space.start && address < space.end);
}

const registerNumbers = new Map<string, number>([
  ...Array.from({ length: 13 }, (_, n) => [`r${n}`, n] as const),
  ['sp', 13],
  ['lr', 14],
  ['pc', 15],
]);

function registerNumber(name: string): number {
  const found = registerNumbers.get(name);
  if (found === undefined) throw new Error(`unknown register ${name}`);
  return found;
}

const plainAccess =
  /^(ldr|str)(b|h|sb|sh)?(?:\.[nw])?\t(\w+), \[(\w+)(?:, (?:#(-?(?:0x)?[0-9a-f]+)|(\w+)(?:, lsl #(\d))?))?\]$/;
/** Frame traffic and literal pools: their base is never a peripheral's address. */
const stackOrLiteral = /^(push|pop)(\.w)?\t|\[(sp|pc)[\],]|^v?(ldm|stm)\w*(\.w)?\tsp!|^vpush|^vpop/;

/** The loads and stores of an image that could touch a peripheral, by address. */
export function loadsAndStores(disassembly: string): ReadonlyMap<number, LoadOrStore> {
  const found = new Map<number, LoadOrStore>();
  for (const line of disassembly.split('\n')) {
    const parts = /^\s*([0-9a-f]+): ((?:[0-9a-f]{4} ?)+)\s*\t(.*)$/.exec(line);
    if (!parts) continue;
    const [, at = '', bytes = '', rest = ''] = parts;
    const text = rest.replace(/\s+[@;<].*$/, '').trimEnd();
    if (!/^v?(ldr|str|ldm|stm|ldrex|strex|lda|stl)/.test(text) || stackOrLiteral.test(text)) continue;
    const match = plainAccess.exec(text);
    if (!match) {
      found.set(Number.parseInt(at, 16), opaqueAccess(text, at));
      continue;
    }
    const [, operation, suffix = '', register = '', base = '', constant = '0', indexRegister, shift = '0'] = match;
    found.set(Number.parseInt(at, 16), {
      direction: operation === 'ldr' ? 'read' : 'write',
      width: suffix.endsWith('b') ? 1 : suffix.endsWith('h') ? 2 : 4,
      isSigned: suffix.startsWith('s'),
      register: registerNumber(register),
      base: registerNumber(base),
      offset:
        indexRegister === undefined
          ? { kind: 'constant', bytes: Number(constant) }
          : { kind: 'register', register: registerNumber(indexRegister), shift: Number(shift) },
      size: bytes.replaceAll(' ', '').length / 2,
      form: 'plain',
      text,
    });
  }
  return found;
}

/** Enough of an instruction of another form to see whether it points at a peripheral: its base register and constant distance. */
function opaqueAccess(text: string, at: string): LoadOrStore {
  const base = /\[(\w+)(?:, #(-?(?:0x)?[0-9a-f]+))?\]/.exec(text) ?? /\t(\w+)!?, \{/.exec(text);
  if (!base) throw new Error(`cannot observe the instruction at 0x${at}: ${text}`);
  const [, register = '', distance = '0'] = base;
  return {
    direction: 'read',
    width: 4,
    isSigned: false,
    register: 0,
    base: registerNumber(register),
    offset: { kind: 'constant', bytes: Number(distance) },
    size: 4,
    form: 'opaque',
    text,
  };
}

function addressOf(access: LoadOrStore, registers: readonly number[]): number {
  const valueOf = (register: number) => registers[register] ?? 0;
  const { offset } = access;
  const distance = offset.kind === 'constant' ? offset.bytes : valueOf(offset.register) << offset.shift;
  return (valueOf(access.base) + distance) >>> 0;
}

function extended(value: number, access: LoadOrStore): number {
  const unused = 32 - 8 * access.width;
  return access.isSigned ? ((value << unused) >> unused) >>> 0 : (value << unused) >>> unused;
}

/** Runs the image from reset and returns its first `count` peripheral accesses. Throws when it stops anywhere else. */
export async function observePeripherals(wanted: Observation): Promise<readonly PeripheralAccess[]> {
  const sites = loadsAndStores(execFileSync(wanted.objdump, ['-d', wanted.elf], { encoding: 'utf8' }));
  if (sites.size === 0) throw new Error(`${wanted.elf} has no load or store`);
  const folder = mkdtempSync(join(tmpdir(), 'observe-'));
  const socket = join(folder, 'gdb.sock');
  const machine = spawn(
    'qemu-system-arm',
    [
      ['-M', 'netduinoplus2', '-display', 'none', '-serial', 'none', '-monitor', 'none', '-S'],
      ['-chardev', `socket,path=${socket},server=on,wait=off,id=gdb`, '-gdb', 'chardev:gdb', '-kernel', wanted.elf],
    ].flat(),
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaints = '';
  machine.stderr.on('data', (text: Buffer) => {
    complaints += text.toString();
  });
  try {
    const gdb = await GdbConnection.open(socket);
    try {
      return await runObserved(gdb, sites, wanted);
    } finally {
      gdb.close();
    }
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${complaints}`);
  } finally {
    machine.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runObserved(
  gdb: GdbConnection,
  sites: ReadonlyMap<number, LoadOrStore>,
  wanted: Observation,
): Promise<readonly PeripheralAccess[]> {
  for (const at of sites.keys()) await gdb.setBreakpoint(at);
  const memory = new Map(wanted.resetValues);
  const seen: PeripheralAccess[] = [];
  while (seen.length < wanted.count) {
    await gdb.resume();
    const registers = await gdb.readRegisters();
    const pc = registers[15] ?? 0;
    const site = sites.get(pc);
    if (site === undefined)
      throw new Error(`stopped at 0x${pc.toString(16)}, which is no load or store (a fault or a failed guard)`);
    const address = addressOf(site, registers);
    if (!isPeripheral(address)) {
      await gdb.stepOver(pc);
      continue;
    }
    if (site.form === 'opaque') throw new Error(`cannot observe \`${site.text}\` at 0x${pc.toString(16)}`);
    if (site.direction === 'write') {
      const value = extended(registers[site.register] ?? 0, site);
      if (!wanted.writeOnly.has(address)) memory.set(address, value);
      seen.push({ direction: 'write', address, width: site.width, value });
    } else {
      const value = extended(memory.get(address) ?? 0, site);
      await gdb.writeRegister(site.register, value);
      seen.push({ direction: 'read', address, width: site.width, value });
    }
    await gdb.writeRegister(15, pc + site.size);
  }
  return seen;
}
