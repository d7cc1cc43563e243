// One round of the watch loop, as a crontab line starts it each minute.

import { describe, expect, it } from 'vitest';
import { startDelay } from '../../src/jobs/watch-delay.ts';
import { StoreBusyError } from '../../src/store/errors.ts';
import { createWorld, MINUTE, NOON, SECOND, type World } from './watch-world.ts';

const endings = ({ rows }: World, jobName = 'updater') =>
  rows(`select status, reason from job_executions where job_name = '${jobName}' order by started_at`).map(
    ({ status, reason }) => `${status} ${reason}`,
  );

const startsOf = (world: World) => world.of('started', 'updater').map(({ saidAt }) => saidAt);

const delayOf = (slot: number, jitterS: number, jobName = 'updater') =>
  startDelay({ host: 'here', jobName, slot }, jitterS);

describe('--once', () => {
  it('starts what is due, waits for it, and ends', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60' });
    world.set('analyzer', { schedule: '1h', scheduled_from: NOON });
    await world.watchOnce();
    expect(endings(world)).toEqual(['SUCCESS completed']);
    expect(endings(world, 'analyzer')).toEqual([]);
    expect(world.clock.now()).toBe(NOON + 5400);
  });

  it('ends at once where nothing is due', async () => {
    const world = createWorld();
    await world.watchOnce();
    expect(world.clock.now()).toBe(NOON);
    expect(world.of('started')).toEqual([]);
  });

  it('throws where the database cannot be used', async () => {
    const world = createWorld();
    world.beforeOpening = () => {
      throw new StoreBusyError('open', 'the database is locked');
    };
    await expect(world.watchOnce()).rejects.toThrow('the database is locked');
  });

  it('each minute serves a slot that jitter delays, at its time', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60', jitter_s: 30, scheduled_from: NOON });
    const delayed = [1, 2, 3, 4, 5].map((minute) => minute * MINUTE + delayOf(NOON + minute * MINUTE, 30));
    for (let minute = 1; minute <= 5; minute += 1) {
      await world.clock.run(world.clock.sleep(NOON + minute * MINUTE + 300 - world.clock.now()));
      await world.watchOnce();
    }
    expect(startsOf(world)).toEqual(delayed.map((at, index) => Math.max(at, (index + 1) * MINUTE + 300)));
    expect(endings(world)).toEqual(Array(5).fill('SUCCESS completed'));
  });

  it('starts nothing a second time while another start waits', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60' });
    world.set('analyzer', { schedule: '1h', jitter_s: 3600 });
    await world.watchOnce();
    expect(startsOf(world)).toEqual([0]);
    expect(world.of('started', 'analyzer').map(({ saidAt }) => saidAt)).toEqual([delayOf(NOON, 3600, 'analyzer')]);
    expect(endings(world, 'analyzer')).toEqual(['SUCCESS completed']);
  });

  it('lets what has started end also where the database goes away before the next start', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60' });
    world.set('analyzer', { schedule: '1h', jitter_s: 3600 });
    world.work = () => ({ kind: 'takes', ms: 2 * MINUTE });
    world.beforeOpening = () => {
      const at = world.clock.now() - NOON;
      if (at > SECOND && at < 2 * MINUTE) throw new StoreBusyError('open', 'the database is locked');
    };
    await expect(world.watchOnce()).rejects.toThrow('the database is locked');
    expect(endings(world)).toEqual(['SUCCESS completed']);
  });

  it('waits for no start any more when it has to end', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '1h', jitter_s: 3600 });
    const stop = new AbortController();
    world.later(20 * SECOND, () => stop.abort('SIGINT'));
    await world.watchOnce({ signal: stop.signal });
    expect(world.clock.now()).toBe(NOON + 20 * SECOND);
    expect(world.of('started')).toEqual([]);
  });

  it('asks what it has started to end when it has to', async () => {
    const world = createWorld();
    world.set('updater', { schedule: '60' });
    world.work = () => ({ kind: 'takes', ms: 10 * MINUTE });
    const stop = new AbortController();
    world.later(20 * SECOND, () => stop.abort('SIGINT'));
    await world.watchOnce({ signal: stop.signal });
    expect(world.clock.now()).toBe(NOON + 20 * SECOND);
    expect(endings(world)).toEqual(['FAILED interrupted']);
  });
});
