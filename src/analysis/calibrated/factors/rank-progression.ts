// Factor: the honest rivals who also move: somebody who improves, and somebody who came back.

import { mean } from '../../game-statistics.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';
import { snapshotAt } from '../rank-path.ts';
import { placeWords, rankWords } from '../words.ts';

/** These rivals lower everybody's ratio; nobody's score column should come from it. */
const USUAL = 0.5;

function measure({ history, path }: Prepared): Measure {
  const known = history.games.flatMap(({ playedAt }, index) => {
    const nearest = snapshotAt(history, playedAt);
    const strength = path.own[index] ?? null;
    const lobby = path.lobby[index];
    if (nearest === undefined || strength === null || lobby === undefined) return [];
    return [{ gap: lobby - strength, rank: rankWords(nearest.snapshot) }];
  });
  const [first] = known;
  const last = known.at(-1);
  const hasRead = history.ranks.length > 0;
  if (first === undefined || last === undefined) {
    const statistic = { firstRank: null, lastRank: null, lobbyGap: null };
    return { statistic, words: 'no rank known near these games', hasRead };
  }
  const lobbyGap = mean(known.map(({ gap }) => gap));
  return {
    statistic: { firstRank: first.rank, lastRank: last.rank, lobbyGap },
    words: `${first.rank === last.rank ? first.rank : `${first.rank}, later ${last.rank}`}, ${placeWords(lobbyGap)}`,
    hasRead,
  };
}

export const rankProgression: CalibratedFactor = {
  id: 'rankProgression',
  title: 'Climb and comeback',
  switchesOn: 'movers',
  usualContribution: USUAL,
  measure,
};
