// calibrations: coefficients that were fitted to labels, and their undoing.

import { desc, eq, isNull, sql } from 'drizzle-orm';
import type { AnalysesStore } from '../analyses-store.ts';
import { rowsOf } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { Calibration } from '../records.ts';

type Calibrations = Pick<AnalysesStore, 'activeCalibration' | 'saveCalibration' | 'undoCalibration'>;

export function calibrations(context: StoreContext): Calibrations {
  return {
    activeCalibration: () => activeCalibration(context),
    saveCalibration: (save) => saveCalibration(context, save),
    undoCalibration: (now) => undoCalibration(context, now),
  };
}

async function activeCalibration({ db, tables: { calibrations: table } }: StoreContext) {
  const [row] = await db.select().from(table).where(isNull(table.undoneAt)).orderBy(desc(table.id)).limit(1);
  return row;
}

async function saveCalibration(context: StoreContext, ...[save]: Parameters<Calibrations['saveCalibration']>) {
  const { batch, db, tables } = context;
  const { now, ...values } = save;
  const { calibrations: table } = tables;
  const rows = await batch([
    () =>
      db
        .insert(table)
        .values({ ...values, createdAt: now })
        .returning(),
  ]);
  return rowsOf<Calibration>(rows, 0)[0] as Calibration;
}

async function undoCalibration({ batch, db, tables }: StoreContext, now: number) {
  const { calibrations: table } = tables;
  const active = sql`(select max(id) from calibrations where undone_at is null)`;
  const rows = await batch([() => db.update(table).set({ undoneAt: now }).where(eq(table.id, active)).returning()]);
  return rowsOf<Calibration>(rows, 0)[0];
}
