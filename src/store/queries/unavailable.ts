// unavailable_matches and awaited_matches: ids that Riot named and would not give, and who asks for them again.

import { and, asc, eq, exists, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { rowsOf, type Step } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, UnavailableMatch } from '../records.ts';
import type { ComparedList, PlayerList, Unavailable } from '../store.ts';
import { isDue } from './conditions.ts';
import { awaitByListersStep, unlistStep } from './listed-matches.ts';

const HOUR_MS = 3_600_000;
/** A new id can be 404 for a short while after the game; the first delay. */
const FIRST_DELAY_MS = 10 * 60_000;
const MAX_DELAY_MS = 24 * HOUR_MS;
/** A 404 becomes a tombstone after this many attempts over at least this long. */
const TOMBSTONE_ATTEMPTS = 5;
const TOMBSTONE_AGE_MS = 24 * HOUR_MS;

/** The record after one more failed attempt: delays double from ten minutes to a day, anew for another reason. */
function nextRecord(before: UnavailableMatch | undefined, unavailable: Unavailable, now: number) {
  const same = before?.reason === unavailable.reason ? before : undefined;
  const attempts = (same?.attempts ?? 0) + 1;
  const firstAttemptAt = same?.firstAttemptAt ?? now;
  const isGone =
    unavailable.reason === 'not_found' && attempts >= TOMBSTONE_ATTEMPTS && now - firstAttemptAt >= TOMBSTONE_AGE_MS;
  return {
    matchId: unavailable.matchId,
    reason: unavailable.reason,
    detail: unavailable.detail ?? null,
    attempts,
    firstAttemptAt,
    nextAttemptAt: now + Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS),
    tombstonedAt: isGone ? now : null,
  };
}

export async function recordUnavailable(
  context: StoreContext,
  commit: Commit,
  unavailable: Unavailable,
): Promise<void> {
  const { db, tables } = context;
  const table = tables.unavailableMatches;
  const { matchId, puuid } = unavailable;
  await commitSteps(context, commit, {
    steps: [
      () => db.select().from(table).where(eq(table.matchId, matchId)),
      (rows) => {
        const record = nextRecord(rowsOf<UnavailableMatch>(rows, 0)[0], unavailable, commit.now);
        return db
          .insert(table)
          .values(record)
          .onConflictDoUpdate({ target: table.matchId, set: record })
          .returning({ matchId: table.matchId });
      },
      awaitStep(context, { puuid, ids: [matchId] }),
      awaitByListersStep(context, matchId),
      unlistStep(context, matchId),
      forgetAwaitersStep(context, matchId),
    ],
    count: () => ({ itemsSkipped: 1 }),
  });
}

/** Nobody asks for a tombstone again. */
function forgetAwaitersStep({ db, tables }: StoreContext, matchId: string): Step {
  const { awaitedMatches: awaited, unavailableMatches: unavailable } = tables;
  const isGone = and(eq(unavailable.matchId, matchId), isNotNull(unavailable.tombstonedAt));
  const tombstone = db.select({ one: sql`1` }).from(unavailable).where(isGone);
  return () =>
    db
      .delete(awaited)
      .where(and(eq(awaited.matchId, matchId), exists(tombstone)))
      .returning({ matchId: awaited.matchId });
}

/** Of those that are still unavailable and no tombstones: another job may have stored some since the list was compared. */
export function awaitStep({ db, tables }: StoreContext, { puuid, ids }: PlayerList): Step {
  const { awaitedMatches, unavailableMatches: unavailable } = tables;
  const left = db
    .select({ puuid: sql`${puuid}`.as('puuid'), matchId: unavailable.matchId })
    .from(unavailable)
    .where(and(inArray(unavailable.matchId, [...ids]), isNull(unavailable.tombstonedAt)));
  return () =>
    db.insert(awaitedMatches).select(left).onConflictDoNothing().returning({ matchId: awaitedMatches.matchId });
}

export async function awaitMatches(context: StoreContext, commit: Commit, list: PlayerList): Promise<void> {
  await commitSteps(context, commit, { steps: [awaitStep(context, list)], count: () => ({}) });
}

/** Nobody awaits a match that has come. */
export function forgetSteps({ db, tables }: StoreContext, matchId: string): Step[] {
  const { awaitedMatches, unavailableMatches } = tables;
  return [awaitedMatches, unavailableMatches].map(
    (table) => () => db.delete(table).where(eq(table.matchId, matchId)).returning({ matchId: table.matchId }),
  );
}

/** Which of the ids are stored, which are new, and which are unavailable without this player asking for them again. */
export async function compareList({ db, tables }: StoreContext, { puuid, ids }: PlayerList): Promise<ComparedList> {
  const { matches, unavailableMatches: unavailable, awaitedMatches: awaited } = tables;
  const stored = await db
    .select({ matchId: matches.matchId, queueId: matches.queueId, gameCreation: matches.gameCreation })
    .from(matches)
    .where(inArray(matches.matchId, [...ids]));
  const missed = await db
    .select({ matchId: unavailable.matchId, tombstonedAt: unavailable.tombstonedAt, awaitedBy: awaited.puuid })
    .from(unavailable)
    .leftJoin(awaited, and(eq(awaited.matchId, unavailable.matchId), eq(awaited.puuid, puuid)))
    .where(inArray(unavailable.matchId, [...ids]));
  const known = new Set([...stored, ...missed].map(({ matchId }) => matchId));
  const unawaited = missed.filter(({ tombstonedAt, awaitedBy }) => tombstonedAt === null && awaitedBy === null);
  const unknown = ids.filter((id) => !known.has(id));
  return { stored, unknown, toAwait: unawaited.map(({ matchId }) => matchId) };
}

export async function listDueUnavailable(
  { db, tables }: StoreContext,
  { puuid, now, limit }: { readonly puuid: string; readonly now: number; readonly limit: number },
): Promise<string[]> {
  const { unavailableMatches: unavailable, awaitedMatches: awaited } = tables;
  const rows = await db
    .select({ matchId: unavailable.matchId })
    .from(awaited)
    .innerJoin(unavailable, eq(unavailable.matchId, awaited.matchId))
    .where(and(eq(awaited.puuid, puuid), isDue(unavailable, now)))
    .orderBy(asc(unavailable.firstAttemptAt), asc(unavailable.matchId))
    .limit(limit);
  return rows.map(({ matchId }) => matchId);
}
