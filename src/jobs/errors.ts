// Errors of starting a job.

import { RiotjobsError } from '../errors.ts';
import type { Execution } from '../store/records.ts';

/** config_json does not fit; every problem is named. */
export class JobConfigError extends RiotjobsError {
  override readonly name = 'JobConfigError';
}

/** Another execution of the job is running and its owner is alive. */
export class LeaseHeldError extends RiotjobsError {
  override readonly name = 'LeaseHeldError';
  readonly holder: Execution;

  constructor(holder: Execution) {
    const since = new Date(holder.startedAt).toISOString();
    super(
      `${holder.jobName} is already running: execution ${holder.id}, process ${holder.pid} on ${holder.host}, since ${since}`,
      { hint: 'wait for it to end, or stop that process; the next start takes over from a process that is gone' },
    );
    this.holder = holder;
  }
}
