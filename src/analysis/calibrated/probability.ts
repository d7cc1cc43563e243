// Step: from the log likelihood ratio to one calibrated probability.

export interface Coefficients {
  /** Of the set, stored with every result. */
  readonly version: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Source: fitted once on 27,000 synthetic players of nine worlds. */
export const defaultCoefficients: Coefficients = { version: 'default-1', a: 0.39, b: 1.46, c: -0.38 };
/** Assumed share of smurfs. Source: an assumption; published rates differ by a factor of 1,000. */
const DEFAULT_PRIOR = 0.05;

export interface Calibration {
  /** Assumed share of smurfs, between 0 and 1. */
  readonly prior: number;
  readonly coefficients: Coefficients;
}

export const defaultCalibration: Calibration = { prior: DEFAULT_PRIOR, coefficients: defaultCoefficients };

export function logitOf(llr: number, { prior, coefficients: { a, b, c } }: Calibration): number {
  return Math.log(prior / (1 - prior)) + a + b * llr + c * Math.max(llr, 0);
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
