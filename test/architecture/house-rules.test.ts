import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow, nodesOf, repository, type Tree, typeScriptBelow } from './source-files.ts';

const sources = typeScriptBelow('src');
const tests = typeScriptBelow('test');
const all = [...sources, ...tests, ...typeScriptBelow('reports')];

function run(command: string, ...options: readonly string[]) {
  const done = spawnSync(process.execPath, [join(repository, 'node_modules', ...command.split('/')), ...options], {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 64 << 20,
  });
  return { status: done.status, output: `${done.stdout}${done.stderr}`.slice(0, 4000) };
}

test('the sources type-check', () => {
  expect(run('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')).toEqual({ status: 0, output: '' });
});

test('the tests type-check', () => {
  expect(run('typescript/bin/tsc', '--noEmit', '-p', 'test/tsconfig.json')).toEqual({ status: 0, output: '' });
});

test('formatted and lint-free', () => {
  const { status, output } = run('@biomejs/biome/bin/biome', 'check', '.');
  expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
});

test('file names are kebab-case and say what the file does', () => {
  const banned = new Set([
    'util',
    'utils',
    'helper',
    'helpers',
    'common',
    'misc',
    'manager',
    'handler',
    'handlers',
    'stuff',
  ]);
  const wrong = all
    .map((f) => f.path)
    .filter((path) => {
      const stem = basename(path).replace(/(\.test|\.d)?\.ts$/, '');
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || stem.split('-').some((word) => banned.has(word));
    });
  expect(wrong).toEqual([]);
});

test('each source file begins with a comment that says what goes in and what comes out', () => {
  const first = (text: string) => (text.startsWith('#!') ? text.slice(text.indexOf('\n') + 1) : text);
  const wrong = sources.filter((f) => !/^(\/\/ \S.{20}|\/\*\*?\s)/.test(first(f.text))).map((f) => f.path);
  expect(wrong).toEqual([]);
});

test('no any, no enum, no non-null assertions, no boolean parameters, no classes without a private field', () => {
  const wrong = sources.flatMap((f) => [...nodesOf(f.tree)].flatMap(brokenRule).map((rule) => `${f.path}: ${rule}`));
  expect(wrong).toEqual([]);
});

test('nothing silenced, skipped or left for later', () => {
  const self = 'test/architecture/house-rules.test.ts';
  const marks =
    /@ts-(ignore|nocheck|expect-error)|biome-ignore|\b(TODO|FIXME|XXX|HACK)\b|\bnot implemented\b|\bunimplemented\b|\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe|test)\(/i;
  const wrong = all
    .filter((f) => f.path !== self)
    .flatMap((f) => {
      const found = marks.exec(f.text);
      return found ? [`${f.path}: ${found[0]}`] : [];
    });
  expect(wrong).toEqual([]);
});

test('every test file asserts something', () => {
  const files = tests.filter((f) => f.path.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter((f) => !/\bexpect\(|\bassert\w*\(|\bfc\.assert\(/.test(f.text)).map((f) => f.path)).toEqual([]);
});

test('package versions are exact', () => {
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
});

test('every package that is imported is declared, and every declared one is used', () => {
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const packageOf = (specifier: string) =>
    specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
  const imported = (files: typeof all) =>
    new Set(files.flatMap((f) => f.imports.filter((i) => i.path === undefined).map((i) => packageOf(i.specifier))));
  const bySources = imported([...sources, ...typeScriptBelow('reports')]);
  const undeclared = [...bySources].filter((name) => !name.startsWith('node:') && !(name in manifest.dependencies));
  expect(undeclared).toEqual([]);
  const scripts = filesBelow('.ci').map((path) => readFileSync(join(repository, path), 'utf8'));
  const isUsed = (name: string) => bySources.has(name) || scripts.some((text) => text.includes(name));
  expect(Object.keys(manifest.dependencies).filter((name) => !isUsed(name))).toEqual([]);
});

/** The house rules that one node of a source file breaks. */
function brokenRule(node: Tree): readonly string[] {
  switch (node.type) {
    case 'TsKeywordType':
      return node.kind === 'any' ? ['any'] : [];
    case 'TsEnumDeclaration':
      return ['enum'];
    case 'TsNonNullExpression':
      return ['non-null assertion'];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return isJustified(node) ? [] : [`class ${String((node.identifier as Tree | undefined)?.value)}`];
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassMethod':
      return booleanParameters(node);
    default:
      return [];
  }
}

/** A class may guard an invariant by a private field, or be an error that is thrown. */
function isJustified(node: Tree): boolean {
  const parent = node.superClass as Tree | null | undefined;
  const members = node.body as readonly Tree[];
  return /Error$|^Worker$/.test(String(parent?.value ?? '')) || members.some((m) => m.type === 'PrivateProperty');
}

function booleanParameters(node: Tree): readonly string[] {
  const target = (node.type === 'ClassMethod' ? node.function : node) as Tree;
  const parameters = (target.params ?? []) as readonly Tree[];
  return parameters.flatMap((parameter) => {
    const pattern = (parameter.type === 'Parameter' ? parameter.pat : parameter) as Tree;
    const annotation = (pattern.typeAnnotation as Tree | null | undefined)?.typeAnnotation as Tree | undefined;
    const isBoolean = annotation?.type === 'TsKeywordType' && annotation.kind === 'boolean';
    // A boolean that is data (a value of the language, an operand) is no switch.
    const isData = /^(value|left|right)$/.test(String(pattern.value));
    return isBoolean && !isData ? [`boolean parameter ${String(pattern.value)}`] : [];
  });
}
