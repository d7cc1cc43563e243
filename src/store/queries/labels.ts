// player_labels: what a person says about a player. The newest verdict carries a copy, for whoever reads the table.

import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { AnalysesStore } from '../analyses-store.ts';
import { rowsOf } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { PlayerLabel } from '../records.ts';

type Labels = Pick<AnalysesStore, 'mark' | 'clearMark' | 'listLabelled'>;

export function labels(context: StoreContext): Labels {
  return {
    mark: (label) => mark(context, label),
    clearMark: (puuid) => clearMark(context, puuid),
    listLabelled: () => listLabelled(context),
  };
}

async function mark(context: StoreContext, ...[{ now, ...label }]: Parameters<Labels['mark']>) {
  const { db, batch, tables } = context;
  const { players, playerLabels, playerAnalysis } = tables;
  const { puuid } = label;
  const values = { ...label, createdAt: now };
  const rows = await batch([
    () => db.select({ puuid: players.puuid }).from(players).where(eq(players.puuid, puuid)),
    ([found]) =>
      found?.length === 1
        ? db
            .insert(playerLabels)
            .values(values)
            .onConflictDoUpdate({ target: playerLabels.puuid, set: values })
            .returning()
        : undefined,
    clearStep(context, puuid),
    () =>
      db
        .update(playerAnalysis)
        .set(labelColumns(label))
        .where(eq(playerAnalysis.id, sql`(select max(id) from player_analysis where puuid = ${puuid})`))
        .returning({ id: playerAnalysis.id }),
  ]);
  return rowsOf<PlayerLabel>(rows, 1)[0];
}

/** The copy that the newest verdict carries. */
export function labelColumns({ label, note }: Pick<PlayerLabel, 'label' | 'note'>) {
  return { manuallyVerified: true, falsePositiveReported: label === 'honest', notes: note };
}

async function clearMark(context: StoreContext, puuid: string): Promise<boolean> {
  const { db, batch, tables } = context;
  const { playerLabels } = tables;
  const rows = await batch([
    () => db.delete(playerLabels).where(eq(playerLabels.puuid, puuid)).returning({ puuid: playerLabels.puuid }),
    clearStep(context, puuid),
  ]);
  return rowsOf(rows, 0).length > 0;
}

function clearStep({ db, tables: { playerAnalysis } }: StoreContext, puuid: string) {
  return () =>
    db
      .update(playerAnalysis)
      .set({ manuallyVerified: false, falsePositiveReported: false, notes: null })
      .where(and(eq(playerAnalysis.puuid, puuid), eq(playerAnalysis.manuallyVerified, true)))
      .returning({ id: playerAnalysis.id });
}

async function listLabelled({ db, tables }: StoreContext) {
  const { players, playerLabels, playerAnalysis: verdict } = tables;
  const newest = sql`(select max(id) from player_analysis where puuid = ${playerLabels.puuid} and profile = 'calibrated')`;
  const rows = await db
    .select({ label: playerLabels, player: players, llr: verdict.llr, prior: verdict.prior })
    .from(playerLabels)
    .innerJoin(players, eq(players.puuid, playerLabels.puuid))
    .leftJoin(verdict, eq(verdict.id, newest))
    .orderBy(desc(playerLabels.createdAt), asc(playerLabels.puuid));
  return rows.map(({ label, ...rest }) => ({ ...label, ...rest }));
}
