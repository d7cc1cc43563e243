import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, type Settings, sql, succeed } from './commands-world.ts';
import { forge, forgeLines, insert } from './forged-executions.ts';

interface Run {
  readonly id: string;
  readonly trigger: string;
  readonly parentExecutionId: string | null;
  readonly params: Record<string, unknown>;
  readonly counters: Record<string, number>;
  readonly phases: readonly { readonly name: string }[];
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

const run = async (...argv: readonly string[]) => (await jsonOf<{ run: Run }>(env, ...argv)).run;

it('repeats job, phases and configuration, whatever is configured now, and names what it repeats', async () => {
  const first = await run('run', 'fetch-matches', '--set', 'players_per_run=3');
  await succeed(env, 'jobs', 'set', 'analyzer', 'players_per_run=7', 'matches_per_player=2');
  const second = await run('executions', 'rerun', first.id);
  expect(second).toMatchObject({
    job: 'analyzer',
    trigger: 'retry',
    parentExecutionId: first.id,
    params: first.params,
  });
  expect(second.phases.map(({ name }) => name)).toEqual(['fetch-matches']);
  expect(first.params).toMatchObject({ players_per_run: 3, phases: ['fetch-matches'] });
  const third = await run('executions', 'rerun', second.id, '--set', 'players_per_run=4');
  expect(third.params).toEqual({ ...first.params, players_per_run: 4 });
  const limited = await run('run', 'updater', '--timeout', '90s', '--max-requests', '7', '--max-duration', '8m');
  const again = await run('executions', 'rerun', limited.id);
  expect(again.params).toEqual(limited.params);
  expect(again.params).toMatchObject({ timeout_seconds: 90, max_requests: 7, max_duration_seconds: 480 });
  const longer = await run('executions', 'rerun', limited.id, '--set', 'timeout_seconds=91');
  expect(longer.params).toEqual({ ...limited.params, timeout_seconds: 91 });
});

it('leaves out keys that there are no longer, and refuses a job that there is no longer', async () => {
  const old = forge(env, { params_json: '{"a_former_key":1,"players_per_run":3}' });
  expect((await run('executions', 'rerun', old)).params).toMatchObject({ players_per_run: 3 });
  const foreign = forge(env, { job_name: 'washer' });
  const { code, stderr } = await riotjobs(['executions', 'rerun', foreign], { env });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('no job washer') });
});

it('takes with --only-failed the players that were skipped', async () => {
  for (const riotId of world.riotIds(3)) await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
  const puuids = (sql(env, 'select puuid from players order by puuid') as { puuid: string }[]).map(
    ({ puuid }) => puuid,
  );
  const failed = puuids.slice(1);
  const parent = forge(env, { job_name: 'updater', reason: 'partial', items_failed: 2 });
  const skipped = failed.map((puuid, index) => {
    return { seq: index + 1, level: 'warn', event: 'player skipped', data: { puuid, error: 'x' } } as const;
  });
  forgeLines(env, parent, skipped);
  const again = await run('executions', 'rerun', parent, '--only-failed');
  expect(again).toMatchObject({ trigger: 'retry', counters: { playersProcessed: 2 } });
  const touched = sql(env, 'select puuid from players where is_tracked and last_attempt_at is not null order by puuid');
  expect(touched).toEqual(failed.map((puuid) => ({ puuid })));
  const repeated = await run('executions', 'rerun', again.id);
  expect(repeated.params['players']).toEqual(failed);
});

it('finds in the log of a real execution who was skipped, and why', async () => {
  const [riotId = ''] = world.riotIds(1);
  await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
  await succeed(env, 'run', 'updater');
  const nobody = 'x'.repeat(78);
  const player = { puuid: nobody, platform: 'euw1', is_tracked: 1, discovered_depth: 0, created_at: 1, updated_at: 1 };
  insert(env, 'players', player);
  const { code, stdout } = await riotjobs(['run', 'updater', '--json'], { env });
  const { run: parent } = JSON.parse(stdout) as { run: Run };
  expect({ code, failed: parent.counters['itemsFailed'] }).toEqual({ code: 3, failed: 1 });
  expect(await jsonOf(env, 'executions', 'errors')).toMatchObject({
    run: { id: parent.id },
    notKept: 0,
    items: [
      {
        event: 'player skipped',
        count: 1,
        error: expect.stringMatching(/^Riot answered 4/),
        players: [{ puuid: nobody }],
      },
    ],
  });
  const again = await riotjobs(['executions', 'rerun', parent.id, '--only-failed', '--json'], { env });
  expect(again.code).toBe(1);
  const { run: repeated } = JSON.parse(again.stdout) as { run: Run };
  expect(repeated).toMatchObject({ parentExecutionId: parent.id, params: { players: [nobody] } });
  expect(repeated.counters).toMatchObject({ itemsFailed: 1, matchesFetched: 0 });
});

it('says with --only-failed when nobody failed, and when it is not known who: 1', async () => {
  const clean = forge(env);
  const pruned = forge(env, { reason: 'partial', items_failed: 4 });
  for (const [id, message] of [
    [clean, 'skipped no player'],
    [pruned, 'its log lines are gone'],
  ] as const) {
    const { code, stderr } = await riotjobs(['executions', 'rerun', id, '--only-failed'], { env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
  }
  expect(sql(env, 'select count(*) as n from job_executions')).toEqual([{ n: 2 }]);
});

it('needs a key, an id and a database like other commands', async () => {
  const id = forge(env);
  expect((await riotjobs(['executions', 'rerun', id], { env: { ...env, RIOT_API_KEY: '' } })).code).toBe(4);
  expect((await riotjobs(['executions', 'rerun', 'xyz'], { env })).code).toBe(2);
  expect((await riotjobs(['executions', 'rerun', id], { env: world.settings() })).code).toBe(10);
});
