// riotjobs run: its options, what it says, and how it ends.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newHome, riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, type Settings, sql, succeed } from './commands-world.ts';
import { forge } from './forged-executions.ts';

let world: CommandsWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A database in which so many players are tracked. */
async function place(tracked: number, more: Settings = {}): Promise<Settings> {
  const env = world.settings(more);
  await succeed(env, 'db', 'migrate');
  for (const riotId of world.riotIds(tracked)) await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
  return env;
}

const run = (env: Settings, ...options: readonly string[]) => riotjobs(['run', 'updater', ...options], { env });

/** As if another process, which is alive, had the job. */
function hold(env: Settings): void {
  sql(
    env,
    `insert into job_executions (id, job_config_id, job_name, status, trigger, params_json, host, pid, cli_version,
       lease_token, lease_expires_at, heartbeat_at, started_at)
     select 'the-other-one', id, name, 'RUNNING', 'manual', '{}', 'elsewhere', 7, '1', 't', 9e15, 1, 1
     from job_configurations where name = 'updater'`,
  );
}

describe('budgets', () => {
  it('--max-requests ends with 0 and says so', async () => {
    const { code, stderr } = await run(await place(2), '--max-requests', '4');
    expect(code).toBe(0);
    expect(stderr).toContain('updater SUCCESS/budget');
  });

  it('as JSON and for cron there is nothing on stderr', async () => {
    const env = await place(1);
    expect(await run(env, '--max-requests', '2', '--json')).toMatchObject({ code: 0, stderr: '' });
    expect(await run(env, '--max-requests', '2', '--scheduled')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('--max-duration and --timeout are on record', async () => {
    const env = await place(0);
    const answer = await jsonOf<{ run: { params: object } }>(
      env,
      ...['run', 'updater', '--max-duration', '10m', '--timeout', '90'],
    );
    expect(answer.run.params).toMatchObject({ max_duration_seconds: 600, timeout_seconds: 90 });
  });

  it.each([
    ['--max-requests', '0'],
    ['--max-duration', 'soon'],
    ['--timeout', '1x'],
    ['--wait', 'long'],
  ])('%s %s is a wrong argument', async (option, value) => {
    const { code, stderr } = await run(world.settings(), option, value);
    expect(code).toBe(2);
    expect(stderr).toContain(option);
  });
});

describe('--player', () => {
  it('updates the players that are named, by Riot ID or puuid, and no other', async () => {
    const env = await place(3);
    const [riotId = ''] = world.riotIds(1);
    const [{ puuid }] = sql(
      env,
      `select puuid from players where puuid not in
      (select puuid from players order by created_at, rowid limit 1)`,
    ) as [{ puuid: string }];
    const answer = await jsonOf<{ run: { counters: object; params: { players: string[] } } }>(
      env,
      ...['run', 'updater', '--player', riotId, '--player', puuid, '--player', puuid],
    );
    expect(answer.run.counters).toMatchObject({ playersProcessed: answer.run.params.players.length });
    expect(answer.run.params.players).toContain(puuid);
  });

  it('that the database does not know is an error, before anything runs', async () => {
    const env = await place(0);
    const { code, stderr } = await run(env, '--player', 'Nobody#EUW');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('knows no player Nobody#EUW') });
    expect(sql(env, 'select * from job_executions')).toEqual([]);
  });

  it('that is not tracked is an error of the updater that says so', async () => {
    const env = await place(1);
    await succeed(env, 'run', 'updater');
    const [{ puuid }] = sql(env, 'select puuid from players where not is_tracked limit 1') as [{ puuid: string }];
    const { code, stderr } = await run(env, '--player', puuid);
    expect(code).toBe(1);
    expect(stderr).toContain('is not tracked');
    expect((await riotjobs(['run', 'fetch-matches', '--player', puuid], { env })).code).toBe(0);
  });

  it('that is not active is an error, too', async () => {
    const env = await place(1);
    sql(env, 'update players set is_active = 0');
    const { code, stderr } = await run(env, '--player', String(world.riotIds(1)[0]));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('is not active') });
  });
});

describe('--fail-if-empty', () => {
  it('ends with 9 when nothing was due', async () => {
    const env = await place(0);
    expect((await run(env, '--fail-if-empty')).code).toBe(9);
    expect((await run(env)).code).toBe(0);
  });

  it('ends with 0 when something was', async () => {
    expect((await run(await place(1), '--fail-if-empty')).code).toBe(0);
  });
});

