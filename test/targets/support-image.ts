// An image made of a target's start-up code, services and support, and one function in MLIR that turns records from standard input into records on
// standard output: tests the support functions as LLVM calls them.
import type { TargetDefinition } from '../../src/alex/target-definition.ts';
import { link } from '../../src/toolchain/link.ts';
import { lower } from '../../src/toolchain/lower.ts';
import { captureImage } from '../../src/toolchain/run-image.ts';

/** `body` computes `%r0` … from the 64-bit words `%a`, `%b`; `results` names the `i64`s to write. */
export async function runRecords(
  definition: TargetDefinition,
  body: string,
  results: readonly string[],
  inputs: readonly (readonly [bigint, bigint])[],
): Promise<readonly (readonly bigint[])[]> {
  const { target } = definition;
  const word = `i${target.wordBits}`;
  const attributes = [
    ...(target.wordBits === 32 ? ['dlti.dl_spec = #dlti.dl_spec<index = 32 : i32>'] : []),
    `llvm.target_triple = "${target.triple}"`,
    `llvm.data_layout = "${definition.dataLayout}"`,
  ].join(', ');
  const stores = results.map(
    (name, index) => `    %at${index} = llvm.getelementptr %out[${index}] : (!llvm.ptr) -> !llvm.ptr, i64
    llvm.store ${name}, %at${index} {alignment = 8 : i64} : i64, !llvm.ptr`,
  );
  const mlir = `module attributes {${attributes}} {
  func.func @firefly.run() -> ${word} {
    %two = llvm.mlir.constant(2 : i32) : i32
    %count = llvm.mlir.constant(${results.length} : i32) : i32
    %in = llvm.alloca %two x i64 {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %out = llvm.alloca %count x i64 {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %zeroWord = arith.constant 0 : ${word}
    %oneWord = arith.constant 1 : ${word}
    %size = arith.constant 16 : ${word}
    %outSize = arith.constant ${8 * results.length} : ${word}
    cf.br ^read
  ^read:
    %got = func.call @firefly.readBytes(%zeroWord, %in, %size, %size) : (${word}, !llvm.ptr, ${word}, ${word}) -> ${word}
    %whole = arith.cmpi eq, %got, %size : ${word}
    cf.cond_br %whole, ^work, ^done
  ^work:
    %bAt = llvm.getelementptr %in[1] : (!llvm.ptr) -> !llvm.ptr, i64
    %a = llvm.load volatile %in {alignment = 8 : i64} : !llvm.ptr -> i64
    %b = llvm.load volatile %bAt {alignment = 8 : i64} : !llvm.ptr -> i64
${body}
${stores.join('\n')}
    %written = func.call @firefly.writeBytes(%oneWord, %out, %outSize, %outSize) : (${word}, !llvm.ptr, ${word}, ${word}) -> ${word}
    cf.br ^read
  ^done:
    func.return %zeroWord : ${word}
  }
${definition.startup({ arguments: 'none', guards: 'none', services: ['readBytes', 'writeBytes'], interrupts: new Map() })}
${definition.services.readBytes}
${definition.services.writeBytes}
${definition.support({ floats: new Set([32, 64]) })}
}
`;
  const { object } = await lower({ mlir, target, cpu: definition.cpu, optimization: 'speed' });
  const elf = await link({ object, script: definition.linkerScript, flags: definition.linkerFlags, libraries: [] });
  const input = Buffer.alloc(16 * inputs.length);
  inputs.forEach(([a, b], index) => {
    input.writeBigUInt64LE(BigInt.asUintN(64, a), 16 * index);
    input.writeBigUInt64LE(BigInt.asUintN(64, b), 16 * index + 8);
  });
  const { status, stdout, stderr } = await captureImage(definition.runner, elf, [], input);
  if (status !== 0) throw new Error(`exit status ${status}: ${stderr}`);
  const output = Buffer.from(stdout);
  return inputs.map((_, record) =>
    results.map((__, index) => output.readBigUInt64LE(8 * (record * results.length + index))),
  );
}
