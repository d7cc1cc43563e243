import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLogger } from '../../src/log.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { ApiKeyError, InvalidResponseError, RiotApiError } from '../../src/riot/errors.ts';
import { puuidOf, wireEntry, wireMatch } from '../unit/riot-fixtures.ts';
import { API_KEY, ask, failureOf, LIMITS, serve, started } from './riot-server.ts';

const puuid = puuidOf(1);
const MATCH_ID = 'EUW1_7000000001';
const matchText = JSON.stringify(wireMatch({ matchId: MATCH_ID }), null, 1);

describe('questions', () => {
  it('go to their route with key, name and gzip, and keep the connection', async () => {
    const server = await started([
      { body: JSON.stringify({ puuid, gameName: 'Name', tagLine: 'TAG' }), headers: LIMITS },
      { body: '["EUW1_2","EUW1_1"]', headers: LIMITS },
      { body: matchText, headers: LIMITS },
      { body: JSON.stringify({ puuid, profileIconId: 7, summonerLevel: 30 }), headers: LIMITS },
      { body: JSON.stringify([wireEntry()]), headers: LIMITS },
      { body: JSON.stringify({ puuid, gameName: 'Name', tagLine: 'TAG' }), headers: LIMITS },
    ]);
    const { requests } = server;
    const { riot, sent } = ask(`${server.url}/{route}`);
    const account = { puuid, gameName: 'Name', tagLine: 'TAG' };
    expect(await riot.findAccountByRiotId('oc1', { gameName: 'Na me', tagLine: 'T/G' })).toEqual(account);
    const query = { platform: 'euw1', puuid, queue: 420, startTime: 17, start: 0, count: 100 } as const;
    expect(await riot.listMatchIds(query)).toEqual(['EUW1_2', 'EUW1_1']);
    expect((await riot.findMatch(MATCH_ID))?.payload).toBe(matchText);
    expect(await riot.findSummoner('kr', puuid)).toEqual({ puuid, profileIconId: 7, summonerLevel: 30 });
    expect(await riot.listLeagueEntries('kr', puuid)).toMatchObject([{ tier: 'GOLD', division: 'II' }]);
    expect(await riot.findAccountByPuuid('euw1', puuid)).toEqual(account);
    expect(requests.map((request) => request.url)).toEqual([
      '/asia/riot/account/v1/accounts/by-riot-id/Na%20me/T%2FG',
      `/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?queue=420&startTime=17&start=0&count=100`,
      `/europe/lol/match/v5/matches/${MATCH_ID}`,
      `/kr/lol/summoner/v4/summoners/by-puuid/${puuid}`,
      `/kr/lol/league/v4/entries/by-puuid/${puuid}`,
      `/europe/riot/account/v1/accounts/by-puuid/${puuid}`,
    ]);
    for (const { method, headers } of requests) {
      expect(method).toBe('GET');
      expect(headers).toMatchObject({ 'x-riot-token': API_KEY, 'user-agent': 'riotjobs/1.2.3' });
      expect(headers['accept-encoding']).toContain('gzip');
      expect(headers.accept).toBe('application/json');
    }
    expect(sent.map(({ route, status }) => [route, status])).toEqual(
      ['asia', 'europe', 'europe', 'kr', 'kr', 'europe'].map((route) => [route, 200]),
    );
    expect(server.connections).toBeLessThan(requests.length);
  });

  it('are served by one host when the URL names no route', async () => {
    const { url, requests } = await started([{ body: '[]', headers: LIMITS }]);
    expect(await ask(url).riot.listMatchIds({ platform: 'euw1', puuid })).toEqual([]);
    expect(requests[0]?.url).toBe(`/lol/match/v5/matches/by-puuid/${puuid}/ids`);
  });

  it('may be answered compressed', async () => {
    const headers = { ...LIMITS, 'Content-Encoding': 'gzip', 'Content-Type': 'application/json;charset=utf-8' };
    const { url } = await started([{ body: gzipSync(matchText), headers }]);
    expect((await ask(url).riot.findMatch(MATCH_ID))?.payload).toBe(matchText);
  });

  it('that no URL can carry are not sent', async () => {
    const { url, requests } = await started([{ status: 404 }]);
    const { riot } = ask(url);
    expect(await riot.findAccountByRiotId('euw1', { gameName: '..', tagLine: 'EUW' })).toBeUndefined();
    expect(await failureOf(riot.findMatch('MOON1_1'))).toBeInstanceOf(InvalidResponseError);
    expect(requests).toEqual([]);
  });

  it('can be asked of a handler in process', async () => {
    const seen: string[] = [];
    const riot = createRiotClient({
      apiUrl: 'http://127.0.0.1:9/{route}',
      apiKey: API_KEY,
      userAgent: 'riotjobs/test',
      clock: systemClock,
      log: silentLogger,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        seen.push(`${request.url} ${request.headers.get('x-riot-token')}`);
        return new Response('["KR_1"]');
      },
    }).for({ signal: new AbortController().signal, patienceMs: 0 });
    expect(await riot.listMatchIds({ platform: 'kr', puuid })).toEqual(['KR_1']);
    expect(seen).toEqual([`http://127.0.0.1:9/asia/lol/match/v5/matches/by-puuid/${puuid}/ids ${API_KEY}`]);
  });
});

