// The story that somebody else plays from some game on: strong from then, ordinary before.

import { evidenceUnder, logSumExp, ordinary, POINTS, strong } from './grid.ts';
import { addPerformance, addTo, type Line, noSums, subtract } from './performance.ts';
import { addRow, logLikelihood, type Selection, type Totals } from './selection.ts';

/** The change comes after this many games at least, and after this share of them at most. Source: assumptions. */
const FIRST_CHANGE = 3;
const LAST_CHANGE = 0.75;

/** What changes with the hands; what does not is the later player's in all games. One of them at least. */
export interface Changes {
  readonly results: boolean;
  readonly performance: boolean;
}

export function pilotedEvidenceOf({ terms, kept, totals }: Selection, changes: Changes): number {
  const last = Math.floor(LAST_CHANGE * kept.length);
  if (last < FIRST_CHANGE) return evidenceUnder(strong, logLikelihood(totals));
  const before = emptyPart();
  const scratch = { earlier: emptyPart(), later: emptyPart() };
  const evidences: number[] = [];
  for (let games = 1; games <= last; games++) {
    const index = kept[games - 1] as number;
    if (changes.results) addRow(before.results, terms.results.plain, index);
    if (changes.performance) addTo(before.sums, terms.lines[index] as Line);
    if (games >= FIRST_CHANGE) evidences.push(evidenceOfChange(totals, before, scratch));
  }
  return logSumExp(evidences) - Math.log(evidences.length);
}

/** Written anew for every change: this loop is most of the time that a judgement takes. */
interface Scratch {
  readonly earlier: Totals;
  readonly later: Totals;
}

function emptyPart(): Totals {
  return { results: new Float64Array(POINTS), sums: noSums() };
}

/** `before` holds what changes only: the rest of `all` counts after the change. */
function evidenceOfChange(all: Totals, before: Totals, { earlier, later }: Scratch): number {
  for (let point = 0; point < POINTS; point++) {
    const value = before.results[point] as number;
    earlier.results[point] = value;
    later.results[point] = (all.results[point] as number) - value;
  }
  addPerformance(earlier.results, before.sums);
  subtract(later.sums, all.sums, before.sums);
  addPerformance(later.results, later.sums);
  return evidenceUnder(ordinary, earlier.results) + evidenceUnder(strong, later.results);
}
