// The table of kinds: which file finds the claims of each. A new kind is one line here.
import { findAccessKind } from './access-kind.ts';
import { findBounds } from './bounds.ts';
import type { FindClaims } from './claim.ts';
import { findDivisions } from './division.ts';
import type { ObligationKind } from './kinds.ts';
import { findLifetimes } from './lifetime.ts';
import { findMemoryMap } from './memory-map.ts';
import { findOverflows } from './overflow.ts';
import { findRegionMatch } from './region-match.ts';
import { findSlices } from './slice.ts';
import { findAsserts, findEnsures, findExhaustive, findFailures, findInvariants, findRequires } from './stated.ts';

export const claimFinders: Readonly<Record<ObligationKind, FindClaims>> = {
  bounds: findBounds,
  slice: findSlices,
  division: findDivisions,
  'memory-map': findMemoryMap,
  'access-kind': findAccessKind,
  'region-match': findRegionMatch,
  lifetime: findLifetimes,
  assert: findAsserts,
  requires: findRequires,
  ensures: findEnsures,
  invariant: findInvariants,
  exhaustive: findExhaustive,
  failure: findFailures,
  overflow: findOverflows,
};
