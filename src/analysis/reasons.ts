// What speaks most for a smurf in an analysis.

import type { Analysis } from './analysis.ts';
import type { FactorId } from './factor.ts';
import { factorIds, factors } from './factors/index.ts';
import { weights } from './weights.ts';

export interface Reason {
  readonly factor: FactorId;
  readonly title: string;
  /** The factor's share of the smurf score; all of them add up to it. */
  readonly contribution: number;
  readonly reason: string;
}

type Judged = Pick<Analysis, 'coverage' | 'factors'>;

/** At most `count` factors with a score above 0, largest contribution first. */
export function strongestReasons(analysis: Judged, count: number): Reason[] {
  return factorIds
    .flatMap((id) => reasonOf(analysis, id))
    .toSorted((a, b) => b.contribution - a.contribution)
    .slice(0, count);
}

function reasonOf({ factors: results, coverage }: Judged, id: FactorId): Reason[] {
  const result = results[id];
  if (result.kind === 'insufficient' || result.score === 0) return [];
  const contribution = (weights[id] * result.score) / coverage;
  return [{ factor: id, title: factors[id].title, contribution, reason: result.reason }];
}
