// Factor: results that change from some game on, as when somebody else takes over.

import { countWins, halves } from '../../game-statistics.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';

/** Another smurf story raises everybody's ratio by about this much. */
const USUAL = 0.5;

function measure({ games }: Prepared): Measure {
  const { older, newer } = halves(games);
  const [winsBefore, winsAfter] = [countWins(older), countWins(newer)];
  return {
    statistic: { winsBefore, gamesBefore: older.length, winsAfter, gamesAfter: newer.length },
    words: `won ${winsBefore} of the ${older.length} older games, ${winsAfter} of the ${newer.length} newer ones`,
    hasRead: true,
  };
}

export const winRateTrend: CalibratedFactor = {
  id: 'winRateTrend',
  title: 'Change of the win rate',
  switchesOn: 'resultsChange',
  usualContribution: USUAL,
  measure,
};
