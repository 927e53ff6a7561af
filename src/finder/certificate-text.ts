// In: claims, and proofs as text. Out: the certificate, in the form that the checker reads.
import { digestBytes } from '../base/digest.ts';
import { semantics } from '../checker/check.ts';
import type { Claim, Root } from '../checker/claims.ts';
import type { TargetFacts } from '../checker/machine.ts';
import type { Proof } from './search.ts';

/** One line for each proof. */
export function certificateText(
  { graphText, target }: { readonly graphText: string; readonly target: TargetFacts },
  claims: readonly Claim[],
  proofs: readonly string[],
): string {
  const head = {
    format: 'firefly-certificate',
    semantics,
    psg: digestBytes(graphText),
    target: plainTarget(target),
    claims: claims.map(plainClaim),
  };
  return JSON.stringify(head).replace(/\}$/, `,"proofs":[\n${proofs.join(',\n')}\n]}\n`);
}

/** The claim as certificates hold it. */
export function plainClaim({ place, node, over, modulus, ...sum }: Claim): unknown {
  const view = over && {
    view: plainRoot(over.view),
    from: plainSum(over.from),
    to: plainSum(over.to),
    step: plainInteger(over.step),
    phase: plainInteger(over.phase),
  };
  return { place, node, ...(view && { over: view }), ...plainSum(sum), modulus: plainInteger(modulus) };
}

function plainSum({ terms, constant }: Pick<Claim, 'terms' | 'constant'>) {
  const plainTerms = terms.map(({ factor, roots }) => [plainInteger(factor), ...roots.map(plainRoot)]);
  return { terms: plainTerms, constant: plainInteger(constant) };
}

function plainRoot(root: Root): readonly (string | number)[] {
  const id = 'id' in root ? [root.id] : [];
  const slot = 'slot' in root ? [root.slot] : [];
  return [root.kind, ...id, ...slot];
}

function plainTarget(target: TargetFacts): unknown {
  return JSON.parse(JSON.stringify(target, (_key, value) => (typeof value === 'bigint' ? plainInteger(value) : value)));
}

function plainInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : `${value}`;
}

/** The proof with its integers as certificates hold them. */
export function serialised(proof: Proof): unknown {
  return proof.map((each) =>
    typeof each === 'bigint' ? plainInteger(each) : Array.isArray(each) ? serialised(each as Proof) : each,
  );
}
