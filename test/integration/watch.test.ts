// The watch loop over days of virtual time.

import { describe, expect, it } from 'vitest';
import { watch } from '../../src/jobs/watch.ts';
import { startDelay } from '../../src/jobs/watch-delay.ts';
import { createWorld, HOUR, MINUTE, NOON, SECOND, type World } from './watch-world.ts';

/** Slots that were executed, in ms after noon. */
function slots({ rows }: World, jobName = 'updater'): number[] {
  const sql = `select scheduled_for as slot from job_executions where job_name = '${jobName}' order by started_at`;
  return rows(sql).map(({ slot }) => Number(slot) - NOON);
}

const endings = ({ rows }: World) => rows('select job_name, status, reason from job_executions order by started_at');

describe('a tick', () => {
  it('starts each job at each slot of its grid, and one process of a job at a time', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', scheduled_from: NOON });
    world.set('analyzer', { schedule: '150s', scheduled_from: NOON });
    await world.watch(10 * MINUTE + 30 * SECOND);
    expect(slots(world)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((minute) => minute * MINUTE));
    expect(slots(world, 'analyzer')).toEqual([1, 2, 3, 4].map((slot) => slot * 150 * SECOND));
    expect(world.of('started', 'updater').map(({ saidAt }) => saidAt)).toEqual(slots(world));
    expect(world.mostAtOnce).toEqual(
      new Map([
        ['updater', 1],
        ['analyzer', 1],
      ]),
    );
    expect(new Set(endings(world).map(({ status }) => status))).toEqual(new Set(['SUCCESS']));
  });

  it('in the moment between the start of a process and its claim starts no second one', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', scheduled_from: NOON });
    world.set('analyzer', { schedule: '30s', scheduled_from: NOON });
    // The analyzer ends, and wakes the loop, 0.2 s after the start of the updater.
    world.work = (jobName) => ({ kind: 'takes', ms: jobName === 'analyzer' ? 29_800 : 1000 });
    await world.watch(2 * MINUTE + 30 * SECOND);
    expect(world.of('started', 'updater').map(({ saidAt }) => saidAt)).toEqual([MINUTE, 2 * MINUTE]);
    expect(world.mostAtOnce.get('updater')).toBe(1);
  });

  it('tells how each execution ended, and when the next one starts', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', scheduled_from: NOON });
    await world.watch(90 * SECOND, { jobNames: ['updater'] });
    expect(world.told.map(({ at, event }) => [at, event.kind])).toEqual([
      [0, 'next'],
      [60_000, 'started'],
      [65_400, 'ended'],
      [65_400, 'next'],
    ]);
    const [ended] = world.of('ended');
    expect(ended).toMatchObject({ jobName: 'updater', end: { exitCode: 0 }, tookMs: 5400 });
    expect(ended?.execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', apiRequestsMade: 7 });
    expect(world.of('next').map(({ at }) => at)).toEqual([NOON + MINUTE, NOON + 2 * MINUTE]);
  });

  it('leaves alone what is not its own', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', scheduled_from: NOON });
    world.set('analyzer', { schedule: '60', scheduled_from: NOON });
    await world.watch(5 * MINUTE, { jobNames: ['analyzer'] });
    expect(slots(world)).toEqual([]);
    expect(world.told.every(({ event }) => !('jobName' in event) || event.jobName === 'analyzer')).toBe(true);
  });

  it('records slots that pass during an execution as skipped, and goes on with the next one', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', scheduled_from: NOON });
    world.work = () => ({ kind: 'takes', ms: 150 * SECOND });
    await world.watch(6 * MINUTE);
    expect(slots(world)).toEqual([1, 4].map((minute) => minute * MINUTE));
    const skipped = world.of('recorded').filter(({ event }) => event.kind === 'skipped');
    expect(skipped.map(({ event }) => event.slots)).toEqual([2]);
  });

  it('sees an edit within half a minute', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '24h', scheduled_from: NOON });
    world.later(5 * MINUTE + 1, () => world.set('updater', { schedule: '10s', scheduled_from: NOON + 5 * MINUTE }));
    await world.watch(7 * MINUTE);
    const [first = 0] = world.of('started').map(({ saidAt }) => saidAt);
    expect(first).toBeGreaterThan(5 * MINUTE);
    expect(first).toBeLessThanOrEqual(5 * MINUTE + 31 * SECOND);
  });

  it('starts nothing while a job is switched off or paused, and then what comes next', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', scheduled_from: NOON, is_active: 0 });
    world.set('analyzer', {
      schedule: '60',
      scheduled_from: NOON,
      pause_reason: 'by hand',
      paused_until: NOON + 5 * MINUTE,
    });
    await world.watch(7 * MINUTE + 30 * SECOND);
    expect(slots(world)).toEqual([]);
    expect(slots(world, 'analyzer')).toEqual([6, 7].map((minute) => minute * MINUTE));
    expect(world.of('next', 'updater').map(({ at }) => at)).toEqual([undefined]);
  });

  it('moves passed slots along by itself where nothing is started for them', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '1h', last_scheduled_for: NOON - 5 * HOUR, catchup_policy: 'none' });
    world.clock.advance(10 * MINUTE);
    await world.watch(20 * MINUTE);
    expect(slots(world)).toEqual([]);
    expect(world.of('recorded').map(({ event }) => [event.kind, event.slots])).toEqual([['missed', 5]]);
  });
});

