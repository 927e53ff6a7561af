// In: function types, and how many arguments are given to a function of such a type. Out: one graph function for each, which finds by the tag which function
// it is and calls that. Written when it is known which functions there are.
import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { NodeId } from '../node.ts';
import { nameOfType, type Type, wordType } from '../type.ts';
import { applyFunction } from './apply.ts';
import {
  add,
  condition,
  createFrame,
  type Frame,
  type FunctionValue,
  type Given,
  number,
  type ProgramContext,
  readBinding,
  refuse,
  wrapLets,
} from './frame.ts';
import { circleOf, type FunctionType, type FunctionTypes, takes } from './function-type.ts';
import { carry, type Known, keyOf, leavesOf } from './function-value.ts';
import { equal } from './pattern.ts';

interface Member {
  readonly value: Known;
  readonly span: Span;
}

interface Dispatch {
  readonly id: NodeId;
  readonly type: FunctionType;
  readonly span: Span;
  readonly frame: Frame;
  readonly called: NodeId;
  readonly parameters: readonly NodeId[];
  readonly given: readonly Given[];
  readonly result: Type;
  /** One for each member, in order. */
  readonly arms: NodeId[];
}

export interface Dispatches extends Pick<ProgramContext, 'tagOf' | 'dispatchOf'> {
  /** Writes the arms of the functions found since the last time; whether there were any. */
  readonly extend: () => boolean;
  /** Defines the functions; to be called once, when there is nothing left to elaborate. */
  readonly finish: () => void;
}

export function createDispatches(program: () => ProgramContext, types: FunctionTypes): Dispatches {
  const members = new Map<FunctionType, Member[]>();
  const tags = new Map<string, number>();
  const dispatches = new Map<string, Dispatch>();
  const membersOf = (type: FunctionType): Member[] => {
    const known = members.get(type) ?? [];
    members.set(type, known);
    return known;
  };
  return {
    tagOf: (value, span) => {
      const key = `${value.type.union.name} ${keyOf(value)}`;
      const known = tags.get(key);
      if (known !== undefined) return known;
      const list = membersOf(value.type);
      const tag = list.length;
      tags.set(key, tag);
      list.push({ value, span });
      value.type.cases.push({ name: value.template.name, fields: fieldsOf(program(), value) });
      return tag;
    },
    dispatchOf: (type, count, span) => {
      const key = `${type.union.name} ${count}`;
      const known = dispatches.get(key) ?? begin(program(), types, type, count, span);
      dispatches.set(key, known);
      return known.id;
    },
    extend: () => {
      let found = false;
      for (const each of dispatches.values()) {
        const list = membersOf(each.type);
        for (let member = list[each.arms.length]; member; member = list[each.arms.length]) {
          each.arms.push(armOf(each, member));
          found = true;
        }
      }
      return found;
    },
    finish: () => {
      if (refuseCircle(program(), types, membersOf)) return;
      for (const each of dispatches.values()) define(each);
      // A type must have a case, also when the program has no function of the type.
      for (const { cases } of types.all()) if (cases.length === 0) cases.push({ name: 'none', fields: [] });
    },
  };
}

function fieldsOf(program: ProgramContext, value: Known): readonly { readonly name: string; readonly type: Type }[] {
  return leavesOf(value).map((binding) => {
    const node = program.builder.node(binding);
    return node.kind === 'binding' ? { name: node.name, type: node.type } : never('captured names are bound');
  });
}

function begin(program: ProgramContext, types: FunctionTypes, type: FunctionType, count: number, span: Span): Dispatch {
  const { parameters, result } = takes(types, type, count);
  const frame = createFrame(program, `apply ${nameOfType(type.union)}`, { types: new Map(), functions: types });
  const parameter = (name: string, of: Type): NodeId =>
    add(frame, { kind: 'binding', name, type: of, mutability: 'immutable', role: 'parameter' }, span);
  const called = parameter('function', type.union);
  const bindings = parameters.map((each, at) =>
    each.kind === 'unit' ? undefined : parameter(`argument${at + 1}`, each),
  );
  const given = bindings.map((binding, at): Given => {
    if (binding === undefined) return { kind: 'unit' };
    const inner = types.find(parameters[at] ?? never('one binding per parameter'));
    return inner ? { kind: 'chosen', binding, type: inner } : { kind: 'value', node: binding }; // exchanged for a read in each arm
  });
  const passed = [called, ...bindings.filter((each) => each !== undefined)];
  return { id: program.builder.reserve(), type, span, frame, called, parameters: passed, given, result, arms: [] };
}

function armOf({ frame, called, given, type, span }: Dispatch, { value }: Member): NodeId {
  const tag = frame.program.tagOf(value, span);
  const fields = type.cases[tag]?.fields ?? never('every member has its case');
  const read = (): NodeId => readBinding(frame, called, span);
  const lets = fields.map((field, index) => {
    const binding = add(
      frame,
      { kind: 'binding', name: field.name, type: field.type, mutability: 'immutable', role: 'local' },
      span,
    );
    const operand = add(frame, { kind: 'payload', type: field.type, operand: read(), tag, index }, span);
    return { binding, operand, span };
  });
  const leaves = leavesOf(value);
  const here: FunctionValue = carryInOrder(
    value,
    leaves.length,
    lets.map((each) => each.binding),
  );
  const own = given.map(
    (each): Given => (each.kind === 'value' ? { kind: 'value', node: readBinding(frame, each.node, span) } : each),
  );
  return wrapLets(frame, lets, applyFunction(frame, here, own, span));
}

/** One name may be captured twice: leaves are exchanged by their place. */
function carryInOrder(value: Known, count: number, bindings: readonly NodeId[]): Known {
  let at = 0;
  const carried = carry(value, () => bindings[at++] ?? never('one binding per leaf'));
  return at === count ? carried : never('every leaf has its binding');
}

function define({ id, type, span, frame, called, parameters, result, arms }: Dispatch): void {
  const last = arms.at(-1);
  if (last === undefined) {
    refuse(frame, {
      code: 'FS8299',
      span,
      title: 'No function to call.',
      detail: `A function of type ${nameOfType(type.union)} is called here, but the program makes none.`,
      hint: 'Remove the call, or give it a function.',
    });
    return;
  }
  const tag = (): NodeId =>
    add(frame, { kind: 'tag', type: wordType, operand: readBinding(frame, called, span) }, span);
  const body = arms
    .slice(0, -1)
    .reduceRight<NodeId>(
      (rest, arm, at) =>
        condition(frame, equal(frame, tag(), number(frame, wordType, at, span), span), arm, rest, span),
      last,
    );
  frame.program.builder.define(
    id,
    {
      kind: 'function',
      name: frame.name,
      parameters,
      result,
      requires: [],
      ensures: [],
      body,
      inline: 'as-needed',
      role: 'internal',
    },
    span,
  );
}

function refuseCircle(
  program: ProgramContext,
  types: FunctionTypes,
  membersOf: (type: FunctionType) => readonly Member[],
): boolean {
  const circle = circleOf(types);
  if (!circle) return false;
  const member = membersOf(circle.type)[circle.tag];
  program.problems.push({
    severity: 'error',
    code: 'FS8298',
    span: member?.span ?? never('a circle of function types goes through a capture'),
    title: 'A function would contain itself.',
    detail: `This function captures a function that is not known here, and may become one of type ${nameOfType(circle.type.union)} that it captures itself: it would have no size.`,
    hint: 'Keep what the functions need in a record or an array, and choose the function by a `match`.',
  });
  return true;
}
