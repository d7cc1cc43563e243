// player_analysis: keeping a verdict, and which of them have been overtaken.

import { and, eq, gt, inArray, ne, or, sql } from 'drizzle-orm';
import type { AnalysesStore, OutdatedQuery } from '../analyses-store.ts';
import { type Rows, rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, NewVerdict, PlayerLabel } from '../records.ts';
import { verdictRow } from '../verdict-row.ts';
import { baselines } from './baselines.ts';
import { calibrations } from './calibrations.ts';
import { attemptBy, newestAnalysisOf } from './conditions.ts';
import { evidenceLoader } from './evidence.ts';
import { labelColumns, labels } from './labels.ts';
import { verdictLists } from './verdict-lists.ts';

export function analysesStore(context: StoreContext): AnalysesStore {
  return {
    loadPlayerEvidence: evidenceLoader(context),
    listOutdated: (query) => listOutdated(context, query),
    reset: (commit, puuids) => reset(context, commit, puuids),
    save: (commit, verdict) => save(context, commit, verdict),
    ...verdictLists(context),
    ...labels(context),
    ...baselines(context),
    ...calibrations(context),
  };
}

async function listOutdated(context: StoreContext, query: OutdatedQuery) {
  const { db, tables } = context;
  const { players, playerAnalysis: newest, playerGames: games } = tables;
  const { queueId, profileVersion, outdatedBaselineId } = query;
  const gamesSince = sql<number>`coalesce(${games.countable}, 0) - ${newest.gamesStored}`.mapWith(Number);
  const isOvertaken = or(
    gt(gamesSince, 0),
    ne(newest.profileVersion, profileVersion),
    outdatedBaselineId === undefined ? undefined : eq(newest.baselineId, outdatedBaselineId),
  );
  return db
    .select({
      puuid: players.puuid,
      gamesAnalyzed: newest.gamesAnalyzed,
      gamesSince,
      profileVersion: newest.profileVersion,
      confidence: newest.confidence,
      baselineId: newest.baselineId,
    })
    .from(players)
    .innerJoin(newest, eq(newest.id, newestAnalysisOf(context)))
    .leftJoin(games, and(eq(games.puuid, players.puuid), eq(games.queueId, queueId)))
    .where(and(eq(players.isAnalyzed, true), eq(players.isTracked, false), eq(players.isActive, true), isOvertaken));
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

async function save(context: StoreContext, commit: Commit, verdict: NewVerdict): Promise<void> {
  const { db, tables } = context;
  const { players, playerAnalysis, playerGames: games, playerLabels } = tables;
  const row = verdictRow(verdict);
  const stored = () =>
    db
      .select({ countable: games.countable })
      .from(games)
      .where(and(eq(games.puuid, row.puuid), eq(games.queueId, row.queueId)));
  const label = () => db.select().from(playerLabels).where(eq(playerLabels.puuid, row.puuid));
  const insert = (rows: Rows) => {
    const gamesStored = verdict.gamesStored ?? rowsOf<{ countable: number }>(rows, 0)[0]?.countable ?? 0;
    const [marked] = rowsOf<PlayerLabel>(rows, 1);
    return db
      .insert(playerAnalysis)
      .values({ ...row, ...(marked ? labelColumns(marked) : {}), gamesStored, createdAt: commit.now })
      .returning({ id: playerAnalysis.id });
  };
  const mark = () =>
    db
      .update(players)
      .set({ isAnalyzed: true, updatedAt: commit.now, lastAttemptAt: attemptBy(context, commit), failedAttempts: 0 })
      .where(eq(players.puuid, row.puuid))
      .returning({ puuid: players.puuid });
  const flagged = row.isSmurf ? 1 : 0;
  await commitSteps(context, commit, {
    steps: [stored, label, insert, mark],
    count: () => ({ playersAnalyzed: 1, playersFlagged: flagged, recordsCreated: 1, recordsUpdated: 1 }),
  });
}
