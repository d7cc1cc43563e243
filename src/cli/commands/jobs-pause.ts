// riotjobs jobs pause NAME [--until TIME] and jobs resume NAME

import type { JobName } from '../../jobs/index.ts';
import { isPaused } from '../../store/pause.ts';
import type { JobConfiguration } from '../../store/records.ts';
import { UsageError } from '../errors.ts';
import { fullTime } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandOptions } from '../wire.ts';
import { type Change, changeJob } from './jobs-change.ts';

/** `until`: epoch ms. */
export type JobsPauseOptions = CommandOptions & { readonly until?: number };

export function jobsPause(terminal: Terminal, name: JobName, options: JobsPauseOptions): Promise<number> {
  return changeJob(terminal, name, { decide: (_job, now) => pause(now, options.until), options });
}

export function jobsResume(terminal: Terminal, name: JobName, options: CommandOptions): Promise<number> {
  return changeJob(terminal, name, { decide: resume, options });
}

function pause(now: number, until: number | undefined): Change {
  if (until !== undefined && until <= now) {
    throw new UsageError(`--until ${fullTime(until)} has passed`, { hint: 'for example: --until 2h' });
  }
  const what = until === undefined ? 'paused until it is resumed' : `paused until ${fullTime(until)}`;
  return {
    set: { pauseReason: 'by hand', pausedUntil: until ?? null },
    event: { kind: 'paused', detail: `by hand, ${what}` },
    what: `${what}; by hand it still runs`,
  };
}

const cleared = { pauseReason: null, pausedUntil: null };

/** Slots of the time of the pause do not count. The next pause needs as many refused keys as this one did. */
function resume(job: JobConfiguration, now: number): Change {
  if (!isPaused(job, now))
    return { set: { ...cleared, ...(job.authFailures > 0 ? { authFailures: 0 } : {}) }, what: 'not paused' };
  return {
    set: { ...cleared, authFailures: 0, scheduledFrom: now },
    event: { kind: 'resumed', detail: `by hand; it was paused: ${job.pauseReason}` },
    what: 'resumed',
  };
}
