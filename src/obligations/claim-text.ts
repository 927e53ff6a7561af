// In: a claim over role names. Out: the claim in the program's words: `0 <= i && i < buffer.Length`.
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Term } from '../smt/term.ts';
import type { Claim } from './claim.ts';

const infix: Readonly<Record<string, string>> = {
  '+': '+',
  '*': '*',
  '<=': '<=',
  '<': '<',
  '>=': '>=',
  '>': '>',
  '=': '=',
  distinct: '<>',
  and: '&&',
  or: '||',
  mod: '%',
  div: '/',
};

export function textOfClaim(psg: Psg, claim: Claim): string {
  const names = new Map(claim.roles.map(({ role, node, of }) => [role, nameOfRole(psg, node, of)]));
  return print(claim.check, names, 0);
}

function nameOfRole(psg: Psg, id: NodeId, of: 'value' | 'length'): string {
  const text = sourceText(psg, id);
  if (of === 'value') return text;
  return `${/^[\w.']+$/.test(text) ? text : `(${text})`}.Length`;
}

/** The source text of a node on one line. A number that stands for what was left out (the index of `Ptr.read p`) is its value. */
export function sourceText(psg: Psg, id: NodeId): string {
  const node = psg.node(id);
  const text = node.span.file.text.slice(node.span.start, node.span.end).replace(/\s+/g, ' ').trim();
  const isImplied = node.kind === 'literal' && typeof node.value === 'bigint' && !/^[-\d'(]/.test(text);
  return isImplied ? String(node.value) : text;
}

function precedence(term: Term): number {
  if (term.kind !== 'apply') return 9;
  switch (term.operator) {
    case 'or':
    case '=>':
      return 1;
    case 'and':
      return 2;
    case '+':
    case '-':
      return 4;
    case '*':
    case 'div':
    case 'mod':
      return 5;
    case 'not':
    case 'ite':
      return 8;
    default:
      return 3;
  }
}

function print(term: Term, names: ReadonlyMap<string, string>, around: number): string {
  switch (term.kind) {
    case 'integer':
    case 'boolean':
      return String(term.value);
    case 'symbol': {
      const name = names.get(term.name) ?? term.name;
      const isAtom = /^[\w.']+$/.test(name) || /^\(.*\)\.Length$/.test(name);
      return isAtom || around <= 2 ? name : `(${name})`;
    }
    case 'apply': {
      const own = precedence(term);
      const operands = (at: number) => term.operands.map((operand) => print(operand, names, at));
      const text = printApplication(term.operator, operands, own);
      return own <= around ? `(${text})` : text;
    }
  }
}

function printApplication(operator: string, operands: (at: number) => readonly string[], own: number): string {
  switch (operator) {
    case 'not':
      return `not ${operands(own)[0] ?? ''}`;
    case '=>':
      return `not ${operands(8)[0] ?? ''} || ${operands(own)[1] ?? ''}`;
    case '-': {
      const [first, ...rest] = operands(own);
      return rest.length === 0 ? `-${first}` : [first, ...rest].join(' - ');
    }
    case 'ite': {
      const [condition, then, otherwise] = operands(0);
      return `if ${condition} then ${then} else ${otherwise}`;
    }
    default:
      return operands(own).join(` ${infix[operator] ?? operator} `);
  }
}
