// One line of a cohort file, checked and by the names of its columns. The README of the format lies beside the files.

import { isDivision, isTier } from '../../league/rank.ts';
import type { RankPoint } from '../evidence.ts';
import { CohortFormatError, jsonObject } from './json.ts';

/** Times are minutes since 2025-01-01T00:00Z. */
const START_AT = 1_735_689_600_000;
const MINUTE_MS = 60_000;
/** Columns that must hold a number: all of them but the position, the lane opponent's three and the lobby. */
const NUMBERS = [0, 1, 2, 3, 6, 7, 8, 9, 10, 12, 17] as const;

export interface CohortGame {
  /** Epoch ms. */
  readonly playedAt: number;
  /** Seconds. */
  readonly gameDuration: number;
  readonly isRemake: boolean;
  readonly win: boolean;
  readonly teamPosition: string;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly cs: number;
  readonly gold: number;
  readonly visionScore: number;
  /** Of the lane opponent; null = unknown. */
  readonly opponentGold: number | null;
  readonly opponentVision: number | null;
  /** Mean of ln((kills + assists + 1) / (deaths + 1)) over the other nine. */
  readonly othersLogKda: number;
  /** Strength in tier units of those of the other nine whose rank is known. */
  readonly lobby: readonly number[];
}

export interface CohortLine {
  readonly id: string;
  readonly level: number | null;
  /** Newest stored match before the first game of the list, epoch ms. */
  readonly previousMatchAt: number | null;
  /** Oldest first. */
  readonly ranks: readonly RankPoint[];
  /** Oldest first, remakes among them. */
  readonly games: readonly CohortGame[];
}

export function parseCohortLine(text: string): CohortLine {
  const line = jsonObject(text);
  const { id, level, previousMatchAt, ranks, games } = line;
  if (typeof id !== 'string') throw new CohortFormatError('a line of the cohort has no id');
  if (!Array.isArray(ranks) || !Array.isArray(games)) throw new CohortFormatError(`${id} has no ranks or no games`);
  return {
    id,
    // 0 stands for a level that Riot did not send.
    level: numberOrNull(level) || null,
    previousMatchAt: previousMatchAt === null ? null : timeOf(finite(previousMatchAt, `previousMatchAt of ${id}`)),
    ranks: ranks.flatMap((columns) => rankOf(columns, `a rank of ${id}`)),
    games: inOrder(
      games.map((columns, index) => gameOf(columns, `game ${index} of ${id}`)),
      id,
    ),
  };
}

function timeOf(minutes: number): number {
  return START_AT + minutes * MINUTE_MS;
}

function finite(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new CohortFormatError(`${what} is no number`);
}

function inOrder(games: readonly CohortGame[], id: string): readonly CohortGame[] {
  const isLate = games.some(({ playedAt }, index) => playedAt < (games[index - 1]?.playedAt ?? playedAt));
  if (isLate) throw new CohortFormatError(`the games of ${id} are not the oldest first`);
  return games;
}

/** A tier or a division that nobody knows is no snapshot. */
function rankOf(columns: unknown, what: string): RankPoint[] {
  if (!Array.isArray(columns)) throw new CohortFormatError(`${what} is no list`);
  const [minutes, tier, division, leaguePoints] = columns;
  const place = { tier: String(tier), division: String(division) };
  if (!isTier(place.tier) || !isDivision(place.division)) return [];
  const rank = { tier: place.tier, division: place.division, leaguePoints: finite(leaguePoints, what) };
  return [{ at: timeOf(finite(minutes, what)), ...rank }];
}

function gameOf(columns: unknown, what: string): CohortGame {
  if (!Array.isArray(columns) || !NUMBERS.every((column) => Number.isFinite(columns[column]))) {
    throw new CohortFormatError(`${what} lacks a number`);
  }
  if (!Array.isArray(columns[18])) throw new CohortFormatError(`${what} has no list of the lobby`);
  return {
    playedAt: timeOf(columns[0]),
    gameDuration: columns[1],
    isRemake: columns[2] === 1,
    win: columns[3] === 1,
    teamPosition: String(columns[4]),
    kills: columns[6],
    deaths: columns[7],
    assists: columns[8],
    cs: columns[9],
    gold: columns[10],
    visionScore: columns[12],
    opponentGold: numberOrNull(columns[15]),
    opponentVision: numberOrNull(columns[16]),
    othersLogKda: columns[17],
    lobby: columns[18].map((strength) => finite(strength, `the lobby of ${what}`)),
  };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
