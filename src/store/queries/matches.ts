// matches: what is known, and reading back.

import { eq } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import { unpackPayload } from '../payloads.ts';
import type { MatchesStore } from '../store.ts';
import { beginHistory, findMatchAt, listPlatformsPlayed, markReconciled, moveCursor } from './fetch-cursors.ts';
import { list, listOfPlayer, listParticipants } from './match-lists.ts';
import { dropLists, keepList, listListed } from './player-lists.ts';
import { saveMatch } from './save-match.ts';
import { awaitMatches, compareList, listDueUnavailable, recordUnavailable } from './unavailable.ts';

export function matchesStore(context: StoreContext): MatchesStore {
  return {
    compareList: (list) => compareList(context, list),
    awaitMatches: (commit, list) => awaitMatches(context, commit, list),
    keepList: (commit, list) => keepList(context, commit, list),
    dropLists: (commit, waiting) => dropLists(context, commit, waiting),
    listListed: (query) => listListed(context, query),
    listDueUnavailable: (query) => listDueUnavailable(context, query),
    save: (commit, match) => saveMatch(context, commit, match),
    recordUnavailable: (commit, unavailable) => recordUnavailable(context, commit, unavailable),
    beginHistory: (commit, beginning) => beginHistory(context, commit, beginning),
    moveCursor: (commit, cursor) => moveCursor(context, commit, cursor),
    markReconciled: (commit, history) => markReconciled(context, commit, history),
    findMatchAt: (query) => findMatchAt(context, query),
    listPlatformsPlayed: (query) => listPlatformsPlayed(context, query),
    find: (matchId) => find(context, matchId),
    list: (filter) => list(context, filter),
    listOfPlayer: (filter) => listOfPlayer(context, filter),
    listParticipants: (matchId) => listParticipants(context, matchId),
    readPayload: (matchId) => readPayload(context, matchId),
  };
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