describe('nothing there', () => {
  it.each([
    [404, '{"status":{"message":"Data not found","status_code":404}}'],
    [204, ''],
  ])('%i is a value, not an error', async (status, body) => {
    const { url, requests } = await started([{ status, body, headers: LIMITS }]);
    const { riot } = ask(url);
    expect(await riot.findMatch(MATCH_ID)).toBeUndefined();
    expect(await riot.findSummoner('euw1', puuid)).toBeUndefined();
    expect(await riot.findAccountByPuuid('euw1', puuid)).toBeUndefined();
    expect(await riot.findAccountByRiotId('euw1', { gameName: 'a', tagLine: 'b' })).toBeUndefined();
    expect(await riot.listMatchIds({ platform: 'euw1', puuid })).toEqual([]);
    expect(await riot.listLeagueEntries('euw1', puuid)).toBeUndefined();
    expect(requests).toHaveLength(6);
  });
});

describe('refusals', () => {
  it.each([401, 403])('%i is about the key, and says what to do without telling it', async (status) => {
    const body = JSON.stringify({ status: { message: `Unknown apikey ${API_KEY}`, status_code: status } });
    const { url, requests } = await started([{ status, body }]);
    const error = await failureOf(ask(url).riot.findMatch(MATCH_ID));
    expect(error).toBeInstanceOf(ApiKeyError);
    expect(error).toMatchObject({
      status,
      hint: expect.stringMatching(/24 hours.*developer\.riotgames\.com.*RIOT_API_KEY/),
    });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(API_KEY);
    expect(requests).toHaveLength(1);
  });

  it('403 with a page of the firewall is about one question only', async () => {
    const { url } = await started([{ status: 403, body: '<!DOCTYPE html><title>blocked</title>' }]);
    const error = await failureOf(ask(url).riot.findMatch(MATCH_ID));
    expect(error).toBeInstanceOf(RiotApiError);
    expect(error).toMatchObject({ status: 403, message: expect.stringContaining('an HTML page') });
  });

  it('400 carries the words of Riot, without control characters', async () => {
    const body = JSON.stringify({
      status: { message: 'Bad Request - Exception\u001b[31m decrypting x', status_code: 400 },
    });
    const { url, requests } = await started([{ status: 400, body, headers: LIMITS }]);
    const error = await failureOf(ask(url).riot.findSummoner('euw1', puuid));
    expect(error).toMatchObject({
      name: 'RiotApiError',
      status: 400,
      message:
        'Riot answered 400 to summoner-v4.getByPUUID on euw1: Bad Request - Exception [31m decrypting x (a puuid of another Riot application)',
    });
    expect(requests).toHaveLength(1);
  });

  it('a redirect is not followed: the key would go with it', async () => {
    const elsewhere = await serve([{ body: matchText }]);
    const { url } = await started([{ status: 302, headers: { Location: elsewhere.url } }]);
    const error = await failureOf(ask(url).riot.findMatch(MATCH_ID));
    await elsewhere.close();
    expect(error).toMatchObject({ name: 'RiotApiError', status: 302 });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('unreadable answers', () => {
  it.each([
    ['HTML', '<html>504 Gateway time-out</html>', 'the body is an HTML page'],
    ['cut JSON', matchText.slice(0, 400), 'the body is no complete JSON'],
    ['a wrong type', JSON.stringify(wireMatch({ matchId: MATCH_ID, queueId: 'x' })), 'info.queueId: '],
    ['another match', JSON.stringify(wireMatch({ matchId: 'EUW1_8' })), 'metadata.matchId: not the match'],
  ])('%s is an error of that item, not repeated', async (_, body, message) => {
    const { url, requests } = await started([{ body, headers: LIMITS }]);
    const error = await failureOf(ask(url).riot.findMatch(MATCH_ID));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(String(error)).toContain(message);
    expect(requests).toHaveLength(1);
  });
});

it('a malformed key is refused before anything is sent', () => {
  const options = {
    apiUrl: 'http://127.0.0.1:9',
    apiKey: `${API_KEY}\n`,
    userAgent: 'x',
    clock: systemClock,
    log: silentLogger,
  };
  expect(() => createRiotClient(options)).toThrow(ApiKeyError);
});
