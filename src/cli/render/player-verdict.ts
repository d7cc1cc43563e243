// PURE: a stored verdict of either profile, factor by factor, under one shape.

import type { FactorOutcome } from '../../analysis/calibrated/analyze.ts';
import { calibratedFactors } from '../../analysis/calibrated/factors/index.ts';
import { MIN_SAMPLE } from '../../analysis/evidence.ts';
import type { FactorId, FactorResult } from '../../analysis/factor.ts';
import { factorIds, factors } from '../../analysis/factors/index.ts';
import { strongestReasons } from '../../analysis/reasons.ts';
import type { StoredAnalysis } from '../../store/records.ts';

export interface VerdictFactor {
  readonly id: FactorId;
  readonly title: string;
  /** 0..1; null = unknown. */
  readonly score: number | null;
  /** What was found, or with an unknown score what was missing. */
  readonly words: string;
  /** The rest, for scripts. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Nats; a smaller contribution is no reason. Source: an assumption of the profile `calibrated`. */
const MIN_CONTRIBUTION = 0.5;

/** An open answer is told as one: only what was weighed and found wanting does not look like a smurf. */
export function saidOf({ isSmurf, confidence }: Pick<StoredAnalysis, 'isSmurf' | 'confidence'>): string {
  if (isSmurf) return 'looks like a smurf';
  if (confidence === 'inconclusive') return 'undecided so far';
  return confidence === 'insufficient_data' ? 'not judged: too few games' : 'does not look like a smurf';
}

export function verdictFactors(verdict: StoredAnalysis): VerdictFactor[] {
  return factorIds.map((id) =>
    verdict.profile === 'classic' ? classicFactor(verdict, id) : calibratedFactor(verdict, id),
  );
}

function classicFactor({ factorsJson }: StoredAnalysis, id: FactorId): VerdictFactor {
  const result = (JSON.parse(factorsJson) as Readonly<Partial<Record<FactorId, FactorResult>>>)[id];
  const { title } = factors[id];
  if (result?.kind !== 'scored') {
    const words = result?.needs ?? 'a newer verdict';
    return { id, title, score: null, words, details: { value: null } };
  }
  return { id, title, score: result.score, words: result.reason, details: { value: result.value } };
}

type Outcomes = Readonly<Partial<Record<FactorId, FactorOutcome>>>;

/** As stored, but for the mean performances: they would tell how strong the player is, and are told in words alone. */
export function shownFactors({ factorsJson }: Pick<StoredAnalysis, 'factorsJson'>): Outcomes {
  const { performanceTrends, ...rest }: Outcomes = JSON.parse(factorsJson);
  if (performanceTrends?.statistic === undefined) return JSON.parse(factorsJson);
  const { before: _before, after: _after, ...statistic } = performanceTrends.statistic;
  return { ...rest, performanceTrends: { ...performanceTrends, statistic } };
}

function calibratedFactor(verdict: StoredAnalysis, id: FactorId): VerdictFactor {
  const { gamesAnalyzed } = verdict;
  const outcome = shownFactors(verdict)[id];
  const { title } = calibratedFactors[id];
  if (outcome === undefined) {
    const words = `at least ${MIN_SAMPLE} countable games (${gamesAnalyzed} so far)`;
    return { id, title, score: null, words, details: { contribution: null } };
  }
  const { score, words, contribution, statistic } = outcome;
  return { id, title, score, words, details: { contribution, statistic } };
}

/** What speaks most for a smurf, strongest first. */
export function reasonsFor(verdict: StoredAnalysis, count: number): string[] {
  const { profile, coverage, factorsJson } = verdict;
  if (profile === 'classic') {
    return strongestReasons({ coverage, factors: JSON.parse(factorsJson) }, count).map(({ reason }) => reason);
  }
  return verdictFactors(verdict)
    .map(({ words, details }) => ({ words, contribution: Number(details['contribution']) }))
    .filter(({ contribution }) => contribution >= MIN_CONTRIBUTION)
    .toSorted((a, b) => b.contribution - a.contribution)
    .slice(0, count)
    .map(({ words }) => words);
}
