import { describe, expect, it } from 'vitest';
import { planStart } from '../../src/jobs/due.ts';
import { isPaused } from '../../src/store/pause.ts';
import type { Execution, JobConfiguration } from '../../src/store/records.ts';
import { executionRow, jobRow } from './jobs-rows.ts';

/** On this day, UTC: "10:00", "10:00:30", or a whole time. */
const at = (time: string) => Date.parse(time.includes('T') ? time : `2026-11-24T${time}Z`);

interface Case {
  readonly now: string;
  readonly job?: Partial<JobConfiguration>;
  readonly last?: Partial<Execution>;
}

/** A job for every 15 minutes whose slot of 10:00 is handled, unless the case says otherwise. */
function plan({ now, job = {}, last }: Case) {
  return planStart({
    job: jobRow({ lastScheduledFor: at('10:00'), scheduledFrom: at('06:00'), ...job }),
    last: last && executionRow({ startedAt: at('10:00'), completedAt: at('10:01'), ...last }),
    now: at(now),
  });
}

const start = (slot: string, trigger: 'schedule' | 'catchup' = 'schedule') => ({ scheduledFor: at(slot), trigger });
const step = (to: string, ...passed: object[]) => ({ from: at('10:00'), to: at(to), passed });
const range = (kind: 'skipped' | 'missed') => (first: string, last: string, slots: number) => {
  return { kind, firstSlot: at(first), lastSlot: at(last), slots, detail: expect.stringMatching(/\w{4}/) as unknown };
};
const skipped = range('skipped');
const missed = range('missed');
const nothing = { start: undefined, step: undefined };

describe('planStart on time', () => {
  it('waits for the next slot', () => {
    expect(plan({ now: '10:14:59' })).toEqual({ ...nothing, nextAt: at('10:15') });
  });

  it('takes a slot from its first moment', () => {
    expect(plan({ now: '10:15' })).toEqual({ start: start('10:15'), step: step('10:15'), nextAt: at('10:30') });
    expect(plan({ now: '10:16:29' })).toMatchObject({ start: start('10:15') });
    expect(plan({ now: '10:16:30' })).toMatchObject({ start: start('10:15', 'catchup') });
  });

  it('is on time as long as the start was put off on purpose', () => {
    expect(plan({ now: '10:20:59', job: { jitterS: 300 } })).toMatchObject({ start: start('10:15') });
    expect(plan({ now: '10:21', job: { jitterS: 300 } })).toMatchObject({ start: start('10:15', 'catchup') });
  });

  it('goes by the time zone', () => {
    const berlin = { schedule: '15 11 * * *', timezone: 'Europe/Berlin' };
    expect(plan({ now: '10:15:10', job: berlin })).toMatchObject({
      start: start('10:15'),
      nextAt: at('2026-11-25T10:15:00Z'),
    });
  });

  it('starts a job of which nothing is known at once, whatever its policy', () => {
    for (const catchupPolicy of ['once', 'none', 'all'] as const) {
      const job = { lastScheduledFor: null, scheduledFrom: null, catchupPolicy, schedule: '0 4 * * *' };
      expect(plan({ now: '10:07', job })).toEqual({
        start: start('04:00', 'catchup'),
        step: { from: null, to: at('04:00'), passed: [] },
        nextAt: at('2026-11-25T04:00:00Z'),
      });
    }
  });

  it('counts nothing up to the moment at which it was set', () => {
    const job = { lastScheduledFor: null, scheduledFrom: at('10:07') };
    expect(plan({ now: '10:14', job })).toEqual({ ...nothing, nextAt: at('10:15') });
    expect(plan({ now: '10:15', job })).toMatchObject({ start: start('10:15'), step: { from: null, passed: [] } });
    expect(plan({ now: '10:15', job: { scheduledFrom: at('10:15') } })).toMatchObject(nothing);
  });
});

