import { describe, expect, it } from 'vitest';
import { endpoints, isPathPart, routeFor } from '../../src/riot/endpoints.ts';

describe('endpoints', () => {
  it.each([
    [
      endpoints['account-v1.getByRiotId'].path({ gameName: 'Øre/Ünder 汉?', tagLine: '#1%' }),
      '/riot/account/v1/accounts/by-riot-id/%C3%98re%2F%C3%9Cnder%20%E6%B1%89%3F/%231%25',
    ],
    [endpoints['account-v1.getByPuuid'].path({ puuid: 'a/b' }), '/riot/account/v1/accounts/by-puuid/a%2Fb'],
    [endpoints['account-v1.getActiveRegion'].path({ puuid: 'p' }), '/riot/account/v1/region/by-game/lol/by-puuid/p'],
    [endpoints['summoner-v4.getByPUUID'].path({ puuid: 'p_-' }), '/lol/summoner/v4/summoners/by-puuid/p_-'],
    [endpoints['league-v4.getLeagueEntriesByPUUID'].path({ puuid: 'p' }), '/lol/league/v4/entries/by-puuid/p'],
    [endpoints['match-v5.getMatch'].path({ matchId: 'EUW1_7' }), '/lol/match/v5/matches/EUW1_7'],
    [endpoints['match-v5.getMatchIdsByPUUID'].path({ puuid: 'p' }), '/lol/match/v5/matches/by-puuid/p/ids'],
    [
      endpoints['match-v5.getMatchIdsByPUUID'].path({ puuid: 'p', queue: 420, startTime: 17, start: 0, count: 100 }),
      '/lol/match/v5/matches/by-puuid/p/ids?queue=420&startTime=17&start=0&count=100',
    ],
  ])('writes %s', (path, expected) => {
    expect(path).toBe(expected);
  });

  it('asks for the method it is named after, and names its service', () => {
    for (const [methodId, { service }] of Object.entries(endpoints)) {
      expect(methodId.split('.')[0]).toBe(service);
    }
  });

  it.each(['', '.', '..', 'half\ud800'])('takes no part that a URL cannot carry: %j', (part) => {
    expect(isPathPart(part)).toBe(false);
    expect(() => endpoints['account-v1.getByPuuid'].path({ puuid: part })).toThrow('cannot be written');
  });

  it.each(['...', 'a.b', '한국', '😀'])('takes %j', (part) => {
    expect(isPathPart(part)).toBe(true);
    expect(
      new URL(`http://x${endpoints['account-v1.getByPuuid'].path({ puuid: part })}`).pathname.split('/'),
    ).toHaveLength(7);
  });

  it('knows where a method is served: account-v1 is not on sea', () => {
    expect([routeFor('platform', 'oc1'), routeFor('regional', 'oc1'), routeFor('account', 'oc1')]).toEqual([
      'oc1',
      'sea',
      'asia',
    ]);
    expect([routeFor('regional', 'me1'), routeFor('account', 'me1')]).toEqual(['europe', 'europe']);
  });
});
