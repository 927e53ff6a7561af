// In: an s-expression and what its names mean. Out: a well-sorted term, or why there is none. Knows `let`; no quantifiers.
import { atomOf, itemsOf, printSExpression, type SExpression } from './s-expression.ts';
import { apply, integer, type Operator, type Sort, sortOf, substitute, type Term } from './term.ts';

/** A function that `define-fun` gave a name; it is expanded where it is applied. */
export interface Definition {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly sort: Sort }[];
  readonly result: Sort;
  readonly body: Term;
}

export interface Scope {
  readonly terms: ReadonlyMap<string, Term>;
  readonly definitions: ReadonlyMap<string, Definition>;
}

export type ParsedTerm =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'malformed'; readonly why: string };

interface Signature {
  readonly least: number;
  readonly most: number;
  /** `same`: all operands of one sort. */
  readonly operands: Sort | 'same' | 'ite';
}

const anyNumber = Number.POSITIVE_INFINITY;
const signatures: Readonly<Record<Operator, Signature>> = {
  '+': { least: 2, most: anyNumber, operands: 'Int' },
  '-': { least: 1, most: anyNumber, operands: 'Int' },
  '*': { least: 2, most: anyNumber, operands: 'Int' },
  div: { least: 2, most: 2, operands: 'Int' },
  mod: { least: 2, most: 2, operands: 'Int' },
  '<=': { least: 2, most: anyNumber, operands: 'Int' },
  '<': { least: 2, most: anyNumber, operands: 'Int' },
  '>=': { least: 2, most: anyNumber, operands: 'Int' },
  '>': { least: 2, most: anyNumber, operands: 'Int' },
  '=': { least: 2, most: anyNumber, operands: 'same' },
  distinct: { least: 2, most: anyNumber, operands: 'same' },
  and: { least: 1, most: anyNumber, operands: 'Bool' },
  or: { least: 1, most: anyNumber, operands: 'Bool' },
  not: { least: 1, most: 1, operands: 'Bool' },
  '=>': { least: 2, most: anyNumber, operands: 'Bool' },
  ite: { least: 3, most: 3, operands: 'ite' },
};

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(signatures, name);
}

/** Why a term breaks the rules of its operators (number and sorts of operands, one sort per symbol); undefined when it is well-sorted. */
export function sortProblem(term: Term, sorts: Map<string, Sort> = new Map()): string | undefined {
  if (term.kind === 'symbol') {
    const known = sorts.get(term.name);
    if (known !== undefined && known !== term.sort) return `'${term.name}' is used as ${known} and as ${term.sort}`;
    sorts.set(term.name, term.sort);
    return undefined;
  }
  if (term.kind !== 'apply') return undefined;
  for (const operand of term.operands) {
    const problem = sortProblem(operand, sorts);
    if (problem !== undefined) return problem;
  }
  return operandProblem(term.operator, term.operands);
}

function operandProblem(operator: Operator, operands: readonly Term[]): string | undefined {
  const { least, most, operands: wanted } = signatures[operator];
  if (operands.length < least || operands.length > most)
    return `'${operator}' does not take ${operands.length} operands`;
  const sorts = operands.map(sortOf);
  if (wanted === 'ite') {
    return sorts[0] === 'Bool' && sorts[1] === sorts[2] ? undefined : "'ite' takes a Bool and two terms of one sort";
  }
  const sort = wanted === 'same' ? sorts[0] : wanted;
  return sorts.every((each) => each === sort) ? undefined : `'${operator}' takes operands of sort ${sort}`;
}

export function parseTerm(expression: SExpression, scope: Scope): ParsedTerm {
  const atom = atomOf(expression);
  if (atom !== undefined) return parseAtom(atom, scope);
  const items = itemsOf(expression);
  const head = atomOf(items?.[0]);
  if (items === undefined || head === undefined) return malformed(`not a term: ${printSExpression(expression)}`);
  if (head === 'let') return parseLet(items, scope);
  const operands: Term[] = [];
  for (const item of items.slice(1)) {
    const operand = parseTerm(item, scope);
    if (operand.kind === 'malformed') return operand;
    operands.push(operand.term);
  }
  const definition = scope.definitions.get(head);
  if (definition) return expand(definition, operands);
  if (!isOperator(head)) return malformed(`'${head}' is not known`);
  const problem = operandProblem(head, operands);
  if (problem !== undefined) return malformed(problem);
  const [only] = operands;
  if (head === '-' && operands.length === 1 && only?.kind === 'integer')
    return { kind: 'term', term: integer(-only.value) };
  return { kind: 'term', term: apply(head, ...operands) };
}

