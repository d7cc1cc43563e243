// What the games say about the surplus of the player over the lobbies. It stays inside: people see three phrases of it.

import { ordinary, POINTS, strong, surpluses } from './grid.ts';
import type { Prepared } from './prepared.ts';
import { fullTermsOf } from './score.ts';
import { type Kept, logLikelihood, select } from './selection.ts';

/** Share of strong players before the games are seen. Source: the default prior. */
const STRONG_SHARE = 0.05;

/** Probability of each point of the grid after these games; tenure and other stories left out. */
export function surplusDistribution(prepared: Prepared, kept: Kept): Float64Array {
  const likelihood = logLikelihood(select(fullTermsOf(prepared), kept).totals);
  const highest = Math.max(...likelihood);
  const weights = likelihood.map((value, point) => {
    const before = (1 - STRONG_SHARE) * (ordinary[point] as number) + STRONG_SHARE * (strong[point] as number);
    return before * Math.exp(value - highest);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Mean of a function of the surplus under a distribution on the grid. */
export function meanOver(distribution: Float64Array, of: (surplus: number) => number): number {
  let sum = 0;
  for (let point = 0; point < POINTS; point++) {
    sum += (distribution[point] as number) * of(surpluses[point] as number);
  }
  return sum;
}
