// Whatever the order of queues, owners and failures: each game of a tracked player's list is stored in the end.

import { afterEach, describe, expect, it } from 'vitest';
import { createHarness, expectThrift, type Harness } from './harness.ts';

const HOUR_MS = 3_600_000;

let harness: Harness;
afterEach(async () => {
  await harness.close();
  expectThrift(harness, 1);
});

/** The world's own list, oldest first: what must be stored in the end. */
async function listed({ simulator }: Harness, puuid: string, queue = 420): Promise<string[]> {
  const url = `http://localhost/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?queue=${queue}&count=100`;
  const headers = { 'X-Riot-Token': 'RGAPI-other' };
  const response = await simulator.handle(new Request(url, { headers }));
  return ((await response.json()) as string[]).toReversed();
}

function stored({ rows }: Harness, puuid: string, queue = 420): string[] {
  const games = rows(
    `select m.match_id from matches m join match_participants p on p.match_id = m.match_id
     where p.puuid = '${puuid}' and m.queue_id = ${queue} order by m.game_creation`,
  );
  return games.map((row) => String(row['match_id']));
}

const answerTo = (ids: readonly string[], status: number, body = '{}') => {
  const asked = ids.map((id) => `/matches/${id}`);
  return ({ url }: Request) => (asked.some((path) => url.endsWith(path)) ? new Response(body, { status }) : undefined);
};
const healthy = () => undefined;

/** A game of a tracked player, and the first other player in it. */
async function sharedGame(): Promise<{ readonly first: string; readonly second: string; readonly game: string }> {
  harness = createHarness();
  const [first = ''] = await harness.track(1);
  await harness.run('updater');
  const [row] = harness.rows(
    `select m.match_id, p.puuid from matches m join match_participants p on p.match_id = m.match_id
     where p.puuid <> '${first}' and m.queue_id = 420 order by m.game_creation, p.puuid`,
  );
  await harness.close();
  harness = createHarness();
  return { first, second: String(row?.['puuid']), game: String(row?.['match_id']) };
}

async function trackAlso(puuid: string): Promise<void> {
  const account = { puuid, gameName: null, tagLine: null };
  await harness.store.players.track({ account, platform: 'euw1', now: harness.clock.now() });
}

describe('no match is lost', () => {
  it('by a run with another queue while the history of the first is incomplete', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater', { overrides: { max_new_matches_per_player: 3 } });
    await harness.run('updater', { overrides: { queue: 440 } });
    const flex = await listed(harness, puuid, 440);
    expect(flex).not.toEqual([]);
    expect(stored(harness, puuid, 440)).toEqual(flex);
    await harness.run('updater');
    expect(stored(harness, puuid)).toEqual(await listed(harness, puuid));
  });

  it.each([0, 1])('when two players wait for it and one of them (%i) is tracked no longer', async (leaving) => {
    const { first, second, game } = await sharedGame();
    await harness.track(1);
    await trackAlso(second);
    harness.fault = answerTo([game], 404);
    await harness.run('updater');
    await harness.store.players.untrack({ puuid: [first, second][leaving] ?? '', now: harness.clock.now() });
    harness.fault = healthy;
    harness.clock.advance(HOUR_MS);
    await harness.run('updater');
    expect(await harness.store.matches.find(game)).toBeDefined();
    expect(harness.rows('select * from unavailable_matches')).toEqual([]);
  });

  it('when it was unavailable before its second player was tracked', async () => {
    const { first, second, game } = await sharedGame();
    await harness.track(1);
    harness.fault = answerTo([game], 404);
    await harness.run('updater');
    await trackAlso(second);
    await harness.run('updater');
    await harness.store.players.untrack({ puuid: first, now: harness.clock.now() });
    harness.fault = healthy;
    harness.clock.advance(48 * HOUR_MS);
    await harness.run('updater');
    expect(await harness.store.matches.find(game)).toBeDefined();
  });

  it('by a request that always fails, which holds up neither newer games nor the rank', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const all = await listed(harness, puuid);
    const broken = all[3] ?? '';
    harness.fault = answerTo([broken], 503);
    expect((await harness.run('updater')).execution).toMatchObject({ status: 'FAILED', reason: 'error' });
    const second = await harness.run('updater');
    expect(second.execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', itemsFailed: 0 });
    expect(stored(harness, puuid)).toEqual(all.filter((id) => id !== broken));
    expect((await harness.store.players.find({ puuid }))?.rankCheckedAt).not.toBeNull();
    harness.clock.advance(HOUR_MS);
    const again = await harness.run('updater');
    expect(again.execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', playersProcessed: 1 });
    expect(again.execution.errorMessage).toContain('503');
    harness.fault = healthy;
    harness.clock.advance(HOUR_MS);
    await harness.run('updater');
    expect(stored(harness, puuid)).toEqual(all);
  });

  it('by a rank that cannot be looked up for days', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const all = await listed(harness, puuid);
    harness.fault = answerTo(all.slice(0, 1), 404);
    await harness.run('updater');
    harness.fault = ({ url }) => (url.includes('/league/') ? new Response('<html>') : undefined);
    harness.clock.advance(HOUR_MS);
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', matchesFetched: 1, playersProcessed: 1 });
    expect(execution.errorMessage).toContain('league-v4');
    expect(stored(harness, puuid)).toEqual(all);
  });

  it('by a bound on the matches per run, which holds for those that were unavailable, too', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const all = await listed(harness, puuid);
    harness.fault = answerTo(all.slice(0, 5), 404);
    await harness.run('updater');
    harness.fault = healthy;
    harness.clock.advance(HOUR_MS);
    const fetched: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      const { execution } = await harness.run('updater', { overrides: { max_new_matches_per_player: 2 } });
      fetched.push(execution.matchesFetched);
    }
    expect(fetched).toEqual([2, 2, 1, 0]);
    expect(stored(harness, puuid)).toEqual(all);
  });
});

