// Steps along the schedule of a job: which slots were executed, skipped or missed.

import { and, eq, isNull } from 'drizzle-orm';
import { rowsOf, type Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { SlotStep } from '../executions-store.ts';

/** Gives the job when it stood where the step begins. */
export function moveAlong({ db, tables }: StoreContext, jobName: string, { from, to }: SlotStep): Step {
  const { jobConfigurations: jobs } = tables;
  const isFromThere = from === null ? isNull(jobs.lastScheduledFor) : eq(jobs.lastScheduledFor, from);
  return () =>
    db
      .update(jobs)
      .set({ lastScheduledFor: to })
      .where(and(eq(jobs.name, jobName), isFromThere))
      .returning({ id: jobs.id });
}

interface Passing {
  readonly jobName: string;
  readonly step: SlotStep;
  readonly now: number;
}

export function recordPassed({ db, tables }: StoreContext, { jobName, step, now }: Passing): Step {
  const events = step.passed.map((passed) => ({ at: now, jobName, ...passed }));
  return () => (events.length === 0 ? undefined : db.insert(tables.jobEvents).values(events).returning());
}

export async function passSlots(context: StoreContext, passing: Passing): Promise<boolean> {
  const rows = await context.batch([
    moveAlong(context, passing.jobName, passing.step),
    (before) => (before[0]?.length === 0 ? undefined : recordPassed(context, passing)(before)),
  ]);
  return rowsOf(rows, 0).length > 0;
}
