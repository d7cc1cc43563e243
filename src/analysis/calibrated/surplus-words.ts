// How far above the lobbies the games look, as one of three phrases: the number behind it is never shown.

import type { Prepared } from './prepared.ts';
import { allGames } from './score.ts';
import { meanOver, surplusDistribution } from './surplus.ts';

export type LevelWords = 'at lobby level' | 'somewhat above' | 'far above';

/** A tier or more counts as above. */
const CLEARLY_ABOVE = 1;
/** Probability of being clearly above at which the phrase changes. Source: assumptions. */
const SOMEWHAT = 0.2;
const FAR = 0.8;

export function levelWords(prepared: Prepared): LevelWords {
  const distribution = surplusDistribution(prepared, allGames(prepared));
  const share = meanOver(distribution, (surplus) => (surplus >= CLEARLY_ABOVE ? 1 : 0));
  if (share < SOMEWHAT) return 'at lobby level';
  return share < FAR ? 'somewhat above' : 'far above';
}
