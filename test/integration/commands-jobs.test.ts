import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, sql, succeed } from './commands-world.ts';

let world: CommandsWorld;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function fresh(): Promise<Settings> {
  const env = world.settings();
  await succeed(env, 'db', 'migrate');
  return env;
}

const stored = (env: Settings) => sql(env, 'select * from job_configurations order by id');

describe('jobs list', () => {
  it('names the jobs, and says how their last execution ended', async () => {
    const env = await fresh();
    const { items } = await jsonOf<{ items: { name: string }[] }>(env, 'jobs', 'list');
    const both = { timezone: 'UTC', isActive: true, isPaused: false, isDue: true, missedSlots: 0 };
    const nextRunAt = expect.stringMatching(/T\d\d:\d\d:00\.000Z$/) as unknown;
    expect(items).toEqual([
      { name: 'updater', jobType: 'TRACKED_PLAYER_UPDATER', schedule: '60', nextRunAt, ...both },
      { name: 'analyzer', jobType: 'PLAYER_ANALYZER', schedule: '300', nextRunAt, ...both },
      { name: 'check', jobType: 'PLAYER_ANALYZER', schedule: 'manual', nextRunAt: null, ...both, isDue: false },
    ]);
    await succeed(env, 'run', 'updater');
    const lines = rowsOf((await succeed(env, 'jobs', 'list')).stdout);
    expect(lines[0]).toMatchObject({ job: 'updater', active: 'true', 'last status': 'SUCCESS', reason: 'completed' });
    expect(lines[1]).toMatchObject({ job: 'analyzer', schedule: '300', 'last status': '' });
    const drawn = await riotjobs(['jobs', 'list'], { env: { ...env, NO_COLOR: '1' }, columns: 100 });
    expect(drawn.stdout).toContain('│ updater');
    expect(drawn.stdout).not.toContain('\u001b');
  });

  it('fits 80 columns with zone, state, next run and missed slots', async () => {
    const env = await fresh();
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=30 4 1-7,15 * *', 'timezone=Europe/Berlin');
    await succeed(env, 'jobs', 'pause', 'analyzer', '--until', '2h');
    sql(
      env,
      `insert into job_events (at, job_name, kind, detail, first_slot, last_slot, slots)
       values (${Date.now()}, 'updater', 'missed', 'x', 1, 2, 17), (${Date.now()}, 'updater', 'skipped', 'x', 3, 4, 5)`,
    );
    const drawn = (await riotjobs(['jobs', 'list'], { env: { ...env, NO_COLOR: '1' }, columns: 80 })).stdout;
    for (const line of drawn.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    for (const part of ['Europe/Berlin', 'paused', 'in ', '04:30']) expect(drawn).toContain(part);
    const [updater, analyzer] = rowsOf((await succeed(env, 'jobs', 'list')).stdout);
    expect(updater).toMatchObject({ timezone: 'Europe/Berlin', paused: '', 'missed 7d': '17' });
    expect(analyzer).toMatchObject({ active: 'true', paused: expect.stringMatching(/^by hand until 20.*Z$/) });
    expect(analyzer?.['next run']).toMatch(/^20.*Z$/);
  });

  it('lists a job whose schedule somebody has broken by hand', async () => {
    const env = await fresh();
    sql(env, `update job_configurations set schedule = 'often' where name = 'updater'`);
    const { items } = await jsonOf<{ items: unknown[] }>(env, 'jobs', 'list');
    expect(items[0]).toMatchObject({ schedule: 'often', nextRunAt: null, isDue: false });
    const drawn = await riotjobs(['jobs', 'list'], { env, columns: 120 });
    expect(drawn.stdout).toContain('unreadable');
  });

  it('needs a database: 10', async () => {
    const env = world.settings();
    for (const argv of [
      ...[['list'], ['show', 'updater'], ['set', 'updater', 'queue=440'], ['enable', 'updater'], ['validate']],
      ...[
        ['next', 'updater'],
        ['pause', 'updater'],
        ['resume', 'updater'],
      ],
    ]) {
      expect((await riotjobs(['jobs', ...argv], { env })).code).toBe(10);
    }
  });
});

describe('jobs show', () => {
  it('gives every key with value, default and meaning', async () => {
    const env = await fresh();
    await succeed(env, 'jobs', 'set', 'analyzer', 'min_matches=25');
    const lines = rowsOf((await succeed(env, 'jobs', 'show', 'analyzer')).stdout);
    expect(lines).toHaveLength(27);
    expect(lines[0]).toMatchObject({ key: 'schedule', value: '300' });
    expect(lines.find(({ key }) => key === 'min_matches')).toMatchObject({
      value: '25',
      default: '20',
      meaning: expect.stringContaining('countable matches'),
    });
    const { job } = await jsonOf<{ job: { config: unknown[] } }>(env, 'jobs', 'show', 'analyzer');
    expect(job).toMatchObject({ name: 'analyzer', isActive: true, schedule: '300', events: [] });
    expect(job.config).toContainEqual(expect.objectContaining({ key: 'fetch_rank', value: true, default: true }));
  });

  it('says when it runs next, or why it does not, and what has happened to it', async () => {
    const env = await fresh();
    expect((await succeed(env, 'jobs', 'show', 'updater')).stderr).toContain('updater is active, next run due now');
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=1h');
    expect((await succeed(env, 'jobs', 'show', 'updater')).stderr).toMatch(/next run in \d+ (min|s), \d\d:00\n/);
    await succeed(env, 'jobs', 'pause', 'updater');
    expect((await succeed(env, 'jobs', 'show', 'updater')).stderr).toContain('paused (by hand)');
    const { job } = await jsonOf<{ job: unknown }>(env, 'jobs', 'show', 'updater');
    expect(job).toMatchObject({ isPaused: true, pauseReason: 'by hand', pausedUntil: null, nextRunAt: null });
    expect(job).toMatchObject({ events: [{ kind: 'paused', detail: 'by hand, paused until it is resumed' }] });
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=manual', 'is_active=true');
    await succeed(env, 'jobs', 'resume', 'updater');
    expect((await succeed(env, 'jobs', 'show', 'updater')).stderr).toContain('manual');
    await succeed(env, 'jobs', 'disable', 'updater');
    expect((await succeed(env, 'jobs', 'show', 'updater')).stderr).toContain('switched off');
  });

  it('refuses a configuration that somebody has broken by hand: 12', async () => {
    const env = await fresh();
    sql(env, `update job_configurations set config_json = '{"colour":1,"queue":"x"}' where name = 'updater'`);
    const { code, stdout, stderr } = await riotjobs(['jobs', 'show', 'updater'], { env });
    expect({ code, stdout }).toEqual({ code: 12, stdout: '' });
    expect(stderr).toMatch(/queue.*colour/);
    expect((await riotjobs(['jobs', 'list'], { env })).code).toBe(0);
    await succeed(env, 'jobs', 'set', 'updater', 'colour=', 'queue=');
    expect((await riotjobs(['jobs', 'show', 'updater'], { env })).code).toBe(0);
  });
});

describe('jobs set', () => {
  it('changes keys, schedule and is_active, and the next execution goes by them', async () => {
    const env = await fresh();
    const set = ['schedule=interval:120', 'is_active=false', 'max_tracked_players=3', 'initial_history_days=all'];
    const { stderr, stdout } = await succeed(env, 'jobs', 'set', 'updater', ...set);
    expect({ stderr, stdout }).toEqual({ stderr: 'updater is changed\n', stdout: '' });
    const { job } = await jsonOf<{ job: unknown }>(env, 'jobs', 'show', 'updater');
    expect(job).toMatchObject({ schedule: 'interval:120', isActive: false });
    const { run } = await jsonOf<{ run: unknown }>(env, 'run', 'updater');
    expect(run).toMatchObject({ params: { max_tracked_players: 3, initial_history_days: 'all' } });
    expect((await succeed(env, 'jobs', 'set', 'updater', 'max_tracked_players=3')).stderr).toContain('as it was');
  });

  it('changes nothing when one of the keys does not fit: 12, with every problem', async () => {
    const env = await fresh();
    const before = stored(env);
    const argv = ['jobs', 'set', 'analyzer', 'queue=440', 'schedule=often', 'colour=red', 'min_matches=0'];
    const { code, stdout, stderr } = await riotjobs(argv, { env });
    expect({ code, stdout }).toEqual({ code: 12, stdout: '' });
    for (const problem of ['"often"', '15m, 2h', 'colour', 'min_matches']) expect(stderr).toContain(problem);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stored(env)).toEqual(before);
    const asJson = await riotjobs([...argv, '--json'], { env });
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code: 12, name: 'CONFIG' } });
  });

  it('refuses what is no assignment, and a job that there is not: 2', async () => {
    const env = await fresh();
    const before = stored(env);
    for (const argv of [
      ['updater', 'queue'],
      ['updater', '=1'],
      ['updater', 'Queue=1'],
      ['updater'],
      ['other', 'queue=1'],
    ]) {
      expect((await riotjobs(['jobs', 'set', ...argv], { env })).code).toBe(2);
    }
    expect((await riotjobs(['jobs', 'show', 'other'], { env })).code).toBe(2);
    expect(stored(env)).toEqual(before);
  });
});

describe('jobs enable and disable', () => {
  it('switch a job off for --scheduled, and on again, also when its configuration is broken', async () => {
    const env = await fresh();
    sql(env, `update job_configurations set config_json = '{' where name = 'analyzer'`);
    const { job } = await jsonOf<{ job: unknown }>(env, 'jobs', 'disable', 'analyzer');
    expect(job).toMatchObject({ name: 'analyzer', isActive: false });
    expect((await riotjobs(['run', 'analyzer', '--scheduled'], { env })).code).toBe(0);
    await succeed(env, 'jobs', 'enable', 'analyzer');
    expect((await riotjobs(['run', 'analyzer', '--scheduled'], { env })).code).toBe(12);
    expect(sql(env, 'select name, is_active, config_json from job_configurations where id = 2')).toEqual([
      { name: 'analyzer', is_active: 1, config_json: '{' },
    ]);
  });
});
