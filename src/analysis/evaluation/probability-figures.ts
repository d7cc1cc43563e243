// How far probabilities can be believed. The scores are probabilities here.

import type { Judged } from './ranked.ts';

/** Bins of equal weight. */
const BINS = 15;
/** A probability of 0 or 1 that is wrong must not cost infinitely much. */
const FLOOR = 1e-12;

/** Expected calibration error: mean distance between what was said and what was true, over bins of equal weight. */
export function calibrationError(judged: readonly Judged[]): number {
  const total = totalWeight(judged);
  const said = new Float64Array(BINS);
  const seen = new Float64Array(BINS);
  let cumulative = 0;
  for (const { score, isSmurf, weight } of judged.toSorted((a, b) => a.score - b.score)) {
    cumulative += weight;
    const bin = Math.min(BINS - 1, Math.ceil((cumulative / total) * BINS) - 1);
    said[bin] = (said[bin] ?? 0) + weight * score;
    seen[bin] = (seen[bin] ?? 0) + (isSmurf ? weight : 0);
  }
  return said.reduce((sum, value, bin) => sum + Math.abs(value - (seen[bin] ?? 0)), 0) / total;
}

/** Mean log loss in nats. */
export function logLoss(judged: readonly Judged[]): number {
  const loss = judged.reduce((sum, { score, isSmurf, weight }) => {
    const right = isSmurf ? score : 1 - score;
    return sum - weight * Math.log(Math.max(FLOOR, right));
  }, 0);
  return loss / totalWeight(judged);
}

/** Share of the information that the oracle has: (H - loss) / (H - loss of the oracle), H of the prevalence. */
export function capturedInformation(loss: number, oracleLoss: number, prevalence: number): number {
  const entropy = -(prevalence * Math.log(prevalence) + (1 - prevalence) * Math.log(1 - prevalence));
  return (entropy - loss) / (entropy - oracleLoss);
}

export interface FlagFigures {
  /** Share of the smurfs that are flagged. */
  readonly recall: number;
  /** Share of the honest players that are flagged. */
  readonly falsePositives: number;
  /** Share of the flags that are right; NaN without flags. */
  readonly precision: number;
}

export function flagFigures<One extends Judged>(judged: readonly One[], isFlagged: (one: One) => boolean): FlagFigures {
  const smurfs = judged.filter(({ isSmurf }) => isSmurf);
  const honest = judged.filter(({ isSmurf }) => !isSmurf);
  const [right, wrong] = [totalWeight(smurfs.filter(isFlagged)), totalWeight(honest.filter(isFlagged))];
  return {
    recall: right / totalWeight(smurfs),
    falsePositives: wrong / totalWeight(honest),
    precision: right / (right + wrong),
  };
}

/** At the line or above it. */
export function isAtLeast(line: number): (one: Judged) => boolean {
  return ({ score }) => score >= line;
}

function totalWeight(judged: readonly Judged[]): number {
  return judged.reduce((sum, { weight }) => sum + weight, 0);
}
