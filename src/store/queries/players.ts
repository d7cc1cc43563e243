// players: tracking and attempts; who is due, and what a look-up changes, stand beside it.

import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Player } from '../records.ts';
import type { PlayersStore, TrackRequest } from '../store.ts';
import { backlogStore } from './backlog.ts';
import { banChecksStore } from './ban-checks.ts';
import { attemptBy, metBy } from './conditions.ts';
import { forgetListStep } from './listed-matches.ts';
import { countGames } from './match-lists.ts';
import { meet } from './meetings.ts';
import { setActive, untrack } from './player-status.ts';
import { saveProfile } from './profiles.ts';
import { listCurrentRanks, saveRanks } from './ranks.ts';
import { listByRiotId } from './riot-ids.ts';
import { listToAnalyze, listTrackedDue } from './selections.ts';
import { listNeedingMatches } from './waiting.ts';

export function playersStore(context: StoreContext): PlayersStore {
  return {
    track: (request) => track(context, request),
    meet: (request) => meet(context, request),
    find: ({ puuid }) => find(context, puuid),
    listByRiotId: (riotId) => listByRiotId(context, riotId),
    untrack: (change) => untrack(context, change),
    setActive: (change) => setActive(context, change),
    listCurrentRanks: (puuid) => listCurrentRanks(context, puuid),
    countGames: (query) => countGames(context, query),
    list: (filter) => list(context, filter),
    listTrackedDue: (query) => listTrackedDue(context, query),
    listNeedingMatches: (query) => listNeedingMatches(context, query),
    listToAnalyze: (query) => listToAnalyze(context, query),
    recordAttempt: (commit, attempt) => recordAttempt(context, commit, attempt),
    saveRanks: (commit, ranks) => saveRanks(context, commit, ranks),
    ...banChecksStore(context),
    ...backlogStore(context),
    saveProfile: (commit, profile) => saveProfile(context, commit, profile),
  };
}

async function track(context: StoreContext, request: TrackRequest) {
  const { db, batch, tables } = context;
  const { players } = tables;
  const { account, platform, now } = request;
  const known = {
    platform,
    isTracked: true,
    isActive: true,
    discoveredDepth: 0,
    updatedAt: now,
    ...(account.gameName === null
      ? {}
      : { summonerName: account.gameName, tagLine: account.tagLine, riotIdSeenAt: now }),
  };
  const rows = await batch([
    () => db.select({ isTracked: players.isTracked }).from(players).where(eq(players.puuid, account.puuid)),
    () =>
      db
        .insert(players)
        .values({ puuid: account.puuid, createdAt: now, ...known })
        .onConflictDoUpdate({ target: players.puuid, set: { ...known, platform: platformToKeep(context, platform) } })
        .returning(),
    () =>
      db
        .update(players)
        .set({ discoveredDepth: 1, updatedAt: now })
        .where(and(inArray(players.puuid, metBy(context, account.puuid)), gt(players.discoveredDepth, 1)))
        .returning({ puuid: players.puuid }),
  ]);
  const wasTracked = rowsOf<{ isTracked: boolean }>(rows, 0)[0]?.isTracked ?? false;
  return { player: rowsOf<Player>(rows, 1)[0] as Player, isNew: !wasTracked };
}

/** Where a history has begun, the updater follows the account, once nothing is left to fetch from the old route. */
function platformToKeep({ tables: { fetchCursors } }: StoreContext, platform: string) {
  const hasHistory = sql`exists (select 1 from ${fetchCursors} where fetch_cursors.puuid = players.puuid)`;
  return sql`case when ${hasHistory} then players.platform else ${platform} end`;
}

async function find({ db, tables: { players } }: StoreContext, puuid: string) {
  const [player] = await db.select().from(players).where(eq(players.puuid, puuid));
  return player;
}

async function list(
  { db, tables: { players } }: StoreContext,
  { isTracked, limit }: { readonly isTracked?: boolean; readonly limit: number },
) {
  return db
    .select()
    .from(players)
    .where(isTracked === undefined ? undefined : eq(players.isTracked, isTracked))
    .orderBy(desc(players.isTracked), asc(players.createdAt), asc(players.puuid))
    .limit(limit);
}

async function recordAttempt(context: StoreContext, ...[commit, attempt]: Parameters<PlayersStore['recordAttempt']>) {
  const { db, tables } = context;
  const { players } = tables;
  const { now } = commit;
  const set = {
    lastAttemptAt: attemptBy(context, commit),
    ...(attempt.failed === true ? { failedAttempts: sql`${players.failedAttempts} + 1` } : {}),
    ...(attempt.failed === false ? { failedAttempts: 0, updatedAt: now } : {}),
    ...(attempt.exhausted === undefined ? {} : { exhaustedAt: attempt.exhausted ? now : null }),
  };
  const update = () =>
    db.update(players).set(set).where(eq(players.puuid, attempt.puuid)).returning({ puuid: players.puuid });
  const forget = attempt.exhausted === true ? [forgetListStep(context, attempt.puuid)] : [];
  await commitSteps(context, commit, { steps: [update, ...forget], count: () => ({}) });
}
