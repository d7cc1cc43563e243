// PURE: how well coefficients fit labels, weighted so that the smurfs among them are as many as the prior says.

import { type Calibration, logitOf, sigmoid } from '../../analysis/calibrated/probability.ts';
import type { LabelledScore } from '../../analysis/calibrated/recalibrate.ts';
import { calibrationError, flagFigures, isAtLeast, logLoss } from '../../analysis/evaluation/probability-figures.ts';
import type { CalibrationFigures } from '../render/analysis-calibration.ts';
import { FLAG_LINE } from './analysis-label-free-figures.ts';

/** Labels of both sides. */
export function calibrationFiguresOf(labels: readonly LabelledScore[], calibration: Calibration): CalibrationFigures {
  const smurfs = labels.filter(({ isSmurf }) => isSmurf).length;
  const weights = { smurf: calibration.prior / smurfs, honest: (1 - calibration.prior) / (labels.length - smurfs) };
  const judged = labels.map(({ llr, isSmurf }) => ({
    score: sigmoid(logitOf(llr, calibration)),
    isSmurf,
    weight: isSmurf ? weights.smurf : weights.honest,
  }));
  return { logLoss: logLoss(judged), ece: calibrationError(judged), ...flagFigures(judged, isAtLeast(FLAG_LINE)) };
}
