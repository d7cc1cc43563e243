// job_configurations: reading them, and changing one.

import { and, asc, eq } from 'drizzle-orm';
import { rowsOf, type Step } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { JobChange } from '../executions-store.ts';
import type { JobConfiguration } from '../records.ts';

export async function listJobs({ db, tables: { jobConfigurations } }: StoreContext): Promise<JobConfiguration[]> {
  return db.select().from(jobConfigurations).orderBy(asc(jobConfigurations.id));
}

export async function findJob({ db, tables: { jobConfigurations } }: StoreContext, name: string) {
  const [job] = await db.select().from(jobConfigurations).where(eq(jobConfigurations.name, name));
  return job;
}

/** Two people who change the same configuration: the second one has to look again. */
export async function changeJob(context: StoreContext, change: JobChange): Promise<JobConfiguration | undefined> {
  const { jobEvents } = context.tables;
  const { was, event, now } = change;
  const rows = await context.batch([
    update(context, change),
    (before) =>
      event && before[0]?.length
        ? context.db
            .insert(jobEvents)
            .values({ at: now, jobName: was.name, ...event })
            .returning()
        : undefined,
  ]);
  return rowsOf<JobConfiguration>(rows, 0)[0];
}

function update({ db, tables: { jobConfigurations: jobs } }: StoreContext, { was, set, now }: JobChange): Step {
  const unchanged = and(
    eq(jobs.name, was.name),
    eq(jobs.configJson, was.configJson),
    eq(jobs.schedule, was.schedule),
    eq(jobs.timezone, was.timezone),
    eq(jobs.isActive, was.isActive),
  );
  return () =>
    db
      .update(jobs)
      .set({ ...set, updatedAt: now })
      .where(unchanged)
      .returning();
}
