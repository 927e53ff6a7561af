// In: what was checked again. Out: a few lines for people, and the same as data: what agrees, what does not, and what nothing here looked at.

import type { Rechecked } from './recheck.ts';
import { uncheckedRows } from './recheck-proofs.ts';

/** What the checks do not reach; each is said, so that "all agrees" is not read as more than it is. */
export interface Unchecked {
  /** Dropped checks that types and declarations settle. */
  readonly settled: number;
  /** Proofs by Z3 alone; their scripts can be run with any solver. */
  readonly solver: number;
  /** Dropped checks without a certificate, where the project allows that. */
  readonly uncertified: number;
  /** Checks of a program that the checker does not follow. */
  readonly unfollowed: number;
  /** Checks of code that is said not to be in the image. */
  readonly absent: number;
  /** Guards that the back end removed, because it found that they cannot fail. */
  readonly removed: number;
  /** Inputs of which the record has the digest, not the text. */
  readonly inputs: number;
}

export function uncheckedBy({ evidence, files, proofs, image }: Rechecked): Unchecked {
  const { settled, solver } = uncheckedRows(evidence.obligations);
  return {
    settled,
    solver,
    uncertified: proofs?.allowed ?? 0,
    unfollowed: proofs?.unfollowed ?? 0,
    absent: evidence.obligations.filter(({ treatment, guard }) => treatment === 'absent' && guard === null).length,
    removed: typeof image === 'string' ? 0 : image.removed,
    inputs: files.unseen,
  };
}

export function recheckText(rechecked: Rechecked): string {
  const { evidence, files, proofs, image, problems } = rechecked;
  const { project, version, target, board } = evidence.subject;
  const verdict =
    problems.length > 0
      ? counted(problems.length, 'contradiction')
      : image === 'unread'
        ? 'no contradiction so far'
        : 'all agrees';
  const found = { image: files.image, graph: files.graph, certificate: files.certificate };
  const named = Object.entries(found).flatMap(([name, content]) => (content === undefined ? [] : [name]));
  const lines = [
    `${project} ${version} for ${target} (${board}): ${verdict}`,
    `  digests  ${[...named, counted(files.scripts, 'script'), counted(files.sources, 'source'), `${counted(files.own, 'file')} of the compiler`].join(', ')}`,
  ];
  if (proofs)
    lines.push(
      `  proofs   ${counted(proofs.goals, 'goal')} and ${counted(proofs.claims, 'claim')} without a solver; ${counted(proofs.confirmed, 'dropped check')} confirmed`,
    );
  if (typeof image === 'string') lines.push(`  image    ${image === 'none' ? 'none was linked' : 'not read'}`);
  else
    lines.push(
      `  image    ${counted(image.present, 'guard')} in place, ${counted(image.allowedTraps, 'trap')} of the start-up code, stack of ${counted(image.entries, 'entry point')}`,
    );
  const left = leftText(uncheckedBy(rechecked));
  if (left !== '') lines.push(`  not checked again: ${left}`);
  return [...lines, ...problems.map((problem) => `  contradiction: ${problem}`), ''].join('\n');
}

const leftTexts: Readonly<Record<keyof Unchecked, readonly [what: string, why: string]>> = {
  settled: ['claim', 'that types and declarations settle'],
  solver: ['proof', 'by Z3 alone'],
  uncertified: ['dropped check', 'without a certificate, as the project allows'],
  unfollowed: ['check', 'of a program that the checker does not follow'],
  absent: ['check', 'of code that is not in the image'],
  removed: ['guard', 'that the back end removed'],
  inputs: ['input', 'known by digest only'],
};

function leftText(unchecked: Unchecked): string {
  const texts = Object.entries(leftTexts).map(([name, [what, why]]) => {
    const count = unchecked[name as keyof Unchecked];
    return count > 0 ? `${counted(count, what)} ${why}` : '';
  });
  return texts.filter((text) => text !== '').join('; ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

export function recheckAsJson(rechecked: Rechecked): unknown {
  const { evidence, files, proofs, image, problems } = rechecked;
  const { project, version, target, board, outcome } = evidence.subject;
  return {
    subject: { project, version, target, board, outcome },
    agrees: problems.length === 0 && image !== 'unread',
    contradictions: problems,
    digests: {
      image: files.image !== undefined,
      graph: files.graph !== undefined,
      certificate: files.certificate !== undefined,
      scripts: files.scripts,
      sources: files.sources,
      ownFiles: files.own,
    },
    proofs: proofs && { goals: proofs.goals, claims: proofs.claims, confirmed: proofs.confirmed },
    image:
      typeof image === 'string'
        ? image
        : { present: image.present, allowedTraps: image.allowedTraps, entries: image.entries },
    unchecked: uncheckedBy(rechecked),
  };
}
