import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLogger } from '../../src/log.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { NetworkError, RateLimitError } from '../../src/riot/errors.ts';
import { MAX_ATTEMPTS } from '../../src/riot/retry.ts';
import { puuidOf, wireMatch } from '../unit/riot-fixtures.ts';
import { API_KEY, ask, failureOf, LIMITS, serve, started } from './riot-server.ts';

const puuid = puuidOf(1);
const MATCH_ID = 'EUW1_7000000001';
const matchText = JSON.stringify(wireMatch({ matchId: MATCH_ID }), null, 1);

/** Waits for real, and is interrupted when its first answer has come. */
function interruptedAfterOne(apiUrl: string) {
  const controller = new AbortController();
  const sent: number[] = [];
  const options = { apiUrl, apiKey: API_KEY, userAgent: 'riotjobs/test', clock: systemClock, log: silentLogger };
  const riot = createRiotClient(options).for({
    signal: controller.signal,
    patienceMs: 130_000,
    onRequest: ({ status }) => {
      sent.push(status);
      setImmediate(() => controller.abort(new Error('interrupted')));
    },
  });
  return { riot, sent };
}

describe('failures that pass', () => {
  it('a burst of 5xx is repeated with backoff, and every attempt is reported', async () => {
    const { url } = await started([
      { status: 503 },
      { status: 502, body: '<!DOCTYPE html>' },
      { body: matchText, headers: LIMITS },
    ]);
    const { riot, sent, clock } = ask(url);
    expect((await riot.findMatch(MATCH_ID))?.match.matchId).toBe(MATCH_ID);
    expect(sent.map(({ status }) => status)).toEqual([503, 502, 200]);
    expect(clock.sleeps).toHaveLength(2);
  });

  it('a lasting 5xx is given up', async () => {
    const { url, requests } = await started([
      { status: 500, body: '{"status":{"message":"Internal","status_code":500}}' },
    ]);
    const error = await failureOf(ask(url).riot.findMatch(MATCH_ID));
    expect(error).toMatchObject({ name: 'RiotApiError', status: 500, message: expect.stringContaining('Internal') });
    expect(requests).toHaveLength(MAX_ATTEMPTS);
  });

  it('a cut body is repeated', async () => {
    const headers = { ...LIMITS, 'Content-Length': String(Buffer.byteLength(matchText)) };
    const { url } = await started([
      { body: matchText, headers, cutAfter: 500 },
      { body: matchText, headers: LIMITS },
    ]);
    const { riot, sent } = ask(url);
    expect((await riot.findMatch(MATCH_ID))?.payload).toBe(matchText);
    expect(sent.map(({ status }) => status)).toEqual([0, 200]);
  });

  it('connections that never bring an answer are given up, without a trace of the key', async () => {
    const { url, requests } = await started([{ cutAfter: 0 }]);
    const { riot, sent } = ask(url);
    const error = await failureOf(riot.findMatch(MATCH_ID));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ methodId: 'match-v5.getMatch', route: 'europe' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(API_KEY);
    expect(requests.length).toBe(MAX_ATTEMPTS);
    expect(sent.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  });

  it('a host that nobody listens on is named by its reason', async () => {
    const { url, close } = await serve([]);
    await close();
    const error = await failureOf(ask(url).riot.findMatch(MATCH_ID));
    expect(error).toBeInstanceOf(NetworkError);
    expect(String(error)).toContain('ECONNREFUSED');
  });
});

describe('429', () => {
  const limited = { ...LIMITS, 'X-App-Rate-Limit-Count': '1:1,101:120', 'X-Rate-Limit-Type': 'application' };

  it('is waited for by the gate, then asked again', async () => {
    const { url } = await started([
      { status: 429, headers: { ...limited, 'Retry-After': '7' } },
      { body: matchText, headers: LIMITS },
    ]);
    const { riot, sent } = ask(url);
    expect((await riot.findMatch(MATCH_ID))?.match.matchId).toBe(MATCH_ID);
    expect(sent.map(({ status }) => status)).toEqual([429, 200]);
    expect(sent[1]?.waitedMs).toBeGreaterThanOrEqual(7000);
    expect(sent[1]?.waitedMs).toBeLessThan(10_000);
  });

  it('beyond the patience of the caller ends at once, with the time of the next chance', async () => {
    const { url, requests } = await started([{ status: 429, headers: { ...limited, 'Retry-After': '60' } }]);
    const { riot, clock } = ask(url, { patienceMs: 30_000 });
    const error = await failureOf(riot.findMatch(MATCH_ID));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ scope: 'application', route: 'europe' });
    if (error instanceof RateLimitError) expect(error.retryAt - clock.now()).toBeGreaterThan(58_000);
    expect(requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([0]);
  });

  it('of an overloaded service is asked again after growing waits, a bounded number of times', async () => {
    const { url, requests } = await started([{ status: 429, body: '{"status":{"message":"x","status_code":429}}' }]);
    const { riot, clock } = ask(url);
    const error = await failureOf(riot.findMatch(MATCH_ID));
    expect(error).toMatchObject({ name: 'RateLimitError', scope: 'service' });
    expect(requests).toHaveLength(MAX_ATTEMPTS);
    expect(clock.sleeps.map((ms) => Math.floor(Math.log2(ms / 1000)))).toEqual([0, 1, 2]);
  });

  it('of an overloaded service beyond patience is not waited for', async () => {
    const { url, requests } = await started([{ status: 429, headers: { 'Retry-After': '20' } }]);
    const error = await failureOf(ask(url, { patienceMs: 10_000 }).riot.findMatch(MATCH_ID));
    expect(error).toMatchObject({ name: 'RateLimitError', scope: 'service' });
    expect(requests).toHaveLength(1);
  });

  it('does not come when the headers are learned: the 21st request of a second waits', async () => {
    let count = 0;
    const { url } = await started([
      () => {
        count += 1;
        return {
          body: '[]',
          headers: { ...LIMITS, 'X-App-Rate-Limit': '20:60', 'X-App-Rate-Limit-Count': `${count}:60` },
        };
      },
    ]);
    const { riot, sent } = ask(url);
    await Promise.all(Array.from({ length: 21 }, () => riot.listMatchIds({ platform: 'euw1', puuid })));
    const waits = sent.map(({ waitedMs }) => waitedMs).toSorted((a, b) => a - b);
    expect(waits.filter((waitedMs) => waitedMs >= 50_000)).toHaveLength(1);
    expect(waits).toHaveLength(21);
  });
});

