// In: a settled obligation. Out: its certificate's text: a complete SMT-LIB 2.6 script that anyone can run again, with what each check must answer.

import { startOf } from '../base/source.ts';
import type { Target } from '../memory/target.ts';
import type { Fact, Obligation, ObligationId } from '../obligations/obligation.ts';
import type { Psg } from '../psg/psg.ts';
import { isOperator } from '../smt/parse-term.ts';
import { apply, printTerm, type Sort, substitute, symbol, symbolsOf, type Term } from '../smt/term.ts';
import { semanticsVersion } from './semantics.ts';
import type { Method } from './verdict.ts';

/** A question that was proved, with the facts that its proof used. */
export interface ProvedQuestion {
  readonly name: string;
  readonly hypotheses: readonly Fact[];
  readonly claim: Term;
}

/** For obligations that Z3 or ranges proved. */
export function proofText(
  obligation: Obligation,
  psg: Psg,
  target: Target,
  method: Method,
  solverVersion: string,
  questions: readonly ProvedQuestion[],
): string {
  return [
    ...header(obligation, psg, target, method),
    comment(`proved with ${method === 'interval' ? 'ranges of single values; consistency by ' : ''}${solverVersion}`),
    '(set-logic ALL)',
    ...questions.flatMap((question) => questionLines(question, psg)),
    '',
  ].join('\n');
}

/** For obligations that types, the memory map or a declaration settle: the reason is the whole text. */
export function decisionText(
  obligation: Obligation,
  psg: Psg,
  target: Target,
  method: Method,
  because: string,
): string {
  return [...header(obligation, psg, target, method), comment(`because ${because}`), ''].join('\n');
}

function header(obligation: Obligation, psg: Psg, target: Target, method: Method): readonly string[] {
  return [
    comment('firefly certificate, format 1'),
    comment(`psg ${psg.digest}`),
    comment(`target ${target.name}`),
    comment(`word ${target.wordBits}`),
    comment(`semantics ${semanticsVersion}`),
    comment(`obligation ${obligation.id}`),
    comment(`kind ${obligation.kind}`),
    comment(`method ${method}`),
    comment(`claim ${obligation.text}`),
  ];
}

/** One line, whatever the text holds. */
function comment(text: string): string {
  return `; ${text.replace(/\s+/g, ' ').trim()}`;
}

function questionLines({ name, hypotheses, claim }: ProvedQuestion, psg: Psg): readonly string[] {
  const terms = [...hypotheses.map((fact) => fact.term), claim];
  const sorts = new Map<string, Sort>();
  for (const term of terms) symbolsOf(term, sorts);
  const by = names(sorts);
  const print = (term: Term) => printTerm(substitute(term, by));
  return [
    '',
    comment(`question ${name}`),
    '(push 1)',
    ...[...sorts].flatMap(([own, sort]) => {
      const printed = printTerm(by.get(own) ?? symbol(own, sort));
      return [...(printed === own ? [] : [comment(`${printed} is ${own}`)]), `(declare-fun ${printed} () ${sort})`];
    }),
    ...hypotheses.flatMap((fact, index) => [
      comment(
        `${fact.reason} ${placeOf(psg, fact)}${restsOn(fact.restsOn)}${fact.words === undefined ? '' : `: ${fact.words}`}`,
      ),
      `(assert (! ${print(fact.term)} :named hypothesis-${index}))`,
    ]),
    comment('the hypotheses do not contradict each other'),
    '(set-info :status sat)',
    '(check-sat)',
    comment('they leave the claim no way to fail'),
    `(assert (! ${print(apply('not', claim))} :named negated-claim))`,
    '(set-info :status unsat)',
    '(check-sat)',
    '(pop 1)',
  ];
}

function restsOn(id: ObligationId | undefined): string {
  return id === undefined ? '' : `, rests on ${id}`;
}

function placeOf(psg: Psg, fact: Fact): string {
  const { span } = psg.node(fact.about);
  const { line, column } = startOf(span);
  return `${span.file.path}:${line}:${column}`;
}

const reserved: ReadonlySet<string> = new Set(
  'BINARY DECIMAL HEXADECIMAL NUMERAL STRING _ ! as let exists forall match par true false Int Bool Real abs xor select store'.split(
    ' ',
  ),
);

/** Names of the analyser stay where SMT-LIB allows them unquoted and unmistakable; others are numbered. */
function names(sorts: ReadonlyMap<string, Sort>): ReadonlyMap<string, Term> {
  const by = new Map<string, Term>();
  for (const [name, sort] of sorts) {
    const plain =
      /^[A-Za-z_][A-Za-z0-9_.!]*$/.test(name) && !reserved.has(name) && !isOperator(name) && !/^v![0-9]+$/.test(name);
    by.set(name, symbol(plain ? name : `v!${by.size}`, sort));
  }
  return by;
}
