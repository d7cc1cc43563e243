// execution_logs: lines come in batches while the execution runs; of a long log the head and the tail are kept.

import { and, asc, desc, eq, gt, inArray, lte } from 'drizzle-orm';
import { rowsOf, type Step } from '../batch.ts';
import { isOurs, type StoreContext } from '../context.ts';
import type { LogFilter, LogLine } from '../executions-store.ts';
import type { Lease, StoredLogLine } from '../records.ts';
import { logLevels } from '../terms.ts';

const HEAD = 1000;
const TAIL = 1000;

export async function appendLog(context: StoreContext, lease: Lease, lines: readonly LogLine[]): Promise<boolean> {
  const { jobExecutions } = context.tables;
  const rows = await context.batch([
    () => context.db.select({ id: jobExecutions.id }).from(jobExecutions).where(isOurs(context, lease)),
    (before) => (rowsOf(before, 0).length === 0 ? undefined : insertLines(context, lease.executionId, lines)(before)),
    dropMiddle(context, lease, lines.at(-1)?.seq ?? 0),
  ]);
  return rowsOf(rows, 0).length > 0;
}

export function insertLines(
  { db, tables: { executionLogs } }: StoreContext,
  executionId: string,
  lines: readonly LogLine[],
): Step {
  return () =>
    lines.length === 0
      ? undefined
      : db
          .insert(executionLogs)
          .values(lines.map((line) => ({ executionId, ...line })))
          .returning({ seq: executionLogs.seq });
}

function dropMiddle({ db, tables: { executionLogs } }: StoreContext, lease: Lease, newest: number): Step {
  return (rows) => {
    if (rowsOf(rows, 0).length === 0 || newest <= HEAD + TAIL) return undefined;
    const isInTheMiddle = and(gt(executionLogs.seq, HEAD), lte(executionLogs.seq, newest - TAIL));
    return db
      .delete(executionLogs)
      .where(and(eq(executionLogs.executionId, lease.executionId), isInTheMiddle))
      .returning({ seq: executionLogs.seq });
  };
}

export async function listLogLines(
  { db, tables: { executionLogs } }: StoreContext,
  { executionId, afterSeq, level, tail }: LogFilter,
): Promise<StoredLogLine[]> {
  const levels = logLevels.slice(level === undefined ? 0 : logLevels.indexOf(level));
  const wanted = and(
    eq(executionLogs.executionId, executionId),
    afterSeq === undefined ? undefined : gt(executionLogs.seq, afterSeq),
    inArray(executionLogs.level, levels),
  );
  const lines = db.select().from(executionLogs).where(wanted);
  if (tail === undefined) return lines.orderBy(asc(executionLogs.seq));
  return (await lines.orderBy(desc(executionLogs.seq)).limit(tail)).reverse();
}
