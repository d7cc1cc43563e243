// Do a player's odd games say the same as the even ones? The level and the break are left out: both halves share them.

import type { Baseline } from '../calibrated/baseline.ts';
import type { History } from '../calibrated/history.ts';
import { prepare } from '../calibrated/prepared.ts';
import { allGames, fullTermsOf, scoreOf } from '../calibrated/score.ts';
import { mean } from '../game-statistics.ts';

export interface Halves {
  /** Log likelihood ratios. */
  readonly odd: number;
  readonly even: number;
}

export function halvesOf(history: History, baseline: Baseline): Halves {
  const prepared = { ...prepare(history, baseline), tenure: { levelEvidence: null, isDormant: null } };
  const terms = fullTermsOf(prepared);
  const ratioOf = (rest: number) =>
    scoreOf(
      prepared,
      terms,
      allGames(prepared).filter((index) => index % 2 === rest),
    ).llr;
  return { odd: ratioOf(1), even: ratioOf(0) };
}

/** Pearson's correlation; NaN where one side never changes. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const centreX = mean(pairs.map(([x]) => x));
  const centreY = mean(pairs.map(([, y]) => y));
  const products = (of: (dx: number, dy: number) => number) =>
    pairs.reduce((sum, [x, y]) => sum + of(x - centreX, y - centreY), 0);
  return products((dx, dy) => dx * dy) / Math.sqrt(products((dx) => dx * dx) * products((_, dy) => dy * dy));
}
