// In: the graph. Out: the same program in the `firefly` dialect, every pointer with its region and access: kept as evidence and verified by mlir-opt, never compiled.
// Types are written as the graph has them, so a value of another region or access than its place demands is an operation that the dialect refuses.
import { assertNever, never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { Target } from '../memory/target.ts';
import { type NodeId, type NodeOf, operandsOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Type } from '../psg/type.ts';
import { dialectType } from './dialect-type.ts';
import { largestArity } from './firefly-dialect.ts';
import { locationOf, quote, symbolName } from './writer.ts';

/** An SSA value with its type's spelling. */
interface Typed {
  readonly name: string;
  readonly type: string;
}

interface Text {
  readonly psg: Psg;
  readonly target: Target;
  readonly lines: string[];
  readonly bindings: Map<NodeId, { readonly value: Typed; readonly storage: 'value' | 'cell' }>;
  readonly fresh: () => string;
}

export function emitDialect(psg: Psg, target: Target): string {
  const lines = ['module {'];
  for (const value of psg.values) lines.push(...valueText(psg, target, value));
  for (const id of reachable(psg)) lines.push(...functionText(psg, target, id));
  return `${[...lines, '}'].join('\n')}\n`;
}

/** The entry point and what it and the module-level values call, in the order of the graph. */
function reachable(psg: Psg): readonly NodeId[] {
  const seen = new Set<NodeId>();
  const queue: NodeId[] = [psg.entry, ...psg.interrupts, ...psg.values];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...operandsOf(psg.node(id)).map((each) => each.node));
  }
  return psg.nodesOf('function').flatMap(({ id }) => (seen.has(id) ? [id] : []));
}

function makeText(psg: Psg, target: Target): Text {
  let names = 0;
  return { psg, target, lines: [], bindings: new Map(), fresh: () => `%v${names++}` };
}

/** Names may repeat (instances of generics): the node tells them apart. */
function functionSymbol(psg: Psg, id: NodeId): string {
  return symbolName(`${psg.expect(id, 'function').name}#${id}`);
}

function functionText(psg: Psg, target: Target, id: NodeId): readonly string[] {
  const text = makeText(psg, target);
  const node = psg.expect(id, 'function');
  const parameters = node.parameters.map((parameter): Typed => {
    const binding = psg.expect(parameter, 'binding');
    const value: Typed = { name: text.fresh(), type: dialectType(binding.type, target) };
    return value;
  });
  node.parameters.forEach((parameter, index) => {
    bind(text, parameter, parameters[index] ?? never('one value per parameter'));
  });
  const result = expression(text, node.body);
  text.lines.push(`    func.return ${result.name} : ${result.type} ${locationOf(node.span)}`);
  const list = parameters.map(({ name, type }) => `${name}: ${type}`).join(', ');
  const head = `  func.func ${functionSymbol(psg, id)}(${list}) -> ${dialectType(node.result, target)} {`;
  return [head, ...text.lines, `  } ${locationOf(node.span)}`];
}

/** The initial value of a module-level value, as a function of its own. */
function valueText(psg: Psg, target: Target, id: NodeId): readonly string[] {
  const text = makeText(psg, target);
  const node = psg.expect(id, 'value');
  const initial = conform(text, expression(text, node.initial), node.type, node.span);
  text.lines.push(`    func.return ${initial.name} : ${initial.type} ${locationOf(node.span)}`);
  const head = `  func.func ${symbolName(`${node.name}#${id}`)}() -> ${dialectType(node.type, target)} attributes {firefly.region = "${node.region}"} {`;
  return [head, ...text.lines, `  } ${locationOf(node.span)}`];
}

