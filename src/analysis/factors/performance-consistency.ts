// Factor: is the player good in game after game, not only now and then?

import type { Evidence } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { type Games, killRatio, mean, pooledKillRatio, sampleDeviation } from '../game-statistics.ts';
import { decimal, percent } from '../wording.ts';

/** Being steady speaks for a smurf only above this ratio. Source: an assumption of the profile `classic`. */
const GOOD_RATIO = 3;
/** Way from there to a full first part, and the shares of the parts. Source: the predecessor. */
const SPAN = 3.5;
const LEVEL_SHARE = 0.6;
const STEADY_SHARE = 0.4;
/** A deviation needs two values. */
const MIN_GAMES = 2;

function score({ games }: Evidence): FactorResult {
  if (games.length < MIN_GAMES) return { kind: 'insufficient', needs: `at least ${MIN_GAMES} games` };
  const ratio = pooledKillRatio(games);
  const value = variation(games);
  return {
    kind: 'scored',
    value,
    score: scoreOf(ratio, value),
    reason: `${decimal(ratio)} kills and assists per death, varying by ${percent(value)} from game to game`,
  };
}

function scoreOf(ratio: number, spread: number): number {
  if (ratio < GOOD_RATIO) return 0;
  return LEVEL_SHARE * Math.min(1, (ratio - GOOD_RATIO) / SPAN) + STEADY_SHARE * Math.max(0, 1 - spread);
}

/** Coefficient of variation of the kill ratios; 1 where their mean is 0. */
function variation(games: Games): number {
  const ratios = games.map(killRatio);
  const centre = mean(ratios);
  return centre === 0 ? 1 : sampleDeviation(ratios) / centre;
}

export const performanceConsistency: Factor = { id: 'performanceConsistency', title: 'Steady performance', score };