describe('nothing that could be read', () => {
  it('is no success of the updater, and something is a part of it', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const all = await listed(harness, puuid);
    harness.fault = answerTo(all, 200, '{"metadata":{}}');
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'error', matchesFetched: 0, itemsFailed: 1 });
    expect(execution.errorMessage).toContain('unreadable answer to match-v5.getMatch: metadata.matchId');
    harness.fault = answerTo(all.slice(2), 200, '{"metadata":{}}');
    harness.clock.advance(HOUR_MS);
    const { execution: next } = await harness.run('updater');
    expect(next).toMatchObject({ status: 'SUCCESS', reason: 'partial', matchesFetched: 2, itemsFailed: 0 });
    harness.fault = healthy;
    harness.clock.advance(HOUR_MS);
    expect((await harness.run('updater')).execution).toMatchObject({ status: 'SUCCESS', reason: 'completed' });
    expect(stored(harness, puuid)).toEqual(all);
  });

  it('is no success of the analyzer, and such a player is not called exhausted', async () => {
    harness = createHarness();
    await harness.track(1);
    await harness.run('updater');
    harness.fault = ({ url }) => (/matches\/\w+_\d+$/.test(url) ? new Response('{}', { status: 200 }) : undefined);
    const overrides = { players_per_run: 1, target_matches: 100 };
    const { execution } = await harness.run('analyzer', { phases: ['fetch-matches'], overrides });
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'error', itemsFailed: 1 });
    expect(harness.rows('select * from players where exhausted_at is not null')).toEqual([]);
  });

  it('is no success where somebody else answers in place of Riot, and what is known stays', async () => {
    harness = createHarness();
    await harness.track(2);
    await harness.run('updater');
    await harness.run('analyzer', { overrides: { min_matches: 1, target_matches: 100 } });
    const known = () => ({
      ranks: harness.rows('select * from player_ranks where is_current order by id'),
      suspected: harness.rows('select puuid from players where ban_suspected_at is not null'),
    });
    harness.execute('update player_analysis set is_smurf = 1');
    const before = known();
    harness.fault = () => new Response('<html>no such page</html>', { status: 404 });
    expect((await harness.run('updater')).execution).toMatchObject({ status: 'FAILED', reason: 'error' });
    expect((await harness.run('analyzer', { phases: ['check-bans'] })).execution).toMatchObject({ status: 'FAILED' });
    expect(known()).toEqual(before);
    expect(before.ranks).not.toEqual([]);
  });
});

describe('a player of the analyzer with unavailable matches', () => {
  it('is asked about again as soon as they are due, not after a day', async () => {
    harness = createHarness();
    await harness.track(1);
    await harness.run('updater');
    harness.fault = ({ url }) => (/matches\/\w+_\d+$/.test(url) ? new Response('{}', { status: 404 }) : undefined);
    const overrides = { players_per_run: 1, target_matches: 100, matches_per_player: 40 };
    const options = { phases: ['fetch-matches'], overrides };
    const { execution } = await harness.run('analyzer', options);
    const missed = execution.itemsSkipped;
    expect(missed).toBeGreaterThan(0);
    harness.fault = healthy;
    harness.execute('update players set exhausted_at = 1e15 where exhausted_at is null');
    harness.clock.advance(HOUR_MS);
    expect((await harness.run('analyzer', options)).execution.matchesFetched).toBe(missed);
  });
});
