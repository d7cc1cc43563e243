// A job as it is stored, and how it stands.

import { planStart, type StartPlan } from '../../jobs/due.ts';
import { JobConfigError } from '../../jobs/errors.ts';
import type { Execution, JobConfiguration, JobEvent } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { type JobRow, MISSED_DAYS } from '../render/job.ts';

export async function getJob({ executions }: Store, name: string): Promise<JobConfiguration> {
  const job = await executions.findJob(name);
  if (job) return job;
  throw new NotFoundError(`the database has no job ${name}`, { hint: 'riotjobs jobs list' });
}

const DAY_MS = 86_400_000;

/** More than a job that misses every minute has in the days that are counted: misses in a row are one event. */
const MOST_EVENTS = 10_000;

export async function lookAt({ executions }: Store, job: JobConfiguration, now: number): Promise<JobRow> {
  const [last] = await executions.list({ jobName: job.name, limit: 1 });
  const since = now - MISSED_DAYS * DAY_MS;
  const events = await executions.listEvents({ jobName: job.name, since, limit: MOST_EVENTS });
  return { job, last, plan: readPlan(job, last, now), missedSlots: sumMissed(events) };
}

/** undefined = what is stored cannot be read; `jobs validate` says why. */
function readPlan(job: JobConfiguration, last: Execution | undefined, now: number): StartPlan | undefined {
  try {
    return planStart({ job, last, now });
  } catch (error) {
    if (error instanceof JobConfigError) return undefined;
    throw error;
  }
}

function sumMissed(events: readonly JobEvent[]): number {
  return events.reduce((sum, { kind, slots }) => sum + (kind === 'missed' ? (slots ?? 0) : 0), 0);
}
