// A key that expires while the client is at work, and whatever gives a newer one.

import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLogger } from '../../src/log.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { ApiKeyError } from '../../src/riot/errors.ts';
import { renewingClient } from '../../src/riot/renewing-client.ts';
import { LIMITS, type Reply, started } from './riot-server.ts';

const caller = { signal: new AbortController().signal, patienceMs: 10_000 };
const expired: Reply = { status: 403, body: '{"status":{"message":"Forbidden","status_code":403}}' };

/** Accepts one key alone. */
const accepting = (key: string) => (request: IncomingMessage) =>
  request.headers['x-riot-token'] === key ? { headers: LIMITS, body: '[]' } : expired;

async function setUp(accepted: string, newKeys: readonly (string | undefined)[]) {
  const server = await started([accepting(accepted)]);
  const left = [...newKeys];
  const clientWith = (apiKey: string) =>
    createRiotClient({ apiUrl: server.url, apiKey, userAgent: 'riotjobs/1', clock: systemClock, log: silentLogger });
  let renewals = 0;
  const riot = renewingClient(clientWith('RGAPI-old'), () => {
    renewals += 1;
    const key = left.shift();
    return key === undefined ? undefined : clientWith(key);
  }).for(caller);
  return { server, riot, renewals: () => renewals };
}

it('asks again with the new key, and goes on with it', async () => {
  const { server, riot, renewals } = await setUp('RGAPI-new', ['RGAPI-new']);
  expect(await riot.listLeagueEntries('euw1', 'a-puuid')).toEqual([]);
  expect(await riot.listLeagueEntries('euw1', 'a-puuid')).toEqual([]);
  expect(server.requests.map(({ headers }) => headers['x-riot-token'])).toEqual([
    'RGAPI-old',
    'RGAPI-new',
    'RGAPI-new',
  ]);
  expect(renewals()).toBe(1);
});

it('renews once for requests that are refused together', async () => {
  const { riot, renewals } = await setUp('RGAPI-new', ['RGAPI-new']);
  const asked = ['a', 'b', 'c', 'd'].map((puuid) => riot.listLeagueEntries('euw1', puuid));
  expect(await Promise.all(asked)).toEqual([[], [], [], []]);
  expect(renewals()).toBe(1);
});

it('stops when there is no other key, and when the other one is refused, too', async () => {
  const without = await setUp('RGAPI-new', [undefined]);
  await expect(without.riot.listLeagueEntries('euw1', 'a')).rejects.toThrow(ApiKeyError);
  expect(without.server.requests).toHaveLength(1);
  const refused = await setUp('RGAPI-new', ['RGAPI-other']);
  await expect(refused.riot.listLeagueEntries('euw1', 'a')).rejects.toThrow(ApiKeyError);
  expect(refused.server.requests).toHaveLength(2);
});

it('has nothing to do with other errors', async () => {
  const server = await started([{ status: 400, headers: LIMITS }]);
  const client = createRiotClient({
    apiUrl: server.url,
    apiKey: 'RGAPI-old',
    userAgent: 'riotjobs/1',
    clock: systemClock,
    log: silentLogger,
  });
  const riot = renewingClient(client, () => expect.fail('asked for another key')).for(caller);
  await expect(riot.findSummoner('euw1', 'a')).rejects.toThrow('400');
});
