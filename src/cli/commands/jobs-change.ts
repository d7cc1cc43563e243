// What all commands that change a job have in common: read, decide, compare and set, tell.

import { systemClock } from '../../clock.ts';
import type { JobName } from '../../jobs/index.ts';
import type { JobChange } from '../../store/executions-store.ts';
import type { JobConfiguration } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { ConflictError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { jobJson } from '../render/job.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';
import { getJob, lookAt } from './stored-job.ts';

export interface Change extends Pick<JobChange, 'set' | 'event'> {
  /** What the job is then: "updater is ...". */
  readonly what: string;
}

export interface ChangeRequest {
  readonly decide: (job: JobConfiguration, now: number) => Change;
  readonly options: CommandOptions;
}

export async function changeJob(
  terminal: Terminal,
  name: JobName,
  { decide, options }: ChangeRequest,
): Promise<number> {
  const now = systemClock.now();
  const { row, what } = await changing(options, terminal, async (store) => {
    const was = await getJob(store, name);
    const change = decide(was, now);
    const after = Object.keys(change.set).length === 0 ? was : await write(store, { was, now, ...change });
    return { row: await lookAt(store, after, now), what: change.what };
  });
  if (options.json) printJson(terminal, { job: jobJson(row, now) });
  else printMessage(terminal, `${name} is ${what}`);
  return exitCodes.OK;
}

async function write({ executions }: Store, change: JobChange): Promise<JobConfiguration> {
  const after = await executions.changeJob(change);
  if (after) return after;
  const { name } = change.was;
  throw new ConflictError(`the job ${name} was changed by somebody else just now`, {
    hint: `nothing was changed; look at it with "riotjobs jobs show ${name}" and try again`,
  });
}
