import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../src/jobs/schedule.ts';

describe('parseSchedule', () => {
  it.each([
    ['60', 60_000],
    ['interval:60', 60_000],
    ['90s', 90_000],
    ['15m', 900_000],
    ['interval:15m', 900_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    [' 2H ', 7_200_000],
    ['366d', 366 * 86_400_000],
  ])('reads %j as an interval of %d ms', (text, everyMs) => {
    expect(parseSchedule(text)).toEqual({ kind: 'interval', everyMs });
  });

  it('reads manual', () => {
    expect(parseSchedule('manual')).toEqual({ kind: 'manual' });
    expect(parseSchedule('Manual')).toEqual({ kind: 'manual' });
  });

  it.each(['', ' ', '0', '0s', '-5', '1.5', '5 m', '5w', 'm', 'interval:', 'interval:manual', '* * * * *', '367d'])(
    'refuses %j',
    (text) => expect(parseSchedule(text)).toBeUndefined(),
  );

  it.each(['9999999999', '1e3', 'every 5m', 'cron:* * * * *', '@daily'])('refuses %j, too', (text) => {
    expect(parseSchedule(text)).toBeUndefined();
  });
});
