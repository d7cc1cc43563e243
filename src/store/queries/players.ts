// players: tracking, selection of who is due, and what a look-up changes.

import { and, asc, desc, eq, exists, getTableColumns, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Player } from '../records.ts';
import type { NeedingMatches, PlayersStore, TrackRequest } from '../store.ts';
import { isDue, metBy, newestAnalysisOf } from './conditions.ts';
import { countGames } from './match-lists.ts';
import { setActive, untrack } from './player-status.ts';
import { listCurrentRanks, saveRanks } from './ranks.ts';
import { listByRiotId } from './riot-ids.ts';

export function playersStore(context: StoreContext): PlayersStore {
  return {
    track: (request) => track(context, request),
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
    listToBanCheck: (query) => listToBanCheck(context, query),
    recordAttempt: (commit, attempt) => recordAttempt(context, commit, attempt),
    saveRanks: (commit, ranks) => saveRanks(context, commit, ranks),
    saveBanCheck: (commit, check) => saveBanCheck(context, commit, check),
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
        .onConflictDoUpdate({ target: players.puuid, set: known })
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

async function listTrackedDue(
  { db, tables: { players, fetchCursors } }: StoreContext,
  { queueId, limit, puuids }: Parameters<PlayersStore['listTrackedDue']>[0],
) {
  return db
    .select({ ...getTableColumns(players), completeUntil: fetchCursors.completeUntil })
    .from(players)
    .leftJoin(fetchCursors, and(eq(fetchCursors.puuid, players.puuid), eq(fetchCursors.queueId, queueId)))
    .where(and(eq(players.isTracked, true), eq(players.isActive, true), isAmong(players, puuids)))
    .orderBy(sql`${players.lastAttemptAt} is not null`, asc(players.lastAttemptAt), asc(players.puuid))
    .limit(limit);
}

async function listNeedingMatches(context: StoreContext, query: NeedingMatches) {
  const { players } = context.tables;
  const games = withGames(context, query.queueId);
  const { countableMatches } = games;
  const isRested = or(
    eq(players.matchesExhausted, false),
    lt(players.lastAttemptAt, query.now - query.restMs),
    exists(dueAgain(context, query.now)),
  );
  return games.query
    .where(
      and(
        isDiscovered(context),
        lte(players.discoveredDepth, query.maxDepth),
        isRested,
        isAmong(players, query.puuids),
        lt(countableMatches, query.targetMatches),
      ),
    )
    .orderBy(
      asc(players.failedAttempts),
      sql`${countableMatches} >= ${query.minMatches}`,
      desc(countableMatches),
      asc(players.lastAttemptAt),
      asc(players.puuid),
    )
    .limit(query.limit);
}

/** Unavailable matches that the player of the outer query awaits and that are to be asked for again. */
function dueAgain({ db, tables }: StoreContext, now: number) {
  const { awaitedMatches: awaited, players, unavailableMatches: unavailable } = tables;
  return db
    .select({ one: sql`1` })
    .from(awaited)
    .innerJoin(unavailable, eq(unavailable.matchId, awaited.matchId))
    .where(and(eq(awaited.puuid, players.puuid), isDue(unavailable, now)));
}

async function listToAnalyze(context: StoreContext, query: Parameters<PlayersStore['listToAnalyze']>[0]) {
  const { db, tables } = context;
  const { players, playerGames: games } = tables;
  const hasEnough = and(eq(games.queueId, query.queueId), gte(games.countable, query.minMatches));
  return db
    .select(getTableColumns(players))
    .from(players)
    .innerJoin(games, and(eq(games.puuid, players.puuid), hasEnough))
    .where(and(isDiscovered(context), eq(players.isAnalyzed, false), isAmong(players, query.puuids)))
    .orderBy(asc(players.lastAttemptAt), asc(players.puuid))
    .limit(query.limit);
}

function isAmong({ puuid }: StoreContext['tables']['players'], puuids: readonly string[] | undefined) {
  return puuids && inArray(puuid, puuids);
}

function isDiscovered({ tables: { players } }: StoreContext) {
  return and(eq(players.isTracked, false), eq(players.isActive, true));
}

/** Players with the number of their stored countable games of one queue. */
function withGames({ db, tables }: StoreContext, queueId: number) {
  const { players, playerGames: games } = tables;
  const countableMatches = sql<number>`coalesce(${games.countable}, 0)`.mapWith(Number);
  const query = db
    .select({ ...getTableColumns(players), countableMatches: countableMatches.as('countable_matches') })
    .from(players)
    .leftJoin(games, and(eq(games.puuid, players.puuid), eq(games.queueId, queueId)));
  return { query, countableMatches };
}

async function listToBanCheck(context: StoreContext, query: Parameters<PlayersStore['listToBanCheck']>[0]) {
  const { db, tables } = context;
  const { players, playerAnalysis } = tables;
  return db
    .select(getTableColumns(players))
    .from(players)
    .innerJoin(playerAnalysis, eq(playerAnalysis.id, newestAnalysisOf(context)))
    .where(
      and(
        eq(playerAnalysis.isSmurf, true),
        eq(players.isActive, true),
        or(isNull(players.lastBanCheck), lt(players.lastBanCheck, query.checkedBefore)),
        isAmong(players, query.puuids),
      ),
    )
    .orderBy(asc(players.lastBanCheck), asc(players.puuid))
    .limit(query.limit);
}

async function recordAttempt(context: StoreContext, ...[commit, attempt]: Parameters<PlayersStore['recordAttempt']>) {
  const { db, tables } = context;
  const { players } = tables;
  const { now } = commit;
  const set = {
    lastAttemptAt: now,
    ...(attempt.failed
      ? { failedAttempts: sql`${players.failedAttempts} + 1` }
      : { failedAttempts: 0, updatedAt: now }),
    ...(attempt.exhausted === undefined ? {} : { matchesExhausted: attempt.exhausted }),
  };
  const update = () =>
    db.update(players).set(set).where(eq(players.puuid, attempt.puuid)).returning({ puuid: players.puuid });
  await commitSteps(context, commit, { steps: [update], count: () => ({}) });
}

async function saveBanCheck(context: StoreContext, ...[commit, check]: Parameters<PlayersStore['saveBanCheck']>) {
  const { db, tables } = context;
  const { players } = tables;
  const { now } = commit;
  const suspicion = check.summoner ? null : sql`coalesce(${players.banSuspectedAt}, ${now})`;
  const read = () => db.select({ was: players.banSuspectedAt }).from(players).where(eq(players.puuid, check.puuid));
  const write = () =>
    db
      .update(players)
      .set({ lastBanCheck: now, updatedAt: now, banSuspectedAt: suspicion, failedAttempts: 0 })
      .where(eq(players.puuid, check.puuid))
      .returning({ is: players.banSuspectedAt });
  await commitSteps(context, commit, {
    steps: [read, write],
    count: (rows) => {
      const was = rowsOf<{ was: number | null }>(rows, 0)[0]?.was;
      const is = rowsOf<{ is: number | null }>(rows, 1)[0]?.is;
      return { recordsUpdated: was === is ? 0 : 1 };
    },
  });
}
