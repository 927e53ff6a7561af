// In: answers, and what the analysis proposes. Out: the answers that the checker confirms from its own reading of the program, and the certificate that says why.
// A proof that the checker does not confirm stays a proof by Z3, but its check is not dropped. Z3 and the checker must both agree before one is.
import { digestBytes, digestOf } from '../base/digest.ts';
import { checkCertificate } from '../checker/check.ts';
import type { Claim } from '../checker/claims.ts';
import { certify } from '../finder/certify.ts';
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
  const found = find({ graphText, target: facts, proposals, checks: wanted }, options.store);
  const verdict = checkCertificate(graphText, facts, found.text);
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

/** The search is done once for a program and its claims; what it found is checked each time. */
function find(
  wanted: Parameters<typeof certify>[0],
  store: Store,
): { readonly text: string; readonly proofs: number; readonly claims: number } {
  const key = digestOf({ entry: 'certificate', format: 2, ...wanted, checks: [...wanted.checks] });
  const known = store.get(key);
  if (known !== undefined) {
    const [head = '', ...rest] = known.split('\n');
    const [proofs, claims] = head.split(' ').map(Number);
    if (Number.isSafeInteger(proofs) && Number.isSafeInteger(claims))
      return { text: rest.join('\n'), proofs: proofs ?? 0, claims: claims ?? 0 };
  }
  const { certificate, goals, claims } = certify(wanted);
  store.put(key, `${goals} ${claims}\n${certificate}`);
  return { text: certificate, proofs: goals, claims };
}
