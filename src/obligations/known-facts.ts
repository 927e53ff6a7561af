// In: a place where the program asks what is known, and the state there. Out: a note that says it: the values of names, then the facts with their reasons. Reads
// the state only: nothing that is proved changes by it.

import { collectSymbols, termOfFormula, termOfLinear } from '../analysis/formula.ts';
import type { Linear, SymbolId } from '../analysis/linear.ts';
import { linearOf, sameLinear } from '../analysis/linear.ts';
import type { Run } from '../analysis/run.ts';
import { sourceNameOf } from '../analysis/source-name.ts';
import { fork, noteKnown, type State } from '../analysis/state.ts';
import { entryOf, type Statement } from '../analysis/symbols.ts';
import type { Value } from '../analysis/value.ts';
import { startOf } from '../base/source.ts';
import { diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeId } from '../psg/node.ts';
import { apply, symbol, type Term } from '../smt/term.ts';
import type { Fact } from './obligation.ts';
import { factLine } from './phrase.ts';
import { makeScribe } from './question.ts';

export function noteFacts(run: Run, node: NodeId, state: State): Diagnostic {
  const { span } = run.psg.node(node);
  const here = fork(state);
  const named = namedValues(run, here, node);
  const symbols = new Set(named.flatMap(({ linear }) => linear.parts.map((part) => part.symbol)));
  for (const each of [...symbols]) noteKnown(here, each, node);

  const { nameOf } = makeScribe(run.table, 'known');
  const sourceNames = new Map<string, string>();
  const nameAll = (statement: Statement) => {
    const own = new Set<SymbolId>();
    collectSymbols(statement.formula, own);
    for (const each of own) symbols.add(each);
  };
  const statements = statementsOf(run, here, symbols, nameAll);
  for (const each of symbols) {
    const { source, about } = entryOf(run.table, each);
    if (source === undefined) continue;
    // what a name stood for earlier is told apart from what it stands for now
    const now = named.find(({ name }) => name === source);
    const isOld = now && !sameLinear(now.linear, linearOf(each));
    const { line } = startOf(run.psg.node(about).span);
    sourceNames.set(nameOf(each), isOld ? `${source} (line ${line})` : source);
  }
  const plain = statements.filter(({ formula }) => {
    const own = new Set<SymbolId>();
    collectSymbols(formula, own);
    // helpers of an encoding say nothing to the reader
    return [...own].every((each) => entryOf(run.table, each).source !== undefined);
  });
  const facts = plain.map(
    ({ formula, reason, about }): Fact => ({ key: '', term: termOfFormula(formula, nameOf), reason, about }),
  );
  const lines = [...valueFacts(named, nameOf, node, sourceNames), ...facts].map((fact) =>
    factLine(run.psg, fact, sourceNames),
  );
  const about = run.psg.node(run.definition);
  const name = 'name' in about ? about.name : '';
  const text = [...new Set(lines)].map((line) => `\n  ${line}`).join('');
  if (state.domain.isEmpty)
    return diagnostic('FS8305', span, `In \`${name}\`, on ${run.target.name}: control never gets here.`);
  return diagnostic('FS8305', span, `In \`${name}\`, on ${run.target.name}:${text === '' ? ' nothing.' : text}`);
}

interface Named {
  readonly name: string;
  readonly linear: Linear;
}

/** The integers and lengths that names stand for here, in the order of their nodes. */
function namedValues(run: Run, { bindings, globals }: State, node: NodeId): readonly Named[] {
  const all = new Map<NodeId, Value>([...run.constants, ...run.locals, ...globals, ...bindings]);
  return [...all]
    .filter(([id]) => isInScope(run, id, node))
    .toSorted(([a], [b]) => a - b)
    .flatMap(([id, value]) => {
      const name = sourceNameOf(run.psg, id);
      return name === undefined || !/^[\p{L}_]/u.test(name) ? [] : partsOf(name, value);
    });
}

/** A local name is in scope where its `let`, or its loop, has its body. */
function isInScope({ psg }: Run, binding: NodeId, node: NodeId): boolean {
  const holder = psg
    .users(binding)
    .map(({ user }) => psg.node(user))
    .find((user) => user.kind === 'let' || user.kind === 'for');
  if (holder?.kind !== 'let' && holder?.kind !== 'for') return true;
  const body = psg.node(holder.body).span;
  const { span } = psg.node(node);
  return body.file === span.file && body.start <= span.start && span.end <= body.end;
}

function partsOf(name: string, value: Value): readonly Named[] {
  switch (value.kind) {
    case 'integer':
      return [{ name, linear: value.linear }];
    case 'collection':
      return [{ name: `${name}.Length`, linear: value.length }];
    case 'union':
      return [{ name: `tag of ${name}`, linear: value.tag }];
    case 'aggregate':
    case 'boolean':
    case 'opaque':
      return [];
  }
}

/** What a name stands for, where it is not an unknown of its own. */
function valueFacts(
  named: readonly Named[],
  nameOf: (symbol: SymbolId) => string,
  about: NodeId,
  sourceNames: Map<string, string>,
): readonly Fact[] {
  return named.flatMap(({ name, linear }, i): readonly Fact[] => {
    const [only] = linear.parts;
    if (only && sameLinear(linear, linearOf(only.symbol)) && sourceNames.get(nameOf(only.symbol)) === name) return [];
    const own = `name!${i}`;
    sourceNames.set(own, name);
    const term: Term = apply('=', symbol(own, 'Int'), termOfLinear(linear, nameOf));
    return [{ key: '', term, reason: 'definition', about }];
  });
}

/** The statements that hold here, oldest first, and the definitions of what they speak of; the bare ranges of types are left out. */
function statementsOf(
  run: Run,
  { facts }: State,
  symbols: ReadonlySet<SymbolId>,
  meet: (statement: Statement) => void,
): readonly Statement[] {
  const own: Statement[] = [];
  for (let at = facts; at; at = at.before) own.push(at.statement);
  own.reverse();
  for (const statement of own) meet(statement);
  const definitions: Statement[] = [];
  for (const each of symbols) {
    for (const statement of entryOf(run.table, each).definitions) {
      if (statement.reason === 'type') continue;
      definitions.push(statement);
      meet(statement);
    }
  }
  return [...own, ...definitions];
}
