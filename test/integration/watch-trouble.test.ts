// The watch loop when processes die or hang, when the database is away, and when it has to end.

import { describe, expect, it } from 'vitest';
import { watch } from '../../src/jobs/watch.ts';
import { StoreBusyError } from '../../src/store/errors.ts';
import { createWorld, MINUTE, NOON, SECOND, type World } from './watch-world.ts';

const endings = ({ rows }: World, jobName = 'updater') =>
  rows(`select status, reason from job_executions where job_name = '${jobName}' order by started_at`).map(
    ({ status, reason }) => `${status} ${reason}`,
  );

const startsOf = (world: World) => world.of('started', 'updater').map(({ saidAt }) => saidAt);

function minutely(): World {
  const world = createWorld();
  world.set('updater', { schedule: '60', scheduled_from: NOON });
  return world;
}

describe('a process', () => {
  it('that dies in the midst of it leaves no RUNNING row, and touches neither the loop nor the other job', async () => {
    const world = minutely();
    world.set('analyzer', { schedule: '60', scheduled_from: NOON });
    world.work = (jobName) => (jobName === 'updater' ? { kind: 'dies', ms: 3000 } : { kind: 'takes', ms: 10_000 });
    await world.watch(3 * MINUTE + 30 * SECOND);
    expect(startsOf(world)).toEqual([1, 2, 3].map((minute) => minute * MINUTE));
    expect(endings(world)).toEqual(Array(3).fill('FAILED abandoned'));
    expect(endings(world, 'analyzer')).toEqual(Array(3).fill('SUCCESS completed'));
    const ids = world.rows("select id from job_executions where job_name = 'updater' order by started_at");
    expect(world.gone).toEqual(ids.map(({ id }) => id));
    const recovered = world.rows("select job_name, kind from job_events where kind = 'recovered'");
    expect(recovered).toEqual(Array(3).fill({ job_name: 'updater', kind: 'recovered' }));
    expect(world.of('ended', 'updater')[0]).toMatchObject({
      saidAt: MINUTE + 3400,
      end: { signalName: 'SIGKILL' },
      execution: { status: 'FAILED', errorMessage: expect.stringContaining('ended with SIGKILL') },
    });
  });

  it('that outlives its time limit is asked to end, then killed, and recorded as a timeout', async () => {
    const world = minutely();
    world.set('updater', { config_json: '{"timeout_seconds":20}' });
    let runs = 0;
    world.work = () => (++runs === 1 ? { kind: 'hangs' } : { kind: 'takes', ms: 1000 });
    await world.watch(3 * MINUTE + 10 * SECOND);
    expect(world.of('overdue').map(({ saidAt, isKilled }) => [saidAt, isKilled])).toEqual([
      [MINUTE + 50 * SECOND, false],
      [MINUTE + 60 * SECOND, true],
    ]);
    expect(endings(world)).toEqual(['FAILED timeout', ...Array(2).fill('SUCCESS completed')]);
    expect(world.of('ended').map(({ wasOverdue }) => wasOverdue)).toEqual([true, false, false]);
    expect(world.gone).toHaveLength(1);
  });

  it('that outlives its time limit and listens is only asked', async () => {
    const world = minutely();
    world.set('updater', { config_json: '{"timeout_seconds":20}' });
    world.work = () => ({ kind: 'takes', ms: 10 * MINUTE });
    await world.watch(2 * MINUTE);
    expect(world.of('overdue').map(({ isKilled }) => isKilled)).toEqual([false]);
    expect(endings(world)).toEqual(['FAILED interrupted']);
    expect(world.gone).toEqual([]);
  });

  it('that was to end by the wish of somebody, and was killed, is recorded as cancelled', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'dies', ms: 3000 });
    world.later(MINUTE + SECOND, () => world.execute('update job_executions set cancel_requested_at = 1'));
    await world.watch(MINUTE + 30 * SECOND);
    expect(endings(world)).toEqual(['FAILED cancelled']);
    expect(world.gone).toHaveLength(1);
  });

  it.each([
    ['another machine', { host: 'elsewhere' }, 'RUNNING null'],
    ['another container', { pid_namespace: 'another' }, 'RUNNING null'],
    ['an earlier boot', { boot_id: 'earlier' }, 'FAILED abandoned'],
  ])('of %s with the same number is none of its own', async (_what, owner, left) => {
    const world = minutely();
    world.work = () => ({ kind: 'fails', exitCode: 0 });
    world.later(MINUTE + 200, () => insertRunning(world, { pid: 4001, ...owner }));
    await world.watch(MINUTE + 20 * SECOND);
    expect(world.of('ended')[0]).toMatchObject({ pid: 4001, execution: undefined });
    expect(endings(world)).toEqual([left]);
  });

  it('that has the number of one of its own that lives is not ended', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'fails', exitCode: 0 });
    world.later(MINUTE + 200, () => insertRunning(world, { pid: 4001 }));
    const { processes, ...ports } = world.ports();
    const stop = new AbortController();
    world.later(MINUTE + 20 * SECOND, () => stop.abort('SIGTERM'));
    const alive = { self: processes.self, stateOf: () => 'alive' as const };
    const request = { jobNames: ['updater'], signal: stop.signal } as const;
    await world.clock.run(watch({ ...ports, processes: alive }, request));
    expect(endings(world)).toEqual(['RUNNING null']);
    expect(world.gone).toEqual([]);
  });

  it('that ends without having taken its slot is tried again after a while, not at once', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'fails', exitCode: 13 });
    await world.watch(2 * MINUTE + 10 * SECOND);
    expect(startsOf(world)).toEqual([60_000, 90_400, 120_800]);
    expect(world.of('next', 'updater').map(({ at }) => (at ?? 0) - NOON)).toEqual([60_000, 90_400, 120_800, 151_200]);
    expect(world.of('ended').map(({ end, execution }) => [end.exitCode, execution])).toEqual(
      Array(3).fill([13, undefined]),
    );
    expect(endings(world)).toEqual([]);
  });

  it('of somebody else that has died is recovered, and its job started again', async () => {
    const world = createWorldWithOrphan();
    await world.watch(3 * MINUTE + 10 * SECOND);
    expect(endings(world)).toEqual(['FAILED abandoned', ...Array(3).fill('SUCCESS completed')]);
    expect(world.of('recorded').map(({ event }) => event.kind)).toContain('recovered');
    expect(world.gone).toEqual(['orphan']);
  });
});

