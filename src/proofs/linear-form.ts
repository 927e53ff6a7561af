// In: an integer term. Out: constant + Σ coefficient · atom, where an atom is a symbol or a term that is not linear. Keeps the value in every model.
import { printTerm, type Term } from '../smt/term.ts';

export interface LinearPart {
  readonly coefficient: bigint;
  readonly atom: Term;
}

export interface LinearForm {
  readonly constant: bigint;
  /** By the atom's text; no coefficient is zero. */
  readonly parts: ReadonlyMap<string, LinearPart>;
}

export function linearForm(term: Term): LinearForm {
  if (term.kind === 'integer') return { constant: term.value, parts: new Map() };
  if (term.kind !== 'apply') return atomForm(term);
  const forms = () => term.operands.map(linearForm);
  switch (term.operator) {
    case '+':
      return forms().reduce((sum, each) => addScaled(sum, each, 1n));
    case '-': {
      const [first, ...others] = forms();
      if (!first) return atomForm(term);
      if (others.length === 0) return scaled(first, -1n);
      return others.reduce((difference, each) => addScaled(difference, each, -1n), first);
    }
    case '*':
      return forms().reduce((product, each, index) => {
        if (each.parts.size === 0) return scaled(product, each.constant);
        if (product.parts.size === 0) return scaled(each, product.constant);
        return atomForm({ ...term, operands: term.operands.slice(0, index + 1) });
      });
    default:
      return atomForm(term);
  }
}

function atomForm(atom: Term): LinearForm {
  return { constant: 0n, parts: new Map([[printTerm(atom), { coefficient: 1n, atom }]]) };
}

function scaled(form: LinearForm, by: bigint): LinearForm {
  if (by === 0n) return { constant: 0n, parts: new Map() };
  const parts = [...form.parts].map(([key, { coefficient, atom }]): [string, LinearPart] => [
    key,
    { coefficient: coefficient * by, atom },
  ]);
  return { constant: form.constant * by, parts: new Map(parts) };
}

/** `left + factor · right` */
export function addScaled(left: LinearForm, right: LinearForm, factor: bigint): LinearForm {
  const parts = new Map(left.parts);
  for (const [key, { coefficient, atom }] of right.parts) {
    const sum = (parts.get(key)?.coefficient ?? 0n) + coefficient * factor;
    if (sum === 0n) parts.delete(key);
    else parts.set(key, { coefficient: sum, atom });
  }
  return { constant: left.constant + right.constant * factor, parts };
}
