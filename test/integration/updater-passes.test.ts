// The updater over days: the second pass, names, levels, platforms and ranks, and who is first.

import { afterEach, describe, expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, expectThrift, FROZEN_AT, type Harness } from './harness.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let harness: Harness;
let repeatsAtMost = 0;
afterEach(async () => {
  await harness.close();
  expectThrift(harness, repeatsAtMost);
  repeatsAtMost = 0;
});

type World = Parameters<typeof createHarness>[0];

function begin(world: World = {}, faults: readonly object[] = []): void {
  harness = createHarness({ limits: 'prod', ...world, faults: parseFaultScript(JSON.stringify(faults)) });
}

/** Oldest first, of a route; the world's own word. */
async function listed(puuid: string, route = 'europe'): Promise<string[]> {
  const url = `http://localhost/${route}/lol/match/v5/matches/by-puuid/${puuid}/ids?queue=420&count=100`;
  const response = await harness.simulator.handle(new Request(url, { headers: { 'X-Riot-Token': 'RGAPI-other' } }));
  return ((await response.json()) as string[]).toReversed();
}

function stored(puuid: string): string[] {
  const games = harness.rows(
    `select m.match_id from matches m join match_participants p on p.match_id = m.match_id
     where p.puuid = '${puuid}' and m.queue_id = 420 order by m.game_creation`,
  );
  return games.map((row) => String(row['match_id']));
}

const paths = (since: number, pattern: RegExp) => harness.requests.slice(since).filter((path) => pattern.test(path));
const player = async (puuid: string) => harness.store.players.find({ puuid });
const told = (event: string) =>
  harness
    .rows(`select data_json from execution_logs where event = '${event}' order by execution_id, seq`)
    .map((row) => JSON.parse(String(row['data_json'])) as object);

/** Games of both, oldest first, and who they are; the game `M5` is shared and lies behind games of the second alone. */
async function twoWhoMeet() {
  begin();
  const everybody = harness.simulator.truth().players.map(({ puuid }) => puuid);
  for (const a of everybody) {
    for (const b of everybody) {
      const [ofA, ofB] = a === b ? [[], []] : [await listed(a), await listed(b)];
      const place = ofB.findLastIndex((id) => ofA.includes(id));
      if (place >= 4 && ofB.slice(place - 3, place).every((id) => !ofA.includes(id))) return { a, b, ofA, ofB, place };
    }
  }
  throw new Error('nobody meets in this world');
}

const track = (puuid: string) =>
  harness.store.players.track({
    account: { puuid, gameName: null, tagLine: null },
    platform: 'euw1',
    now: harness.clock.now(),
  });

describe('what the predecessor lost', () => {
  it('A and B meet in M5, A is processed first: M2 to M4 of B are fetched all the same', async () => {
    const { a, b, ofA, ofB } = await twoWhoMeet();
    await track(a);
    await harness.run('updater');
    harness.clock.advance(HOUR_MS);
    await track(b);
    await harness.run('updater');
    expect([stored(a), stored(b)]).toEqual([ofA, ofB]);
  });

  it('the same when both are tracked, and B had been updated up to M1 before A brought M5', async () => {
    const { a, b, ofA, ofB, place } = await twoWhoMeet();
    const hidden = new Set(ofB.slice(place - 3));
    const hide = ({ url }: Request) =>
      url.includes(`${b}/ids`) ? Response.json(ofB.filter((id) => !hidden.has(id)).toReversed()) : undefined;
    await track(b);
    harness.fault = hide;
    await harness.run('updater');
    await track(a);
    await harness.run('updater');
    harness.fault = () => undefined;
    await harness.run('updater');
    expect([stored(a), stored(b)]).toEqual([ofA, ofB]);
  });

  it('two games between two polls are both there', async () => {
    begin({ frozenAt: undefined as never });
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater', { overrides: { initial_history_days: 'all' } });
    const before = (await listed(puuid)).length;
    while ((await listed(puuid)).length < before + 2) harness.clock.advance(HOUR_MS);
    const { execution } = await harness.run('updater');
    expect(execution.matchesFetched).toBeGreaterThanOrEqual(2);
    expect(stored(puuid)).toEqual(await listed(puuid));
  });
});

