import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, openWorld, sql, succeed } from './commands-world.ts';
import { listen } from './notify-server.ts';

let world: CommandsWorld;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('an execution is told with its start and its end, a failure and the recovery, and in the file of metrics', async () => {
  const server = await listen();
  const settings = world.settings();
  const env = {
    ...settings,
    RIOTJOBS_PING_URL_UPDATER: `${server.url}/token`,
    RIOTJOBS_WEBHOOK_URL: `${server.url}/hook`,
  };
  const metricsFile = join(settings['HOME'] ?? '', 'riotjobs.prom');
  const [player = ''] = world.riotIds(1);
  await succeed(settings, 'players', 'track', player, '--platform', 'euw1');
  sql(env, `create trigger full before insert on matches begin select raise(abort, 'the disk is full'); end`);
  const failed = await riotjobs(['run', 'updater', '--metrics-file', metricsFile, '-v'], { env });
  expect(failed.code).toBe(13);
  expect(failed.stdout + failed.stderr).not.toContain('token');
  expect(readFileSync(metricsFile, 'utf8')).toContain(
    'riotjobs_last_status{job="updater",status="FAILED",reason="error"} 1',
  );
  sql(env, 'drop trigger full');
  await succeed(env, 'run', 'updater', '--metrics-file', metricsFile);
  expect(readFileSync(metricsFile, 'utf8')).toContain('riotjobs_last_status{job="updater",status="SUCCESS"');
  const ids = (sql(env, 'select id from job_executions order by id') as { id: string }[]).map(({ id }) => id);
  expect(server.told.filter(({ url }) => url !== '/hook').map(({ url }) => url)).toEqual([
    `/token/start?rid=${ids[0]}`,
    `/token/fail?rid=${ids[0]}`,
    `/token/start?rid=${ids[1]}`,
    `/token?rid=${ids[1]}`,
  ]);
  expect(server.told.filter(({ url }) => url === '/hook').map(({ body }) => JSON.parse(body))).toMatchObject([
    { event: 'failed', job: 'updater', executionId: ids[0], text: expect.stringContaining('the disk is full') },
    { event: 'recovered', job: 'updater', executionId: ids[1] },
  ]);
});

it('settings that do not fit end the command before anything is begun: 12', async () => {
  const env = world.settings({ RIOTJOBS_PING_URL: 'http://ping.example/token' });
  const { code, stderr } = await riotjobs(['run', 'updater'], { env });
  expect({ code, isTold: stderr.includes('token') }).toEqual({ code: 12, isTold: false });
  expect(stderr).toContain('RIOTJOBS_PING_URL');
  expect(sql(env, 'select * from job_executions')).toEqual([]);
});

it('nobody who listens is no failure', async () => {
  const server = await listen();
  server.close();
  const env = world.settings({
    RIOTJOBS_PING_URL: `${server.url}/token`,
    RIOTJOBS_METRICS_FILE: '/nowhere/at/all.prom',
  });
  const { stderr } = await succeed(env, 'run', 'updater', '--scheduled');
  expect(stderr).toBe('');
});
