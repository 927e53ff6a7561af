// Arrays of modules have the alignment that C gives them: on x86-64, 16 bytes from that size on, so that vector code may use them as operands.
import { emitFor, targetOf } from './build.ts';
import { compile } from './compile.ts';

const text = `module Aligned

let words : uint32[] = Array.zeroCreate 4
let three : uint32[] = Array.zeroCreate 3
let octets : byte[] = Array.zeroCreate 16
let table : int64[] = [| 1L; 2L |]

[<EntryPoint>]
let main () =
    words.[0] <- three.[0]
    three.[1] <- words.[1]
    octets.[0] <- byte table.[1]
    int octets.[1]
`;

/** The alignment of each array of the module, by name. */
function alignments(target: string): Readonly<Record<string, number>> {
  const definition = targetOf(target);
  const { mlir } = emitFor(compile('Aligned.fs', text, definition.target), definition);
  const globals = mlir.matchAll(/llvm\.mlir\.global [^\n]*@"?Aligned\.(\w+)\.data"?\([^\n]*alignment = (\d+) : i64/g);
  return Object.fromEntries([...globals].map(([, name, alignment]) => [name, Number(alignment)]));
}

test('arrays of 16 bytes and more are aligned for vectors on x86-64 only', () => {
  expect(alignments('x86_64-linux')).toEqual({ words: 16, three: 4, octets: 16, table: 16 });
  expect(alignments('cortex-m33')).toEqual({ words: 4, three: 4, octets: 1, table: 8 });
});
