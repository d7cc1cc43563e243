// Executions that were given so many requests, or so much time, and no more.

import { afterEach, describe, expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, domain, type Harness } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

const endingOf = ({ status, reason }: { readonly status: string; readonly reason: string | null }) =>
  `${status}/${reason}`;

describe('--max-requests', () => {
  it.each([1, 2, 7, 30])('%i: not one more, and what was brought is stored', async (maxRequests) => {
    harness = createHarness({ limits: 'none' });
    await harness.track(2);
    const { execution, phases } = await harness.run('updater', { request: { maxRequests } });
    expect(endingOf(execution)).toBe('SUCCESS/budget');
    expect(harness.requests).toHaveLength(maxRequests);
    expect(execution.apiRequestsMade).toBe(maxRequests);
    const matchRequests = harness.requests.filter((path) => path.includes('/matches/EUW1_'));
    expect(execution.matchesFetched).toBe(matchRequests.length);
    expect(phases).toMatchObject([{ status: 'budget' }]);
  });

  it('is no budget where less is needed', async () => {
    harness = createHarness({ limits: 'none' });
    await harness.track(1);
    const { execution } = await harness.run('updater', { request: { maxRequests: 1000 } });
    expect(endingOf(execution)).toBe('SUCCESS/completed');
  });

  it('many small executions reach what one large one does, and ask for nothing twice', async () => {
    const undisturbed = createHarness({ limits: 'none' });
    await undisturbed.track(2);
    await undisturbed.run('updater');
    const expected = domain(undisturbed);
    await undisturbed.close();

    harness = createHarness({ limits: 'none' });
    await harness.track(2);
    let ends = '';
    for (let runs = 0; ends !== 'SUCCESS/completed' && runs < 50; runs++) {
      ends = endingOf((await harness.run('updater', { request: { maxRequests: 9 } })).execution);
    }
    expect(ends).toBe('SUCCESS/completed');
    expect(harness.simulator.stats().repeatedMatchRequests).toBe(0);
    const { players, matches, participants } = domain(harness);
    expect({ players, matches, participants }).toEqual({
      players: expected.players,
      matches: expected.matches,
      participants: expected.participants,
    });
  });

  it('counts repetitions; what failed and cannot be repeated has failed', async () => {
    harness = createHarness({
      limits: 'none',
      faults: parseFaultScript(JSON.stringify([{ fault: { kind: 'status', status: 503 } }])),
    });
    await harness.track(2);
    const { execution } = await harness.run('updater', { request: { maxRequests: 3 } });
    expect(harness.requests).toHaveLength(3);
    expect(endingOf(execution)).toBe('FAILED/error');
    expect(execution).toMatchObject({ itemsFailed: 1, errorCode: 'RiotApiError' });
  });

  it('in the analyzer leaves verdicts that need no request', async () => {
    harness = createHarness({ limits: 'none' });
    await harness.track(2);
    await harness.run('updater');
    const whole = { target_matches: 100, players_per_run: 30, matches_per_player: 40, fetch_rank: false };
    await harness.run('analyzer', { overrides: whole, phases: ['fetch-matches'] });
    harness.execute('update players set exhausted_at = null, listed_at = null');
    const before = harness.requests.length;
    const { execution, phases } = await harness.run('analyzer', { overrides: whole, request: { maxRequests: 3 } });
    expect(harness.requests.length - before).toBe(3);
    expect(phases.map(({ status }) => status)).toEqual(['budget', 'completed', 'completed']);
    expect(endingOf(execution)).toBe('SUCCESS/budget');
    expect(execution.playersAnalyzed).toBeGreaterThan(0);
  });

  it('is on record with the execution', async () => {
    harness = createHarness({ limits: 'none' });
    const { execution } = await harness.run('updater', { request: { maxRequests: 3, maxDurationMs: 90_000 } });
    expect(JSON.parse(execution.paramsJson)).toMatchObject({ max_requests: 3, max_duration_seconds: 90 });
  });
});

describe('--max-duration', () => {
  const slow = (ms: number) =>
    createHarness({
      limits: 'none',
      faults: parseFaultScript(JSON.stringify([{ fault: { kind: 'latency', ms } }])),
    });

  it('ends as a success with what is on its way', async () => {
    harness = slow(1000);
    await harness.track(2);
    const { execution, phases } = await harness.run('updater', { request: { maxDurationMs: 5000 } });
    expect(endingOf(execution)).toBe('SUCCESS/budget');
    expect(Number(execution.completedAt) - execution.startedAt).toBeLessThanOrEqual(7000);
    expect(execution.matchesFetched).toBe(harness.requests.length - 1);
    expect(phases).toMatchObject([{ status: 'budget' }]);
  });

  it('is a failure when every player that was reached has failed', async () => {
    harness = slow(1000);
    await harness.track(3);
    harness.fault = ({ url }) => (url.includes('/ids') ? new Response('{}', { status: 400 }) : undefined);
    const { execution } = await harness.run('updater', { request: { maxDurationMs: 5000 } });
    expect(endingOf(execution)).toBe('FAILED/error');
  });

  it('starts no further phase', async () => {
    harness = slow(1000);
    await harness.track(2);
    await harness.run('updater');
    const { execution, phases } = await harness.run('analyzer', { request: { maxDurationMs: 3000 } });
    expect(phases.map(({ name, status }) => [name, status])).toEqual([['fetch-matches', 'budget']]);
    expect(endingOf(execution)).toBe('SUCCESS/budget');
  });
});
