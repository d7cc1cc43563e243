// PURE: what can be said about the profile `calibrated` without anybody's truth.

import type { Settings } from '../../analysis/calibrated/analyze.ts';
import type { History } from '../../analysis/calibrated/history.ts';
import { mainPositionOf, prepare } from '../../analysis/calibrated/prepared.ts';
import { logitOf, sigmoid } from '../../analysis/calibrated/probability.ts';
import { allGames, fullTermsOf, scoreOf } from '../../analysis/calibrated/score.ts';
import { groupBy } from '../../analysis/evaluation/groups.ts';
import { permuted } from '../../analysis/evaluation/permutation-null.ts';
import { foretell, type Slope, slopeOf } from '../../analysis/evaluation/predictive.ts';
import { rankChangeOf } from '../../analysis/evaluation/rank-change.ts';
import { correlation, halvesOf } from '../../analysis/evaluation/split-half.ts';
import { mean, sampleDeviation } from '../../analysis/game-statistics.ts';

/** Probability from which on a player is flagged. */
export const FLAG_LINE = 0.5;
/** Source: the evaluation protocol of the profile. */
const NULL_DRAWS = 5;

/** Of log likelihood ratios with the level and the break left out, so that the two can be compared. */
interface Ratios {
  readonly histories: number;
  /** Share of the histories with a probability at the line of a flag or above it. */
  readonly flagged: number;
  readonly mean: number;
  readonly sd: number;
}

export interface ParityGroup {
  readonly by: 'position' | 'tier' | 'games';
  readonly group: string;
  readonly players: number;
  readonly flagged: number;
  readonly meanProbability: number;
}

export interface LabelFreeFigures {
  readonly players: number;
  /** Share with a probability at the line of a flag or above it. */
  readonly flagged: number;
  /** The real games of the players. */
  readonly real: Ratios;
  /** Games of nobody: each replaced by a random one in the same position. */
  readonly nobody: Ratios & { readonly draws: number };
  /** Correlation of the log likelihood ratios of odd and even games. */
  readonly splitHalf: number;
  /** Wins above expectation in the last 20 games: slope of the seen on the predicted. */
  readonly foretold: Slope & { readonly players: number };
  /** Correlation of the evidence at a time with the change of the visible rank in the month after it. */
  readonly rankChange: { readonly players: number; readonly correlation: number };
  readonly parity: readonly ParityGroup[];
}

export type FigureSettings = Pick<Settings, 'baseline' | 'prior' | 'coefficients'>;

/** Histories of 20 games or more. */
export function labelFreeFiguresOf(histories: readonly History[], settings: FigureSettings): LabelFreeFigures {
  const judged = histories.map((history) => ({ history, probability: judge(history, settings).probability }));
  const nobody = Array.from({ length: NULL_DRAWS }, (_, draw) => permuted(histories, draw + 1)).flat();
  const halves = histories.map((history) => halvesOf(history, settings.baseline));
  const foretold = histories.flatMap((history) => foretell(history, settings.baseline) ?? []);
  const changes = histories.flatMap((history) => rankChangeOf(history, settings.baseline) ?? []);
  return {
    players: histories.length,
    flagged: shareFlagged(judged),
    real: ratiosOf(histories.map(withoutTenure), settings),
    nobody: { ...ratiosOf(nobody, settings), draws: NULL_DRAWS },
    splitHalf: correlation(halves.map(({ odd, even }) => [odd, even] as const)),
    foretold: { players: foretold.length, ...slopeOf(foretold) },
    rankChange: { players: changes.length, correlation: correlation(changes.map(({ llr, change }) => [llr, change])) },
    parity: parityOf(judged),
  };
}

function withoutTenure(history: History): History {
  return { ...history, level: null, previousMatchAt: null };
}

function judge(history: History, settings: FigureSettings) {
  const prepared = prepare(history, settings.baseline);
  const { llr } = scoreOf(prepared, fullTermsOf(prepared), allGames(prepared));
  return { llr, probability: sigmoid(logitOf(llr, settings)) };
}

function ratiosOf(histories: readonly History[], settings: FigureSettings): Ratios {
  const judged = histories.map((history) => judge(history, settings));
  const ratios = judged.map(({ llr }) => llr);
  return { histories: judged.length, flagged: shareFlagged(judged), mean: mean(ratios), sd: sampleDeviation(ratios) };
}

interface Judged {
  readonly history: History;
  readonly probability: number;
}

function shareFlagged(judged: readonly Pick<Judged, 'probability'>[]): number {
  return judged.filter(({ probability }) => probability >= FLAG_LINE).length / judged.length;
}

const groupings: Readonly<Record<ParityGroup['by'], (history: History) => string>> = {
  position: ({ games }) => mainPositionOf(games) ?? 'unknown',
  tier: ({ ranks }) => ranks.at(-1)?.tier ?? 'unknown',
  games: ({ games }) => sizeOf(games.length),
};

function sizeOf(games: number): string {
  if (games < 30) return '20 to 29';
  return games < 45 ? '30 to 44' : '45 to 60';
}

function parityOf(judged: readonly Judged[]): ParityGroup[] {
  return Object.entries(groupings).flatMap(([by, groupOf]) => {
    const groups = [...groupBy(judged, ({ history }) => groupOf(history))].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return groups.map(([group, members]) => ({
      by: by as ParityGroup['by'],
      group,
      players: members.length,
      flagged: shareFlagged(members),
      meanProbability: mean(members.map(({ probability }) => probability)),
    }));
  });
}

/** Groups with fewer players differ by luck alone. Source: an assumption. */
const COMPARED_PLAYERS = 100;

/** Highest share of flags over the lowest one, among groups large enough to compare; null where that says nothing. */
export function parityRatio(groups: readonly ParityGroup[]): number | null {
  const shares = groups.filter(({ players }) => players >= COMPARED_PLAYERS).map(({ flagged }) => flagged);
  const lowest = Math.min(...shares);
  return shares.length < 2 || lowest === 0 ? null : Math.max(...shares) / lowest;
}
