import { describe, expect, it } from 'vitest';
import { accountSchema } from '../../src/riot/schemas/account.ts';
import { activeRegionSchema } from '../../src/riot/schemas/active-region.ts';
import { leagueEntriesSchema } from '../../src/riot/schemas/league-entries.ts';
import { matchIdsSchema } from '../../src/riot/schemas/match-ids.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { summonerSchema } from '../../src/riot/schemas/summoner.ts';
import { puuidOf, wireEntry } from './riot-fixtures.ts';

const puuid = puuidOf(1);
const RAW_ID = 'c0ffee00-0000-4000-8000-000000000000';

describe('active region', () => {
  const read = (wire: unknown) => readJson('account-v1.getActiveRegion', activeRegionSchema, JSON.stringify(wire));

  it('is a platform, whatever its case', () => {
    expect(read({ puuid, game: 'lol', region: 'EUN1' })).toEqual({ puuid, platform: 'eun1' });
  });

  it.each(['europe', 'xx9', '', null])('is unreadable as %j', (region) => {
    expect(() => read({ puuid, game: 'lol', region })).toThrow('region');
  });
});

describe('account', () => {
  const read = (wire: unknown) => readJson('account-v1.getByPuuid', accountSchema, JSON.stringify(wire));

  it.each([
    [
      { puuid, gameName: ' 한글 ', tagLine: 'KR1' },
      { puuid, gameName: ' 한글 ', tagLine: 'KR1' },
    ],
    [
      { puuid, gameName: '', tagLine: null },
      { puuid, gameName: null, tagLine: null },
    ],
    [
      { tagLine: 'X', more: 1, puuid },
      { puuid, gameName: null, tagLine: 'X' },
    ],
  ])('%j', (wire, account) => {
    expect(read(wire)).toEqual(account);
  });

  it('is unreadable with a raw id', () => {
    expect(() => read({ puuid: RAW_ID, gameName: 'a', tagLine: 'b' })).toThrow('puuid: not a puuid of 78 characters');
  });
});

describe('summoner', () => {
  const read = (wire: unknown) => readJson('summoner-v4.getByPUUID', summonerSchema, JSON.stringify(wire));

  it.each([
    [
      { puuid, profileIconId: 7, revisionDate: 1, summonerLevel: 30 },
      { puuid, profileIconId: 7, summonerLevel: 30 },
    ],
    [
      { id: 'a', accountId: 'b', name: 'c', puuid, summonerLevel: 0 },
      { puuid, profileIconId: null, summonerLevel: null },
    ],
    [
      { puuid, profileIconId: 0 },
      { puuid, profileIconId: 0, summonerLevel: null },
    ],
  ])('%j', (wire, summoner) => {
    expect(read(wire)).toEqual(summoner);
  });

  it('is unreadable with a raw id', () => {
    expect(() => read({ puuid: RAW_ID })).toThrow('puuid: not a puuid of 78 characters');
  });
});

describe('league entries', () => {
  const read = (wire: unknown) =>
    readJson('league-v4.getLeagueEntriesByPUUID', leagueEntriesSchema, JSON.stringify(wire));

  it('become entries of the league: Riot calls the division rank', () => {
    expect(read([wireEntry({ miniSeries: { wins: 1 } })])).toEqual([
      {
        queueType: 'RANKED_SOLO_5x5',
        tier: 'GOLD',
        division: 'II',
        leaguePoints: 42,
        wins: 20,
        losses: 18,
        veteran: false,
        inactive: false,
        freshBlood: true,
        hotStreak: false,
        leagueId: 'c0ffee00-0000-4000-8000-000000000000',
      },
    ]);
  });

  it('may be those of Arena, without a tier, and of other games', () => {
    const arena = wireEntry({ queueType: 'CHERRY', tier: undefined, rank: undefined, leagueId: undefined });
    const tactics = wireEntry({ queueType: 'RANKED_TFT', puuid: undefined });
    expect(read([arena, tactics])).toMatchObject([
      { queueType: 'CHERRY', tier: null, division: null, leagueId: null },
      { queueType: 'RANKED_TFT' },
    ]);
  });

  it('may be none', () => {
    expect(read([])).toEqual([]);
  });

  it('are unreadable with a wrong type', () => {
    expect(() => read([wireEntry(), wireEntry({ wins: '20' })])).toThrow(/\[1\]\.wins: .*expected/);
  });
});

describe('match ids', () => {
  const read = (wire: unknown) => readJson('match-v5.getMatchIdsByPUUID', matchIdsSchema, JSON.stringify(wire));

  it('stay in Riot order, whatever their platform', () => {
    const ids = ['KR_8000000001', 'EUW1_7000000001', 'SG2_123456', 'PH2_99', 'BR1_4294967297'];
    expect(read(ids)).toEqual(ids);
    expect(read([])).toEqual([]);
  });

  it.each(['', 'EUW1', 'EUW1_', 'euw1_1', 'EUW1_1/..', '7000000001', 7])('do not look like %j', (id) => {
    expect(() => read(['KR_1', id])).toThrow('[1]: ');
  });
});
