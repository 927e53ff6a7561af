// Names of exceptions and interrupts and their entries in the vector table. Only what PRIMASK holds back can be handled: a critical section must be able to keep it away.

/** Of a board: its device interrupts by position, and the entries of its vector table. */
export interface VectorTable {
  readonly interrupts: ReadonlyMap<string, number>;
  readonly vectors: number;
}

/** Number of the first device interrupt's entry (Armv8-M Architecture Reference Manual, B3.30). */
const firstDevice = 16;

/** Exceptions of the processor that a program may handle. Faults and NMI come through a critical section, and a failed guard is a fault. */
const exceptions: ReadonlyMap<string, number> = new Map([
  ['SVCall', 11],
  ['DebugMonitor', 12],
  ['PendSV', 14],
  ['SysTick', 15],
]);

/** Interrupts of the IoT kit on the MPS2+ board (Arm AN505, table 3-9), as QEMU models them. */
export const an505Interrupts: ReadonlyMap<string, number> = new Map([
  ['TIMER0', 3],
  ['TIMER1', 4],
  ['DUALTIMER', 5],
  ...[0, 1, 2, 3, 4].flatMap((uart): [string, number][] => [
    [`UART${uart}_RX`, 32 + 2 * uart],
    [`UART${uart}_TX`, 33 + 2 * uart],
  ]),
  ['UART_OVERFLOW', 42],
]);

/** By position; a gap is a position that the STM32L552 does not have (ST RM0438, table of interrupt vectors). */
const l552Names =
  `WWDG PVD_PVM RTC RTC_S TAMP TAMP_S FLASH FLASH_S GTZC RCC RCC_S EXTI0 EXTI1 EXTI2 EXTI3 EXTI4 EXTI5 EXTI6 EXTI7 EXTI8 EXTI9 EXTI10 EXTI11 EXTI12
  EXTI13 EXTI14 EXTI15 DMAMUX1 DMAMUX1_S DMA1_CH1 DMA1_CH2 DMA1_CH3 DMA1_CH4 DMA1_CH5 DMA1_CH6 DMA1_CH7 DMA1_CH8 ADC1_2 DAC FDCAN1_IT0 FDCAN1_IT1 TIM1_BRK TIM1_UP
  TIM1_TRG_COM TIM1_CC TIM2 TIM3 TIM4 TIM5 TIM6 TIM7 TIM8_BRK TIM8_UP TIM8_TRG_COM TIM8_CC I2C1_EV I2C1_ER I2C2_EV I2C2_ER SPI1 SPI2 USART1 USART2 USART3 UART4 UART5
  LPUART1 LPTIM1 LPTIM2 TIM15 TIM16 TIM17 COMP USB_FS CRS FMC OCTOSPI1 - SDMMC1 - DMA2_CH1 DMA2_CH2 DMA2_CH3 DMA2_CH4 DMA2_CH5 DMA2_CH6 DMA2_CH7 DMA2_CH8 I2C3_EV
  I2C3_ER SAI1 SAI2 TSC - RNG - HASH - LPTIM3 SPI3 I2C4_ER I2C4_EV DFSDM1_FLT0 DFSDM1_FLT1 DFSDM1_FLT2 DFSDM1_FLT3 UCPD1 ICACHE`.split(
    /\s+/,
  );

export const l552Interrupts: ReadonlyMap<string, number> = new Map(
  l552Names.flatMap((name, position): [string, number][] => (name === '-' ? [] : [[name, position]])),
);

/** Entry in the vector table; `IRQ7` names the device's interrupt number 7 on any board. */
export function slotOf(board: VectorTable, name: string): number | undefined {
  const exception = exceptions.get(name);
  if (exception !== undefined) return exception;
  const [, number] = /^IRQ(0|[1-9][0-9]{0,2})$/.exec(name) ?? [];
  const position = number === undefined ? board.interrupts.get(name) : Number(number);
  return position !== undefined && firstDevice + position < board.vectors ? firstDevice + position : undefined;
}

/** What a program may handle, by name. */
export function interruptNames(board: VectorTable): readonly string[] {
  return [...exceptions.keys(), ...board.interrupts.keys()];
}
