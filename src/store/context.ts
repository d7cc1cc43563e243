// What every group of queries works with, and the step that every data transaction of an execution ends with.

import { and, eq, sql } from 'drizzle-orm';
import type { Batch, Rows, Step } from './batch.ts';
import { LeaseLostError } from './errors.ts';
import { type Commit, type CounterDelta, type CounterName, counterNames, type Lease } from './records.ts';
import type { Db } from './sqlite.ts';
import type { Tables } from './tables/index.ts';

export interface StoreContext {
  readonly db: Db;
  readonly batch: Batch;
  readonly tables: Tables;
}

/** The counter `apiRequests` is kept in the column that the job documentation names. */
type CounterColumn = Exclude<CounterName, 'apiRequests'> | 'apiRequestsMade';

function counterColumn(name: CounterName): CounterColumn {
  return name === 'apiRequests' ? 'apiRequestsMade' : name;
}

/** `set` of an update that adds `delta` to the counters of an execution. */
export function addCounters({ tables }: StoreContext, delta: CounterDelta) {
  const changed = counterNames.filter((name) => (delta[name] ?? 0) !== 0);
  return Object.fromEntries(
    changed.map((name) => {
      const column = counterColumn(name);
      return [column, sql`${tables.jobExecutions[column]} + ${delta[name]}`];
    }),
  );
}

function sumCounters(a: CounterDelta, b: CounterDelta): CounterDelta {
  const names = counterNames.filter((name) => a[name] !== undefined || b[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

/** The row of an execution that is still running under this token: the fence of every write. */
export function isOurs({ tables: { jobExecutions } }: StoreContext, { executionId, token }: Lease) {
  return and(
    eq(jobExecutions.id, executionId),
    eq(jobExecutions.leaseToken, token),
    eq(jobExecutions.status, 'RUNNING'),
  );
}

/** Runs the steps and the proof that the execution is still ours in one transaction, and counts what they did. */
export async function commitSteps(
  context: StoreContext,
  commit: Commit,
  { steps, count }: { readonly steps: readonly Step[]; readonly count: (rows: Rows) => CounterDelta },
): Promise<Rows> {
  const { db, tables } = context;
  const executions = tables.jobExecutions;
  const prove: Step = (rows) =>
    db
      .update(executions)
      .set({ progressAt: commit.now, ...addCounters(context, sumCounters(commit.counters, count(rows))) })
      .where(isOurs(context, commit.lease))
      .returning({ id: executions.id });
  const assertProven: Step = (rows) => {
    if (rows.at(-1)?.length === 0) throw new LeaseLostError(commit.lease.executionId);
    return undefined;
  };
  return context.batch([...steps, prove, assertProven]);
}
