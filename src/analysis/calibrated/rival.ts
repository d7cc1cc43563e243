// The honest story that fits best, and how much of all stories it is.

import { logSumExp } from './grid.ts';
import type { HypothesisId } from './hypotheses.ts';
import { logTermOf, type Stories, storiesOf } from './likelihood-ratio.ts';
import type { LogEvidence } from './log-evidence.ts';
import type { Tenure } from './tenure.ts';

export interface Rival {
  readonly hypothesis: HypothesisId;
  /** "a strong player back after a break". */
  readonly title: string;
  /** Its share of all stories at the prior, 0..1. */
  readonly share: number;
}

export function bestHonestRival(evidence: LogEvidence, tenure: Tenure, prior: number): Rival {
  const stories = storiesOf(tenure);
  const honest = weigh(stories, 'honest', evidence).map((one) => ({ ...one, log: one.log + Math.log(1 - prior) }));
  const smurf = weigh(stories, 'smurf', evidence).map(({ log }) => log + Math.log(prior));
  const all = logSumExp([...honest.map(({ log }) => log), ...smurf]);
  const best = honest.reduce((a, b) => (b.log > a.log ? b : a));
  const { id, title } = best.hypothesis;
  return { hypothesis: id, title, share: Math.exp(best.log - all) };
}

/** The weights of each side add up to 1. */
function weigh(stories: Stories, side: keyof Stories, evidence: LogEvidence) {
  return stories[side].map((story) => ({ hypothesis: story.hypothesis, log: logTermOf(story, evidence) }));
}
