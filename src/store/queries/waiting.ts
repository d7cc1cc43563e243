// Discovered players who wait for matches: those with fewer countable games than their next verdict takes.

import { and, asc, eq, exists, getTableColumns, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { NeedingMatches, WaitingQuery } from '../store.ts';
import { isDue, newestAnalysisOf } from './conditions.ts';
import { isAmong, isDiscovered } from './selections.ts';

/** Games of a sample that is large enough, and new ones that make any verdict old. Source: src/analysis/due.ts; a test holds them to it. */
const MIN_SAMPLE = 20;
const ENOUGH_NEW_GAMES = 10;

/** Bands, of both profiles, that more games may well change. All others are clear. */
const undecided = ['inconclusive', 'possible', 'low', 'insufficient_data'] as const;

export async function listNeedingMatches(context: StoreContext, query: NeedingMatches) {
  const { db, tables } = context;
  const { players, playerAnalysis: newest, playerGames: games } = tables;
  const { countable, goal } = needOf(context, query);
  const since = sql<number>`coalesce(${players.lastAttemptAt}, ${players.createdAt})`.mapWith(Number);
  const turn = sql<number>`row_number() over (partition by ${goal} - ${countable}, ${players.failedAttempts}
    order by ${since}, ${players.puuid})`;
  const numbered = db
    .select({
      ...getTableColumns(players),
      countableMatches: countable.as('countable_matches'),
      goal: goal.as('goal'),
      since: since.as('since'),
      turn: turn.as('turn'),
    })
    .from(players)
    .leftJoin(games, and(eq(games.puuid, players.puuid), eq(games.queueId, query.queueId)))
    .leftJoin(newest, eq(newest.id, newestAnalysisOf(context)))
    .where(and(isWaiting(context, query), isAmong(players, query.puuids)))
    .as('numbered');
  return db.select().from(numbered).where(lte(numbered.turn, query.limit)).orderBy(asc(numbered.puuid));
}

/** For `exists`: the player with this puuid, if it is one of the waiting. */
export function waitingPlayer(context: StoreContext, query: WaitingQuery, puuid: SQL) {
  const { db, tables } = context;
  const { players, playerAnalysis: newest, playerGames: games } = tables;
  return db
    .select({ one: sql`1` })
    .from(players)
    .leftJoin(games, and(eq(games.puuid, players.puuid), eq(games.queueId, query.queueId)))
    .leftJoin(newest, eq(newest.id, newestAnalysisOf(context)))
    .where(and(eq(players.puuid, puuid), isWaiting(context, query)));
}

export function isWaiting(context: StoreContext, query: WaitingQuery) {
  const { players } = context.tables;
  const { countable, goal, isOpen } = needOf(context, query);
  const isRested = or(
    isNull(players.exhaustedAt),
    lte(players.exhaustedAt, query.now - query.restMs),
    exists(dueAgain(context, query.now)),
  );
  const isNear = lte(players.discoveredDepth, query.maxDepth);
  return and(isDiscovered(context), isNear, isOpen, lt(countable, goal), isRested);
}

/**
 * Up to the minimum while there is no verdict; from one that more games may change to the next that makes the player due
 * again (src/analysis/due.ts), as far as the target reaches.
 */
export function needOf({ tables }: StoreContext, { minMatches, targetMatches }: WaitingQuery) {
  const { players, playerAnalysis: newest, playerGames: games } = tables;
  const share = sql`min((${newest.gamesAnalyzed} + 1) / 2, ${ENOUGH_NEW_GAMES})`;
  const step = sql`case when ${newest.gamesAnalyzed} < ${MIN_SAMPLE} then ${MIN_SAMPLE} - ${newest.gamesAnalyzed} else ${share} end`;
  const next = sql`${newest.gamesStored} + ${step}`;
  const goal = sql<number>`case when ${newest.id} is null then ${minMatches} else min(${next}, ${targetMatches}) end`;
  const hasStep = or(lte(next, targetMatches), eq(newest.confidence, 'inconclusive'));
  return {
    countable: sql<number>`coalesce(${games.countable}, 0)`.mapWith(Number),
    goal: goal.mapWith(Number),
    isOpen: or(
      isNull(newest.id),
      and(eq(players.isAnalyzed, true), inArray(newest.confidence, [...undecided]), hasStep),
    ),
  };
}

/** Unavailable matches that the player of the outer query awaits and that are to be asked for again. */
function dueAgain({ db, tables }: StoreContext, now: number) {
  const { awaitedMatches: awaited, players, unavailableMatches: unavailable } = tables;
  return db
    .select({ one: sql`1` })
    .from(awaited)
    .innerJoin(unavailable, eq(unavailable.matchId, awaited.matchId))
    .where(and(eq(awaited.puuid, players.puuid), isDue(unavailable, now)));
}
