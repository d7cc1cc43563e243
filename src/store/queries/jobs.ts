// job_configurations: reading them, and changing one.

import { and, desc, eq } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { JobConfiguration } from '../records.ts';
import type { JobChange } from '../store.ts';

export async function listJobs({ db, tables: { jobConfigurations } }: StoreContext): Promise<JobConfiguration[]> {
  return db.select().from(jobConfigurations).orderBy(desc(jobConfigurations.name));
}

export async function findJob({ db, tables: { jobConfigurations } }: StoreContext, name: string) {
  const [job] = await db.select().from(jobConfigurations).where(eq(jobConfigurations.name, name));
  return job;
}

/** Two people who change the same configuration: the second one has to look again. */
export async function changeJob(
  { db, tables: { jobConfigurations: jobs } }: StoreContext,
  { was, set, now }: JobChange,
): Promise<JobConfiguration | undefined> {
  const unchanged = and(
    eq(jobs.name, was.name),
    eq(jobs.configJson, was.configJson),
    eq(jobs.schedule, was.schedule),
    eq(jobs.isActive, was.isActive),
  );
  const [job] = await db
    .update(jobs)
    .set({ ...set, updatedAt: now })
    .where(unchanged)
    .returning();
  return job;
}
