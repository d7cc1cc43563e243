// Step: how much likelier the evidence is under the smurf stories than under the honest ones, in nats.

import { type Hypothesis, type HypothesisId, hypotheses, logTenure } from './hypotheses.ts';
import type { LogEvidence } from './log-evidence.ts';
import type { Tenure } from './tenure.ts';

/** A hypothesis beside what the account's tenure says about it. */
export interface Story {
  readonly hypothesis: Hypothesis;
  /** ln of the level term and the dormancy term. */
  readonly logTenure: number;
}

export interface Stories {
  readonly honest: readonly Story[];
  readonly smurf: readonly Story[];
}

/** `tenure` null: switched off. */
export function storiesOf(tenure: Tenure | null): Stories {
  const all = hypotheses.map((hypothesis) => ({
    hypothesis,
    logTenure: tenure === null ? 0 : logTenure(hypothesis, tenure),
  }));
  return {
    honest: all.filter(({ hypothesis }) => hypothesis.side === 'honest'),
    smurf: all.filter(({ hypothesis }) => hypothesis.side === 'smurf'),
  };
}

const none: ReadonlySet<HypothesisId> = new Set();

/** `removed`: stories that do not take part; the others of their side share their weight. */
export function logLikelihoodRatio({ honest, smurf }: Stories, evidence: LogEvidence, removed = none): number {
  return logSide(smurf, evidence, removed) - logSide(honest, evidence, removed);
}

/** ln of weight x evidence x tenure. */
export function logTermOf({ hypothesis, logTenure: tenure }: Story, evidence: LogEvidence): number {
  return Math.log(hypothesis.weight) + evidence[hypothesis.evidence] + tenure;
}

function logSide(stories: readonly Story[], evidence: LogEvidence, removed: ReadonlySet<HypothesisId>): number {
  let weights = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { hypothesis, logTenure: tenure } of stories) {
    if (removed.has(hypothesis.id)) continue;
    weights += hypothesis.weight;
    highest = Math.max(highest, evidence[hypothesis.evidence] + tenure);
  }
  let sum = 0;
  for (const { hypothesis, logTenure: tenure } of stories) {
    if (removed.has(hypothesis.id)) continue;
    sum += hypothesis.weight * Math.exp(evidence[hypothesis.evidence] + tenure - highest);
  }
  return highest + Math.log(sum / weights);
}
