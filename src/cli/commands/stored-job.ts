// The configuration of a job by its name.

import type { JobConfiguration } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';

export async function getJob({ executions }: Store, name: string): Promise<JobConfiguration> {
  const job = await executions.findJob(name);
  if (job) return job;
  throw new NotFoundError(`the database has no job ${name}`, { hint: 'riotjobs jobs list' });
}
