// matches: what is known, and reading back.

import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { commitSteps, type StoreContext } from '../context.ts';
import { unpackPayload } from '../payloads.ts';
import type { Commit } from '../records.ts';
import type { MatchesStore } from '../store.ts';
import { list, listOfPlayer, listParticipants } from './match-lists.ts';
import { saveMatch } from './save-match.ts';
import { recordUnavailable } from './unavailable.ts';

export function matchesStore(context: StoreContext): MatchesStore {
  return {
    listUnknownIds: (ids, now) => listUnknownIds(context, ids, now),
    listDueUnavailable: (puuid, now) => listDueUnavailable(context, puuid, now),
    save: (commit, match) => saveMatch(context, commit, match),
    recordUnavailable: (commit, unavailable) => recordUnavailable(context, commit, unavailable),
    moveCursor: (commit, cursor) => moveCursor(context, commit, cursor),
    find: (matchId) => find(context, matchId),
    list: (filter) => list(context, filter),
    listOfPlayer: (filter) => listOfPlayer(context, filter),
    listParticipants: (matchId) => listParticipants(context, matchId),
    readPayload: (matchId) => readPayload(context, matchId),
  };
}

async function listUnknownIds({ db, tables }: StoreContext, ids: readonly string[], now: number): Promise<string[]> {
  const { matches, unavailableMatches } = tables;
  const stored = await db
    .select({ matchId: matches.matchId })
    .from(matches)
    .where(inArray(matches.matchId, [...ids]));
  const resting = await db
    .select({ matchId: unavailableMatches.matchId })
    .from(unavailableMatches)
    .where(
      and(
        inArray(unavailableMatches.matchId, [...ids]),
        or(isNotNull(unavailableMatches.tombstonedAt), gt(unavailableMatches.nextAttemptAt, now)),
      ),
    );
  const known = new Set([...stored, ...resting].map(({ matchId }) => matchId));
  return ids.filter((id) => !known.has(id));
}

async function listDueUnavailable({ db, tables }: StoreContext, puuid: string, now: number): Promise<string[]> {
  const { unavailableMatches: unavailable } = tables;
  const rows = await db
    .select({ matchId: unavailable.matchId })
    .from(unavailable)
    .where(and(eq(unavailable.puuid, puuid), isNull(unavailable.tombstonedAt), lte(unavailable.nextAttemptAt, now)))
    .orderBy(asc(unavailable.firstAttemptAt), asc(unavailable.matchId));
  return rows.map(({ matchId }) => matchId);
}

async function moveCursor(
  context: StoreContext,
  commit: Commit,
  { puuid, ids }: { readonly puuid: string; readonly ids: readonly string[] },
): Promise<void> {
  const { db, tables } = context;
  const { matches, players } = tables;
  const newest = db
    .select({ at: sql`max(${matches.gameCreation})` })
    .from(matches)
    .where(inArray(matches.matchId, [...ids]));
  const move = () =>
    db
      .update(players)
      .set({ fetchCursor: sql`(${newest})` })
      .where(and(eq(players.puuid, puuid), sql`coalesce(${players.fetchCursor}, 0) < (${newest})`))
      .returning({ puuid: players.puuid });
  await commitSteps(context, commit, { steps: [move], count: () => ({}) });
}

async function find({ db, tables: { matches } }: StoreContext, matchId: string) {
  const [match] = await db.select().from(matches).where(eq(matches.matchId, matchId));
  return match;
}

async function readPayload({ db, tables }: StoreContext, matchId: string): Promise<string | undefined> {
  const { matchPayloads } = tables;
  const [row] = await db.select().from(matchPayloads).where(eq(matchPayloads.matchId, matchId));
  return row && unpackPayload(row);
}
