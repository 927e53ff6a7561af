// In: the TypeScript files below a folder. Out: for each its text, syntax tree and imports. Resolves relative imports only; does not check types.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from '@swc/core';

export const repository = join(__dirname, '..', '..');

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path in the repository of a relative import; undefined for packages. */
  readonly path: string | undefined;
  readonly isTypeOnly: boolean;
}

/** A node of swc's tree, seen only as data. */
export type Tree = { readonly [key: string]: unknown };

export interface TypeScriptFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: Tree;
  readonly imports: readonly Import[];
}

export function filesBelow(folder: string): readonly string[] {
  const top = join(repository, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function readTypeScript(path: string): TypeScriptFile {
  const text = readFileSync(join(repository, path), 'utf8');
  const tree = parseSync(text, { syntax: 'typescript', target: 'es2022' }) as unknown as Tree;
  return { path, text, tree, imports: importsOf(path, tree) };
}

export function typeScriptBelow(folder: string): readonly TypeScriptFile[] {
  return filesBelow(folder)
    .filter((path) => path.endsWith('.ts'))
    .map(readTypeScript);
}

/** Every node of a tree, parents first. */
export function* nodesOf(value: unknown): Generator<Tree> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOf(item);
  } else if (typeof value === 'object' && value !== null) {
    const node = value as Tree;
    if (typeof node.type === 'string') yield node;
    for (const key of Object.keys(node)) yield* nodesOf(node[key]);
  }
}

function stringValue(value: unknown): string | undefined {
  const node = value as Tree | null | undefined;
  return node?.type === 'StringLiteral' ? String(node.value) : undefined;
}

function importsOf(path: string, tree: Tree): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: string | undefined, isTypeOnly: boolean) => {
    if (specifier === undefined) return;
    const target = specifier.startsWith('.')
      ? relative(repository, join(repository, dirname(path), specifier))
          .split(sep)
          .join('/')
      : undefined;
    found.push({ specifier, path: target, isTypeOnly });
  };
  for (const node of nodesOf(tree)) {
    switch (node.type) {
      case 'ImportDeclaration':
        add(stringValue(node.source), node.typeOnly === true || onlyTypes(node.specifiers));
        break;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        add(stringValue(node.source), node.typeOnly === true);
        break;
      case 'TsImportType':
        add(stringValue(node.argument), true);
        break;
      case 'CallExpression': {
        const callee = node.callee as Tree;
        const first = (node.arguments as readonly Tree[])[0];
        const isRequire = callee.type === 'Identifier' && callee.value === 'require';
        if (callee.type === 'Import' || isRequire) add(stringValue(first?.expression), false);
        break;
      }
    }
  }
  return found;
}

/** `import { type A, type B }` imports nothing at run time. */
function onlyTypes(specifiers: unknown): boolean {
  const list = specifiers as readonly Tree[];
  return list.length > 0 && list.every((s) => s.isTypeOnly === true);
}
