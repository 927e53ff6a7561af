// Random programs in which addresses are kept at all depths of nested loops, and, found independently of the compiler, the lines that keep one too long.
// The rule that they are judged by: what is pointed at lives in the same block or in one around it; static storage is around all.
import { type Random, randomFrom } from '../analysis/random-program.ts';

/** The loops around, outermost first; undefined: static. */
type Block = readonly number[] | undefined;

interface Cell {
  readonly name: string;
  readonly block: Block;
  /** Names of the byte arrays that it may point at: itself an array, a span, or the strings in an array of strings. */
  readonly targets: Set<string>;
}

interface Kept {
  readonly line: number;
  readonly from: readonly string[];
  readonly holder: string;
}

/** Names in scope. */
interface View {
  readonly arrays: readonly string[];
  readonly spans: readonly string[];
  readonly tables: readonly string[];
}

export interface NestedProgram {
  readonly text: string;
  /** Lines that keep an address too long, ascending. */
  readonly illegal: readonly number[];
  /** `at least`: static memory is given an address that ends, so that more of what is read from there may be refused. */
  readonly refuses: 'exactly' | 'at least';
}

const prologue = `module Nested
let shared : byte[] = Array.zeroCreate 4
let names : string[] = Array.create 2 "static"
let mutable kept : Span<byte> = shared
let rest (bytes: Span<byte>) : Span<byte> = bytes.[0 ..]
let choose (a: Span<byte>) (b: Span<byte>) : Span<byte> = if a.Length > 3 then a else b
let keep (bytes: Span<byte>) = kept <- bytes
let put (lines: string[]) (line: string) = lines.[0] <- line
let move (target: string[]) (source: string[]) = target.[1] <- source.[0]
[<EntryPoint>]
let main () =
    let mutable sum = 0`;

function encloses(outer: Block, inner: Block): boolean {
  if (outer === undefined) return true;
  return inner !== undefined && outer.every((loop, i) => inner[i] === loop);
}

export function nestedProgram(seed: number): NestedProgram {
  const random: Random = randomFrom(seed);
  const lines = prologue.split('\n');
  const cells = new Map<string, Cell>();
  /** `to` may point wherever `from` points. */
  const flows: { readonly from: string; readonly to: string }[] = [];
  /** The line keeps what `from` points at in `holder`. */
  const kept: Kept[] = [];
  let loops = 0;
  let count = 0;
  const declare = (name: string, block: Block, targets: readonly string[] = []) => {
    cells.set(name, { name, block, targets: new Set(targets) });
  };
  declare('shared', undefined, ['shared']);
  declare('kept', undefined, ['shared']);
  declare('names', undefined, ['text']);
  declare('text', undefined, ['text']);

  const keep = (from: readonly string[], holder: string) => {
    kept.push({ line: lines.length, from, holder });
    for (const each of from) flows.push({ from: each, to: holder });
  };
  /** A module-level value is refused any address that ends, so that it need not be followed further. */
  const keepForEver = (from: readonly string[]) => {
    kept.push({ line: lines.length, from, holder: 'kept' });
  };

  /** A span of bytes, and the names whose targets it has. */
  const bytes = ({ arrays, spans }: View): { readonly text: string; readonly from: readonly string[] } => {
    const one = random.pick([...arrays, ...spans]);
    switch (random.below(4)) {
      case 0:
        return { text: `(rest ${one})`, from: [one] };
      case 1: {
        const other = random.pick([...arrays, ...spans]);
        return { text: `(choose ${one} ${other})`, from: [one, other] };
      }
      default:
        return { text: one, from: [one] };
    }
  };

  const block = (around: readonly number[], outer: View, size: number) => {
    const indent = '    '.repeat(around.length + 1);
    const write = (text: string) => lines.push(`${indent}${text}`);
    let view = outer;
    for (let i = 0; i < size; i++) {
      const name = `${random.pick(['a', 'b', 'c'])}${count++}`;
      switch (random.below(10)) {
        case 0:
        case 1:
          write(`let ${name} : byte[] = Array.zeroCreate 4`);
          declare(name, around, [name]);
          view = { ...view, arrays: [...view.arrays, name] };
          break;
        case 2:
        case 3: {
          const { text, from } = bytes(view);
          write(`let mutable ${name} : Span<byte> = ${text}`);
          declare(name, around);
          for (const each of from) flows.push({ from: each, to: name });
          view = { ...view, spans: [...view.spans, name] };
          break;
        }
        case 4:
          write(`let ${name} : string[] = Array.create 2 ""`);
          declare(name, around, ['text']);
          view = { ...view, tables: [...view.tables, name] };
          break;
        case 5:
          if (view.spans.length > 1) {
            const holder = random.pick(view.spans.filter((span) => span !== 'kept'));
            const { text, from } = bytes(view);
            write(`${holder} <- ${text}`);
            keep(from, holder);
          }
          break;
        case 6: {
          const { text, from } = bytes(view);
          if (random.below(4) > 0) break;
          write(random.below(2) === 0 ? `keep ${text}` : `kept <- ${text}`);
          keepForEver(from);
          break;
        }
        case 7: {
          const table = random.pick(view.tables);
          if (table === 'names' && random.below(4) > 0) break;
          const { text, from } = bytes(view);
          write(
            random.below(2) === 0 ? `put ${table} (String.ofBytes ${text})` : `${table}.[1] <- String.ofBytes ${text}`,
          );
          keep(from, table);
          break;
        }
        case 8: {
          const [target, source] = [random.pick(view.tables), random.pick(view.tables)];
          if (target === 'names' && random.below(4) > 0) break;
          write(random.below(2) === 0 ? `move ${target} ${source}` : `${target}.[0] <- ${source}.[1]`);
          keep([source], target);
          break;
        }
        default:
          if (around.length < 3) {
            const loop = loops++;
            write(random.below(2) === 0 ? `for i${loop} in 0 .. 2 do` : `while sum % ${random.below(5) + 2} <> 0 do`);
            block([...around, loop], view, 2 + random.below(5));
            lines.push(`${indent}    sum <- sum + 1`);
          }
      }
    }
    // every address in scope is used: a run in which it ended too early stops here
    for (const span of view.spans) write(`sum <- sum + int ${span}.[0]`);
    for (const table of view.tables) write(`sum <- sum + String.length ${table}.[0] + String.length ${table}.[1]`);
    for (const table of view.tables) write(`if ${table}.[0].Length > 0 then sum <- sum + int ${table}.[0].[0]`);
  };
  block([], { arrays: ['shared'], spans: ['kept'], tables: ['names'] }, 6 + random.below(10));
  lines.push('    sum');

  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to } of flows) {
      const targets = cells.get(to)?.targets ?? new Set();
      for (const each of cells.get(from)?.targets ?? []) {
        changed ||= !targets.has(each);
        targets.add(each);
      }
    }
  }
  const targetsOf = (name: string): ReadonlySet<string> => cells.get(name)?.targets ?? new Set();
  const blockOf = (name: string): Block => cells.get(name)?.block;
  const illegal = kept.filter(({ from, holder }) =>
    from.some((each) => [...targetsOf(each)].some((target) => !encloses(blockOf(target), blockOf(holder)))),
  );
  return {
    text: `${lines.join('\n')}\n`,
    illegal: [...new Set(illegal.map(({ line }) => line))].sort((a, b) => a - b),
    refuses: illegal.some(({ holder }) => holder === 'names') ? 'at least' : 'exactly',
  };
}
