import { describe, expect, it } from 'vitest';
import { createJitter } from '../../src/riot/jitter.ts';
import { decideRetry, MAX_ATTEMPTS } from '../../src/riot/retry.ts';

const none = new Headers();

describe('retry', () => {
  it.each([200, 204, 301, 400, 401, 403, 404, 405, 415])('settles for %i', (status) => {
    expect(decideRetry({ status, headers: none, attempt: 1, random: 0.5 })).toEqual({ kind: 'settled' });
  });

  it.each([0, 500, 502, 503, 504])('backs off exponentially with full jitter after %i, and gives up', (status) => {
    const waits = (random: number) =>
      [1, 2, 3].map((attempt) => decideRetry({ status, headers: none, attempt, random })).map((decision) => decision);
    expect(waits(0.5)).toEqual([
      { kind: 'wait', waitMs: 500 },
      { kind: 'wait', waitMs: 1000 },
      { kind: 'wait', waitMs: 2000 },
    ]);
    expect(waits(0).map((decision) => decision)).toEqual(Array(3).fill({ kind: 'wait', waitMs: 0 }));
    expect(decideRetry({ status, headers: none, attempt: MAX_ATTEMPTS, random: 0.5 }).kind).toBe('give-up');
  });

  it('waits at least a second after a 429 without headers', () => {
    const wait = (attempt: number, random: number) => decideRetry({ status: 429, headers: none, attempt, random });
    expect([wait(1, 0), wait(2, 0), wait(3, 0.5), wait(4, 0)]).toEqual([
      { kind: 'wait', waitMs: 1000 },
      { kind: 'wait', waitMs: 2000 },
      { kind: 'wait', waitMs: 6000 },
      { kind: 'give-up', waitMs: 8000 },
    ]);
  });

  it.each(['application', 'method', 'service', 'server'])('leaves a 429 of type %s with a time to the gate', (type) => {
    const headers = new Headers({ 'X-Rate-Limit-Type': type, 'Retry-After': '7' });
    expect(decideRetry({ status: 429, headers, attempt: 1, random: 0.5 })).toEqual({ kind: 'wait', waitMs: 0 });
  });

  it.each([{ 'X-Rate-Limit-Type': 'application', 'Retry-After': '0' }, { 'X-Rate-Limit-Type': 'method' }])(
    'backs off besides when the time is 0 or missing: %j',
    (headers) => {
      expect(decideRetry({ status: 429, headers: new Headers(headers), attempt: 1, random: 0 })).toEqual({
        kind: 'wait',
        waitMs: 1000,
      });
    },
  );

  it('waits as told when nobody is named', () => {
    const headers = new Headers({ 'Retry-After': '7' });
    expect(decideRetry({ status: 429, headers, attempt: 1, random: 0.5 })).toEqual({ kind: 'wait', waitMs: 7000 });
  });
});

describe('jitter', () => {
  it('is reproducible, differs by seed, and spreads over [0, 1)', () => {
    const draw = (seed: number) => Array.from({ length: 1000 }, createJitter(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const drawn = draw(1_793_534_400_000);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
