// fetch_cursors: up to which game the history of a tracked player is complete, and when it was last compared in full.

import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit } from '../records.ts';
import type { HistoryKey, MatchesStore } from '../store.ts';

/** A cursor that is there already stays where it is. */
export async function beginHistory(
  context: StoreContext,
  commit: Commit,
  { puuid, queueId, from }: HistoryKey & { readonly from: number },
): Promise<void> {
  const { db, tables } = context;
  const { fetchCursors } = tables;
  const insert = () =>
    db
      .insert(fetchCursors)
      .values({ puuid, queueId, completeUntil: from })
      .onConflictDoNothing()
      .returning({ puuid: fetchCursors.puuid });
  await commitSteps(context, commit, { steps: [insert], count: () => ({}) });
}

/** Forward only. */
export async function moveCursor(
  context: StoreContext,
  commit: Commit,
  { puuid, queueId, completeUntil }: HistoryKey & { readonly completeUntil: number },
): Promise<void> {
  const { db, tables } = context;
  const { fetchCursors } = tables;
  const move = () =>
    db
      .insert(fetchCursors)
      .values({ puuid, queueId, completeUntil })
      .onConflictDoUpdate({
        target: [fetchCursors.puuid, fetchCursors.queueId],
        set: { completeUntil },
        setWhere: lt(fetchCursors.completeUntil, completeUntil),
      })
      .returning({ puuid: fetchCursors.puuid });
  await commitSteps(context, commit, { steps: [move], count: () => ({}) });
}

export async function markReconciled(
  context: StoreContext,
  commit: Commit,
  { puuid, queueId }: HistoryKey,
): Promise<void> {
  const { db, tables } = context;
  const { fetchCursors } = tables;
  const mark = () =>
    db
      .update(fetchCursors)
      .set({ reconciledAt: commit.now })
      .where(and(eq(fetchCursors.puuid, puuid), eq(fetchCursors.queueId, queueId)))
      .returning({ puuid: fetchCursors.puuid });
  await commitSteps(context, commit, { steps: [mark], count: () => ({}) });
}

export async function findMatchAt(
  { db, tables }: StoreContext,
  { puuid, queueId, at }: Parameters<MatchesStore['findMatchAt']>[0],
) {
  const { matches, matchParticipants } = tables;
  const [match] = await db
    .select({ matchId: matches.matchId, platformId: matches.platformId })
    .from(matches)
    .innerJoin(matchParticipants, eq(matchParticipants.matchId, matches.matchId))
    .where(and(eq(matches.queueId, queueId), eq(matches.gameCreation, at), eq(matchParticipants.puuid, puuid)))
    .limit(1);
  return match;
}

/** The plus keeps SQLite from walking through all games by time: one player has few. */
export async function listPlatformsPlayed(
  { db, tables }: StoreContext,
  { puuid, since }: Parameters<MatchesStore['listPlatformsPlayed']>[0],
) {
  const { matches, matchParticipants } = tables;
  const rows = await db
    .selectDistinct({ platform: matches.platformId })
    .from(matchParticipants)
    .innerJoin(matches, eq(matches.matchId, matchParticipants.matchId))
    .where(and(eq(matchParticipants.puuid, puuid), gte(sql`+${matches.gameCreation}`, since)))
    .orderBy(asc(matches.platformId));
  return rows.map(({ platform }) => platform);
}
