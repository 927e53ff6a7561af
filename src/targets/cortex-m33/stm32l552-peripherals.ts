// Peripherals of the STM32L552: name, first address, bytes. RM0438, "STM32L552xx and STM32L562xx memory map and peripheral register boundary addresses",
// non-secure addresses: TrustZone is off in parts as delivered (option bit TZEN = 0).

const kilobyte = 0x400n;

/** Name, first address, size in bytes. */
export type PeripheralRange = readonly [name: string, start: bigint, size: bigint];

function at(
  bus: bigint,
  entries: readonly (readonly [name: string, offset: bigint, size?: bigint])[],
): readonly PeripheralRange[] {
  return entries.map(([name, offset, size = kilobyte]) => [name, bus + offset, size] as const);
}

const apb1 = at(0x4000_0000n, [
  ['TIM2', 0x0000n],
  ['TIM3', 0x0400n],
  ['TIM4', 0x0800n],
  ['TIM5', 0x0c00n],
  ['TIM6', 0x1000n],
  ['TIM7', 0x1400n],
  ['RTC', 0x2800n],
  ['WWDG', 0x2c00n],
  ['IWDG', 0x3000n],
  ['TAMP', 0x3400n],
  ['SPI2', 0x3800n],
  ['SPI3', 0x3c00n],
  ['USART2', 0x4400n],
  ['USART3', 0x4800n],
  ['UART4', 0x4c00n],
  ['UART5', 0x5000n],
  ['I2C1', 0x5400n],
  ['I2C2', 0x5800n],
  ['I2C3', 0x5c00n],
  ['CRS', 0x6000n],
  ['PWR', 0x7000n],
  ['DAC', 0x7400n],
  ['OPAMP', 0x7800n],
  ['LPTIM1', 0x7c00n],
  ['LPUART1', 0x8000n],
  ['I2C4', 0x8400n],
  ['LPTIM2', 0x9400n],
  ['LPTIM3', 0x9800n],
  ['FDCAN1', 0xa400n],
  ['FDCAN RAM', 0xac00n],
  ['USB', 0xd400n],
  ['USB SRAM', 0xd800n],
  ['UCPD1', 0xdc00n],
]);

const apb2 = at(0x4001_0000n, [
  ['SYSCFG', 0x0000n, 0x30n],
  ['VREFBUF', 0x0030n, 0xd0n],
  ['COMP', 0x0200n, 0x200n],
  ['TIM1', 0x2c00n],
  ['SPI1', 0x3000n],
  ['TIM8', 0x3400n],
  ['USART1', 0x3800n],
  ['TIM15', 0x4000n],
  ['TIM16', 0x4400n],
  ['TIM17', 0x4800n],
  ['SAI1', 0x5400n],
  ['SAI2', 0x5800n],
  ['DFSDM1', 0x6000n, 0x800n],
]);

const ahb1 = at(0x4002_0000n, [
  ['DMA1', 0x0000n],
  ['DMA2', 0x0400n],
  ['DMAMUX1', 0x0800n],
  ['RCC', 0x1000n],
  ['FLASH registers', 0x2000n],
  ['CRC', 0x3000n],
  ['TSC', 0x4000n],
  ['EXTI', 0xf400n],
  ['ICACHE', 0x1_0400n],
  ['GTZC_TZSC', 0x1_2400n],
  ['GTZC_TZIC', 0x1_2800n],
  ['GTZC_MPCBB1', 0x1_2c00n],
  ['GTZC_MPCBB2', 0x1_3000n],
]);

const ahb2 = at(0x4202_0000n, [
  ['GPIOA', 0x0000n],
  ['GPIOB', 0x0400n],
  ['GPIOC', 0x0800n],
  ['GPIOD', 0x0c00n],
  ['GPIOE', 0x1000n],
  ['GPIOF', 0x1400n],
  ['GPIOG', 0x1800n],
  ['GPIOH', 0x1c00n],
  ['ADC1 and ADC2', 0x8000n],
  ['HASH', 0xa_0400n],
  ['RNG', 0xa_0800n],
  ['SDMMC1', 0xa_8000n],
]);

const ahb3 = at(0x4402_0000n, [
  ['FMC registers', 0x0000n],
  ['OCTOSPI1 registers', 0x1000n],
]);

export const stm32l552Peripherals: readonly PeripheralRange[] = [...apb1, ...apb2, ...ahb1, ...ahb2, ...ahb3];
