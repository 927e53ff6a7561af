// In: a graph. Out: its core as indented text, one definition after the other: for people, golden files and `firefly psg --format text`.
import type { Node, NodeId } from './node.ts';
import { operandsOf } from './node.ts';
import type { Psg } from './psg.ts';
import { nameOfType } from './type.ts';

/** Functions that the entry point reaches and all module-level values, in creation order. */
export function printGraph(psg: Psg): string {
  const definitions = psg.nodes.filter((node) => node.kind === 'function' || node.kind === 'value');
  return definitions.map((definition) => `${printDefinition(psg, definition)}\n`).join('\n');
}

function printDefinition(psg: Psg, node: Node): string {
  if (node.kind === 'value') {
    return `value ${node.name} : ${nameOfType(node.type)} (${node.mutability}, ${node.region})\n${printExpression(psg, node.initial, 1)}`;
  }
  if (node.kind !== 'function') return '';
  const parameters = node.parameters.map((id) => {
    const parameter = psg.expect(id, 'binding');
    return ` (${parameter.name} : ${nameOfType(parameter.type)})`;
  });
  const contracts = [
    ...node.requires.map((id) => `  requires\n${printExpression(psg, id, 2)}\n`),
    ...node.ensures.map(({ condition }) => `  ensures\n${printExpression(psg, condition, 2)}\n`),
  ];
  const role = node.role === 'entry' ? 'entry ' : '';
  return `${role}function ${node.name}${parameters.join('')} : ${nameOfType(node.result)}\n${contracts.join('')}${printExpression(psg, node.body, 1)}`;
}

const hidden = new Set(['binding', 'callee', 'value', 'match']);

function printExpression(psg: Psg, id: NodeId, depth: number): string {
  const node = psg.node(id);
  const children = operandsOf(node).filter(({ role }) => !hidden.has(role));
  const lines = [`${'  '.repeat(depth)}${headOf(psg, node)}`];
  for (const { role, node: child } of children) {
    const named = role === 'operand' || role === 'item' || role === 'body' ? '' : `${role}:`;
    if (named) lines.push(`${'  '.repeat(depth + 1)}${named}`);
    lines.push(printExpression(psg, child, named ? depth + 2 : depth + 1));
  }
  return lines.join('\n');
}

function headOf(psg: Psg, node: Node): string {
  const nameOf = (id: NodeId): string => {
    const named = psg.node(id);
    return 'name' in named ? named.name : `#${id}`;
  };
  switch (node.kind) {
    case 'literal':
      return `${node.value === undefined ? '()' : node.value} : ${nameOfType(node.type)}`;
    case 'text':
      return JSON.stringify(node.text);
    case 'local':
      return nameOf(node.binding);
    case 'global':
      return `global ${nameOf(node.value)}`;
    case 'primitive':
      return `${node.overflow ?? ''} ${node.operator}`.trimStart();
    case 'convert':
      return `${node.overflow ?? ''} convert : ${nameOfType(node.type)}`.trimStart();
    case 'call':
      return `call ${nameOf(node.callee)}`;
    case 'service':
      return `service ${node.service}`;
    case 'foreign':
      return `foreign ${node.library} ${node.symbol} : ${nameOfType(node.type)}`;
    case 'field':
      return `field ${node.index}`;
    case 'case':
      return `case ${node.tag} : ${nameOfType(node.type)}`;
    case 'payload':
      return `payload ${node.tag}.${node.index}`;
    case 'array-literal':
      return `array-literal in ${node.region}`;
    case 'array-fill':
      return `array-fill ${node.length} in ${node.region} : ${nameOfType(node.type)}`;
    case 'weaken':
      return `weaken : ${nameOfType(node.type)}`;
    case 'instance':
      return `instance ${node.name}`;
    case 'register':
      return `register ${node.index} : ${nameOfType(node.type)}`;
    case 'let':
    case 'assign':
      return `${node.kind} ${nameOf(node.binding)}${mutabilityOf(psg, node.binding)}`;
    case 'assign-global':
      return `assign ${nameOf(node.value)}`;
    case 'for':
      return `for ${nameOf(node.binding)} ${node.direction}`;
    default:
      return node.kind;
  }
}

function mutabilityOf(psg: Psg, id: NodeId): string {
  const binding = psg.node(id);
  return binding.kind === 'binding' && binding.mutability === 'mutable' ? ' (mutable)' : '';
}
