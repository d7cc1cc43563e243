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

describe('jobs set schedule', () => {
  it('counts slots from now on, once the schedule or its zone is another', async () => {
    const env = await fresh();
    const from = () => {
      const [row] = sql(env, `select scheduled_from as 'from' from job_configurations where name = 'updater'`);
      return (row as { from: number | null }).from;
    };
    await succeed(env, 'jobs', 'set', 'updater', 'jitter_s=5', 'schedule=60');
    expect(from()).toBeNull();
    const before = Date.now();
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=@daily');
    const first = from() ?? 0;
    expect(first).toBeGreaterThanOrEqual(before);
    await succeed(env, 'jobs', 'set', 'updater', 'timezone=America/New_York');
    expect(from()).toBeGreaterThan(first);
    const { job } = await jsonOf<{ job: unknown }>(env, 'jobs', 'set', 'updater', 'catchup_policy=all');
    expect(job).toMatchObject({ schedule: '@daily', timezone: 'America/New_York', isDue: false });
  });

  it('names the forms of a schedule, and what never comes', async () => {
    const env = await fresh();
    const set = async (schedule: string) => riotjobs(['jobs', 'set', 'updater', `schedule=${schedule}`], { env });
    expect(await set('* * * * * *')).toMatchObject({ code: 12, stderr: expect.stringContaining('@hourly') });
    expect(await set('0 0 31 2 *')).toMatchObject({ code: 12, stderr: expect.stringContaining('never comes') });
    expect((await riotjobs(['jobs', 'set', '--help'], { env })).stdout).toContain('mon-fri');
  });
});

describe('jobs next', () => {
  it('gives the next slots, by the clocks of the zone, too', async () => {
    const env = await fresh();
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=30 4 * * *', 'timezone=Asia/Kolkata');
    const lines = rowsOf((await succeed(env, 'jobs', 'next', 'updater', '-n', '3')).stdout);
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line['slot']).toMatch(/T23:00:00\.000Z$/);
      expect(line['local time']).toMatch(/^20.* 04:30 Asia\/Kolkata$/);
    }
    const seconds = lines.map((line) => Number(line['in seconds']));
    expect(seconds[0]).toBeGreaterThan(0);
    expect((seconds[1] ?? 0) - (seconds[0] ?? 0)).toBe(86_400);
    const { items } = await jsonOf<{ items: unknown[] }>(env, 'jobs', 'next', 'updater');
    expect(items.slice(0, 3)).toEqual(lines.map((line) => ({ at: line['slot'] })));
    expect(items).toHaveLength(5);
    const drawn = await riotjobs(['jobs', 'next', 'updater'], { env, columns: 80 });
    expect(drawn.stdout).toMatch(/in \d+ (h|min)/);
  });

  it('says why there is none, and begins after a pause', async () => {
    const env = await fresh();
    await succeed(env, 'jobs', 'pause', 'analyzer', '--until', '3h');
    const [first] = rowsOf((await succeed(env, 'jobs', 'next', 'analyzer')).stdout);
    expect(Number(first?.['in seconds'])).toBeGreaterThan(3 * 3600 - 5);
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=manual');
    expect(await succeed(env, 'jobs', 'next', 'updater')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('manual'),
    });
    sql(env, `update job_configurations set timezone = 'Mars' where name = 'updater'`);
    expect((await riotjobs(['jobs', 'next', 'updater'], { env })).code).toBe(12);
    expect((await riotjobs(['jobs', 'next', 'updater', '-n', '0'], { env })).code).toBe(2);
  });
});

describe('jobs pause and resume', () => {
  it('pause a job for some time, or until it is resumed', async () => {
    const env = await fresh();
    const { job } = await jsonOf<{ job: unknown }>(env, 'jobs', 'pause', 'updater', '--until', '2100-01-01T00:00:00Z');
    expect(job).toMatchObject({ isPaused: true, pausedUntil: '2100-01-01T00:00:00.000Z', isDue: false });
    sql(env, `update job_configurations set auth_failures = 3 where name = 'updater'`);
    const before = Date.now();
    expect((await succeed(env, 'jobs', 'resume', 'updater')).stderr).toBe('updater is resumed\n');
    const [row] = sql(env, `select * from job_configurations where name = 'updater'`);
    expect(row).toMatchObject({ pause_reason: null, paused_until: null, auth_failures: 0 });
    expect((row as { scheduled_from: number }).scheduled_from).toBeGreaterThanOrEqual(before);
    expect((await succeed(env, 'jobs', 'resume', 'updater')).stderr).toBe('updater is not paused\n');
    expect(sql(env, 'select kind, detail from job_events order by id')).toEqual([
      { kind: 'paused', detail: 'by hand, paused until 2100-01-01T00:00:00.000Z' },
      { kind: 'resumed', detail: 'by hand; it was paused: by hand' },
    ]);
  });

  it('refuses a time that has passed, and what is none: 2', async () => {
    const env = await fresh();
    const before = stored(env);
    for (const until of ['2020-01-01T00:00:00Z', '0s', 'tomorrow', '-5m']) {
      expect((await riotjobs(['jobs', 'pause', 'updater', '--until', until], { env })).code).toBe(2);
    }
    expect(stored(env)).toEqual(before);
  });
});

describe('jobs validate', () => {
  it('names everything that is wrong, with 12', async () => {
    const env = await fresh();
    expect(await succeed(env, 'jobs', 'validate')).toMatchObject({
      stdout: '',
      stderr: 'nothing is wrong with the configuration of updater, analyzer, check\n',
    });
    sql(env, `update job_configurations set schedule = 'often', timezone = 'Mars' where name = 'updater'`);
    sql(env, `update job_configurations set config_json = '{"colour":1,"queue":"x"}' where name = 'analyzer'`);
    const { code, stdout } = await riotjobs(['jobs', 'validate'], { env });
    expect(code).toBe(12);
    const problems = rowsOf(stdout).map(({ job, problem }) => `${job} ${problem}`);
    expect(problems).toEqual([
      expect.stringMatching(/^updater schedule: "often"/),
      expect.stringMatching(/^updater timezone: "Mars"/),
      expect.stringMatching(/^analyzer queue/),
      expect.stringMatching(/^analyzer .*colour/),
    ]);
    const one = await riotjobs(['jobs', 'validate', 'analyzer', '--json'], { env });
    expect(one.code).toBe(12);
    expect(JSON.parse(one.stdout)).toMatchObject({
      items: [{ job: 'analyzer', problems: [expect.any(String), expect.any(String)] }],
    });
    await succeed(env, 'jobs', 'set', 'updater', 'schedule=60', 'timezone=');
    expect((await riotjobs(['jobs', 'validate', 'updater'], { env })).code).toBe(0);
  });
});
