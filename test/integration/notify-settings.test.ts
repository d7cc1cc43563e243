import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNotices, readNoticeSettings } from '../../src/cli/notices.ts';
import { systemClock } from '../../src/clock.ts';
import { silentNotices } from '../../src/notify/notices.ts';
import { newHome, riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, sql, succeed } from './commands-world.ts';
import { listeningLog } from './notify-server.ts';

function homeWith(file: object): { readonly HOME: string } {
  const home = newHome();
  mkdirSync(join(home, '.config', 'riotjobs'), { recursive: true });
  writeFileSync(join(home, '.config', 'riotjobs', 'config.json'), JSON.stringify(file));
  return { HOME: home };
}

describe('who is told', () => {
  it('is nobody without settings, and then nothing is opened', async () => {
    const env = { HOME: newHome(), RIOTJOBS_PING_URL: '' };
    const neverUsed = { store: undefined as never, log: listeningLog().log, clock: systemClock };
    expect(await openNotices({ env, signal: new AbortController().signal }, {}, neverUsed)).toBe(silentNotices);
  });

  it('comes from flags, the environment, and the configuration file', async () => {
    const env = homeWith({
      pingUrl: 'https://file/all',
      pingUrls: { updater: 'https://file/updater', analyzer: 'https://file/analyzer' },
      webhookUrl: 'https://file/hook',
      metricsFile: '/file.prom',
    });
    expect(await readNoticeSettings({}, env)).toEqual({
      pingUrl: 'https://file/all',
      pingUrls: { updater: 'https://file/updater', analyzer: 'https://file/analyzer' },
      webhookUrl: 'https://file/hook',
      metricsFile: '/file.prom',
    });
    const given = {
      ...env,
      RIOTJOBS_PING_URL: 'https://env/all',
      RIOTJOBS_PING_URL_UPDATER: 'https://env/updater',
      RIOTJOBS_WEBHOOK_URL: 'https://env/hook',
      RIOTJOBS_METRICS_FILE: '/env.prom',
    };
    expect(await readNoticeSettings({ metricsFile: '/flag.prom' }, given)).toEqual({
      pingUrl: 'https://env/all',
      pingUrls: { updater: 'https://env/updater', analyzer: 'https://file/analyzer' },
      webhookUrl: 'https://env/hook',
      metricsFile: '/flag.prom',
    });
  });

  it('is refused with every problem and its source, and no address', async () => {
    const env = {
      ...homeWith({ pingUrls: { analyzer: 'http://host/secret' } }),
      RIOTJOBS_WEBHOOK_URL: 'https://a:secret@host/',
    };
    const settings = readNoticeSettings({}, env);
    await expect(settings).rejects.toThrow(/RIOTJOBS_WEBHOOK_URL: .*; pingUrls.analyzer in the configuration file: /);
    await expect(settings).rejects.not.toThrow('secret');
  });

  it('is refused under a name that there is not', async () => {
    const env = homeWith({ pingUrls: { updatr: 'https://host' } });
    await expect(readNoticeSettings({}, env)).rejects.toThrow('updatr');
  });
});

describe('metrics', () => {
  let world: CommandsWorld;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('tell of executions, slots and switches', async () => {
    const env = world.settings();
    await succeed(env, 'run', 'updater');
    await succeed(env, 'jobs', 'disable', 'analyzer');
    const text = (await succeed(env, 'metrics')).stdout;
    expect(text).toMatch(/^riotjobs_last_success_timestamp_seconds\{job="updater"\} \d{10}(\.\d+)?$/m);
    for (const line of [
      'riotjobs_last_status{job="updater",status="SUCCESS",reason="completed"} 1',
      'riotjobs_runs_last_day{job="updater",status="SUCCESS"} 1',
      'riotjobs_runs_last_day{job="analyzer",status="SUCCESS"} 0',
      'riotjobs_running{job="updater"} 0',
      'riotjobs_active{job="analyzer"} 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).not.toContain('last_failure');
  });

  it('count what failed, was cut short, is running, was skipped or missed, within a day', async () => {
    const env = world.settings();
    await succeed(env, 'run', 'updater');
    await succeed(env, 'run', 'updater');
    await succeed(env, 'run', 'updater');
    const now = systemClock.now();
    const ids = sql(env, 'select id from job_executions order by id') as { id: string }[];
    const [old, failed, running] = ids.map(({ id }) => id);
    sql(env, `update job_executions set started_at = ${now - 90_000_000} where id = '${old}'`);
    sql(env, `update job_executions set status = 'FAILED', reason = 'rate_limited' where id = '${failed}'`);
    sql(
      env,
      `update job_executions set status = 'RUNNING', reason = null, completed_at = null where id = '${running}'`,
    );
    sql(env, `update job_executions set api_requests_made = 5`);
    const event = (at: number, kind: string, slots: number | null) =>
      sql(
        env,
        `insert into job_events (at, job_name, kind, detail, slots) values (${at}, 'updater', '${kind}', '', ${slots})`,
      );
    event(now, 'skipped', 1);
    event(now, 'skipped', null);
    event(now, 'missed', 4);
    event(now - 90_000_000, 'missed', 9);
    const { items } = await jsonOf<{ items: Record<string, unknown>[] }>(env, 'metrics');
    expect(items[0]).toMatchObject({
      job: 'updater',
      isActive: true,
      isRunning: true,
      last: { status: 'FAILED', reason: 'rate_limited', completedAt: expect.stringContaining('T') },
      lastSuccessAt: expect.stringContaining('T'),
      lastDay: { runs: { SUCCESS: 0, FAILED: 1 }, requests: 10, rateLimited: 1, skipped: 2, missed: 4 },
    });
  });

  it('survive a schedule that somebody has broken by hand', async () => {
    const env = world.settings();
    await succeed(env, 'db', 'migrate');
    sql(env, `update job_configurations set schedule = 'often'`);
    const { items } = await jsonOf<{ items: unknown[] }>(env, 'metrics');
    expect(items).toMatchObject([{ nextRunAt: null }, { nextRunAt: null }, { nextRunAt: null }]);
  });

  it('need a database: 10', async () => {
    expect((await riotjobs(['metrics'], { env: world.settings() })).code).toBe(10);
  });
});
