// Factor: is the account young? Its level grows with every game, whoever plays.

import type { Evidence } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { clampToUnit } from '../game-statistics.ts';

/** From this level on the account counts as grown. Source: an assumption, a ramp in place of the predecessor's steps. */
const GROWN_LEVEL = 100;
/** Ranked games need this level, so it is where the score is full. Source: Riot's rule for ranked queues. */
const RANKED_LEVEL = 30;

function score({ level }: Evidence): FactorResult {
  if (level === null) return { kind: 'insufficient', needs: 'a known account level' };
  return {
    kind: 'scored',
    value: level,
    score: clampToUnit((GROWN_LEVEL - level) / (GROWN_LEVEL - RANKED_LEVEL)),
    reason: `account level ${level} in the newest game`,
  };
}

export const accountLevel: Factor = { id: 'accountLevel', title: 'Account level', score };