/** One operation in MLIR's generic form. */
function operation(
  text: Text,
  name: string,
  operands: readonly Typed[],
  result: string | undefined,
  span: Span,
  attributes = '',
): Typed {
  const value: Typed = { name: result === undefined ? '' : text.fresh(), type: result ?? 'none' };
  const assigned = result === undefined ? '' : `${value.name} = `;
  const types = `(${operands.map((each) => each.type).join(', ')}) -> ${result ?? '()'}`;
  text.lines.push(
    `    ${assigned}"${name}"(${operands.map((each) => each.name).join(', ')})${attributes} : ${types} ${locationOf(span)}`,
  );
  return value;
}

function compute(text: Text, what: string, operands: readonly Typed[], type: string, span: Span): Typed {
  const attributes = ` {operation = ${quote(what)}}`;
  const name =
    operands.length <= largestArity ? `firefly.compute_${operands.length}` : 'builtin.unrealized_conversion_cast';
  return operation(text, name, operands, type, span, attributes);
}

function unit(text: Text, span: Span): Typed {
  return compute(text, 'unit', [], 'none', span);
}

function done(text: Text, span: Span, name: string, operands: readonly Typed[]): Typed {
  operation(text, name, operands, undefined, span);
  return unit(text, span);
}

/** A value where a type is declared: the operation is refused unless the types are the same. */
function conform(text: Text, value: Typed, declared: Type, span: Span): Typed {
  const type = dialectType(declared, text.target);
  return value.type === type ? value : operation(text, 'firefly.bind', [value], type, span);
}

function bind(text: Text, id: NodeId, value: Typed): void {
  const binding = text.psg.expect(id, 'binding');
  const bound = conform(text, value, binding.type, binding.span);
  if (binding.mutability === 'immutable') {
    text.bindings.set(id, { value: bound, storage: 'value' });
    return;
  }
  const cell = operation(text, 'firefly.cell_new', [bound], `!firefly.cell<${bound.type}>`, binding.span);
  text.bindings.set(id, { value: cell, storage: 'cell' });
}

function typeAt(text: Text, id: NodeId): Type {
  const node = text.psg.node(id);
  return node.kind === 'function' ? never('a function is no value') : node.type;
}

