// Who is told of executions that a command has ended because their processes are gone.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newHome, riotjobs } from './command-line.ts';
import { jsonOf, type Settings, sql, succeed } from './commands-world.ts';
import { forge, startOwner } from './forged-executions.ts';
import { type Listener, listen } from './notify-server.ts';

async function place(): Promise<{ readonly env: Settings; readonly server: Listener; readonly metricsFile: string }> {
  const server = await listen();
  const home = newHome();
  const metricsFile = join(home, 'riotjobs.prom');
  const env = {
    HOME: home,
    RIOT_API_KEY: 'RGAPI-of-this-test',
    RIOTJOBS_DATABASE: join(home, 'riotjobs.db'),
    RIOTJOBS_PING_URL: `${server.url}/token`,
    RIOTJOBS_WEBHOOK_URL: `${server.url}/hook`,
    RIOTJOBS_METRICS_FILE: metricsFile,
  };
  await succeed(env, 'db', 'migrate');
  for (const job of ['updater', 'analyzer']) await succeed(env, 'jobs', 'set', job, 'schedule=manual');
  return { env, server, metricsFile };
}

const urls = ({ told }: Listener) => told.map(({ url }) => url).toSorted();
const bodyOf = ({ told }: Listener) => JSON.parse(told.find(({ url }) => url === '/hook')?.body ?? '{}');
const eventsOf = (env: Settings) => sql(env, "select job_name, detail from job_events where kind = 'recovered'");

it.each([
  ['executions recover', () => ['executions', 'recover']],
  ['executions cancel', (id: string) => ['executions', 'cancel', id]],
  ['watch', () => ['watch', '--once']],
])('%s tells the end of one whose process was gone', async (_name, argv) => {
  const { env, server, metricsFile } = await place();
  const id = forge(env, { status: 'RUNNING', started_at: 1_793_534_400_000, heartbeat_at: 1_793_534_460_000 });
  await succeed(env, ...argv(id));
  expect(urls(server)).toEqual(['/hook', `/token/fail?rid=${id}`]);
  expect(bodyOf(server)).toMatchObject({
    event: 'failed',
    job: 'analyzer',
    reason: 'abandoned',
    executionId: id,
    durationMs: 60_000,
  });
  expect(readFileSync(metricsFile, 'utf8')).toContain('job="analyzer",status="FAILED",reason="abandoned"} 1');
  expect(eventsOf(env)).toMatchObject([{ job_name: 'analyzer', detail: expect.stringContaining(id) }]);
});

it('watch tells it while it goes on, and in the file of its option', async () => {
  const { env, server } = await place();
  const id = forge(env, { status: 'RUNNING' });
  const stop = new AbortController();
  const metricsFile = join(env['HOME'] ?? '', 'other.prom');
  const watching = riotjobs(['watch', '--metrics-file', metricsFile], { env, signal: stop.signal });
  while (server.told.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  stop.abort('SIGTERM');
  expect(await watching).toMatchObject({ code: 143, stderr: '' });
  expect(urls(server)).toEqual(['/hook', `/token/fail?rid=${id}`]);
  expect(readFileSync(metricsFile, 'utf8')).toContain('reason="abandoned"} 1');
});

it('an end that somebody wished for is pinged, and no news', async () => {
  const { env, server } = await place();
  const owner = await startOwner();
  const id = forge(env, { status: 'RUNNING', ...owner.fields });
  expect(await jsonOf(env, 'executions', 'cancel', id, '--kill')).toMatchObject({ run: { reason: 'cancelled' } });
  expect(await owner.ended).toBe('SIGTERM');
  expect(urls(server)).toEqual([`/token/fail?rid=${id}`]);
  expect(eventsOf(env)).toHaveLength(1);
});

it('the same failure again is no news, and of one that only waited nothing is told', async () => {
  const { env, server } = await place();
  forge(env, { status: 'FAILED', reason: 'abandoned', started_at: Date.now() - 60_000 });
  const id = forge(env, { status: 'RUNNING' });
  forge(env, { status: 'PENDING', job_name: 'updater' });
  await succeed(env, 'executions', 'recover');
  expect(urls(server)).toEqual([`/token/fail?rid=${id}`]);
});

it('neither a server that is gone nor settings that do not fit are a failure', async () => {
  const { env, server } = await place();
  server.close();
  forge(env, { status: 'RUNNING' });
  expect(await succeed(env, 'watch', '--once')).toMatchObject({ stderr: '' });
  forge(env, { status: 'RUNNING' });
  const { stderr } = await succeed(
    { ...env, RIOTJOBS_PING_URL: 'http://ping.example/secret' },
    'executions',
    'recover',
  );
  expect(stderr).toContain('has ended as FAILED/abandoned');
  expect(stderr).toContain('RIOTJOBS_PING_URL');
  expect(stderr).not.toContain('secret');
});
