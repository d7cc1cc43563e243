// Matches for people to look at: newest first, of everybody or of one player, and who took part.

import { and, asc, count, desc, eq, getTableColumns, gte, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { MatchFilter, QueueGames } from '../store.ts';

export async function list({ db, tables: { matches } }: StoreContext, { queueId, limit }: MatchFilter) {
  return db
    .select()
    .from(matches)
    .where(queueId === undefined ? undefined : eq(matches.queueId, queueId))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit(limit);
}

export async function listOfPlayer(
  { db, tables }: StoreContext,
  { puuid, queueId, limit }: MatchFilter & { readonly puuid: string },
) {
  const { matches, matchParticipants: own } = tables;
  return db
    .select({ match: getTableColumns(matches), participant: getTableColumns(own) })
    .from(own)
    .innerJoin(matches, eq(matches.matchId, own.matchId))
    .where(and(eq(own.puuid, puuid), queueId === undefined ? undefined : eq(matches.queueId, queueId)))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit(limit);
}

export async function listParticipants({ db, tables: { matchParticipants } }: StoreContext, matchId: string) {
  return db
    .select()
    .from(matchParticipants)
    .where(eq(matchParticipants.matchId, matchId))
    .orderBy(asc(matchParticipants.teamId), asc(matchParticipants.participantId));
}

export async function countGames(
  { db, tables }: StoreContext,
  { puuid, since }: { readonly puuid: string; readonly since: number },
): Promise<QueueGames[]> {
  const { matches, matchParticipants: own } = tables;
  const sumOf = (condition: unknown) => sql<number>`sum(case when ${condition} then 1 else 0 end)`.mapWith(Number);
  return db
    .select({
      queueId: matches.queueId,
      stored: count(),
      countable: sumOf(matches.isCountable),
      recent: sumOf(gte(matches.gameCreation, since)),
    })
    .from(own)
    .innerJoin(matches, eq(matches.matchId, own.matchId))
    .where(eq(own.puuid, puuid))
    .groupBy(matches.queueId)
    .orderBy(desc(count()), asc(matches.queueId));
}