describe('the second pass', () => {
  it('fetches and counts what the first one cannot see, once a day, within the budget, and asks nobody twice', async () => {
    begin();
    const [puuid = ''] = await harness.track(1);
    const all = await listed(puuid);
    const hidden = all.slice(2, 7);
    harness.fault = ({ url }) =>
      url.includes('/ids') ? Response.json(all.filter((id) => !hidden.includes(id)).toReversed()) : undefined;
    const overrides = { initial_history_days: 90, reconcile_days: 90 };
    await harness.run('updater', { overrides });
    harness.fault = () => undefined;
    const counts: unknown[] = [];
    for (const hours of [1, 24, 1, 1, 1]) {
      harness.clock.advance(hours * HOUR_MS);
      const { execution } = await harness.run('updater', {
        overrides: { ...overrides, max_new_matches_per_player: 2 },
      });
      counts.push([execution.matchesReconciled, execution.matchesFetched]);
    }
    expect(counts).toEqual([
      [0, 0],
      [2, 2],
      [2, 2],
      [1, 1],
      [0, 0],
    ]);
    expect(stored(puuid)).toEqual(all);
    const sent = harness.requests.length;
    harness.clock.advance(HOUR_MS);
    await harness.run('updater', { overrides });
    expect(paths(sent, /\/ids/)).toHaveLength(1);
  });

  it('does not count new games, which the first pass would have fetched', async () => {
    begin({ frozenAt: undefined as never });
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater');
    for (let day = 1; day <= 3; day += 1) {
      harness.clock.advance(DAY_MS);
      const { execution } = await harness.run('updater');
      expect(execution.matchesReconciled).toBe(0);
    }
    expect(stored(puuid).slice(-3)).toEqual((await listed(puuid)).slice(-3));
    expect(harness.rows('select * from fetch_cursors where reconciled_at is null')).toEqual([]);
  });

  it('is not made in the first run, nor behind a first pass that has left something over', async () => {
    begin();
    await harness.track(1);
    await harness.run('updater', { overrides: { max_new_matches_per_player: 5 } });
    harness.clock.advance(2 * DAY_MS);
    await harness.run('updater', { overrides: { max_new_matches_per_player: 5 } });
    expect(paths(0, /\/ids/)).toHaveLength(2);
    expect(harness.rows('select reconciled_at from fetch_cursors')).toEqual([{ reconciled_at: null }]);
  });
});

describe('a start that Riot ignores', () => {
  it('brings no history that was not asked for: a few matches show where it begins', async () => {
    begin({ historyDays: 60, players: 60 }, [
      { fault: { kind: 'broken-filter', parameter: 'startTime', effect: 'ignored' } },
    ]);
    const [puuid = ''] = await harness.track(1);
    const overrides = { initial_history_days: 10 };
    for (let run = 0; run < 3; run += 1) await harness.run('updater', { overrides });
    const since = FROZEN_AT - 10 * DAY_MS;
    const [counts] = harness.rows(
      `select sum(m.game_creation < ${since}) as older, sum(m.game_creation >= ${since}) as asked
       from matches m join match_participants p on p.match_id = m.match_id where p.puuid = '${puuid}'`,
    );
    const all = harness.simulator.world.historyOf(harness.simulator.world.findByPuuid(puuid) as never);
    const played = all.map((index) => harness.simulator.world.log.at(index)).filter(({ queueId }) => queueId === 420);
    expect(counts?.['asked']).toBe(played.filter(({ createdAt }) => createdAt >= since).length);
    expect(played.length).toBeGreaterThan(40);
    expect(counts?.['older']).toBeLessThanOrEqual(Math.ceil(Math.log2(played.length)) + 1);
    const sent = harness.requests.length;
    await harness.run('updater', { overrides });
    expect(paths(sent, /\/matches\/EUW1_/)).toEqual([]);
  });
});

