// What a person changes about a player: no longer tracked, left alone by the jobs, taken up again.

import { and, eq, inArray, sql } from 'drizzle-orm';
import { rowsOf } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { Player } from '../records.ts';
import { metBy } from './conditions.ts';

interface Change {
  readonly puuid: string;
  readonly now: number;
}

/** The distance is then one more than that of the nearest player met; 1 for somebody who has met nobody. */
export async function untrack(context: StoreContext, { puuid, now }: Change) {
  const { db, batch, tables } = context;
  const { players } = tables;
  const nearest = () =>
    db
      .select({ depth: sql<number>`coalesce(min(${players.discoveredDepth}) + 1, 1)` })
      .from(players)
      .where(inArray(players.puuid, metBy(context, puuid)));
  const rows = await batch([
    nearest,
    (before) =>
      db
        .update(players)
        .set({ isTracked: false, discoveredDepth: rowsOf<{ depth: number }>(before, 0)[0]?.depth ?? 1, updatedAt: now })
        .where(and(eq(players.puuid, puuid), eq(players.isTracked, true)))
        .returning(),
    () => db.select().from(players).where(eq(players.puuid, puuid)),
  ]);
  return rowsOf<Player>(rows, 2)[0];
}

export async function setActive(
  { db, tables: { players } }: StoreContext,
  { puuid, isActive, now }: Change & { readonly isActive: boolean },
): Promise<Player | undefined> {
  const [player] = await db
    .update(players)
    .set({ isActive, updatedAt: now })
    .where(eq(players.puuid, puuid))
    .returning();
  return player;
}