describe('a job that another execution has', () => {
  it('is an error that names it', async () => {
    const env = await place(0);
    hold(env);
    const { code, stderr } = await run(env);
    expect({ code, stderr }).toEqual({ code: 11, stderr: expect.stringContaining('the-other-one') });
  });

  it('is passed over in silence for cron', async () => {
    const env = await place(0);
    hold(env);
    expect(await run(env, '--scheduled')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(sql(env, 'select kind from job_events')).toEqual([{ kind: 'skipped' }]);
  });

  it.each([
    ['by hand', [], 1],
    ['for cron', ['--scheduled'], 0],
  ] as const)('is waited for with --wait %s', async (_, options, timesTold) => {
    const env = await place(0);
    hold(env);
    const { code, stderr } = await run(env, '--wait', '2', ...options);
    expect(code).toBe(11);
    expect(stderr.match(/waiting for execution the-other-one/g) ?? []).toHaveLength(timesTold);
    expect(stderr).toContain('already running');
    expect(sql(env, 'select id from job_executions')).toEqual([{ id: 'the-other-one' }]);
  });

  it('is taken when it becomes free', async () => {
    const env = await place(0);
    hold(env);
    const waiting = run(env, '--wait', '60', '--json');
    setTimeout(
      () => sql(env, `update job_executions set status = 'SUCCESS', completed_at = 2 where id = 'the-other-one'`),
      300,
    );
    const { code, stdout } = await waiting;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ run: { status: 'SUCCESS' } });
  });

  it('is left to it when a signal ends the waiting', async () => {
    const env = await place(0);
    hold(env);
    const stop = new AbortController();
    setTimeout(() => stop.abort('SIGTERM'), 300);
    const { code } = await riotjobs(['run', 'updater', '--wait'], { env, signal: stop.signal });
    expect(code).toBe(143);
    expect(sql(env, 'select id from job_executions')).toEqual([{ id: 'the-other-one' }]);
  });
});

describe('--scheduled', () => {
  it.each([
    ['switched off', 'update job_configurations set is_active = 0'],
    ['paused', `update job_configurations set pause_reason = 'by hand'`],
    ['paused until later', `update job_configurations set pause_reason = 'by hand', paused_until = 9e15`],
  ])('a job that is %s is passed over in silence, and runs by hand', async (_, statement) => {
    const env = await place(0);
    sql(env, statement);
    expect(await run(env, '--scheduled')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(sql(env, 'select * from job_executions')).toEqual([]);
    expect((await run(env)).code).toBe(0);
  });

  it('a pause that is over is none', async () => {
    const env = await place(0);
    sql(env, `update job_configurations set pause_reason = 'by hand', paused_until = 1`);
    await run(env, '--scheduled');
    expect(sql(env, 'select trigger from job_executions')).toEqual([{ trigger: 'schedule' }]);
  });
});

describe('--due', () => {
  it('takes the newest slot once', async () => {
    const env = await place(0);
    sql(env, `update job_configurations set schedule = '1d', catchup_window_s = 172800`);
    expect(await run(env, '--scheduled', '--due')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await run(env, '--scheduled', '--due')).toEqual({ code: 0, stdout: '', stderr: '' });
    const executions = sql(env, 'select scheduled_for, trigger from job_executions') as { scheduled_for: number }[];
    expect(executions).toHaveLength(1);
    expect(Number(executions[0]?.scheduled_for) % 86_400_000).toBe(0);
    expect(sql(env, `select last_scheduled_for from job_configurations where name = 'updater'`)).toEqual([
      { last_scheduled_for: executions[0]?.scheduled_for },
    ]);
  });

  it('puts slots on record that nobody will serve, and ends well', async () => {
    const env = await place(0);
    const tenDaysAgo = (Math.floor(Date.now() / 86_400_000) - 10) * 86_400_000;
    sql(env, `update job_configurations set schedule = '1d', catchup_window_s = 1, last_scheduled_for = ${tenDaysAgo}`);
    expect((await run(env, '--scheduled', '--due')).code).toBe(0);
    const events = sql(env, `select kind, slots from job_events where job_name = 'updater'`) as { slots: number }[];
    const executions = sql(env, 'select * from job_executions');
    expect(events.reduce((sum, { slots }) => sum + slots, 0) + executions.length).toBeGreaterThan(8);
  });

  it('an execution whose process is gone does not stand in its way, running or waiting', async () => {
    const env = await place(0);
    for (const status of ['RUNNING', 'PENDING']) {
      const id = forge(env, { job_name: 'updater', status, lease_expires_at: 1 });
      sql(env, 'update job_configurations set last_scheduled_for = null');
      expect(await run(env, '--scheduled', '--due')).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(sql(env, `select reason from job_executions where id = '${id}'`)).toEqual([{ reason: 'abandoned' }]);
      sql(env, 'update job_executions set scheduled_for = null');
    }
    expect(sql(env, "select count(*) as n from job_executions where status = 'SUCCESS'")).toEqual([{ n: 2 }]);
  });

  it('a job that is started by hand only is never due', async () => {
    const env = await place(0);
    sql(env, `update job_configurations set schedule = 'manual'`);
    const { code, stdout } = await run(env, '--due', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ run: null, skipped: 'nothing is due for updater' });
  });

  it('is no option that people are shown', async () => {
    const { stdout } = await riotjobs(['run', 'updater', '--help']);
    expect(stdout).toContain('--max-requests');
    expect(stdout).not.toContain('--due');
  });
});

describe('behind the execution', () => {
  it('metrics are written', async () => {
    const env = await place(0);
    const file = join(newHome(), 'riotjobs.prom');
    await succeed(env, 'run', 'updater', '--metrics-file', file);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/job="updater"/);
  });

  it('old executions are pruned', async () => {
    const env = await place(0);
    await succeed(env, 'run', 'updater');
    sql(env, 'update job_executions set started_at = 1, completed_at = 2');
    await succeed(env, 'run', 'updater');
    expect(sql(env, 'select distinct execution_id from execution_logs')).toHaveLength(1);
  });
});
