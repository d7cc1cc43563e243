// How an execution comes about: in the queue, for a slot of the schedule, for some players only, after another one.

import { afterEach, describe, expect, it } from 'vitest';
import { LeaseHeldError, SlotTakenError } from '../../src/jobs/errors.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import type { Execution } from '../../src/store/records.ts';
import { createHarness, type Harness, runUntilIdle } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

/** An updater that is busy for about so many seconds. */
async function busyFor(seconds: number): Promise<void> {
  harness = createHarness({
    limits: 'none',
    faults: parseFaultScript(JSON.stringify([{ fault: { kind: 'latency', ms: seconds * 500 } }])),
  });
  await harness.track(1);
}

describe('--wait', () => {
  it('begins when the one before has ended, and says once for whom it waits', async () => {
    await busyFor(4);
    const waitedFor: Execution[] = [];
    const first = harness.run('updater');
    const second = harness.run('updater', {
      request: { waitMs: 300_000, onWaiting: (holder) => void waitedFor.push(holder) },
    });
    const [one, two] = await Promise.all([first, second]);
    expect([one.execution.status, two.execution.status]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(two.execution.startedAt).toBeGreaterThanOrEqual(Number(one.execution.completedAt));
    expect(two.execution.startedAt - Number(one.execution.completedAt)).toBeLessThanOrEqual(1000);
    expect(waitedFor.map(({ id }) => id)).toEqual([one.execution.id]);
  });

  it('several begin one after the other, in the order in which they came', async () => {
    await busyFor(4);
    const waiting = { request: { waitMs: 300_000 } };
    const first = harness.run('updater');
    const others = [10, 20].map((ms) => harness.clock.sleep(ms).then(() => harness.run('updater', waiting)));
    const ended = await Promise.all([first, ...others]);
    const times = ended.map(({ execution }) => [execution.startedAt, Number(execution.completedAt)]);
    expect(times.flat()).toEqual(times.flat().toSorted((a, b) => a - b));
  });

  it('ends when its time is over, and leaves an event and no execution', async () => {
    await busyFor(20);
    const first = harness.run('updater');
    await expect(harness.run('updater', { request: { waitMs: 3000 } })).rejects.toThrow(LeaseHeldError);
    await first;
    expect(harness.rows('select status from job_executions')).toEqual([{ status: 'SUCCESS' }]);
    expect(harness.rows('select kind, detail from job_events')).toEqual([
      { kind: 'skipped', detail: expect.stringContaining('waited in vain for execution') },
    ]);
  });

  it('ends with a signal', async () => {
    await busyFor(20);
    const stop = new AbortController();
    const first = harness.run('updater');
    void harness.clock.sleep(2500).then(() => stop.abort('SIGINT'));
    await expect(harness.run('updater', { signal: stop.signal, request: { waitMs: 60_000 } })).rejects.toBe('SIGINT');
    await first;
    expect(harness.rows(`select * from job_executions where status = 'PENDING'`)).toEqual([]);
  });

  it('ends when somebody cancels it', async () => {
    await busyFor(20);
    const first = harness.run('updater');
    const second = harness.run('updater', {
      request: {
        waitMs: 60_000,
        onWaiting: () =>
          void harness.clock.sleep(1500).then(async () => {
            const [waiting] = harness.rows(`select id from job_executions where status = 'PENDING'`);
            await harness.store.executions.requestCancel(String(waiting?.['id']), harness.clock.now());
          }),
      },
    });
    await expect(second).rejects.toThrow('ended by another process');
    await first;
    expect(harness.rows('select status, reason from job_executions order by reason')).toEqual([
      { status: 'FAILED', reason: 'cancelled' },
      { status: 'SUCCESS', reason: 'completed' },
    ]);
  });
});

describe('a slot of the schedule', () => {
  const slot = 1_793_534_400_000;
  const step = { from: null, to: slot, passed: [] };

  it('is taken once', async () => {
    harness = createHarness();
    const { execution } = await harness.run('updater', { request: { step, trigger: 'schedule' } });
    expect(execution).toMatchObject({ scheduledFor: slot, trigger: 'schedule', status: 'SUCCESS' });
    await expect(harness.run('updater', { request: { step, trigger: 'schedule' } })).rejects.toThrow(SlotTakenError);
    expect(harness.rows('select id from job_executions')).toHaveLength(1);
  });
});

it('the execution that is repeated is on record', async () => {
  harness = createHarness();
  const first = await harness.run('updater');
  const { execution } = await harness.run('updater', {
    request: { parentExecutionId: first.execution.id, trigger: 'retry' },
  });
  expect(execution).toMatchObject({ parentExecutionId: first.execution.id, trigger: 'retry' });
});

describe('--player', () => {
  it('of the updater: nobody else is asked for', async () => {
    harness = createHarness({ limits: 'none' });
    const [puuid = '', other = ''] = await harness.track(2);
    const { execution } = await harness.run('updater', { request: { players: [puuid] } });
    expect(execution).toMatchObject({ playersProcessed: 1, status: 'SUCCESS' });
    expect(JSON.parse(execution.paramsJson)).toMatchObject({ players: [puuid] });
    expect(harness.requests.some((path) => path.includes(other))).toBe(false);
  });

  it('of the analyzer: each phase looks after them alone', async () => {
    harness = createHarness({ limits: 'none' });
    await harness.track(2);
    await harness.run('updater');
    const overrides = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };
    await runUntilIdle(harness, { overrides });
    const [judged] = harness.rows('select puuid from player_analysis limit 1');
    const chosen = String(judged?.['puuid']);
    // Everybody waits for a match, and later for a verdict.
    harness.execute('delete from player_analysis; update player_games set countable = 19');
    harness.execute(
      'update players set is_analyzed = 0, exhausted_at = null, listed_at = null, rank_checked_at = null',
    );
    const sent = harness.requests.length;
    const request = { players: [chosen] };
    const fetched = await harness.run('analyzer', { overrides, request, phases: ['fetch-matches'] });
    expect(fetched.execution).toMatchObject({ playersProcessed: 1 });
    harness.execute('update player_games set countable = 20');
    const { execution } = await harness.run('analyzer', { overrides, request, phases: ['analyze-players'] });
    expect(execution).toMatchObject({ playersAnalyzed: 1 });
    harness.execute('update player_analysis set is_smurf = 1');
    const checked = await harness.run('analyzer', { overrides, request, phases: ['check-bans'] });
    expect(checked.execution).toMatchObject({ banChecks: 1 });
    const asked = harness.requests.slice(sent);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((path) => !path.includes(chosen) && !path.includes('/matches/EUW1_'))).toEqual([]);
  });

  it('a verdict that is due again is reset for them alone', async () => {
    harness = createHarness({ limits: 'none' });
    await harness.track(2);
    await harness.run('updater');
    const overrides = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };
    await runUntilIdle(harness, { overrides });
    harness.execute(`update player_analysis set profile_version = 'older'`);
    const [{ puuid } = {}] = harness.rows('select puuid from player_analysis limit 1');
    const phases = ['analyze-players'];
    const { execution } = await harness.run('analyzer', { overrides, phases, request: { players: [String(puuid)] } });
    expect(execution.playersAnalyzed).toBe(1);
    expect(harness.rows(`select * from player_analysis where profile_version = 'older'`).length).toBeGreaterThan(1);
  });
});