describe('planStart of a job that must not start', () => {
  it('is idle when switched off or manual', () => {
    expect(plan({ now: '12:00', job: { isActive: false } })).toEqual({ ...nothing, nextAt: undefined });
    expect(plan({ now: '12:00', job: { schedule: 'manual' } })).toEqual({ ...nothing, nextAt: undefined });
  });

  it('waits for the end of a pause, and counts nothing before', () => {
    const job = { pauseReason: 'by hand', pausedUntil: at('11:00') } as const;
    expect(plan({ now: '10:59:59', job })).toEqual({ ...nothing, nextAt: at('11:15') });
    expect(plan({ now: '11:01', job })).toEqual({ ...nothing, nextAt: at('11:15') });
    expect(plan({ now: '11:15', job })).toMatchObject({ start: start('11:15'), step: step('11:15') });
    expect(plan({ now: '12:00', job: { ...job, pausedUntil: null } })).toEqual({ ...nothing, nextAt: undefined });
  });

  it.each(['RUNNING', 'PENDING'] as const)('judges nothing while an execution is %s', (status) => {
    const last = { status, reason: null, completedAt: null };
    expect(plan({ now: '11:00', last })).toEqual({ ...nothing, nextAt: at('11:15') });
  });

  it('says what cannot be read', () => {
    expect(() => plan({ now: '11:00', job: { schedule: 'often' } })).toThrow(/updater.*"often"/);
    expect(() => plan({ now: '11:00', job: { timezone: 'Mars' } })).toThrow(/updater.*"Mars"/);
  });
});

describe('planStart after a long execution', () => {
  it('skips the slots that passed meanwhile', () => {
    const last = { completedAt: at('10:40') };
    expect(plan({ now: '10:41', last })).toEqual({
      ...nothing,
      step: step('10:30', skipped('10:15', '10:30', 2)),
      nextAt: at('10:45'),
    });
    expect(plan({ now: '10:45', last })).toMatchObject({
      start: start('10:45'),
      step: step('10:45', skipped('10:15', '10:30', 2)),
    });
  });

  it('skips a slot at its beginning, and not at its end', () => {
    const last = { startedAt: at('10:15'), completedAt: at('10:30') };
    expect(plan({ now: '10:30', last })).toMatchObject({
      start: start('10:30'),
      step: step('10:30', skipped('10:15', '10:15', 1)),
    });
  });

  it('of which the heartbeat tells the end, when its process is gone', () => {
    const last = { status: 'FAILED', reason: 'abandoned', heartbeatAt: at('10:17'), completedAt: at('10:50') } as const;
    expect(plan({ now: '10:51', last })).toMatchObject({
      start: start('10:45', 'catchup'),
      step: step('10:45', skipped('10:15', '10:15', 1), missed('10:30', '10:30', 1)),
    });
  });

  it('knows skipped from missed, before and behind it', () => {
    const last = { startedAt: at('10:50'), completedAt: at('11:20') };
    expect(plan({ now: '12:00:05', last })).toMatchObject({
      start: start('12:00', 'catchup'),
      step: step('12:00', missed('10:15', '10:45', 3), skipped('11:00', '11:15', 2), missed('11:30', '11:45', 2)),
    });
  });

  it('does not make up for what came before it', () => {
    const last = { startedAt: at('10:20'), completedAt: at('10:35') };
    expect(plan({ now: '10:36', last })).toMatchObject({
      start: undefined,
      step: step('10:30', missed('10:15', '10:15', 1), skipped('10:30', '10:30', 1)),
    });
  });
});

