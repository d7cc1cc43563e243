// PURE: what a watch loop tells, as lines, as JSON and as the status line of a terminal.

import type { JobName } from '../../jobs/index.ts';
import { countersOf } from '../../jobs/phases.ts';
import type { WatchEvent } from '../../jobs/watch-events.ts';
import type { Execution, JobEvent } from '../../store/records.ts';
import { exitCodes } from '../exit-codes.ts';
import { executionJson, executionLine, toneOf } from './execution.ts';
import type { Tone } from './table.ts';
import { duration, fullTime, safeText } from './text.ts';

type Ended = Extract<WatchEvent, { readonly kind: 'ended' }>;

/** What an event adds to the exit code of the whole. */
export function codesOf(event: WatchEvent): number[] {
  if (event.kind === 'ended') return [codeOf(event)];
  return event.kind === 'unfit' ? [exitCodes.CONFIG] : [];
}

/** The highest; what will pass by itself counts only where there is nothing else. */
export function worstOf(codes: readonly number[]): number {
  const lasting = codes.filter((code) => code !== exitCodes.TEMPORARY);
  return Math.max(0, ...lasting) || Math.max(0, ...codes);
}

/** One of the table. Who was asked to end because its time was over has ended by its time limit. */
function codeOf({ end, wasOverdue }: Ended): number {
  const bySignal: Readonly<Record<string, number>> = {
    SIGHUP: exitCodes.SIGHUP,
    SIGINT: exitCodes.SIGINT,
    SIGTERM: exitCodes.SIGTERM,
  };
  const code = end.exitCode ?? bySignal[end.signalName ?? ''] ?? exitCodes.FAILED;
  const wasEnded = end.signalName !== null || code === exitCodes.SIGTERM;
  return wasOverdue && wasEnded ? exitCodes.TIMEOUT : code;
}

/** `at`: epoch ms, when it happened. */
export function eventLine(event: WatchEvent, at: number): string {
  return `${second(at)} ${safeText(sentenceOf(event))}`;
}

function sentenceOf(event: WatchEvent): string {
  switch (event.kind) {
    case 'next':
      return event.at === undefined
        ? `${event.jobName} will not be started: switched off, paused, or for manual starts`
        : `${event.jobName} will be started at ${second(event.at)}`;
    case 'started':
      return `${event.jobName} started for ${second(event.scheduledFor)}${lateness(event.trigger)}, process ${event.pid}`;
    case 'ended':
      return endedSentence(event);
    case 'recorded':
      return recordedSentence(event.event);
    case 'overdue':
      return `${event.jobName} outlives its time limit: process ${event.pid} was ${event.isKilled ? 'killed' : 'asked to end'}`;
    case 'unfit':
      return `${event.jobName} cannot be started: ${event.problem}`;
    case 'database':
      return event.problem === null
        ? 'the database can be used again'
        : `${event.problem}; nothing is started before that has passed`;
    case 'stopping':
      return `waiting for the end of ${event.running.join(' and ')}`;
  }
}

function lateness(trigger: string): string {
  return trigger === 'catchup' ? ' (catching up)' : '';
}

function endedSentence({ jobName, pid, end, tookMs, execution }: Ended): string {
  const took = `after ${duration(tookMs)}`;
  if (execution) return `${executionLine(execution)} ${took}: ${figuresOf(execution)}`;
  if (end.problem !== null) return `${jobName} could not be started: ${end.problem}`;
  if (end.exitCode === 0) return `${jobName} had nothing to start any more`;
  const how = end.signalName === null ? `exit code ${end.exitCode}` : end.signalName;
  return `${jobName} has recorded nothing: process ${pid} ended with ${how} ${took}`;
}

function figuresOf(execution: Execution): string {
  const { apiRequests, recordsCreated, recordsUpdated, itemsSkipped, itemsFailed } = countersOf(execution);
  const troubles = itemsSkipped + itemsFailed === 0 ? '' : `, ${itemsSkipped} skipped, ${itemsFailed} failed`;
  return `${apiRequests} requests, ${recordsCreated} rows created, ${recordsUpdated} updated${troubles}`;
}

