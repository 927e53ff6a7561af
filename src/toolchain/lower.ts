// In: an MLIR module and a processor. Out: LLVM IR as it is compiled, and the object file. One process per step, by pipes: no path gets into the output.
import { ToolFailure, type ToolPlace } from '../base/tool-failure.ts';
import type { Target } from '../memory/target.ts';
import { runProcess } from './run-process.ts';
import { demandTools } from './tools.ts';

export interface LoweringInput {
  readonly mlir: string;
  readonly target: Target;
  /** LLVM's name of the processor. */
  readonly cpu: string;
  readonly optimization: 'speed' | 'size';
}

export interface Lowered {
  /** LLVM IR after optimisation, as text: what the object code was made from. */
  readonly ll: string;
  readonly object: Uint8Array;
}

/**
 * `canonicalize` without rewrites only removes blocks that no branch reaches, which the conversion would leave behind; with rewrites it does not end on a loop that can
 * never be entered (`for i in 5 .. 4`, MLIR 22.1), and LLVM does that work anyway. `dynamic=true` makes every dialect bring its own conversion; with the module's `dlti`
 * attribute it also keeps `index` at the target's width.
 */
const passes =
  'builtin.module(canonicalize{max-iterations=1 max-num-rewrites=0},cse,convert-scf-to-cf,convert-to-llvm{dynamic=true},reconcile-unrealized-casts,ensure-debug-info-scope-on-llvm-func{emission-kind=Full})';

export async function lower(input: LoweringInput): Promise<Lowered> {
  const tools = await demandTools('mlir-opt', 'mlir-translate', 'opt', 'llc');
  const speed = input.optimization === 'speed';
  const llvmDialect = await step(
    tools['mlir-opt'],
    'lower MLIR',
    [`--pass-pipeline=${passes}`, '--emit-bytecode'],
    input.mlir,
  );
  const ir = await step(tools['mlir-translate'], 'translate to LLVM IR', ['--mlir-to-llvmir'], llvmDialect);
  const optimised = await step(
    tools.opt,
    'optimise',
    ['-S', `-mcpu=${input.cpu}`, `-passes=default<${speed ? 'O3' : 'Oz'}>`],
    ir,
  );
  const object = await step(
    tools.llc,
    'make object code',
    [
      speed ? '-O3' : '-O2',
      `-mcpu=${input.cpu}`,
      '-filetype=obj',
      '-function-sections',
      '-data-sections',
      '-stack-size-section',
      ...(input.target.architecture === 'x86_64' ? ['-relocation-model=static'] : []),
    ],
    optimised,
  );
  return { ll: new TextDecoder().decode(optimised), object };
}

async function step(
  path: string,
  doing: string,
  parameters: readonly string[],
  input: string | Uint8Array,
): Promise<Uint8Array> {
  const { status, stdout, stderr } = await runProcess(path, parameters, { input });
  if (status === 0) return stdout;
  throw new ToolFailure({ doing, said: stderr.trim() || `exit status ${status}`, places: placesIn(stderr) });
}

/** Places of the program in a tool's message: MLIR prints `"Ring.fs":10:5` or `Ring.fs:10:5`. */
export function placesIn(message: string): readonly ToolPlace[] {
  const places: ToolPlace[] = [];
  for (const match of message.matchAll(/"?([^\s"():]+\.(?:fs|clef))"?:(\d+):(\d+)/g)) {
    const [, file, line, column] = match;
    if (file !== undefined) places.push({ file, line: Number(line), column: Number(column) });
  }
  return places;
}
