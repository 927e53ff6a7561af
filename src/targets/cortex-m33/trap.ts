// The guard's trap on Armv8-M: `udf.w #id`, permanently undefined (Armv8-M Architecture Reference Manual, UDF encoding T2), 16 bits of immediate.

export function trapAssembly(id: number): string {
  return [
    `0: udf.w #${id}`,
    '\t.pushsection .firefly.guards,"",%progbits',
    `\t.long ${id}`,
    '\t.long 0b',
    '\t.popsection',
  ].join('\n');
}