function expression(text: Text, id: NodeId): Typed {
  const node = text.psg.node(id);
  const spell = (type: Type): string => dialectType(type, text.target);
  const all = (ids: readonly NodeId[]): readonly Typed[] => ids.map((each) => expression(text, each));
  switch (node.kind) {
    case 'function':
    case 'value':
    case 'binding':
      return never(`node ${id} is an expression`);
    case 'literal':
      return compute(
        text,
        node.value === undefined ? 'unit' : `literal ${node.value}`,
        [],
        spell(node.type),
        node.span,
      );
    case 'text':
      return compute(text, `text ${JSON.stringify(node.text)}`, [], spell(node.type), node.span);
    case 'local': {
      const { value, storage } = text.bindings.get(node.binding) ?? never(`binding ${node.binding} is in scope`);
      return storage === 'value' ? value : operation(text, 'firefly.cell_get', [value], spell(node.type), node.span);
    }
    case 'global':
      return compute(text, `global ${text.psg.expect(node.value, 'value').name}`, [], spell(node.type), node.span);
    case 'primitive':
      return compute(text, checked(node.operator, node), all(node.operands), spell(node.type), node.span);
    case 'service':
      return compute(text, node.service, all(node.operands), spell(node.type), node.span);
    case 'foreign':
      return compute(text, `foreign ${node.symbol}`, all(node.operands), spell(node.type), node.span);
    case 'convert':
      return compute(text, checked(node.kind, node), all([node.operand]), spell(node.type), node.span);
    case 'tag':
      return compute(text, node.kind, all([node.operand]), spell(node.type), node.span);
    case 'call':
      return call(text, node);
    case 'aggregate': {
      const operands = all(node.operands).map((operand, index) =>
        conform(text, operand, fieldType(node.type, index), node.span),
      );
      return compute(text, 'aggregate', operands, spell(node.type), node.span);
    }
    case 'field':
      return compute(text, `field ${node.index}`, all([node.operand]), spell(node.type), node.span);
    case 'case': {
      const operands = all(node.operands).map((operand, index) =>
        conform(text, operand, payloadType(node.type, node.tag, index), node.span),
      );
      return compute(text, `case ${node.tag}`, operands, spell(node.type), node.span);
    }
    case 'payload':
      return compute(text, `payload ${node.tag}.${node.index}`, all([node.operand]), spell(node.type), node.span);
    case 'array-literal':
      return operation(
        text,
        'firefly.new_array',
        all(node.operands),
        spell(node.type),
        node.span,
        ` {region = "${node.region}"}`,
      );
    case 'array-fill':
      return compute(
        text,
        `array of ${node.length} in ${node.region}`,
        all([node.initial]),
        spell(node.type),
        node.span,
      );
    case 'length':
      return compute(text, 'length', all([node.collection]), spell(node.type), node.span);
    case 'element':
      return element(text, node);
    case 'set-element':
      return setElement(text, node);
    case 'slice':
      return compute(text, 'slice', all([node.collection, node.first, node.last]), spell(node.type), node.span);
    case 'weaken': {
      const operand = expression(text, node.operand);
      if (node.type.kind !== 'pointer') return compute(text, 'weaken', [operand], spell(node.type), node.span);
      return operand.type === spell(node.type)
        ? operand
        : operation(text, 'firefly.weaken', [operand], spell(node.type), node.span);
    }
    case 'instance':
      return compute(text, `instance ${node.name}`, [], spell(node.type), node.span);
    case 'register':
      return compute(text, `register ${node.index}`, all([node.operand]), spell(node.type), node.span);
    case 'raw-read':
      return compute(text, 'raw-read', all([node.address]), spell(node.type), node.span);
    case 'raw-write':
      return done(text, node.span, 'firefly.effect_2', all([node.address, node.operand]));
    case 'let':
      bind(text, node.binding, expression(text, node.operand));
      return expression(text, node.body);
    case 'assign': {
      const { value } = text.bindings.get(node.binding) ?? never(`binding ${node.binding} is in scope`);
      return done(text, node.span, 'firefly.cell_set', [value, expression(text, node.operand)]);
    }
    case 'assign-global': {
      const operand = conform(text, expression(text, node.operand), typeAt(text, node.value), node.span);
      return done(text, node.span, 'firefly.effect_1', [operand]);
    }
    case 'sequence':
      return all(node.items).at(-1) ?? never('a sequence has items');
    case 'if':
      return conditional(text, node);
    case 'while':
      return whileLoop(text, node);
    case 'for':
      return forLoop(text, node);
    case 'critical':
      return expression(text, node.body);
    case 'facts':
      return unit(text, node.span);
    case 'claim':
      return done(text, node.span, 'firefly.effect_1', all([node.condition]));
    case 'match':
      return expression(text, node.body);
    case 'match-failure':
      return compute(text, 'match-failure', [], spell(node.type), node.span);
    default:
      return assertNever(node);
  }
}

function fieldType(type: Type, index: number): Type {
  if (type.kind === 'tuple') return type.items[index] ?? never(`item ${index} exists`);
  if (type.kind === 'record') return type.fields[index]?.type ?? never(`field ${index} exists`);
  return never('an aggregate is a tuple or a record');
}

function payloadType(type: Type, tag: number, index: number): Type {
  if (type.kind !== 'union') return never('a case belongs to a union');
  return type.cases[tag]?.fields[index]?.type ?? never(`field ${index} of case ${tag} exists`);
}

/** MLIR itself compares the operands with the callee's parameters. */
function call(text: Text, node: NodeOf<'call'>): Typed {
  const operands = node.operands.map((operand) => expression(text, operand));
  const value: Typed = { name: text.fresh(), type: dialectType(node.type, text.target) };
  const types = operands.map((each) => each.type).join(', ');
  const names = operands.map((each) => each.name).join(', ');
  text.lines.push(
    `    ${value.name} = func.call ${functionSymbol(text.psg, node.callee)}(${names}) : (${types}) -> ${value.type} ${locationOf(node.span)}`,
  );
  return value;
}

