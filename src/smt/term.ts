// SMT terms over mathematical integers and booleans, and how they print. No solver.

export type Sort = 'Int' | 'Bool';

/** The operators that facts and claims may use: SMT-LIB's core, linear and non-linear integer arithmetic (`div`, `mod` as SMT-LIB defines them: Euclidean). */
export type Operator =
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod'
  | '<='
  | '<'
  | '>='
  | '>'
  | '='
  | 'distinct'
  | 'and'
  | 'or'
  | 'not'
  | '=>'
  | 'ite';

export type Term =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'symbol'; readonly name: string; readonly sort: Sort }
  | { readonly kind: 'apply'; readonly operator: Operator; readonly operands: readonly Term[] };

export const yes: Term = { kind: 'boolean', value: true };
export const no: Term = { kind: 'boolean', value: false };

export function integer(value: bigint | number): Term {
  return { kind: 'integer', value: BigInt(value) };
}

export function symbol(name: string, sort: Sort): Term {
  return { kind: 'symbol', name, sort };
}

export function apply(operator: Operator, ...operands: readonly Term[]): Term {
  return { kind: 'apply', operator, operands };
}

/** The sort of a well-formed term. */
export function sortOf(term: Term): Sort {
  switch (term.kind) {
    case 'integer':
      return 'Int';
    case 'boolean':
      return 'Bool';
    case 'symbol':
      return term.sort;
    case 'apply':
      switch (term.operator) {
        case '+':
        case '-':
        case '*':
        case 'div':
        case 'mod':
          return 'Int';
        case 'ite': {
          const branch = term.operands[1];
          return branch ? sortOf(branch) : 'Bool';
        }
        default:
          return 'Bool';
      }
  }
}

/** SMT-LIB text. Symbols are printed as they are: their makers keep to SMT-LIB's simple symbols. */
export function printTerm(term: Term): string {
  switch (term.kind) {
    case 'integer':
      return term.value < 0n ? `(- ${-term.value})` : `${term.value}`;
    case 'boolean':
      return term.value ? 'true' : 'false';
    case 'symbol':
      return term.name;
    case 'apply':
      return `(${term.operator} ${term.operands.map(printTerm).join(' ')})`;
  }
}

/** The symbols of a term, each once, by name. */
export function symbolsOf(term: Term, into: Map<string, Sort> = new Map()): Map<string, Sort> {
  if (term.kind === 'symbol') into.set(term.name, term.sort);
  else if (term.kind === 'apply') for (const operand of term.operands) symbolsOf(operand, into);
  return into;
}

/** The term with symbols replaced by name. */
export function substitute(term: Term, by: ReadonlyMap<string, Term>): Term {
  if (term.kind === 'symbol') return by.get(term.name) ?? term;
  if (term.kind !== 'apply') return term;
  return { ...term, operands: term.operands.map((operand) => substitute(operand, by)) };
}
