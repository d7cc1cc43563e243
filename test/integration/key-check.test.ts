// A key of another Riot application, whose puuids are other ones.
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { formatRiotId } from '../../src/league/riot-id.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { newHome, riotjobs } from './command-line.ts';
import { RECENTLY } from './recently.ts';

let simulator: Simulator;
let api: Awaited<ReturnType<typeof serve>>;

const world = { seed: 5, players: 60, historyDays: 10, limits: 'none', frozenAt: RECENTLY } as const;

beforeAll(async () => {
  simulator = createSimulator({ ...world, clock: systemClock });
  api = await serve(simulator, { port: 0 });
});
afterAll(() => api.close());

async function filled(): Promise<Record<string, string>> {
  const database = join(newHome(), 'riotjobs.db');
  const env = { RIOT_API_KEY: 'RGAPI-first', RIOTJOBS_API_URL: `${api.url}/{route}`, RIOTJOBS_DATABASE: database };
  const [player] = simulator.world.suggestTracked(1);
  const riotId = player ? formatRiotId(player.riotId) : '';
  expect((await riotjobs(['players', 'track', riotId, '--platform', 'euw1'], { env })).code).toBe(0);
  return env;
}

/** The simulator answers 400 to a puuid that it did not encrypt. */
function withForeignPuuids(env: Record<string, string>): void {
  const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
  file.prepare('update players set puuid = ?').run('x'.repeat(78));
  file.close();
}

const accountRequests = () => simulator.stats().byMethod['account-v1.getByPuuid'] ?? 0;

/** What both jobs and all commands have learnt, without executions. */
function learnt(env: Record<string, string>): unknown {
  const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
  const tables = ['players', 'matches', 'match_participants', 'player_ranks', 'player_analysis', 'verified_keys'];
  const rows = tables.map((table) => file.prepare(`select * from ${table}`).all());
  file.close();
  return rows;
}

async function executionsOf(env: Record<string, string>): Promise<unknown> {
  const { stdout } = await riotjobs(['executions', 'list', '--json'], { env });
  return (JSON.parse(stdout) as { items: unknown }).items;
}

it('is refused before anything is learnt, with the way out, by every command that would write', async () => {
  const env = await filled();
  withForeignPuuids(env);
  const before = learnt(env);
  for (const argv of [
    ['run', 'updater', '--scheduled'],
    ['run', 'analyzer', '--scheduled'],
    ['players', 'track', 'Name#TAG', '--platform', 'euw1'],
  ]) {
    const { code, stdout, stderr } = await riotjobs(argv, { env: { ...env, RIOT_API_KEY: 'RGAPI-second' } });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('another Riot application');
    expect(stderr).toContain('--database');
  }
  expect(learnt(env)).toEqual(before);
  const refused = { status: 'FAILED', reason: 'auth', errorCode: 'OtherApplicationError' };
  expect(await executionsOf(env)).toMatchObject([refused, refused]);
});

it('a new key that Riot refuses pauses the job after three executions', async () => {
  const faults = parseFaultScript(JSON.stringify([{ key: 'RGAPI-mistyped', fault: { kind: 'key-expired' } }]));
  const strict = await serve(createSimulator({ ...world, clock: systemClock, faults }), { port: 0 });
  const env = { ...(await filled()), RIOT_API_KEY: 'RGAPI-mistyped', RIOTJOBS_API_URL: `${strict.url}/{route}` };
  for (let run = 1; run <= 3; run++) {
    expect((await riotjobs(['run', 'updater', '--scheduled'], { env })).code).toBe(4);
  }
  expect(await riotjobs(['run', 'updater', '--scheduled'], { env })).toEqual({ code: 0, stdout: '', stderr: '' });
  await strict.close();
  const refused = { status: 'FAILED', reason: 'auth', counters: { apiRequests: 1 } };
  expect(await executionsOf(env)).toMatchObject([refused, refused, refused]);
});

it('each key costs one request, once', async () => {
  const env = await filled();
  const other = { env: { ...env, RIOT_API_KEY: 'RGAPI-regenerated' } };
  const before = accountRequests();
  for (const [options, cost] of [
    [other, 1],
    [other, 1],
    [{ env }, 2],
    [{ env }, 2],
  ] as const) {
    // A phase that asks nothing about accounts by itself.
    expect((await riotjobs(['run', 'fetch-matches'], options)).code).toBe(0);
    expect(accountRequests()).toBe(before + cost);
  }
});

it('a key that was used while the database held no puuid is checked as soon as it holds one', async () => {
  const env = await filled();
  const database = env['RIOTJOBS_DATABASE'] ?? '';
  const early = { ...env, RIOT_API_KEY: 'RGAPI-early', RIOTJOBS_DATABASE: `${database}.empty` };
  expect((await riotjobs(['run', 'updater'], { env: early })).code).toBe(0);
  const file = new Sqlite(early.RIOTJOBS_DATABASE);
  file.prepare('attach ? as filled').run(database);
  file.exec('insert into players select * from filled.players');
  file.close();
  withForeignPuuids(early);
  const { code, stderr } = await riotjobs(['run', 'updater'], { env: early });
  expect(code).toBe(4);
  expect(stderr).toContain('another Riot application');
});

it.each([
  ['a 400 with other words', { kind: 'status', status: 400 }, 1],
  ['a 503', { kind: 'status', status: 503 }, 5],
  ['a page of HTML with 404', { kind: 'status', status: 404, body: 'html' }, 1],
  ['a refused key', { kind: 'status', status: 403 }, 4],
  ['a quota that is used up', { kind: 'service-limit', retryAfter: 60 }, 5],
])(
  '%s decides nothing: nothing is learnt, and the next command asks again',
  async (_, fault, exitCode) => {
    const faults = parseFaultScript(JSON.stringify([{ method: 'account-v1.getByPuuid', fault }]));
    const broken = await serve(createSimulator({ ...world, clock: systemClock, faults }), { port: 0 });
    const env = { ...(await filled()), RIOT_API_KEY: 'RGAPI-third' };
    const before = learnt(env);
    const undecided = { env: { ...env, RIOTJOBS_API_URL: `${broken.url}/{route}` } };
    const { code, stderr } = await riotjobs(['run', 'updater', '--set', 'patience_seconds=1'], undecided);
    await broken.close();
    expect(code).toBe(exitCode);
    expect(stderr).not.toContain('another Riot application');
    expect(learnt(env)).toEqual(before);
    expect(await executionsOf(env)).toMatchObject([{ status: 'FAILED', counters: { matchesFetched: 0 } }]);
    withForeignPuuids(env);
    expect((await riotjobs(['run', 'updater'], { env })).stderr).toContain('another Riot application');
  },
  30_000,
);
