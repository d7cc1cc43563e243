// The baseline of an empty database.
// Source: 1,137 ranked solo matches of one server, patches 15.10 to 15.12, Grandmaster-seeded, at least 900 s long.

import type { Baseline, LevelBaseline, Matrix, Measured, RoleBaseline } from './baseline.ts';

export const DEFAULT_BASELINE_ID = 'default';

/** Source: fit on 2,165 accounts, most of them in the highest tiers. */
export const defaultLevel: LevelBaseline = { shift: 0, sd: 0.65 };

/** The six different entries of a symmetric matrix, row by row. */
function symmetric([a, b, c, d, e, f]: readonly [number, number, number, number, number, number]): Matrix {
  return [
    [a, b, c],
    [b, d, e],
    [c, e, f],
  ];
}

const defaultMeasured = {
  TOP: {
    logKdaMean: 0.498,
    sd: [0.872, 0.298, 0.421],
    winShift: [0.62, 0.57, 0.16],
    covariance: symmetric([0.62, 0.37, 0.1, 0.68, 0.11, 0.98]),
  },
  JUNGLE: {
    logKdaMean: 0.96,
    sd: [0.869, 0.278, 0.435],
    winShift: [0.7, 0.66, 0.25],
    covariance: symmetric([0.51, 0.28, 0.08, 0.56, 0.06, 0.94]),
  },
  MIDDLE: {
    logKdaMean: 0.762,
    sd: [0.859, 0.272, 0.466],
    winShift: [0.64, 0.61, 0.19],
    covariance: symmetric([0.59, 0.35, 0.1, 0.63, 0.03, 0.96]),
  },
  BOTTOM: {
    logKdaMean: 0.801,
    sd: [0.849, 0.283, 0.46],
    winShift: [0.66, 0.66, 0.18],
    covariance: symmetric([0.56, 0.33, 0.1, 0.57, 0.12, 0.97]),
  },
  UTILITY: {
    logKdaMean: 0.918,
    sd: [0.823, 0.237, 0.267],
    winShift: [0.68, 0.71, 0.27],
    covariance: symmetric([0.54, 0.23, 0.09, 0.49, 0.14, 0.93]),
  },
} as const satisfies Record<string, Measured>;

/** Published beside the measured numbers; recomputing them agrees to 1e-4, not exactly. */
const published = {
  TOP: { weights: [0.1827, 0.1289, 0.0264], information: [0.0306, 0.01944, 0.00177] },
  JUNGLE: { weights: [0.2006, 0.1481, 0.0283], information: [0.02999, 0.01992, 0.00169] },
  MIDDLE: { weights: [0.1816, 0.1353, 0.03], information: [0.029, 0.01946, 0.00192] },
  BOTTOM: { weights: [0.1923, 0.1463, 0.0244], information: [0.03102, 0.02125, 0.00157] },
  UTILITY: { weights: [0.1919, 0.1663, 0.0205], information: [0.02753, 0.02146, 0.00118] },
} as const satisfies Record<string, Pick<RoleBaseline, 'weights' | 'information'>>;

export const defaultBaseline: Baseline = {
  id: DEFAULT_BASELINE_ID,
  queueId: null,
  roles: {
    TOP: { ...defaultMeasured.TOP, ...published.TOP },
    JUNGLE: { ...defaultMeasured.JUNGLE, ...published.JUNGLE },
    MIDDLE: { ...defaultMeasured.MIDDLE, ...published.MIDDLE },
    BOTTOM: { ...defaultMeasured.BOTTOM, ...published.BOTTOM },
    UTILITY: { ...defaultMeasured.UTILITY, ...published.UTILITY },
  },
  level: defaultLevel,
  patch: null,
  rows: { TOP: 0, JUNGLE: 0, MIDDLE: 0, BOTTOM: 0, UTILITY: 0 },
  players: 0,
};
