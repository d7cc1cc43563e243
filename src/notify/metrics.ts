// PURE: what is known of the jobs, in Prometheus' text format. Gauges only: the database forgets, so nothing in it only grows.

import type { ExecutionReason, ExecutionStatus } from '../store/records.ts';

/** An execution that has ended. */
export interface EndedMetrics {
  readonly status: ExecutionStatus;
  readonly reason: ExecutionReason | null;
  /** Epoch ms. */
  readonly completedAt: number;
  readonly durationMs: number;
}

/** Sums over what happened within a day. */
export interface DayMetrics {
  readonly runs: Readonly<Partial<Record<ExecutionStatus, number>>>;
  readonly requests: number;
  /** Executions that a rate limit cut short. */
  readonly rateLimited: number;
  /** Starts while an execution was running. */
  readonly skipped: number;
  /** Slots at which nobody started the job. */
  readonly missed: number;
}

export interface JobMetrics {
  readonly jobName: string;
  /** Switched on, and not paused. */
  readonly isActive: boolean;
  readonly isRunning: boolean;
  readonly last: EndedMetrics | undefined;
  /** Epoch ms, when they ended. */
  readonly lastSuccessAt: number | undefined;
  readonly lastFailureAt: number | undefined;
  /** Epoch ms; undefined: by hand only. */
  readonly nextAt: number | undefined;
  readonly lastDay: DayMetrics;
}

export interface MetricsSnapshot {
  readonly version: string;
  readonly jobs: readonly JobMetrics[];
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** undefined: there is none, and no line either. */
  readonly value: number | undefined;
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly samplesOf: (job: JobMetrics) => readonly Sample[];
}

const families: readonly Family[] = [
  one('last_success_timestamp_seconds', 'When the newest successful execution ended.', (job) =>
    seconds(job.lastSuccessAt),
  ),
  one('last_failure_timestamp_seconds', 'When the newest failed execution ended.', (job) => seconds(job.lastFailureAt)),
  one('last_run_timestamp_seconds', 'When the newest execution ended.', ({ last }) => seconds(last?.completedAt)),
  one('last_duration_seconds', 'How long the newest execution took.', ({ last }) => seconds(last?.durationMs)),
  {
    name: 'last_status',
    help: 'Always 1; the labels tell how the newest execution ended.',
    samplesOf: ({ jobName, last }) =>
      last ? [{ labels: { job: jobName, status: last.status, reason: last.reason ?? '' }, value: 1 }] : [],
  },
  one('running', 'Whether an execution is running.', ({ isRunning }) => Number(isRunning)),
  one('active', 'Whether the job is switched on and not paused.', ({ isActive }) => Number(isActive)),
  one('next_run_timestamp_seconds', 'When the schedule has its next slot.', ({ nextAt }) => seconds(nextAt)),
  {
    name: 'runs_last_day',
    help: 'Executions that started within 24 hours.',
    samplesOf: ({ jobName, lastDay }) =>
      Object.entries(lastDay.runs).map(([status, value]) => ({ labels: { job: jobName, status }, value })),
  },
  one(
    'skipped_last_day',
    'Starts within 24 hours that were skipped while an execution was running.',
    ({ lastDay }) => lastDay.skipped,
  ),
  one(
    'missed_last_day',
    'Slots of the schedule within 24 hours at which nobody started the job.',
    ({ lastDay }) => lastDay.missed,
  ),
  one(
    'requests_last_day',
    'Requests to Riot by executions that started within 24 hours.',
    (job) => job.lastDay.requests,
  ),
  one(
    'rate_limited_last_day',
    'Executions within 24 hours that a rate limit cut short.',
    ({ lastDay }) => lastDay.rateLimited,
  ),
];

/** Ends with a line end: without it the collector drops the last line. */
export function renderMetrics({ version, jobs }: MetricsSnapshot): string {
  const blocks = [
    block({ name: 'info', help: 'Always 1; the version of riotjobs.' }, [{ labels: { version }, value: 1 }]),
    ...families.map((family) => block(family, jobs.flatMap(family.samplesOf))),
  ];
  return blocks.join('');
}

function one(name: string, help: string, read: (job: JobMetrics) => number | undefined): Family {
  return { name, help, samplesOf: (job) => [{ labels: { job: job.jobName }, value: read(job) }] };
}

function block({ name, help }: Pick<Family, 'name' | 'help'>, samples: readonly Sample[]): string {
  const lines = samples.flatMap(({ labels, value }) =>
    value === undefined ? [] : [`riotjobs_${name}${asLabels(labels)} ${value}\n`],
  );
  if (lines.length === 0) return '';
  return `# HELP riotjobs_${name} ${help}\n# TYPE riotjobs_${name} gauge\n${lines.join('')}`;
}

function asLabels(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')}}`;
}

/** Source: Prometheus, exposition formats, "Comments, help text, and type information". */
function escaped(value: string): string {
  return value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
