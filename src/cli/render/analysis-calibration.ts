// PURE: coefficients before and after a fit, side by side.

import type { Coefficients } from '../../analysis/calibrated/probability.ts';
import type { FlagFigures } from '../../analysis/evaluation/probability-figures.ts';
import type { Column } from './table.ts';

export interface CalibrationFigures extends FlagFigures {
  readonly logLoss: number;
  readonly ece: number;
}

interface Fit extends CalibrationFigures {
  readonly coefficients: Coefficients;
}

export interface CalibrationReport {
  readonly prior: number;
  readonly labels: { readonly smurf: number; readonly honest: number };
  readonly before: Fit;
  readonly after: Fit;
}

interface CalibrationRow {
  readonly name: string;
  readonly title: string;
  readonly before: number | string;
  readonly after: number | string;
}

export const calibrationColumns: readonly Column<CalibrationRow>[] = [
  { title: 'what', value: ({ name }) => name, short: ({ title }) => title },
  { title: 'before', value: ({ before }) => known(before), short: ({ before }) => shown(before), align: 'right' },
  { title: 'after', value: ({ after }) => known(after), short: ({ after }) => shown(after), align: 'right' },
];

export function calibrationRows({ before, after, labels, prior }: CalibrationReport): CalibrationRow[] {
  const row = (name: string, title: string, of: (fit: Fit) => number | string): CalibrationRow => {
    return { name, title, before: of(before), after: of(after) };
  };
  return [
    row('version', 'coefficients', ({ coefficients }) => coefficients.version),
    row('a', 'a', ({ coefficients }) => coefficients.a),
    row('b', 'b', ({ coefficients }) => coefficients.b),
    row('c', 'c', ({ coefficients }) => coefficients.c),
    row('prior', 'prior', () => prior),
    row('smurfs', 'labels, confirmed', () => String(labels.smurf)),
    row('honest', 'labels, false positive', () => String(labels.honest)),
    row('logLoss', 'log loss', (fit) => fit.logLoss),
    row('ece', 'ECE', (fit) => fit.ece),
    row('recall', 'recall of the flags', (fit) => fit.recall),
    row('falsePositives', 'false positives', (fit) => fit.falsePositives),
    row('precision', 'precision of the flags', (fit) => fit.precision),
  ];
}

/** Precision without flags is unknown. */
function known(value: number | string): number | string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function shown(value: number | string): string {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? value.toFixed(3) : '-';
}
