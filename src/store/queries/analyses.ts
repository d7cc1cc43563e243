// player_analysis, and the evidence that a judgement is made from.

import { and, asc, count, desc, eq, getTableColumns, gt, inArray, ne, or, sql } from 'drizzle-orm';
import type { Analysis } from '../../analysis/analysis.ts';
import type { Evidence, RankPoint } from '../../analysis/evidence.ts';
import type { FactorId } from '../../analysis/factor.ts';
import { isDivision, isTier } from '../../league/rank.ts';
import { type Rows, rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, PlayerRank, ScoreColumn } from '../records.ts';
import type { AnalysesStore, EvidenceQuery } from '../store.ts';
import { isCountableOf, newestAnalysisOf } from './conditions.ts';

export function analysesStore(context: StoreContext): AnalysesStore {
  return {
    loadEvidence: (query) => loadEvidence(context, query),
    listOutdated: (query) => listOutdated(context, query),
    reset: (commit, puuids) => reset(context, commit, puuids),
    save: (commit, analysis) => save(context, commit, analysis),
    findNewest: (puuid) => findNewest(context, puuid),
    listFlagged: (limit) => listFlagged(context, limit),
    countAnalyzed: () => countAnalyzed(context),
  };
}

async function loadEvidence(context: StoreContext, query: EvidenceQuery): Promise<Evidence> {
  const rows = await newestGames(context, query);
  const games = rows.map(({ summonerLevel: _, ...game }) => game).reverse();
  const level = rows[0]?.summonerLevel || null;
  const ranks = query.ladder === undefined ? [] : await rankHistory(context, query.puuid, query.ladder);
  return { puuid: query.puuid, queueId: query.queueId, games, level, ranks };
}

async function newestGames(context: StoreContext, { puuid, queueId, sampleSize }: EvidenceQuery) {
  const { db, tables } = context;
  const { matches, matchParticipants: own } = tables;
  return db
    .select({
      matchId: matches.matchId,
      gameCreation: matches.gameCreation,
      gameDuration: matches.gameDuration,
      win: own.win,
      kills: own.kills,
      deaths: own.deaths,
      assists: own.assists,
      cs: own.cs,
      visionScore: own.visionScore,
      teamPosition: own.teamPosition,
      summonerLevel: own.summonerLevel,
    })
    .from(own)
    .innerJoin(matches, eq(matches.matchId, own.matchId))
    .where(and(eq(own.puuid, puuid), isCountableOf(context, queueId)))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit(sampleSize);
}

async function rankHistory({ db, tables }: StoreContext, puuid: string, ladder: string): Promise<RankPoint[]> {
  const { playerRanks } = tables;
  const rows = await db
    .select()
    .from(playerRanks)
    .where(and(eq(playerRanks.puuid, puuid), eq(playerRanks.queueType, ladder)))
    .orderBy(asc(playerRanks.createdAt), asc(playerRanks.id));
  return rows.flatMap(asRankPoint);
}

function asRankPoint({ tier, rank, leaguePoints, createdAt }: PlayerRank): RankPoint[] {
  return isTier(tier) && isDivision(rank) ? [{ at: createdAt, tier, division: rank, leaguePoints }] : [];
}

/** One aggregate over the newest verdict of each analysed player. */
async function listOutdated(context: StoreContext, query: Parameters<AnalysesStore['listOutdated']>[0]) {
  const { db, tables } = context;
  const { players, playerAnalysis: newest, matchParticipants, matches } = tables;
  const counted = and(eq(matches.matchId, matchParticipants.matchId), isCountableOf(context, query.queueId));
  const gamesSince = sql<number>`count(${matches.matchId}) - ${newest.gamesStored}`;
  return db
    .select({
      puuid: players.puuid,
      gamesAnalyzed: newest.gamesAnalyzed,
      gamesSince: gamesSince.mapWith(Number),
      profileVersion: newest.profileVersion,
    })
    .from(players)
    .innerJoin(newest, eq(newest.id, newestAnalysisOf(context)))
    .leftJoin(matchParticipants, eq(matchParticipants.puuid, players.puuid))
    .leftJoin(matches, counted)
    .where(and(eq(players.isAnalyzed, true), eq(players.isTracked, false), eq(players.isActive, true)))
    .groupBy(players.puuid)
    .having(or(gt(gamesSince, 0), ne(newest.profileVersion, query.profileVersion)));
}

