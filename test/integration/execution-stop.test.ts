// An execution that is asked to end: nothing new, no more waiting, and what was paid for is kept.

import { afterEach, describe, expect, it } from 'vitest';
import { GRACE_MS } from '../../src/jobs/lease.ts';
import { runJob } from '../../src/jobs/run.ts';
import { updater } from '../../src/jobs/updater.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, type Harness, type RunOptions } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

/** Every answer takes so long, there and back. */
function withLatency(ms: number): Harness {
  harness = createHarness({
    limits: 'none',
    faults: parseFaultScript(JSON.stringify([{ fault: { kind: 'latency', ms } }])),
  });
  return harness;
}

/** Something happens when the n-th request of the stage arrives. */
function atRequest(count: number, act: () => void): void {
  harness.fault = () => {
    if (harness.requests.length === count) act();
    return undefined;
  };
}

function countMatches(): number {
  return Number(harness.rows('select count(*) as n from matches')[0]?.['n']);
}

/** Ends the execution in one of three ways, when the n-th request is on its way. */
function stopAt(count: number, way: 'SIGTERM' | 'cancel' | 'timeout'): RunOptions {
  const stop = new AbortController();
  if (way === 'timeout') return { request: { timeoutMs: 4000 } };
  atRequest(count, () => {
    if (way === 'SIGTERM') stop.abort('SIGTERM');
    else harness.execute(`update job_executions set cancel_requested_at = 1 where status = 'RUNNING'`);
  });
  return { signal: stop.signal };
}

describe.each([
  ['SIGTERM', 'interrupted'],
  ['cancel', 'cancelled'],
  ['timeout', 'timeout'],
] as const)('asked by %s', (way, reason) => {
  it('starts nothing new, and stores what is on its way', async () => {
    withLatency(way === 'cancel' ? 2500 : 1000);
    await harness.track(1);
    const { execution, phases } = await harness.run('updater', stopAt(5, way));
    expect(execution).toMatchObject({ status: 'FAILED', reason, errorMessage: null, itemsFailed: 0 });
    expect(phases.map(({ status }) => status)).toEqual(['failed']);
    expect(execution.apiRequestsMade).toBe(harness.requests.length);
    // One request was for the list of ids, every other one brought a match.
    expect(countMatches()).toBe(harness.requests.length - 1);
    expect(execution.matchesFetched).toBe(countMatches());
    expect(countMatches()).toBeGreaterThan(0);
    expect(phases[0]?.counters).toMatchObject({ matchesFetched: countMatches() });
  });

  it('the next execution goes on from there, and asks for nothing twice', async () => {
    withLatency(way === 'cancel' ? 2500 : 1000);
    await harness.track(2);
    await harness.run('updater', stopAt(5, way));
    harness.fault = () => undefined;
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed' });
    expect(harness.simulator.stats().repeatedMatchRequests).toBe(0);
  });
});

it('a wait for quota is given up at once', async () => {
  harness = createHarness({ limits: 'dev', historyDays: 60 });
  await harness.track(6);
  const stop = new AbortController();
  atRequest(100, () => void harness.clock.sleep(5000).then(() => stop.abort('SIGINT')));
  const { execution, outcome } = await harness.run('updater', { signal: stop.signal });
  expect(execution).toMatchObject({ status: 'FAILED', reason: 'interrupted' });
  expect(Number(execution.completedAt) - execution.startedAt).toBeLessThan(15_000);
  expect(outcome.error).toBeUndefined();
  expect(countMatches()).toBeGreaterThan(50);
});

it('what does not come within the grace is given up', async () => {
  withLatency(120_000);
  await harness.track(1);
  const { execution } = await harness.run('updater', { request: { timeoutMs: 5000 } });
  expect(execution).toMatchObject({ status: 'FAILED', reason: 'timeout', apiRequestsMade: 1 });
  expect(Number(execution.completedAt) - execution.startedAt).toBe(5000 + GRACE_MS);
});

describe('a phase that never returns', () => {
  const phase = { name: 'stuck', run: () => new Promise<never>(() => {}), forecast: async () => [] };
  const stuck = { ...updater, phases: [phase] };

  function runStuck(signal = new AbortController().signal) {
    const request = { phases: undefined, overrides: {}, trigger: 'manual', signal } as const;
    return harness.clock.run(runJob(harness.dependencies, stuck, { ...request, timeoutMs: 5000 }));
  }

  it('is ended by the time limit, a moment after the grace', async () => {
    harness = createHarness();
    const { execution, phases, outcome } = await runStuck();
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'timeout' });
    expect(Number(execution.completedAt) - execution.startedAt).toBe(5000 + GRACE_MS + 1000);
    expect(phases).toMatchObject([{ name: 'stuck', status: 'failed', errorMessage: 'timeout' }]);
    expect(outcome.reason).toBe('timeout');
  });

  it('is ended by a signal, too', async () => {
    harness = createHarness();
    const stop = new AbortController();
    void harness.clock.sleep(2000).then(() => stop.abort('SIGTERM'));
    const { execution } = await runStuck(stop.signal);
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'interrupted' });
    expect(Number(execution.completedAt) - execution.startedAt).toBe(2000 + GRACE_MS + 1000);
  });
});

describe('an execution that another process has ended', () => {
  const steal = () => harness.execute(`update job_executions set status = 'FAILED', reason = 'abandoned'`);

  it('stops at its next commit, and writes nothing more', async () => {
    harness = createHarness();
    await harness.track(2);
    const before = () => [countMatches(), harness.rows('select * from execution_logs').length];
    let then: readonly number[] = [];
    atRequest(10, () => {
      steal();
      then = before();
    });
    await expect(harness.run('updater')).rejects.toThrow('taken over or ended by another process');
    expect(before()).toEqual(then);
    expect(harness.rows('select status, reason, completed_at from job_executions')).toEqual([
      { status: 'FAILED', reason: 'abandoned', completed_at: null },
    ]);
  });

  it('stops at its next beat, when nothing comes to be committed', async () => {
    withLatency(60_000);
    await harness.track(1);
    atRequest(1, steal);
    const startedAt = harness.clock.now();
    await expect(harness.run('updater')).rejects.toThrow('taken over or ended by another process');
    expect(harness.clock.now() - startedAt).toBeLessThanOrEqual(11_000);
  });

  it('stops when its log is refused', async () => {
    withLatency(60_000);
    await harness.track(1);
    const startedAt = harness.clock.now();
    harness.fault = () => {
      steal();
      return undefined;
    };
    await expect(harness.run('updater')).rejects.toThrow('taken over or ended by another process');
    expect(harness.clock.now() - startedAt).toBeLessThanOrEqual(3000);
  });
});
