// In: functions. Out: what indices must not exceed, traced back from where they are used to where they come from: through names, loops, assignments and calls, down
// to elements of arrays. Guesses: a limit that is traced wrongly is only a claim that fails.
import type { NodeId, NodeOf } from '../checker/graph.ts';
import { factorsOf, keyOf, type Polynomial, shift, subtract } from '../checker/polynomial.ts';
import { type Guess, lengthOf, type Names, nameAtom, valueOf } from './guess.ts';
import { argumentsAt, rewrite } from './translate.ts';

/** Elements of what a name shows should be at most so much. */
export interface Need {
  readonly around: NodeId;
  readonly view: NodeId;
  readonly upper: Polynomial;
}

/** A name should be at most so much. */
export interface Limit {
  readonly around: NodeId;
  readonly name: NodeId;
  readonly upper: Polynomial;
}

/** What the case `tag` of a variable holds at `index` should be at most so much. */
export interface PayloadLimit {
  readonly around: NodeId;
  readonly name: NodeId;
  readonly tag: number;
  readonly index: number;
  readonly upper: Polynomial;
}

export interface Needs {
  readonly elements: readonly Need[];
  readonly names: readonly Limit[];
  readonly payloads: readonly PayloadLimit[];
  /** By function: the functions whose results it uses as indices. */
  readonly results: ReadonlyMap<NodeId, ReadonlySet<NodeId>>;
}

export const noNames: Names = new Map();

const mostNeeds = 400;
/** Of one parameter: recursion makes ever more. */
const mostLimits = 16;
const longest = 4;
const deepest = 6;

export function needsOf(guess: Guess, functions: readonly NodeId[]): Needs {
  const { graph } = guess;
  const names = new Map<string, Limit>();
  const found = new Map<string, Need>();
  const payloads = new Map<string, PayloadLimit>();
  const results = new Map<NodeId, Set<NodeId>>();
  /** By parameter: limits that its function needs. */
  const limits = new Map<NodeId, Map<string, Polynomial>>();
  for (let round = 0; round < 3; round++) {
    for (const around of functions) {
      const called = results.get(around) ?? new Set<NodeId>();
      results.set(around, called);
      const trace = tracer(guess, around, {
        result: (callee) => called.add(callee),
        element: (view, upper) => {
          if (found.size < mostNeeds) found.set(`${around} ${view} ${keyOf(upper)}`, { around, view, upper });
        },
        payload: (limit) => {
          if (payloads.size < mostNeeds) payloads.set(keyOfPayload(limit), limit);
        },
        name: (id, upper, isParameter) => {
          if (names.size < mostNeeds) names.set(`${id} ${keyOf(upper)}`, { around, name: id, upper });
          if (!isParameter) return;
          const known = limits.get(id) ?? new Map<string, Polynomial>();
          if (known.size < mostLimits) limits.set(id, known.set(keyOf(upper), upper));
        },
      });
      for (const node of graph.within(around)) {
        if (node.kind === 'element' || node.kind === 'set-element')
          trace(valueOf(guess, node.index, noNames), shift(lengthOf(guess, node.collection, noNames), -1n));
        else if (node.kind === 'slice')
          trace(valueOf(guess, node.last, noNames), shift(lengthOf(guess, node.collection, noNames), -1n));
        else if (node.kind === 'call') {
          const { parameters } = graph.expect(node.callee, 'function');
          const by = argumentsAt(guess, node, parameters);
          for (const [i, parameter] of parameters.entries()) {
            const operand = node.operands[i];
            for (const limit of limits.get(parameter)?.values() ?? []) {
              const upper = rewrite(limit, by);
              if (upper && operand !== undefined) trace(valueOf(guess, operand, noNames), upper);
            }
          }
        }
      }
    }
  }
  return { elements: [...found.values()], names: [...names.values()], payloads: [...payloads.values()], results };
}

interface Found {
  readonly result: (callee: NodeId) => void;
  readonly element: (view: NodeId, upper: Polynomial) => void;
  readonly payload: (limit: PayloadLimit) => void;
  readonly name: (id: NodeId, upper: Polynomial, isParameter: boolean) => void;
}

