// How much each factor weighs in the profile `classic`; they sum to 1.

import type { FactorId } from './factor.ts';

/** Source: the predecessor's configured weights (commits 759c936 to 5e4024e), kept for continuity. */
export const weights: Readonly<Record<FactorId, number>> = {
  winRate: 0.18,
  kda: 0.12,
  accountLevel: 0.08,
  rankDiscrepancy: 0.2,
  rankProgression: 0.09,
  winRateTrend: 0.1,
  performanceConsistency: 0.1,
  performanceTrends: 0.08,
  rolePerformance: 0.05,
};
