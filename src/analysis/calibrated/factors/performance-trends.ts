// Factor: performance that changes from some game on, as when somebody else takes over.

import { halves, mean } from '../../game-statistics.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';
import type { ScoredGame } from '../terms.ts';
import { informationOf, performanceOf } from '../words.ts';

/** Another smurf story raises everybody's ratio by about this much. */
const USUAL = 0.5;

function measure({ games }: Prepared): Measure {
  const { older, newer } = halves(games.filter((game) => informationOf(game) > 0));
  if (newer.length === 0) {
    return { statistic: { before: null, after: null }, words: 'too few games with a full stat line', hasRead: true };
  }
  const before = mean(older.map(performanceOf));
  const after = mean(newer.map(performanceOf));
  const error = Math.sqrt(varianceOfMean(older) + varianceOfMean(newer));
  return {
    statistic: { before, after },
    words: `performance in the newer half of the games: ${comparison(after - before, error)}`,
    hasRead: true,
  };
}

/** The variance of a game's performance is its information. */
function varianceOfMean(games: readonly ScoredGame[]): number {
  return mean(games.map(informationOf)) / games.length;
}

/** Within one standard error the halves count as alike. */
function comparison(change: number, error: number): string {
  if (Math.abs(change) < error) return 'about the same as before';
  return change > 0 ? 'better than before' : 'worse than before';
}

export const performanceTrends: CalibratedFactor = {
  id: 'performanceTrends',
  title: 'Change of the performance',
  switchesOn: 'performanceChange',
  usualContribution: USUAL,
  measure,
};
