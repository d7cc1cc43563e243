// Factor: does the player win clearly more often than before, as after a change of hands?

import type { Evidence } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { countWins, type Games, halves, winRate } from '../game-statistics.ts';

/** A rise must exceed this to count. Source: the predecessor's threshold. */
const TOLERATED = 0.1;
/** Score per unit of rise. Source: the predecessor. */
const SLOPE = 3;

function score({ games }: Evidence): FactorResult {
  const { older, newer } = halves(games);
  if (newer.length === 0) return { kind: 'insufficient', needs: 'at least two games' };
  const value = winRate(newer) - winRate(older);
  return {
    kind: 'scored',
    value,
    score: value > TOLERATED ? Math.min(1, SLOPE * value) : 0,
    reason: `won ${share(newer)} newer games, ${share(older)} before`,
  };
}

function share(games: Games): string {
  return `${countWins(games)} of ${games.length}`;
}

export const winRateTrend: Factor = { id: 'winRateTrend', title: 'Trend of the win rate', score };
