// PURE: how the jobs are, as a table and as JSON.

import type { Backlog } from '../../jobs/backlog.ts';
import type { Execution, JobConfiguration } from '../../store/records.ts';
import type { JobHealth } from '../health.ts';
import { backlogJson, backlogLines } from './backlog.ts';
import { executionJson } from './execution.ts';
import { type ExecutionRow, lossOf, stateNote } from './execution-state.ts';
import type { Column, Tone } from './table.ts';
import { duration, fullTime, relativeTime } from './text.ts';

export interface StatusRow {
  readonly job: JobConfiguration;
  readonly health: JobHealth;
  readonly running: ExecutionRow | undefined;
  readonly lastSuccess: Execution | undefined;
  readonly lastFailure: Execution | undefined;
  /** Slots of the last day that nobody served, and that found the job running. */
  readonly missed: number;
  readonly skipped: number;
}

export interface DatabaseState {
  /** undefined = the analyzer's configuration cannot be read. */
  readonly backlog: Backlog | undefined;
  readonly path: string;
  readonly sizeBytes: number;
  /** Name of the newest migration. */
  readonly schema: string;
}

export function statusColumns(now: number): readonly Column<StatusRow>[] {
  return [
    { title: 'job', value: ({ job }) => job.name },
    { title: 'ok', value: isHealthy, short: (row) => (isHealthy(row) ? 'yes' : 'no'), tone: toneOf },
    { title: 'state', value: stateOf, optional: 3 },
    { ...sinceColumn('success', now, ({ lastSuccess }) => lastSuccess?.completedAt), optional: 1 },
    { title: 'next', value: ({ health }) => fullTime(health.nextAt), short: (row) => nextText(row, now), optional: 2 },
    { ...sinceColumn('failure', now, ({ lastFailure }) => lastFailure?.completedAt), optional: 4 },
    { title: 'reason', value: ({ lastFailure }) => lastFailure?.reason ?? null, optional: 5 },
    { title: 'missed', value: ({ missed }) => missed, align: 'right', optional: 6 },
    { title: 'skipped', value: ({ skipped }) => skipped, align: 'right', optional: 7 },
    { title: 'running since', value: ({ running }) => fullTime(running?.startedAt), short: () => '', optional: 8 },
  ];
}

function sinceColumn(title: string, now: number, at: (row: StatusRow) => number | null | undefined): Column<StatusRow> {
  return { title, value: (row) => fullTime(at(row)), short: (row) => relativeTime(at(row), now) };
}

export function isHealthy({ health }: StatusRow): boolean {
  return health.problems.length === 0;
}

function toneOf(row: StatusRow): Tone {
  return isHealthy(row) ? 'good' : 'bad';
}

function stateOf({ job, health, running }: StatusRow): string {
  if (running) return 'running';
  return health.state === 'paused' && job.pauseReason === 'auth' ? 'paused: key' : health.state;
}

function nextText({ health }: StatusRow, now: number): string {
  if (health.isDue) return 'now';
  return health.nextAt === undefined ? '-' : `in ${duration(Math.max(0, health.nextAt - now))}`;
}

/** What no table has room for: what is wrong, what runs, and where all of it is kept. */
export function statusLines(
  rows: readonly StatusRow[],
  { path, sizeBytes, schema, backlog }: DatabaseState,
  now: number,
): string[] {
  const problems = rows.flatMap(({ job, health }) => health.problems.map(({ message }) => `${job.name}: ${message}`));
  const runs = rows.flatMap(({ job, running }) =>
    running && lossOf(running, now) === undefined ? [`${job.name}: ${runText(running, now)}`] : [],
  );
  const size = `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
  const verdict = problems.length === 0 ? 'healthy' : 'not healthy';
  const waiting = backlog ? backlogLines(backlog) : [];
  return [...runs, ...problems, ...waiting, `${verdict}; database ${path}, ${size}, schema ${schema}`];
}

function runText(running: ExecutionRow, now: number): string {
  const { id, startedAt, pid, owner } = running;
  const since = duration(now - startedAt);
  return `execution ${id.slice(0, 13)} has run for ${since}, process ${pid} is ${owner}: ${stateNote(running, now)}`;
}

/** The shape that scripts rely on: it only ever grows. */
export function statusJson(rows: readonly StatusRow[], { backlog, ...database }: DatabaseState): object {
  return { isHealthy: rows.every(isHealthy), database, backlog: backlogJson(backlog), items: rows.map(rowJson) };
}

function rowJson(row: StatusRow): object {
  const { job, health, running, lastSuccess, lastFailure, missed, skipped } = row;
  return {
    job: job.name,
    isHealthy: isHealthy(row),
    problems: health.problems,
    state: health.state,
    pauseReason: job.pauseReason,
    pausedUntil: timeOrNull(job.pausedUntil),
    schedule: job.schedule,
    isDue: health.isDue,
    nextAt: timeOrNull(health.nextAt),
    running: running ? executionJson(running) : null,
    lastSuccess: endJson(lastSuccess),
    lastFailure: endJson(lastFailure),
    missedLastDay: missed,
    skippedLastDay: skipped,
  };
}

function endJson(execution: Execution | undefined): object | null {
  if (!execution) return null;
  const { id, reason, startedAt, completedAt, errorMessage: error } = execution;
  return { id, reason, startedAt: fullTime(startedAt), completedAt: timeOrNull(completedAt), error };
}

function timeOrNull(at: number | null | undefined): string | null {
  return fullTime(at) || null;
}
