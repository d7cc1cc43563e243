// The registry of the nine factors of the profile `calibrated`.

import type { FactorId } from '../../factor.ts';
import type { CalibratedFactor } from '../factor.ts';
import { accountLevel } from './account-level.ts';
import { kda } from './kda.ts';
import { performanceConsistency } from './performance-consistency.ts';
import { performanceTrends } from './performance-trends.ts';
import { rankDiscrepancy } from './rank-discrepancy.ts';
import { rankProgression } from './rank-progression.ts';
import { rolePerformance } from './role-performance.ts';
import { winRate } from './win-rate.ts';
import { winRateTrend } from './win-rate-trend.ts';

export const calibratedFactors = {
  winRate,
  kda,
  accountLevel,
  rankDiscrepancy,
  rankProgression,
  winRateTrend,
  performanceConsistency,
  performanceTrends,
  rolePerformance,
} as const satisfies Record<FactorId, CalibratedFactor>;
