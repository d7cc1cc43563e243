// Discovered players who wait for matches.

import { and, asc, desc, eq, exists, getTableColumns, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { NeedingMatches } from '../store.ts';
import { isDue } from './conditions.ts';
import { isAmong, isDiscovered } from './selections.ts';

export async function listNeedingMatches(context: StoreContext, query: NeedingMatches) {
  const { players } = context.tables;
  const games = withGames(context, query.queueId);
  const { countableMatches } = games;
  const isRested = or(
    isNull(players.exhaustedAt),
    lt(players.exhaustedAt, query.now - query.restMs),
    exists(dueAgain(context, query.now)),
  );
  return games.query
    .where(
      and(
        isDiscovered(context),
        lte(players.discoveredDepth, query.maxDepth),
        isRested,
        isAmong(players, query.puuids),
        lt(countableMatches, query.targetMatches),
      ),
    )
    .orderBy(
      asc(players.failedAttempts),
      sql`${countableMatches} >= ${query.minMatches}`,
      desc(countableMatches),
      asc(players.lastAttemptAt),
      asc(players.puuid),
    )
    .limit(query.limit);
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

/** Players with the number of their stored countable games of one queue. */
function withGames({ db, tables }: StoreContext, queueId: number) {
  const { players, playerGames: games } = tables;
  const countableMatches = sql<number>`coalesce(${games.countable}, 0)`.mapWith(Number);
  const query = db
    .select({ ...getTableColumns(players), countableMatches: countableMatches.as('countable_matches') })
    .from(players)
    .leftJoin(games, and(eq(games.puuid, players.puuid), eq(games.queueId, queueId)));
  return { query, countableMatches };
}
