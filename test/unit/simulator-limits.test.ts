// The server's rate limits: fixed windows, everything counted, application named before method.

import { describe, expect, it } from 'vitest';
import { type CountedRequest, createLimiter, type Limiter } from '../../src/simulator/limits.ts';

const START = 1_750_000_000_123;
const match: CountedRequest = { key: 'RGAPI-a', route: 'europe', methodId: 'match-v5.getMatch' };

function countMany(limiter: Limiter, times: number, now: number) {
  return countSome(limiter, { times, now, request: match });
}

interface Some {
  readonly times: number;
  readonly now: number;
  readonly request: CountedRequest;
}

/** The verdict on the last of several requests at one moment. */
function countSome(limiter: Limiter, { times, now, request }: Some) {
  for (let i = 1; i < times; i++) limiter.count(request, now);
  return limiter.count(request, now);
}

describe('fixed windows', () => {
  it('tells limits and counts in the four headers, this request included', () => {
    const { headers } = createLimiter('dev').count(match, START);
    expect(headers).toEqual({
      'X-App-Rate-Limit': '20:1,100:120',
      'X-App-Rate-Limit-Count': '1:1,1:120',
      'X-Method-Rate-Limit': '2000:10',
      'X-Method-Rate-Limit-Count': '1:10',
    });
  });

  it('counts on in the windows that are still open (the example of the guide)', () => {
    const limiter = createLimiter('dev');
    limiter.count(match, START);
    const { headers } = limiter.count(match, START + 3000);
    expect(headers['X-App-Rate-Limit-Count']).toBe('1:1,2:120');
    expect(headers['X-Method-Rate-Limit-Count']).toBe('2:10');
  });

  it('opens a window with the first request after the last one has ended, not on the clock and not sliding', () => {
    const limiter = createLimiter('dev');
    limiter.count(match, START);
    const counts = [999, 1000, 1999, 2000].map(
      (ms) => limiter.count(match, START + ms).headers['X-App-Rate-Limit-Count'],
    );
    expect(counts).toEqual(['2:1,2:120', '1:1,3:120', '2:1,4:120', '1:1,5:120']);
  });

  it('lets a full window pass at its edge', () => {
    const limiter = createLimiter('dev');
    expect(countMany(limiter, 20, START).exceeded).toBeUndefined();
    expect(countMany(limiter, 20, START + 1000).exceeded).toBeUndefined();
  });
});

describe('a request too many', () => {
  it('is counted, and waits for the rest of the window in whole seconds, rounded up', () => {
    const limiter = createLimiter('dev');
    const { headers, exceeded } = countMany(limiter, 21, START);
    expect(headers['X-App-Rate-Limit-Count']).toBe('21:1,21:120');
    expect(exceeded).toMatchObject({ scope: 'application', retryAfterSeconds: 1 });
    expect(limiter.count(match, START + 1)).toMatchObject({ exceeded: { retryAfterSeconds: 1 } });
  });

  it('burns the long window too', () => {
    const limiter = createLimiter('dev');
    for (let second = 0; second < 4; second++) countMany(limiter, 25, START + 1000 * second);
    const { headers, exceeded } = limiter.count(match, START + 10_500);
    expect(headers['X-App-Rate-Limit-Count']).toBe('1:1,101:120');
    expect(exceeded).toMatchObject({ scope: 'application', retryAfterSeconds: 110 });
    expect(limiter.count(match, START + 120_000).exceeded).toBeUndefined();
  });

  it('waits for the longest of the exceeded windows', () => {
    const limiter = createLimiter('dev');
    expect(countMany(limiter, 101, START).exceeded).toMatchObject({ scope: 'application', retryAfterSeconds: 120 });
  });

  it('is named after the method when only the method is full', () => {
    const limiter = createLimiter('prod');
    const account: CountedRequest = { key: 'RGAPI-a', route: 'europe', methodId: 'account-v1.getByPuuid' };
    countSome(limiter, { times: 400, now: START, request: account });
    countSome(limiter, { times: 400, now: START + 10_000, request: account });
    expect(countSome(limiter, { times: 200, now: START + 20_000, request: account }).exceeded).toBeUndefined();
    const { exceeded, headers } = limiter.count(account, START + 20_000);
    expect(exceeded).toMatchObject({ scope: 'method', retryAfterSeconds: 40 });
    expect(headers['X-Method-Rate-Limit-Count']).toBe('1001:60');
    expect(limiter.count(match, START + 20_000).exceeded).toBeUndefined();
  });

  it('is named after the application when both are full', () => {
    const limiter = createLimiter('prod');
    const account: CountedRequest = { key: 'RGAPI-a', route: 'europe', methodId: 'account-v1.getByPuuid' };
    expect(countSome(limiter, { times: 1001, now: START, request: account }).exceeded?.scope).toBe('application');
  });
});

describe('scopes', () => {
  it('keeps keys and routes apart', () => {
    const limiter = createLimiter('dev');
    countMany(limiter, 21, START);
    expect(limiter.count({ ...match, route: 'asia' }, START).exceeded).toBeUndefined();
    expect(limiter.count({ ...match, key: 'RGAPI-b' }, START).exceeded).toBeUndefined();
  });

  it('shares the application window between the methods of a route', () => {
    const limiter = createLimiter('dev');
    countMany(limiter, 20, START);
    const { headers, exceeded } = limiter.count({ ...match, methodId: 'match-v5.getMatchIdsByPUUID' }, START);
    expect(exceeded?.scope).toBe('application');
    expect(headers['X-Method-Rate-Limit-Count']).toBe('1:10');
  });

  it('answers with limits that nobody reaches when there are none', () => {
    expect(countMany(createLimiter('none'), 5000, START).exceeded).toBeUndefined();
  });
});
