import { describe, expect, it } from 'vitest';
import { parseSchedule, type Schedule } from '../../src/jobs/schedule.ts';
import { calendarOf, countSlots, findTimezone, nextSlot, previousSlot } from '../../src/jobs/slots.ts';

function schedule(text: string): Schedule {
  const read = parseSchedule(text);
  if (read) return read;
  throw new Error(`${text} is no schedule`);
}

/** The next slots after a moment, as times of the zone; and found again from the other end. */
function slotsAfter(text: string, timezone: string, after: string): (count: number) => string[] {
  return (count) => {
    const found: number[] = [];
    for (let at = Date.parse(after); found.length < count; at = found.at(-1) ?? at) {
      found.push(nextSlot(schedule(text), timezone, at) ?? Number.NaN);
    }
    const again = found.map((at) => previousSlot(schedule(text), timezone, at + 999));
    expect(again).toEqual(found);
    return found.map((at) => new Date(at).toISOString().slice(0, 16));
  };
}

describe('intervals', () => {
  it('lie on the grid of the epoch', () => {
    expect(nextSlot(schedule('15m'), 'Asia/Kolkata', 1_793_534_400_000)).toBe(1_793_535_300_000);
    expect(nextSlot(schedule('15m'), 'UTC', 1_793_535_299_999)).toBe(1_793_535_300_000);
    expect(previousSlot(schedule('15m'), 'UTC', 1_793_535_300_000)).toBe(1_793_535_300_000);
    expect(previousSlot(schedule('15m'), 'UTC', 1_793_535_299_999)).toBe(1_793_534_400_000);
  });
});

describe('manual', () => {
  it('has no slots', () => {
    expect(nextSlot(schedule('manual'), 'UTC', 0)).toBeUndefined();
    expect(previousSlot(schedule('manual'), 'UTC', 0)).toBeUndefined();
    expect(countSlots(schedule('manual'), 'UTC', { after: 0, upTo: 1e12 })).toBe(0);
  });
});

describe('cron', () => {
  it('goes by the clocks of its zone', () => {
    const next = slotsAfter('0 4 * * *', 'Asia/Kolkata', '2026-11-24T00:00:00Z');
    expect(next(2)).toEqual(['2026-11-24T22:30', '2026-11-25T22:30']);
  });

  it('comes on either of two restricted days, as in crontab(5)', () => {
    const next = slotsAfter('0 0 13 * fri', 'UTC', '2026-12-05T00:00:00Z');
    expect(next(3)).toEqual(['2026-12-11T00:00', '2026-12-13T00:00', '2026-12-18T00:00']);
  });

  it('comes on both where one of them starts with a star, as in crontab(5)', () => {
    const next = slotsAfter('0 0 */2 * mon', 'UTC', '2026-11-24T00:00:00Z');
    expect(next(2)).toEqual(['2026-12-07T00:00', '2026-12-21T00:00']);
  });

  it('reads 0 and 7 as Sunday', () => {
    for (const day of ['0', '7', 'sun']) {
      expect(slotsAfter(`0 0 * * ${day}`, 'UTC', '2026-11-24T00:00:00Z')(1)).toEqual(['2026-11-29T00:00']);
    }
  });

  it.each([
    // Berlin: 02:00 -> 03:00 on 28 March 2027, at 01:00 UTC.
    ['30 2 * * *', ['2027-03-28T01:00', '2027-03-29T00:30']],
    ['0,30 2 * * *', ['2027-03-28T01:00', '2027-03-29T00:00']],
    ['30 2-3 * * *', ['2027-03-28T01:00', '2027-03-28T01:30', '2027-03-29T00:30']],
    ['*/20 2 * * *', ['2027-03-29T00:00', '2027-03-29T00:20']],
    ['*/30 * * * *', ['2027-03-27T23:30', '2027-03-28T00:00', '2027-03-28T00:30', '2027-03-28T01:00']],
  ])('%j where the clocks are put forward', (text, expected) => {
    expect(slotsAfter(text, 'Europe/Berlin', '2027-03-27T23:00:00Z')(expected.length)).toEqual(expected);
  });

  it('leaves a time out that would come on another day', () => {
    // Scoresbysund: 23:00 -> 00:00 in the night to 28 March 2027, at 01:00 UTC.
    const next = slotsAfter('30 23 * * *', 'America/Scoresbysund', '2027-03-26T12:00:00Z');
    expect(next(2)).toEqual(['2027-03-27T01:30', '2027-03-29T00:30']);
  });

  it.each([
    // Berlin: 03:00 -> 02:00 on 25 October 2026, at 01:00 UTC; London an hour earlier by its clock.
    ['30 2 * * *', 'Europe/Berlin', ['2026-10-25T00:30', '2026-10-26T01:30']],
    ['30 1 * * *', 'Europe/London', ['2026-10-25T00:30', '2026-10-26T01:30']],
    ['0 * * * *', 'Europe/Berlin', ['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']],
    ['30 2-3 * * *', 'Europe/Berlin', ['2026-10-25T00:30', '2026-10-25T02:30', '2026-10-26T01:30']],
  ])('%j in %s where they are put back', (text, timezone, expected) => {
    expect(slotsAfter(text, timezone, '2026-10-24T23:00:00Z')(expected.length)).toEqual(expected);
  });
});

describe('countSlots', () => {
  it.each([
    ['15m', 'UTC', 4],
    ['0 * * * *', 'Europe/Berlin', 1],
  ])('%j counts the end of a span and not its beginning', (text, timezone, count) => {
    const after = Date.parse('2026-11-24T10:00:00Z');
    expect(countSlots(schedule(text), timezone, { after, upTo: after + 3_600_000 })).toBe(count);
    expect(countSlots(schedule(text), timezone, { after, upTo: after })).toBe(0);
    expect(countSlots(schedule(text), timezone, { after, upTo: after - 7_200_000 })).toBe(0);
  });

  it('counts day by day what comes every hour of a year', () => {
    const span = { after: Date.parse('2026-01-01T00:00:00Z') - 1, upTo: Date.parse('2027-01-01T00:00:00Z') - 1 };
    expect(countSlots(schedule('@hourly'), 'Europe/Berlin', span)).toBe(365 * 24);
  });
});

describe('findTimezone', () => {
  it('writes the name as it is usual, and keeps an older or newer one', () => {
    expect(findTimezone('Asia/Kolkata')).toBe('Asia/Kolkata');
    expect(findTimezone('Asia/Calcutta')).toBe('Asia/Calcutta');
    expect(findTimezone('europe/berlin')).toBe('Europe/Berlin');
    expect(findTimezone('utc')).toBe('UTC');
  });

  it.each(['', 'Berlin', 'Mars/Olympus', 'Europe/Berlin; x'])('knows no %j', (name) => {
    expect(findTimezone(name)).toBeUndefined();
  });
});

describe('calendarOf', () => {
  const job = { name: 'updater', schedule: '0 4 * * *', timezone: 'Europe/Berlin' };

  it('is the schedule of a job in its zone', () => {
    const next = calendarOf(job).next(Date.parse('2026-11-24T00:00:00Z'));
    expect(next).toBe(Date.parse('2026-11-24T03:00:00Z'));
  });

  it('refuses what somebody has written by hand', () => {
    expect(() => calendarOf({ ...job, schedule: 'often' })).toThrow(
      /job updater.*schedule: "often" is none of: seconds/,
    );
    expect(() => calendarOf({ ...job, timezone: 'Berlin' })).toThrow(/job updater.*timezone.*"Berlin"/);
  });
});
