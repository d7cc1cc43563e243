// How much waits for the analyzer, counted by the same conditions by which its phases choose.

import { and, count, eq, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { BacklogStore, MetQuery, RankQuery, WaitingCount, WaitingQuery } from '../store.ts';
import { newestAnalysisOf } from './conditions.ts';
import { isDiscovered } from './selections.ts';
import { isWaiting, needOf } from './waiting.ts';

export function backlogStore(context: StoreContext): BacklogStore {
  return {
    countWaiting: (query) => countWaiting(context, query),
    countToAnalyze: (query) => countToAnalyze(context, query),
    countMet: (query) => countMet(context, query),
  };
}

async function countWaiting(context: StoreContext, query: WaitingQuery & { readonly listedBefore: number }) {
  const { db, tables } = context;
  const { players, playerAnalysis: newest, playerGames: games } = tables;
  const { countable, goal } = needOf(context, query);
  const isListDue = or(
    isNull(players.listedAt),
    lte(players.listedAt, query.listedBefore),
    isNotNull(players.exhaustedAt),
  );
  const [row] = await db
    .select({
      players: count(),
      missingMatches: sum(sql`${goal} - ${countable}`),
      lists: sum(sql`case when ${isListDue} then 1 else 0 end`),
    })
    .from(players)
    .leftJoin(games, and(eq(games.puuid, players.puuid), eq(games.queueId, query.queueId)))
    .leftJoin(newest, eq(newest.id, newestAnalysisOf(context)))
    .where(isWaiting(context, query));
  return row ?? ({ players: 0, missingMatches: 0, lists: 0 } satisfies WaitingCount);
}

async function countToAnalyze(context: StoreContext, { queueId, minMatches, rankedBefore }: RankQuery) {
  const { db, tables } = context;
  const { players, playerGames: games } = tables;
  const isRankDue = or(isNull(players.rankCheckedAt), lte(players.rankCheckedAt, rankedBefore));
  const hasEnough = and(eq(games.queueId, queueId), gte(games.countable, minMatches));
  const [row] = await db
    .select({ players: count(), ranks: sum(sql`case when ${isRankDue} then 1 else 0 end`) })
    .from(games)
    .innerJoin(players, eq(players.puuid, games.puuid))
    .where(and(hasEnough, isDiscovered(context), eq(players.isAnalyzed, false)));
  return row ?? { players: 0, ranks: 0 };
}

async function countMet(context: StoreContext, { since, maxDepth }: MetQuery): Promise<number> {
  const { db, tables } = context;
  const { players } = tables;
  const [row] = await db
    .select({ players: count() })
    .from(players)
    .where(and(isDiscovered(context), lte(players.discoveredDepth, maxDepth), gte(players.createdAt, since)));
  return row?.players ?? 0;
}

function sum(term: ReturnType<typeof sql>) {
  return sql<number>`coalesce(sum(${term}), 0)`.mapWith(Number);
}
