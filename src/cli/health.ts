// PURE: is a job well, and if not, why?

import { messageOf } from '../errors.ts';
import { listConfigKeys } from '../jobs/config-keys.ts';
import { planStart, type StartPlan } from '../jobs/due.ts';
import type { JobName } from '../jobs/index.ts';
import { GRACE_MS } from '../jobs/lease.ts';
import { calendarOf } from '../jobs/slots.ts';
import type { OwnerState } from '../processes.ts';
import { isPaused } from '../store/pause.ts';
import type { Execution, ExecutionReason, JobConfiguration } from '../store/records.ts';
import { lossOf } from './render/execution-state.ts';
import { duration } from './render/text.ts';

export interface JobLook {
  readonly job: JobConfiguration;
  /** Newest first; at least the newest one. */
  readonly recent: readonly Execution[];
  readonly lastSuccess: Execution | undefined;
  readonly running: (Execution & { readonly owner?: OwnerState | undefined }) | undefined;
  /** Set by a person; undefined: what the schedule says. */
  readonly maxAgeMs: number | undefined;
  /** Epoch ms. */
  readonly now: number;
}

export type ProblemCode = 'failed' | 'paused' | 'stale' | 'ownerless' | 'stalled' | 'configuration';

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}

export interface JobHealth {
  readonly state: 'active' | 'paused' | 'off';
  /** Epoch ms; undefined: never, or nobody can tell. */
  readonly nextAt: number | undefined;
  /** A start is due now. */
  readonly isDue: boolean;
  /** Empty = healthy. */
  readonly problems: readonly Problem[];
}

/** Ends that were asked for say nothing about the job. */
const WANTED_ENDS: readonly (ExecutionReason | null)[] = ['interrupted', 'cancelled'];

/** That many slots without a success are no accident. */
const INTERVALS = 3;

export function healthOf(look: JobLook): JobHealth {
  const { job, now } = look;
  const configured = readConfigured(look);
  const isReadable = !('code' in configured);
  const state = !job.isActive ? 'off' : isPaused(job, now) ? 'paused' : 'active';
  const problems = [
    isReadable ? undefined : configured,
    ownerless(look) ?? stalled(look),
    refused(look, state),
    ...(state === 'active' ? overdue(look, configured) : []),
  ];
  return {
    state,
    nextAt: isReadable ? configured.plan.nextAt : undefined,
    isDue: isReadable && configured.plan.start !== undefined,
    problems: problems.filter((problem) => problem !== undefined),
  };
}

/** Who started a check has seen how it ended, and nobody else waits for one. */
function overdue(look: JobLook, configured: Configured | Problem): readonly (Problem | undefined)[] {
  if (look.job.name === ('check' satisfies JobName)) return [];
  return [failed(look), 'code' in configured ? undefined : stale(look, configured.timeoutMs)];
}

interface Configured {
  readonly plan: StartPlan;
  readonly timeoutMs: number;
}

/** What is stored can have been written by hand. */
function readConfigured({ job, recent, now }: JobLook): Configured | Problem {
  try {
    const keys = listConfigKeys(job.name as JobName, job);
    const seconds = Number(keys.find(({ key }) => key === 'timeout_seconds')?.value);
    return { plan: planStart({ job, last: recent[0], now }), timeoutMs: seconds * 1000 };
  } catch (error) {
    return { code: 'configuration', message: messageOf(error) };
  }
}

function ownerless({ running, now }: JobLook): Problem | undefined {
  const loss = running && lossOf(running, now);
  if (!running || loss === undefined) return undefined;
  return { code: 'ownerless', message: `execution ${running.id}: ${loss}; riotjobs executions recover ends it` };
}

/** Its own limit would have ended it by now. */
function stalled({ running, now }: JobLook): Problem | undefined {
  const timeoutMs = running && timeoutOf(running);
  if (!running || timeoutMs === undefined) return undefined;
  const idleMs = now - (running.progressAt ?? running.startedAt);
  if (idleMs <= timeoutMs + GRACE_MS) return undefined;
  return {
    code: 'stalled',
    message: `execution ${running.id} has got nowhere for ${duration(idleMs)}, longer than its time limit: riotjobs executions cancel --kill ${running.id}`,
  };
}

function timeoutOf({ paramsJson }: Execution): number | undefined {
  const { timeout_seconds: seconds } = JSON.parse(paramsJson) as { readonly timeout_seconds?: number };
  return seconds === undefined ? undefined : seconds * 1000;
}

function refused({ job }: JobLook, state: JobHealth['state']): Problem | undefined {
  if (state !== 'paused' || job.pauseReason !== 'auth') return undefined;
  const message = `it is paused, because Riot has refused the key ${job.authFailures} times in a row: riotjobs jobs resume ${job.name}`;
  return { code: 'paused', message };
}

function failed({ recent }: JobLook): Problem | undefined {
  const last = recent.find(({ completedAt, reason }) => completedAt !== null && !WANTED_ENDS.includes(reason));
  if (last?.status !== 'FAILED') return undefined;
  const why = last.errorMessage === null ? '' : `: ${last.errorMessage}`;
  return { code: 'failed', message: `execution ${last.id} ended as FAILED/${last.reason}${why}` };
}

function stale(look: JobLook, timeoutMs: number): Problem | undefined {
  const { job, lastSuccess, maxAgeMs, now } = look;
  const limitMs = maxAgeMs ?? usualMaxAgeMs(look, timeoutMs);
  const since = lastSuccess ? (lastSuccess.completedAt ?? lastSuccess.startedAt) : firstDayOf(job);
  const ageMs = now - since;
  if (limitMs === undefined || ageMs <= limitMs) return undefined;
  const than = `more than ${duration(limitMs)}`;
  const message = lastSuccess
    ? `its last success is ${duration(ageMs)} old, ${than}`
    : `it has not succeeded once in ${duration(ageMs)}, ${than}`;
  return { code: 'stale', message };
}

/** As long as a few slots take, those that come and those that were: nobody is late after a weekend without any. */
function usualMaxAgeMs({ job, now }: JobLook, timeoutMs: number): number | undefined {
  const calendar = calendarOf(job);
  const previous = calendar.previous(now);
  const next = calendar.next(now);
  if (previous === undefined || next === undefined) return undefined;
  let oldest = previous;
  for (let slots = 1; slots < INTERVALS; slots += 1) oldest = calendar.previous(oldest - 1) ?? oldest;
  return Math.max(INTERVALS * (next - previous), now - oldest) + timeoutMs;
}

/** Epoch ms; nothing was to be done before. */
function firstDayOf({ createdAt, scheduledFrom }: JobConfiguration): number {
  return Math.max(createdAt, scheduledFrom ?? createdAt);
}
