// In: the graph and a target. Out: every obligation of the definitions that can run, with the questions that decide it, what is refused outright (FS8101), and what
// is known where the program asks for it (FS8305).
// Does not ask a solver and does not change the graph.
import { findArrays } from '../analysis/arrays.ts';
import { findEffects } from '../analysis/effects.ts';
import { findEarlyReads, learnProgram } from '../analysis/learn-program.ts';
import { findLifetimes, type Holder } from '../analysis/lifetimes.ts';
import { claimsOfProgram } from '../analysis/propose-program.ts';
import type { Recorder } from '../analysis/run.ts';
import { type Program, recordProgram } from '../analysis/walk-definition.ts';
import { never } from '../base/never.ts';
import type { Claim } from '../checker/claims.ts';
import { diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Target } from '../memory/target.ts';
import type { Psg } from '../psg/psg.ts';
import type { Room } from './claim.ts';
import { noteFacts } from './known-facts.ts';
import type { Predicates } from './load-predicates.ts';
import type { Obligation, ObligationId, Question } from './obligation.ts';
import { makeQuestion, makeScribe, type Scribe, sourceNamesOf } from './question.ts';
import { factPrefixes, findSites, type Site } from './sites.ts';

/** Receives what the analysis holds true of loops, functions and module-level values: proposals for those who prove in another way. */
export type Propose = (claims: readonly Claim[]) => void;

export function collectObligations(
  psg: Psg,
  target: Target,
  predicates: Predicates,
  propose: Propose = () => undefined,
): Outcome<readonly Obligation[]> {
  const effects = findEffects(psg);
  const lifetimes = findLifetimes(psg, effects);
  const prefixes = factPrefixes(psg);
  const room: Room = { psg, target, predicates, lifetimes, prefixes };
  const sites = findSites(room, effects);
  const program: Program = {
    psg,
    target,
    effects,
    checks: sites.checks,
    arrays: findArrays(psg, effects, findEarlyReads(psg, effects)),
    hints: new Map(),
  };
  const notes: Diagnostic[] = [];
  const asked = askAll(program, prefixes, propose, (note) => notes.push(note));
  const value = sites.all.map((site) => obligationOf(site, asked));
  return { value, problems: [...refusals(psg, lifetimes.holders.values()), ...notes] };
}

interface Asked {
  readonly questions: Question[];
  readonly sourceNames: Map<string, string>;
}

/** Walks the program and keeps every question, by obligation. */
function askAll(
  program: Program,
  prefixes: Room['prefixes'],
  propose: Propose,
  tell: (note: Diagnostic) => void,
): ReadonlyMap<ObligationId, Asked> {
  const asked = new Map<ObligationId, Asked>();
  let scribe: { readonly table: object; readonly scribe: Scribe } | undefined;
  const recorder: Recorder = {
    propose,
    facts: (run, node, state) => tell(noteFacts(run, node, state)),
    ask(run, check, name, state, roles) {
      if (scribe?.table !== run.table)
        scribe = {
          table: run.table,
          scribe: makeScribe(run.table, prefixes.get(run.definition) ?? never('every definition has a prefix')),
        };
      const { question, symbols } = makeQuestion(run, scribe.scribe, name, check.check, state, roles);
      const entry: Asked = asked.get(check.id) ?? { questions: [], sourceNames: new Map() };
      asked.set(check.id, entry);
      entry.questions.push(question);
      sourceNamesOf(run, scribe.scribe, symbols, entry.sourceNames);
    },
  };
  const knowledge = learnProgram(program);
  propose(claimsOfProgram(program, knowledge));
  recordProgram(program, knowledge, recorder);
  return asked;
}

function obligationOf(site: Site, asked: ReadonlyMap<ObligationId, Asked>): Obligation {
  const { kind, part, roles, check, decided, asked: own } = site.claim;
  const entry = own ? { questions: [own.question], sourceNames: own.sourceNames } : asked.get(site.id);
  if (!decided && !entry) never(`the walk comes by ${site.id}`);
  return {
    id: site.id,
    kind,
    subject: site.subject,
    part,
    roles,
    check,
    definition: site.definition,
    text: site.text,
    questions: entry?.questions ?? [],
    sourceNames: entry?.sourceNames ?? new Map(),
    ...(decided ? { decided } : {}),
  };
}

function refusals(psg: Psg, holders: Iterable<readonly Holder[]>): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const list of holders) {
    for (const holder of list) {
      if (!holder.illegal) continue;
      const { because, pointee } = holder.illegal;
      problems.push(
        diagnostic('FS8101', psg.node(holder.site).span, because, {
          hint: holder.hint,
          related: [
            { span: psg.node(pointee).span, text: 'the array is made here' },
            ...(holder.through === undefined
              ? []
              : [{ span: psg.node(holder.through).span, text: 'the called function keeps it here' }]),
          ],
        }),
      );
    }
  }
  return problems;
}
