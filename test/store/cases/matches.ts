// Saving a match: its rows, the players it makes known, and what is counted.

import { expect } from 'vitest';
import { atDay, gameOf, matchIdOf, play, track } from '../build.ts';
import { type Cases, first, NOW, type World } from '../world.ts';

const ten = ['tracked', ...Array.from({ length: 9 }, (_, index) => `met-${index}`)];

const depthsOf = async (world: World, puuids: readonly string[]) =>
  Promise.all(puuids.map(async (puuid) => (await world.player(puuid)).discoveredDepth));

export const matches: Cases = {
  'keeps the match, one row per participant, and the payload': async (world) => {
    await track(world);
    const fetched = gameOf({ id: 1, puuids: ten });
    await world.save({ fetched });
    const { matchId } = fetched.match;
    expect(await world.store.matches.find(matchId)).toEqual({ ...fetched.match, createdAt: NOW });
    const rows = await world.sql('select * from match_participants order by participant_id');
    expect(rows.map(({ match_id, puuid }) => [match_id, puuid])).toEqual(ten.map((puuid) => [matchId, puuid]));
    expect(first(rows)).toMatchObject({ summoner_name: 'Name of tracked', kda: 5, cs: 180, total_heal: 3000 });
    expect(await world.store.matches.find(matchIdOf(2))).toBeUndefined();
  },

  'makes unknown participants players at depth 1': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ten }) });
    expect(await world.player('met-3')).toMatchObject({
      platform: 'euw1',
      summonerName: 'Name of met-3',
      tagLine: 'TAG',
      accountLevel: 100,
      profileIconId: 7,
      isTracked: false,
      isAnalyzed: false,
      isActive: true,
      discoveredDepth: 1,
      lastSeen: atDay(1),
      lastAttemptAt: null,
      createdAt: NOW,
    });
  },

  'counts what was written': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ten }) });
    const created = { matchesFetched: 1, playersDiscovered: 9, recordsCreated: 9 + 1 + 10 + 1 };
    expect(await world.counters()).toEqual({ ...created, recordsUpdated: 1 });
  },

  'counts as skipped who hides in a match, once': async (world) => {
    await track(world);
    const fetched = gameOf({ id: 1, puuids: ten.slice(0, 8), hidden: 2 });
    await world.save({ fetched });
    const created = { matchesFetched: 1, playersDiscovered: 7, recordsCreated: 7 + 1 + 8 + 1 };
    expect(await world.counters()).toEqual({ ...created, recordsUpdated: 1, itemsSkipped: 2 });
    await world.save({ fetched });
    expect(await world.counters()).toMatchObject({ matchesFetched: 1, itemsSkipped: 2 });
  },

  'adds the counters that the commit carries': async (world) => {
    await track(world);
    const commit = world.commit(NOW + 7, { apiRequests: 3, waitedMs: 250, matchesFetched: 1 });
    const fetched = gameOf({ id: 1, puuids: [] });
    await world.store.matches.save(commit, { fetched, fetchedFor: 'tracked' });
    expect(await world.counters()).toEqual({ apiRequests: 3, waitedMs: 250, matchesFetched: 2, recordsCreated: 2 });
    expect((await world.execution()).progressAt).toBe(NOW + 7);
  },

  'saved twice changes nothing and counts nothing': async (world) => {
    await track(world);
    const match = { fetched: gameOf({ id: 1, puuids: ten }) };
    await world.save(match);
    const before = await world.everything();
    await world.save(match, NOW);
    expect(await world.everything()).toBe(before);
  },

  'a newcomer is one step beyond the nearest player of the match': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'one'] }) });
    await world.save({ fetched: gameOf({ id: 2, puuids: ['one', 'two'] }), fetchedFor: 'one' });
    await world.save({ fetched: gameOf({ id: 3, puuids: ['two', 'three'] }), fetchedFor: 'two' });
    expect(await depthsOf(world, ['tracked', 'one', 'two', 'three'])).toEqual([0, 1, 2, 3]);
    await world.save({ fetched: gameOf({ id: 4, puuids: ['three', 'one', 'newcomer'] }), fetchedFor: 'three' });
    expect(await depthsOf(world, ['one', 'three', 'newcomer'])).toEqual([1, 2, 2]);
  },

  'the player for whom the match was fetched counts as near, also when it does not name that player': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['one'] }) });
    await world.save({ fetched: gameOf({ id: 2, puuids: ['two', 'too'] }), fetchedFor: 'one' });
    expect(await depthsOf(world, ['one', 'two', 'too'])).toEqual([1, 2, 2]);
  },

  'the depth is the minimum over all meetings': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'one'] }) });
    await world.save({ fetched: gameOf({ id: 9, puuids: ['one', 'two'] }), fetchedFor: 'one' });
    expect(await depthsOf(world, ['tracked', 'one', 'two'])).toEqual([0, 1, 2]);
    await world.save({ fetched: gameOf({ id: 2, puuids: ['tracked', 'two'] }) });
    expect(await depthsOf(world, ['tracked', 'one', 'two'])).toEqual([0, 1, 1]);
    await world.save({ fetched: gameOf({ id: 12, puuids: ['one', 'two'] }), fetchedFor: 'one' });
    expect(await depthsOf(world, ['one', 'two'])).toEqual([1, 1]);
  },

  'a known player is counted as updated once, for a newer name, a shorter distance or both': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['one'] }) });
    await world.save({ fetched: gameOf({ id: 3, puuids: ['older', 'newer', 'same'] }), fetchedFor: 'one' });
    const { recordsUpdated = 0 } = await world.counters();
    await world.save({ fetched: gameOf({ id: 2, puuids: ['older'] }) });
    expect((await world.counters()).recordsUpdated).toBe(recordsUpdated + 1);
    await world.save({ fetched: gameOf({ id: 4, puuids: ['newer'] }) });
    expect((await world.counters()).recordsUpdated).toBe(recordsUpdated + 2);
    await world.save({ fetched: gameOf({ id: 7, at: atDay(2), puuids: ['same'] }), fetchedFor: 'one' });
    expect((await world.counters()).recordsUpdated).toBe(recordsUpdated + 2);
  },

  'the newest match decides names, icon and level; an older one never does': async (world) => {
    await track(world);
    const known = (id: number, name: string, level: number) =>
      gameOf({
        id,
        puuids: ['tracked', 'met'],
        participant: { summonerName: name, tagLine: name, summonerLevel: level, profileIconId: level },
      });
    await world.save({ fetched: known(5, 'Fifth', 50) });
    await world.save({ fetched: known(3, 'Third', 30) });
    const fifth = { summonerName: 'Fifth', tagLine: 'Fifth', accountLevel: 50, profileIconId: 50, lastSeen: atDay(5) };
    expect(await world.player('met')).toMatchObject(fifth);
    await world.save({ fetched: known(8, 'Eighth', 80) });
    const eighth = { summonerName: 'Eighth', tagLine: 'Eighth', accountLevel: 80, lastSeen: atDay(8) };
    expect(await world.player('met')).toMatchObject(eighth);
  },

  'the newest Riot ID wins: an answer about the account counts from its own time on': async (world) => {
    await track(world);
    const named = (id: number, at: number, name: string) =>
      gameOf({ id, at, puuids: ['tracked'], participant: { summonerName: name, tagLine: name, summonerLevel: id } });
    await world.save({ fetched: named(5, atDay(5), 'Before') });
    expect(await world.player('tracked')).toMatchObject({ summonerName: 'Name of tracked', accountLevel: 5 });
    const later = atDay(1000);
    await world.save({ fetched: named(6, later, 'After') });
    expect(await world.player('tracked')).toMatchObject({
      summonerName: 'After',
      riotIdSeenAt: later,
      lastSeen: later,
    });
  },

  'an older match gives a name to a player whose newest match had none': async (world) => {
    await track(world);
    const silent = { summonerName: null, tagLine: null };
    await world.save({ fetched: gameOf({ id: 5, puuids: ['met'], participant: silent }) });
    await world.save({
      fetched: gameOf({
        id: 3,
        puuids: ['met'],
        participant: { summonerName: 'Known', tagLine: 'K', summonerLevel: 1 },
      }),
    });
    const player = await world.player('met');
    expect(player).toMatchObject({ summonerName: 'Known', riotIdSeenAt: atDay(3), lastSeen: atDay(5) });
    expect(player?.accountLevel).not.toBe(1);
  },

  'what a newer match does not say stays': async (world) => {
    await track(world);
    const silent = { summonerName: null, tagLine: null, summonerLevel: null, profileIconId: null };
    await world.save({ fetched: gameOf({ id: 1, puuids: ['met'] }) });
    await world.save({ fetched: gameOf({ id: 2, puuids: ['met'], participant: silent }) });
    const kept = { summonerName: 'Name of met', tagLine: 'TAG', accountLevel: 100, profileIconId: 7 };
    expect(await world.player('met')).toMatchObject({ ...kept, lastSeen: atDay(2) });
  },

  'a known player keeps verdict, tracking and first meeting': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['tracked', 'met'] });
    await world.sql("update players set is_analyzed = true, is_active = false where puuid = 'met'");
    await world.save({ fetched: gameOf({ id: 999_999, at: NOW, puuids: ['tracked', 'met'] }) }, NOW + 50);
    expect(await world.player('met')).toMatchObject({ isAnalyzed: true, isActive: false, createdAt: NOW });
    expect(await world.player('tracked')).toMatchObject({ isTracked: true, discoveredDepth: 0, updatedAt: NOW + 50 });
  },

  'a remake is kept and does not count': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ten, match: { isCountable: false, gameDuration: 190 } }) });
    expect(await world.store.matches.find(matchIdOf(1))).toMatchObject({ isCountable: false, gameDuration: 190 });
    const query = { queueId: 420, targetMatches: 9, minMatches: 1, maxDepth: 1, now: NOW, restMs: 0, limit: 99 };
    const needing = await world.store.players.listNeedingMatches(query);
    expect(new Set(needing.map(({ countableMatches }) => countableMatches))).toEqual(new Set([0]));
  },

  'an aborted game is kept without participants and makes nobody known': async (world) => {
    await track(world);
    const before = await world.player('tracked');
    const aborted = { isCountable: false, gameCreation: 0, gameEndTimestamp: null, gameMode: '' };
    await world.save({ fetched: gameOf({ id: 1, puuids: [], match: aborted }) });
    expect(await world.store.matches.find(matchIdOf(1))).toMatchObject(aborted);
    expect(await world.store.matches.readPayload(matchIdOf(1))).toContain(matchIdOf(1));
    expect(await world.store.players.list({ limit: 9 })).toEqual([before]);
    expect(await world.counters()).toEqual({ matchesFetched: 1, recordsCreated: 2 });
  },

  'bots are a number, not players': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ten.slice(0, 5), match: { botCount: 5, queueId: 890 } }) });
    expect((await world.store.matches.find(matchIdOf(1)))?.botCount).toBe(5);
    expect(await world.sql('select * from match_participants')).toHaveLength(5);
    expect(await world.store.players.list({ limit: 99 })).toHaveLength(5);
  },

  'a match without anybody known begins at depth 1': async (world) => {
    await world.save({ fetched: gameOf({ id: 1, puuids: ['a', 'b'] }), fetchedFor: 'nobody' });
    expect(await depthsOf(world, ['a', 'b'])).toEqual([1, 1]);
  },

  'the payload comes back byte for byte': async (world) => {
    const texts = [
      '{}',
      '',
      ` {"a":"\\u0000\\"",\r\n "name":"Ärger 日本 🐈\u2028","n":1.0}\n`,
      `[${'1234567890,'.repeat(50_000)}1]`,
    ];
    for (const [index, payload] of texts.entries()) {
      await world.save({ fetched: gameOf({ id: index, puuids: [], payload }) });
      expect(await world.store.matches.readPayload(matchIdOf(index))).toBe(payload);
    }
    expect(await world.store.matches.readPayload(matchIdOf(99))).toBeUndefined();
    const [, , , large] = await world.sql(
      'select codec, length(payload) as size from match_payloads order by match_id',
    );
    expect(large).toMatchObject({ codec: 'zstd' });
    expect(Number(large?.['size'])).toBeLessThan(5000);
  },
};
