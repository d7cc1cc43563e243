// PURE: the keys of a job that are columns of their own: when it runs, and what becomes of starts that failed to come.

import type { JobConfiguration } from '../store/records.ts';
import { catchupPolicies } from '../store/terms.ts';
import { normalSchedule, parseSchedule, scheduleForms, scheduleProblem } from './schedule.ts';
import { findTimezone } from './slots.ts';

export type JobColumns = Partial<
  Pick<
    JobConfiguration,
    | 'schedule'
    | 'timezone'
    | 'isActive'
    | 'catchupPolicy'
    | 'catchupWindowS'
    | 'jitterS'
    | 'autoPauseAfter'
    | 'scheduledFrom'
    | 'configJson'
  >
>;

interface ColumnKey {
  readonly key: string;
  readonly description: string;
  /** null = there is none, or the product works it out. */
  readonly defaultValue: string | number | boolean | null;
  value(job: JobConfiguration): string | number | boolean | null;
  /** undefined = it does not fit. */
  read(text: string): JobColumns | undefined;
  /** Why not, after the text: `is neither true nor false`. */
  problem(text: string): string;
}

const DAY_S = 86_400;

export const columnKeys: readonly ColumnKey[] = [
  {
    key: 'schedule',
    description: `when it runs: ${scheduleForms}`,
    defaultValue: null,
    value: ({ schedule }) => schedule,
    read: (text) => (parseSchedule(text) ? { schedule: normalSchedule(text) } : undefined),
    problem: scheduleProblem,
  },
  {
    key: 'timezone',
    description: 'whose clocks a schedule of cron fields goes by, such as Europe/Berlin',
    defaultValue: 'UTC',
    value: ({ timezone }) => timezone,
    read: (text) => {
      const timezone = findTimezone(text === '' ? 'UTC' : text.trim());
      return timezone === undefined ? undefined : { timezone };
    },
    problem: () => 'is no time zone; they are called Europe/Berlin, America/New_York, UTC',
  },
  {
    key: 'is_active',
    description: 'false = switched off for --scheduled',
    defaultValue: true,
    value: ({ isActive }) => isActive,
    read: (text) => (text === 'true' || text === 'false' ? { isActive: text === 'true' } : undefined),
    problem: () => 'is neither true nor false',
  },
  {
    key: 'catchup_policy',
    description: 'slots that passed without a start: one start for all (once), none, or all of them, the oldest first',
    defaultValue: 'once',
    value: ({ catchupPolicy }) => catchupPolicy,
    read: (text) => {
      const catchupPolicy = catchupPolicies.find((policy) => policy === (text || 'once'));
      return catchupPolicy && { catchupPolicy };
    },
    problem: () => `is none of: ${catchupPolicies.join(', ')}`,
  },
  {
    key: 'catchup_window_s',
    description: 'how long ago such a slot may be, in seconds; without it an hour, or two intervals if that is longer',
    defaultValue: null,
    value: ({ catchupWindowS }) => catchupWindowS,
    ...wholeNumber({ most: 366 * DAY_S, columns: (catchupWindowS) => ({ catchupWindowS }) }),
  },
  {
    key: 'jitter_s',
    description: 'watch starts the job up to so many seconds late, so that machines do not ask all at once',
    defaultValue: 0,
    value: ({ jitterS }) => jitterS,
    ...wholeNumber({ most: DAY_S, columns: (jitterS) => ({ jitterS: jitterS ?? 0 }) }),
  },
  {
    key: 'auto_pause_after',
    description: 'the job pauses after so many executions in a row whose key Riot has refused; 0 = never',
    defaultValue: 3,
    value: ({ autoPauseAfter }) => autoPauseAfter,
    ...wholeNumber({ most: 1_000_000, columns: (autoPauseAfter) => ({ autoPauseAfter: autoPauseAfter ?? 3 }) }),
  },
];

/** An empty text is null: back to the default. */
function wholeNumber({ most, columns }: { readonly most: number; columns(value: number | null): JobColumns }) {
  const isFit = (text: string) => /^\d{1,9}$/.test(text) && Number(text) <= most;
  return {
    read: (text: string) => (text === '' || isFit(text) ? columns(text === '' ? null : Number(text)) : undefined),
    problem: () => `is no whole number from 0 to ${most}`,
  };
}

/** Under a new schedule, and for a job that comes back, slots count from now on. */
export function withScheduledFrom(job: JobConfiguration, columns: JobColumns, now: number): JobColumns {
  const { schedule = job.schedule, timezone = job.timezone, isActive = job.isActive } = columns;
  const isNew = schedule !== job.schedule || timezone !== job.timezone || (isActive && !job.isActive);
  return isNew ? { ...columns, scheduledFrom: now } : columns;
}
