// The bench's figures as text, each beside its target.

import { bucketsOf, type Figures, figuresOf, quantile } from './figures.ts';
import type { Stage } from './stage.ts';

/** Source: the promises of docs/performance.md. */
const UTILISATION_TARGET = 0.995;
const IDLE_TARGET = 1.25;

export interface Result {
  readonly title: string;
  readonly figures: Figures;
  /** Median of what the workers measured, the machine's own work included. */
  readonly seenMs: number;
  /** Median of the way there and back, as the edge made it. */
  readonly tripMs: number;
}

export function resultOf(title: string, limits: string, stage: Stage): Result {
  const { arrivals } = stage.edge;
  const working = stage.working();
  const endedAt = Math.max(...working.map(({ to }) => to));
  const ways = arrivals.map(({ roundTripMs }) => roundTripMs);
  const figures = figuresOf({ arrivals, buckets: bucketsOf(limits), working, endedAt });
  return { title, figures, seenMs: measuredMs(stage), tripMs: quantile(ways, 0.5) };
}

/** Of the workers that ended politely; a killed one tells nothing. */
function measuredMs({ told }: Stage): number {
  const measured = told.flatMap((message) => (message.kind === 'ended' ? message.roundTripMs : []));
  return quantile(measured, 0.5);
}

function isMet({ figures: { utilisation, limited, idleMs }, tripMs }: Result): boolean {
  return limited === 0 && utilisation >= UTILISATION_TARGET && quantile(idleMs, 0.5) <= IDLE_TARGET * tripMs;
}

const HEAD = [
  'scenario',
  'windows',
  'used',
  '429s',
  'trip',
  'seen',
  'idle median',
  'idle max',
  'others',
  'max',
  'targets',
];
const WIDTHS = [22, 9, 10, 6, 8, 8, 22, 22, 8, 8, 7];

export function headLines(): readonly string[] {
  return [
    `targets: ${100 * UTILISATION_TARGET} % used, no 429, idle at most ${IDLE_TARGET} median round trips of the edge`,
    'trip: there and back as the edge has it; seen: what clients measured; others: idle after full windows of the other bucket; in ms',
    line(HEAD),
  ];
}

export function resultLine(result: Result): string {
  const { title, figures, seenMs, tripMs } = result;
  const { windows, leftOut, utilisation, limited, idleMs, otherIdleMs } = figures;
  const idle = (q: number) => {
    const value = quantile(idleMs, q);
    return `${ms(value)} = ${(value / tripMs).toFixed(2)} trips`;
  };
  return line([
    title,
    leftOut === 0 ? String(windows) : `${windows} (+${leftOut})`,
    `${(100 * utilisation).toFixed(2)} %`,
    String(limited),
    ms(tripMs),
    ms(seenMs),
    idle(0.5),
    idle(1),
    ms(quantile(otherIdleMs, 0.5)),
    ms(quantile(otherIdleMs, 1)),
    isMet(result) ? 'met' : 'MISSED',
  ]);
}

function line(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join('');
}

function ms(value: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(1);
}
