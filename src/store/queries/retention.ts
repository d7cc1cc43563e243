// What is old goes, in batches that hold the lock for a moment only. Lines first: they are most of what there is.

import { and, asc, count, desc, eq, inArray, lt, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { rowsOf, type Statement, type Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { Pruned, Retention } from '../executions-store.ts';

const BATCH = 500;

const nothing: Pruned = { executions: 0, logLines: 0, events: 0 };

export async function prune(context: StoreContext, retention: Retention): Promise<Pruned> {
  const logLines = await pruneLines(context, retention);
  if (logLines > 0) return { ...nothing, logLines };
  for (const isPrunable of await prunableByJob(context, retention)) {
    const executions = await pruneExecutions(context, isPrunable);
    if (executions > 0) return { ...nothing, executions };
  }
  return { ...nothing, events: await pruneEvents(context, retention) };
}

export async function countPrunable(context: StoreContext, retention: Retention): Promise<Pruned> {
  const { db, tables } = context;
  const { jobExecutions, executionLogs, jobEvents } = tables;
  const [lines] = await db
    .select({ total: count() })
    .from(executionLogs)
    .innerJoin(jobExecutions, eq(jobExecutions.id, executionLogs.executionId))
    .where(hasOldLines(context, retention));
  const [rows] = await db
    .select({ total: count() })
    .from(jobExecutions)
    .where(or(...(await prunableByJob(context, retention))));
  const [events] = await db.select({ total: count() }).from(jobEvents).where(lt(jobEvents.at, retention.eventsBefore));
  return { executions: rows?.total ?? 0, logLines: lines?.total ?? 0, events: events?.total ?? 0 };
}

function hasEnded({ tables: { jobExecutions } }: StoreContext) {
  return inArray(jobExecutions.status, ['SUCCESS', 'FAILED']);
}

/** Those of executions that go as well, go with them. */
function hasOldLines(context: StoreContext, { linesBefore }: Retention) {
  return and(hasEnded(context), lt(context.tables.jobExecutions.startedAt, linesBefore));
}

/** Ids grow with time, so the lines of the oldest executions come first: where these are young, all are. */
async function pruneLines(context: StoreContext, retention: Retention): Promise<number> {
  const { db, tables } = context;
  const { jobExecutions, executionLogs } = tables;
  const first = db
    .select({ executionId: executionLogs.executionId, seq: executionLogs.seq })
    .from(executionLogs)
    .orderBy(asc(executionLogs.executionId), asc(executionLogs.seq))
    .limit(BATCH)
    .as('first');
  const old = db
    .select({ executionId: first.executionId, seq: first.seq })
    .from(first)
    .innerJoin(jobExecutions, eq(jobExecutions.id, first.executionId))
    .where(hasOldLines(context, retention));
  const isOld = sql`(${executionLogs.executionId}, ${executionLogs.seq}) in ${old}`;
  const rows = await context.batch([() => db.delete(executionLogs).where(isOld).returning()]);
  return rowsOf(rows, 0).length;
}

async function pruneExecutions({ db, batch, tables }: StoreContext, isPrunable: SQL | undefined): Promise<number> {
  const { jobExecutions, executionLogs } = tables;
  const ofIds =
    (then: (ids: readonly string[]) => Statement): Step =>
    (rows) => {
      const ids = rowsOf<{ readonly id: string }>(rows, 0).map(({ id }) => id);
      return ids.length === 0 ? undefined : then(ids);
    };
  const rows = await batch([
    () => db.select({ id: jobExecutions.id }).from(jobExecutions).where(isPrunable).limit(BATCH),
    ofIds((ids) => db.delete(executionLogs).where(inArray(executionLogs.executionId, ids)).returning()),
    ofIds((ids) => db.delete(jobExecutions).where(inArray(jobExecutions.id, ids)).returning()),
  ]);
  return rowsOf(rows, 2).length;
}

async function pruneEvents({ db, batch, tables: { jobEvents } }: StoreContext, { eventsBefore }: Retention) {
  const old = db
    .select({ id: jobEvents.id })
    .from(jobEvents)
    .where(lt(jobEvents.at, eventsBefore))
    .orderBy(asc(jobEvents.id))
    .limit(BATCH);
  const rows = await batch([() => db.delete(jobEvents).where(inArray(jobEvents.id, old)).returning()]);
  return rowsOf(rows, 0).length;
}

/** Of one job what is old, except the newest so many, the last success and the last failure. */
async function prunableOf(context: StoreContext, retention: Retention, jobName: string): Promise<SQL | undefined> {
  const { jobExecutions: executions } = context.tables;
  const isOfJob = eq(executions.jobName, jobName);
  const newest = (where: SQL | undefined, offset: number) =>
    context.db
      .select({ id: executions.id, startedAt: executions.startedAt })
      .from(executions)
      .where(and(isOfJob, where))
      .orderBy(desc(executions.startedAt))
      .limit(1)
      .offset(offset);
  const [lastToStay] = retention.keepLast === 0 ? [] : await newest(undefined, retention.keepLast - 1);
  const lasts = [
    ...(await newest(eq(executions.status, 'SUCCESS'), 0)),
    ...(await newest(eq(executions.status, 'FAILED'), 0)),
  ].map(({ id }) => id);
  const isOldest = retention.keepLast === 0 ? undefined : lt(executions.startedAt, lastToStay?.startedAt ?? 0);
  const isOld = or(
    and(eq(executions.status, 'FAILED'), lt(executions.startedAt, retention.failedBefore)),
    and(ne(executions.status, 'FAILED'), lt(executions.startedAt, retention.executionsBefore)),
  );
  const newestOfAll = Math.max(retention.failedBefore, retention.executionsBefore);
  const isInReach = lt(executions.startedAt, newestOfAll);
  return and(isOfJob, isInReach, hasEnded(context), isOld, isOldest, notInArray(executions.id, lasts));
}

async function prunableByJob(context: StoreContext, retention: Retention): Promise<(SQL | undefined)[]> {
  const { jobConfigurations } = context.tables;
  const jobs = await context.db.select({ name: jobConfigurations.name }).from(jobConfigurations);
  return Promise.all(jobs.map(({ name }) => prunableOf(context, retention, name)));
}
