// In: a claim at a node. Out: its shape: a digest that does not change when code elsewhere does, and when only places change.
import { digestBytes } from '../base/digest.ts';
import type { Node, NodeId } from '../psg/node.ts';
import { operandsOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { printTerm } from '../smt/term.ts';
import type { Claim } from './claim.ts';

/** Enough to tell claims apart; equal ones are numbered. */
const depthLimit = 8;

export function shapeOf(psg: Psg, subject: Node, claim: Claim): string {
  const roles = claim.roles.map(({ role, node, of }) => `${role} ${of} ${print(psg, node, 0)}`);
  // a claim without roles is told by its subject's own operands; statements inside it do not count
  const own =
    roles.length > 0
      ? roles
      : [
          head(psg, subject),
          ...operandsOf(subject).map(({ role, node }) => `${role} ${print(psg, node, depthLimit - 2)}`),
        ];
  return digestBytes([claim.kind, subject.kind, String(claim.part), printTerm(claim.check), ...own].join('\n')).slice(
    0,
    8,
  );
}

function head(psg: Psg, node: Node): string {
  switch (node.kind) {
    case 'function':
    case 'value':
    case 'binding':
    case 'instance':
      return `${node.kind} ${node.name}`;
    case 'literal':
      return `literal ${node.value}`;
    case 'text':
      return `text ${JSON.stringify(node.text)}`;
    case 'primitive':
      return node.operator;
    case 'field':
    case 'register':
    case 'payload':
      return `${node.kind} ${node.index}`;
    case 'local':
      return head(psg, psg.node(node.binding));
    case 'global':
      return head(psg, psg.node(node.value));
    case 'service':
      return `service ${node.service}`;
    case 'foreign':
      return `foreign ${node.symbol}`;
    default:
      return node.kind;
  }
}

function print(psg: Psg, id: NodeId, depth: number): string {
  const node = psg.node(id);
  const name = head(psg, node);
  if (depth >= depthLimit || isNamed(node)) return name;
  const operands = operandsOf(node).filter(({ role }) => role !== 'match');
  return operands.length === 0
    ? name
    : `(${name} ${operands.map(({ node: operand }) => print(psg, operand, depth + 1)).join(' ')})`;
}

function isNamed(node: Node): boolean {
  return (
    node.kind === 'function' ||
    node.kind === 'value' ||
    node.kind === 'binding' ||
    node.kind === 'local' ||
    node.kind === 'global'
  );
}
