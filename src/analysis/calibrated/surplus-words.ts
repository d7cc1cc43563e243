// How far above the lobbies the games look, as one of three phrases: the number behind it is never shown.

import { ordinary, POINTS, strong, surpluses } from './grid.ts';
import type { Prepared } from './prepared.ts';
import { allGames, fullTermsOf } from './score.ts';
import { logLikelihood, select } from './selection.ts';

export type LevelWords = 'at lobby level' | 'somewhat above' | 'far above';

/** Shares of the two densities before the games are seen. Source: the default prior. */
const STRONG_SHARE = 0.05;
/** A tier or more counts as above. */
const CLEARLY_ABOVE = 1;
/** Probability of being clearly above at which the phrase changes. Source: assumptions. */
const SOMEWHAT = 0.2;
const FAR = 0.8;

export function levelWords(prepared: Prepared): LevelWords {
  const likelihood = logLikelihood(select(fullTermsOf(prepared), allGames(prepared)).totals);
  const highest = Math.max(...likelihood);
  let above = 0;
  let all = 0;
  for (let point = 0; point < POINTS; point++) {
    const before = (1 - STRONG_SHARE) * (ordinary[point] as number) + STRONG_SHARE * (strong[point] as number);
    const weight = before * Math.exp((likelihood[point] as number) - highest);
    all += weight;
    if ((surpluses[point] as number) >= CLEARLY_ABOVE) above += weight;
  }
  const share = above / all;
  if (share < SOMEWHAT) return 'at lobby level';
  return share < FAR ? 'somewhat above' : 'far above';
}
