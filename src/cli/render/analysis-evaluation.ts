// PURE: figures of an evaluation as tables; every one of them stands beside the sentence that says what it is worth.

import type { Spread } from '../../analysis/evaluation/bootstrap.ts';
import type { KindFigures, LabelFigures, OrderFigures } from '../commands/analysis-label-figures.ts';
import {
  FLAG_LINE,
  type LabelFreeFigures,
  type ParityGroup,
  parityRatio,
} from '../commands/analysis-label-free-figures.ts';
import type { Column, TableData } from './table.ts';

/** Stands wherever a figure of players with a known truth is printed. */
export const SYNTHETIC =
  'These players are synthetic: no public set of labelled smurfs exists, so nobody can state a real accuracy.';
/** Stands wherever a figure of real players is printed. */
export const NO_TRUTH =
  'Nobody knows the truth about these players, and the probabilities were calibrated on synthetic ones: no real accuracy can be stated.';

interface FigureRow {
  /** For scripts. */
  readonly name: string;
  readonly title: string;
  readonly value: number | string | null;
  readonly short: string;
  readonly meaning: string;
}

const figureColumns: readonly Column<FigureRow>[] = [
  { title: 'figure', value: ({ name }) => name, short: ({ title }) => title },
  { title: 'value', value: ({ value }) => value, short: ({ short }) => short, align: 'right' },
  { title: 'meaning', value: ({ meaning }) => meaning, flexible: true },
];

type FigureTable = TableData<FigureRow>;

/** Scores of others on the same players, by name. */
export type OtherScorers = readonly (OrderFigures & { readonly scorer: string })[];

export function labelTable({ players, smurfs, ...figures }: LabelFigures): FigureTable {
  const { order, spread, probability, flags } = figures;
  const rows = [
    row('players', 'players', { value: players, short: String(players), meaning: `${smurfs} of them smurfs` }),
    share('prevalence', 'prevalence', [figures.prevalence, 'share of smurfs that the figures stand for']),
    digits('auc', 'ROC-AUC', [order.auc, `a smurf above an honest player; ${within(spread.auc)}`]),
    digits('ap', 'average precision', [order.ap, 'precision over all smurfs']),
    digits('r1', 'R1', [order.r1, `share of smurfs found where 1 % of the honest pass; ${within(spread.r1)}`]),
    ...probabilityRows(probability),
    share('recall', 'recall', [flags.recall, 'share of the smurfs that are flagged']),
    share('falsePositives', 'false positives', [flags.falsePositives, 'share of the honest players that are flagged']),
    share('precision', 'precision', [flags.precision, 'share of the flags that are right']),
  ];
  return { columns: figureColumns, rows };
}

function probabilityRows(figures: LabelFigures['probability']): FigureRow[] {
  if (figures === null) return [];
  const { ece, logLoss, captured } = figures;
  return [
    digits('ece', 'ECE', [ece, 'mean distance of what was said from what was true']),
    digits('logLoss', 'log loss', [logLoss, 'nats per player']),
    digits('captured', 'captured', [captured, 'share of the information that an oracle has']),
  ];
}

function within({ low, high }: Spread): string {
  if (Number.isNaN(low)) return 'too few players to say how far it could move';
  return `95 % within ${low.toFixed(3)} to ${high.toFixed(3)}`;
}

export const kindColumns: readonly Column<KindFigures>[] = [
  { title: 'class', value: ({ kind }) => kind },
  { title: 'truth', value: ({ isSmurf }) => (isSmurf ? 'smurf' : 'honest') },
  { title: 'players', value: ({ players }) => players, align: 'right' },
  percentColumn('above 1 % line', ({ aboveThreshold }) => aboveThreshold),
  percentColumn('flagged', ({ flagged }) => flagged),
];

