// run --player with players that the job could never look after: an error instead of an execution that does nothing.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, type Settings, sql, succeed } from './commands-world.ts';
import { insert } from './forged-executions.ts';

let world: CommandsWorld;
let env: Settings;
let tracked: string;

beforeAll(async () => {
  world = await openWorld();
  env = world.settings();
  await succeed(env, 'db', 'migrate');
  [tracked = ''] = world.riotIds(1);
  await succeed(env, 'players', 'track', tracked, '--platform', 'euw1');
});
afterAll(() => world.close());

const run = (name: string, ...options: readonly string[]) =>
  riotjobs(['run', name, '--player', tracked, ...options], { env });

it.each(['analyzer', 'fetch-matches', 'analyze-players', 'check-bans'])('%s: one that is tracked', async (name) => {
  for (const options of [[], ['--dry-run']]) {
    const { code, stdout, stderr } = await run(name, ...options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${tracked} is tracked, and`);
    expect(stderr).toContain('riotjobs run updater');
  }
  expect(sql(env, 'select * from job_executions')).toEqual([]);
});

it('one that is tracked and flagged is checked for bans, and for nothing else', async () => {
  const [{ puuid } = { puuid: '' }] = sql(env, 'select puuid from players') as { puuid: string }[];
  const profile = { profile: 'classic', profile_version: '1', queue_id: 420 };
  const verdict = { is_smurf: 1, confidence: 'high', coverage: 1, games_analyzed: 30, games_stored: 30 };
  insert(env, 'player_analysis', { puuid, ...profile, ...verdict, factors_json: '[]', created_at: 1 });
  for (const name of ['fetch-matches', 'analyze-players']) {
    expect(await run(name, '--dry-run')).toMatchObject({ code: 1, stderr: expect.stringContaining('is tracked, and') });
  }
  const due = await jsonOf<{ dryRun: { phases: object[] } }>(
    env,
    'run',
    'check-bans',
    '--player',
    tracked,
    '--dry-run',
  );
  expect(due.dryRun.phases).toMatchObject([{ phase: 'check-bans', players: [{ puuid }] }]);
  const { run: all } = await jsonOf<{ run: object }>(env, 'run', 'analyzer', '--player', tracked);
  expect(all).toMatchObject({ status: 'SUCCESS', counters: { banChecks: 1, playersAnalyzed: 0 } });
});