/** A RUNNING row of a process that is gone. */
function createWorldWithOrphan(): World {
  const world = minutely();
  insertRunning(world, { id: 'orphan', pid: 77 });
  return world;
}

function insertRunning(world: World, fields: Readonly<Record<string, string | number>>): void {
  const at = world.clock.now();
  const row = {
    id: 'other',
    job_name: 'updater',
    status: 'RUNNING',
    trigger: 'schedule',
    params_json: '{}',
    host: 'here',
    boot_id: 'boot',
    pid_namespace: 'ns',
    cli_version: 'test',
    lease_token: 'token',
    lease_expires_at: at + 2 * MINUTE,
    heartbeat_at: at,
    started_at: at,
    ...fields,
  };
  const values = Object.values(row).map((value) => (typeof value === 'number' ? value : `'${value}'`));
  world.execute(
    `insert into job_executions (job_config_id, ${Object.keys(row).join(', ')})
     select id, ${values.join(', ')} from job_configurations where name = 'updater'`,
  );
}

describe('the database', () => {
  it('that is locked for minutes is said once, and then that it is back; nothing is lost', async () => {
    const world = minutely();
    world.beforeOpening = () => {
      const at = world.clock.now() - NOON;
      if (at > 90_000 && at < 215_000) throw new StoreBusyError('open', 'the database is locked');
    };
    await world.watch(6 * MINUTE - 1);
    const told = world.of('database').map(({ problem }) => problem);
    expect(told).toEqual(['the database is locked', null]);
    expect(endings(world)).toEqual(Array(4).fill('SUCCESS completed'));
    const missed = world.rows("select sum(slots) as n from job_events where kind = 'missed'");
    expect(missed).toEqual([{ n: 1 }]);
  });

  it('that is away when an execution ends is told of it later', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'dies', ms: 20_000 });
    world.beforeOpening = () => {
      const at = world.clock.now() - NOON;
      if (at > 70_000 && at < 100_000) throw new StoreBusyError('open', 'the database is locked');
    };
    await world.watch(115 * SECOND);
    const [ended] = world.of('ended');
    expect(ended?.saidAt).toBeGreaterThan(100_000);
    expect(endings(world)).toEqual(['FAILED abandoned']);
  });
});

