import { expect, it } from 'vitest';
import { statsOf } from '../../src/jobs/stats.ts';
import type { Execution, JobEvent } from '../../src/store/records.ts';

const execution = (fields: Partial<Execution>): Execution =>
  ({
    jobName: 'updater',
    status: 'SUCCESS',
    reason: 'completed',
    startedAt: 1000,
    completedAt: 2000,
    apiRequestsMade: 0,
    matchesFetched: 0,
    waitedMs: 0,
    playersAnalyzed: 0,
    itemsFailed: 0,
    ...fields,
  }) as Execution;

const event = (fields: Partial<JobEvent>): JobEvent =>
  ({ jobName: 'updater', kind: 'skipped', slots: null, ...fields }) as JobEvent;

const lasting = (...durations: readonly number[]) =>
  durations.map((ms) => execution({ startedAt: 1000, completedAt: 1000 + ms }));

it('is empty for a job without executions: unknown is null, never 0', () => {
  expect(statsOf('updater', { executions: [], events: [] })).toMatchObject({
    executions: 0,
    byStatus: {},
    byReason: {},
    successRate: null,
    medianMs: null,
    p95Ms: null,
    matchesPerRequest: null,
    waitedPerRequestMs: null,
    skipped: 0,
  });
});

it('counts its own executions by status and reason; one that runs is neither success nor failure', () => {
  const executions = [
    execution({}),
    execution({ reason: 'partial' }),
    execution({ status: 'FAILED', reason: 'error' }),
    execution({ status: 'RUNNING', reason: null, completedAt: null }),
    execution({ jobName: 'analyzer', status: 'FAILED', reason: 'timeout' }),
  ];
  const stats = statsOf('updater', { executions, events: [] });
  expect(stats.byStatus).toEqual({ SUCCESS: 2, FAILED: 1, RUNNING: 1 });
  expect(stats.byReason).toEqual({ completed: 1, partial: 1, error: 1 });
  expect(stats.successRate).toBeCloseTo(2 / 3);
});

it.each([
  [[7], 7, 7],
  [[4, 1], 1, 4],
  [[3, 1, 2], 2, 3],
  [Array.from({ length: 100 }, (_, index) => index + 1), 50, 95],
  [Array.from({ length: 20 }, (_, index) => 20 - index), 10, 19],
])('takes median and 95th percentile of %j', (durations, medianMs, p95Ms) => {
  expect(statsOf('updater', { executions: lasting(...durations), events: [] })).toMatchObject({ medianMs, p95Ms });
});

it('sums what was asked, got and waited for', () => {
  const executions = [
    execution({ apiRequestsMade: 30, matchesFetched: 20, waitedMs: 6000 }),
    execution({ apiRequestsMade: 10, matchesFetched: 10, waitedMs: 2000, itemsFailed: 2 }),
  ];
  expect(statsOf('updater', { executions, events: [] })).toMatchObject({
    requests: 40,
    matches: 30,
    matchesPerRequest: 0.75,
    waitedPerRequestMs: 200,
    itemsFailed: 2,
  });
});

it('counts slots where an event has several, and only events of the job', () => {
  const events = [
    event({}),
    event({ slots: 3 }),
    event({ kind: 'missed', slots: 12 }),
    event({ kind: 'recovered' }),
    event({ kind: 'paused' }),
    event({ jobName: 'analyzer', kind: 'missed', slots: 99 }),
  ];
  expect(statsOf('updater', { executions: [], events })).toMatchObject({ skipped: 4, missed: 12, recovered: 1 });
});
