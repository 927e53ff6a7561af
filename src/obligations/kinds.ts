// The obligation kinds as data. A new kind is one line here; `Record<ObligationKind, …>` makes the compiler list the rest.

export const obligationKinds = [
  'bounds',
  'slice',
  'division',
  'memory-map',
  'access-kind',
  'region-match',
  'lifetime',
  'assert',
  'requires',
  'ensures',
  'invariant',
  'exhaustive',
  'failure',
  'overflow',
] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** The CWE entry that a failure of the kind would be (MITRE CWE 4.x). */
export const cweOf: Readonly<Record<ObligationKind, string>> = {
  bounds: 'CWE-125/CWE-787',
  slice: 'CWE-125/CWE-787',
  division: 'CWE-369',
  'memory-map': 'CWE-822',
  'access-kind': 'CWE-1262',
  'region-match': 'CWE-1257',
  lifetime: 'CWE-562',
  assert: 'CWE-617',
  requires: 'CWE-628',
  ensures: 'CWE-682',
  invariant: 'CWE-682',
  exhaustive: 'CWE-478',
  failure: 'CWE-617',
  overflow: 'CWE-190',
};