describe('catch-up', () => {
  it('once: one start for all, of the newest slot', () => {
    expect(plan({ now: '11:02' })).toEqual({
      start: start('11:00', 'catchup'),
      step: step('11:00', missed('10:15', '10:45', 3)),
      nextAt: at('11:15'),
    });
    expect(plan({ now: '11:00' })).toMatchObject({ start: start('11:00', 'catchup') });
  });

  it('once: within the window, by default an hour or two intervals', () => {
    const daily = { schedule: '0 11 * * *' };
    expect(plan({ now: '12:00', job: daily })).toMatchObject({ start: start('11:00', 'catchup') });
    expect(plan({ now: '12:00:01', job: daily })).toMatchObject({
      start: undefined,
      step: step('11:00', missed('11:00', '11:00', 1)),
    });
    const wide = { ...daily, catchupWindowS: 36_000 };
    expect(plan({ now: '21:00', job: wide })).toMatchObject({ start: start('11:00', 'catchup') });
    expect(plan({ now: '21:00:01', job: wide })).toMatchObject({ start: undefined });
    expect(plan({ now: '19:59', job: { schedule: '4h' } })).toMatchObject({ start: start('16:00', 'catchup') });
    expect(plan({ now: '19:59', job: { schedule: '4h', catchupWindowS: 60 } })).toMatchObject({ start: undefined });
  });

  it('once: a slot that is on time needs no window', () => {
    expect(plan({ now: '10:15:10', job: { catchupWindowS: 0 } })).toMatchObject({ start: start('10:15') });
    expect(plan({ now: '10:20', job: { catchupWindowS: 0 } })).toMatchObject({
      start: undefined,
      step: step('10:15', missed('10:15', '10:15', 1)),
    });
  });

  it('none: only what is on time', () => {
    const job = { catchupPolicy: 'none' } as const;
    expect(plan({ now: '11:01', job })).toMatchObject({
      start: start('11:00'),
      step: step('11:00', missed('10:15', '10:45', 3)),
    });
    expect(plan({ now: '11:02', job })).toMatchObject({
      start: undefined,
      step: step('11:00', missed('10:15', '11:00', 4)),
    });
  });

  it('all: one after the other, the oldest first', () => {
    const job = { catchupPolicy: 'all' } as const;
    expect(plan({ now: '11:02', job })).toMatchObject({ start: start('10:15', 'catchup'), step: step('10:15') });
    const [lastScheduledFor, from] = [at('10:45'), at('10:45')];
    expect(plan({ now: '11:01', job: { ...job, lastScheduledFor } })).toMatchObject({
      start: start('11:00'),
      step: { from, to: at('11:00'), passed: [] },
    });
  });

  it('all: within the window, and at most 24 slots back', () => {
    const job = { catchupPolicy: 'all' } as const;
    expect(plan({ now: '12:05', job })).toMatchObject({
      start: start('11:15', 'catchup'),
      step: step('11:15', missed('10:15', '11:00', 4)),
    });
    expect(plan({ now: '20:00', job: { ...job, catchupWindowS: 100_000 } })).toMatchObject({
      start: start('14:15', 'catchup'),
      step: step('14:15', missed('10:15', '14:00', 16)),
    });
    expect(plan({ now: '13:05', job: { ...job, catchupWindowS: 60 } })).toMatchObject({
      start: undefined,
      step: step('13:00', missed('10:15', '13:00', 12)),
    });
  });

  it('all: what an execution was in the way of is skipped all the same', () => {
    const job = { catchupPolicy: 'all' } as const;
    expect(plan({ now: '10:46', job, last: { completedAt: at('10:31') } })).toMatchObject({
      start: start('10:45'),
      step: step('10:45', skipped('10:15', '10:30', 2)),
    });
    expect(plan({ now: '10:40', job, last: { completedAt: at('10:31') } })).toMatchObject({
      start: undefined,
      step: step('10:30', skipped('10:15', '10:30', 2)),
    });
  });
});

describe('a clock that jumps', () => {
  it('forward: one start', () => {
    expect(plan({ now: '2027-11-24T10:00:00Z' })).toMatchObject({
      start: { scheduledFor: at('2027-11-24T10:00:00Z'), trigger: 'catchup' },
      step: { passed: [{ kind: 'missed', slots: 365 * 96 - 1 }] },
    });
  });

  it('backward: nothing is repeated', () => {
    expect(plan({ now: '09:31' })).toEqual({ ...nothing, nextAt: at('10:15') });
    const daily = { schedule: '0 10 * * *' };
    expect(plan({ now: '2026-11-23T10:00:00Z', job: daily })).toEqual({
      ...nothing,
      nextAt: at('2026-11-25T10:00:00Z'),
    });
  });

  it('backward from a time that never was: the next slot counts again', () => {
    const lastScheduledFor = at('2036-01-01T00:00:00Z');
    const astray = plan({ now: '10:20', job: { lastScheduledFor } });
    expect(astray).toEqual({
      start: undefined,
      step: { from: lastScheduledFor, to: at('10:15'), passed: [] },
      nextAt: at('10:30'),
    });
  });

  it('a schedule that was set at such a time counts at once', () => {
    const scheduledFrom = at('2036-01-01T00:00:00Z');
    expect(plan({ now: '10:15:01', job: { scheduledFrom } })).toMatchObject({ start: start('10:15') });
    expect(plan({ now: '10:15:01', job: { scheduledFrom, lastScheduledFor: null } })).toMatchObject({
      start: start('10:15'),
    });
  });

  it('an execution that has ended later than now was in no slot’s way', () => {
    const last = { completedAt: at('2036-01-01T00:00:00Z') };
    expect(plan({ now: '10:15:01', last })).toMatchObject({ start: start('10:15'), step: step('10:15') });
  });
});

describe('isPaused', () => {
  it('is true until the pause ends', () => {
    expect(isPaused(jobRow(), 5)).toBe(false);
    expect(isPaused(jobRow({ pauseReason: 'auth' }), 5)).toBe(true);
    expect(isPaused(jobRow({ pauseReason: 'by hand', pausedUntil: 6 }), 5)).toBe(true);
    expect(isPaused(jobRow({ pauseReason: 'by hand', pausedUntil: 5 }), 5)).toBe(false);
  });
});
