// Factor: some games played far below the others, as when somebody throws them to lose rank.

import { sampleDeviation } from '../../game-statistics.ts';
import { decimal } from '../../wording.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';
import { informationOf, performanceOf } from '../words.ts';

/** Another smurf story raises everybody's ratio by about this much. */
const USUAL = 0.5;
/** A deviation needs two values. */
const MIN_GAMES = 2;

function measure({ games }: Prepared): Measure {
  const read = games.filter((game) => informationOf(game) > 0);
  if (read.length < MIN_GAMES) {
    return { statistic: { spread: null }, words: 'too few games with a full stat line', hasRead: true };
  }
  const spread = sampleDeviation(read.map((game) => performanceOf(game) / Math.sqrt(informationOf(game))));
  return {
    statistic: { spread },
    words: `performance varies from game to game by ${decimal(spread)} (1 is usual)`,
    hasRead: true,
  };
}

export const performanceConsistency: CalibratedFactor = {
  id: 'performanceConsistency',
  title: 'Games far below the others',
  switchesOn: 'deranker',
  usualContribution: USUAL,
  measure,
};
