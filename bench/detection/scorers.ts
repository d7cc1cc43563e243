// The scorers that are compared: the two profiles, the raw win rate, and the oracle of the cohort.
import { analyze } from '../../src/analysis/analyze.ts';
import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { prepare } from '../../src/analysis/calibrated/prepared.ts';
import { defaultCalibration, logitOf, sigmoid } from '../../src/analysis/calibrated/probability.ts';
import { allGames, fullTermsOf, scoreOf } from '../../src/analysis/calibrated/score.ts';
import type { CohortLabel } from '../../src/analysis/cohort/label.ts';
import { classicEvidenceOfLine, historyOfLine } from '../../src/analysis/cohort/player.ts';
import type { Judged } from '../../src/analysis/evaluation/ranked.ts';
import { winRate } from '../../src/analysis/game-statistics.ts';
import { readWorld, type World } from './cohort.ts';

export const scorers = ['calibrated', 'classic', 'win rate', 'oracle'] as const;
export type Scorer = (typeof scorers)[number];

export interface ScoredPlayer {
  readonly label: CohortLabel;
  readonly winRate: number;
  readonly scores: Readonly<Record<Scorer, number>>;
}

/** Of the profile `calibrated`. */
export function probabilityOf(history: History, baseline: Baseline): number {
  const prepared = prepare(history, baseline);
  const { llr } = scoreOf(prepared, fullTermsOf(prepared), allGames(prepared));
  return sigmoid(logitOf(llr, defaultCalibration));
}

/** On the default baseline, which is the truth of the cohort. */
export function scoreWorld(folder: string, world: World): ScoredPlayer[] {
  return [...readWorld(folder, world)].map(({ line, label }) => {
    const classic = classicEvidenceOfLine(line);
    const wins = winRate(classic.games);
    return {
      label,
      winRate: wins,
      scores: {
        calibrated: probabilityOf(historyOfLine(line), defaultBaseline),
        classic: analyze(classic).smurfScore ?? 0,
        'win rate': wins,
        oracle: label.oracle ?? Number.NaN,
      },
    };
  });
}

export function judgedBy(scorer: Scorer, players: readonly ScoredPlayer[]): Judged[] {
  return players.map(({ label: { isSmurf, weight }, scores }) => ({ score: scores[scorer], isSmurf, weight }));
}
