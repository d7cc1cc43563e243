// How likely the stat lines of a set of games are at each surplus, with the persistent personal style integrated out.

import { POINTS, surpluses } from './grid.ts';

/** Spread of the personal style in tier units. Source: 436 real players (1.01), less what win rates allow as skill. */
const STYLE = 0.8;
const STYLE_VARIANCE = STYLE ** 2;

/** Sums over games of performance t, information J and shift d. */
export interface Sums {
  performance: number;
  information: number;
  shiftedPerformance: number;
  shiftedInformation: number;
  squaredInformation: number;
}

export function noSums(): Sums {
  return { performance: 0, information: 0, shiftedPerformance: 0, shiftedInformation: 0, squaredInformation: 0 };
}

export interface Line {
  readonly performance: number;
  readonly information: number;
  readonly shift: number;
}

export function addTo(sums: Sums, { performance, information, shift }: Line): void {
  sums.performance += performance;
  sums.information += information;
  sums.shiftedPerformance += performance * shift;
  sums.shiftedInformation += information * shift;
  sums.squaredInformation += information * shift * shift;
}

/** The sums of all games but some: written into `target`, which is used again and again. */
export function subtract(target: Sums, all: Sums, part: Sums): void {
  target.performance = all.performance - part.performance;
  target.information = all.information - part.information;
  target.shiftedPerformance = all.shiftedPerformance - part.shiftedPerformance;
  target.shiftedInformation = all.shiftedInformation - part.shiftedInformation;
  target.squaredInformation = all.squaredInformation - part.squaredInformation;
}

/** Adds the log likelihood of the performance at each point of the grid. */
export function addPerformance(logLikelihood: Float64Array, sums: Sums): void {
  const { performance: T, information: B, shiftedPerformance: T1, shiftedInformation: B1 } = sums;
  const spread = 1 + B * STYLE_VARIANCE;
  const constant = T1 - sums.squaredInformation / 2 - Math.log(spread) / 2;
  const factor = STYLE_VARIANCE / (2 * spread);
  for (let point = 0; point < POINTS; point++) {
    const G = surpluses[point] as number;
    const a = T - B * G - B1;
    const known = T * G - (B * G + 2 * B1) * (G / 2);
    logLikelihood[point] = (logLikelihood[point] as number) + known + constant + factor * a * a;
  }
}
