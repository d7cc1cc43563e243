import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSchedule, parseSchedule, type Schedule } from '../../src/jobs/schedule.ts';
import { calendarOf, countSlots, nextSlot, previousSlot } from '../../src/jobs/slots.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

interface Field {
  readonly text: string;
  readonly values: ReadonlySet<number>;
}

/** Text of one field with the values that it means, made apart from the grammar that reads it. */
function field(least: number, most: number): fc.Arbitrary<Field> {
  const all = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  const value = fc.integer({ min: least, max: most });
  const pick = (from: number, to: number, step: number) =>
    all.filter((one) => one >= from && one <= to && (one - from) % step === 0);
  const range = fc.tuple(value, value).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const item = fc.oneof(
    value.map((one) => ({ text: `${one}`, picked: [one] })),
    range.map(([from, to]) => ({ text: `${from}-${to}`, picked: pick(from, to, 1) })),
    fc.tuple(range, fc.integer({ min: 1, max: most })).map(([[from, to], step]) => {
      return { text: `${from}-${to}/${step}`, picked: pick(from, to, step) };
    }),
  );
  return fc.oneof(
    fc.constant({ text: '*', values: new Set(all) }),
    fc.integer({ min: 2, max: most }).map((step) => ({ text: `*/${step}`, values: new Set(pick(least, most, step)) })),
    fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => {
      return { text: items.map(({ text }) => text).join(','), values: new Set(items.flatMap(({ picked }) => picked)) };
    }),
  );
}

const expression = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7));
type Expression = readonly [Field, Field, Field, Field, Field];

const textOf = (fields: Expression) => fields.map(({ text }) => text).join(' ');

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana'];
const zone = fc.constantFrom(...zones, 'Africa/Cairo', 'America/Scoresbysund', 'Pacific/Apia');

/** Days of 2026 and 2027 on which clocks somewhere are put forward or back, and any other. */
const someDay = fc.oneof(
  fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-04', '2026-10-25', '2026-10-29'),
  fc.constantFrom('2026-11-01', '2027-02-28', '2027-03-13', '2027-12-31'),
);
const someTime = fc.tuple(someDay, fc.integer({ min: -DAY, max: DAY })).map(([day, more]) => Date.parse(day) + more);

/** What the clocks of the zone show, as if it were UTC. No zone of today changes but at a quarter of an hour. */
function clockOf(timezone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  const offsets = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / (15 * MINUTE)) * 15 * MINUTE;
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const parts = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]));
      const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
      offset = Date.UTC(year, month - 1, day, hour, minute) - quarter;
      offsets.set(quarter, offset);
    }
    return at + offset;
  };
}

function isMatch([minute, hour, dayOfMonth, month, dayOfWeek]: Expression, shown: number): boolean {
  const date = new Date(shown);
  const day = date.getUTCDay();
  const isDate = dayOfMonth.values.has(date.getUTCDate());
  const isWeekday = dayOfWeek.values.has(day) || (day === 0 && dayOfWeek.values.has(7));
  const isEither = !dayOfMonth.text.startsWith('*') && !dayOfWeek.text.startsWith('*');
  const isDay = isEither ? isDate || isWeekday : isDate && isWeekday;
  return minute.values.has(date.getUTCMinutes()) && hour.values.has(date.getUTCHours()) && isDay
    ? month.values.has(date.getUTCMonth() + 1)
    : false;
}

function slotsBetween(schedule: Schedule, timezone: string, [after, upTo]: readonly [number, number]): number[] {
  const { next } = calendarOf({ name: 'updater', schedule: formatSchedule(schedule), timezone });
  const found: number[] = [];
  for (let at = next(after); at !== undefined && at <= upTo; at = next(at)) found.push(at);
  return found;
}

describe('slots of cron expressions', () => {
  it('are the minutes at which the clocks of the zone show what the fields say', () => {
    fc.assert(
      fc.property(expression, zone, someTime, (fields, timezone, from) => {
        const schedule = parseSchedule(textOf(fields));
        if (!schedule) return;
        const after = Math.floor(from / MINUTE) * MINUTE;
        const clock = clockOf(timezone);
        const isChanged = clock(after - DAY) - clock(after + 2 * DAY) !== -3 * DAY;
        const isByClock = /[*/]/.test(fields[0].text + fields[1].text);
        if (isChanged && !isByClock) return;
        const minutes = Array.from({ length: 1440 }, (_, index) => after + (index + 1) * MINUTE);
        const expected = minutes.filter((at) => isMatch(fields, clock(at)));
        expect(slotsBetween(schedule, timezone, [after, after + DAY])).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('come once a day at a fixed time, also on days on which the clocks are changed', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }));
    fc.assert(
      // In Scoresbysund an hour is left out at the end of a day.
      fc.property(
        time,
        zone.filter((name) => !name.endsWith('sund')),
        someTime,
        ([minute, hour], timezone, after) => {
          const schedule = parseSchedule(`${minute} ${hour} * * *`);
          if (!schedule) throw new Error('it was refused');
          const found = slotsBetween(schedule, timezone, [after, after + 10 * DAY]);
          expect([9, 10, 11]).toContain(found.length);
          for (const [index, at] of found.entries()) {
            const gap = at - (found[index - 1] ?? at - DAY);
            expect(gap).toBeGreaterThanOrEqual(DAY - 120 * MINUTE);
            expect(gap).toBeLessThanOrEqual(DAY + 120 * MINUTE);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

const interval = fc.integer({ min: 1, max: 366 * 86_400 }).map((seconds) => `${seconds}s`);
const anySchedule = fc.oneof(interval, expression.map(textOf), fc.constantFrom('manual', '@weekly', 'interval:15m'));

describe('every schedule', () => {
  it('reads the same once it is written', () => {
    fc.assert(
      fc.property(anySchedule, (text) => {
        const schedule = parseSchedule(text);
        if (schedule) expect(parseSchedule(formatSchedule(schedule))).toEqual(schedule);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same slots from either end', () => {
    fc.assert(
      fc.property(anySchedule, zone, someTime, (text, timezone, at) => {
        const schedule = parseSchedule(text) ?? { kind: 'manual' };
        const next = nextSlot(schedule, timezone, at);
        if (next === undefined) return;
        expect(next).toBeGreaterThan(at);
        expect(previousSlot(schedule, timezone, next)).toBe(next);
        const before = previousSlot(schedule, timezone, next - 1);
        expect(before).toBe(previousSlot(schedule, timezone, at));
        if (before === undefined) return;
        expect(before).toBeLessThanOrEqual(at);
        expect(nextSlot(schedule, timezone, before)).toBe(next);
      }),
      { numRuns: 500 },
    );
  });

  it('is counted as one by one', () => {
    fc.assert(
      fc.property(expression.map(textOf), zone, someTime, (text, timezone, after) => {
        const schedule = parseSchedule(text);
        if (!schedule) return;
        const upTo = after + 4 * DAY + 3_456_789;
        const found = slotsBetween(schedule, timezone, [after, upTo]);
        expect(countSlots(schedule, timezone, { after, upTo })).toBe(found.length);
      }),
      { numRuns: 100 },
    );
  });
});
