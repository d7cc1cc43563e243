// The contract of a factor in the profile `calibrated`: what it switches on, its own statistic and its words.

import type { FactorId } from '../factor.ts';
import type { Prepared } from './prepared.ts';

/** What a factor switches on in the likelihood ratio. */
export type Part =
  | 'results'
  | 'combat'
  | 'lane'
  | 'tenure'
  | 'movers'
  | 'deranker'
  | 'resultsChange'
  | 'performanceChange'
  | 'offRoleGames';

export interface Measure {
  /** Own numbers of the factor, as they are stored; null = unknown. */
  readonly statistic: Readonly<Record<string, number | string | null>>;
  /** The same as one clause for people: "won 34 of 48 games (24.1 expected)". */
  readonly words: string;
  /** False where there was nothing to read: the score column is NULL then. */
  readonly hasRead: boolean;
}

export interface CalibratedFactor {
  readonly id: FactorId;
  /** What the factor reads in this profile; the column keeps the name that it has in all of them. */
  readonly title: string;
  readonly switchesOn: Part;
  /** Contribution that everybody gets for the mere switching on; the score column starts above it. */
  readonly usualContribution: number;
  measure(prepared: Prepared, peers: Peers): Measure;
}

/** Mean combat residuals of analysed players with the same main position; empty where they are not stored. */
export type Peers = readonly number[];

/** The score column, 0..1. */
export function columnScore({ usualContribution }: CalibratedFactor, contribution: number): number {
  return Math.max(0, Math.tanh((contribution - usualContribution) / 2));
}