function recordedSentence({ jobName, kind, detail, firstSlot, lastSlot, slots }: JobEvent): string {
  if (firstSlot === null || lastSlot === null) return `${jobName} ${kind}: ${detail}`;
  const which =
    firstSlot === lastSlot ? second(firstSlot) : `${slots} from ${second(firstSlot)} to ${second(lastSlot)}`;
  return `${jobName} ${kind} ${which}: ${detail}`;
}

/** RFC 3339 to the second. */
function second(at: number): string {
  return fullTime(at).replace(/\.\d+Z$/, 'Z');
}

/** The shape that scripts rely on: it only ever grows. */
export function eventJson(event: WatchEvent, at: number): object {
  return { event: event.kind, at: fullTime(at), ...detailsOf(event) };
}

function detailsOf(event: WatchEvent): object {
  switch (event.kind) {
    case 'next':
      return { job: event.jobName, nextAt: timeOrNull(event.at) };
    case 'started': {
      const { jobName: job, pid = null, scheduledFor, trigger } = event;
      return { job, pid, scheduledFor: fullTime(scheduledFor), trigger };
    }
    case 'ended':
      return endedJson(event);
    case 'recorded':
      return recordedJson(event.event);
    case 'overdue':
      return { job: event.jobName, pid: event.pid ?? null, killed: event.isKilled };
    case 'unfit':
      return { job: event.jobName, problem: event.problem };
    case 'database':
      return { problem: event.problem };
    case 'stopping':
      return { running: event.running };
  }
}

function endedJson({ jobName, pid, end, tookMs, execution }: Ended): object {
  return {
    job: jobName,
    pid: pid ?? null,
    exitCode: end.exitCode,
    signal: end.signalName,
    problem: end.problem,
    durationMs: Math.round(tookMs),
    run: execution === undefined ? null : executionJson(execution),
  };
}

function recordedJson({ jobName, kind, detail, at, firstSlot, lastSlot, slots }: JobEvent): object {
  const range = { firstSlot: timeOrNull(firstSlot), lastSlot: timeOrNull(lastSlot), slots };
  return { job: jobName, kind, recordedAt: fullTime(at), detail, ...range };
}

function timeOrNull(at: number | null | undefined): string | null {
  return fullTime(at) || null;
}

/** Worth a look also where nothing is told of success. */
export function isBad(event: WatchEvent): boolean {
  if (event.kind === 'ended') return codeOf(event) !== exitCodes.OK;
  return event.kind === 'overdue' || event.kind === 'unfit' || (event.kind === 'database' && event.problem !== null);
}

export function toneOfEvent(event: WatchEvent): Tone | undefined {
  if (event.kind === 'ended' && event.execution) return toneOf(event.execution);
  if (isBad(event)) return 'bad';
  return event.kind === 'recorded' ? 'doubtful' : undefined;
}

/** What the status line knows of a job. */
export interface JobStatus {
  readonly jobName: JobName;
  /** Epoch ms; undefined: it does not run. */
  readonly runsSince: number | undefined;
  /** Epoch ms; undefined: never, or not known yet. */
  readonly nextAt: number | undefined;
}

/** Shorter than the terminal is wide: a line that wraps could not be taken back. */
export function statusLine(jobs: readonly JobStatus[], { now, width }: { now: number; width: number }): string {
  const text = jobs.map((job) => statusOf(job, now)).join(' | ');
  return text.length < width ? text : `${text.slice(0, Math.max(0, width - 4))}...`;
}

function statusOf({ jobName, runsSince, nextAt }: JobStatus, now: number): string {
  if (runsSince !== undefined) return `${jobName} runs for ${span(now - runsSince)}`;
  if (nextAt === undefined) return `${jobName}: no start planned`;
  return nextAt <= now ? `${jobName} is due` : `${jobName} in ${span(nextAt - now)}`;
}

/** Whole seconds. */
function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : duration(seconds * 1000);
}
