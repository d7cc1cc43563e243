// Surplus strength on a grid of tier units, what is assumed of it, and the evidence of a likelihood over it.

const LOWEST = -3;
const STEP = 0.5;
/** Points of the grid: a finer one changes nothing. Source: mean log loss .1025 at a step of .25 too. */
export const POINTS = 20;

export const surpluses: Float64Array = Float64Array.from({ length: POINTS }, (_, point) => LOWEST + STEP * point);

function normal(centre: number, sd: number): Float64Array {
  const raw = surpluses.map((surplus) => Math.exp(-((surplus - centre) ** 2) / (2 * sd ** 2)));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}

/** About the lobby's own level. Source of all three: assumptions of the profile. */
export const ordinary = normal(0.05, 0.55);
/** Rusty at first: the rank has fallen behind the strength. */
export const returned = normal(1.5, 0.7);
/** Clearly stronger than the lobby: by a good tier, or by far. */
export const strong = mixture(normal(1.4, 0.45), normal(2.8, 0.95), 0.3);

function mixture(a: Float64Array, b: Float64Array, shareOfA: number): Float64Array {
  return a.map((weight, point) => shareOfA * weight + (1 - shareOfA) * (b[point] as number));
}

/** ln of the mean of exp(logLikelihood) under a density on the grid. */
export function evidenceUnder(density: Float64Array, logLikelihood: Float64Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let point = 0; point < POINTS; point++) {
    const value = logLikelihood[point] as number;
    if (value > highest) highest = value;
  }
  let sum = 0;
  for (let point = 0; point < POINTS; point++) {
    sum += (density[point] as number) * Math.exp((logLikelihood[point] as number) - highest);
  }
  return highest + Math.log(sum);
}

/** ln of the sum of exp(values), without overflow; minus infinity of nothing. */
export function logSumExp(values: readonly number[]): number {
  const highest = Math.max(...values);
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}
