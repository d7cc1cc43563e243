// The updater over days: names, levels, platforms and ranks of tracked players, and who is first.

import { describe, expect, it } from 'vitest';
import { createHarness, FROZEN_AT } from './harness.ts';
import { trackedWorld } from './tracked-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const { begin, harness, listed, paths, player, stored, told, track } = trackedWorld();

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
    await track(puuid);
    await harness().run('updater');
    const before = await player(puuid);
    for (let run = 0; run < 3; run += 1) {
      harness().clock.advance(25 * HOUR_MS);
      await harness().run('updater');
    }
    expect(await player(puuid)).toMatchObject({ summonerName: renamed.gameName, tagLine: renamed.tagLine });
    expect(told('player renamed')).toEqual([
      { puuid, from: `${before?.summonerName}#${before?.tagLine}`, to: 'Neu 이름#NEU' },
    ]);
  });

  it('a look-up that brings nothing new changes no row, and comes once a day', async () => {
    begin();
    const [puuid = ''] = await harness().track(1);
    await harness().run('updater');
    const before = await player(puuid);
    harness().clock.advance(HOUR_MS);
    const sent = harness().requests.length;
    const { execution } = await harness().run('updater');
    expect(paths(sent, /account|summoner/)).toEqual([]);
    harness().clock.advance(DAY_MS);
    const { execution: next } = await harness().run('updater');
    expect(paths(sent, /account|summoner/)).toHaveLength(2);
    expect([execution.recordsUpdated, next.recordsUpdated]).toEqual([0, 0]);
    const after = await player(puuid);
    expect(after).toMatchObject({ accountLevel: before?.accountLevel, profileCheckedAt: harness().clock.now() });
  });

  it('a transfer is followed, told, and costs no game on either side', async () => {
    const [one] = createHarness({ limits: 'prod' }).simulator.world.suggestTracked(1);
    const puuid = one?.puuid ?? '';
    const since = FROZEN_AT + 2 * DAY_MS;
    begin({ frozenAt: undefined as never }, [{ fault: { kind: 'transfer', player: puuid, since, platform: 'na1' } }]);
    await track(puuid);
    for (let hours = 0; hours <= 8 * 24; hours += 8) {
      await harness().run('updater');
      harness().clock.advance(8 * HOUR_MS);
    }
    await harness().run('updater');
    expect((await player(puuid))?.platform).toBe('na1');
    expect(told('player moved')).toEqual([{ puuid, from: 'euw1', to: 'na1' }]);
    const moved = await listed(puuid, 'americas');
    expect(moved.length).toBeGreaterThan(0);
    expect(stored(puuid)).toEqual([...(await listed(puuid)), ...moved]);
    expect(harness().rows('select * from player_ranks where is_current')).not.toEqual([]);
  });

  it('a ladder that knows the player no longer is reason enough to look, and no word about the rank', async () => {
    begin();
    const [puuid = ''] = await harness().track(1);
    await harness().run('updater');
    const ranks = harness().rows('select * from player_ranks');
    harness().clock.advance(2 * HOUR_MS);
    harness().fault = ({ url }) => {
      if (url.includes('/euw1/') && url.includes('/league/')) return Response.json({}, { status: 404 });
      return url.includes('/region/') ? Response.json({ puuid, game: 'lol', region: 'eun1' }) : undefined;
    };
    const { execution } = await harness().run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', itemsFailed: 0 });
    expect((await player(puuid))?.platform).toBe('eun1');
    expect(told('player moved')).toEqual([{ puuid, from: 'euw1', to: 'eun1' }]);
    expect(paths(0, /^\/eun1\/lol\/league/)).toHaveLength(1);
    expect(ranks.length).toBeGreaterThan(0);
  });

  it('a player who is nowhere is told of once an hour at most, stays, and is no failure', async () => {
    begin();
    const [puuid = ''] = await harness().track(1);
    await harness().run('updater');
    const ranks = harness().rows('select * from player_ranks');
    harness().fault = ({ url }) =>
      /league|summoner|region/.test(url) ? Response.json({}, { status: 404 }) : undefined;
    for (let run = 0; run < 5; run += 1) {
      harness().clock.advance(15 * 60_000);
      const { execution } = await harness().run('updater');
      expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', playersProcessed: 1, itemsFailed: 0 });
    }
    expect(told('player not found')).toEqual([{ puuid, platform: 'euw1', active: null }]);
    expect(harness().rows('select * from player_ranks')).toEqual(ranks);
    expect(await player(puuid)).toMatchObject({ platform: 'euw1', isActive: true, isTracked: true });
  });
});

describe('a ladder that is down', () => {
  it('holds up nobody: histories are stored, ranks stay, and the execution is partial', async () => {
    begin({}, [{ route: 'euw1', method: 'league-v4.getLeagueEntriesByPUUID', fault: { kind: 'status', status: 503 } }]);
    const tracked = await harness().track(8);
    const { execution } = await harness().run('updater', { overrides: { max_new_matches_per_player: 1000 } });
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', playersProcessed: 8, itemsFailed: 0 });
    for (const puuid of tracked) expect(stored(puuid)).toEqual(await listed(puuid));
    expect(harness().rows('select * from player_ranks')).toEqual([]);
    expect(told('rank not updated')).toHaveLength(8);
    expect(harness().rows('select puuid from players where is_tracked and rank_checked_at is not null')).toEqual([]);
  });
});

describe('nobody starves', () => {
  it.each([400, 503])('behind a player whose list always answers %i', async (status) => {
    begin();
    await harness().track(3);
    const [failing] = await harness().store.players.listTrackedDue({ queueId: 420, limit: 1 });
    harness().fault = ({ url }) => (url.includes(`${failing?.puuid}/ids`) ? new Response('{}', { status }) : undefined);
    for (let run = 0; run < 6; run += 1) {
      harness().clock.advance(60_000);
      await harness().run('updater', { overrides: { max_tracked_players: 1 } });
    }
    const attempts = harness().rows('select puuid, failed_attempts from players where is_tracked order by 2 desc');
    expect(attempts[0]).toEqual({ puuid: failing?.puuid, failed_attempts: 2 });
    for (const { puuid } of attempts.slice(1)) expect(stored(String(puuid))).toEqual(await listed(String(puuid)));
  });

  it('behind a player who takes up all requests of each run', async () => {
    begin();
    const tracked = await harness().track(3);
    for (let run = 0; run < 60; run += 1) {
      harness().clock.advance(60_000);
      await harness().run('updater', { request: { maxRequests: 3 } });
    }
    expect(tracked.filter((puuid) => stored(puuid).length < 10)).toEqual([]);
  });
});
