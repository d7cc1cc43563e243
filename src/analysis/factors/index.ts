// The registry of the nine factors, in the order in which they are reported.

import type { Factor, FactorId } from '../factor.ts';
import { accountLevel } from './account-level.ts';
import { kda } from './kda.ts';
import { performanceConsistency } from './performance-consistency.ts';
import { performanceTrends } from './performance-trends.ts';
import { rankDiscrepancy } from './rank-discrepancy.ts';
import { rankProgression } from './rank-progression.ts';
import { rolePerformance } from './role-performance.ts';
import { winRate } from './win-rate.ts';
import { winRateTrend } from './win-rate-trend.ts';

export const factors = {
  winRate,
  kda,
  accountLevel,
  rankDiscrepancy,
  rankProgression,
  winRateTrend,
  performanceConsistency,
  performanceTrends,
  rolePerformance,
} as const satisfies Record<FactorId, Factor>;

export const factorIds = Object.keys(factors) as readonly FactorId[];
