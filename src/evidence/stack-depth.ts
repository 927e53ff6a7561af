// In: a linked image, its disassembly and its entry points. Out: the worst-case stack of each in bytes, with the deepest chain of calls; or why there is no bound.
// Recursion, dynamic allocation, and calls through registers whose targets are not given have no bound. A jump into another function counts like a call that
// keeps the caller's frame: an upper bound. What the system or the hardware stores on entry is added by `onEntry`.
import { type Flow, flowOf } from './control-flow.ts';
import { hexAddress, type Instruction, parseDisassembly } from './disassembly.ts';
import { type ElfImage, readElf } from './elf.ts';
import { type Frame, frameOf, readStackSizes } from './frames.ts';
import { type FunctionExtent, functionAt, functionExtents } from './functions.ts';
import { tableTargets } from './jump-table.ts';
import { type StackEntry, startupEntries } from './stack-entries.ts';

export interface StackInput {
  readonly elf: Uint8Array;
  /** Text of `llvm-objdump -d`. */
  readonly disassembly: string;
  /** Those of the start-up code unless given. */
  readonly entries?: readonly StackEntry[];
  /** Symbols that calls through registers inside a function may reach, by that function's symbol. */
  readonly indirectTargets?: ReadonlyMap<string, readonly string[]>;
}

export interface StackDepth {
  readonly entry: string;
  /** Null: no bound. */
  readonly bytes: number | null;
  /** Deepest chain of calls, the entry first; when unbounded, the chain to the culprit. */
  readonly path: readonly string[];
  readonly why: string | null;
}

export function stackDepth(input: StackInput): readonly StackDepth[] {
  const read = readElf(input.elf);
  if (read.kind === 'malformed')
    return (input.entries ?? [{ symbol: 'entry', onEntry: 0 }]).map(({ symbol }) =>
      unbounded(symbol, [], `the image cannot be read: ${read.why}`),
    );
  const graph = makeCallGraph(
    read.image,
    parseDisassembly(input.disassembly).instructions,
    input.indirectTargets ?? new Map(),
  );
  return (input.entries ?? startupEntries(read.image)).map(({ symbol, onEntry }) => {
    const start = graph.byName.get(symbol);
    if (start === undefined) return unbounded(symbol, [], `the image has no symbol ${symbol}`);
    const depth = deepest(graph, start);
    if (depth.kind === 'unbounded') return unbounded(symbol, depth.path, depth.why);
    return { entry: symbol, bytes: depth.bytes + onEntry, path: depth.path, why: null };
  });
}

function unbounded(entry: string, path: readonly string[], why: string): StackDepth {
  return { entry, bytes: null, path, why };
}

/** Where control leaves a function to; `pushed` is the return address. */
interface Exit {
  readonly target: number;
  readonly pushed: number;
}

interface Vertex {
  readonly extent: FunctionExtent;
  readonly frame: Frame;
  readonly exits: readonly Exit[];
  /** Why not every exit is known. */
  readonly unknownExit: string | undefined;
}

interface CallGraph {
  readonly vertices: ReadonlyMap<number, Vertex>;
  readonly byName: ReadonlyMap<string, number>;
}

function makeCallGraph(
  image: ElfImage,
  instructions: readonly Instruction[],
  indirectTargets: ReadonlyMap<string, readonly string[]>,
): CallGraph {
  const extents = functionExtents(image);
  const byName = new Map(extents.flatMap(({ names, start }) => names.map((name) => [name, start] as const)));
  const code = new Map<FunctionExtent, Instruction[]>(extents.map((extent) => [extent, []]));
  for (const instruction of instructions) {
    const home = functionAt(extents, instruction.address);
    if (home) code.get(home)?.push(instruction);
  }
  const { sizes, problems } = readStackSizes(image);
  const vertices = new Map<number, Vertex>();
  for (const [extent, body] of code) {
    const frame: Frame = problems[0]
      ? { kind: 'unbounded', why: problems[0] }
      : frameOf(image.machine, extent, body, sizes.get(extent.start));
    const known = extent.names.flatMap((name) => indirectTargets.get(name) ?? []);
    vertices.set(extent.start, { extent, frame, ...exitsOf(image, extents, extent, body, known, byName) });
  }
  return { vertices, byName };
}

