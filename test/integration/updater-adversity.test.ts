// The updater against adversity that lasts: an id that stays broken, a clock that was ahead, lists that are empty.

import { afterEach, expect, it } from 'vitest';
import { createHarness, type Harness } from './harness.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let harness: Harness | undefined;
afterEach(() => harness?.close());

function begin(world: Parameters<typeof createHarness>[0] = {}): Harness {
  harness = createHarness({ limits: 'prod', ...world });
  return harness;
}

async function listed({ simulator }: Harness, puuid: string): Promise<string[]> {
  const url = `http://localhost/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?queue=420&count=100`;
  const answer = await simulator.handle(new Request(url, { headers: { 'X-Riot-Token': 'RGAPI-other' } }));
  return (await answer.json()) as string[];
}

function stored({ rows }: Harness, puuid: string): Set<unknown> {
  return new Set(rows(`select match_id id from match_participants where puuid = '${puuid}'`).map(({ id }) => id));
}

it('an unavailable match that answers 500 for ever keeps nothing else of the player from being updated', async () => {
  const world = begin();
  const [puuid = ''] = await world.track(1);
  const broken = (await listed(world, puuid)).at(-3);
  world.fault = ({ url }) => (url.endsWith(`/${broken}`) ? new Response('{}', { status: 500 }) : undefined);
  for (let run = 0; run < 12; run += 1) {
    await world.run('updater', { overrides: { concurrency: 1 } });
    world.clock.advance(DAY_MS / 2);
  }
  const [player] = world.rows(`select rank_checked_at, profile_checked_at from players where puuid = '${puuid}'`);
  const [cursor] = world.rows('select reconciled_at from fetch_cursors');
  const checkedLately = world.clock.now() - 2 * DAY_MS;
  for (const at of [player?.['rank_checked_at'], player?.['profile_checked_at'], cursor?.['reconciled_at']])
    expect(Number(at)).toBeGreaterThan(checkedLately);
});

it('a first run under a clock that was ahead loses nothing once the clock is right', async () => {
  const world = begin();
  const [puuid = ''] = await world.track(1);
  world.clock.advance(40 * DAY_MS);
  await world.run('updater');
  world.clock.advance(-40 * DAY_MS);
  for (let run = 0; run < 6; run += 1) {
    await world.run('updater');
    world.clock.advance(1.5 * DAY_MS);
  }
  const ids = await listed(world, puuid);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !stored(world, puuid).has(id))).toEqual([]);
});

it('a check by hand does not put the player behind the others in the updater', async () => {
  const world = begin();
  const [checked = '', other = ''] = await world.track(2);
  const turns: (string | undefined)[] = [];
  for (let run = 0; run < 6; run += 1) {
    await world.run('check', { request: { players: [checked] } });
    const before = world.requests.length;
    await world.run('updater', { overrides: { max_tracked_players: 1 } });
    const list = world.requests.slice(before).find((path) => path.endsWith('/ids'));
    turns.push([checked, other].find((puuid) => list?.includes(puuid)));
    world.clock.advance(HOUR_MS);
  }
  expect(turns.filter((puuid) => puuid === checked)).toHaveLength(3);
});

it.each(['a ban check', 'tracking again'])(
  '%s that finds the player elsewhere leaves the platform to the updater',
  async (by) => {
    const world = begin();
    const [puuid = ''] = await world.track(1);
    await world.run('updater');
    await world.run('check', { request: { players: [puuid] } });
    world.execute(`update player_analysis set is_smurf = 1 where puuid = '${puuid}'`);
    world.fault = ({ url }) => {
      if (url.includes('/euw1/lol/summoner')) return new Response('{}', { status: 404 });
      return url.includes('/region/') ? Response.json({ puuid, game: 'lol', region: 'na1' }) : undefined;
    };
    if (by === 'a ban check') await world.run('analyzer', { phases: ['check-bans'] });
    else {
      const account = { puuid, gameName: null, tagLine: null };
      await world.store.players.track({ account, platform: 'na1', now: world.clock.now() });
    }
    expect(world.rows(`select platform from players where puuid = '${puuid}'`)).toEqual([{ platform: 'euw1' }]);
    expect(world.rows("select result from ban_checks where result = 'moved'")).toHaveLength(
      by === 'a ban check' ? 1 : 0,
    );
  },
);
