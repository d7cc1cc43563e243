// PURE: what is usual by position, as a table, a line and JSON.

import type { Baseline, RoleBaseline, Triple } from '../../analysis/calibrated/baseline.ts';
import { capitalised, count } from '../../analysis/wording.ts';
import { type TeamPosition, teamPositions } from '../../league/match.ts';
import type { Column, TableData } from './table.ts';
import { fullTime } from './text.ts';

export interface ShownBaseline {
  readonly baseline: Baseline;
  /** Epoch ms; null = shipped with the program. */
  readonly createdAt: number | null;
  /** Stored matches that are missing for a baseline of one's own. */
  readonly missingMatches: number;
}

interface PositionRow {
  readonly position: TeamPosition;
  readonly rows: number;
  readonly usual: RoleBaseline;
}

const channels = ['combat', 'gold', 'vision'] as const;

const columns: readonly Column<PositionRow>[] = [
  { title: 'position', value: ({ position }) => position, short: ({ position }) => capitalised(position) },
  { title: 'rows', value: ({ rows }) => rows, align: 'right' },
  numberColumn('log kda', ({ logKdaMean }) => logKdaMean),
  ...tripleColumns('sd', ({ sd }) => sd),
  ...tripleColumns('win', ({ winShift }) => winShift),
];

function tripleColumns(title: string, of: (usual: RoleBaseline) => Triple): Column<PositionRow>[] {
  return channels.map((channel, index) => ({
    ...numberColumn(`${title} ${channel}`, (usual) => of(usual)[index as 0 | 1 | 2]),
    optional: title === 'sd' ? 1 : 2,
  }));
}

function numberColumn(title: string, of: (usual: RoleBaseline) => number): Column<PositionRow> {
  return { title, value: ({ usual }) => of(usual), short: ({ usual }) => of(usual).toFixed(2), align: 'right' };
}

export function baselineTable({ baseline: { roles, rows } }: ShownBaseline): TableData<PositionRow> {
  return {
    columns,
    rows: teamPositions.map((position) => ({ position, rows: rows[position], usual: roles[position] })),
  };
}

export function baselineLine({ baseline, createdAt, missingMatches }: ShownBaseline): string {
  const { id, patch, players, level } = baseline;
  if (createdAt === null) {
    const missing =
      missingMatches === 0 ? 'enough matches are stored for one of your own' : missingWords(missingMatches);
    return `${id}: shipped with riotjobs, measured on another server; ${missing}`;
  }
  const levels = `levels of ${count(players, 'player')} (shift ${level.shift.toFixed(2)}, spread ${level.sd.toFixed(2)})`;
  return `${id}: built ${fullTime(createdAt)}, patch ${patch ?? 'unknown'}, ${levels}`;
}

export function missingWords(missingMatches: number): string {
  const matches = count(missingMatches, 'full-length match', 'full-length matches');
  return `${matches} more are needed for one of your own, and nobody is flagged before`;
}

export function baselineJson({ baseline, createdAt, missingMatches }: ShownBaseline): object {
  return { baseline, createdAt: createdAt === null ? null : fullTime(createdAt), missingMatches };
}