function element(text: Text, node: NodeOf<'element'>): Typed {
  const [collection, index] = [expression(text, node.collection), expression(text, node.index)];
  const type = dialectType(node.type, text.target);
  if (typeAt(text, node.collection).kind !== 'pointer')
    return compute(text, 'element', [collection, index], type, node.span);
  return operation(text, 'firefly.read', [collection, index], type, node.span);
}

function setElement(text: Text, node: NodeOf<'set-element'>): Typed {
  const operands = [node.collection, node.index, node.operand].map((each) => expression(text, each));
  const { kind } = typeAt(text, node.collection);
  return done(
    text,
    node.span,
    kind === 'pointer' ? 'firefly.write' : kind === 'span' ? 'firefly.set_span' : 'firefly.set_array',
    operands,
  );
}

/** A nested region; its lines are indented by the reader's eye only through braces. */
function nested(text: Text, id: NodeId, span: Span): void {
  const value = expression(text, id);
  text.lines.push(`    scf.yield ${value.name} : ${value.type} ${locationOf(span)}`);
}

function conditional(text: Text, node: NodeOf<'if'>): Typed {
  const condition = expression(text, node.condition);
  const value: Typed = { name: text.fresh(), type: dialectType(node.type, text.target) };
  text.lines.push(`    ${value.name} = scf.if ${condition.name} -> (${value.type}) {`);
  nested(text, node.then, node.span);
  text.lines.push('    } else {');
  nested(text, node.otherwise, node.span);
  text.lines.push(`    } ${locationOf(node.span)}`);
  return value;
}

function whileLoop(text: Text, node: NodeOf<'while'>): Typed {
  text.lines.push('    scf.while : () -> () {');
  const condition = expression(text, node.condition);
  text.lines.push(`    scf.condition(${condition.name}) ${locationOf(node.span)}`, '    } do {');
  expression(text, node.body);
  text.lines.push(`    scf.yield ${locationOf(node.span)}`, `    } ${locationOf(node.span)}`);
  return unit(text, node.span);
}

/** `in-range` tells whether there is another round, without stepping over the end of the type; `next` makes the variable of that round. */
function forLoop(text: Text, node: NodeOf<'for'>): Typed {
  const [from, to] = [expression(text, node.from), expression(text, node.to)];
  const variable: Typed = { name: text.fresh(), type: from.type };
  const inner: Typed = { name: text.fresh(), type: from.type };
  text.lines.push(
    `    %done${variable.name.slice(1)} = scf.while (${variable.name} = ${from.name}) : (${from.type}) -> ${from.type} {`,
  );
  const more = compute(text, `in-range ${node.direction}`, [variable, to], 'i1', node.span);
  text.lines.push(
    `    scf.condition(${more.name}) ${variable.name} : ${variable.type} ${locationOf(node.span)}`,
    '    } do {',
  );
  text.lines.push(`    ^bb0(${inner.name}: ${inner.type}):`);
  text.bindings.set(node.binding, {
    value: conform(text, inner, typeAt(text, node.binding), node.span),
    storage: 'value',
  });
  expression(text, node.body);
  const next = compute(text, `next ${node.direction}`, [inner], inner.type, node.span);
  text.lines.push(
    `    scf.yield ${next.name} : ${next.type} ${locationOf(node.span)}`,
    `    } ${locationOf(node.span)}`,
  );
  return unit(text, node.span);
}

/** The name of an operation that is claimed not to overflow. */
function checked(name: string, { overflow }: { readonly overflow?: 'checked' }): string {
  return overflow ? `${overflow} ${name}` : name;
}
