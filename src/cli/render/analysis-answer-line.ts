// PURE: the answer about one player of a cohort, as one line of JSON in the words of the cohort's own files.

import type { CalibratedAnalysis, Judgement } from '../../analysis/calibrated/analyze.ts';
import type { FactorId } from '../../analysis/factor.ts';

/** Without a line end. Everything but id and n is null below 20 games. */
export function cohortAnswerLine({ id, gamesAnalyzed, judgement }: CalibratedAnalysis): string {
  if (judgement === null) {
    return JSON.stringify({ id, n: gamesAnalyzed, llr: null, p: null, lo: null, hi: null, phi: null });
  }
  const { llr, probability: p, low: lo, high: hi, factors } = judgement;
  return JSON.stringify({ id, n: gamesAnalyzed, llr, p, lo, hi, phi: phiOf(factors) });
}

/** Columns of the database and of the cohort are named alike: `winRate` is `win_rate`. */
function phiOf(factors: Judgement['factors']): Record<string, number> {
  const ids = Object.keys(factors) as FactorId[];
  return Object.fromEntries(ids.map((id) => [snakeCase(id), factors[id].contribution]));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
