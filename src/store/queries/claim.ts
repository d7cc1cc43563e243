// The claim: in one immediate transaction judge the running execution's owner, end it if the owner is gone, and begin.

import { and, eq } from 'drizzle-orm';
import type { OwnerState } from '../../processes.ts';
import { type Rows, rowsOf, type Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import { StoreStateError } from '../errors.ts';
import type { Execution, JobConfiguration } from '../records.ts';
import type { Claim, ClaimRequest } from '../store.ts';

export async function claim(context: StoreContext, asked: ClaimRequest): Promise<Claim> {
  const request = { ...asked, stateOf: askedOnce(asked.stateOf) };
  const rows = await context.batch([
    readJob(context, request),
    readRunning(context, request),
    abandon(context, request),
    begin(context, request),
    recordEvent(context, request),
  ]);
  const running = runningOf(rows);
  if (running && !isGone(running, request)) return { kind: 'held', holder: running };
  const lease = { executionId: request.executionId, token: request.token };
  return { kind: 'claimed', lease, recovered: running };
}

function readJob({ db, tables: { jobConfigurations } }: StoreContext, { jobName }: ClaimRequest): Step {
  return () => db.select().from(jobConfigurations).where(eq(jobConfigurations.name, jobName));
}

function readRunning({ db, tables: { jobExecutions } }: StoreContext, { jobName }: ClaimRequest): Step {
  return (rows) => {
    const [job] = rowsOf<JobConfiguration>(rows, 0);
    if (!job) throw new StoreStateError(`the database has no job ${jobName}`, { hint: 'run riotjobs db migrate' });
    return db
      .select()
      .from(jobExecutions)
      .where(and(eq(jobExecutions.jobConfigId, job.id), eq(jobExecutions.status, 'RUNNING')));
  };
}

function runningOf(rows: Rows): Execution | undefined {
  return rowsOf<Execution>(rows, 1)[0];
}

/** An owner that ends in the middle of the claim must not be alive for one step and gone for the next. */
function askedOnce(stateOf: ClaimRequest['stateOf']): ClaimRequest['stateOf'] {
  let state: OwnerState | undefined;
  return (owner) => {
    state ??= stateOf(owner);
    return state;
  };
}

/** A process that can be seen decides; one that cannot be seen has until its lease expires. */
function isGone(running: Execution, { now, stateOf }: ClaimRequest): boolean {
  const state: OwnerState = stateOf(running);
  return state === 'dead' || (state === 'unknown' && running.leaseExpiresAt < now);
}

function abandon({ db, tables: { jobExecutions } }: StoreContext, request: ClaimRequest): Step {
  return (rows) => {
    const running = runningOf(rows);
    if (!running || !isGone(running, request)) return undefined;
    return db
      .update(jobExecutions)
      .set({
        status: 'FAILED',
        reason: 'abandoned',
        errorMessage: `owner process ${running.pid} on ${running.host} is gone`,
        completedAt: request.now,
      })
      .where(and(eq(jobExecutions.id, running.id), eq(jobExecutions.leaseToken, running.leaseToken)))
      .returning({ id: jobExecutions.id });
  };
}

function begin({ db, tables: { jobExecutions } }: StoreContext, request: ClaimRequest): Step {
  return (rows) => {
    const running = runningOf(rows);
    if (running && !isGone(running, request)) return undefined;
    const [job] = rowsOf<JobConfiguration>(rows, 0);
    if (!job) return undefined;
    const { executionId, token, jobName, trigger, params, owner, cliVersion, now, leaseMs } = request;
    return db
      .insert(jobExecutions)
      .values({
        id: executionId,
        jobConfigId: job.id,
        jobName,
        status: 'RUNNING',
        trigger,
        paramsJson: JSON.stringify(params),
        ...owner,
        cliVersion,
        leaseToken: token,
        leaseExpiresAt: now + leaseMs,
        heartbeatAt: now,
        startedAt: now,
      })
      .returning({ id: jobExecutions.id });
  };
}

/** A skipped start and a recovery are events, so that nobody has to guess later why a job did not run. */
function recordEvent({ db, tables: { jobEvents } }: StoreContext, request: ClaimRequest): Step {
  return (rows) => {
    const running = runningOf(rows);
    if (!running) return undefined;
    const kind = isGone(running, request) ? 'recovered' : 'skipped';
    const detail = `execution ${running.id} of process ${running.pid} on ${running.host}`;
    return db
      .insert(jobEvents)
      .values({ at: request.now, jobName: request.jobName, kind, detail })
      .returning({ id: jobEvents.id });
  };
}
