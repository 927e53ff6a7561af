// The code of a board without semihosting, run in QEMU: time by the SysTick interrupt, text that is dropped while no debugger traces, the halt at the end.
// Only the way out is exchanged: a program there halts, so the test's image ends through semihosting with the status that it would have halted with.
import type { TargetDefinition } from '../../src/alex/target-definition.ts';
import { boards } from '../../src/targets/cortex-m33/memory-map.ts';
import { services } from '../../src/targets/cortex-m33/services.ts';
import { startup } from '../../src/targets/cortex-m33/startup.ts';
import { disassemble } from '../../src/toolchain/disassemble.ts';
import { emitFor, linkEmission, runElf, targetOf } from '../alex/build.ts';
import { compile } from '../alex/compile.ts';

const [emulated] = boards;
if (!emulated) throw new Error('the emulated board exists');
const device = { ...emulated, console: 'itm' as const };

function functionOf(text: string, name: string): string {
  const start = text.indexOf(`  func.func @${name}(`);
  const end = text.indexOf('\n  }', start) + 4;
  if (start < 0) throw new Error(`${name} is in the text`);
  return text.slice(start, end);
}

const base = targetOf('cortex-m33', 'mps2-an505');
const definition: TargetDefinition = {
  ...base,
  services: services(device),
  startup(needs) {
    const text = startup(device, needs);
    const other = startup(emulated, needs);
    return text.replace(
      functionOf(text, 'firefly.leave'),
      `${functionOf(other, 'firefly.leave')}\n${functionOf(other, 'firefly.semihost')}`,
    );
  },
};

async function start(text: string) {
  const program = compile('Device.fs', `module Device\n${text}`, definition.target);
  const { elf } = await linkEmission(emitFor(program, definition), definition, 'size');
  return runElf(elf, definition);
}

test('SysTick counts while the processor sleeps', async () => {
  const ran = await start(`[<EntryPoint>]
let main _ =
    let before = Platform.Bindings.now ()
    Platform.Bindings.sleep 30
    let passed = Platform.Bindings.now () - before
    if passed >= 30000000L && passed < 20000000000L then 1 else 2
`);
  expect(ran).toEqual({ status: 1, out: '', err: '' });
});

test('text is dropped, written in full as far as the program can tell; there is no input', async () => {
  const ran = await start(`[<EntryPoint>]
let main _ =
    let bytes = [| 65uy; 66uy |]
    Console.write "nobody reads this"
    10 * Platform.Bindings.writeBytes 1 bytes 2 + Platform.Bindings.readBytes 0 bytes 2
`);
  expect(ran).toEqual({ status: 20, out: '', err: '' });
});

test('a failed guard reaches its report and the end, whose status is 70', async () => {
  const ran = await start(`let pick (values: ReadOnlySpan<int>) (i: int) = values.[i]
[<EntryPoint>]
let main _ =
    let bytes = [| 65uy; 66uy |]
    pick [| 1; 2 |] (2 + Platform.Bindings.readBytes 0 bytes 2)
`);
  expect(ran).toEqual({ status: 70, out: '', err: '' });
});

test('on the real board the end is a halt with interrupts off', async () => {
  const board = targetOf('cortex-m33', 'nucleo-l552ze-q');
  const program = compile('Device.fs', 'module Device\n[<EntryPoint>]\nlet main _ = 0\n', board.target);
  const { elf } = await linkEmission(emitFor(program, board), board, 'size');
  const code = await disassemble(elf);
  const leave = code.slice(
    code.indexOf('<firefly.leave>:') >= 0 ? code.indexOf('<firefly.leave>:') : code.indexOf('<firefly.start>:'),
  );
  expect(leave).toMatch(/cpsid\s+i\n.*wfi\n.*b\S*\s+0x/);
  expect(code).not.toMatch(/bkpt/);
});
