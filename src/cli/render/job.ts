// PURE: jobs and their configuration as tables and as JSON.

import type { ConfigKey } from '../../jobs/config-keys.ts';
import type { StartPlan } from '../../jobs/due.ts';
import { findTimezone } from '../../jobs/slots.ts';
import { isPaused } from '../../store/pause.ts';
import type { Execution, JobConfiguration, JobEvent } from '../../store/records.ts';
import { toneOf } from './execution.ts';
import type { Column } from './table.ts';
import { fullTime, relativeTime } from './text.ts';

/** Missed slots are counted over so many days. */
export const MISSED_DAYS = 7;

export interface JobRow {
  readonly job: JobConfiguration;
  /** The newest execution. */
  readonly last?: Execution | undefined;
  /** undefined = what is stored cannot be read. */
  readonly plan: StartPlan | undefined;
  /** Slots of the last days that no start has served. */
  readonly missedSlots: number;
}

export function jobColumns(now: number): readonly Column<JobRow>[] {
  return [
    { title: 'job', value: ({ job }) => job.name },
    { title: 'schedule', value: ({ job }) => job.schedule, short: ({ job }) => scheduleText(job), flexible: true },
    { title: 'timezone', value: ({ job }) => job.timezone, short: () => '', optional: 9 },
    { title: 'active', value: ({ job }) => job.isActive, short: ({ job }) => stateText(job, now) },
    { title: 'paused', value: ({ job }) => pauseText(job, now), short: () => '', optional: 9 },
    { title: 'last status', value: ({ last }) => last?.status ?? null, tone: ({ last }) => last && toneOf(last) },
    { title: 'reason', value: ({ last }) => last?.reason ?? null, optional: 3 },
    {
      title: 'last started',
      value: ({ last }) => fullTime(last?.startedAt),
      short: ({ last }) => relativeTime(last?.startedAt, now),
      optional: 2,
    },
    { title: 'next run', value: ({ plan }) => fullTime(plan?.nextAt), short: (row) => nextText(row, now) },
    { title: `missed ${MISSED_DAYS}d`, value: ({ missedSlots }) => missedSlots, align: 'right', optional: 1 },
    {
      title: 'execution',
      value: ({ last }) => last?.id ?? null,
      short: ({ last }) => last?.id.slice(0, 13) ?? '',
      optional: 4,
    },
  ];
}

function scheduleText({ schedule, timezone }: JobConfiguration): string {
  return timezone === 'UTC' ? schedule : `${schedule} ${timezone}`;
}

function stateText(job: JobConfiguration, now: number): string {
  if (!job.isActive) return 'no';
  return isPaused(job, now) ? 'paused' : 'yes';
}

/** For scripts, too: empty, `by hand`, or `by hand until` a time. */
function pauseText(job: JobConfiguration, now: number): string {
  if (!isPaused(job, now)) return '';
  return job.pausedUntil === null ? String(job.pauseReason) : `${job.pauseReason} until ${fullTime(job.pausedUntil)}`;
}

function nextText({ job, plan }: JobRow, now: number): string {
  if (!plan) return 'unreadable';
  if (plan.start) return 'due now';
  return plan.nextAt === undefined ? '-' : `${timeUntil(plan.nextAt, now)}, ${localTime(plan.nextAt, job, now)}`;
}

/** Why it will start, or not, in a sentence. */
export function stateLine(row: JobRow, now: number): string {
  const { job, plan } = row;
  if (!plan) return `${job.name} cannot start by its schedule; riotjobs jobs validate says why`;
  const next = plan.start || plan.nextAt !== undefined ? `, next run ${nextText(row, now)}` : '';
  if (!job.isActive) return `${job.name} is switched off; riotjobs jobs enable ${job.name} switches it on`;
  if (isPaused(job, now))
    return `${job.name} is paused (${pauseText(job, now)})${next}; riotjobs jobs resume ${job.name}`;
  if (next === '') return `${job.name} has the schedule manual, and never starts by itself`;
  return `${job.name} is active${next}${row.missedSlots > 0 ? `, ${row.missedSlots} slots missed in ${MISSED_DAYS} days` : ''}`;
}

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** "in 3 min". */
function timeUntil(at: number, now: number): string {
  const unit = units.find(([, ms]) => at - now >= ms);
  return unit ? `in ${Math.floor((at - now) / unit[1])} ${unit[0]}` : 'in a moment';
}

const HALF_DAY_MS = 43_200_000;

/** By the clocks of the job's zone: "15:00", and "2026-11-27 15:00" where it is not soon. */
function localTime(at: number, { timezone }: JobConfiguration, now: number): string {
  const full = localFullTime(at, timezone);
  return at - now < HALF_DAY_MS ? full.slice(-5) : full;
}

function localFullTime(at: number, timezone: string): string {
  const timeZone = findTimezone(timezone) ?? 'UTC';
  // The Swedish form is that of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}

export function slotColumns({ timezone }: JobConfiguration, now: number): readonly Column<number>[] {
  return [
    { title: 'slot', value: fullTime },
    { title: 'local time', value: (at) => `${localFullTime(at, timezone)} ${timezone}` },
    { title: 'in seconds', value: (at) => Math.round((at - now) / 1000), short: (at) => timeUntil(at, now) },
  ];
}

export function jobJson({ job, last, plan, missedSlots }: JobRow, now: number): object {
  const isHeld = isPaused(job, now);
  return {
    name: job.name,
    jobType: job.jobType,
    schedule: job.schedule,
    timezone: job.timezone,
    isActive: job.isActive,
    isPaused: isHeld,
    ...(isHeld ? { pauseReason: job.pauseReason, pausedUntil: timeOrNull(job.pausedUntil) } : {}),
    isDue: plan?.start !== undefined,
    nextRunAt: timeOrNull(plan?.nextAt),
    missedSlots,
    ...(last === undefined ? {} : { lastExecution: lastJson(last) }),
  };
}

function lastJson({ id, status, reason, startedAt, completedAt }: Execution): object {
  return { id, status, reason, startedAt: fullTime(startedAt), completedAt: timeOrNull(completedAt) };
}

export function eventJson({ at, kind, detail, firstSlot, lastSlot, slots }: JobEvent): object {
  const range = slots === null ? {} : { firstSlot: timeOrNull(firstSlot), lastSlot: timeOrNull(lastSlot), slots };
  return { at: fullTime(at), kind, detail, ...range };
}

function timeOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : fullTime(at);
}

export const configKeyColumns: readonly Column<ConfigKey>[] = [
  { title: 'key', value: ({ key }) => key },
  { title: 'value', value: ({ value }) => (value === null ? null : String(value)) },
  {
    title: 'default',
    value: ({ defaultValue }) => (defaultValue === null ? null : String(defaultValue)),
    optional: 1,
  },
  { title: 'meaning', value: ({ description }) => description, flexible: true },
];

export function configJson(keys: readonly ConfigKey[]): object {
  return keys.map(({ key, value, defaultValue, description }) => ({ key, value, default: defaultValue, description }));
}
