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

export interface Slope {
  /** Of the seen on the predicted: 1 = neither too sure nor too shy. */
  readonly slope: number;
  /** Twenty games are mostly luck: a few hundred players leave the slope open by some tenths. */
  readonly standardError: number;
}

/** Least squares; the error holds for players whose luck spreads differently, too (White 1980). */
export function slopeOf(pairs: readonly Foretold[]): Slope {
  const centre = { predicted: mean(pairs.map((one) => one.predicted)), seen: mean(pairs.map((one) => one.seen)) };
  const away = pairs.map(({ predicted, seen }) => ({ x: predicted - centre.predicted, y: seen - centre.seen }));
  const sum = (of: (one: { readonly x: number; readonly y: number }) => number) =>
    away.reduce((total, one) => total + of(one), 0);
  const square = sum(({ x }) => x ** 2);
  const slope = sum(({ x, y }) => x * y) / square;
  const error = sum(({ x, y }) => (x * (y - slope * x)) ** 2);
  return { slope, standardError: Math.sqrt(error) / square };
}
