// The judgement: evidence in, analysis out.

import { RiotjobsError } from '../errors.ts';
import type { Analysis, Band } from './analysis.ts';
import { type Evidence, MIN_SAMPLE } from './evidence.ts';
import type { Factor, FactorId, FactorResult } from './factor.ts';
import { factorIds, factors } from './factors/index.ts';
import { weights } from './weights.ts';

/** Changes with every change of a formula, a weight, a band or the sample; players are then due again. */
export const PROFILE_VERSION = 'classic-1';

/** Lowest score of each band that flags, strongest first. Source: the predecessor's verdict thresholds. */
const bands: readonly (readonly [Band, number])[] = [
  ['high', 0.8],
  ['medium', 0.6],
  ['low', 0.4],
];

/** This player cannot be judged; the others can. */
export class DetectionError extends RiotjobsError {
  override readonly name = 'DetectionError';
  /** null: no single factor. */
  readonly factor: FactorId | null;

  constructor(factor: FactorId | null, score: number) {
    const source = factor === null ? 'the evidence' : `the factor ${factor}`;
    super(`${source} gave ${score}, which is no score: the stored rows of this player are damaged`);
    this.factor = factor;
  }
}

type Factors = Analysis['factors'];
type Verdict = Pick<Analysis, 'isSmurf' | 'smurfScore' | 'confidence' | 'coverage'>;

export function analyze(evidence: Evidence): Analysis {
  const results = scoreFactors(evidence);
  const { games, ranks } = evidence;
  return {
    puuid: evidence.puuid,
    profile: 'classic',
    profileVersion: PROFILE_VERSION,
    queueId: evidence.queueId,
    ...judge(results),
    factors: results,
    gamesAnalyzed: games.length,
    firstMatchId: games.at(0)?.matchId ?? null,
    lastMatchId: games.at(-1)?.matchId ?? null,
    accountLevel: evidence.level,
    currentTier: ranks.at(-1)?.tier ?? null,
    currentDivision: ranks.at(-1)?.division ?? null,
  };
}

function scoreFactors(evidence: Evidence): Factors {
  const { length } = evidence.games;
  if (length >= MIN_SAMPLE) return mapFactors((factor) => checked(factor, factor.score(evidence)));
  const needs = `at least ${MIN_SAMPLE} countable games (${length} so far)`;
  return mapFactors(() => ({ kind: 'insufficient', needs }));
}

/** A score outside of 0..1 comes from damaged rows; a verdict must not be made of it. */
function checked({ id }: Factor, result: FactorResult): FactorResult {
  if (result.kind === 'scored' && !(result.score >= 0 && result.score <= 1)) throw new DetectionError(id, result.score);
  return result;
}

function mapFactors(result: (factor: Factor) => FactorResult): Factors {
  const entries = factorIds.map((id) => [id, result(factors[id])] as const);
  return Object.fromEntries(entries) as Record<FactorId, FactorResult>;
}

/** The weighted mean over the factors that could be scored, and its band. */
function judge(results: Factors): Verdict {
  let sum = 0;
  let coverage = 0;
  for (const id of factorIds) {
    const result = results[id];
    if (result.kind === 'insufficient') continue;
    sum += weights[id] * result.score;
    coverage += weights[id];
  }
  if (coverage === 0) return { isSmurf: false, smurfScore: null, confidence: 'insufficient_data', coverage };
  const smurfScore = sum / coverage;
  const confidence = bandOf(smurfScore);
  return { isSmurf: confidence !== 'none', smurfScore, confidence, coverage };
}

/** The band of a score in 0..1. */
export function bandOf(smurfScore: number): Band {
  const band = bands.find(([, lowest]) => smurfScore >= lowest);
  return band === undefined ? 'none' : band[0];
}
