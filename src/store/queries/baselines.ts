// baselines, and the stored rows that one is estimated from.

import { and, asc, count, desc, eq, gt, gte, inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { BaselineContent } from '../../analysis/calibrated/baseline.ts';
import type { RowCounts } from '../../analysis/calibrated/baseline-rows.ts';
import { RANKED_SOLO_QUEUE } from '../../league/queues.ts';
import type { AnalysesStore, BaselineMatchQuery, StoredBaseline } from '../analyses-store.ts';
import type { StoreContext } from '../context.ts';
import { isCountableOf } from './conditions.ts';
import { groupBy } from './evidence.ts';
import { participantColumns } from './evidence-statements.ts';

type Baselines = Pick<
  AnalysesStore,
  | 'newestBaseline'
  | 'findBaseline'
  | 'saveBaseline'
  | 'countBaselineMatches'
  | 'countBaselineRows'
  | 'listBaselineMatches'
  | 'listJudgeable'
>;

export function baselines(context: StoreContext): Baselines {
  return {
    newestBaseline: (queueId) => newestBaseline(context, queueId),
    findBaseline: (id) => findBaseline(context, id),
    saveBaseline: (save) => saveBaseline(context, save),
    countBaselineMatches: (query) => countBaselineMatches(context, query),
    countBaselineRows: (query) => countBaselineRows(context, query),
    listBaselineMatches: (query) => listBaselineMatches(context, query),
    listJudgeable: (query) => listJudgeable(context, query),
  };
}

/** Content of former versions has no queue: it was that of ranked solo, unless somebody had chosen another. */
async function newestBaseline({ db, tables: { baselines: table } }: StoreContext, queueId: number) {
  const isOfQueue = sql`coalesce(json_extract(${table.contentJson}, '$.queueId'), ${RANKED_SOLO_QUEUE}) = ${queueId}`;
  const [row] = await db.select().from(table).where(isOfQueue).orderBy(desc(table.createdAt), desc(table.id)).limit(1);
  return row && asBaseline(row);
}

async function findBaseline({ db, tables: { baselines: table } }: StoreContext, id: string) {
  const [row] = await db.select().from(table).where(eq(table.id, id));
  return row && asBaseline(row);
}

/** Former versions did not keep the queue. */
type Kept = Omit<BaselineContent, 'queueId'> & Partial<Pick<BaselineContent, 'queueId'>>;

function asBaseline(row: StoreContext['tables']['baselines']['$inferSelect']): StoredBaseline {
  const content = { queueId: RANKED_SOLO_QUEUE, ...(JSON.parse(row.contentJson) as Kept) };
  return { ...content, id: row.id, createdAt: row.createdAt };
}

async function saveBaseline({ batch, db, tables }: StoreContext, save: Parameters<Baselines['saveBaseline']>[0]) {
  const { baselines: table } = tables;
  const { id, ...content } = save.baseline;
  const row = { id, contentJson: JSON.stringify(content), createdAt: save.now };
  await batch([
    () =>
      db
        .insert(table)
        .values(row)
        .onConflictDoUpdate({ target: table.id, set: { createdAt: save.now } })
        .returning({ id: table.id }),
  ]);
}

/** Newest first. */
function usableMatches(context: StoreContext, query: Omit<BaselineMatchQuery, 'limit'>) {
  const { matches } = context.tables;
  const { before } = query;
  return and(
    isCountableOf(context, query.queueId),
    gte(matches.gameCreation, query.since),
    gte(matches.gameDuration, query.minDuration),
    before && lte(matches.gameCreation, before.gameCreation),
    before &&
      or(
        lt(matches.gameCreation, before.gameCreation),
        and(eq(matches.gameCreation, before.gameCreation), lt(matches.matchId, before.matchId)),
      ),
  );
}

async function countBaselineMatches(context: StoreContext, query: Parameters<Baselines['countBaselineMatches']>[0]) {
  const { db, tables } = context;
  const { matches } = tables;
  const usable = db
    .select({ one: sql`1`.as('one') })
    .from(matches)
    .where(usableMatches(context, query))
    .limit(query.limit)
    .as('usable');
  const [counted] = await db.select({ matches: count() }).from(usable);
  const [newest] = await db
    .select({ version: matches.gameVersion })
    .from(matches)
    .where(isCountableOf(context, query.queueId))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit(1);
  return { matches: counted?.matches ?? 0, newestVersion: newest?.version ?? null };
}

async function countBaselineRows(context: StoreContext, query: Parameters<Baselines['countBaselineRows']>[0]) {
  const { db, tables } = context;
  const { matches, matchParticipants: row } = tables;
  const newest = db
    .select({ matchId: matches.matchId })
    .from(matches)
    .where(usableMatches(context, query))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit(query.limit);
  const counts: Record<string, number> = { TOP: 0, JUNGLE: 0, MIDDLE: 0, BOTTOM: 0, UTILITY: 0 };
  const rows = await db
    .select({ position: row.teamPosition, rows: count() })
    .from(row)
    .where(inArray(row.matchId, newest))
    .groupBy(row.teamPosition);
  for (const { position, rows: number } of rows) if (position in counts) counts[position] = number;
  return counts as RowCounts;
}

async function listBaselineMatches(context: StoreContext, query: BaselineMatchQuery) {
  const { db, tables } = context;
  const { matches, matchParticipants: row } = tables;
  const page = await db
    .select({
      matchId: matches.matchId,
      gameCreation: matches.gameCreation,
      gameDuration: matches.gameDuration,
    })
    .from(matches)
    .where(usableMatches(context, query))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit(query.limit);
  const ids = page.map(({ matchId }) => matchId);
  const rows = await db
    .select({ matchId: row.matchId, ...participantColumns(row) })
    .from(row)
    .where(inArray(row.matchId, ids))
    .orderBy(asc(row.matchId), asc(row.participantId), asc(row.puuid));
  const participants = groupBy(rows, ({ matchId, ...participant }) => [matchId, participant]);
  return page.map((match) => ({ ...match, participants: participants.get(match.matchId) ?? [] }));
}

async function listJudgeable({ db, tables }: StoreContext, query: Parameters<Baselines['listJudgeable']>[0]) {
  const { players, playerGames: games } = tables;
  const rows = await db
    .select({ puuid: players.puuid })
    .from(games)
    .innerJoin(players, eq(players.puuid, games.puuid))
    .where(
      and(
        eq(games.queueId, query.queueId),
        gte(games.countable, query.minGames),
        query.isLevelKnown ? gt(players.accountLevel, 0) : undefined,
      ),
    )
    .orderBy(desc(players.lastSeen), asc(players.puuid))
    .limit(query.limit);
  return rows.map(({ puuid }) => puuid);
}
