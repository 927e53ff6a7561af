// Which handlers a board takes: names of its tables, numbers, one handler each; where the start-up code needs an interrupt itself, or no table is, none.
import { refuseInterrupts } from '../../src/alex/refusals.ts';
import type { PlatformService } from '../../src/psg/node.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { graphOf } from '../analysis/source.ts';

function refused(
  names: readonly string[],
  board: string,
  services: readonly PlatformService[] = [],
): readonly string[] {
  const handlers = names.map((name, at) => `[<Interrupt("${name}")>]\nlet on${at} () : unit = ()\n`).join('');
  const definition = findTarget('cortex-m33', board);
  if (!definition) throw new Error(`there is no ${board}`);
  const psg = graphOf(`module Handlers\n${handlers}[<EntryPoint>]\nlet main () = 0\n`);
  return refuseInterrupts(psg, definition, services).map(
    ({ code, detail }) => `${code} ${/`Handlers\.\w+`/.exec(detail ?? '')?.[0]}`,
  );
}

test('names of the board, of the processor, and numbers', () => {
  expect(refused(['SysTick', 'PendSV', 'TIMER0', 'UART0_RX', 'IRQ91'], 'mps2-an505')).toEqual([]);
  expect(refused(['SysTick', 'WWDG', 'USART2', 'TIM2', 'ICACHE'], 'nucleo-l552ze-q')).toEqual([]);
});

test('what a board does not have, and what comes through a critical section', () => {
  expect(refused(['USART2', 'IRQ92', 'IRQ07', 'systick'], 'mps2-an505').length).toBe(4);
  expect(refused(['HardFault', 'NMI', 'UsageFault', 'BusFault'], 'nucleo-l552ze-q').length).toBe(4);
});

test('one interrupt has one handler, by whatever name', () => {
  expect(refused(['TIMER0', 'TIMER0'], 'mps2-an505')).toEqual(['FS8304 `Handlers.on1`']);
  expect(refused(['TIMER0', 'IRQ3'], 'mps2-an505')).toEqual(['FS8304 `Handlers.on1`']);
  expect(refused(['IRQ62', 'USART2', 'USART3'], 'nucleo-l552ze-q')).toEqual(['FS8304 `Handlers.on1`']);
});

test('the start-up code counts the time with SysTick where no debugger tells it', () => {
  expect(refused(['SysTick'], 'nucleo-l552ze-q', ['now'])).toEqual(['FS8304 `Handlers.on0`']);
  expect(refused(['SysTick'], 'mps2-an505', ['now'])).toEqual([]);
});

test('x86_64-linux has no interrupts: handlers are left out, whatever their names', () => {
  expect(findTarget('x86_64-linux')?.interrupts).toBe(null);
});
