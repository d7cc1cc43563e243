// The claim: in one immediate transaction judge the owners of executions under way, end those that are gone, and begin.

import { and, eq, lt, ne, or, sql } from 'drizzle-orm';
import { type Rows, rowsOf, type Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import { LeaseLostError, StoreStateError } from '../errors.ts';
import type { Claim, ClaimRequest } from '../executions-store.ts';
import type { Execution, JobConfiguration, Lease } from '../records.ts';
import { abandonGone, askedOnce, describe, inTurn, isGone, isUnderWay, recordRecovered } from './owners.ts';
import { moveAlong, recordPassed } from './slots.ts';

/** Places of the steps whose rows others read. */
const JOB = 0;
const OTHERS = 1;
const TAKERS = 2;

/** `repeated`: the clock was set back so far that the slot is counted once more. */
type Verdict = 'begin' | 'wait' | 'skip' | 'taken' | 'repeated';

export async function claim(context: StoreContext, asked: ClaimRequest): Promise<Claim> {
  const request = { ...asked, ...askedOnce(asked) };
  const rows = await context.batch([
    readJob(context, request),
    readOthers(context, request),
    readTakers(context, request),
    abandonGone(context, request, OTHERS),
    recordRecovered(context, { read: OTHERS, look: request }),
    enter(context, request),
    assertEntered(request),
    ...takeSlot(context, request),
    recordSkipped(context, request),
  ]);
  const holder = holderOf(rows, request);
  const verdict = verdictOf(rows, request);
  if (verdict === 'taken' || verdict === 'repeated') return { kind: 'taken' };
  if (holder) return { kind: 'held', holder };
  const recovered = rowsOf<Execution>(rows, OTHERS).filter((execution) => isGone(execution, request));
  return { kind: 'claimed', lease: { executionId: request.executionId, token: request.token }, recovered };
}

function readJob({ db, tables: { jobConfigurations } }: StoreContext, { jobName }: ClaimRequest): Step {
  return () => db.select().from(jobConfigurations).where(eq(jobConfigurations.name, jobName));
}

function readOthers(context: StoreContext, request: ClaimRequest): Step {
  const { jobExecutions } = context.tables;
  return (rows) => {
    const isAnothers = ne(jobExecutions.id, request.executionId);
    const isOfJob = eq(jobExecutions.jobConfigId, jobOf(rows, request).id);
    // A place in the queue is kept against those who come later, and against those who do not queue.
    const isBeforeUs = request.isQueued ? lt(jobExecutions.id, request.executionId) : undefined;
    const counts = or(eq(jobExecutions.status, 'RUNNING'), isBeforeUs ?? isUnderWay(context));
    return context.db
      .select()
      .from(jobExecutions)
      .where(and(isOfJob, isAnothers, isUnderWay(context), counts))
      .orderBy(...inTurn(context));
  };
}

function readTakers({ db, tables: { jobExecutions } }: StoreContext, request: ClaimRequest): Step {
  const { step } = request;
  return (rows) =>
    step &&
    db
      .select({ id: jobExecutions.id })
      .from(jobExecutions)
      .where(and(eq(jobExecutions.jobConfigId, jobOf(rows, request).id), eq(jobExecutions.scheduledFor, step.to)));
}

function jobOf(rows: Rows, { jobName }: ClaimRequest): JobConfiguration {
  const [job] = rowsOf<JobConfiguration>(rows, JOB);
  if (!job) throw new StoreStateError(`the database has no job ${jobName}`, { hint: 'run riotjobs db migrate' });
  return job;
}

function holderOf(rows: Rows, request: ClaimRequest): Execution | undefined {
  return rowsOf<Execution>(rows, OTHERS).find((execution) => !isGone(execution, request));
}

function verdictOf(rows: Rows, request: ClaimRequest): Verdict {
  if (request.step && jobOf(rows, request).lastScheduledFor !== request.step.from) return 'taken';
  if (rowsOf(rows, TAKERS).length > 0) return 'repeated';
  if (!holderOf(rows, request)) return 'begin';
  return request.isQueued ? 'wait' : 'skip';
}

/** Our row: RUNNING, or PENDING while somebody else has the job. One that waits already is renewed, or gets its turn. */
function enter({ db, tables: { jobExecutions } }: StoreContext, request: ClaimRequest): Step {
  return (rows) => {
    const verdict = verdictOf(rows, request);
    if (verdict !== 'begin' && verdict !== 'wait') return undefined;
    const { executionId, token, jobName, trigger, params, owner, cliVersion, now, leaseMs, step } = request;
    const status = verdict === 'begin' ? 'RUNNING' : 'PENDING';
    const lease = { leaseExpiresAt: now + leaseMs, heartbeatAt: now };
    return db
      .insert(jobExecutions)
      .values({
        id: executionId,
        jobConfigId: jobOf(rows, request).id,
        jobName,
        status,
        trigger,
        paramsJson: JSON.stringify(params),
        scheduledFor: verdict === 'begin' ? step?.to : undefined,
        parentExecutionId: request.parentExecutionId,
        ...owner,
        cliVersion,
        leaseToken: token,
        ...lease,
        startedAt: now,
      })
      .onConflictDoUpdate({
        target: jobExecutions.id,
        set: { status, ...lease, ...(verdict === 'begin' ? { startedAt: now, scheduledFor: step?.to } : {}) },
        setWhere: sql`${jobExecutions.status} = 'PENDING' and ${jobExecutions.leaseToken} = ${token}`,
      })
      .returning({ id: jobExecutions.id });
  };
}

/** A place in the queue that somebody has cancelled is no place any more. */
function assertEntered(request: ClaimRequest): Step {
  return (rows) => {
    const verdict = verdictOf(rows, request);
    if ((verdict === 'begin' || verdict === 'wait') && rows.at(-1)?.length === 0) {
      throw new LeaseLostError(request.executionId);
    }
    return undefined;
  };
}

function takeSlot(context: StoreContext, request: ClaimRequest): Step[] {
  const { step, jobName, now } = request;
  if (!step) return [];
  const ifOne =
    (verdicts: readonly Verdict[], then: Step): Step =>
    (rows) =>
      verdicts.includes(verdictOf(rows, request)) ? then(rows) : undefined;
  return [
    ifOne(['begin', 'repeated'], moveAlong(context, jobName, step)),
    ifOne(['begin'], recordPassed(context, { jobName, step, now })),
  ];
}

/** A start that came to nothing. Slots of the schedule are judged when the execution in their way has ended. */
function recordSkipped({ db, tables: { jobEvents } }: StoreContext, request: ClaimRequest): Step {
  return (rows) => {
    const holder = holderOf(rows, request);
    if (!holder || request.step || request.isQueued) return undefined;
    const { now, jobName } = request;
    return db
      .insert(jobEvents)
      .values({ at: now, jobName, kind: 'skipped', detail: describe(holder) })
      .returning();
  };
}

/** The row goes, because nothing was executed; that somebody waited in vain is an event. */
export async function leaveQueue(
  context: StoreContext,
  { executionId, token }: Lease,
  { detail, now }: { readonly detail: string; readonly now: number },
): Promise<void> {
  const { jobExecutions, jobEvents } = context.tables;
  const isWaiting = and(
    eq(jobExecutions.id, executionId),
    eq(jobExecutions.leaseToken, token),
    eq(jobExecutions.status, 'PENDING'),
  );
  await context.batch([
    () => context.db.delete(jobExecutions).where(isWaiting).returning(),
    (rows) => {
      const [left] = rowsOf<Execution>(rows, 0);
      if (!left) return undefined;
      const event = { at: now, jobName: left.jobName, kind: 'skipped' as const, detail };
      return context.db.insert(jobEvents).values(event).returning();
    },
  ]);
}
