// run --dry-run: whom an execution would look after, and what it would ask; and that it does neither.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/render/text.ts';
import { systemClock } from '../../src/clock.ts';
import { formatRiotId } from '../../src/league/riot-id.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { newHome, riotjobs } from './command-line.ts';
import { jsonOf, type Settings, succeed } from './commands-world.ts';
import { RECENTLY } from './recently.ts';

interface DryRun {
  readonly dryRun: {
    readonly phases: readonly {
      readonly phase: string;
      readonly players: readonly { readonly puuid: string; readonly requests: readonly Requests[] }[];
    }[];
    readonly routes: readonly (Omit<Requests, 'methodId'> & { readonly possibleAt: string | null })[];
  };
}

interface Requests {
  readonly methodId: string;
  readonly route: string;
  readonly atLeast: number;
  readonly atMost: number;
}

let simulator: Simulator;
let api: Awaited<ReturnType<typeof serve>>;
let env: Settings;
let names: readonly string[];

beforeAll(async () => {
  const world = { seed: 5, players: 60, historyDays: 10, limits: 'dev', frozenAt: RECENTLY } as const;
  simulator = createSimulator({ ...world, clock: systemClock });
  api = await serve(simulator, { port: 0 });
  env = { HOME: newHome(), RIOT_API_KEY: 'RGAPI-dry', RIOTJOBS_API_URL: `${api.url}/{route}` };
  names = simulator.world.suggestTracked(2).map(({ riotId }) => formatRiotId(riotId));
  for (const name of names) await succeed(env, 'players', 'track', name, '--platform', 'euw1');
});
afterAll(() => api.close());

const asked = () => simulator.stats().requests;

async function dryRun(...argv: readonly string[]): Promise<DryRun['dryRun']> {
  return (await jsonOf<DryRun>(env, 'run', ...argv, '--dry-run')).dryRun;
}

it('names who is due and what each takes, and asks nothing', async () => {
  const before = asked();
  const { phases, routes } = await dryRun('updater', '--set', 'max_new_matches_per_player=7');
  expect(asked()).toBe(before);
  expect(phases).toMatchObject([{ phase: 'update-players', players: [{}, {}] }]);
  expect(phases[0]?.players[0]?.requests).toEqual([
    { methodId: 'match-v5.getMatchIdsByPUUID', route: 'europe', atLeast: 1, atMost: 1 },
    { methodId: 'match-v5.getMatch', route: 'europe', atLeast: 0, atMost: 7 },
    { methodId: 'league-v4.getLeagueEntriesByPUUID', route: 'euw1', atLeast: 1, atMost: 1 },
    { methodId: 'account-v1.getByPuuid', route: 'europe', atLeast: 0, atMost: 1 },
    { methodId: 'summoner-v4.getByPUUID', route: 'euw1', atLeast: 0, atMost: 1 },
  ]);
  expect(routes).toMatchObject([
    { route: 'europe', atLeast: 2, atMost: 18 },
    { route: 'euw1', atLeast: 2, atMost: 4 },
  ]);
});

it('writes neither an execution nor an event', async () => {
  await dryRun('updater');
  await dryRun('analyzer');
  expect(await jsonOf(env, 'executions', 'list')).toMatchObject({ items: [] });
});

it('says when quota allows it: not known before the methods were asked, later at once or after a window', async () => {
  const unknown = await dryRun('updater');
  expect(unknown.routes.find(({ route }) => route === 'europe')?.possibleAt).toBeNull();
  await succeed(env, 'run', 'updater', '--set', 'max_new_matches_per_player=1');
  const soon = await dryRun('updater', '--set', 'max_new_matches_per_player=2');
  const late = await dryRun('updater', '--set', 'max_new_matches_per_player=90');
  const at = ({ routes }: DryRun['dryRun']) =>
    Date.parse(String(routes.find(({ route }) => route === 'europe')?.possibleAt));
  expect(at(soon) - systemClock.now()).toBeLessThan(2000);
  // 182 requests, of which a development key allows 100 in two minutes.
  expect(at(late) - systemClock.now()).toBeGreaterThan(60_000);
});

it('knows the phases of the analyzer, one of them, and players that were chosen', async () => {
  await succeed(env, 'run', 'updater', '--set', 'max_new_matches_per_player=3');
  const all = await dryRun('analyzer', '--set', 'players_per_run=3');
  expect(all.phases.map(({ phase }) => phase)).toEqual(['fetch-matches', 'analyze-players', 'check-bans']);
  const [first] = all.phases;
  // After each of them the list of another one is read ahead.
  expect(first?.players.map(({ requests }) => requests.length)).toEqual([2, 1, 2, 1, 2, 1]);
  const one = await dryRun('fetch-matches', '--player', String(first?.players[0]?.puuid));
  expect(one.phases).toMatchObject([{ phase: 'fetch-matches', players: [{ puuid: first?.players[0]?.puuid }] }]);
});

it('is a table for people, and 9 with --fail-if-empty when nobody is due', async () => {
  const { stdout, stderr, code } = await riotjobs(['run', 'updater', '--dry-run'], {
    env: { ...env, NO_COLOR: '1' },
    columns: 80,
  });
  expect(code).toBe(0);
  expect(stderr).toContain('nothing was asked of Riot, and nothing was written');
  for (const name of names) expect(stdout).toContain(name);
  expect(Math.max(...stdout.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
  const empty = await riotjobs(['run', 'check-bans', '--dry-run', '--fail-if-empty'], { env });
  expect(empty).toMatchObject({ code: 9, stderr: expect.stringContaining('nobody is due') });
});

it('off a terminal stdout is one table, and stderr says for each route when quota allows it', async () => {
  const { stdout, stderr } = await succeed(env, 'run', 'updater', '--dry-run');
  expect(
    new Set(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').length),
    ).size,
  ).toBe(1);
  expect(stdout).not.toContain('quota');
  expect(stderr).toMatch(/^europe: 2 to \d+ requests, which quota allows (at once|within .+)$/m);
  expect(stderr).toMatch(/^euw1: 2 to 4 requests; when quota allows them is not known yet$/m);
  const without = { ...env, RIOT_API_KEY: '' };
  expect((await succeed(without, 'run', 'updater', '--dry-run')).stderr).toMatch(
    /^europe: 2 to \d+ requests; when quota allows them is not known yet$/m,
  );
});

it('on a terminal the routes are a table, and as JSON stderr is empty', async () => {
  const drawn = await riotjobs(['run', 'updater', '--dry-run'], { env: { ...env, NO_COLOR: '1' }, columns: 100 });
  expect(drawn.stdout).toContain('quota allows them');
  expect(drawn.stderr).not.toContain('europe');
  expect((await succeed(env, 'run', 'updater', '--dry-run', '--json')).stderr).toBe('');
});
