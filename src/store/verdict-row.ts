// A verdict as a row of player_analysis, and back.

import type { Analysis } from '../analysis/analysis.ts';
import type { CalibratedAnalysis, Judgement } from '../analysis/calibrated/analyze.ts';
import type { FactorId } from '../analysis/factor.ts';
import type { EvidenceBasis, NewVerdict, ScoreColumn, StoredAnalysis } from './records.ts';

/** All columns but those that storing adds. */
export function verdictRow(verdict: NewVerdict) {
  const { mainPosition = null, basis, gamesStored: _storedWithTheRow, ...analysis } = verdict;
  const columns = analysis.profile === 'classic' ? classicColumns(analysis) : calibratedColumns(analysis);
  return { ...columns, mainPosition, basisJson: basis === undefined ? null : JSON.stringify(basis) };
}

function classicColumns({ factors, currentDivision, ...analysis }: Analysis) {
  return {
    ...analysis,
    ...scoreColumns(factors, (result) => (result.kind === 'scored' ? result.score : null)),
    currentRank: currentDivision,
    factorsJson: JSON.stringify(factors),
  };
}

function calibratedColumns(analysis: CalibratedAnalysis & { readonly queueId: number }) {
  const { id, band, coefficients, currentDivision, judgement, ...rest } = analysis;
  return {
    ...rest,
    puuid: id,
    confidence: band,
    currentRank: currentDivision,
    coefficientsJson: JSON.stringify(coefficients),
    ...judgementColumns(judgement),
  };
}

function judgementColumns(judgement: Judgement | null) {
  if (judgement === null) return { smurfScore: null, coverage: 0, factorsJson: '{}' };
  const { llr, probability, low, high, factors, coverage, ...rest } = judgement;
  const { combat } = factors.kda.statistic;
  return {
    smurfScore: probability,
    coverage,
    llr,
    low,
    high,
    ...scoreColumns(factors, ({ score }) => score),
    factorsJson: JSON.stringify(factors),
    judgementJson: JSON.stringify(rest),
    combat: typeof combat === 'number' ? combat : null,
  };
}

function scoreColumns<Result>(
  factors: Readonly<Record<FactorId, Result>>,
  scoreOf: (result: Result) => number | null,
): Record<ScoreColumn, number | null> {
  const entries = Object.entries(factors).map(([id, result]) => [
    `${id as FactorId}Score` satisfies ScoreColumn,
    scoreOf(result as Result),
  ]);
  return Object.fromEntries(entries);
}

/** As it was judged; undefined: of another profile. */
export function calibratedAnalysisOf(row: StoredAnalysis): CalibratedAnalysis | undefined {
  const { profile, profileVersion, baselineId, prior, coefficientsJson, missingMatches } = row;
  const isWhole = baselineId !== null && prior !== null && coefficientsJson !== null && missingMatches !== null;
  if (profile !== 'calibrated' || !isWhole) return undefined;
  return {
    id: row.puuid,
    profile,
    profileVersion,
    baselineId,
    prior,
    coefficients: JSON.parse(coefficientsJson),
    missingMatches,
    isSmurf: row.isSmurf,
    band: row.confidence as CalibratedAnalysis['band'],
    gamesAnalyzed: row.gamesAnalyzed,
    firstMatchId: row.firstMatchId,
    lastMatchId: row.lastMatchId,
    accountLevel: row.accountLevel,
    currentTier: row.currentTier,
    currentDivision: row.currentRank,
    judgement: judgementOf(row),
  };
}

function judgementOf({ llr, smurfScore, low, high, judgementJson, factorsJson, coverage }: StoredAnalysis) {
  if (llr === null || smurfScore === null || low === null || high === null || judgementJson === null) return null;
  const rest = JSON.parse(judgementJson) as Pick<Judgement, 'logit' | 'standardError' | 'evidence'>;
  return { llr, ...rest, probability: smurfScore, low, high, factors: JSON.parse(factorsJson), coverage };
}

/** undefined: the verdict is of a version that did not keep it. */
export function basisOf({ basisJson }: StoredAnalysis): EvidenceBasis | undefined {
  return basisJson === null ? undefined : (JSON.parse(basisJson) as EvidenceBasis);
}
