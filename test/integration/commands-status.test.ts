import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemProcesses } from '../../src/cli/processes.ts';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, sql, succeed } from './commands-world.ts';
import { forge, insert, ownerFields } from './forged-executions.ts';

const HOUR_MS = 3_600_000;

interface Status {
  readonly isHealthy: boolean;
  readonly database: { readonly path: string; readonly sizeBytes: number; readonly schema: string };
  readonly items: readonly (Record<string, unknown> & { readonly problems: readonly { readonly code: string }[] })[];
}

let world: CommandsWorld;
let env: Settings;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  env = world.settings();
  await succeed(env, 'db', 'migrate');
});
afterAll(() => world.close());

const statusOf = (...argv: readonly string[]) => jsonOf<Status>(env, 'status', ...argv);

it('is healthy and due before anything has run', async () => {
  const { isHealthy, database, items } = await statusOf('--exit-status');
  expect(isHealthy).toBe(true);
  expect(database).toMatchObject({ path: env['RIOTJOBS_DATABASE'], schema: expect.stringMatching(/^\d{4}_/) });
  expect(database.sizeBytes).toBeGreaterThan(4096);
  expect(items).toMatchObject([
    { job: 'updater', state: 'active', isDue: true, lastSuccess: null, lastFailure: null, running: null, problems: [] },
    { job: 'analyzer' },
    { job: 'check', state: 'active', isDue: false, nextAt: null, problems: [] },
  ]);
});

it('says what there was, what runs, and what comes', async () => {
  const success = forge(env, { started_at: Date.now() - 60_000 });
  const failure = forge(env, { started_at: Date.now() - 2 * HOUR_MS, status: 'FAILED', reason: 'timeout' });
  const running = forge(env, { status: 'RUNNING', heartbeat_at: Date.now(), ...ownerFields(systemProcesses.self()) });
  insert(env, 'job_events', { at: Date.now() - HOUR_MS, job_name: 'analyzer', kind: 'missed', detail: 'x', slots: 7 });
  insert(env, 'job_events', {
    at: Date.now() - 30 * HOUR_MS,
    job_name: 'analyzer',
    kind: 'missed',
    detail: 'x',
    slots: 9,
  });
  insert(env, 'job_events', { at: Date.now(), job_name: 'analyzer', kind: 'skipped', detail: 'x' });
  const { items } = await statusOf();
  expect(items[1]).toMatchObject({
    isHealthy: true,
    lastSuccess: { id: success },
    lastFailure: { id: failure, reason: 'timeout' },
    running: { id: running, owner: 'alive' },
    isDue: false,
    nextAt: expect.stringContaining('T'),
    missedLastDay: 7,
    skippedLastDay: 1,
  });
  const { stdout, stderr } = await succeed(env, 'status');
  expect(stderr).toMatch(
    /^analyzer: execution \S+ has run for .*, process \d+ is alive: nothing done yet\nbacklog: nobody waits .*\nhealthy; database /,
  );
  const rows = rowsOf(stdout);
  expect(rows[1]).toMatchObject({ job: 'analyzer', ok: 'true', reason: 'timeout', missed: '7', skipped: '1' });
});

it('ends with 0 whatever it finds, and with --exit-status with 1, as text and as JSON', async () => {
  const id = forge(env, { status: 'FAILED', reason: 'error', error_message: 'disk\u001b[31m full' });
  const asText = await succeed(env, 'status');
  expect(asText.stderr).toContain(
    `analyzer: execution ${id} ended as FAILED/error: disk[31m full\nbacklog: nobody waits for matches, a verdict or a ban check\nnot healthy; database`,
  );
  expect((await statusOf()).isHealthy).toBe(false);
  const text = await riotjobs(['status', '--exit-status'], { env });
  expect(text).toMatchObject({ code: 1, stdout: asText.stdout, stderr: asText.stderr });
  const json = await riotjobs(['status', '--exit-status', '--json'], { env });
  expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 1, stderr: '' });
  const { isHealthy, items } = JSON.parse(json.stdout) as Status;
  expect({ isHealthy, codes: items.map(({ problems }) => problems.map(({ code }) => code)) }).toEqual({
    isHealthy: false,
    codes: [[], ['failed'], []],
  });
});

it('takes the age that a success may have', async () => {
  for (const job of ['updater', 'analyzer']) forge(env, { job_name: job, started_at: Date.now() - 2.5 * HOUR_MS });
  await succeed(env, 'jobs', 'set', 'updater', 'schedule=2h');
  await succeed(env, 'jobs', 'set', 'analyzer', 'schedule=2h');
  const codeOf = async (...argv: readonly string[]) =>
    (await riotjobs(['status', '--exit-status', ...argv], { env })).code;
  expect(await codeOf()).toBe(0);
  expect(await codeOf('--max-age', '3h')).toBe(0);
  expect(await codeOf('--max-age', '2h')).toBe(1);
  expect(await codeOf('--max-age', '2h', '--json')).toBe(1);
  expect(await codeOf('--max-age', 'old')).toBe(2);
});

