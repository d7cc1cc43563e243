// job_executions: the heartbeat, the wish that one should end, and the history. Claims and ends have files of their own.

import { and, between, desc, eq, gte } from 'drizzle-orm';
import { isOurs, type StoreContext } from '../context.ts';
import type { ExecutionFilter, ExecutionsStore } from '../executions-store.ts';
import type { Lease } from '../records.ts';
import { claim, leaveQueue } from './claim.ts';
import { finish } from './execution-end.ts';
import { appendLog, listLogLines } from './execution-logs.ts';
import { changeJob, findJob, listJobs } from './jobs.ts';
import { abandon, recover } from './owners.ts';
import { countPrunable, prune } from './retention.ts';
import { passSlots } from './slots.ts';

export function executionsStore(context: StoreContext): ExecutionsStore {
  return {
    claim: (request) => claim(context, request),
    leaveQueue: (lease, left) => leaveQueue(context, lease, left),
    beat: (lease, times) => beat(context, lease, times),
    appendLog: (lease, lines) => appendLog(context, lease, lines),
    finish: (finished) => finish(context, finished),
    passSlots: (jobName, step, now) => passSlots(context, { jobName, step, now }),
    requestCancel: (executionId, now) => requestCancel(context, executionId, now),
    recover: (look) => recover(context, look),
    abandon: (execution, ended) => abandon(context, execution, ended),
    prune: (retention) => prune(context, retention),
    countPrunable: (retention) => countPrunable(context, retention),
    list: (filter) => list(context, filter),
    listByPrefix: (prefix) => listByPrefix(context, prefix),
    listLogLines: (filter) => listLogLines(context, filter),
    listJobs: () => listJobs(context),
    findJob: (name) => findJob(context, name),
    changeJob: (change) => changeJob(context, change),
    listEvents: (filter) => listEvents(context, filter),
  };
}

async function beat(
  context: StoreContext,
  lease: Lease,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): Promise<'ours' | 'cancel' | 'lost'> {
  const { jobExecutions } = context.tables;
  const [ours] = await context.db
    .update(jobExecutions)
    .set({ heartbeatAt: now, leaseExpiresAt: now + leaseMs })
    .where(isOurs(context, lease))
    .returning({ cancelRequestedAt: jobExecutions.cancelRequestedAt });
  if (!ours) return 'lost';
  return ours.cancelRequestedAt === null ? 'ours' : 'cancel';
}

/** One that waits has nobody to ask: it is ended here, and its owner finds its place gone. */
async function requestCancel(
  { batch, db, tables: { jobExecutions } }: StoreContext,
  executionId: string,
  now: number,
): Promise<'asked' | 'cancelled' | 'ended'> {
  const isIt = (status: 'RUNNING' | 'PENDING') =>
    and(eq(jobExecutions.id, executionId), eq(jobExecutions.status, status));
  const [cancelled, asked] = await batch([
    () =>
      db
        .update(jobExecutions)
        .set({ status: 'FAILED', reason: 'cancelled', cancelRequestedAt: now, completedAt: now })
        .where(isIt('PENDING'))
        .returning(),
    () => db.update(jobExecutions).set({ cancelRequestedAt: now }).where(isIt('RUNNING')).returning(),
  ]);
  if (cancelled?.length) return 'cancelled';
  return asked?.length ? 'asked' : 'ended';
}

async function list(
  { db, tables: { jobExecutions } }: StoreContext,
  { jobName, status, reason, since, limit }: ExecutionFilter,
) {
  const wanted = and(
    jobName === undefined ? undefined : eq(jobExecutions.jobName, jobName),
    status === undefined ? undefined : eq(jobExecutions.status, status),
    reason === undefined ? undefined : eq(jobExecutions.reason, reason),
    since === undefined ? undefined : gte(jobExecutions.startedAt, since),
  );
  return db
    .select()
    .from(jobExecutions)
    .where(wanted)
    .orderBy(desc(jobExecutions.startedAt), desc(jobExecutions.id))
    .limit(limit);
}

/** Ids are of lower-case hexadecimal digits and dashes: whatever begins with the prefix lies before its tilde. */
async function listByPrefix({ db, tables: { jobExecutions } }: StoreContext, prefix: string) {
  return db
    .select()
    .from(jobExecutions)
    .where(between(jobExecutions.id, prefix.toLowerCase(), `${prefix.toLowerCase()}~`))
    .limit(2);
}

async function listEvents(
  { db, tables: { jobEvents } }: StoreContext,
  { jobName, since, limit }: Parameters<ExecutionsStore['listEvents']>[0],
) {
  const wanted = and(
    jobName === undefined ? undefined : eq(jobEvents.jobName, jobName),
    since === undefined ? undefined : gte(jobEvents.at, since),
  );
  return db.select().from(jobEvents).where(wanted).orderBy(desc(jobEvents.id)).limit(limit);
}
