// Factor: does the player play clearly better than before, as after a change of hands?

import type { Evidence, SampleGame } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { clampToUnit, type Games, halves, mean, pooledKillRatio } from '../game-statistics.ts';
import { change } from '../wording.ts';

/** Improvement that practice and luck explain. Source: an assumption of the profile `classic`. */
const TOLERATED = 0.1;
const SECONDS_PER_MINUTE = 60;

function score({ games }: Evidence): FactorResult {
  const { older, newer } = halves(games);
  if (newer.length === 0) return { kind: 'insufficient', needs: 'at least two games' };
  const compare = (measure: (games: Games) => number) => relativeChange(measure(newer), measure(older));
  const ratio = compare(pooledKillRatio);
  const cs = compare((half) => meanPerMinute(half, (game) => game.cs));
  const vision = compare((half) => meanPerMinute(half, (game) => game.visionScore));
  const value = mean([ratio, cs, vision]);
  return {
    kind: 'scored',
    value,
    score: clampToUnit(value - TOLERATED),
    reason: `newer games against older: KDA ${change(ratio)}, CS per minute ${change(cs)}, vision ${change(vision)}`,
  };
}

/** 0 where there is nothing to compare with. */
function relativeChange(newer: number, older: number): number {
  return older === 0 ? 0 : (newer - older) / older;
}

/** Mean of the games' own rates; a game without a duration has none. */
function meanPerMinute(games: Games, of: (game: SampleGame) => number): number {
  const timed = games.filter((game) => game.gameDuration > 0);
  return mean(timed.map((game) => (of(game) * SECONDS_PER_MINUTE) / game.gameDuration));
}

export const performanceTrends: Factor = { id: 'performanceTrends', title: 'Trend of the performance', score };
