// Step: the log evidence of each story about the player.

import { evidenceUnder, ordinary, POINTS, returned, strong } from './grid.ts';
import { addPerformance, addTo, type Line, noSums, type Sums } from './performance.ts';
import type { Terms } from './terms.ts';

/** Of the stories that do not change hands. */
export interface SteadyEvidence {
  readonly regular: number;
  readonly improver: number;
  readonly returning: number;
  readonly fresh: number;
  readonly deranker: number;
}

export interface LogEvidence extends SteadyEvidence {
  readonly piloted: number;
}

/** Indexes of games, in the order of play. */
export type Kept = readonly number[];

export function steadyEvidenceOf(terms: Terms, kept: Kept): SteadyEvidence {
  const likelihood = logLikelihood(terms.results.plain, terms.lines, kept);
  const improved = logLikelihood(terms.results.improved, terms.improvedLines, kept);
  return {
    regular: evidenceUnder(ordinary, likelihood),
    improver: evidenceUnder(ordinary, improved),
    returning: evidenceUnder(returned, likelihood),
    fresh: evidenceUnder(strong, likelihood),
    deranker: evidenceUnder(strong, sumOfRows(terms.thrown, kept)),
  };
}

/** At each point of the grid. */
export function logLikelihood(results: Float64Array, lines: readonly Line[], kept: Kept): Float64Array {
  const values = sumOfRows(results, kept);
  addPerformance(values, sumsOf(lines, kept));
  return values;
}

export function sumsOf(lines: readonly Line[], kept: Kept): Sums {
  const sums = noSums();
  for (const index of kept) addTo(sums, lines[index] as Line);
  return sums;
}

export function sumOfRows(rows: Float64Array, kept: Kept): Float64Array {
  const sum = new Float64Array(POINTS);
  for (const index of kept) addRow(sum, rows, index);
  return sum;
}

export function addRow(sum: Float64Array, rows: Float64Array, index: number): void {
  const start = index * POINTS;
  for (let point = 0; point < POINTS; point++) {
    sum[point] = (sum[point] as number) + (rows[start + point] as number);
  }
}
