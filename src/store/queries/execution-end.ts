// The end of an execution: its row, its last lines, and what it means for the job.

import { eq } from 'drizzle-orm';
import { rowsOf, type Step } from '../batch.ts';
import { addCounters, isOurs, type StoreContext } from '../context.ts';
import type { ExecutionsStore, Finish } from '../executions-store.ts';
import { isPaused } from '../pause.ts';
import type { Execution, ExecutionReason, JobConfiguration } from '../records.ts';
import { insertLines } from './execution-logs.ts';

/** Ends that say nothing about the key. */
const SILENT_ABOUT_KEYS: readonly ExecutionReason[] = ['interrupted', 'cancelled', 'timeout'];

export async function finish(context: StoreContext, finished: Finish): ReturnType<ExecutionsStore['finish']> {
  const ifEnded =
    (then: Step): Step =>
    (rows) =>
      rowsOf(rows, 0).length === 0 ? undefined : then(rows);
  const rows = await context.batch([
    end(context, finished),
    ifEnded(insertLines(context, finished.lease.executionId, finished.lines)),
    ifEnded(readJob(context)),
    ifEnded(judgeKey(context, finished)),
    ifEnded(recordPause(context, finished)),
  ]);
  const [execution] = rowsOf<Execution>(rows, 0);
  return execution && { execution, hasPaused: rowsOf(rows, 4).length > 0 };
}

function end(context: StoreContext, { lease, status, reason, error, log, counters, now }: Finish): Step {
  const { jobExecutions } = context.tables;
  return () =>
    context.db
      .update(jobExecutions)
      .set({
        status,
        reason,
        errorCode: error?.code ?? null,
        errorMessage: error?.message ?? null,
        errorStack: error?.stack ?? null,
        executionLog: JSON.stringify(log),
        completedAt: now,
        ...addCounters(context, counters),
      })
      .where(isOurs(context, lease))
      .returning();
}

function readJob({ db, tables: { jobConfigurations } }: StoreContext): Step {
  return (rows) => {
    const [{ jobConfigId } = { jobConfigId: -1 }] = rowsOf<Execution>(rows, 0);
    return db.select().from(jobConfigurations).where(eq(jobConfigurations.id, jobConfigId));
  };
}

/** How many keys in a row Riot has refused by now; undefined: as many as before. */
function authFailuresAfter(job: JobConfiguration, { reason }: Finish): number | undefined {
  if (reason === 'auth') return job.authFailures + 1;
  return job.authFailures === 0 || SILENT_ABOUT_KEYS.includes(reason) ? undefined : 0;
}

/** Without a valid key a job that goes on asking may get the address of its machine blocked. */
function judgeKey({ db, tables: { jobConfigurations } }: StoreContext, finished: Finish): Step {
  return (rows) => {
    const [job] = rowsOf<JobConfiguration>(rows, 2);
    const authFailures = job && authFailuresAfter(job, finished);
    if (job === undefined || authFailures === undefined) return undefined;
    const pauses = !isPaused(job, finished.now) && job.autoPauseAfter > 0 && authFailures >= job.autoPauseAfter;
    return db
      .update(jobConfigurations)
      .set({ authFailures, ...(pauses ? { pauseReason: 'auth', pausedUntil: null } : {}) })
      .where(eq(jobConfigurations.id, job.id))
      .returning();
  };
}

function recordPause({ db, tables: { jobEvents } }: StoreContext, { now }: Finish): Step {
  return (rows) => {
    const [before] = rowsOf<JobConfiguration>(rows, 2);
    const [after] = rowsOf<JobConfiguration>(rows, 3);
    if (!before || after?.pauseReason !== 'auth' || isPaused(before, now)) return undefined;
    const detail = `Riot has refused the key in ${after.authFailures} executions in a row`;
    return db.insert(jobEvents).values({ at: now, jobName: after.name, kind: 'paused', detail }).returning();
  };
}
