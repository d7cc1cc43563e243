// Errors of starting a job.

import { RiotjobsError } from '../errors.ts';
import type { Execution } from '../store/records.ts';

/** config_json does not fit; every problem is named. */
export class JobConfigError extends RiotjobsError {
  override readonly name = 'JobConfigError';
}

/** Another execution of the job is running, or waits before us, and its owner is alive. */
export class LeaseHeldError extends RiotjobsError {
  override readonly name = 'LeaseHeldError';
  readonly holder: Execution;

  constructor(holder: Execution) {
    const since = new Date(holder.startedAt).toISOString();
    super(
      `${holder.jobName} is already ${holder.status === 'PENDING' ? 'waited for' : 'running'}: execution ${holder.id}, process ${holder.pid} on ${holder.host}, since ${since}`,
      {
        hint:
          `${commandOf(holder)} --wait begins when it has ended, riotjobs executions cancel ${holder.id} ` +
          'ends it, with --kill its process, too; the next start takes over from a process that is gone',
      },
    );
    this.holder = holder;
  }
}

function commandOf({ jobName }: Execution): string {
  return jobName === 'check' ? 'riotjobs check PLAYER' : `riotjobs run ${jobName}`;
}

/** The database was filled with a key of another Riot application. */
export class OtherApplicationError extends RiotjobsError {
  override readonly name = 'OtherApplicationError';

  constructor() {
    super('this API key belongs to another Riot application than the one this database was filled with', {
      hint:
        'Riot encrypts puuids per application, so the two cannot be mixed: use a key of the first application ' +
        '(regenerating a key keeps its application), or another database with --database',
    });
  }
}

/** Somebody else has made the step along the schedule for which this execution was to be started. */
export class SlotTakenError extends RiotjobsError {
  override readonly name = 'SlotTakenError';

  constructor(jobName: string) {
    super(`the slot of ${jobName} was taken by another start`);
  }
}

/** The requests or the time that the execution was given are spent: no failure, the rest is left to the next one. */
export class BudgetError extends RiotjobsError {
  override readonly name = 'BudgetError';
}
