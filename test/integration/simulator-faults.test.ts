// Faults of limits, keys and the network, each as a client meets it.

import { describe, expect, it } from 'vitest';
import { ask, DAY_MS, manualClock, NOON, type Reply } from '../unit/simulator-manual-clock.ts';
import {
  account,
  clean,
  entries,
  faulty,
  ids,
  list,
  MINUTE_MS,
  match,
  player,
  puuid,
  summoner,
} from './simulator-faulty-world.ts';

function headersOf(reply: Reply, ...names: string[]): (string | null)[] {
  return names.map((name) => reply.headers.get(name));
}

const LIMIT_HEADERS = [
  'X-App-Rate-Limit',
  'X-App-Rate-Limit-Count',
  'X-Method-Rate-Limit',
  'X-Method-Rate-Limit-Count',
] as const;

describe('a status in place of the answer', () => {
  it.each([
    [500, 'application/json;charset=utf-8', '{"status":{"message":"Internal server error","status_code":500}}'],
    [502, 'text/html;charset=utf-8', '<html>'],
    [503, 'application/json;charset=utf-8', '{"status":{"message":"Service unavailable","status_code":503}}'],
    [504, 'text/html;charset=utf-8', '<html>'],
  ])('%i comes without limit headers, and is counted', async (status, type, start) => {
    const simulator = faulty({ at: 1, fault: { kind: 'status', status } });
    const reply = await ask(simulator, match);
    expect([reply.status, reply.headers.get('Content-Type')]).toEqual([status, type]);
    expect(reply.text.startsWith(start)).toBe(true);
    expect(headersOf(reply, ...LIMIT_HEADERS, 'Retry-After')).toEqual([null, null, null, null, null]);
    const next = await ask(simulator, match);
    expect([next.status, next.headers.get('X-App-Rate-Limit-Count')]).toEqual([200, '2:10']);
    expect(simulator.stats()).toMatchObject({ faults: { status: 1 }, byStatus: { [status]: 1, '200': 1 } });
  });

  it('comes as a burst', async () => {
    const simulator = faulty({
      method: 'match-v5.getMatch',
      at: { from: 2, to: 4 },
      fault: { kind: 'status', status: 503 },
    });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await ask(simulator, match)).status, (await ask(simulator, list)).status);
    expect(statuses).toEqual([200, 200, 503, 200, 503, 200, 503, 200, 200, 200, 200, 200]);
  });

  it('can be one platform that is down', async () => {
    const simulator = faulty({ route: 'euw1', fault: { kind: 'status', status: 503 } });
    expect((await ask(simulator, summoner)).status).toBe(503);
    expect((await ask(simulator, entries)).status).toBe(503);
    expect((await ask(simulator, '/kr/lol/league/v4/entries/by-puuid/x')).status).toBe(400);
    expect((await ask(simulator, match)).status).toBe(200);
  });

  it('can be HTML under 200 and 403, and nothing under 204', async () => {
    const status = (code: number, body: 'html' | 'empty') => faulty({ fault: { kind: 'status', status: code, body } });
    const good = await ask(status(200, 'html'), match);
    expect([good.status, good.headers.get('Content-Type'), good.body]).toEqual([
      200,
      'text/html;charset=utf-8',
      undefined,
    ]);
    expect(good.headers.get('X-App-Rate-Limit-Count')).toBe('1:10');
    const refused = await ask(status(403, 'html'), match);
    expect([refused.status, refused.headers.get('X-App-Rate-Limit')]).toEqual([403, null]);
    expect(refused.text).toContain('<title>403 Forbidden</title>');
    const none = await ask(status(204, 'empty'), entries);
    expect([none.status, none.text]).toEqual([204, '']);
  });
});

describe('a 429 that no window gave', () => {
  it('of the service, with headers', async () => {
    const reply = await ask(faulty({ fault: { kind: 'service-limit', retryAfter: 3 } }), match);
    expect(reply.status).toBe(429);
    expect(headersOf(reply, 'X-Rate-Limit-Type', 'Retry-After', 'X-App-Rate-Limit-Count')).toEqual([
      'service',
      '3',
      '1:10',
    ]);
  });

  it('of the underlying service, without any', async () => {
    const reply = await ask(faulty({ fault: { kind: 'service-limit' } }), match);
    expect(reply.status).toBe(429);
    expect(headersOf(reply, 'X-Rate-Limit-Type', 'Retry-After', ...LIMIT_HEADERS).every((one) => one === null)).toBe(
      true,
    );
  });

  it('of the server', async () => {
    const reply = await ask(faulty({ fault: { kind: 'server-limit', retryAfter: 12 } }), match);
    expect(reply).toMatchObject({ status: 429, body: { status: { message: 'server rate limit exceeded' } } });
    expect(headersOf(reply, 'X-Rate-Limit-Type', 'Retry-After', 'X-App-Rate-Limit')).toEqual(['server', '12', null]);
  });
});

describe('Retry-After', () => {
  it.each([
    ['floor', '0'],
    ['one-more', '2'],
    ['missing', null],
  ] as const)('%s, half a second before the window ends', async (as, expected) => {
    const clock = manualClock();
    const simulator = faulty({ fault: { kind: 'retry-after', as } }, { limits: 'dev', clock });
    for (let i = 0; i < 20; i++) expect((await ask(simulator, account)).status).toBe(200);
    clock.advance(500);
    const reply = await ask(simulator, account);
    expect([reply.status, reply.headers.get('X-Rate-Limit-Type')]).toEqual([429, 'application']);
    expect(reply.headers.get('Retry-After')).toBe(expected);
    expect(simulator.stats().faults).toEqual({ 'retry-after': 1 });
  });
});

