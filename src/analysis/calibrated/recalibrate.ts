// From labels of a person to coefficients of one's own.

import type { Matrix, Triple } from './baseline.ts';
import { dot, mapTriple } from './linear.ts';
import { type LocalShape, minimise } from './newton.ts';
import { type Coefficients, defaultCoefficients, sigmoid } from './probability.ts';

export interface LabelledScore {
  readonly llr: number;
  /** Confirmed by a person; false = a person says that the account is honest. */
  readonly isSmurf: boolean;
}

export type Recalibration =
  | { readonly kind: 'fitted'; readonly coefficients: Coefficients }
  | { readonly kind: 'refused'; readonly reason: string };

export interface RecalibrationSettings {
  readonly prior: number;
  /** Name of the new set of coefficients. */
  readonly version: string;
}

/** Fewer labels teach luck. Source: assumptions of the profile. */
const MIN_LABELS = 50;
const MIN_PER_SIDE = 10;
/** How strongly the defaults hold: 5 (a - a0)^2 + 20 (b - b0)^2 + 20 (c - c0)^2. Source: an assumption of the profile. */
const HOLD: Triple = [5, 20, 20];
const DEFAULTS: Triple = [defaultCoefficients.a, defaultCoefficients.b, defaultCoefficients.c];

export function recalibrate(labels: readonly LabelledScore[], settings: RecalibrationSettings): Recalibration {
  const smurfs = labels.filter(({ isSmurf }) => isSmurf).length;
  const fewest = Math.min(smurfs, labels.length - smurfs);
  if (labels.length < MIN_LABELS || fewest < MIN_PER_SIDE) {
    const has = `${labels.length} labels, ${smurfs} of them confirmed smurfs`;
    return refused(`needs at least ${MIN_LABELS} labels and ${MIN_PER_SIDE} on each side, has ${has}`);
  }
  const points = pointsOf(labels, smurfs, settings.prior);
  const fit = minimise(DEFAULTS, (at) => lossAt(at, points));
  if (fit === undefined) return refused('the fit does not settle');
  if (fit[1] <= 0 || fit[1] + fit[2] <= 0) return refused('the probability would not rise with the evidence');
  return { kind: 'fitted', coefficients: { version: settings.version, a: fit[0], b: fit[1], c: fit[2] } };
}

function refused(reason: string): Recalibration {
  return { kind: 'refused', reason };
}

/** A label as the loss reads it: logit = offset + features x (a, b, c). */
interface Point {
  readonly features: Triple;
  readonly offset: number;
  readonly label: 0 | 1;
  readonly weight: number;
}

/** Weighted so that the smurfs among the labels are as many as the prior says. */
function pointsOf(labels: readonly LabelledScore[], smurfs: number, prior: number): Point[] {
  const { length } = labels;
  const weights = { smurf: (prior * length) / smurfs, honest: ((1 - prior) * length) / (length - smurfs) };
  return labels.map(({ llr, isSmurf }) => ({
    features: [1, llr, Math.max(llr, 0)],
    offset: Math.log(prior / (1 - prior)),
    label: isSmurf ? 1 : 0,
    weight: isSmurf ? weights.smurf : weights.honest,
  }));
}

function lossAt(at: Triple, points: readonly Point[]): LocalShape {
  const away = mapTriple(at, (value, place) => value - DEFAULTS[place]);
  let value = dot(
    HOLD,
    mapTriple(away, (distance) => distance ** 2),
  );
  let gradient = mapTriple(away, (distance, place) => 2 * HOLD[place] * distance);
  let curvature: Matrix = [
    [2 * HOLD[0], 0, 0],
    [0, 2 * HOLD[1], 0],
    [0, 0, 2 * HOLD[2]],
  ];
  for (const { features, offset, label, weight } of points) {
    const logit = offset + dot(at, features);
    const probability = sigmoid(logit);
    value += weight * softplus(label === 1 ? -logit : logit);
    gradient = addScaled(gradient, features, weight * (probability - label));
    const spread = weight * probability * (1 - probability);
    curvature = mapRows(curvature, (row, place) => addScaled(row, features, spread * features[place]));
  }
  return { value, gradient, curvature };
}

function addScaled(to: Triple, what: Triple, scale: number): Triple {
  return mapTriple(to, (value, place) => value + scale * what[place]);
}

function mapRows([a, b, c]: Matrix, map: (row: Triple, place: 0 | 1 | 2) => Triple): Matrix {
  return [map(a, 0), map(b, 1), map(c, 2)];
}

/** ln(1 + exp(x)) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