describe('name, level and platform', () => {
  it('a rename is followed within a day, without a game, and told once', async () => {
    const renamed = { gameName: 'Neu 이름', tagLine: 'NEU' };
    const since = FROZEN_AT + HOUR_MS;
    const tracked = createHarness({ limits: 'prod' });
    const [puuid = ''] = await tracked.track(1);
    await tracked.close();
    begin({ frozenAt: undefined as never, gamesPerDay: 0.01 }, [
      { fault: { kind: 'rename', player: puuid, since, ...renamed } },
    ]);
    const [first = ''] = [puuid];
    await track(first);
    await harness.run('updater');
    const before = await player(first);
    for (let run = 0; run < 3; run += 1) {
      harness.clock.advance(25 * HOUR_MS);
      await harness.run('updater');
    }
    expect(await player(first)).toMatchObject({ summonerName: renamed.gameName, tagLine: renamed.tagLine });
    expect(told('player renamed')).toEqual([
      { puuid: first, from: `${before?.summonerName}#${before?.tagLine}`, to: 'Neu 이름#NEU' },
    ]);
  });

  it('a look-up that brings nothing new changes no row, and comes once a day', async () => {
    begin();
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater');
    const before = await player(puuid);
    harness.clock.advance(HOUR_MS);
    const sent = harness.requests.length;
    const { execution } = await harness.run('updater');
    expect(paths(sent, /account|summoner/)).toEqual([]);
    harness.clock.advance(DAY_MS);
    const { execution: next } = await harness.run('updater');
    expect(paths(sent, /account|summoner/)).toHaveLength(2);
    expect([execution.recordsUpdated, next.recordsUpdated]).toEqual([0, 0]);
    const after = await player(puuid);
    expect(after).toMatchObject({ accountLevel: before?.accountLevel, profileCheckedAt: harness.clock.now() });
  });

  it('a transfer is followed, told, and costs no game on either side', async () => {
    const [one] = createHarness({ limits: 'prod' }).simulator.world.suggestTracked(1);
    const puuid = one?.puuid ?? '';
    const since = FROZEN_AT + 2 * DAY_MS;
    begin({ frozenAt: undefined as never }, [{ fault: { kind: 'transfer', player: puuid, since, platform: 'na1' } }]);
    await track(puuid);
    for (let hours = 0; hours <= 8 * 24; hours += 8) {
      await harness.run('updater');
      harness.clock.advance(8 * HOUR_MS);
    }
    await harness.run('updater');
    expect((await player(puuid))?.platform).toBe('na1');
    expect(told('player moved')).toEqual([{ puuid, from: 'euw1', to: 'na1' }]);
    const moved = await listed(puuid, 'americas');
    expect(moved.length).toBeGreaterThan(0);
    expect(stored(puuid)).toEqual([...(await listed(puuid)), ...moved]);
    expect(harness.rows('select * from player_ranks where is_current')).not.toEqual([]);
  });

  it('a ladder that knows the player no longer is reason enough to look, and no word about the rank', async () => {
    begin();
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater');
    const ranks = harness.rows('select * from player_ranks');
    harness.clock.advance(2 * HOUR_MS);
    harness.fault = ({ url }) => {
      if (url.includes('/euw1/') && url.includes('/league/')) return Response.json({}, { status: 404 });
      return url.includes('/region/') ? Response.json({ puuid, game: 'lol', region: 'eun1' }) : undefined;
    };
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', itemsFailed: 0 });
    expect((await player(puuid))?.platform).toBe('eun1');
    expect(told('player moved')).toEqual([{ puuid, from: 'euw1', to: 'eun1' }]);
    expect(paths(0, /^\/eun1\/lol\/league/)).toHaveLength(1);
    expect(ranks.length).toBeGreaterThan(0);
  });

  it('a player who is nowhere is told of once a day at most, stays, and is no failure', async () => {
    begin();
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater');
    const ranks = harness.rows('select * from player_ranks');
    harness.fault = ({ url }) => (/league|summoner|region/.test(url) ? Response.json({}, { status: 404 }) : undefined);
    for (let run = 0; run < 5; run += 1) {
      harness.clock.advance(15 * 60_000);
      const { execution } = await harness.run('updater');
      expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', playersProcessed: 1, itemsFailed: 0 });
    }
    expect(told('player not found')).toEqual([{ puuid, platform: 'euw1', active: null }]);
    expect(harness.rows('select * from player_ranks')).toEqual(ranks);
    expect(await player(puuid)).toMatchObject({ platform: 'euw1', isActive: true, isTracked: true });
  });
});

