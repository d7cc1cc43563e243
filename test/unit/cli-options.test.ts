import { describe, expect, it } from 'vitest';
import { durationMs, since } from '../../src/cli/options.ts';
import { systemClock } from '../../src/clock.ts';

describe('durationMs', () => {
  it.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    [' 7D ', 604_800_000],
    ['0', 0],
  ])('reads %j as %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(['', 'm', '-1m', '1.5h', '1w', '1h30m', '1 h', 'soon', '1e3'])('refuses %j', (text) => {
    expect(() => durationMs(text)).toThrow('90s, 10m, 2h or 7d');
  });
});

describe('since', () => {
  it('takes a time, or how long ago it was', () => {
    expect(since('2026-11-01T12:00:00Z')).toBe(Date.UTC(2026, 10, 1, 12));
    expect(since('2026-11-01T12:00:00+02:00')).toBe(Date.UTC(2026, 10, 1, 10));
    const before = systemClock.now();
    const at = since('2h');
    expect(at).toBeGreaterThanOrEqual(before - 7_200_000);
    expect(at).toBeLessThanOrEqual(systemClock.now() - 7_200_000);
  });

  it.each(['yesterday', '', '7 days'])('refuses %j', (text) => expect(() => since(text)).toThrow('7d'));
});
