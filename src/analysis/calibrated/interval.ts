// Step: how far the luck of the games may have moved the probability; a jackknife over twenty groups.

import type { Prepared } from './prepared.ts';
import { type Calibration, logitOf, sigmoid } from './probability.ts';
import { allGames, scoreOf } from './score.ts';
import type { Terms } from './terms.ts';

const GROUPS = 20;
/** 5 % on each side of Student's t with 19 degrees of freedom. */
const QUANTILE = 1.729;

export interface Interval {
  /** Standard error of the logit. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** `logit`: of the full sample. */
export function intervalOf(prepared: Prepared, terms: Terms, full: Calibration & { logit: number }): Interval {
  const games = allGames(prepared);
  const logits = Array.from({ length: GROUPS }, (_, group) => {
    const kept = games.filter((index) => index % GROUPS !== group);
    return logitOf(scoreOf(prepared, terms, kept).llr, full);
  });
  const centre = logits.reduce((sum, value) => sum + value, 0) / GROUPS;
  const squares = logits.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const standardError = Math.sqrt(((GROUPS - 1) / GROUPS) * squares);
  const reach = QUANTILE * standardError;
  return { standardError, low: sigmoid(full.logit - reach), high: sigmoid(full.logit + reach) };
}