describe('a ladder that is down', () => {
  it('holds up nobody: histories are stored, ranks stay, and the execution is partial', async () => {
    begin({}, [{ route: 'euw1', method: 'league-v4.getLeagueEntriesByPUUID', fault: { kind: 'status', status: 503 } }]);
    const tracked = await harness.track(8);
    const { execution } = await harness.run('updater', { overrides: { max_new_matches_per_player: 1000 } });
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', playersProcessed: 8, itemsFailed: 0 });
    for (const puuid of tracked) expect(stored(puuid)).toEqual(await listed(puuid));
    expect(harness.rows('select * from player_ranks')).toEqual([]);
    expect(told('rank not updated')).toHaveLength(8);
    expect(harness.rows('select puuid from players where is_tracked and rank_checked_at is not null')).toEqual([]);
  });
});

describe('nobody starves', () => {
  it.each([400, 503])('behind a player whose list always answers %i', async (status) => {
    begin();
    await harness.track(3);
    const [failing] = await harness.store.players.listTrackedDue({ queueId: 420, limit: 1 });
    harness.fault = ({ url }) => (url.includes(`${failing?.puuid}/ids`) ? new Response('{}', { status }) : undefined);
    for (let run = 0; run < 6; run += 1) {
      harness.clock.advance(60_000);
      await harness.run('updater', { overrides: { max_tracked_players: 1 } });
    }
    const attempts = harness.rows('select puuid, failed_attempts from players where is_tracked order by 2 desc');
    expect(attempts[0]).toEqual({ puuid: failing?.puuid, failed_attempts: 2 });
    for (const { puuid } of attempts.slice(1)) expect(stored(String(puuid))).toEqual(await listed(String(puuid)));
  });

  it('behind a player who takes up all requests of each run', async () => {
    begin();
    const tracked = await harness.track(3);
    for (let run = 0; run < 60; run += 1) {
      harness.clock.advance(60_000);
      await harness.run('updater', { request: { maxRequests: 3 } });
    }
    expect(tracked.filter((puuid) => stored(puuid).length < 10)).toEqual([]);
  });
});

it('a match that somebody else stores between the list and its turn is not asked for', async () => {
  begin();
  const [puuid = ''] = await harness.track(1);
  await harness.run('updater');
  const [second = '', third = ''] = stored(puuid).slice(1, 3);
  harness.execute(`create table aside as select * from matches where match_id = '${third}'`);
  for (const table of ['match_participants', 'match_payloads', 'matches']) {
    harness.execute(`delete from ${table} where match_id in ('${second}', '${third}')`);
  }
  harness.execute('delete from fetch_cursors');
  harness.fault = ({ url }) => {
    if (url.endsWith(second)) harness.execute('insert into matches select * from aside');
    return undefined;
  };
  repeatsAtMost = 1;
  const sent = harness.requests.length;
  const { execution } = await harness.run('updater', { overrides: { concurrency: 1 } });
  expect(paths(sent, /\/matches\/EUW1_/)).toHaveLength(1);
  expect(execution.matchesFetched).toBe(1);
});
