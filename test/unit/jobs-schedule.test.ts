import { describe, expect, it } from 'vitest';
import { formatSchedule, normalSchedule, parseSchedule } from '../../src/jobs/schedule.ts';

const cron = (fields: string) => ({ kind: 'cron', fields });

describe('parseSchedule', () => {
  it.each([
    ['60', 60_000],
    ['interval:60', 60_000],
    ['interval:300', 300_000],
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

  it.each([
    ['* * * * *', '* * * * *'],
    ['cron:*/5 * * * *', '*/5 * * * *'],
    ['cron: 0 4 * * *', '0 4 * * *'],
    ['  0\t4  * *   * ', '0 4 * * *'],
    ['00 04 01 01 *', '0 4 1 1 *'],
    ['0,30 8-18/2 * JAN-mar Mon-Fri', '0,30 8-18/2 * 1-3 1-5'],
    ['0 0 * * sun', '0 0 * * 0'],
    ['0 0 * * 7', '0 0 * * 7'],
    ['0 0 * * fri-sun', '0 0 * * 5-7'],
    ['0 0 * * sun-tue,thu', '0 0 * * 0-2,4'],
    ['0 0 29 2 *', '0 0 29 2 *'],
    ['0 0 31 2 mon', '0 0 31 2 1'],
    ['@hourly', '0 * * * *'],
    ['@daily', '0 0 * * *'],
    ['@midnight', '0 0 * * *'],
    ['@weekly', '0 0 * * 0'],
    ['@monthly', '0 0 1 * *'],
    ['@Yearly', '0 0 1 1 *'],
    ['@annually', '0 0 1 1 *'],
  ])('reads %j as the cron fields %j', (text, fields) => {
    expect(parseSchedule(text)).toEqual(cron(fields));
  });

  it.each(['', ' ', '0', '0s', '-5', '1.5', '5 m', '5w', 'm', 'interval:', 'interval:manual', '367d', '9999999999'])(
    'refuses %j',
    (text) => expect(parseSchedule(text)).toBeUndefined(),
  );

  it.each([
    '1e3',
    'every 5m',
    '@reboot',
    '@every 5m',
    'cron:',
    'cron:@daily',
    'cron:60',
    'cron:manual',
    '2026-11-01T00:00:00',
  ])('refuses %j, too', (text) => expect(parseSchedule(text)).toBeUndefined());

  it.each(['* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * 32 * *', '* * * 13 *', '* * * * 8'])(
    'refuses the fields %j',
    (text) => expect(parseSchedule(text)).toBeUndefined(),
  );

  it.each(['5-1 * * * *', '5/5 * * * *', '*/0 * * * *', '*/60 * * * *', '*,5 * * * *', '1,,2 * * * *', '-1 * * * *'])(
    'refuses the minutes of %j',
    (text) => expect(parseSchedule(text)).toBeUndefined(),
  );

  it.each([
    '* * L * *',
    '* * 15W * *',
    '* * * * mon#2',
    '* * * * 5L',
    '? * * * *',
    '* * ? * *',
    '* * +1 * 1',
    '0x1 * * * *',
  ])('refuses what other crons know: %j', (text) => expect(parseSchedule(text)).toBeUndefined());

  it.each(['0 0 31 2 *', '0 0 30 2 */2', '0 0 31 4,6,9,11 *'])('refuses %j, which never comes', (text) => {
    expect(parseSchedule(text)).toBeUndefined();
  });
});

describe('formatSchedule', () => {
  it.each([
    ['60', '1m'],
    ['interval:3600', '1h'],
    ['90s', '90s'],
    ['48h', '2d'],
    ['@daily', '0 0 * * *'],
    ['manual', 'manual'],
  ])('writes %j as %j', (text, formatted) => {
    const schedule = parseSchedule(text);
    expect(schedule && formatSchedule(schedule)).toBe(formatted);
  });
});

describe('normalSchedule', () => {
  it('keeps what was meant as it was written', () => {
    expect(normalSchedule('  CRON:0   4 * * MON ')).toBe('cron:0 4 * * mon');
    expect(normalSchedule('interval:15M')).toBe('interval:15m');
  });
});