function parseAtom(atom: string, scope: Scope): ParsedTerm {
  if (/^[0-9]+$/.test(atom)) return { kind: 'term', term: integer(BigInt(atom)) };
  if (atom === 'true' || atom === 'false') return { kind: 'term', term: { kind: 'boolean', value: atom === 'true' } };
  const named = scope.terms.get(atom);
  if (named) return { kind: 'term', term: named };
  const constant = scope.definitions.get(atom);
  return constant ? expand(constant, []) : malformed(`'${atom}' is not known`);
}

/** `(let ((name term) …) body)`: all terms are read in the outer scope. */
function parseLet(items: readonly SExpression[], scope: Scope): ParsedTerm {
  const [, bindings, body] = items;
  const pairs = itemsOf(bindings);
  if (items.length !== 3 || !pairs || !body) return malformed("'let' takes bindings and a body");
  const terms = new Map(scope.terms);
  for (const pair of pairs) {
    const [name, value] = itemsOf(pair) ?? [];
    const text = atomOf(name);
    if (text === undefined || value === undefined) return malformed("'let' takes pairs of a name and a term");
    const parsed = parseTerm(value, scope);
    if (parsed.kind === 'malformed') return parsed;
    terms.set(text, parsed.term);
  }
  return parseTerm(body, { ...scope, terms });
}

function expand(definition: Definition, operands: readonly Term[]): ParsedTerm {
  if (operands.length !== definition.parameters.length) {
    return malformed(`'${definition.name}' takes ${definition.parameters.length} operands`);
  }
  const by = new Map<string, Term>();
  for (const [index, parameter] of definition.parameters.entries()) {
    const operand = operands[index];
    if (!operand || sortOf(operand) !== parameter.sort)
      return malformed(`'${definition.name}' takes ${parameter.sort} for ${parameter.name}`);
    by.set(parameter.name, operand);
  }
  return { kind: 'term', term: substitute(definition.body, by) };
}

/** Reads `(define-fun name ((parameter Sort) …) Sort body)`. */
export function parseDefinition(
  expression: SExpression,
  definitions: ReadonlyMap<string, Definition>,
):
  | { readonly kind: 'definition'; readonly definition: Definition }
  | { readonly kind: 'malformed'; readonly why: string } {
  const [head, name, list, sort, body, ...rest] = itemsOf(expression) ?? [];
  const text = atomOf(name);
  const result = asSort(atomOf(sort));
  const declared = itemsOf(list);
  if (atomOf(head) !== 'define-fun' || text === undefined || !declared || !result || !body || rest.length > 0) {
    return malformed('expected (define-fun name ((parameter Sort) …) Sort body)');
  }
  if (isOperator(text) || definitions.has(text)) return malformed(`'${text}' is defined already`);
  const parameters: { readonly name: string; readonly sort: Sort }[] = [];
  for (const each of declared) {
    const [parameter, parameterSort, ...more] = itemsOf(each) ?? [];
    const parameterName = atomOf(parameter);
    const itsSort = asSort(atomOf(parameterSort));
    if (parameterName === undefined || !itsSort || more.length > 0)
      return malformed(`'${text}': expected (parameter Sort)`);
    if (parameters.some((known) => known.name === parameterName))
      return malformed(`'${text}': ${parameterName} appears twice`);
    parameters.push({ name: parameterName, sort: itsSort });
  }
  const terms = new Map(parameters.map((each): [string, Term] => [each.name, { kind: 'symbol', ...each }]));
  const parsed = parseTerm(body, { terms, definitions });
  if (parsed.kind === 'malformed') return malformed(`'${text}': ${parsed.why}`);
  if (sortOf(parsed.term) !== result) return malformed(`'${text}': the body is not ${result}`);
  return { kind: 'definition', definition: { name: text, parameters, result, body: parsed.term } };
}

function asSort(text: string | undefined): Sort | undefined {
  return text === 'Int' || text === 'Bool' ? text : undefined;
}

function malformed(why: string): { readonly kind: 'malformed'; readonly why: string } {
  return { kind: 'malformed', why };
}
