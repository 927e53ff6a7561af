// A syntax tree as text: one parenthesised form per node, broken over lines when long. Spans are left out.
import type { SyntaxFile } from '../../src/fncs/syntax.ts';

type Form = string | readonly Form[];

export function showFile(file: SyntaxFile): string {
  const path = file.path.map((name) => name.text).join('.');
  const head =
    path === '' && file.attributes.length === 0 ? [] : [show(['module', path, ...file.attributes.map(formOf)])];
  return [...head, ...file.declarations.map((declaration) => show(formOf(declaration)))].join('\n\n');
}

export function showNode(node: unknown): string {
  return show(formOf(node));
}

function show(form: Form, indent = ''): string {
  const flat = flatten(form);
  if (typeof form === 'string' || indent.length + flat.length <= 110) return flat;
  const [head = '', ...rest] = form;
  const inner = `${indent}  `;
  return `(${flatten(head)}${rest.map((each) => `\n${inner}${show(each, inner)}`).join('')})`;
}

function flatten(form: Form): string {
  return typeof form === 'string' ? form : `(${form.map(flatten).join(' ')})`;
}

type Node = Readonly<Record<string, unknown>>;

/** Literals and names become words; a field that is absent, false or empty is left out. */
function formOf(value: unknown): Form {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return ['list', ...value.map(formOf)];
  if (typeof value !== 'object' || value === null) return '()';
  const node = value as Node;
  const short = shortForm(node);
  if (short !== undefined) return short;
  const { kind, span: _span, ...fields } = node;
  const parts = Object.entries(fields).flatMap(([name, field]): Form[] => {
    if (field === undefined || field === false || (Array.isArray(field) && field.length === 0)) return [];
    if (field === true) return [name];
    if (Array.isArray(field)) return [[`${name}:`, ...field.map(formOf)]];
    return /^(value|target|argument|function|left|right|inner|body|operator|name|pattern|type)$/.test(name)
      ? [formOf(field)]
      : [[`${name}:`, formOf(field)]];
  });
  return typeof kind === 'string' ? [kind, ...parts] : parts.length === 1 && parts[0] !== undefined ? parts[0] : parts;
}

function shortForm(node: Node): Form | undefined {
  if (node.kind === undefined && typeof node.text === 'string' && 'span' in node) return node.text;
  switch (node.kind) {
    case 'integer':
      return `${node.value}${node.suffix}${node.radix === 10 ? '' : `/${node.radix}`}`;
    case 'float':
      return `${Object.is(node.value, -0) ? '-0' : node.value}${node.bits === 32 ? 'f' : '.'}`;
    case 'string':
      return JSON.stringify(node.value);
    case 'bytes':
      return `${JSON.stringify(node.value)}B`;
    case 'character':
      return `'${String.fromCodePoint(Number(node.value))}'`;
    case 'boolean':
      return String(node.value);
    case 'unit':
      return 'unit';
    case 'literal':
      return node.measure === undefined ? formOf(node.value) : ['literal', formOf(node.value), formOf(node.measure)];
    case 'name':
      return typeof node.text === 'string' ? node.text : formOf(node.name);
    case 'named':
      return Array.isArray(node.arguments) && node.arguments.length > 0
        ? [pathOf(node.path), ...node.arguments.map(formOf)]
        : pathOf(node.path);
    case 'variable':
      return `'${node.name}`;
    case 'infix':
      return [formOf(node.operator), formOf(node.left), formOf(node.right)];
    case 'member':
      return ['.', formOf(node.target), formOf(node.name)];
    case 'apply':
      return [formOf(node.function), formOf(node.argument)];
    default:
      return undefined;
  }
}

function pathOf(path: unknown): string {
  return (path as readonly { readonly text: string }[]).map((name) => name.text).join('.');
}
