// The rows that a baseline is estimated from: every participant of a full-length match.

import { type TeamPosition, teamPositions } from '../../league/match.ts';
import type { EvidenceParticipant } from '../player-evidence.ts';
import { MIN_DURATION } from './game-evidence.ts';
import { type GameLine, lineOf } from './game-line.ts';

/** Rows older than this no longer tell what is usual. Source: an assumption of the profile. */
export const BASELINE_MAX_AGE_MS = 180 * 86_400_000;
/** Rows per position: the newest so many are used. Source: an assumption of the profile. */
export const BASELINE_MAX_ROWS = 20_000;
/** Fewer rows per position make no baseline. Source: an assumption of the profile. */
const MIN_ROWS = 100;

/** A match plays every position twice. */
const ROWS_PER_MATCH = 2;

export interface BaselineRow extends GameLine {
  readonly position: TeamPosition;
}

export interface BaselineMatch {
  /** Epoch ms. */
  readonly gameCreation: number;
  /** Seconds. */
  readonly gameDuration: number;
  readonly participants: readonly EvidenceParticipant[];
}

export type RowsByPosition = Readonly<Record<TeamPosition, readonly BaselineRow[]>>;
export type RowCounts = Readonly<Record<TeamPosition, number>>;

/** Countable matches of the queue, newest first: no more of them are asked for than are used. */
export function baselineRowsOf(newestFirst: Iterable<BaselineMatch>, now: number): RowsByPosition {
  const rows = { TOP: [], JUNGLE: [], MIDDLE: [], BOTTOM: [], UTILITY: [] } as Record<TeamPosition, BaselineRow[]>;
  for (const match of newestFirst) {
    if (match.gameCreation < now - BASELINE_MAX_AGE_MS) break;
    if (match.gameDuration < MIN_DURATION) continue;
    for (const participant of match.participants) addRow(rows, lineOf(participant, match));
    if (teamPositions.every((position) => rows[position].length >= BASELINE_MAX_ROWS)) break;
  }
  return rows;
}

function addRow(rows: Record<TeamPosition, BaselineRow[]>, line: GameLine): void {
  const { position } = line;
  if (position === null || rows[position].length >= BASELINE_MAX_ROWS) return;
  rows[position].push({ ...line, position });
}

export function rowCountsOf(rows: RowsByPosition): RowCounts {
  return {
    TOP: rows.TOP.length,
    JUNGLE: rows.JUNGLE.length,
    MIDDLE: rows.MIDDLE.length,
    BOTTOM: rows.BOTTOM.length,
    UTILITY: rows.UTILITY.length,
  };
}

/** Full-length matches that are still missing for a baseline of one's own; 0 = enough. */
export function missingMatches(rows: RowCounts): number {
  const fewest = Math.min(...teamPositions.map((position) => rows[position]));
  return Math.max(0, Math.ceil((MIN_ROWS - fewest) / ROWS_PER_MATCH));
}
