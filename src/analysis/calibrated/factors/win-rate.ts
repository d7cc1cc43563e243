// Factor: more wins than the lobbies explain.

import { countWins } from '../../game-statistics.ts';
import { count, decimal } from '../../wording.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';
import { sigmoid } from '../probability.ts';
import { BETA } from '../terms.ts';

function measure({ games }: Prepared): Measure {
  const wins = countWins(games);
  const expected = games.reduce((sum, { shift }) => sum + sigmoid(BETA * shift), 0);
  return {
    statistic: { wins, games: games.length, expected },
    words: `won ${wins} of ${count(games.length, 'game')}, ${decimal(expected)} expected at lobby level`,
    hasRead: true,
  };
}

export const winRate: CalibratedFactor = {
  id: 'winRate',
  title: 'Win rate',
  switchesOn: 'results',
  usualContribution: 0,
  measure,
};
