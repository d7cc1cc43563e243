// PURE: what a schedule asks for now: which slot to start the job for, and what became of the slots that passed.

import type { PassedSlots, SlotStep } from '../store/executions-store.ts';
import { isPaused } from '../store/pause.ts';
import type { Execution, JobConfiguration } from '../store/records.ts';
import type { Span } from './cron-runs.ts';
import { type Calendar, calendarOf } from './slots.ts';

export interface StartPlan {
  /** What the job would be started for now; undefined: nothing is due. */
  readonly start: { readonly scheduledFor: number; readonly trigger: 'schedule' | 'catchup' } | undefined;
  /** With `start`: given to the claim. Without: slots that passed, for executions.passSlots. undefined: nothing passed. */
  readonly step: SlotStep | undefined;
  /** Epoch ms of the next slot after now; undefined: never. */
  readonly nextAt: number | undefined;
}

export interface Look {
  readonly job: JobConfiguration;
  /** The newest execution of the job. */
  readonly last: Execution | undefined;
  /** Epoch ms. */
  readonly now: number;
}

/** A start this long after its slot is on time: cron comes once a minute, and a machine may be busy. */
const PUNCTUAL_MS = 90_000;
/** The same beyond the longest deliberate delay. */
const AFTER_JITTER_MS = 60_000;
const LEAST_WINDOW_MS = 3_600_000;
/** With the policy `all`: as many as a day has hours. */
const MOST_CAUGHT_UP = 24;
/** A clock is corrected by less. A mark further ahead than this, and than the next slot, is that of a wrong clock. */
const CLOCK_CORRECTION_MS = 1_800_000;

/** Throws JobConfigError when the stored schedule or time zone cannot be read: somebody has written it by hand. */
export function planStart({ job, last, now }: Look): StartPlan {
  const nothing = { start: undefined, step: undefined };
  const calendar = calendarOf(job);
  if (!job.isActive) return { ...nothing, nextAt: undefined };
  const { upTo, isFirst, isAstray } = handledBy(job, calendar, now);
  const nextAt = nextAfter(job, { calendar, from: Math.max(now, upTo), now });
  if (isPaused(job, now) || isUnderWay(last)) return { ...nothing, nextAt };
  const newest = calendar.previous(now);
  if (newest === undefined || newest <= upTo) return { ...nothing, nextAt };
  if (isAstray) return { start: undefined, step: { from: job.lastScheduledFor, to: newest, passed: [] }, nextAt };
  const after = isFirst ? newest - 1 : upTo;
  return { ...judge({ job, calendar, last, now, newest, after, isFirst }), nextAt };
}

function isUnderWay(last: Execution | undefined): boolean {
  return last?.status === 'RUNNING' || last?.status === 'PENDING';
}

function nextAfter(
  job: JobConfiguration,
  { calendar, from, now }: { readonly calendar: Calendar; readonly from: number; readonly now: number },
): number | undefined {
  if (!isPaused(job, now)) return calendar.next(from);
  return job.pausedUntil === null ? undefined : calendar.next(Math.max(from, job.pausedUntil));
}

interface Handled {
  /** Nothing is known of any slot: the job is due at once. */
  readonly isFirst: boolean;
  /** Slots up to this one do not count. It lies ahead of now when the clock was put back a little: nothing is repeated. */
  readonly upTo: number;
  /** The newest handled slot lies too far ahead: the clock was wrong then. */
  readonly isAstray: boolean;
}

function handledBy(job: JobConfiguration, calendar: Calendar, now: number): Handled {
  const { scheduledFrom, lastScheduledFor, pauseReason, pausedUntil } = job;
  const period = (calendar.next(now) ?? now) - (calendar.previous(now) ?? now);
  const isBelieved = (mark: number) => mark <= now + Math.max(CLOCK_CORRECTION_MS, period);
  const marks = [scheduledFrom, lastScheduledFor, pauseReason === null || isPaused(job, now) ? null : pausedUntil];
  const believed = marks.filter((mark) => mark !== null).filter(isBelieved);
  return {
    isFirst: believed.length === 0,
    upTo: Math.max(Number.NEGATIVE_INFINITY, ...believed),
    isAstray: lastScheduledFor !== null && !isBelieved(lastScheduledFor),
  };
}

/** At least one slot is waiting to be judged: those later than `after`, up to `newest`. */
interface Pending {
  readonly job: JobConfiguration;
  readonly calendar: Calendar;
  readonly last: Execution | undefined;
  readonly now: number;
  readonly newest: number;
  readonly after: number;
  readonly isFirst: boolean;
}

