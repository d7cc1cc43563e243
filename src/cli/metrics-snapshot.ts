// What the database knows of each job now, for the metrics.

import { planStart } from '../jobs/due.ts';
import { JobConfigError } from '../jobs/errors.ts';
import type { DayMetrics, EndedMetrics, JobMetrics, MetricsSnapshot } from '../notify/metrics.ts';
import type { ExecutionsStore } from '../store/executions-store.ts';
import { isPaused } from '../store/pause.ts';
import type { Execution, ExecutionStatus, JobConfiguration, JobEvent } from '../store/records.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;

/** More than a job that is started every ten seconds has in a day. */
const MANY = 10_000;

interface Look {
  readonly store: Store;
  readonly version: string;
  /** Epoch ms. */
  readonly now: number;
}

export async function metricsSnapshot({ store, version, now }: Look): Promise<MetricsSnapshot> {
  const configurations = await store.executions.listJobs();
  const jobs = await Promise.all(configurations.map((job) => metricsOf(store.executions, job, now)));
  return { version, jobs };
}

async function metricsOf(executions: ExecutionsStore, job: JobConfiguration, now: number): Promise<JobMetrics> {
  const jobName = job.name;
  const newest = async (status?: ExecutionStatus) => (await executions.list({ jobName, status, limit: 1 }))[0];
  const since = now - DAY_MS;
  const success = await newest('SUCCESS');
  const failure = await newest('FAILED');
  const ended = [success, failure].flatMap((one) => (one ? [endedOf(one)] : []));
  return {
    jobName,
    isActive: job.isActive && !isPaused(job, now),
    isRunning: (await newest('RUNNING')) !== undefined,
    last: ended.toSorted((one, other) => other.completedAt - one.completedAt)[0],
    lastSuccessAt: success && endedOf(success).completedAt,
    lastFailureAt: failure && endedOf(failure).completedAt,
    nextAt: nextAtOf(job, await newest(), now),
    lastDay: dayOf(
      await executions.list({ jobName, since, limit: MANY }),
      await executions.listEvents({ jobName, since, limit: MANY }),
    ),
  };
}

function endedOf({ status, reason, startedAt, completedAt }: Execution): EndedMetrics {
  const end = completedAt ?? startedAt;
  return { status, reason, completedAt: end, durationMs: Math.max(0, end - startedAt) };
}

/** undefined also for a schedule that cannot be read: `jobs validate` says why. */
function nextAtOf(job: JobConfiguration, last: Execution | undefined, now: number): number | undefined {
  try {
    return planStart({ job, last, now }).nextAt;
  } catch (error) {
    if (error instanceof JobConfigError) return undefined;
    throw error;
  }
}

function dayOf(executions: readonly Execution[], events: readonly JobEvent[]): DayMetrics {
  const count = (status: ExecutionStatus) => executions.filter((one) => one.status === status).length;
  const starts = (kind: JobEvent['kind']) =>
    events.filter((event) => event.kind === kind).reduce((sum, { slots }) => sum + (slots ?? 1), 0);
  return {
    runs: { SUCCESS: count('SUCCESS'), FAILED: count('FAILED') },
    requests: executions.reduce((sum, { apiRequestsMade }) => sum + apiRequestsMade, 0),
    rateLimited: executions.filter(({ reason }) => reason === 'rate_limited').length,
    skipped: starts('skipped'),
    missed: starts('missed'),
  };
}
