import { describe, expect, it } from 'vitest';
import { limitedScope, limitsOf, parseLimits, retryAfterMs } from '../../src/riot/limits.ts';

describe('limit headers', () => {
  it.each([
    [
      '20:1,100:120',
      '3:1,57:120',
      [
        [20, 1000, 3],
        [100, 120_000, 57],
      ],
    ],
    [
      '100:120,20:1',
      '3:1,57:120',
      [
        [100, 120_000, 57],
        [20, 1000, 3],
      ],
    ],
    ['2000:10', '12:10', [[2000, 10_000, 12]]],
    [
      '20000:10,1200000:600',
      '1:10,1:600',
      [
        [20_000, 10_000, 1],
        [1_200_000, 600_000, 1],
      ],
    ],
    [
      ' 20:1 , 100:120 ',
      null,
      [
        [20, 1000, undefined],
        [100, 120_000, undefined],
      ],
    ],
    [
      '3000:10,180000:600',
      '18:10,...',
      [
        [3000, 10_000, 18],
        [180_000, 600_000, undefined],
      ],
    ],
    ['20:1,50:1', '5:1', [[20, 1000, 5]]],
    ['0:1,100:120', null, [[100, 120_000, undefined]]],
  ])('%s with counts %s', (limits, counts, expected) => {
    const read = parseLimits(limits, counts)?.map(({ limit, durationMs, count }) => [limit, durationMs, count]);
    expect(read).toEqual(expected);
  });

  it.each([null, '', 'unlimited', '20', '0:0', '-1:10'])('%j says nothing', (limits) => {
    expect(parseLimits(limits, '1:1')).toBeUndefined();
  });

  it('keeps application and method apart', () => {
    const headers = new Headers({
      'X-App-Rate-Limit': '20:1',
      'X-App-Rate-Limit-Count': '2:1',
      'X-Method-Rate-Limit': '2000:10',
      'X-Method-Rate-Limit-Count': '7:10',
    });
    expect(limitsOf(headers)).toEqual({
      application: [{ limit: 20, durationMs: 1000, count: 2 }],
      method: [{ limit: 2000, durationMs: 10_000, count: 7 }],
    });
    expect(limitsOf(new Headers())).toEqual({ application: undefined, method: undefined });
  });
});

describe('429', () => {
  it.each([
    ['application', 'application'],
    ['Application', 'application'],
    ['method', 'method'],
    ['service', 'service'],
    ['server', 'service'],
    ['something new', undefined],
  ])('of type %s limits %s', (type, scope) => {
    expect(limitedScope(new Headers({ 'X-Rate-Limit-Type': type }))).toBe(scope);
  });

  it('without a type blames nobody', () => {
    expect(limitedScope(new Headers())).toBeUndefined();
  });

  it.each([
    ['0', 0],
    ['2', 2000],
    ['120', 120_000],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['99999999999999', undefined],
  ])('Retry-After %j is %j ms', (text, ms) => {
    expect(retryAfterMs(new Headers({ 'Retry-After': text }))).toBe(ms);
  });
});
