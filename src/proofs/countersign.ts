// In: answers, and what the analysis proposes. Out: the answers that the checker confirms from its own reading of the program, and the certificate that says why.
// A proof that the checker does not confirm stays a proof by Z3, but its check is not dropped. Z3 and the checker must both agree before one is.
import { digestBytes, digestOf } from '../base/digest.ts';
import { checkCertificate } from '../checker/check.ts';
import type { Claim } from '../checker/claims.ts';
import type { TargetFacts } from '../checker/machine.ts';
import { certify } from '../finder/certify.ts';
import type { Target } from '../memory/target.ts';
import type { ObligationKind } from '../obligations/kinds.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { Psg } from '../psg/psg.ts';
import type { Store } from './cache.ts';
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

/** Kinds of checks that the checker derives conditions for. The others have no run-time check that could be dropped: types and declarations settle them, and Z3 alone proves lifetimes. */
const checkedKinds: ReadonlySet<ObligationKind> = new Set([
  'bounds',
  'slice',
  'division',
  'memory-map',
  'access-kind',
  'assert',
  'requires',
  'ensures',
  'invariant',
  'exhaustive',
]);

/** The checker's name of an obligation. */
export function goalOf({ kind, subject, part }: Pick<Obligation, 'kind' | 'subject' | 'part'>): string {
  return `${kind}:${subject}:${part}`;
}

/** Whether an obligation needs a certificate before its check may be dropped. */
export function needsCertificate({ kind, decided }: Obligation): boolean {
  return checkedKinds.has(kind) && decided === undefined;
}

export function targetFacts(target: Target): TargetFacts {
  return {
    name: target.name,
    wordBits: BigInt(target.wordBits),
    largestObject: target.largestObject,
    ranges: target.memoryMap.ranges.map(({ start, size, access, widths }) => ({
      start,
      size,
      access,
      widths: widths.map(BigInt),
    })),
  };
}

export interface CountersignOptions {
  readonly store: Store;
  /** `required`: an uncertified proof keeps its guard. */
  readonly certificates: 'required' | 'optional';
}

export function countersign(
  obligations: readonly Obligation[],
  answers: readonly Answer[],
  proposals: readonly Claim[],
  psg: Psg,
  target: Target,
  options: CountersignOptions,
): Countersigned {
  const goals = new Map(obligations.filter(needsCertificate).map((each) => [each.id, goalOf(each)] as const));
  const wanted = new Set(
    answers.flatMap(({ obligation, verdict }) => (verdict === 'proved' ? (goals.get(obligation) ?? []) : [])),
  );
  const graphText = psg.text;
  const facts = targetFacts(target);
  const found = find({ graphText, target: facts, proposals, checks: wanted }, options.store);
  const verdict = checkCertificate(graphText, facts, found.text);
  const proved = verdict.kind === 'accepted' ? verdict.proved : new Set<string>();
  return {
    answers: answers.map((answer) => {
      const goal = goals.get(answer.obligation);
      if (goal === undefined || answer.verdict !== 'proved' || proved.has(goal)) return answer;
      if (options.certificates === 'optional') return { ...answer, uncertified: true };
      return { ...answer, uncertified: true, certificate: null };
    }),
    bundle: { ...found, hash: digestBytes(found.text), refused: verdict.kind === 'refused' ? verdict.why : null },
  };
}

/** The search is done once for a program and its claims; what it found is checked each time. */
function find(
  wanted: Parameters<typeof certify>[0],
  store: Store,
): { readonly text: string; readonly proofs: number; readonly claims: number } {
  const key = `certificate-${digestOf({ format: 1, ...wanted, checks: [...wanted.checks] })}`;
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
