// In: answers, and what the analysis proposes. Out: the answers that the checker confirms from its own reading of the program, and the certificate that says why.
// A proof that the checker does not confirm stays a proof by Z3, but its check is not dropped. Z3 and the checker must both agree before one is.
import { digestBytes, digestOf } from '../base/digest.ts';
import { checkCertificate, type Verdict } from '../checker/check.ts';
import type { Claim } from '../checker/claims.ts';
import { certify, type Wanted } from '../finder/certify.ts';
import type { Target } from '../memory/target.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { Psg } from '../psg/psg.ts';
import type { Store } from './cache.ts';
import { type ConfirmOptions, confirm } from './confirm.ts';
import { goalOf, needsCertificate, targetFacts } from './goal.ts';
import type { Answer } from './verdict.ts';

/** One certificate for a program on a target, as the checker reads it. */
export interface Bundle {
  readonly text: string;
  /** sha256 of the text. */
  readonly hash: string;
  /** Goals with a proof, and claims that they rest on. */
  readonly proofs: number;
  readonly claims: number;
  /** Why the checker refused it; then nothing is certified. */
  readonly refused: string | null;
}

export interface Countersigned {
  readonly answers: readonly Answer[];
  readonly bundle: Bundle;
}

export interface CountersignOptions extends ConfirmOptions {
  /** `required`: an uncertified proof keeps its guard. */
  readonly certificates: 'required' | 'optional';
}

export async function countersign(
  obligations: readonly Obligation[],
  answers: readonly Answer[],
  proposals: readonly Claim[],
  psg: Psg,
  target: Target,
  options: CountersignOptions,
): Promise<Countersigned> {
  const goals = new Map(obligations.filter(needsCertificate).map((each) => [each.id, goalOf(each)] as const));
  const wanted = new Set(
    answers.flatMap(({ obligation, verdict }) =>
      verdict === 'proved' || verdict === 'unknown' ? (goals.get(obligation) ?? []) : [],
    ),
  );
  const graphText = psg.text;
  const facts = targetFacts(target);
  const { found, verdict } = search({ graphText, target: facts, proposals, checks: wanted }, options.store);
  const proved = verdict.kind === 'accepted' ? verdict.proved : new Set<string>();
  const unknown = new Set(answers.flatMap(({ obligation, verdict }) => (verdict === 'unknown' ? [obligation] : [])));
  const open = obligations.filter((each) => unknown.has(each.id) && proved.has(goals.get(each.id) ?? ''));
  const confirmed = open.length === 0 ? new Map() : await confirm(open, found.text, psg, target, options);
  return {
    answers: answers.map((answer) => {
      const goal = goals.get(answer.obligation);
      const known = confirmed.get(answer.obligation) ?? answer;
      if (goal === undefined || known.verdict !== 'proved' || proved.has(goal)) return known;
      if (options.certificates === 'optional') return { ...known, uncertified: true };
      return { ...known, uncertified: true, certificate: null };
    }),
    bundle: { ...found, hash: digestBytes(found.text), refused: verdict.kind === 'refused' ? verdict.why : null },
  };
}

interface Searched {
  readonly found: Pick<Bundle, 'text' | 'proofs' | 'claims'>;
  readonly verdict: Verdict;
}

/**
 * The search is done once for a program and its claims. What was kept of it is checked each time, and sought again when it is not whole: a
 * certificate with fewer proofs would be accepted, too, and the verdicts must not depend on what became of the store.
 */
function search(wanted: Wanted, store: Store): Searched {
  const key = digestOf({ entry: 'certificate', format: 4, ...wanted, checks: [...wanted.checks] });
  const kept = readKept(key, store.get(key));
  const again = kept === undefined ? undefined : judge(wanted, kept);
  if (again?.verdict.kind === 'accepted') return again;
  const certificate = certify(wanted);
  store.put(key, `${digestOf({ key, certificate })}\n${certificate}`);
  return judge(wanted, certificate);
}

/** The certificate behind its digest; undefined when they do not belong together. */
function readKept(key: string, entry: string | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const end = entry.indexOf('\n');
  const certificate = entry.slice(end + 1);
  return entry.slice(0, end) === digestOf({ key, certificate }) ? certificate : undefined;
}

function judge({ graphText, target }: Wanted, text: string): Searched {
  const verdict = checkCertificate(graphText, target, text);
  const { proofs, claims } = verdict.kind === 'accepted' ? verdict : { proofs: 0, claims: 0 };
  return { found: { text, proofs, claims }, verdict };
}