describe('giving up', () => {
  it('ends a wait for quota', async () => {
    const { url, requests } = await started([
      { status: 429, headers: { ...LIMITS, 'X-Rate-Limit-Type': 'application', 'Retry-After': '60' } },
    ]);
    const { riot, sent } = interruptedAfterOne(url);
    expect(await failureOf(riot.findMatch(MATCH_ID))).toMatchObject({ message: 'interrupted' });
    expect(sent).toEqual([429]);
    expect(requests).toHaveLength(1);
  });

  it('ends a backoff', async () => {
    const { url, requests } = await started([{ status: 429, headers: { 'Retry-After': '60' } }]);
    const { riot, sent } = interruptedAfterOne(url);
    expect(await failureOf(riot.findMatch(MATCH_ID))).toMatchObject({ message: 'interrupted' });
    expect(sent).toEqual([429]);
    expect(requests).toHaveLength(1);
  });

  it('reports a request that was sent and not awaited', async () => {
    const controller = new AbortController();
    const { url } = await started([
      () => {
        controller.abort(new Error('interrupted'));
        return { body: matchText };
      },
    ]);
    const { riot, sent } = ask(url, { signal: controller.signal });
    expect(await failureOf(riot.findMatch(MATCH_ID))).toMatchObject({ message: 'interrupted' });
    expect(sent.map(({ status }) => status)).toEqual([0]);
  });

  it('is no network error, even in the last attempt', async () => {
    const controller = new AbortController();
    const last = () => {
      controller.abort(new Error('interrupted'));
      return { cutAfter: 0 };
    };
    const { url } = await started([...Array(MAX_ATTEMPTS - 1).fill({ status: 503 }), last]);
    const { riot, sent } = ask(url, { signal: controller.signal });
    expect(await failureOf(riot.findMatch(MATCH_ID))).toMatchObject({ message: 'interrupted' });
    expect(sent).toHaveLength(MAX_ATTEMPTS);
  });

  it('sends nothing for a caller that gave up before', async () => {
    const { url, requests } = await started([{ body: matchText }]);
    const { riot } = ask(url, { signal: AbortSignal.abort(new Error('interrupted')) });
    expect(await failureOf(riot.findMatch(MATCH_ID))).toMatchObject({ message: 'interrupted' });
    expect(requests).toEqual([]);
  });
});
