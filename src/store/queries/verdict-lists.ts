// Stored verdicts: of one player, of all by their newest one, and what a verdict is compared with.

import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  sql,
} from 'drizzle-orm';
import type { AnalysesStore, PeersQuery, VerdictFilter } from '../analyses-store.ts';
import type { StoreContext } from '../context.ts';
import { newestAnalysisOf } from './conditions.ts';

/** More would change a percentile by less than a hundredth. */
const MAX_PEERS = 1000;

type VerdictLists = Pick<
  AnalysesStore,
  'findNewest' | 'listHistory' | 'list' | 'listFlagged' | 'countAnalyzed' | 'newestVerdictId' | 'loadPeers'
>;

export function verdictLists(context: StoreContext): VerdictLists {
  return {
    findNewest: async (puuid) => (await historyOf(context, puuid).limit(1))[0],
    listHistory: async (puuid) => historyOf(context, puuid),
    list: (filter) => list(context, filter),
    listFlagged: (limit) => listFlagged(context, limit),
    countAnalyzed: () => countAnalyzed(context),
    newestVerdictId: () => newestVerdictId(context),
    loadPeers: (query) => loadPeers(context, query),
  };
}

function historyOf({ db, tables: { playerAnalysis } }: StoreContext, puuid: string) {
  return db.select().from(playerAnalysis).where(eq(playerAnalysis.puuid, puuid)).orderBy(desc(playerAnalysis.id));
}

async function list(context: StoreContext, filter: VerdictFilter) {
  const { db, tables } = context;
  const { players, playerAnalysis: verdict, playerLabels: labels } = tables;
  const { bands, minProbability, tier, since, marked, limit } = filter;
  return db
    .select({ ...getTableColumns(verdict), player: players, label: labels.label })
    .from(players)
    .innerJoin(verdict, eq(verdict.id, newestAnalysisOf(context)))
    .leftJoin(labels, eq(labels.puuid, players.puuid))
    .where(
      and(
        bands && inArray(verdict.confidence, [...bands]),
        minProbability === undefined ? undefined : gte(verdict.smurfScore, minProbability),
        tier === undefined ? undefined : eq(verdict.currentTier, tier),
        since === undefined ? undefined : gte(verdict.createdAt, since),
        marked === undefined ? undefined : marked ? isNotNull(labels.puuid) : isNull(labels.puuid),
      ),
    )
    .orderBy(sql`${verdict.smurfScore} is null`, desc(verdict.smurfScore), asc(players.puuid))
    .limit(limit);
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

async function newestVerdictId({ db, tables: { playerAnalysis } }: StoreContext): Promise<number> {
  const [row] = await db.select({ id: max(playerAnalysis.id) }).from(playerAnalysis);
  return row?.id ?? 0;
}

async function loadPeers({ db, tables }: StoreContext, { position, until }: PeersQuery): Promise<number[]> {
  const { playerAnalysis: verdict } = tables;
  const isNewest = sql`not exists (select 1 from player_analysis newer where newer.puuid = ${verdict.puuid}
    and newer.id > ${verdict.id} and newer.id <= ${until})`;
  const rows = await db
    .select({ combat: verdict.combat })
    .from(verdict)
    .where(and(eq(verdict.mainPosition, position), lte(verdict.id, until), isNotNull(verdict.combat), isNewest))
    .orderBy(desc(verdict.id))
    .limit(MAX_PEERS);
  return rows.flatMap(({ combat }) => combat ?? []);
}
