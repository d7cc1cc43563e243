// What Riot's lists named of players who wait, and is not stored yet. A list is paid for once.

import { and, asc, eq, exists, notExists, type SQL, sql } from 'drizzle-orm';
import type { Step } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit } from '../records.ts';
import type { ListedMatch, PlayerList, WaitingQuery } from '../store.ts';
import { forgetListStep } from './listed-matches.ts';
import { awaitStep } from './unavailable.ts';
import { waitingPlayer } from './waiting.ts';

/** In place of the list before. What is unavailable is awaited, what is stored is nothing to be fetched. */
export async function keepList(context: StoreContext, commit: Commit, list: PlayerList): Promise<void> {
  const { db, tables } = context;
  const { players } = tables;
  const { puuid } = list;
  const mark = () =>
    db
      .update(players)
      .set({ listedAt: commit.now })
      .where(eq(players.puuid, puuid))
      .returning({ puuid: players.puuid });
  await commitSteps(context, commit, {
    steps: [forgetListStep(context, puuid), insertStep(context, list), awaitStep(context, list), mark],
    count: () => ({}),
  });
}

function insertStep({ db, tables }: StoreContext, { puuid, ids }: PlayerList): Step {
  const { listedMatches: listed, matches, unavailableMatches: unavailable } = tables;
  const id = sql`listed.value`;
  const isStored = db.select({ one: sql`1` }).from(matches).where(eq(matches.matchId, id));
  const isMissed = db.select({ one: sql`1` }).from(unavailable).where(eq(unavailable.matchId, id));
  const rows = db
    .select({
      puuid: sql`${puuid}`.as('puuid'),
      matchId: sql`${id}`.as('match_id'),
      place: sql`listed.key`.as('place'),
    })
    .from(sql`json_each(${JSON.stringify(ids)}) listed`)
    .where(and(notExists(isStored), notExists(isMissed)));
  return () => db.insert(listed).select(rows).onConflictDoNothing().returning({ matchId: listed.matchId });
}

/** Lists of players who do not wait any more: they would be read anew. Those who rest keep the time of theirs. */
export async function dropLists(context: StoreContext, commit: Commit, query: WaitingQuery): Promise<void> {
  const { db, tables } = context;
  const { listedMatches: listed, players } = tables;
  const waits = waitingPlayer(context, query, sql`lister.puuid`);
  const idle = sql`(select lister.puuid from players lister where lister.listed_at is not null
    and lister.exhausted_at is null and ${notExists(waits)})`;
  const isIdle = (puuid: SQL) => sql`${puuid} in ${idle}`;
  await commitSteps(context, commit, {
    steps: [
      () =>
        db
          .delete(listed)
          .where(isIdle(sql`${listed.puuid}`))
          .returning({ matchId: listed.matchId }),
      () =>
        db
          .update(players)
          .set({ listedAt: null })
          .where(isIdle(sql`${players.puuid}`))
          .returning({ puuid: players.puuid }),
    ],
    count: () => ({}),
  });
}

/** Newest first, each with the number of others who wait and have it in their lists. */
export async function listListed(
  context: StoreContext,
  { puuid, waiting }: { readonly puuid: string; readonly waiting: WaitingQuery },
): Promise<ListedMatch[]> {
  const { db, tables } = context;
  const { listedMatches: listed } = tables;
  const waits = waitingPlayer(context, waiting, sql`other.puuid`);
  const sharers = sql<number>`(select count(*) from listed_matches other where other.match_id = listed_matches.match_id
    and other.puuid <> ${puuid} and ${exists(waits)})`;
  return db
    .select({ matchId: listed.matchId, place: listed.place, sharers: sharers.mapWith(Number) })
    .from(listed)
    .where(eq(listed.puuid, puuid))
    .orderBy(asc(listed.place));
}