describe('a job that cannot be planned', () => {
  it.each([
    ['its schedule', { schedule: 'every now and then' }],
    ['its time zone', { schedule: '0 * * * *', timezone: 'Moon/Tranquility' }],
    ['a key of its configuration', { schedule: '60', config_json: '{"timeout_seconds":"soon"}' }],
  ])('because of %s is told once, does not stop the other one, and runs when it is repaired', async (_what, broken) => {
    const world = minutely();
    world.set('analyzer', { scheduled_from: NOON, ...broken });
    world.later(4 * MINUTE + 5, () => world.set('analyzer', { schedule: '60', timezone: 'UTC', config_json: '{}' }));
    await world.watch(6 * MINUTE - 1);
    expect(world.of('unfit').map(({ jobName }) => jobName)).toEqual(['analyzer']);
    expect(world.of('unfit')[0]?.problem).toMatch(/analyzer/);
    expect(endings(world)).toEqual(Array(5).fill('SUCCESS completed'));
    expect(world.of('started', 'analyzer').length).toBeGreaterThanOrEqual(1);
  });
});

describe('the end', () => {
  it('asks what runs to end, waits for it, and starts nothing more', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'takes', ms: 45_000 });
    await world.watch(2 * MINUTE + 10 * SECOND);
    expect(world.told.slice(-2).map(({ at, event }) => [at, event.kind])).toEqual([
      [130_000, 'stopping'],
      [130_000, 'ended'],
    ]);
    expect(endings(world)).toEqual(['SUCCESS completed', 'FAILED interrupted']);
  });

  it('kills after half a minute what does not listen', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'hangs' });
    await world.watch(70 * SECOND);
    expect(world.clock.now()).toBe(NOON + 100 * SECOND);
    expect(world.of('overdue').map(({ isKilled }) => isKilled)).toEqual([true]);
    expect(endings(world)).toEqual(['FAILED abandoned']);
  });

  it('comes also while the database is away', async () => {
    const world = minutely();
    world.work = () => ({ kind: 'dies', ms: MINUTE });
    world.beforeOpening = () => {
      if (world.clock.now() > NOON + 70_000) throw new StoreBusyError('open', 'the database is locked');
    };
    await world.watch(80 * SECOND);
    expect(world.of('ended')).toMatchObject([{ execution: undefined, end: { signalName: 'SIGKILL' } }]);
    expect(world.of('database')).toHaveLength(1);
  });
});

describe('two loops', () => {
  it('on one database execute no slot twice', async () => {
    const world = minutely();
    const stop = new AbortController();
    world.later(10 * MINUTE + 30 * SECOND, () => stop.abort('SIGTERM'));
    const request = { jobNames: ['updater'], signal: stop.signal } as const;
    await world.clock.run(Promise.all([watch(world.ports(), request), watch(world.ports(), request)]));
    expect(endings(world)).toEqual(Array(10).fill('SUCCESS completed'));
    expect(world.rows('select * from job_executions group by scheduled_for')).toHaveLength(10);
    expect(world.of('started').length).toBe(20);
  });
});
