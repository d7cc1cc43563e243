// Some of a player's games, with what is summed over them once for all stories.

import { POINTS } from './grid.ts';
import { addPerformance, addTo, type Line, noSums, type Sums } from './performance.ts';
import type { Terms } from './terms.ts';

/** Indexes of games, in the order of play. */
export type Kept = readonly number[];

/** Of a set of games: ln probability of the results at each point of the grid, and the sums of the performance. */
export interface Totals {
  readonly results: Float64Array;
  readonly sums: Sums;
}

export interface Selection {
  readonly terms: Terms;
  readonly kept: Kept;
  readonly totals: Totals;
}

export function select(terms: Terms, kept: Kept): Selection {
  return { terms, kept, totals: totalsOf(terms.results.plain, terms.lines, kept) };
}

export function totalsOf(results: Float64Array, lines: readonly Line[], kept: Kept): Totals {
  const sums = noSums();
  for (const index of kept) addTo(sums, lines[index] as Line);
  return { results: sumOfRows(results, kept), sums };
}

/** At each point of the grid. */
export function logLikelihood({ results, sums }: Totals): Float64Array {
  const values = results.slice();
  addPerformance(values, sums);
  return values;
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
