// Are flagged accounts still there: whom to look at, and what was seen.

import { and, asc, count, desc, eq, getTableColumns, inArray, isNotNull, isNull, lt, ne, or } from 'drizzle-orm';
import type { BanCheck, BanChecksStore, DueForBanCheck } from '../ban-checks-store.ts';
import { type Rows, rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, Player } from '../records.ts';
import { newestAnalysisOf } from './conditions.ts';
import { isAmong } from './selections.ts';

export function banChecksStore(context: StoreContext): BanChecksStore {
  return {
    listToBanCheck: (query) => listToBanCheck(context, query),
    countToBanCheck: (query) => countToBanCheck(context, query),
    saveBanCheck: (commit, check) => saveBanCheck(context, commit, check),
    listBanChecks: (puuid) => listBanChecks(context, puuid),
    listBanned: (limit) => listBanned(context, limit),
    findLastMeeting: (puuid) => findLastMeeting(context, puuid),
  };
}

/** Those whose checks fail come last, so that they hold up nobody. */
async function listToBanCheck(context: StoreContext, query: Parameters<BanChecksStore['listToBanCheck']>[0]) {
  const { db, tables } = context;
  const { players, playerAnalysis } = tables;
  return db
    .select(getTableColumns(players))
    .from(players)
    .innerJoin(playerAnalysis, eq(playerAnalysis.id, newestAnalysisOf(context)))
    .where(and(isToBeChecked(context, query), isAmong(players, query.puuids)))
    .orderBy(asc(players.failedAttempts), asc(players.lastBanCheck), asc(players.puuid))
    .limit(query.limit);
}

async function countToBanCheck(context: StoreContext, query: DueForBanCheck): Promise<number> {
  const { db, tables } = context;
  const { players, playerAnalysis } = tables;
  const [row] = await db
    .select({ players: count() })
    .from(playerAnalysis)
    .innerJoin(players, eq(players.puuid, playerAnalysis.puuid))
    .where(and(eq(playerAnalysis.id, newestAnalysisOf(context)), isToBeChecked(context, query)));
  return row?.players ?? 0;
}

/** Suspicions are looked at again whatever the newest verdict says: else nothing would take a wrong one back. */
function isToBeChecked({ tables }: StoreContext, { checkedBefore, suspectedBefore }: DueForBanCheck) {
  const { players, playerAnalysis } = tables;
  const isSuspect = and(isNotNull(players.banSuspectedAt), isNull(players.banConfirmedAt));
  return and(
    or(eq(playerAnalysis.isSmurf, true), isNotNull(players.banSuspectedAt)),
    eq(players.isActive, true),
    or(
      isNull(players.lastBanCheck),
      lt(players.lastBanCheck, checkedBefore),
      and(isSuspect, lt(players.lastBanCheck, suspectedBefore)),
    ),
  );
}

type Seen = Pick<
  Player,
  'platform' | 'isTracked' | 'lastSeen' | 'banSuspectedAt' | 'banConfirmedAt' | 'accountLevel' | 'profileIconId'
>;

async function saveBanCheck(context: StoreContext, commit: Commit, check: BanCheck): Promise<void> {
  const { db, tables } = context;
  const { players, banChecks } = tables;
  const { now } = commit;
  const { puuid } = check;
  const read = () => db.select().from(players).where(eq(players.puuid, puuid));
  const changes = (rows: Rows) => changesOf(rowsOf<Seen>(rows, 0)[0], check, now);
  const write = (rows: Rows) =>
    db
      .update(players)
      .set({ ...changes(rows), lastBanCheck: now, updatedAt: now, failedAttempts: 0 })
      .where(eq(players.puuid, puuid))
      .returning({ puuid: players.puuid });
  const record = (rows: Rows) =>
    db
      .insert(banChecks)
      .values({ puuid, result: check.result, lastSeen: rowsOf<Seen>(rows, 0)[0]?.lastSeen ?? null, checkedAt: now })
      .returning({ id: banChecks.id });
  await commitSteps(context, commit, {
    steps: [read, write, record],
    count: (rows) => ({
      recordsCreated: 1,
      recordsUpdated: Object.keys(changes(rows)).length === 0 ? 0 : 1,
    }),
  });
}

/** Only what becomes another value. Riot's answer is newer than every match; a missing value replaces none. */
function changesOf(was: Seen | undefined, check: BanCheck, now: number): Partial<Seen> {
  if (was === undefined) return {};
  const next = { ...suspicionOf(was, check, now), ...factsOf(was, check) };
  const entries = Object.entries(next).filter(([column, value]) => was[column as keyof Seen] !== value);
  return Object.fromEntries(entries);
}

/** A tracked player is followed by the updater, once nothing is left to fetch from the old route. */
function factsOf(was: Seen, check: BanCheck): Partial<Seen> {
  if (check.result === 'moved') return was.isTracked ? {} : { platform: check.platform };
  if (check.result !== 'present') return {};
  const { summonerLevel, profileIconId } = check.summoner;
  return {
    ...(summonerLevel === null ? {} : { accountLevel: summonerLevel }),
    ...(profileIconId === null ? {} : { profileIconId }),
  };
}

/** Two signals confirm: the account plays nowhere, or its profile was missing before, long enough ago. */
function suspicionOf(was: Seen, check: BanCheck, now: number): Pick<Seen, 'banSuspectedAt' | 'banConfirmedAt'> {
  if (check.result === 'present' || check.result === 'moved') return { banSuspectedAt: null, banConfirmedAt: null };
  const banSuspectedAt = was.banSuspectedAt ?? now;
  const isConfirmed =
    check.result === 'gone' || (was.banSuspectedAt !== null && now - was.banSuspectedAt >= check.confirmMs);
  return { banSuspectedAt, banConfirmedAt: was.banConfirmedAt ?? (isConfirmed ? now : null) };
}

async function listBanChecks({ db, tables: { banChecks } }: StoreContext, puuid: string) {
  return db.select().from(banChecks).where(eq(banChecks.puuid, puuid)).orderBy(desc(banChecks.id));
}

async function listBanned(context: StoreContext, limit: number) {
  const { db, tables } = context;
  const { players } = tables;
  const banned = await db
    .select()
    .from(players)
    .where(isNotNull(players.banConfirmedAt))
    .orderBy(desc(players.banConfirmedAt), asc(players.puuid))
    .limit(limit);
  const meetings = await Promise.all(banned.map(({ puuid }) => findLastMeeting(context, puuid)));
  return banned.map((player, index) => ({ player, lastMeeting: meetings[index] }));
}

async function findLastMeeting({ db, tables }: StoreContext, puuid: string) {
  const { matches, matchParticipants: row, players } = tables;
  const mine = db.select({ matchId: row.matchId }).from(row).where(eq(row.puuid, puuid));
  const [meeting] = await db
    .select({ matchId: matches.matchId, playedAt: matches.gameCreation, tracked: getTableColumns(players) })
    .from(row)
    .innerJoin(players, and(eq(players.puuid, row.puuid), eq(players.isTracked, true)))
    .innerJoin(matches, eq(matches.matchId, row.matchId))
    .where(and(inArray(row.matchId, mine), ne(row.puuid, puuid)))
    .orderBy(desc(matches.gameCreation), asc(matches.matchId), asc(players.puuid))
    .limit(1);
  return meeting;
}
