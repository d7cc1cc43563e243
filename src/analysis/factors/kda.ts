// Factor: does the player take part in many kills for each death?

import type { Evidence } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { clampToUnit, pooledKillRatio } from '../game-statistics.ts';
import { count, decimal } from '../wording.ts';

/** Ratio where the score starts, and the way to a full one; a ramp around the predecessor's step at 3.5. */
const START = 2.5;
const SPAN = 2;

function score({ games }: Evidence): FactorResult {
  if (games.length === 0) return { kind: 'insufficient', needs: 'at least one game' };
  const value = pooledKillRatio(games);
  return {
    kind: 'scored',
    value,
    score: clampToUnit((value - START) / SPAN),
    reason: `${decimal(value)} kills and assists per death over ${count(games.length, 'game')}`,
  };
}

export const kda: Factor = { id: 'kda', title: 'Kills, deaths, assists', score };
