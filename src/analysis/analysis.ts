// The result of a judgement, in the shape in which it is stored.

import type { FactorId, FactorResult } from './factor.ts';

export type Profile = 'calibrated' | 'classic';

/** The bands of the profile `classic`, strongest first. */
export type Band = 'high' | 'medium' | 'low' | 'none' | 'insufficient_data';

export interface Analysis {
  readonly puuid: string;
  readonly profile: 'classic';
  readonly profileVersion: string;
  readonly queueId: number;
  readonly isSmurf: boolean;
  /** Weighted mean of the available factors, 0..1; null with insufficient data. */
  readonly smurfScore: number | null;
  readonly confidence: Band;
  /** Share of the weights that could be scored, 0..1. */
  readonly coverage: number;
  readonly factors: Readonly<Record<FactorId, FactorResult>>;
  readonly gamesAnalyzed: number;
  readonly firstMatchId: string | null;
  readonly lastMatchId: string | null;
  readonly accountLevel: number | null;
  readonly currentTier: string | null;
  readonly currentDivision: string | null;
}
