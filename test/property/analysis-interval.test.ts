// The interval covers the luck of the games: nine in ten replicates of an account lie inside around their mean.

import { describe, expect, it } from 'vitest';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import { intervalOf } from '../../src/analysis/calibrated/interval.ts';
import { prepare } from '../../src/analysis/calibrated/prepared.ts';
import { defaultCalibration, logitOf } from '../../src/analysis/calibrated/probability.ts';
import { allGames, fullTermsOf, scoreOf } from '../../src/analysis/calibrated/score.ts';
import { type Draw, seeded } from '../../src/analysis/evaluation/random.ts';
import { type Account, accountWith, replicateOf } from './analysis-replicates.ts';

const REPLICATES = 60;
/** 5 % on each side of Student's t with 19 degrees of freedom. */
const QUANTILE = 1.729;

describe('the interval', () => {
  it.each([25, 40, 60])('of %d games covers between 84 and 95 % of the replicates', (games) => {
    const draw = seeded(games);
    const accounts = [0, 0, 0, 1, 1, 2, 2, 3, 3].map((surplus) => accountWith(surplus, games, draw));
    const shares = accounts.map((account) => coverage(account, draw));
    const share = shares.reduce((sum, value) => sum + value, 0) / shares.length;
    expect(share).toBeGreaterThan(0.84);
    expect(share).toBeLessThan(0.95);
  });
});

function coverage(account: Account, draw: Draw): number {
  const replicates = Array.from({ length: REPLICATES }, () => judged(account, draw));
  const centre = replicates.reduce((sum, { logit }) => sum + logit, 0) / REPLICATES;
  const inside = replicates.filter((one) => Math.abs(one.logit - centre) <= QUANTILE * one.standardError);
  return inside.length / REPLICATES;
}

function judged(account: Account, draw: Draw): { logit: number; standardError: number } {
  const prepared = prepare(replicateOf(account, draw), defaultBaseline);
  const terms = fullTermsOf(prepared);
  const logit = logitOf(scoreOf(prepared, terms, allGames(prepared)).llr, defaultCalibration);
  const { standardError } = intervalOf(prepared, terms, { ...defaultCalibration, logit });
  return { logit, standardError };
}