function exitsOf(
  image: ElfImage,
  extents: readonly FunctionExtent[],
  extent: FunctionExtent,
  body: readonly Instruction[],
  indirect: readonly string[],
  byName: ReadonlyMap<string, number>,
): Pick<Vertex, 'exits' | 'unknownExit'> {
  const exits = new Map<number, Exit>();
  let unknownExit: string | undefined;
  const callBytes = image.machine === 'arm' ? 0 : 8;
  const leave = (instruction: Instruction, address: number, pushed: number): void => {
    const callee = functionAt(extents, address);
    if (!callee && isOfLibrary(image, address))
      unknownExit ??= `${extent.name} calls a shared library, whose stack is not known`;
    else if (!callee)
      unknownExit ??= `${extent.name} leads to ${hexAddress(address)}, outside every function, at ${hexAddress(instruction.address)}`;
    else if (callee === extent && pushed === 0 && !isCall(flowOf(image.machine, instruction))) return;
    else if ((exits.get(callee.start)?.pushed ?? -1) < pushed)
      exits.set(callee.start, { target: callee.start, pushed });
  };
  for (const instruction of body) {
    const flow = flowOf(image.machine, instruction);
    switch (flow.kind) {
      case 'call':
        leave(instruction, flow.target, callBytes);
        break;
      case 'jump':
      case 'branch':
        leave(instruction, flow.target, 0);
        break;
      case 'indirect-call':
      case 'indirect-jump':
        if (indirect.length === 0)
          unknownExit ??= `${extent.name} calls through a register at ${hexAddress(instruction.address)}`;
        for (const name of indirect) {
          const target = byName.get(name);
          if (target === undefined) unknownExit ??= `${extent.name} may call ${name}, which is not in the image`;
          else leave(instruction, target, callBytes);
        }
        break;
      case 'switch': {
        const targets = tableTargets(image, instruction, extent);
        if (targets === undefined)
          unknownExit ??= `${extent.name} jumps through a table that cannot be read, at ${hexAddress(instruction.address)}`;
        for (const target of targets ?? []) leave(instruction, target, 0);
        break;
      }
      default:
        break;
    }
  }
  return { exits: [...exits.values()].sort((a, b) => a.target - b.target), unknownExit };
}

/** The linker's stubs, which jump to where the loader has put a shared library. */
function isOfLibrary({ sections }: ElfImage, address: number): boolean {
  const stubs = sections.find(({ name }) => name === '.plt');
  return stubs !== undefined && address >= stubs.address && address < stubs.address + stubs.size;
}

function isCall(flow: Flow): boolean {
  return flow.kind === 'call' || flow.kind === 'indirect-call';
}

type Depth =
  | { readonly kind: 'bounded'; readonly bytes: number; readonly path: readonly string[] }
  | { readonly kind: 'unbounded'; readonly path: readonly string[]; readonly why: string };

/** Depth-first over the call graph, each function once; without recursion of its own, since chains may be long. */
function deepest(graph: CallGraph, entry: number): Depth {
  const done = new Map<number, Depth>();
  const active: { readonly at: number; next: number }[] = [{ at: entry, next: 0 }];
  const onChain = new Set([entry]);
  const nameOf = (at: number): string => graph.vertices.get(at)?.extent.name ?? hexAddress(at);
  while (active.length > 0) {
    const top = active[active.length - 1];
    const vertex = top && graph.vertices.get(top.at);
    if (!top || !vertex) break;
    const exit = vertex.exits[top.next];
    if (exit === undefined) {
      done.set(top.at, settle(vertex, done));
      onChain.delete(top.at);
      active.pop();
    } else if (onChain.has(exit.target)) {
      const from = active.findIndex(({ at }) => at === exit.target);
      const cycle = active.slice(from).map(({ at }) => nameOf(at));
      return {
        kind: 'unbounded',
        path: active.map(({ at }) => nameOf(at)),
        why: `recursion: ${[...cycle, nameOf(exit.target)].join(' → ')}`,
      };
    } else {
      top.next++;
      if (!done.has(exit.target)) {
        active.push({ at: exit.target, next: 0 });
        onChain.add(exit.target);
      }
    }
  }
  return done.get(entry) ?? { kind: 'unbounded', path: [], why: 'no function stands at the entry' };
}

function settle({ extent, frame, exits, unknownExit }: Vertex, done: ReadonlyMap<number, Depth>): Depth {
  if (frame.kind === 'unbounded') return { kind: 'unbounded', path: [extent.name], why: frame.why };
  if (unknownExit !== undefined) return { kind: 'unbounded', path: [extent.name], why: unknownExit };
  let bytes = 0;
  let path: readonly string[] = [];
  for (const { target, pushed } of exits) {
    const below = done.get(target);
    if (!below) continue;
    if (below.kind === 'unbounded') return { ...below, path: [extent.name, ...below.path] };
    if (path.length === 0 || below.bytes + pushed > bytes) {
      bytes = below.bytes + pushed;
      path = below.path;
    }
  }
  return { kind: 'bounded', bytes: frame.bytes + bytes, path: [extent.name, ...path] };
}