async function reset(context: StoreContext, commit: Commit, puuids: readonly string[]): Promise<void> {
  const { db, tables } = context;
  const { players } = tables;
  const update = () =>
    db
      .update(players)
      .set({ isAnalyzed: false, updatedAt: commit.now })
      .where(inArray(players.puuid, [...puuids]))
      .returning({ puuid: players.puuid });
  await commitSteps(context, commit, {
    steps: [update],
    count: ([updated]) => ({ recordsUpdated: updated?.length ?? 0 }),
  });
}

async function save(context: StoreContext, commit: Commit, analysis: Analysis): Promise<void> {
  const { db, tables } = context;
  const { players, playerAnalysis, matchParticipants, matches } = tables;
  const { puuid, queueId } = analysis;
  const stored = () =>
    db
      .select({ games: count() })
      .from(matchParticipants)
      .innerJoin(matches, eq(matches.matchId, matchParticipants.matchId))
      .where(and(eq(matchParticipants.puuid, puuid), isCountableOf(context, queueId)));
  const insert = (rows: Rows) => {
    const gamesStored = rowsOf<{ games: number }>(rows, 0)[0]?.games ?? 0;
    const row = { ...asRow(analysis), gamesStored, createdAt: commit.now };
    return db.insert(playerAnalysis).values(row).returning({ id: playerAnalysis.id });
  };
  const mark = () =>
    db
      .update(players)
      .set({ isAnalyzed: true, updatedAt: commit.now, lastAttemptAt: commit.now, failedAttempts: 0 })
      .where(eq(players.puuid, puuid))
      .returning({ puuid: players.puuid });
  const flagged = analysis.isSmurf ? 1 : 0;
  await commitSteps(context, commit, {
    steps: [stored, insert, mark],
    count: () => ({ playersAnalyzed: 1, playersFlagged: flagged, recordsCreated: 1, recordsUpdated: 1 }),
  });
}

function asRow({ factors, currentDivision, ...analysis }: Analysis) {
  const scores = Object.entries(factors).map(([id, result]) => [
    `${id as FactorId}Score` satisfies ScoreColumn,
    result.kind === 'scored' ? result.score : null,
  ]);
  return {
    ...analysis,
    ...(Object.fromEntries(scores) as Record<ScoreColumn, number | null>),
    currentRank: currentDivision,
    factorsJson: JSON.stringify(factors),
  };
}

async function findNewest({ db, tables: { playerAnalysis } }: StoreContext, puuid: string) {
  const [newest] = await db
    .select()
    .from(playerAnalysis)
    .where(eq(playerAnalysis.puuid, puuid))
    .orderBy(desc(playerAnalysis.id))
    .limit(1);
  return newest;
}

async function listFlagged(context: StoreContext, limit: number) {
  const { db, tables } = context;
  const { players, playerAnalysis } = tables;
  return db
    .select({ ...getTableColumns(playerAnalysis), player: players })
    .from(players)
    .innerJoin(playerAnalysis, eq(playerAnalysis.id, newestAnalysisOf(context)))
    .where(eq(playerAnalysis.isSmurf, true))
    .orderBy(desc(playerAnalysis.smurfScore), asc(players.puuid))
    .limit(limit);
}

async function countAnalyzed(context: StoreContext) {
  const { db, tables } = context;
  const { players, playerAnalysis } = tables;
  const [row] = await db
    .select({ analyzed: count(), flagged: sql<number>`coalesce(sum(${playerAnalysis.isSmurf}), 0)`.mapWith(Number) })
    .from(players)
    .innerJoin(playerAnalysis, eq(playerAnalysis.id, newestAnalysisOf(context)));
  return row ?? { analyzed: 0, flagged: 0 };
}
