// What is said of judged players whose truth is known.

import { type CalibratedBand, verdictOf } from '../../src/analysis/calibrated/band.ts';
import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { intervalOf } from '../../src/analysis/calibrated/interval.ts';
import { prepare } from '../../src/analysis/calibrated/prepared.ts';
import { defaultCalibration, logitOf, sigmoid } from '../../src/analysis/calibrated/probability.ts';
import { allGames, fullTermsOf, scoreOf } from '../../src/analysis/calibrated/score.ts';
import { isAtLeast } from '../../src/analysis/evaluation/probability-figures.ts';
import { type LabelFigures, labelFiguresOf } from '../../src/cli/commands/analysis-label-figures.ts';
import { FLAG_LINE } from '../../src/cli/commands/analysis-label-free-figures.ts';
import type { WorldPlayer } from '../../src/simulator/world.ts';

export interface Judged {
  readonly player: Pick<WorldPlayer, 'puuid' | 'playerClass' | 'isSmurf'>;
  readonly probability: number;
  readonly band: CalibratedBand;
}

/** `isCautious`: as on the shipped baseline, nobody is flagged. */
export function judge(history: History, baseline: Baseline, isCautious = false) {
  const prepared = prepare(history, baseline);
  const terms = fullTermsOf(prepared);
  const logit = logitOf(scoreOf(prepared, terms, allGames(prepared)).llr, defaultCalibration);
  const probability = sigmoid(logit);
  const { high } = intervalOf(prepared, terms, { ...defaultCalibration, logit });
  return { probability, band: verdictOf(probability, high, isCautious).band };
}

function figuresOf(judged: readonly Judged[]): LabelFigures {
  const players = judged.map(({ player, probability }) => {
    return { kind: player.playerClass, isSmurf: player.isSmurf, weight: 1, score: probability };
  });
  const figures = labelFiguresOf(players, { isFlagged: isAtLeast(FLAG_LINE), isProbability: true });
  if (figures === null) throw new Error('nobody can be told apart: a larger world has more smurfs');
  return figures;
}

const columns = ['judged', 'smurfs', 'AUC', '(95 %)', 'AP', 'R1', 'ECE', 'open', 'recall', 'FPR', 'precision'] as const;
const NAME = 46;

export function heading(name: string): string {
  return name.padEnd(NAME) + columns.map((column, index) => column.padStart(widthOf(index))).join('');
}

export function row(name: string, judged: readonly Judged[]): string {
  const { players, smurfs, order, spread, probability, flags } = figuresOf(judged);
  const open = judged.filter(({ band }) => band === 'inconclusive').length / judged.length;
  const cells = [
    String(players),
    String(smurfs),
    fixed(order.auc),
    `${fixed(spread.auc.low)}-${fixed(spread.auc.high)}`,
    fixed(order.ap),
    fixed(order.r1),
    fixed(probability?.ece ?? Number.NaN, 4),
    percent(open),
    fixed(flags.recall),
    percent(flags.falsePositives, 2),
    fixed(flags.precision),
  ];
  return name.padEnd(NAME) + cells.map((cell, index) => cell.padStart(widthOf(index))).join('');
}

function widthOf(column: number): number {
  return columns[column] === '(95 %)' ? 12 : 10;
}

/** Share flagged of each class. */
export function classLine(name: string, judged: readonly Judged[]): string {
  const cells = figuresOf(judged).kinds.map(
    ({ kind, players, flagged }) => `${kind} ${percent(flagged)} of ${players}`,
  );
  return `  flagged, ${name}: ${cells.join(', ')}`;
}

export function bandLine(name: string, judged: readonly Judged[]): string {
  const bands = ['very_likely', 'likely', 'possible', 'inconclusive', 'not_flagged'] as const;
  const shareOf = (wanted: CalibratedBand) => judged.filter(({ band }) => band === wanted).length / judged.length;
  return `  bands, ${name}: ${bands.map((band) => `${band} ${percent(shareOf(band))}`).join(', ')}`;
}

export function fixed(value: number, digits = 3): string {
  return value.toFixed(digits).replace(/^(-?)0\./, '$1.');
}

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}
