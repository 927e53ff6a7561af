// In: the text of `smt/obligations/<kind>.smt2`. Out: the kind's predicate over its roles, with its two sentences. Reads no file.
import { never } from '../base/never.ts';
import { type Definition, parseDefinition } from './parse-term.ts';
import { parseSExpressions } from './s-expression.ts';
import { type Sort, sortOf, substitute, type Term } from './term.ts';

/** A property stated once: the same `body` is proved, guarded and printed. */
export interface Predicate {
  readonly name: string;
  /** The roles that the body speaks about, in the file's order. */
  readonly parameters: readonly { readonly name: string; readonly sort: Sort }[];
  /** Over role names; auxiliary functions of the file are expanded. */
  readonly body: Term;
  /** What is true when it is proved, and what may happen when not: one sentence each. */
  readonly proved: string;
  readonly unproved: string;
}

/**
 * Several `define-fun` may stand in a file: the last is the predicate, the earlier ones are expanded into it. The files are part of the
 * compiler, so a malformed one is our own bug and stops the build.
 */
export function parsePredicate(text: string): Predicate {
  const parsed = parseSExpressions(text);
  if (parsed.kind === 'malformed') never(`predicate files are well-formed; offset ${parsed.offset}: ${parsed.why}`);
  const definitions = new Map<string, Definition>();
  let last: Definition | undefined;
  for (const expression of parsed.expressions) {
    const each = parseDefinition(expression, definitions);
    if (each.kind === 'malformed') never(`predicate files are well-formed; ${each.why}`);
    last = each.definition;
    definitions.set(last.name, last);
  }
  if (!last) never('a predicate file defines a predicate');
  if (last.result !== 'Bool') never(`the predicate '${last.name}' is a Bool`);
  return {
    name: last.name,
    parameters: last.parameters,
    body: last.body,
    proved: sentence(parsed.comments, 'proved', last.name),
    unproved: sentence(parsed.comments, 'unproved', last.name),
  };
}

function sentence(comments: readonly string[], label: 'proved' | 'unproved', name: string): string {
  const line = comments.find((comment) => comment.startsWith(`${label}:`));
  const text = line?.slice(label.length + 1).trim() ?? '';
  return text === '' ? never(`the predicate '${name}' has a line '; ${label}: …'`) : text;
}

/** The predicate with its roles replaced, all at once. Every parameter needs a role of its sort; further roles are left alone. */
export function instantiate(predicate: Predicate, roles: ReadonlyMap<string, Term>): Term {
  for (const { name, sort } of predicate.parameters) {
    const term = roles.get(name) ?? never(`'${predicate.name}' is given its role '${name}'`);
    if (sortOf(term) !== sort) never(`the role '${name}' of '${predicate.name}' is ${sort}`);
  }
  return substitute(
    predicate.body,
    new Map(predicate.parameters.map(({ name }) => [name, roles.get(name) ?? never(name)])),
  );
}