export const otherColumns: readonly Column<OtherScorers[number]>[] = [
  { title: 'scorer', value: ({ scorer }) => scorer },
  digitsColumn('ROC-AUC', ({ auc }) => auc),
  digitsColumn('average precision', ({ ap }) => ap),
  digitsColumn('R1', ({ r1 }) => r1),
];

export function labelFreeTable(figures: LabelFreeFigures): FigureTable {
  const { players, flagged, real, nobody, splitHalf, foretold, rankChange, parity } = figures;
  const ratio = (by: ParityGroup['by']) => {
    const words = `highest over lowest share of flags by ${by}; above 2 asks for a reason`;
    return digits(`parity.${by}`, `parity, ${by}`, [parityRatio(parity.filter((group) => group.by === by)), words]);
  };
  const rows = [
    row('players', 'players', {
      value: players,
      short: String(players),
      meaning: 'with 20 games or more; of a database the 2,000 seen last',
    }),
    share('flagged', 'flagged', [flagged, `with a probability of ${FLAG_LINE} or more`]),
    share('nobody.flagged', 'nobody flagged', [nobody.flagged, `${nobody.histories} histories of nobody; below 1 %`]),
    digits('real.mean', 'evidence, mean', [real.mean, `nats, without levels; of nobody ${nobody.mean.toFixed(2)}`]),
    digits('real.sd', 'evidence, spread', [real.sd, `nats, without levels; of nobody ${nobody.sd.toFixed(2)}`]),
    digits('splitHalf', 'odd and even games', [splitHalf, 'correlation of their evidence']),
    digits('foretold.slope', 'foretold wins', [
      foretold.slope,
      `slope of the last 20 games, ± ${twice(foretold.standardError)}, ${foretold.players} players; .7 to 1.3`,
    ]),
    digits('rankChange.correlation', 'rank a month later', [
      rankChange.correlation,
      `correlation of the evidence with the change of the rank, ${rankChange.players} players; above 0`,
    ]),
    ...(['position', 'tier', 'games'] as const).map(ratio),
  ];
  return { columns: figureColumns, rows };
}

/** Two standard errors. */
function twice(standardError: number): string {
  return (2 * standardError).toFixed(2);
}

export const parityColumns: readonly Column<ParityGroup>[] = [
  { title: 'by', value: ({ by }) => by },
  { title: 'group', value: ({ group }) => group },
  { title: 'players', value: ({ players }) => players, align: 'right' },
  percentColumn('flagged', ({ flagged }) => flagged),
  percentColumn('mean probability', ({ meanProbability }) => meanProbability),
];

/** How many players each band has. */
export function bandsLine(bands: Readonly<Record<string, number>>): string {
  const counts = Object.entries(bands).map(([band, players]) => `${band} ${players}`);
  return `verdicts: ${counts.join(', ')}`;
}

type Cells = Pick<FigureRow, 'value' | 'short' | 'meaning'>;

function row(name: string, title: string, cells: Cells): FigureRow {
  return { name, title, ...cells };
}

function digits(name: string, title: string, [value, meaning]: readonly [number | null, string]): FigureRow {
  return row(name, title, { value: known(value), short: threeDigits(value), meaning });
}

function share(name: string, title: string, [value, meaning]: readonly [number, string]): FigureRow {
  return row(name, title, { value: known(value), short: percentOf(value), meaning });
}

function digitsColumn<Row>(title: string, value: (row: Row) => number): Column<Row> {
  return {
    title,
    value: (one) => known(value(one)),
    short: (one) => threeDigits(value(one)),
    align: 'right',
  };
}

function percentColumn<Row>(title: string, value: (row: Row) => number): Column<Row> {
  return { title, value: (one) => known(value(one)), short: (one) => percentOf(value(one)), align: 'right' };
}

/** What nothing could be divided by is unknown. */
function known(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function threeDigits(value: number | null): string {
  return known(value)?.toFixed(3) ?? '-';
}

function percentOf(value: number): string {
  const number = known(value);
  return number === null ? '-' : `${(100 * number).toFixed(1)} %`;
}
