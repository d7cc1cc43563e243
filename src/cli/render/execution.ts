// PURE: executions as tables and as JSON.

import { RiotjobsError } from '../../errors.ts';
import { countersOf, type PhaseReport } from '../../jobs/phases.ts';
import type { RunResult } from '../../jobs/run.ts';
import { type CounterName, counterNames, type Execution } from '../../store/records.ts';
import { type ExecutionRow, stateNote } from './execution-state.ts';
import type { Column, TableData, Tone } from './table.ts';
import { duration, fullTime, relativeTime, safeText } from './text.ts';

const counterTitles: Record<CounterName, string> = {
  playersProcessed: 'players processed',
  playersDiscovered: 'players discovered',
  playersAnalyzed: 'players analyzed',
  playersFlagged: 'players flagged',
  matchesFetched: 'matches fetched',
  matchesReconciled: 'of these missed before',
  banChecks: 'ban checks',
  recordsCreated: 'records created',
  recordsUpdated: 'records updated',
  apiRequests: 'API requests',
  itemsSkipped: 'items skipped',
  itemsFailed: 'items failed',
  waitedMs: 'waited for quota',
};

interface Metric {
  readonly name: string;
  readonly title: string;
  readonly value: number | string | null;
  /** One per phase, in order. */
  readonly byPhase: readonly (number | string)[];
}

/** Counters of one execution, and beside them those of its phases where there are several. */
export function metricsTable(execution: Execution): TableData<Metric> {
  const phases = phasesOf(execution);
  const columns = phases.length < 2 ? [] : phases.map(phaseColumn);
  return { columns: [titleColumn, totalColumn, ...columns], rows: metricRows(execution, phases) };
}

function metricRows(execution: Execution, phases: readonly PhaseReport[]): Metric[] {
  const counters = countersOf(execution);
  const rows = counterNames.map((name): Metric => {
    const byPhase = phases.map((phase) => phase.counters[name]);
    return { name, title: counterTitles[name], value: counters[name], byPhase };
  });
  const byPhase = phases.map(({ startedAt, completedAt }) => completedAt - startedAt);
  return [...rows, { name: 'durationMs', title: 'duration', value: durationOf(execution) ?? 0, byPhase }];
}

/** What a person reads in lines above the table, as rows for scripts, named as in JSON. */
export function stateRows(execution: Execution): Metric[] {
  const phaseStatuses = phasesOf(execution).map((phase) => phase.status);
  const row = ([name, value]: readonly [string, string | null]) => {
    return { name, title: name, value, byPhase: name === 'status' ? phaseStatuses : [] };
  };
  return stateOf(execution).map(row);
}

function stateOf(execution: Execution): (readonly [string, string | null])[] {
  return [
    ['id', execution.id],
    ['job', execution.jobName],
    ['status', execution.status],
    ['reason', execution.reason],
    ['error', execution.errorMessage],
    ['errorCode', execution.errorCode],
    ['trigger', execution.trigger],
    ['scheduledFor', fullTime(execution.scheduledFor)],
    ['parentExecutionId', execution.parentExecutionId],
    ['startedAt', fullTime(execution.startedAt)],
    ['completedAt', fullTime(execution.completedAt)],
    ['progressAt', fullTime(execution.progressAt)],
    ['cancelRequestedAt', fullTime(execution.cancelRequestedAt)],
  ];
}

const titleColumn: Column<Metric> = { title: 'metric', value: ({ name }) => name, short: ({ title }) => title };
const totalColumn: Column<Metric> = {
  title: 'total',
  value: ({ value }) => value,
  short: (metric) => shown(metric, metric.value),
  align: 'right',
};

function phaseColumn({ name }: PhaseReport, index: number): Column<Metric> {
  return {
    title: name,
    value: ({ byPhase }) => byPhase[index] ?? null,
    short: (metric) => shown(metric, metric.byPhase[index] ?? 0),
    align: 'right',
    optional: index + 1,
  };
}

function shown({ name }: Metric, value: number | string | null): string {
  return typeof value === 'number' && name.endsWith('Ms') ? duration(value) : String(value);
}

function phasesOf({ executionLog }: Execution): readonly PhaseReport[] {
  if (executionLog === null) return [];
  return (JSON.parse(executionLog) as { readonly phases?: readonly PhaseReport[] }).phases ?? [];
}

