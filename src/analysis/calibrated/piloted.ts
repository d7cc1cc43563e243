// The story that somebody else plays from some game on: strong from then, ordinary before.

import { evidenceUnder, logSumExp, ordinary, POINTS, strong } from './grid.ts';
import { addRow, type Kept, logLikelihood, sumOfRows, sumsOf } from './log-evidence.ts';
import { addPerformance, addTo, difference, type Line, noSums, type Sums } from './performance.ts';
import type { Terms } from './terms.ts';

/** The change comes after this many games at least, and after this share of them at most. Source: assumptions. */
const FIRST_CHANGE = 3;
const LAST_CHANGE = 0.75;

/** What changes with the hands; what does not is the later player's in all games. One of them at least. */
export interface Changes {
  readonly results: boolean;
  readonly performance: boolean;
}

export function pilotedEvidenceOf(terms: Terms, kept: Kept, changes: Changes): number {
  const last = Math.floor(LAST_CHANGE * kept.length);
  if (last < FIRST_CHANGE) return evidenceUnder(strong, logLikelihood(terms.results.plain, terms.lines, kept));
  const all: Part = { results: sumOfRows(terms.results.plain, kept), sums: sumsOf(terms.lines, kept) };
  const before: Part = { results: new Float64Array(POINTS), sums: noSums() };
  const evidences: number[] = [];
  for (const [place, index] of kept.slice(0, last).entries()) {
    if (changes.results) addRow(before.results, terms.results.plain, index);
    if (changes.performance) addTo(before.sums, terms.lines[index] as Line);
    if (place + 1 >= FIRST_CHANGE) evidences.push(evidenceOfChange(all, before));
  }
  return logSumExp(evidences) - Math.log(evidences.length);
}

interface Part {
  readonly results: Float64Array;
  readonly sums: Sums;
}

/** `before` holds what changes only: the rest of `all` counts after the change. */
function evidenceOfChange(all: Part, before: Part): number {
  const earlier = before.results.slice();
  addPerformance(earlier, before.sums);
  const later = all.results.slice();
  for (let point = 0; point < POINTS; point++) {
    later[point] = (later[point] as number) - (before.results[point] as number);
  }
  addPerformance(later, difference(all.sums, before.sums));
  return evidenceUnder(ordinary, earlier) + evidenceUnder(strong, later);
}
