// The stories about a player: honest ones and smurf ones, what is assumed of each, and who reads what.

import type { LogEvidence } from './log-evidence.ts';
import type { Tenure } from './tenure.ts';

export type HypothesisId =
  | 'regular'
  | 'improver'
  | 'returning'
  | 'newRegular'
  | 'newImprover'
  | 'fresh'
  | 'deranker'
  | 'piloted';

export interface Hypothesis {
  readonly id: HypothesisId;
  readonly side: 'honest' | 'smurf';
  /** Assumed share within its side. */
  readonly weight: number;
  readonly evidence: keyof LogEvidence;
  /** Assumed share of new accounts: the level counts for them alone. */
  readonly newShare: number;
  /** Assumed share of accounts that slept. */
  readonly dormantShare: number;
  /** For people: "looks like ...". */
  readonly title: string;
}

const RARELY_DORMANT = 0.05;
const established = { newShare: 0, dormantShare: RARELY_DORMANT };
const fresh = { newShare: 1, dormantShare: RARELY_DORMANT };

/** Source of all shares: assumptions; the weights of the stories were not fitted. */
export const hypotheses: readonly Hypothesis[] = [
  {
    id: 'regular',
    side: 'honest',
    weight: 0.76,
    evidence: 'regular',
    ...established,
    title: 'a player at the level of the lobbies',
  },
  {
    id: 'improver',
    side: 'honest',
    weight: 0.08,
    evidence: 'improver',
    ...established,
    title: 'a player who gets better over these games',
  },
  {
    id: 'returning',
    side: 'honest',
    weight: 0.05,
    evidence: 'returning',
    newShare: 0,
    dormantShare: 0.85,
    title: 'a strong player back after a break',
  },
  {
    id: 'newRegular',
    side: 'honest',
    weight: 0.06,
    evidence: 'regular',
    ...fresh,
    title: 'a new account of a player at the level of the lobbies',
  },
  {
    id: 'newImprover',
    side: 'honest',
    weight: 0.05,
    evidence: 'improver',
    ...fresh,
    title: 'a new account of a player who gets better over these games',
  },
  {
    id: 'fresh',
    side: 'smurf',
    weight: 0.65,
    evidence: 'fresh',
    ...fresh,
    title: 'a new account of a clearly stronger player',
  },
  {
    id: 'deranker',
    side: 'smurf',
    weight: 0.15,
    evidence: 'deranker',
    newShare: 0.6,
    dormantShare: RARELY_DORMANT,
    title: 'a clearly stronger player who throws some games',
  },
  {
    id: 'piloted',
    side: 'smurf',
    weight: 0.2,
    evidence: 'piloted',
    ...established,
    title: 'somebody stronger who plays from some game on',
  },
];

/** ln of the level term and the dormancy term; what is unknown counts as 1. */
export function logTenure({ newShare, dormantShare }: Hypothesis, { levelEvidence, isDormant }: Tenure): number {
  const level = Math.log(newShare * Math.exp(levelEvidence ?? 0) + 1 - newShare);
  return level + logDormancy(dormantShare, isDormant);
}

function logDormancy(share: number, isDormant: boolean | null): number {
  if (isDormant === null) return 0;
  return Math.log(isDormant ? share : 1 - share);
}