describe('limits', () => {
  it('change in the middle of a run; a window that goes on keeps its count', async () => {
    const clock = manualClock();
    const fault = { kind: 'limits', application: '5:1,50:120', method: '30:10' } as const;
    const simulator = faulty({ at: { from: 4 }, fault }, { limits: 'dev', clock });
    for (let i = 0; i < 3; i++) await ask(simulator, match);
    const fourth = await ask(simulator, match);
    expect(headersOf(fourth, ...LIMIT_HEADERS)).toEqual(['5:1,50:120', '4:1,4:120', '30:10', '4:10']);
    await ask(simulator, match);
    expect((await ask(simulator, match)).status).toBe(429);
    clock.advance(1000);
    expect((await ask(simulator, match)).headers.get('X-App-Rate-Limit-Count')).toBe('1:1,7:120');
  });

  it('name their buckets in any order', async () => {
    const simulator = faulty({ fault: { kind: 'shuffled-buckets' } }, { limits: 'dev' });
    const seen = new Set<string | null>();
    for (let i = 0; i < 20; i++) seen.add((await ask(simulator, account)).headers.get('X-App-Rate-Limit'));
    expect([...seen].sort()).toEqual(['100:120,20:1', '20:1,100:120']);
  });
});

describe('keys', () => {
  it('expire at a moment, for everything; a new key can pass', async () => {
    const clock = manualClock();
    const rule = { key: 'RGAPI-test', during: { from: NOON + 1000 }, fault: { kind: 'key-expired' } } as const;
    const simulator = faulty(rule, { clock });
    clock.advance(999);
    expect((await ask(simulator, match)).status).toBe(200);
    clock.advance(1);
    for (const path of [match, account, summoner]) {
      const reply = await ask(simulator, path);
      expect([reply.status, reply.headers.get('X-App-Rate-Limit')]).toEqual([403, null]);
    }
    expect((await ask(simulator, match, 'RGAPI-new')).status).toBe(200);
  });

  it('are all shut out by the blacklist, for twice as long the second time', async () => {
    const clock = manualClock();
    const fault = { kind: 'blacklist', after: 2, minutes: 10, banMinutes: 5 } as const;
    const simulator = faulty({ fault }, { limits: 'dev', clock });
    const provoke = async () => {
      for (let i = 0; i < 22; i++) await ask(simulator, account);
    };
    const isOut = async (key = 'RGAPI-test') => (await ask(simulator, match, key)).status === 403;
    await provoke();
    expect([await isOut(), await isOut('RGAPI-regenerated'), await isOut('RGAPI-app2-x')]).toEqual([true, true, false]);
    clock.advance(5 * MINUTE_MS);
    expect(await isOut()).toBe(false);
    clock.advance(DAY_MS);
    await provoke();
    clock.advance(10 * MINUTE_MS - 1);
    expect(await isOut()).toBe(true);
    clock.advance(1);
    expect(await isOut()).toBe(false);
  });

  it('of another application have other puuids everywhere, and cannot read these', async () => {
    const other = 'RGAPI-app2-key';
    const name = `/europe/riot/account/v1/accounts/by-riot-id/${encodeURIComponent(player.riotId.gameName)}/${player.riotId.tagLine}`;
    const { puuid: foreign } = (await ask(clean, name, other)).body as { puuid: string };
    expect(foreign).toMatch(/^[\w-]{78}$/);
    expect(foreign).not.toBe(puuid);
    expect(await ask(clean, list, other)).toMatchObject({
      status: 400,
      body: { status: { message: `Bad Request - Exception decrypting ${puuid}` } },
    });
    expect(await ask(clean, list.replace(puuid, foreign))).toMatchObject({
      status: 400,
      body: { status: { message: `Bad Request - Exception decrypting ${foreign}` } },
    });
    expect((await ask(clean, `${list.replace(puuid, foreign)}?count=100`, other)).body).toEqual(ids);
    const text = (await ask(clean, match, other)).text;
    expect([text.includes(foreign), text.includes(puuid)]).toEqual([true, false]);
  });
});

describe('latency', () => {
  it('passes on the clock, both ways, and windows open on arrival', async () => {
    const clock = manualClock();
    const simulator = faulty({ fault: { kind: 'latency', ms: 40 } }, { limits: 'dev', clock });
    await ask(simulator, account);
    expect(clock.now()).toBe(NOON + 80);
    for (let i = 1; i < 12; i++) await ask(simulator, account);
    expect((await ask(simulator, account)).headers.get('X-App-Rate-Limit-Count')).toBe('13:1,13:120');
    expect((await ask(simulator, account)).headers.get('X-App-Rate-Limit-Count')).toBe('1:1,14:120');
  });

  it('differs from request to request within a span', async () => {
    const clock = manualClock();
    const simulator = faulty({ fault: { kind: 'latency', ms: { from: 20, to: 60 } } }, { clock });
    const trips = new Set<number>();
    for (let i = 0; i < 30; i++) {
      const sentAt = clock.now();
      await ask(simulator, account);
      trips.add(clock.now() - sentAt);
    }
    expect(trips.size).toBeGreaterThan(10);
    expect(Math.min(...trips)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...trips)).toBeLessThanOrEqual(120);
  });
});

it('without a script nothing is played', async () => {
  for (const path of [account, summoner, entries, list, match]) await ask(clean, path);
  expect(clean.stats().faults).toEqual({});
});
