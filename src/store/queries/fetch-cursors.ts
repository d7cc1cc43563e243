// fetch_cursors: up to which game the history of a tracked player is complete, queue by queue.

import { and, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { PlayerList } from '../store.ts';

/** To the newest stored match among `ids`: forward only, and never to the time 0 of an aborted game. */
export function moveCursorStep(
  { db, tables: { fetchCursors, matches } }: StoreContext,
  { puuid, queueId, ids }: PlayerList & { readonly queueId: number },
): Step {
  const newest = db
    .select({
      puuid: sql`${puuid}`.as('puuid'),
      queueId: sql`${queueId}`.as('queue_id'),
      completeUntil: sql`max(${matches.gameCreation})`.as('complete_until'),
      reconciledAt: sql`null`.as('reconciled_at'),
    })
    .from(matches)
    .where(and(inArray(matches.matchId, [...ids]), gt(matches.gameCreation, 0)))
    .having(sql`count(*) > 0`);
  return () =>
    db
      .insert(fetchCursors)
      .select(newest)
      .onConflictDoUpdate({
        target: [fetchCursors.puuid, fetchCursors.queueId],
        set: { completeUntil: sql`excluded.complete_until` },
        setWhere: lt(fetchCursors.completeUntil, sql`excluded.complete_until`),
      })
      .returning({ puuid: fetchCursors.puuid });
}
