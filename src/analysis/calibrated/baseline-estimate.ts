// Step: a baseline from stored rows. Each value is estimated from the shrunk ones before it.

import { type TeamPosition, teamPositions } from '../../league/match.ts';
import { mean } from '../game-statistics.ts';
import type { BaselineContent, LevelBaseline, Matrix, Measured, RoleBaseline, Triple } from './baseline.ts';
import { type BaselineRow, type RowsByPosition, rowCountsOf } from './baseline-rows.ts';
import { withWeights } from './channel-weights.ts';
import { type Channels, channelsOf, type LogKdaMeans, logKdaMeansOf, residual } from './channels.ts';
import { defaultBaseline } from './default-baseline.ts';
import type { LevelAt } from './level-density.ts';
import { fitLevels } from './level-fit.ts';
import { mapTriple } from './linear.ts';

/** The defaults count like this many rows. Source: an assumption of the profile. */
const DEFAULT_ROWS = 100;

export interface BaselineSource {
  readonly queueId: number;
  readonly rows: RowsByPosition;
  /** Stored players with a sample and a known level. */
  readonly levels: readonly LevelAt[];
  /** Newest patch among the rows, `15.12`. */
  readonly patch: string | null;
}

export function estimateBaseline({ queueId, rows, levels, patch }: BaselineSource): BaselineContent {
  const means = logKdaMeansOf(mapPositions((position) => ({ logKdaMean: logKdaMean(position, rows[position]) })));
  const roles = mapPositions((position) => estimateRole(position, rows[position], means));
  const level: LevelBaseline = fitLevels(levels);
  return { queueId, roles, level, patch, rows: rowCountsOf(rows), players: levels.length };
}

interface Game {
  readonly win: boolean;
  readonly channels: Channels;
}

function estimateRole(position: TeamPosition, rows: readonly BaselineRow[], means: LogKdaMeans): RoleBaseline {
  const usual = defaultBaseline.roles[position];
  const games = rows.map((row) => ({ win: row.win, channels: channelsOf(row, position, means) }));
  const sd = mapTriple(usual.sd, (value, channel) => {
    const values = games.flatMap(({ channels }) => channels[channel] ?? []);
    return shrunk(values.length, deviation(values), value);
  });
  const winShift = mapTriple(usual.winShift, (value, channel) => {
    const shifts = games.flatMap(({ win, channels }) => signed(channels[channel], win) ?? []);
    return shrunk(shifts.length, mean(shifts) / sd[channel], value);
  });
  const measured = { logKdaMean: means[position], sd, winShift };
  return withWeights(position, { ...measured, covariance: covarianceOf(games, measured, usual.covariance) });
}

function logKdaMean(position: TeamPosition, rows: readonly BaselineRow[]): number {
  return shrunk(rows.length, mean(rows.map(({ logKda }) => logKda)), defaultBaseline.roles[position].logKdaMean);
}

/** A channel as a win would have it. */
function signed(value: number | null, win: boolean): number | null {
  if (value === null) return null;
  return win ? value : -value;
}

/** Of the games in which every channel is known. */
function covarianceOf(games: readonly Game[], measured: Omit<Measured, 'covariance'>, usual: Matrix): Matrix {
  const residuals = games.flatMap(({ win, channels: [kills, gold, vision] }): Triple[] => {
    if (gold === null || vision === null) return [];
    const context = { line: { win }, measured };
    return [mapTriple([kills, gold, vision], (value, channel) => residual(value, channel, context))];
  });
  const centre = mapTriple([0, 1, 2], (channel) => mean(residuals.map((one) => one[channel as 0 | 1 | 2])));
  const entry = (a: 0 | 1 | 2, b: 0 | 1 | 2) =>
    mean(residuals.map((one) => (one[a] - centre[a]) * (one[b] - centre[b])));
  const row = (a: 0 | 1 | 2) => mapTriple(usual[a], (value, b) => shrunk(residuals.length, entry(a, b), value));
  return [row(0), row(1), row(2)];
}

function shrunk(rows: number, estimate: number, usual: number): number {
  return usual + (rows * (estimate - usual)) / (rows + DEFAULT_ROWS);
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function mapPositions<Value>(map: (position: TeamPosition) => Value): Record<TeamPosition, Value> {
  const entries = teamPositions.map((position) => [position, map(position)] as const);
  return Object.fromEntries(entries) as Record<TeamPosition, Value>;
}
