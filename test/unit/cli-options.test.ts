import { describe, expect, it } from 'vitest';
import { durationMs, since, timestamp, until } from '../../src/cli/options.ts';
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

  it('takes ten years at most: what is longer is no moment that a computer knows', () => {
    expect(durationMs('3650d')).toBe(315_360_000_000);
    for (const text of ['3651d', '999999999d', '315360001', '87601h']) {
      expect(() => durationMs(text)).toThrow('It is 3650d at most.');
      expect(() => since(text)).toThrow('It is 3650d at most.');
      expect(() => until(text)).toThrow('It is 3650d at most.');
    }
  });
});

describe('timestamp', () => {
  it.each([
    ['2026-11-01', Date.UTC(2026, 10, 1)],
    ['2026-11-01T12:00:00Z', Date.UTC(2026, 10, 1, 12)],
    ['2026-11-01t12:00:00.25z', Date.UTC(2026, 10, 1, 12, 0, 0, 250)],
    ['2026-11-01T12:00:00-01:30', Date.UTC(2026, 10, 1, 13, 30)],
    ['2028-02-29', Date.UTC(2028, 1, 29)],
  ])('reads %j', (text, at) => expect(timestamp(text)).toBe(at));

  it.each([
    'foo 1',
    '2026-11',
    '11/01/2026',
    'Nov 1 2026',
    '2026-11-01 12:00:00',
    '2026-11-01T12:00:00',
    '2026-11-01T12:00Z',
    '2026-11-01T24:00:00Z',
    '2026-11-01T12:60:00Z',
    '2026-11-01T12:00:00+25:00',
    '2026-11-01Z',
    '2026-02-30',
    '2027-02-29T00:00:00Z',
    '2026-13-01',
    '2026-00-10',
    ' 2026-11-01',
    '',
  ])('refuses %j, alone and where a duration may stand', (text) => {
    for (const read of [timestamp, since, until]) expect(() => read(text)).toThrow('2026-11-01T12:00:00Z');
  });
});

describe('until', () => {
  it('takes a time, or how long it is until then', () => {
    expect(until('2026-11-01')).toBe(Date.UTC(2026, 10, 1));
    const before = systemClock.now();
    const at = until('2h');
    expect(at).toBeGreaterThanOrEqual(before + 7_200_000);
    expect(at).toBeLessThanOrEqual(systemClock.now() + 7_200_000);
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

  it.each(['yesterday', '', '7 days', 'foo 1'])('refuses %j', (text) => expect(() => since(text)).toThrow('7d'));
});
