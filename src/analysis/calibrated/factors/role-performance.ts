// Factor: the games away from the main position.

import { countWins } from '../../game-statistics.ts';
import { capitalised, count } from '../../wording.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';

function measure({ games, mainPosition }: Prepared): Measure {
  const off = games.filter(({ isOffRole }) => isOffRole);
  const wins = countWins(off);
  const main = mainPosition === null ? 'any known position' : capitalised(mainPosition);
  return {
    statistic: { games: off.length, wins, mainPosition },
    words:
      off.length === 0 ? `no games away from ${main}` : `won ${wins} of ${count(off.length, 'game')} away from ${main}`,
    hasRead: off.length > 0,
  };
}

export const rolePerformance: CalibratedFactor = {
  id: 'rolePerformance',
  title: 'Games in other positions',
  switchesOn: 'offRoleGames',
  usualContribution: 0,
  measure,
};
