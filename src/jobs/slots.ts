// PURE: the moments of a schedule. Intervals lie on the grid of their multiples since the epoch, whatever the time zone.

import { type CronRuns, cronRuns, type Span } from './cron-runs.ts';
import { JobConfigError } from './errors.ts';
import { parseSchedule, type Schedule, scheduleProblem } from './schedule.ts';

/** The first slot later than `after`, epoch ms; undefined: never. */
export function nextSlot(schedule: Schedule, timezone: string, after: number): number | undefined {
  return slotsOf(schedule, timezone).next(after);
}

/** The last slot not later than `upTo`. */
export function previousSlot(schedule: Schedule, timezone: string, upTo: number): number | undefined {
  return slotsOf(schedule, timezone).previous(upTo);
}

export function countSlots(schedule: Schedule, timezone: string, span: Span): number {
  return slotsOf(schedule, timezone).count(span);
}

/** What a job goes by. */
export interface Calendar extends CronRuns {
  readonly schedule: Schedule;
}

/** Throws JobConfigError when the stored schedule or time zone cannot be read. */
export function calendarOf(job: {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
}): Calendar {
  const schedule = parseSchedule(job.schedule);
  if (!schedule) throw unreadable(job.name, `schedule: "${job.schedule}" ${scheduleProblem(job.schedule)}`);
  const timezone = findTimezone(job.timezone);
  if (timezone === undefined) throw unreadable(job.name, `timezone: "${job.timezone}" is no time zone`);
  return { schedule, ...slotsOf(schedule, timezone) };
}

function unreadable(name: string, problem: string): JobConfigError {
  return new JobConfigError(`the configuration of the job ${name} is not valid: ${problem}`, {
    hint: `correct it with: riotjobs jobs set ${name} ${problem.slice(0, problem.indexOf(':'))}=...`,
  });
}

function slotsOf(schedule: Schedule, timezone: string): CronRuns {
  if (schedule.kind === 'cron') return cronRuns(schedule.fields, timezone);
  if (schedule.kind === 'manual') return never;
  const { everyMs } = schedule;
  return {
    next: (after) => (Math.floor(after / everyMs) + 1) * everyMs,
    previous: (upTo) => Math.floor(upTo / everyMs) * everyMs,
    count: ({ after, upTo }) => Math.max(0, Math.floor(upTo / everyMs) - Math.floor(after / everyMs)),
  };
}

const never: CronRuns = { next: () => undefined, previous: () => undefined, count: () => 0 };

/** The name in the usual letters; another name of a zone than its first one stays. undefined: there is none of this name. */
export function findTimezone(name: string): string | undefined {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}
