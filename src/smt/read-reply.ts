// In: what the solver printed for a script of `solverScript`. Out: a reply under the query's own names. Anything unexpected is `none`.
import type { Value } from './evaluate.ts';
import { type CanonicalQuery, optionLines, type Reply } from './query.ts';
import { atomOf, itemsOf, parseSExpressions, type SExpression } from './s-expression.ts';

/** Two texts for one fresh context: the check, and what to ask next after each verdict. The nonce is echoed around every answer. */
export interface SolverScript {
  readonly nonce: string;
  readonly check: string;
  readonly afterUnsat: string;
  readonly afterSat: string;
}

/** What a worker hands back: the output of `check`, and of the follow-up when there was one. */
export interface SolverOutput {
  readonly nonce: string;
  readonly check: string;
  readonly follow: string;
}

/** `push` first: Z3 is stronger on products in its incremental mode. */
export function solverScript(canonical: CanonicalQuery, rlimit: number, nonce: string): SolverScript {
  const check = [
    ...optionLines(rlimit),
    '(push 1)',
    ...canonical.declarations,
    ...canonical.assertions,
    `(echo "${nonce}")`,
    '(get-info :rlimit)',
    '(check-sat)',
    '(get-info :rlimit)',
    '(get-info :reason-unknown)',
    `(echo "${nonce}")`,
  ].join('\n');
  const follow = (command: string) => `(echo "${nonce}")\n${command}\n(echo "${nonce}")`;
  // Not `get-model`: it prints every named assertion again, which took longer than the check.
  const values =
    canonical.symbols.size === 0 ? '(echo "()")' : `(get-value (${[...canonical.symbols.keys()].join(' ')}))`;
  return { nonce, check, afterUnsat: follow('(get-unsat-core)'), afterSat: follow(values) };
}

/** The verdict line, for a worker that must choose the follow-up; undefined when the output has another shape. */
export function verdictIn(check: string): 'sat' | 'unsat' | 'unknown' | undefined {
  const line = check.split('\n')[2]?.trim();
  return line === 'sat' || line === 'unsat' || line === 'unknown' ? line : undefined;
}

export function readReply(canonical: CanonicalQuery, nonce: string, output: SolverOutput): Reply {
  if (output.nonce !== nonce) return none('the answer belongs to another query');
  // An answer still follows after an error: `(error …)` and then a verdict about the rest. It means nothing.
  const both = `${output.check}\n${output.follow}`;
  const error = both.indexOf('(error');
  if (error >= 0)
    return none(
      `solver error: ${both
        .slice(error, error + 160)
        .replace(/\s+/g, ' ')
        .trim()}`,
    );
  const check = framed(output.check, nonce);
  const verdict = atomOf(check?.[1]);
  const before = steps(check?.[0]);
  const after = steps(check?.[2]);
  if (check?.length !== 4 || before === undefined || after === undefined || after < before) {
    return none('the answer is not understood');
  }
  const spent = after - before;
  switch (verdict) {
    case 'unknown':
      return {
        kind: 'unknown',
        why: whyUnknown(check[3]),
        rlimit: spent,
      };
    case 'unsat':
      return readCore(canonical, framed(output.follow, nonce), spent);
    case 'sat':
      return readModel(canonical, framed(output.follow, nonce), spent);
    default:
      return none('the answer is not understood');
  }
}

function none(why: string): Reply {
  return { kind: 'none', why };
}

/** The expressions between two echoes of the nonce, which must be the first and the last. */
function framed(text: string, nonce: string): readonly SExpression[] | undefined {
  const parsed = parseSExpressions(text);
  if (parsed.kind === 'malformed') return undefined;
  const [first, ...rest] = parsed.expressions;
  const last = rest.pop();
  return atomOf(first) === nonce && atomOf(last) === nonce ? rest : undefined;
}

/** `(:rlimit 123)`. */
function steps(expression: SExpression | undefined): number | undefined {
  const [name, value] = itemsOf(expression) ?? [];
  const digits = atomOf(value);
  return atomOf(name) === ':rlimit' && digits !== undefined && /^[0-9]{1,15}$/.test(digits)
    ? Number(digits)
    : undefined;
}

/** Time-outs are off, so a cancelled check has used up its steps. */
function whyUnknown(expression: SExpression | undefined): string {
  const [, reason] = itemsOf(expression) ?? [];
  const text = reason?.kind === 'string' && reason.text !== '' ? reason.text : 'no reason given';
  return /cancell?ed|resource/.test(text) ? 'resource limit' : `solver: ${text}`;
}

function readCore(canonical: CanonicalQuery, follow: readonly SExpression[] | undefined, rlimit: number): Reply {
  const items = itemsOf(follow?.[0]);
  if (follow?.length !== 1 || !items) return none('the unsat core is not understood');
  const core: string[] = [];
  for (const item of items) {
    const name = canonical.names.get(atomOf(item) ?? '');
    if (name === undefined) return none('the unsat core names what was not asserted');
    core.push(name);
  }
  const order = [...canonical.names.values()];
  return { kind: 'unsat', core: core.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)), rlimit };
}

function readModel(canonical: CanonicalQuery, follow: readonly SExpression[] | undefined, rlimit: number): Reply {
  const items = itemsOf(follow?.[0]);
  if (follow?.length !== 1 || !items) return none('the model is not understood');
  const model = new Map<string, Value>();
  for (const item of items) {
    const [name, value, ...more] = itemsOf(item) ?? [];
    const known = canonical.symbols.get(atomOf(name) ?? '');
    const read = readValue(value);
    if (
      !known ||
      more.length > 0 ||
      typeof read !== (known.sort === 'Int' ? 'bigint' : 'boolean') ||
      read === undefined
    ) {
      return none('the model is not understood');
    }
    model.set(known.name, read);
  }
  return { kind: 'sat', model, rlimit };
}

function readValue(expression: SExpression | undefined): Value | undefined {
  const atom = atomOf(expression);
  if (atom === 'true' || atom === 'false') return atom === 'true';
  if (atom !== undefined) return /^[0-9]+$/.test(atom) ? BigInt(atom) : undefined;
  const [minus, digits, ...rest] = itemsOf(expression) ?? [];
  const text = atomOf(digits);
  return atomOf(minus) === '-' && text !== undefined && rest.length === 0 && /^[0-9]+$/.test(text)
    ? -BigInt(text)
    : undefined;
}
