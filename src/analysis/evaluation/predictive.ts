// Do the earlier games foretell the later ones? Wins above what the lobbies explain, predicted and seen.

import type { Baseline } from '../calibrated/baseline.ts';
import type { History } from '../calibrated/history.ts';
import { prepare } from '../calibrated/prepared.ts';
import { sigmoid } from '../calibrated/probability.ts';
import { meanOver, surplusDistribution } from '../calibrated/surplus.ts';
import { BETA } from '../calibrated/terms.ts';
import { mean } from '../game-statistics.ts';

/** Games that are foretold. Source: the evaluation protocol of the profile. */
const FUTURE_GAMES = 20;

/** Wins above expectation in the last 20 games. */
export interface Foretold {
  readonly predicted: number;
  readonly seen: number;
}

/** null without any game before the last 20. */
export function foretell(history: History, baseline: Baseline): Foretold | null {
  const prepared = prepare(history, baseline);
  const split = prepared.games.length - FUTURE_GAMES;
  if (split <= 0) return null;
  const distribution = surplusDistribution(prepared, [...prepared.games.slice(0, split).keys()]);
  let predicted = 0;
  let seen = 0;
  for (const { win, shift } of prepared.games.slice(split)) {
    const expected = sigmoid(BETA * shift);
    predicted += meanOver(distribution, (surplus) => sigmoid(BETA * (surplus + shift))) - expected;
    seen += (win ? 1 : 0) - expected;
  }
  return { predicted, seen };
}

/** Slope of the seen on the predicted: 1 = neither too sure nor too shy. */
export function slopeOf(pairs: readonly Foretold[]): number {
  const centre = { predicted: mean(pairs.map((one) => one.predicted)), seen: mean(pairs.map((one) => one.seen)) };
  let product = 0;
  let square = 0;
  for (const { predicted, seen } of pairs) {
    product += (predicted - centre.predicted) * (seen - centre.seen);
    square += (predicted - centre.predicted) ** 2;
  }
  return product / square;
}
