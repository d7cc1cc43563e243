// The likelihood ratio of a prepared player with everything switched on, of all games or of some.

import { logLikelihoodRatio, storiesOf } from './likelihood-ratio.ts';
import { type LogEvidence, steadyEvidenceOf } from './log-evidence.ts';
import { pilotedEvidenceOf } from './piloted.ts';
import type { Prepared } from './prepared.ts';
import { type Kept, select } from './selection.ts';
import { type Terms, termsOf } from './terms.ts';

const everything = { results: true, combat: true, lane: true };
const everyChange = { results: true, performance: true };

export interface Score {
  readonly evidence: LogEvidence;
  readonly llr: number;
}

export function fullTermsOf({ games, results }: Prepared): Terms {
  return termsOf(games, results, everything);
}

export function scoreOf({ tenure }: Prepared, terms: Terms, kept: Kept): Score {
  const selection = select(terms, kept);
  const evidence = { ...steadyEvidenceOf(selection), piloted: pilotedEvidenceOf(selection, everyChange) };
  return { evidence, llr: logLikelihoodRatio(storiesOf(tenure), evidence) };
}

export function allGames({ games }: Prepared): Kept {
  return [...games.keys()];
}