describe('a clock that jumps', () => {
  it('forwards, by hours: one start for all that passed', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '1h', scheduled_from: NOON });
    world.later(30 * MINUTE + 1, () => {
      world.jumpMs = 5 * HOUR;
    });
    await world.watch(40 * MINUTE);
    expect(world.of('started').map(({ saidAt, trigger }) => [Math.ceil(saidAt / MINUTE), trigger])).toEqual([
      [31, 'catchup'],
    ]);
    expect(slots(world)).toEqual([5 * HOUR]);
  });

  it('backwards, by a quarter of an hour: nothing twice', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '5m', scheduled_from: NOON });
    world.later(16 * MINUTE, () => {
      world.jumpMs = -15 * MINUTE;
    });
    await world.watch(37 * MINUTE);
    expect(slots(world)).toEqual([5, 10, 15, 20].map((minute) => minute * MINUTE));
  });

  it('says nothing about the time limit of an execution', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '5m', scheduled_from: NOON, config_json: '{"timeout_seconds":60}' });
    world.work = () => ({ kind: 'takes', ms: 50 * SECOND });
    world.later(5 * MINUTE + 10 * SECOND, () => {
      world.jumpMs = 3 * HOUR;
    });
    await world.watch(8 * MINUTE);
    expect(world.of('overdue')).toEqual([]);
    expect(endings(world)[0]).toMatchObject({ status: 'SUCCESS' });
  });
});

describe('jitter', () => {
  const starts = async (host: string) => {
    const world = createWorld();
    world.set('updater', { schedule: '5m', scheduled_from: NOON, jitter_s: 60 });
    const stop = new AbortController();
    world.later(61 * MINUTE, () => stop.abort('SIGTERM'));
    await world.clock.run(watch(world.ports(host), { jobNames: ['updater'], signal: stop.signal }));
    expect(slots(world)).toEqual(Array.from({ length: 12 }, (_, index) => (index + 1) * 5 * MINUTE));
    const delays = world.of('started').map(({ saidAt, scheduledFor }) => saidAt + NOON - scheduledFor);
    const told = world.of('next').map(({ at }) => (at ?? 0) - NOON);
    expect(told.slice(0, 12)).toEqual(world.of('started').map(({ saidAt }) => saidAt));
    return delays;
  };

  it('delays each start by something up to itself, as told before; on one machine always by the same', async () => {
    const delays = await starts('one');
    for (const delay of delays) expect(delay).toBeLessThanOrEqual(MINUTE);
    expect(new Set(delays).size).toBeGreaterThan(8);
    expect(await starts('one')).toEqual(delays);
    expect(await starts('two')).not.toEqual(delays);
  });

  it('much longer than the interval, for loops that are started anew all the time, is that of the oldest slot', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '5m', scheduled_from: NOON, jitter_s: 3600 });
    const slot = NOON + 5 * MINUTE;
    const delayed = 5 * MINUTE + startDelay({ host: 'here', jobName: 'updater', slot }, 3600);
    for (let until = 7 * MINUTE; until <= 70 * MINUTE; until += 7 * MINUTE) await world.watch(until);
    expect(world.of('started')[0]?.saidAt).toBe(delayed);
  });

  it('longer than the interval puts no start off for ever', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '10s', scheduled_from: NOON, jitter_s: 40 });
    world.work = () => ({ kind: 'takes', ms: 1000 });
    await world.watch(10 * MINUTE);
    expect(world.of('started').length).toBeGreaterThan(10);
  });
});
