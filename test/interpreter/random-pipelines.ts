// In: choices. Out: a program that prints what pipelines over sequences yield, one a line, and what it must print: the same pipelines over generators, which are lazy
// as F#'s sequences are. `note` is the effect by which the order of evaluation shows.

const table = [5, -3, 8, 0, 12, 7, 7, -1];

interface Stage {
  readonly source: string;
  readonly run: (from: Iterable<number>, note: (x: number) => number) => Iterable<number>;
}

interface Source {
  readonly source: string;
  readonly run: (note: (x: number) => number) => Iterable<number>;
}

interface Sink {
  readonly source: string;
  readonly run: (from: Iterable<number>, note: (x: number) => number) => string;
}

function* range(first: number, last: number, step = 1): Iterable<number> {
  for (let i = first; step > 0 ? i <= last : i >= last; i += step) yield i;
}

const sources: readonly Source[] = [
  { source: 'table', run: () => table },
  { source: 'seq { 1 .. 6 }', run: () => range(1, 6) },
  { source: 'seq { 5 .. -2 .. -4 }', run: () => range(5, -4, -2) },
  { source: 'seq { for x in table -> note x }', run: (note) => mapped(table, note) },
  {
    source: 'Seq.initInfinite (fun i -> note (i * 3)) |> Seq.truncate 5',
    run: (note) => mapped([0, 3, 6, 9, 12], note),
  },
  {
    source: 'Seq.unfold (fun s -> if s > 40 then None else Some (note s, s * 2 + 1)) 1',
    run: (note) => mapped([1, 3, 7, 15, 31], note),
  },
  {
    source: 'looped',
    run: function* (note) {
      for (const i of [2, 4]) {
        yield i;
        yield note(i * 10);
      }
      yield 99;
    },
  },
  {
    source: 'seq { 3; note 4; for x in 0 .. 1 do x }',
    run: function* (note) {
      yield 3;
      yield note(4);
      yield* [0, 1];
    },
  },
  { source: 'Seq.empty', run: () => [] },
];

function* mapped(from: Iterable<number>, f: (x: number) => number): Iterable<number> {
  for (const x of from) yield f(x);
}

const stages: readonly Stage[] = [
  { source: 'Seq.map (fun x -> note (x * 2 - 1))', run: (from, note) => mapped(from, (x) => note(x * 2 - 1)) },
  {
    source: 'Seq.filter (fun x -> note x % 2 = 0)',
    run: function* (from, note) {
      for (const x of from) if (note(x) % 2 === 0) yield x;
    },
  },
  {
    source: 'Seq.mapi (fun i x -> i * 100 + x)',
    run: function* (from) {
      let i = 0;
      for (const x of from) yield i++ * 100 + x;
    },
  },
  {
    source: 'Seq.choose (fun x -> if x > 2 then Some (note (x - 2)) else None)',
    run: function* (from, note) {
      for (const x of from) if (x > 2) yield note(x - 2);
    },
  },
  {
    source: 'Seq.collect (fun x -> seq { for y in 0 .. (x &&& 1) do yield note (x + y) })',
    run: function* (from, note) {
      for (const x of from) for (const y of range(0, x & 1)) yield note(x + y);
    },
  },
  {
    source: 'Seq.truncate 3',
    run: function* (from) {
      let taken = 0;
      for (const x of from) {
        yield x;
        if (++taken >= 3) return;
      }
    },
  },
  {
    source: 'Seq.takeWhile (fun x -> note x < 9)',
    run: function* (from, note) {
      for (const x of from) {
        if (note(x) >= 9) return;
        yield x;
      }
    },
  },
  {
    source: 'Seq.skipWhile (fun x -> note x < 4)',
    run: function* (from, note) {
      let skipping = true;
      for (const x of from) {
        if (skipping) skipping = note(x) < 4;
        if (!skipping) yield x;
      }
    },
  },
  {
    source: 'Seq.scan (fun s x -> note (s + x)) 1',
    run: function* (from, note) {
      let state = 1;
      yield state;
      for (const x of from) {
        state = note(state + x);
        yield state;
      }
    },
  },
  {
    source: 'Seq.pairwise |> Seq.map (fun (a, b) -> note (a - b))',
    run: function* (from, note) {
      let before: number | undefined;
      for (const x of from) {
        if (before !== undefined) yield note(before - x);
        before = x;
      }
    },
  },
  {
    source: '(fun s -> Seq.append s (seq { yield note 50; yield 60 }))',
    run: function* (from, note) {
      yield* from;
      yield note(50);
      yield 60;
    },
  },
];

