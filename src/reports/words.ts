// In: values of the record's enumerations, counts and names. Out: the words that a reader sees. All wording that is not a template's own text is here.
import type { Evidence, EvidenceObligation } from '../evidence/record.ts';
import type { Column } from '../evidence/summary.ts';
import type { Standing } from './standing.ts';

type Guard = NonNullable<EvidenceObligation['guard']>;

/** The sentence of the record's specification; it holds only for a linked and valid record. */
export const theSentence =
  'If an obligation is reported elided, then in every execution of the shipped image on the declared target that satisfies the listed assumptions, ' +
  'the access is in bounds, permitted, and within its lifetime.';

export const standingMeaning: Readonly<Record<Standing, string>> = {
  proved: 'No check at run time: the claim follows from types or from facts that the program itself establishes.',
  assumed: 'No check at run time: the claim rests on a declaration that nothing here checks. Never counted as proved.',
  guarded: 'A check at run time: if the claim is false there, the program stops before the access.',
  rejected: 'The program is refused: no image exists.',
  absent: 'The code is not in the image: control cannot reach it, or nothing calls it. Never counted as proved.',
};

export const verdictMeaning: Readonly<Record<EvidenceObligation['verdict'], string>> = {
  proved: 'the facts imply the claim, and the facts do not contradict each other',
  refuted: 'the claim is false whenever control gets here',
  unknown: 'neither proved nor refuted',
  unreachable: 'the facts contradict each other: control never gets here',
  assumed: 'rests on a declaration',
};

export const methodWord: Readonly<Record<NonNullable<EvidenceObligation['method']>, string>> = {
  type: 'types and declarations',
  interval: 'interval analysis',
  z3: 'Z3',
  'z3+invariant': 'Z3 with an inferred invariant',
  declared: 'declaration',
};

export const meansHeading: Readonly<Record<Column, { readonly group: 'elided' | 'other'; readonly word: string }>> = {
  type: { group: 'elided', word: 'by type' },
  interval: { group: 'elided', word: 'by interval' },
  z3: { group: 'elided', word: 'by Z3' },
  assumed: { group: 'elided', word: 'assumed' },
  guarded: { group: 'other', word: 'guarded' },
  rejected: { group: 'other', word: 'rejected' },
  absent: { group: 'other', word: 'absent' },
};

export const reasonWord: Readonly<Record<EvidenceObligation['hypotheses'][number]['reason'], string>> = {
  type: 'type',
  definition: 'definition',
  path: 'test on the path',
  interval: 'interval',
  loop: 'loop head',
  guard: 'earlier check',
  contract: 'contract',
  map: 'memory map',
  scope: 'scope',
};

export const guardStateWord: Readonly<Record<Guard['state'], string>> = {
  present: 'present in the image',
  'removed-by-backend': 'removed by LLVM',
  missing: 'missing from the image',
  'not-linked': 'not linked',
};

export const assumptionClassWord: Readonly<Record<Evidence['assumptions'][number]['class'], string>> = {
  target: 'target',
  'memory-map': 'memory map',
  binding: 'platform binding',
  interrupt: 'interrupts',
  solver: 'solver',
  toolchain: 'toolchain',
  user: 'user',
};

export const outcomeWord: Readonly<
  Record<Evidence['subject']['outcome'], { readonly word: string; readonly meaning: string }>
> = {
  linked: { word: 'linked', meaning: 'The image was linked and reconciled with this record.' },
  'not-linked': {
    word: 'not linked',
    meaning:
      'No image was linked. Proofs hold for the emitted MLIR; addresses and the presence of guards are not known.',
  },
  refused: { word: 'refused', meaning: 'The program was refused. No image exists.' },
};

/** `12,345`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 check`, `2 checks`, with digits grouped. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A share in percent, cut and never rounded up: `99 %` of 1,999 in 2,000, and `<1 %` of 1 in 2,000. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = Math.floor((100 * part) / whole);
  return percent === 0 && part > 0 ? '<1 %' : `${percent} %`;
}
