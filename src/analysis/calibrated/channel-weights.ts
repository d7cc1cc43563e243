// How the three residuals of a game become one performance, and how much it says.

import type { TeamPosition } from '../../league/match.ts';
import type { Matrix, Measured, RoleBaseline, Triple } from './baseline.ts';
import { dot, mapTriple, solve, times } from './linear.ts';

/** Gain of each residual per tier of surplus: about (1, .9, .4), scaled to twice the information of a result. */
const LOADINGS: Readonly<Record<TeamPosition, Triple>> = {
  TOP: [0.1675, 0.1508, 0.067],
  JUNGLE: [0.1495, 0.1345, 0.0598],
  MIDDLE: [0.1598, 0.1438, 0.0639],
  BOTTOM: [0.1614, 0.1452, 0.0645],
  UTILITY: [0.1434, 0.1291, 0.0574],
};
/** Variance of the personal style by channel. Source: 436 real players with at least 8 games. */
const STYLE: Triple = [0.038, 0.04, 0.132];
/** How much the weights lean away from channels with much style. Source: experiments. */
const STYLE_PENALTY = 10;
/** Digits that are kept, as in the published defaults. */
const WEIGHT_DIGITS = 4;
const INFORMATION_DIGITS = 5;

export function withWeights(position: TeamPosition, measured: Measured): RoleBaseline {
  const k = LOADINGS[position];
  const raw = solve(penalised(measured.covariance), k);
  const scale = dot(raw, k) / dot(raw, times(measured.covariance, raw));
  const weights = mapTriple(raw, (value) => rounded(scale * value, WEIGHT_DIGITS));
  const information = mapTriple(weights, (value, channel) => rounded(value * k[channel], INFORMATION_DIGITS));
  return { ...measured, weights, information };
}

function penalised(covariance: Matrix): Matrix {
  const [a, b, c] = covariance;
  return [
    [a[0] + STYLE_PENALTY * STYLE[0], a[1], a[2]],
    [b[0], b[1] + STYLE_PENALTY * STYLE[1], b[2]],
    [c[0], c[1], c[2] + STYLE_PENALTY * STYLE[2]],
  ];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