const first = (from: Iterable<number>, f: (x: number) => boolean): number | undefined => {
  for (const x of from) if (f(x)) return x;
  return undefined;
};
const option = (value: number | undefined): string => (value === undefined ? '-1000' : String(value));

const sinks: readonly Sink[] = [
  { source: 'Seq.sum', run: (from) => String([...from].reduce((sum, x) => sum + x, 0)) },
  { source: 'Seq.length', run: (from) => String([...from].length) },
  {
    source: 'Seq.fold (fun s x -> note (s * 3 + x) % 1000) 7',
    run: (from, note) => {
      let state = 7;
      for (const x of from) state = note(state * 3 + x) % 1000;
      return String(state);
    },
  },
  {
    source: 'Seq.exists (fun x -> note x > 6) |> (fun b -> if b then 1 else 0)',
    run: (from, note) => (first(from, (x) => note(x) > 6) === undefined ? '0' : '1'),
  },
  {
    source: 'Seq.forall (fun x -> note x < 6) |> (fun b -> if b then 1 else 0)',
    run: (from, note) => (first(from, (x) => note(x) >= 6) === undefined ? '1' : '0'),
  },
  {
    source: 'Seq.tryFind (fun x -> note x % 3 = 0) |> Option.defaultValue -1000',
    run: (from, note) => option(first(from, (x) => note(x) % 3 === 0)),
  },
  { source: 'Seq.tryHead |> Option.defaultValue -1000', run: (from) => option(first(from, () => true)) },
  { source: 'Seq.tryLast |> Option.defaultValue -1000', run: (from) => option([...from].at(-1)) },
  {
    source: 'Seq.tryItem 2 |> Option.defaultValue -1000',
    run: (from) => {
      let left = 2;
      return option(first(from, () => left-- === 0));
    },
  },
];

export interface Pipelines {
  readonly text: string;
  readonly expected: string;
}

export function randomPipelines(choices: readonly (readonly number[])[]): Pipelines {
  const lines = choices.map((list) => {
    let at = 0;
    const pick = <T>(from: readonly T[]): T => {
      const found = from[(list[at++ % list.length] ?? 0) % from.length];
      if (found === undefined) throw new Error('there is something to pick');
      return found;
    };
    const source = pick(sources);
    const middle = Array.from({ length: pick([0, 1, 1, 2, 2, 3, 4]) }, () => pick(stages));
    const sink = pick<Sink | 'loop'>([...sinks, 'loop']);
    let trace = 1;
    const note = (x: number): number => {
      trace = (Math.imul(trace, 31) + x) | 0;
      return x;
    };
    const run = middle.reduce<Iterable<number>>((from, stage) => stage.run(from, note), source.run(note));
    const pipeline = [source.source, ...middle.map((stage) => stage.source)].join(' |> ');
    if (sink !== 'loop') {
      const result = sink.run(run, note);
      return { code: `    show (${pipeline} |> ${sink.source})\n`, expected: `${result} ${trace}\n` };
    }
    let text = '';
    for (const x of run) text += `${note(x)},`;
    return {
      code: `    for x in ${pipeline} do Console.write $"{note x},"\n    show 0\n`,
      expected: `${text}0 ${trace}\n`,
    };
  });
  const prologue = `module Pipelines
let table = [| ${table.join('; ')} |]
let mutable trace = 1l
let note (x: int) : int =
    trace <- trace * 31l + int32 x
    x
let looped =
    seq {
        let mutable i = 0
        while i < 4 do
            i <- i + 1
            if i % 2 = 0 then
                yield i
                yield note (i * 10)
        yield 99
    }
let show (x: int) : unit =
    Console.writeln $"{x} {trace}"
    trace <- 1l
`;
  const functions = lines.map(({ code }, at) => `let line${at} () : unit =\n${code}`).join('');
  const main = `[<EntryPoint>]\nlet main () =\n${lines.map((_, at) => `    line${at} ()\n`).join('')}    0\n`;
  return { text: `${prologue}${functions}${main}`, expected: lines.map(({ expected }) => expected).join('') };
}
