// The memory map of a Linux process: none. The system decides where things lie, so no address in the source is known to be valid.
import type { MemoryMap } from '../../memory/target.ts';

export const memoryMap: MemoryMap = {
  name: 'Linux process',
  source:
    'None: the kernel places the image, the stack and every mapping; a program has no address of its own to name.',
  ranges: [],
};
