// The judgement of the profile `calibrated`: a player's history in, everything that is stored out.

import { DetectionError } from '../analyze.ts';
import { MIN_SAMPLE } from '../evidence.ts';
import type { FactorId } from '../factor.ts';
import { factorIds } from '../factors/index.ts';
import { type CalibratedBand, verdictOf } from './band.ts';
import type { Baseline } from './baseline.ts';
import { type Contributions, contributionsOf } from './contributions.ts';
import { columnScore, type Measure, type Peers } from './factor.ts';
import { calibratedFactors } from './factors/index.ts';
import type { History } from './history.ts';
import { intervalOf } from './interval.ts';
import type { LogEvidence } from './log-evidence.ts';
import { type Prepared, prepare } from './prepared.ts';
import { type Calibration, type Coefficients, logitOf, sigmoid } from './probability.ts';
import { allGames, fullTermsOf, scoreOf } from './score.ts';

/** Changes with every change of a formula, a constant, a band or the sample; players are then due again. */
export const CALIBRATED_VERSION = 'calibrated-1';

export interface Settings extends Calibration {
  readonly baseline: Baseline;
  /** Stored matches that are missing for a baseline of one's own; above 0, nobody is flagged. */
  readonly missingMatches: number;
  readonly peers?: Peers;
}

/** What a factor adds (`contribution`, nats), its score column (0..1, null = nothing to read), and its own numbers. */
export interface FactorOutcome extends Measure {
  readonly contribution: number;
  readonly score: number | null;
}

export interface Judgement {
  /** ln of how much likelier the evidence is under the smurf stories than under the honest ones. */
  readonly llr: number;
  readonly logit: number;
  readonly probability: number;
  /** Of the logit. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly evidence: LogEvidence;
  readonly factors: Readonly<Record<FactorId, FactorOutcome>>;
  /** Share of the games whose stat line was read. */
  readonly coverage: number;
}

export interface CalibratedAnalysis {
  readonly id: string;
  readonly profile: 'calibrated';
  readonly profileVersion: string;
  readonly baselineId: string;
  readonly prior: number;
  readonly coefficients: Coefficients;
  readonly missingMatches: number;
  readonly isSmurf: boolean;
  readonly band: CalibratedBand;
  readonly gamesAnalyzed: number;
  readonly firstMatchId: string | null;
  readonly lastMatchId: string | null;
  readonly accountLevel: number | null;
  readonly currentTier: string | null;
  readonly currentDivision: string | null;
  /** null with insufficient data. */
  readonly judgement: Judgement | null;
}

export function analyzeCalibrated(history: History, settings: Settings): CalibratedAnalysis {
  const judgement = history.games.length < MIN_SAMPLE ? null : judge(history, settings);
  const { baseline, prior, coefficients, missingMatches } = settings;
  return {
    id: history.id,
    profile: 'calibrated',
    profileVersion: CALIBRATED_VERSION,
    baselineId: baseline.id,
    prior,
    coefficients,
    missingMatches,
    ...verdictFor(judgement, missingMatches),
    gamesAnalyzed: history.games.length,
    firstMatchId: history.games.at(0)?.matchId ?? null,
    lastMatchId: history.games.at(-1)?.matchId ?? null,
    accountLevel: history.level,
    currentTier: history.ranks.at(-1)?.tier ?? null,
    currentDivision: history.ranks.at(-1)?.division ?? null,
    judgement,
  };
}

function verdictFor(judgement: Judgement | null, missingMatches: number) {
  if (judgement === null) return { isSmurf: false, band: 'insufficient_data' } as const;
  return verdictOf(judgement.probability, judgement.high, missingMatches > 0);
}

function judge(history: History, settings: Settings): Judgement {
  const prepared = prepare(history, settings.baseline);
  const terms = fullTermsOf(prepared);
  const { evidence, llr } = scoreOf(prepared, terms, allGames(prepared));
  if (!Number.isFinite(llr)) throw new DetectionError(null, llr);
  const logit = logitOf(llr, settings);
  const read = prepared.games.filter((game) => game.combatInformation + game.laneInformation > 0);
  return {
    llr,
    logit,
    probability: sigmoid(logit),
    ...intervalOf(prepared, terms, { ...settings, logit }),
    evidence,
    factors: outcomes(prepared, contributionsOf(prepared), settings.peers ?? []),
    coverage: read.length / prepared.games.length,
  };
}

function outcomes(prepared: Prepared, contributions: Contributions, peers: Peers): Judgement['factors'] {
  const entries = factorIds.map((id) => {
    const factor = calibratedFactors[id];
    const measure = factor.measure(prepared, peers);
    const contribution = contributions[id];
    const score = measure.hasRead ? columnScore(factor, contribution) : null;
    return [id, { ...measure, contribution, score }] as const;
  });
  return Object.fromEntries(entries) as Record<FactorId, FactorOutcome>;
}
