// PURE: how the executions of a job went, over a stretch of time.

import type { Execution, ExecutionReason, ExecutionStatus, JobEvent } from '../store/records.ts';

export interface JobStats {
  readonly job: string;
  readonly executions: number;
  readonly byStatus: Readonly<Partial<Record<ExecutionStatus, number>>>;
  readonly byReason: Readonly<Partial<Record<ExecutionReason, number>>>;
  /** SUCCESS among those that ended; null: none has. */
  readonly successRate: number | null;
  /** Of those that ended, by nearest rank. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly requests: number;
  readonly matches: number;
  readonly matchesPerRequest: number | null;
  /** For quota. Requests wait side by side, so the sum of their waits may be longer than the executions. */
  readonly waitedPerRequestMs: number | null;
  readonly playersAnalyzed: number;
  readonly itemsFailed: number;
  /** Starts that found the job running, and slots during an execution. */
  readonly skipped: number;
  /** Slots that nobody could serve. */
  readonly missed: number;
  /** Executions whose process was gone. */
  readonly recovered: number;
}

export interface Observed {
  readonly executions: readonly Execution[];
  readonly events: readonly JobEvent[];
}

export function statsOf(job: string, { executions, events }: Observed): JobStats {
  const mine = executions.filter(({ jobName }) => jobName === job);
  const durations = mine
    .flatMap(({ startedAt, completedAt }) => (completedAt === null ? [] : [completedAt - startedAt]))
    .toSorted((a, b) => a - b);
  const requests = sum(mine, ({ apiRequestsMade }) => apiRequestsMade);
  const matches = sum(mine, ({ matchesFetched }) => matchesFetched);
  return {
    job,
    executions: mine.length,
    byStatus: countBy(mine.map(({ status }) => status)),
    byReason: countBy(mine.flatMap(({ reason }) => reason ?? [])),
    successRate: ratio(mine.filter(({ status }) => status === 'SUCCESS').length, durations.length),
    medianMs: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
    requests,
    matches,
    matchesPerRequest: ratio(matches, requests),
    waitedPerRequestMs: ratio(
      sum(mine, ({ waitedMs }) => waitedMs),
      requests,
    ),
    playersAnalyzed: sum(mine, ({ playersAnalyzed }) => playersAnalyzed),
    itemsFailed: sum(mine, ({ itemsFailed }) => itemsFailed),
    ...eventCounts(events.filter(({ jobName }) => jobName === job)),
  };
}

function eventCounts(events: readonly JobEvent[]) {
  const count = (kind: JobEvent['kind']) =>
    sum(
      events.filter((event) => event.kind === kind),
      ({ slots }) => slots ?? 1,
    );
  return { skipped: count('skipped'), missed: count('missed'), recovered: count('recovered') };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function countBy<Word extends string>(words: readonly Word[]): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** `sorted` from small to large. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