function durationOf({ startedAt, completedAt }: Execution): number | null {
  return completedAt === null ? null : completedAt - startedAt;
}

/** The shape that scripts rely on: it only ever grows. */
export function executionJson(execution: ExecutionRow): object {
  const phases = phasesOf(execution).map((phase) => ({
    ...phase,
    startedAt: fullTime(phase.startedAt),
    completedAt: fullTime(phase.completedAt),
  }));
  return {
    id: execution.id,
    job: execution.jobName,
    status: execution.status,
    reason: execution.reason,
    trigger: execution.trigger,
    startedAt: fullTime(execution.startedAt),
    completedAt: execution.completedAt === null ? null : fullTime(execution.completedAt),
    durationMs: durationOf(execution),
    counters: countersOf(execution),
    phases,
    params: JSON.parse(execution.paramsJson) as unknown,
    error: execution.errorMessage,
    errorCode: execution.errorCode,
    pid: execution.pid,
    host: execution.host,
    owner: execution.owner ?? null,
    ...timesJson(execution),
    parentExecutionId: execution.parentExecutionId,
  };
}

function timesJson({ scheduledFor, heartbeatAt, progressAt, cancelRequestedAt }: Execution): object {
  const time = (at: number | null) => (at === null ? null : fullTime(at));
  return {
    scheduledFor: time(scheduledFor),
    heartbeatAt: time(heartbeatAt),
    progressAt: time(progressAt),
    cancelRequestedAt: time(cancelRequestedAt),
  };
}

/** An execution in one line, with what went wrong. */
export function executionLine(execution: Execution): string {
  const { jobName, status, reason, id, errorMessage } = execution;
  const state = reason === null ? status : `${status}/${reason}`;
  return `${jobName} ${state} (execution ${id})${errorMessage === null ? '' : `: ${safeText(errorMessage)}`}`;
}

/** A second line says what to do, where an error knows that. */
export function outcomeLine({ execution, outcome }: Pick<RunResult, 'execution' | 'outcome'>): string {
  const { error, retryAt } = outcome;
  const retry = retryAt === undefined ? '' : `; quota is free again at ${fullTime(retryAt)}`;
  const hint = error instanceof RiotjobsError && error.hint !== undefined ? `\n  ${error.hint}` : '';
  return executionLine(execution) + retry + hint;
}

export function toneOf({ status, reason }: Execution): Tone | undefined {
  if (status === 'FAILED') return 'bad';
  if (status !== 'SUCCESS') return undefined;
  return reason === 'completed' ? 'good' : 'doubtful';
}

/** For people the essentials fit 80 columns. */
export function executionColumns(now: number): readonly Column<ExecutionRow>[] {
  return [
    { title: 'id', value: ({ id }) => id, short: ({ id }) => id.slice(0, 13) },
    { title: 'job', value: ({ jobName }) => jobName, optional: 2 },
    { title: 'status', value: ({ status }) => status, tone: toneOf },
    { title: 'reason', value: ({ reason }) => reason, optional: 3 },
    {
      title: 'started',
      value: ({ startedAt }) => fullTime(startedAt),
      short: ({ startedAt }) => relativeTime(startedAt, now),
      optional: 1,
    },
    {
      title: 'took',
      value: durationOf,
      short: (execution) => duration(durationOf(execution) ?? now - execution.startedAt),
      align: 'right',
      optional: 6,
    },
    { title: 'trigger', value: ({ trigger }) => trigger, optional: 11 },
    { title: 'requests', value: ({ apiRequestsMade }) => apiRequestsMade, align: 'right', optional: 8 },
    { title: 'matches', value: ({ matchesFetched }) => matchesFetched, align: 'right', optional: 9 },
    { title: 'analyzed', value: ({ playersAnalyzed }) => playersAnalyzed, align: 'right', optional: 10 },
    { title: 'failed', value: ({ itemsFailed }) => itemsFailed, align: 'right', optional: 7 },
    { title: 'now', value: (row) => stateNote(row, now), short: () => '', optional: 12 },
    { title: 'error', value: ({ errorMessage }) => errorMessage, flexible: true, optional: 4 },
  ];
}
