// Project files: defaults, and what is said about a mistake. Each test/fncs/project/*.fidproj has its diagnostics in a .golden file beside it
// (UPDATE_GOLDEN=1 writes them).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { defaultProject, parseProject } from '../../src/fncs/project.ts';
import { boards, provableKinds, targetAliases } from '../../src/fncs/project-schema.ts';
import { obligationKinds } from '../../src/obligations/kinds.ts';
import { defaultRlimit } from '../../src/proofs/discharge.ts';
import { boardNames, findTarget, targetNames } from '../../src/targets/registry.ts';

const folder = join(__dirname, 'project');
const corpus = join(__dirname, '..', '..', 'corpus');

const whole = `
[package]
name = "blinky"
version = "1.2.0"
description = "Blinks"
authors = ["A", "B"]
license = "Apache-2.0"

[compilation]
targets = ["native", "thumbv8m.main-none-eabi", "x86_64-linux"]
memory_model = "stack_only"
max_stack_size = 2048
heap_size = 0

[optimization]
size = true

[platform]
board = "nucleo-l552ze-q"

[build]
sources = ["A.fs", "./sub/B.clef"]
output = "image"
output_kind = "embedded"

[build.output_formats]
elf = true
hex = true

[proof]
rlimit = 1_000_000
allow-uncertified = true
require = ["bounds", "division"]
solver = "z3"

[dependencies]

[waivers]
`;

test('every setting that is built', () => {
  const { value, problems } = parseProject({ path: 'blinky.fidproj', text: whole });
  expect(problems).toEqual([]);
  expect(value).toEqual({
    name: 'blinky',
    version: '1.2.0',
    description: 'Blinks',
    authors: ['A', 'B'],
    license: 'Apache-2.0',
    targets: ['x86_64-linux', 'cortex-m33'],
    board: 'nucleo-l552ze-q',
    memoryModel: 'stack_only',
    maxStackSize: 2048,
    optimization: 'size',
    sources: ['A.fs', 'sub/B.clef'],
    output: 'image',
    outputKind: 'embedded',
    cLibrary: 'none',
    proof: { rlimit: 1_000_000, require: ['bounds', 'division'], certificates: 'optional' },
  });
});

test('the least project has the defaults of a single file', () => {
  const text = '[package]\nname = "Main"\n[build]\nsources = ["src/Main.fs"]\n';
  const { value, problems } = parseProject({ path: 'p.fidproj', text });
  expect(problems).toEqual([]);
  expect(value).toEqual(defaultProject({ path: 'src/Main.fs', text: '' }));
});

test('a console program for Linux may be linked with the C library', () => {
  const project = (more: string) => `[package]\nname = "p"\n[build]\nsources = ["P.fs"]\n${more}`;
  const { value, problems } = parseProject({ path: 'p.fidproj', text: project('c_library = true\n') });
  expect(problems).toEqual([]);
  expect(value?.cLibrary).toBe('linked');
  expect(parseProject({ path: 'p.fidproj', text: project('c_library = false\n') }).value?.cLibrary).toBe('none');
});

const projects = readdirSync(corpus).filter((name) => existsSync(join(corpus, name, `${name}.fidproj`)));

test.each(projects)('the project of corpus/%s is sound', (name) => {
  const text = readFileSync(join(corpus, name, `${name}.fidproj`), 'utf8');
  const { value, problems } = parseProject({ path: `${name}.fidproj`, text });
  expect(problems).toEqual([]);
  expect(value?.name).toBe(name);
  for (const target of value?.targets ?? []) expect(findTarget(target)).toBeDefined();
});

const wrong = readdirSync(folder).filter((name) => name.endsWith('.fidproj'));

test('there are wrong projects', () => {
  expect(wrong.length).toBeGreaterThan(5);
});

test.each(wrong)('%s', (name) => {
  const { value, problems } = parseProject({ path: name, text: readFileSync(join(folder, name), 'utf8') });
  const printed = renderDiagnostics(problems, 'plain');
  const golden = join(folder, name.replace(/\.fidproj$/, '.golden'));
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, printed);
  expect(printed).toBe(readFileSync(golden, 'utf8'));
  expect(problems.length).toBeGreaterThan(0);
  expect(value).toBeUndefined();
});

test('any text is a project or a diagnostic within the file', () => {
  const pieces = whole.match(/\S+\s*|\n/g) ?? [];
  const soup = fc.array(fc.constantFrom(...pieces, '[x]\n', 'y = {', '"""', '= 1e9\n', '\n', '[[a]]\n'), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        soup.map((each) => each.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const { value, problems } = parseProject({ path: 'p.fidproj', text });
        expect(value === undefined).toBe(problems.length > 0);
        for (const { span } of problems)
          expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
      },
    ),
    { numRuns: 400, seed: 11 },
  );
});

test('names that the schema repeats are those of the rooms that own them', () => {
  expect(provableKinds).toEqual(obligationKinds);
  expect(Object.keys(targetAliases).sort()).toEqual([...targetNames].sort());
  for (const [alias, name] of Object.entries(targetAliases)) expect(findTarget(alias)?.target.name).toBe(name);
  expect(boardNames('cortex-m33')).toEqual(expect.arrayContaining([...boards]));
  expect(defaultProject({ path: 'A.fs', text: '' }).proof.rlimit).toBe(defaultRlimit);
});
