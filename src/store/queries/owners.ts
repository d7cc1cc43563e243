// Executions whose owners are gone: told by a look at the operating system or by their lease, and ended.

import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { rowsOf, type Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { ExecutionsStore, StateOf } from '../executions-store.ts';
import type { Execution } from '../records.ts';

export interface Look {
  readonly stateOf: StateOf;
  readonly now: number;
}

/** Executions that somebody runs or waits with. */
export function isUnderWay({ tables: { jobExecutions } }: StoreContext) {
  return inArray(jobExecutions.status, ['RUNNING', 'PENDING']);
}

/** The running one first, then those that wait, the longest waiting first. */
export function inTurn({ tables: { jobExecutions } }: StoreContext) {
  return [desc(jobExecutions.status), asc(jobExecutions.id)];
}

/** An owner that ends in the middle of a transaction must not be alive for one step and gone for the next. */
export function askedOnce(look: Look): Look {
  const states = new Map<string, ReturnType<StateOf>>();
  const stateOf: StateOf = (owner) => {
    const key = JSON.stringify([owner.host, owner.bootId, owner.pidNamespace, owner.pid, owner.pidStart]);
    const state = states.get(key) ?? look.stateOf(owner);
    states.set(key, state);
    return state;
  };
  return { stateOf, now: look.now };
}

/**
 * A process that can be seen decides; one that cannot be seen has until its lease expires. So has one that waits: it
 * renews its place each second, and one that stands still must not hold up the queue.
 */
export function isGone(execution: Execution, { stateOf, now }: Look): boolean {
  const state = stateOf(execution);
  const livesByLease = state === 'unknown' || execution.status === 'PENDING';
  return state === 'dead' || (livesByLease && execution.leaseExpiresAt < now);
}

/** Ends those of the rows of step `read` whose owners are gone, and gives them as they are then. */
export function abandonGone(context: StoreContext, look: Look, read: number): Step {
  const { jobExecutions } = context.tables;
  return (rows) => {
    const gone = rowsOf<Execution>(rows, read).filter((execution) => isGone(execution, look));
    if (gone.length === 0) return undefined;
    return context.db
      .update(jobExecutions)
      .set({
        status: 'FAILED',
        reason: 'abandoned',
        errorMessage: sql`'owner process ' || ${jobExecutions.pid} || ' on ' || ${jobExecutions.host} || ' is gone'`,
        completedAt: look.now,
      })
      .where(
        and(
          inArray(
            jobExecutions.id,
            gone.map(({ id }) => id),
          ),
          isUnderWay(context),
        ),
      )
      .returning();
  };
}

/** A row for each that was ended, so that nobody has to guess later. */
export function recordRecovered(
  context: StoreContext,
  { read, look }: { readonly read: number; readonly look: Look },
): Step {
  return (rows) => {
    const gone = rowsOf<Execution>(rows, read).filter((execution) => isGone(execution, look));
    if (gone.length === 0) return undefined;
    const events = gone.map((execution) => ({
      at: look.now,
      jobName: execution.jobName,
      kind: 'recovered' as const,
      detail: describe(execution),
    }));
    return context.db.insert(context.tables.jobEvents).values(events).returning();
  };
}

export function describe({ id, pid, host }: Execution): string {
  return `execution ${id} of process ${pid} on ${host}`;
}

export async function recover(context: StoreContext, asked: Look): Promise<Execution[]> {
  const look = askedOnce(asked);
  const { db, tables } = context;
  const read: Step = () =>
    db
      .select()
      .from(tables.jobExecutions)
      .where(isUnderWay(context))
      .orderBy(...inTurn(context));
  const rows = await context.batch([read, abandonGone(context, look, 0), recordRecovered(context, { read: 0, look })]);
  return rowsOf<Execution>(rows, 0).filter((execution) => isGone(execution, look));
}

/** Of one execution, by compare-and-set on the token that was read. */
export async function abandon(
  { batch, db, tables: { jobExecutions, jobEvents } }: StoreContext,
  { id, jobName, leaseToken }: Execution,
  { reason, detail, now }: Parameters<ExecutionsStore['abandon']>[1],
): Promise<boolean> {
  const isIt = and(
    eq(jobExecutions.id, id),
    eq(jobExecutions.leaseToken, leaseToken),
    eq(jobExecutions.status, 'RUNNING'),
  );
  const rows = await batch([
    () =>
      db
        .update(jobExecutions)
        .set({ status: 'FAILED', reason, errorMessage: detail, completedAt: now })
        .where(isIt)
        .returning({ id: jobExecutions.id }),
    ([ended]) =>
      ended?.length
        ? db
            .insert(jobEvents)
            .values({ at: now, jobName, kind: 'recovered', detail: `execution ${id}: ${detail}` })
            .returning()
        : undefined,
  ]);
  return rowsOf(rows, 0).length > 0;
}
