// The contract of a factor: one pure question about a player's evidence.

import type { Evidence } from './evidence.ts';

export type FactorId =
  | 'winRate'
  | 'kda'
  | 'accountLevel'
  | 'rankDiscrepancy'
  | 'rankProgression'
  | 'winRateTrend'
  | 'performanceConsistency'
  | 'performanceTrends'
  | 'rolePerformance';

export type FactorResult =
  | {
      readonly kind: 'scored';
      /** What was measured, in the factor's own unit. */
      readonly value: number;
      /** 0..1; 1 = looks most like a smurf. */
      readonly score: number;
      /** One clause for people, with its own numbers: "won 34 of 48 games (71 %)". */
      readonly reason: string;
    }
  | {
      readonly kind: 'insufficient';
      /** What is missing, for people: "at least one rank snapshot". */
      readonly needs: string;
    };

export interface Factor {
  readonly id: FactorId;
  readonly title: string;
  score(evidence: Evidence): FactorResult;
}
