// The linker script of a Cortex-M33 board: vectors, code and constants in flash; initialised data copied to RAM by the start-up code; then zeroed data; the stack
// grows down from the end of RAM and must not go below `__stack_limit`.
import type { Board } from './memory-map.ts';

/** Bytes of the stack on which a fault is reported, so that a report works after a stack overflow. */
const faultStackBytes = 1024;

export function linkerScript(board: Board): string {
  const hex = (value: bigint): string => `0x${value.toString(16)}`;
  return `/* ${board.name}: ${board.memoryMap.source} */
ENTRY(Reset_Handler)
MEMORY
{
  FLASH (rx) : ORIGIN = ${hex(board.flash.start)}, LENGTH = ${hex(board.flash.size)}
  RAM (rwx) : ORIGIN = ${hex(board.ram.start)}, LENGTH = ${hex(board.ram.size)}
}
SECTIONS
{
  .vectors : { KEEP(*(.vectors)) } > FLASH
  .text : ALIGN(4) { *(.text .text.*) } > FLASH
  .rodata : ALIGN(8) { *(.rodata .rodata.*) } > FLASH
  .data : ALIGN(8) { __data_start = .; *(.data .data.*); . = ALIGN(8); __data_end = .; } > RAM AT > FLASH
  __data_load = LOADADDR(.data);
  .bss (NOLOAD) : ALIGN(8) { __bss_start = .; *(.bss .bss.* COMMON); . = ALIGN(8); __bss_end = .; } > RAM
  .fault_stack (NOLOAD) : ALIGN(8) { . = . + ${faultStackBytes}; __fault_stack_top = .; } > RAM
  __stack_limit = ALIGN(8);
  __stack_top = ORIGIN(RAM) + LENGTH(RAM);
  ASSERT(__stack_limit < __stack_top, "no room is left in RAM for a stack")
  /DISCARD/ : { *(.ARM.exidx*) *(.ARM.extab*) }
}
`;
}

/** Sections follow each other without page gaps. */
export const linkerFlags: readonly string[] = ['-z', 'max-page-size=4'];
