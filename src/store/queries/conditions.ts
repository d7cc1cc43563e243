// Conditions that several queries share, so that each means the same everywhere.

import { and, eq, inArray, isNull, lte, ne, type Placeholder, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { Commit } from '../records.ts';

/** The id of the newest verdict about the player of the outer query. */
export function newestAnalysisOf({ tables: { players } }: StoreContext) {
  return sql`(select max(newest.id) from player_analysis newest where newest.puuid = ${players.puuid})`;
}

/** Games that statistics, selection and verdicts count: neither remakes nor aborted, of one queue. */
export function isCountableOf({ tables: { matches } }: StoreContext, queueId: number) {
  return and(eq(matches.queueId, queueId), matches.isCountable);
}

/** The same for the games of one player, who has few: the plus keeps SQLite from walking through all games by time. */
export function isCountableOfFew({ tables: { matches } }: StoreContext, queueId: Placeholder) {
  return and(sql`+${matches.queueId} = ${queueId}`, matches.isCountable);
}

/** Unavailable matches that are to be asked for again. */
export function isDue({ tombstonedAt, nextAttemptAt }: StoreContext['tables']['unavailableMatches'], now: number) {
  return and(isNull(tombstonedAt), lte(nextAttemptAt, now));
}

/** Puuids of everybody else in the stored matches of a player. */
export function metBy({ db, tables: { matchParticipants } }: StoreContext, puuid: string) {
  const mine = db
    .select({ matchId: matchParticipants.matchId })
    .from(matchParticipants)
    .where(eq(matchParticipants.puuid, puuid));
  return db
    .select({ puuid: matchParticipants.puuid })
    .from(matchParticipants)
    .where(and(inArray(matchParticipants.matchId, mine), ne(matchParticipants.puuid, puuid)));
}

/** By the last attempt the updater takes tracked players in turn: a check by hand does not move its place. */
export function attemptBy({ tables: { players } }: StoreContext, { lease, now }: Commit) {
  const isCheck = sql`exists (select 1 from job_executions e where e.id = ${lease.executionId} and e.job_name = 'check')`;
  return sql`case when ${players.isTracked} and ${isCheck} then ${players.lastAttemptAt} else ${now} end`;
}