it('sees that nobody starts what is due, whatever the schedule is', async () => {
  const unhealthy = async (...argv: readonly string[]) => {
    const { code, stdout } = await riotjobs(['status', '--exit-status', '--json', ...argv], { env });
    const { items } = JSON.parse(stdout) as Status;
    return { code, codes: items.map(({ problems }) => problems.map((problem) => problem.code)) };
  };
  const long = Date.now() - 30 * 24 * HOUR_MS;
  sql(env, `update job_configurations set created_at = ${long}`);
  expect(await unhealthy()).toEqual({ code: 1, codes: [['stale'], ['stale'], []] });
  await succeed(env, 'jobs', 'set', 'updater', 'schedule=*/5 * * * *');
  await succeed(env, 'jobs', 'set', 'analyzer', 'schedule=manual');
  expect(await unhealthy()).toEqual({ code: 0, codes: [[], [], []] });
  for (const job of ['updater', 'analyzer']) forge(env, { job_name: job, started_at: long });
  expect(await unhealthy()).toEqual({ code: 1, codes: [['stale'], [], []] });
  expect(await unhealthy('--max-age', '2h')).toEqual({ code: 1, codes: [['stale'], ['stale'], []] });
  await succeed(env, 'jobs', 'disable', 'updater');
  await succeed(env, 'jobs', 'pause', 'analyzer');
  expect(await unhealthy('--max-age', '2h')).toEqual({ code: 0, codes: [[], [], []] });
});

it('reports an execution without an owner, and a configuration that cannot be read', async () => {
  forge(env, { status: 'RUNNING' });
  sql(env, "update job_configurations set schedule = 'whenever' where name = 'updater'");
  const { items } = await statusOf();
  expect(items.map(({ problems }) => problems.map(({ code }) => code))).toEqual([['configuration'], ['ownerless'], []]);
});

it.each([40, 60, 80, 120, 200])('fits a terminal of %d columns', async (columns) => {
  forge(env, { status: 'FAILED', reason: 'rate_limited', started_at: Date.now() - 50 * HOUR_MS });
  forge(env, { started_at: Date.now() - 49 * HOUR_MS });
  forge(env, { status: 'RUNNING' });
  const { stdout } = await riotjobs(['status'], { env: { ...env, NO_COLOR: '1' }, columns });
  const lines = stdout.split('\n').filter((line) => !line.endsWith('a pipe shows all'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  expect(lines[1]).toMatch(/ job .* ok /);
  if (columns >= 80) expect(lines[1]).toMatch(/ state .* success .* next .* failure .* reason /);
});

it('needs a database: 10', async () => {
  expect((await riotjobs(['status'], { env: world.settings() })).code).toBe(10);
});

interface WithBacklog {
  readonly backlog: {
    readonly items: readonly { readonly phase: string; readonly players: number; readonly requests: number }[];
    readonly requests: number;
    readonly requestsPerHour: number | null;
    readonly basis: string | null;
    readonly hours: number | null;
    readonly growth: { readonly playersMet: number } | null;
  } | null;
}

it('tells the backlog, how long it lasts, and that it grows', async () => {
  expect((await jsonOf<WithBacklog>(env, 'status')).backlog).toMatchObject({ requests: 0, basis: null, growth: null });
  const [riotId = ''] = world.riotIds(1);
  await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
  await succeed(env, 'run', 'updater');
  sql(env, `update job_executions set job_name = 'analyzer'`);
  const { backlog } = await jsonOf<WithBacklog>(env, 'status');
  const [fetching] = backlog?.items ?? [];
  const { n } = sql(env, 'select count(*) as n from players where not is_tracked')[0] as { n: number };
  expect(fetching).toMatchObject({ phase: 'fetch-matches', players: n });
  const made = sql(env, 'select sum(api_requests_made) as n from job_executions')[0] as { n: number };
  expect(backlog).toMatchObject({ basis: 'executions', requestsPerHour: made.n, growth: { playersMet: n } });
  expect(backlog?.hours).toBeCloseTo((backlog?.requests ?? 0) / made.n);
  const { stderr } = await succeed(env, 'status');
  expect(stderr).toMatch(
    /^backlog: fetch-matches \d+ players, [\d,]+ requests; about .* of the last hour\nthe backlog grows: /,
  );
  sql(env, 'update job_executions set started_at = started_at - 7200000');
  expect((await jsonOf<WithBacklog>(env, 'status')).backlog).toMatchObject({
    basis: 'limits',
    hours: expect.any(Number),
  });
  expect((await jsonOf<WithBacklog>({ ...env, RIOT_API_KEY: '' }, 'status')).backlog?.basis).toBeNull();
  await succeed(env, 'jobs', 'set', 'analyzer', 'min_matches=1');
  sql(env, `update job_configurations set config_json = '{"queue":"x"}' where name = 'analyzer'`);
  expect((await jsonOf<WithBacklog>(env, 'status')).backlog).toBeNull();
});
