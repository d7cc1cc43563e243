// Whom the updater and the analysis look after, and what makes a player one of a selection.

import { and, asc, eq, getTableColumns, gte, inArray, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { PlayersStore } from '../store.ts';

export async function listTrackedDue(
  { db, tables: { players, fetchCursors } }: StoreContext,
  { queueId, limit, puuids }: Parameters<PlayersStore['listTrackedDue']>[0],
) {
  return db
    .select({
      ...getTableColumns(players),
      completeUntil: fetchCursors.completeUntil,
      reconciledAt: fetchCursors.reconciledAt,
    })
    .from(players)
    .leftJoin(fetchCursors, and(eq(fetchCursors.puuid, players.puuid), eq(fetchCursors.queueId, queueId)))
    .where(and(eq(players.isTracked, true), eq(players.isActive, true), isAmong(players, puuids)))
    .orderBy(sql`${players.lastAttemptAt} is not null`, asc(players.lastAttemptAt), asc(players.puuid))
    .limit(limit);
}

export async function listToAnalyze(context: StoreContext, query: Parameters<PlayersStore['listToAnalyze']>[0]) {
  const { db, tables } = context;
  const { players, playerGames: games } = tables;
  const hasEnough = and(eq(games.queueId, query.queueId), gte(games.countable, query.minMatches));
  return db
    .select(getTableColumns(players))
    .from(players)
    .innerJoin(games, and(eq(games.puuid, players.puuid), hasEnough))
    .where(and(isDiscovered(context), eq(players.isAnalyzed, false), isAmong(players, query.puuids)))
    .orderBy(asc(players.lastAttemptAt), asc(players.puuid))
    .limit(query.limit);
}

export function isAmong({ puuid }: StoreContext['tables']['players'], puuids: readonly string[] | undefined) {
  return puuids && inArray(puuid, puuids);
}

export function isDiscovered({ tables: { players } }: StoreContext) {
  return and(eq(players.isTracked, false), eq(players.isActive, true));
}
