// In: a claim over role names. Out: the claim in the program's words: `0 <= i && i < buffer.Length`.
import { never } from '../base/never.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Term } from '../smt/term.ts';
import type { Claim } from './claim.ts';
import type { Role } from './obligation.ts';

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

export function textOfClaim(psg: Psg, subject: NodeId, claim: Claim): string {
  const names = new Map(claim.roles.map(({ role, node, of }) => [role, nameOfRole(psg, subject, node, of)]));
  return print(claim.check, names, 0);
}

function nameOfRole(psg: Psg, subject: NodeId, id: NodeId, of: Role['of']): string {
  const text = sourceText(psg, subject, id);
  switch (of) {
    case 'value':
    case 'exact':
      return text;
    case 'length':
      return `${/^[\w.']+$/.test(text) ? text : `(${text})`}.Length`;
    case 'opens':
    case 'closes':
      return never('claims about scopes have their own words');
  }
}

/** The source text of a node on one line. What the source leaves out (the index of `Ptr.read p`, an end of `a.[1 ..]`) has the place of the whole: it is spelt out. */
function sourceText(psg: Psg, subject: NodeId, id: NodeId): string {
  const { span } = psg.node(id);
  const whole = psg.node(subject).span;
  const isImplied = id !== subject && span.file === whole.file && span.start === whole.start && span.end === whole.end;
  return (isImplied ? spell(psg, id) : undefined) ?? textAt(psg, id);
}

function textAt(psg: Psg, id: NodeId): string {
  const { span } = psg.node(id);
  return span.file.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
}

/** A name that stands for an expression evaluated once: the expression. */
function nameBehind(psg: Psg, binding: NodeId): string | undefined {
  for (const { user, role } of psg.users(binding)) {
    const node = psg.node(user);
    if (node.kind !== 'let' || role !== 'binding') continue;
    const text = textAt(psg, node.operand);
    const name = psg.expect(binding, 'binding').name;
    // a name of the program's own stands in its source
    return textAt(psg, binding).startsWith(name) ? undefined : text;
  }
  return undefined;
}

const operators = { add: '+', subtract: '-', multiply: '*' } as const;

function spell(psg: Psg, id: NodeId): string | undefined {
  const node = psg.node(id);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'bigint' ? String(node.value) : undefined;
    case 'local':
      return nameBehind(psg, node.binding) ?? psg.expect(node.binding, 'binding').name;
    case 'length':
      return `${spell(psg, node.collection) ?? textAt(psg, node.collection)}.Length`;
    case 'primitive': {
      const [left, right] = node.operands;
      const operator = Object.entries(operators).find(([name]) => name === node.operator)?.[1];
      if (!operator || left === undefined || right === undefined) return undefined;
      return `${spell(psg, left) ?? textAt(psg, left)} ${operator} ${spell(psg, right) ?? textAt(psg, right)}`;
    }
    default:
      return undefined;
  }
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
