// Are flagged accounts still there: whom to look at, and what was seen.

import { and, asc, eq, getTableColumns, isNull, lt, or, sql } from 'drizzle-orm';
import { rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { PlayersStore } from '../store.ts';
import { newestAnalysisOf } from './conditions.ts';
import { isAmong } from './selections.ts';

export async function listToBanCheck(context: StoreContext, query: Parameters<PlayersStore['listToBanCheck']>[0]) {
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

export async function saveBanCheck(
  context: StoreContext,
  ...[commit, check]: Parameters<PlayersStore['saveBanCheck']>
) {
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
