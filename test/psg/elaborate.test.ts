// Each `elaborate/*.fs` has its graph, as text, or its refusals beside it in `*.golden`. UPDATE_GOLDEN=1 writes them anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { checkProgram } from '../../src/fncs/check.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import { elaborate } from '../../src/psg/elaborate.ts';
import { printGraph } from '../../src/psg/print.ts';

const folder = join(__dirname, 'elaborate');

function graphOf(path: string, text: string) {
  const source = { path, text };
  const files = [...loadPrelude(), source].map(parseFile);
  const checked = checkProgram(files.map(({ value }) => value));
  const problems = [...files.flatMap((file) => file.problems), ...checked.problems];
  if (problems.some(({ severity }) => severity === 'error')) throw new Error(renderDiagnostics(problems, 'plain'));
  return elaborate(checked.value, { file: source, start: 0, end: 0 });
}

function rendered(name: string): string {
  const { value, problems } = graphOf(name, readFileSync(join(folder, name), 'utf8'));
  return value ? printGraph(value) : renderDiagnostics(problems, 'plain');
}

const programs = readdirSync(folder).filter((name) => name.endsWith('.fs'));

test('there are programs to elaborate', () => {
  expect(programs.length).toBeGreaterThan(5);
});

test.each(programs)('%s', (name) => {
  const golden = join(folder, name.replace(/\.fs$/, '.golden'));
  const text = rendered(name);
  if (process.env.UPDATE_GOLDEN || !existsSync(golden)) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

test('the digest follows the program and nothing else', () => {
  const program = (body: string) => `module P\n[<EntryPoint>]\nlet main () = ${body}\n`;
  const digest = (text: string) => graphOf('P.fs', text).value?.digest;
  expect(digest(program('1 + 2'))).toBe(digest(program('1 + 2')));
  expect(digest(program('1 + 2'))).not.toBe(digest(program('1 + 3')));
  expect(digest(program('1 + 2'))).not.toBe(digest(`\n${program('1 + 2')}`));
});

/** The region of `table` in a program with these definitions, whose entry point does this. */
function regionOfTable(definitions: string, use: string): string | undefined {
  const lines = use.split('\n').map((line) => `    ${line}\n`);
  return graphOf('P.fs', `module P\n${definitions}\n[<EntryPoint>]\nlet main () =\n${lines.join('')}    0\n`)
    .value?.nodesOf('value')
    .find(({ name }) => name.endsWith('table'))?.region;
}

test('a table is flash only while nothing can write through any of its names', () => {
  const regionOf = (use: string) =>
    regionOfTable(
      `let table = [| 1; 2; 3 |]\nlet touch (a: int[]) = a.[0] <- 1\nlet look (a: int[]) = a.[0]\nlet pass (a: int[]) = touch a`,
      use,
    );
  expect(regionOf('ignore (table.[1])')).toBe('flash');
  expect(regionOf('ignore (look table)')).toBe('flash');
  expect(regionOf('for x in table do ignore x')).toBe('flash');
  expect(regionOf('table.[0] <- 5')).toBe('sram');
  expect(regionOf('touch table')).toBe('sram');
  expect(regionOf('pass table')).toBe('sram');
  expect(regionOf('let t = table\nt.[0] <- 1')).toBe('sram');
  expect(regionOf('let t = table.[0..1]\nt.[0] <- 1')).toBe('sram');
  expect(regionOf('let t = (table, 1)\n(fst t).[0] <- 1')).toBe('sram');
  expect(regionOf('let f (a: int[]) = a.[0] <- 1\nf table')).toBe('sram');
});

test('a table of tables is flash only while none of its rows is taken', () => {
  const regionOf = (use: string) =>
    regionOfTable(
      `let table = [| [| 1; 2 |]; [| 3 |] |]\nlet touch (a: int[]) = a.[0] <- 1\nlet all (a: ReadOnlySpan<int[]>) = for row in a do row.[0] <- 1`,
      use,
    );
  expect(regionOf('ignore (table.[1].[0])')).toBe('flash');
  expect(regionOf('ignore (table.[1].Length + table.Length)')).toBe('flash');
  expect(regionOf('let row = table.[0]\nrow.[0] <- 5')).toBe('sram');
  expect(regionOf('table.[0].[0] <- 5')).toBe('sram');
  expect(regionOf('for row in table do row.[0] <- 5')).toBe('sram');
  expect(regionOf('touch table.[0]')).toBe('sram');
  expect(regionOf('all table')).toBe('sram');
});

test('what a stored function touches is shared, when an interrupt handler may find and call it', () => {
  const sharingOf = (hook: string) => {
    const text = `module P\nlet mutable index = 0\n${hook}\n[<Interrupt("SysTick")>]\nlet tick () : unit = Interrupt.critical (fun () -> hook 7)\n[<EntryPoint>]\nlet main () =\n    use' ()\n    index <- 2\n    index\n`;
    return graphOf('P.fs', text)
      .value?.nodesOf('value')
      .find(({ name }) => name.endsWith('index'))?.sharing;
  };
  const stored =
    "let mutable hook = fun (n: int) -> ()\nlet use' () = Interrupt.critical (fun () -> hook <- fun n -> index <- n)";
  expect(sharingOf(stored)).toBe('interrupts');
  expect(sharingOf(stored.replace('index <- n', '()'))).toBe('none');
  expect(sharingOf("let hook = fun (n: int) -> index <- n\nlet use' () = ()")).toBe('interrupts');
});
