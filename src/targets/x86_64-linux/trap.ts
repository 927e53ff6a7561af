// The guard's trap on x86-64: `ud1l id(%eax), %eax`, an instruction that is defined to be undefined (Intel SDM, UD1), with the number as its displacement.

/** Displacements from 128 on take four bytes, smaller ones one; the fault handler reads both. */
export function trapAssembly(id: number): string {
  return [
    `0: ud1l ${id}(%eax), %eax`,
    '\t.pushsection .firefly.guards,"",@progbits',
    `\t.long ${id}`,
    '\t.quad 0b',
    '\t.popsection',
  ].join('\n');
}
