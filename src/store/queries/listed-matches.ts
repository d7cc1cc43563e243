// listed_matches: ids that leave the lists of players who wait.

import { eq } from 'drizzle-orm';
import type { Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';

/** The player's list is worth nothing any more. */
export function forgetListStep({ db, tables: { listedMatches: listed } }: StoreContext, puuid: string): Step {
  return () => db.delete(listed).where(eq(listed.puuid, puuid)).returning({ matchId: listed.matchId });
}

/** A match that is stored, or that Riot would not give, is to be fetched for nobody. */
export function unlistStep({ db, tables: { listedMatches: listed } }: StoreContext, matchId: string): Step {
  return () => db.delete(listed).where(eq(listed.matchId, matchId)).returning({ puuid: listed.puuid });
}

/** Everybody in whose list the match stands awaits it: before it leaves the lists. */
export function awaitByListersStep({ db, tables }: StoreContext, matchId: string): Step {
  const { awaitedMatches: awaited, listedMatches: listed } = tables;
  const rows = db
    .select({ puuid: listed.puuid, matchId: listed.matchId })
    .from(listed)
    .where(eq(listed.matchId, matchId));
  return () => db.insert(awaited).select(rows).onConflictDoNothing().returning({ puuid: awaited.puuid });
}