/** Follows `value ≤ upper` back to parameters and elements. */
function tracer(guess: Guess, around: NodeId, found: Found): (value: Polynomial, upper: Polynomial) => void {
  const { graph, bound } = guess;
  const definition = graph.node(around);
  const parameters = definition.kind === 'function' ? definition.parameters : [];
  const counters = new Map<NodeId, NodeOf<'for'>>();
  const assigned = new Map<NodeId, NodeId[]>();
  for (const node of graph.within(around)) {
    if (node.kind === 'for') counters.set(node.binding, node);
    const isSet = node.kind === 'assign' || (node.kind === 'let' && !bound.has(node.binding));
    if (isSet) assigned.set(node.binding, [...(assigned.get(node.binding) ?? []), node.operand]);
  }
  const seen = new Set<string>();
  const trace = (value: Polynomial, upper: Polynomial, depth: number): void => {
    if (depth > deepest || upper.size > longest || isBare(upper)) return;
    for (const [atom, coefficient] of value) {
      if (coefficient !== 1n || atom === '' || factorsOf(atom).length > 1) continue;
      const rest = subtract(value, new Map([[atom, 1n]]));
      // what else is added is taken to be nothing
      const own = shift(upper, -(rest.get('') ?? 0n));
      const key = `${atom} ${keyOf(own)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const id = Number(atom.slice(1));
      if (atom.startsWith('n')) expression(id, own, depth + 1);
      else if (atom.startsWith('b')) name(id, own, depth + 1);
    }
  };
  const name = (id: NodeId, upper: Polynomial, depth: number) => {
    found.name(id, upper, parameters.includes(id));
    const counter = counters.get(id);
    if (counter) trace(valueOf(guess, counter.direction === 'up' ? counter.to : counter.from, noNames), upper, depth);
    const operand = bound.get(id);
    if (operand !== undefined) expression(operand, upper, depth);
    for (const each of assigned.get(id) ?? []) {
      const value = valueOf(guess, each, noNames);
      // a step from one turn to the next says nothing of where it began
      if (!value.has(nameAtom(id))) trace(value, upper, depth);
    }
  };
  const expression = (id: NodeId, upper: Polynomial, depth: number) => {
    const node = graph.node(id);
    if (node.kind === 'element') {
      const view = rootOf(guess, node.collection);
      if (view !== undefined) found.element(view, upper);
    } else if (node.kind === 'payload') payload(node, upper, depth);
    else if (node.kind === 'call') found.result(node.callee);
    else if (node.kind === 'convert') trace(valueOf(guess, node.operand, noNames), upper, depth);
    else if (node.kind === 'if') {
      for (const each of [node.then, node.otherwise]) trace(valueOf(guess, each, noNames), upper, depth);
    } else if (node.kind === 'primitive') {
      // a quotient, a remainder and a mask are at most what they are made of
      const [first] = node.operands;
      const isSmaller = ['divide', 'remainder', 'bit-and', 'shift-right', 'minimum'].includes(node.operator);
      if (isSmaller && first !== undefined) trace(valueOf(guess, first, noNames), upper, depth);
    }
  };
  /** What a case holds: limits the variable, and what it is made of where it is assigned. */
  const payload = ({ operand, tag, index }: NodeOf<'payload'>, upper: Polynomial, depth: number) => {
    const variable = variableOf(guess, operand);
    if (variable === undefined) return;
    const made = bound.get(variable);
    if (made !== undefined && graph.node(made).kind === 'call') expression(made, upper, depth);
    found.payload({ around, name: variable, tag, index, upper });
    for (const each of assigned.get(variable) ?? []) {
      const node = graph.node(each);
      const operand = node.kind === 'case' && node.tag === tag ? node.operands[index] : undefined;
      if (operand !== undefined) trace(valueOf(guess, operand, noNames), upper, depth);
    }
  };
  return (value, upper) => trace(value, upper, 0);
}

function keyOfPayload({ around, name, tag, index, upper }: PayloadLimit): string {
  return `${around} ${name} ${tag} ${index} ${keyOf(upper)}`;
}

/** The name of the variable that an expression shows, through other names for it. */
function variableOf({ graph, bound }: Guess, id: NodeId): NodeId | undefined {
  const node = graph.node(id);
  if (node.kind !== 'local') return undefined;
  const operand = bound.get(node.binding);
  return operand !== undefined && graph.node(operand).kind === 'local'
    ? variableOf({ graph, bound }, operand)
    : node.binding;
}

/** Whether it speaks of expressions that have no name. */
export function isBare(polynomial: Polynomial): boolean {
  return [...polynomial.keys()].some((monomial) => factorsOf(monomial).some((atom) => atom.startsWith('n')));
}

/** The name of the view that an expression shows, or of the one that it is a part of. */
export function rootOf({ graph, bound }: Guess, id: NodeId): NodeId | undefined {
  const node = graph.node(id);
  switch (node.kind) {
    case 'local': {
      const operand = bound.get(node.binding);
      // another name for the same
      const isName = operand !== undefined && ['local', 'global', 'weaken'].includes(graph.node(operand).kind);
      return isName ? rootOf({ graph, bound }, operand) : node.binding;
    }
    case 'global':
      return node.value;
    case 'weaken':
      return rootOf({ graph, bound }, node.operand);
    case 'slice':
      return rootOf({ graph, bound }, node.collection);
    case 'let':
      return rootOf({ graph, bound }, node.body);
    default:
      return undefined;
  }
}
