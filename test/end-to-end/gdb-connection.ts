// In: the Unix socket of a gdb stub (QEMU's, 32-bit ARM). Out: the few remote-protocol operations that an observer needs. One command at a time.
import { connect, type Socket } from 'node:net';

/** How long QEMU may take to open its socket, and to answer a command. */
const patience = { connectMs: 10_000, answerMs: 30_000 };

export class GdbConnection {
  readonly #socket: Socket;
  #received = '';
  #waiting: ((packet: string) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => {
      this.#received += data.toString('latin1');
      this.#deliver();
    });
  }

  /** Waits until the stub listens. QEMU's stub refuses register writes until its register description was asked for, so this asks. */
  static async open(path: string): Promise<GdbConnection> {
    const deadline = Date.now() + patience.connectMs;
    for (;;) {
      const socket = await tryConnect(path);
      if (socket) {
        const gdb = new GdbConnection(socket);
        await gdb.#command('qSupported:xmlRegisters=arm');
        await gdb.#command('qXfer:features:read:target.xml:0,ffb');
        return gdb;
      }
      if (Date.now() > deadline) throw new Error(`no gdb stub at ${path}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async setBreakpoint(address: number): Promise<void> {
    await this.#expectOk(`Z1,${address.toString(16)},2`);
  }

  /** Executes the one instruction at a breakpoint. */
  async stepOver(address: number): Promise<void> {
    await this.#expectOk(`z1,${address.toString(16)},2`);
    const stop = await this.#command('s');
    if (!/^[ST]05/.test(stop)) throw new Error(`unexpected stop while stepping: ${stop}`);
    await this.setBreakpoint(address);
  }

  /** Runs to the next breakpoint. */
  async resume(): Promise<void> {
    const stop = await this.#command('c');
    if (!/^[ST]05/.test(stop)) throw new Error(`unexpected stop: ${stop}`);
  }

  /** r0 … r15. */
  async readRegisters(): Promise<readonly number[]> {
    const text = await this.#command('g');
    return Array.from({ length: 16 }, (_, n) => fromLittleEndian(text.slice(8 * n, 8 * n + 8)));
  }

  async writeRegister(register: number, value: number): Promise<void> {
    await this.#expectOk(`P${register.toString(16)}=${toLittleEndian(value)}`);
  }

  async #expectOk(command: string): Promise<void> {
    const answer = await this.#command(command);
    if (answer !== 'OK') throw new Error(`the gdb stub answered ${JSON.stringify(answer)} to ${command}`);
  }

  #command(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the gdb stub did not answer ${text}`)), patience.answerMs);
      this.#waiting = (packet) => {
        clearTimeout(timer);
        resolve(packet);
      };
      this.#socket.write(`$${text}#${checksum(text)}`);
      this.#deliver();
    });
  }

  /** Hands a complete `$packet#xx` to whoever waits, and acknowledges it. */
  #deliver(): void {
    const start = this.#received.indexOf('$');
    const end = this.#received.indexOf('#', start);
    if (start < 0 || end < 0 || this.#received.length < end + 3 || !this.#waiting) return;
    const packet = this.#received.slice(start + 1, end);
    this.#received = this.#received.slice(end + 3);
    this.#socket.write('+');
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting(packet);
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

function checksum(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum + character.charCodeAt(0)) & 255;
  return sum.toString(16).padStart(2, '0');
}

function fromLittleEndian(hex: string): number {
  return Number.parseInt((hex.match(/../g) ?? []).reverse().join(''), 16) >>> 0;
}

function toLittleEndian(value: number): string {
  return ((value >>> 0).toString(16).padStart(8, '0').match(/../g) ?? []).reverse().join('');
}
