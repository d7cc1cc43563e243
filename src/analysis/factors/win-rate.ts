// Factor: does the player win far more often than equal matchmaking allows?

import type { Evidence } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { countWins, winRate as winRateOf } from '../game-statistics.ts';
import { count, percent } from '../wording.ts';

/** Win rate from which the score starts, and the score there. Source: the predecessor's threshold. */
const HIGH_WIN_RATE = 0.65;
const SCORE_AT_HIGH = 0.1;
/** Win rate above the threshold at which the score is full, so 80 %. Source: the predecessor. */
const SPAN = 0.15;

function score({ games }: Evidence): FactorResult {
  if (games.length === 0) return { kind: 'insufficient', needs: 'at least one game' };
  const value = winRateOf(games);
  return {
    kind: 'scored',
    value,
    score: scoreOf(value),
    reason: `won ${countWins(games)} of ${count(games.length, 'game')} (${percent(value)})`,
  };
}

function scoreOf(value: number): number {
  if (value < HIGH_WIN_RATE) return 0;
  return Math.min(1, SCORE_AT_HIGH + ((1 - SCORE_AT_HIGH) * (value - HIGH_WIN_RATE)) / SPAN);
}

export const winRate: Factor = { id: 'winRate', title: 'Win rate', score };
