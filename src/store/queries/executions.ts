// job_executions: reading, the heartbeat and the end. Claiming has a file of its own.

import { desc, eq, like } from 'drizzle-orm';
import { addCounters, isOurs, type StoreContext } from '../context.ts';
import type { Lease } from '../records.ts';
import type { ExecutionsStore, Finish } from '../store.ts';
import { claim } from './claim.ts';
import { changeJob, findJob, listJobs } from './jobs.ts';

export function executionsStore(context: StoreContext): ExecutionsStore {
  return {
    claim: (request) => claim(context, request),
    beat: (lease, times) => beat(context, lease, times),
    finish: (finished) => finish(context, finished),
    list: (filter) => list(context, filter),
    listByPrefix: (prefix) => listByPrefix(context, prefix),
    listJobs: () => listJobs(context),
    findJob: (name) => findJob(context, name),
    changeJob: (change) => changeJob(context, change),
    listEvents: (limit) => listEvents(context, limit),
  };
}

async function beat(
  context: StoreContext,
  lease: Lease,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): Promise<boolean> {
  const { jobExecutions } = context.tables;
  const rows = await context.db
    .update(jobExecutions)
    .set({ heartbeatAt: now, leaseExpiresAt: now + leaseMs })
    .where(isOurs(context, lease))
    .returning({ id: jobExecutions.id });
  return rows.length > 0;
}

async function finish(context: StoreContext, finished: Finish): Promise<boolean> {
  const { jobExecutions } = context.tables;
  const rows = await context.db
    .update(jobExecutions)
    .set({
      status: finished.status,
      reason: finished.reason,
      errorMessage: finished.errorMessage ?? null,
      executionLog: JSON.stringify(finished.log),
      completedAt: finished.now,
      ...addCounters(context, finished.counters),
    })
    .where(isOurs(context, finished.lease))
    .returning({ id: jobExecutions.id });
  return rows.length > 0;
}

async function list(
  { db, tables: { jobExecutions } }: StoreContext,
  { jobName, limit }: { readonly jobName?: string; readonly limit: number },
) {
  return db
    .select()
    .from(jobExecutions)
    .where(jobName === undefined ? undefined : eq(jobExecutions.jobName, jobName))
    .orderBy(desc(jobExecutions.startedAt), desc(jobExecutions.id))
    .limit(limit);
}

/** Prefixes are of hexadecimal digits and dashes (the caller checks), so they hold no wildcard. */
async function listByPrefix({ db, tables: { jobExecutions } }: StoreContext, prefix: string) {
  return db
    .select()
    .from(jobExecutions)
    .where(like(jobExecutions.id, `${prefix}%`))
    .limit(2);
}

async function listEvents({ db, tables: { jobEvents } }: StoreContext, limit: number) {
  return db.select().from(jobEvents).orderBy(desc(jobEvents.id)).limit(limit);
}
