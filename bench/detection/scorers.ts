// The scorers that are compared: the two profiles, the raw win rate, and the oracle of the cohort.
import { analyze } from '../../src/analysis/analyze.ts';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
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

/** On the default baseline, which is the truth of the cohort. */
export function scoreWorld(folder: string, world: World): ScoredPlayer[] {
  return [...readWorld(folder, world)].map(({ line, label }) => {
    const prepared = prepare(historyOfLine(line), defaultBaseline);
    const { llr } = scoreOf(prepared, fullTermsOf(prepared), allGames(prepared));
    const classic = classicEvidenceOfLine(line);
    const wins = winRate(classic.games);
    return {
      label,
      winRate: wins,
      scores: {
        calibrated: sigmoid(logitOf(llr, defaultCalibration)),
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