function judge(pending: Pending): Pick<StartPlan, 'start' | 'step'> {
  const { job, newest, after } = pending;
  const scheduledFor = chooseSlot(pending);
  const passed = passedSlots(pending, {
    span: { after, upTo: scheduledFor === undefined ? newest : scheduledFor - 1 },
    missed: missedDetail(job, scheduledFor),
  });
  const step = { from: job.lastScheduledFor, to: scheduledFor ?? newest, passed };
  if (scheduledFor === undefined) return { start: undefined, step };
  const makesUp = job.catchupPolicy !== 'none' && passed.some(({ kind }) => kind === 'missed');
  const isOnTime = scheduledFor === newest && isPunctual(pending) && !makesUp;
  return { start: { scheduledFor, trigger: isOnTime ? 'schedule' : 'catchup' }, step };
}

function chooseSlot(pending: Pending): number | undefined {
  const { job, newest, isFirst } = pending;
  if (job.catchupPolicy === 'all') return oldestToCatchUp(pending);
  if (isWithin(newest, runOf(pending))) return undefined;
  const isWanted = isFirst || isPunctual(pending) || (job.catchupPolicy === 'once' && isInWindow(newest, pending));
  return isWanted ? newest : undefined;
}

function oldestToCatchUp(pending: Pending): number | undefined {
  const { calendar, newest, after, isFirst } = pending;
  const isLateEnough = (slot: number) =>
    slot > after && (isInWindow(slot, pending) || (slot === newest && (isFirst || isPunctual(pending))));
  let oldest: number | undefined;
  let slot: number | undefined = newest;
  for (let back = 0; back < MOST_CAUGHT_UP && slot !== undefined && isLateEnough(slot); back += 1) {
    if (!isWithin(slot, runOf(pending))) oldest = slot;
    slot = calendar.previous(slot - 1);
  }
  return oldest;
}

function isPunctual({ job, newest, now }: Pending): boolean {
  return now - newest < Math.max(PUNCTUAL_MS, job.jitterS * 1000 + AFTER_JITTER_MS);
}

function isInWindow(slot: number, { job, calendar: { schedule }, now }: Pending): boolean {
  const ofInterval = schedule.kind === 'interval' ? 2 * schedule.everyMs : 0;
  const windowMs = job.catchupWindowS === null ? Math.max(LEAST_WINDOW_MS, ofInterval) : job.catchupWindowS * 1000;
  return slot >= now - windowMs;
}

/** While the last execution was under way; nothing where it has ended later than now, by a clock that was wrong. */
function runOf({ last, now }: Pending): Span {
  const nothing = { after: now, upTo: now };
  if (!last || last.completedAt === null) return nothing;
  const end = last.reason === 'abandoned' ? last.heartbeatAt : last.completedAt;
  return end > now || end <= last.startedAt ? nothing : { after: last.startedAt - 1, upTo: end - 1 };
}

function isWithin(slot: number, { after, upTo }: Span): boolean {
  return slot > after && slot <= upTo;
}

/** One entry for slots that follow each other and have the same fate. */
function passedSlots(
  pending: Pending,
  { span, missed }: { readonly span: Span; readonly missed: string },
): readonly PassedSlots[] {
  const skipped = `execution ${pending.last?.id} was running`;
  const run = runOf(pending);
  const during = { after: Math.max(span.after, run.after), upTo: Math.min(span.upTo, run.upTo) };
  const { calendar } = pending;
  const ofRun = rangeOf(calendar, during, { kind: 'skipped', detail: skipped });
  const fate = { kind: 'missed', detail: missed } as const;
  if (ofRun.length === 0) return rangeOf(calendar, span, fate);
  const before = rangeOf(calendar, { after: span.after, upTo: during.after }, fate);
  const behind = rangeOf(calendar, { after: during.upTo, upTo: span.upTo }, fate);
  return [...before, ...ofRun, ...behind];
}

function rangeOf(calendar: Calendar, span: Span, fate: Pick<PassedSlots, 'kind' | 'detail'>): PassedSlots[] {
  const firstSlot = span.upTo > span.after ? calendar.next(span.after) : undefined;
  const lastSlot = calendar.previous(span.upTo);
  if (firstSlot === undefined || lastSlot === undefined || firstSlot > span.upTo) return [];
  return [{ ...fate, firstSlot, lastSlot, slots: calendar.count(span) }];
}

function missedDetail({ catchupPolicy }: JobConfiguration, scheduledFor: number | undefined): string {
  if (catchupPolicy === 'none') return 'nobody started it in time, and catchup_policy is none';
  if (catchupPolicy === 'all') return `longer ago than the catch-up window, or than ${MOST_CAUGHT_UP} slots`;
  if (scheduledFor === undefined) return 'no start within the catch-up window';
  return `one start makes up for all, that of ${new Date(scheduledFor).toISOString()}`;
}
