// Step: the log evidence of each story about the player.

import { evidenceUnder, ordinary, returned, strong } from './grid.ts';
import { logLikelihood, type Selection, sumOfRows, totalsOf } from './selection.ts';

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

export function steadyEvidenceOf({ terms, kept, totals }: Selection): SteadyEvidence {
  const likelihood = logLikelihood(totals);
  const improved = logLikelihood(totalsOf(terms.results.improved, terms.improvedLines, kept));
  return {
    regular: evidenceUnder(ordinary, likelihood),
    improver: evidenceUnder(ordinary, improved),
    returning: evidenceUnder(returned, likelihood),
    fresh: evidenceUnder(strong, likelihood),
    deranker: evidenceUnder(strong, sumOfRows(terms.thrown, kept)),
  };
}
