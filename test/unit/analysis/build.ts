// Builds evidence for tests from games written newest first, as the formulas read them.

import type { Evidence, SampleGame } from '../../../src/analysis/evidence.ts';
import { RANKED_SOLO_QUEUE } from '../../../src/league/queues.ts';
import type { Rank } from '../../../src/league/rank.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** 2025-06-01, so that the oldest game of any test is still after the epoch. */
const NEWEST_AT = 1_748_736_000_000;

export type Play = Omit<SampleGame, 'matchId' | 'gameCreation'>;
/** A rank and the day of its snapshot. */
export interface RankOnDay extends Rank {
  readonly day: number;
}

const AVERAGE: Play = {
  gameDuration: 1800,
  win: false,
  kills: 4,
  deaths: 4,
  assists: 4,
  cs: 180,
  visionScore: 20,
  teamPosition: 'MIDDLE',
};

/** `count` average games (4/4/4, lost) with the given changes. */
export function plays(count: number, changes: Partial<Play> = {}): Play[] {
  return Array.from({ length: count }, () => ({ ...AVERAGE, ...changes }));
}

/** `count` games, every second one won, the newest one lost. */
export function alternating(count: number, changes: Partial<Play> = {}): Play[] {
  return plays(count, changes).map((play, index) => ({ ...play, win: index % 2 === 1 }));
}

export interface Known {
  readonly level?: number | null;
  readonly ranks?: readonly RankOnDay[];
}

/** An hour between two games, match ids rising with time. */
export function evidenceOf(newestFirst: readonly Play[], { level = null, ranks = [] }: Known = {}): Evidence {
  const games = newestFirst.map((play, index) => ({
    ...play,
    matchId: `EUW1_${7_000_000_000 - index}`,
    gameCreation: NEWEST_AT - index * HOUR_MS,
  }));
  const points = ranks.map(({ day, ...rank }) => ({ ...rank, at: NEWEST_AT + day * DAY_MS }));
  return {
    puuid: 'somebody',
    queueId: RANKED_SOLO_QUEUE,
    games: games.toReversed(),
    level,
    ranks: points.toSorted((a, b) => a.at - b.at),
  };
}
