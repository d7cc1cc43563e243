import { describe, expect, it } from 'vitest';
import { codesOf, eventJson, eventLine, isBad, statusLine, toneOfEvent, worstOf } from '../../src/cli/render/watch.ts';
import type { WatchEvent } from '../../src/jobs/watch-events.ts';
import type { Execution, JobEvent } from '../../src/store/records.ts';
import { counterNames } from '../../src/store/records.ts';

/** 2026-11-01T12:00:00.250Z. */
const AT = 1_793_534_400_250;
const SLOT = 1_793_534_400_000;

const execution = {
  ...Object.fromEntries(counterNames.map((name) => [name, 0])),
  id: '0199',
  jobName: 'updater',
  status: 'SUCCESS',
  reason: 'partial',
  trigger: 'schedule',
  startedAt: AT,
  completedAt: AT + 5000,
  apiRequestsMade: 12,
  recordsCreated: 30,
  recordsUpdated: 2,
  itemsFailed: 1,
  paramsJson: '{}',
  executionLog: null,
  errorMessage: null,
  pid: 4711,
  host: 'here',
} as unknown as Execution;

type Ended = Extract<WatchEvent, { kind: 'ended' }>;

const ended = (end: Partial<Ended['end']>, row?: Execution): Ended => ({
  kind: 'ended',
  jobName: 'updater',
  pid: 4711,
  end: { exitCode: null, signalName: null, problem: null, ...end },
  tookMs: 5400.25,
  wasOverdue: false,
  execution: row,
});

const recorded = (fields: Partial<JobEvent>): WatchEvent => ({
  kind: 'recorded',
  event: { id: 1, at: SLOT, jobName: 'updater', kind: 'missed', detail: 'why', ...fields } as JobEvent,
});

describe('a line', () => {
  it.each<[string, WatchEvent]>([
    ['updater will be started at 2026-11-01T12:00:00Z', { kind: 'next', jobName: 'updater', at: SLOT }],
    [
      'updater will not be started: switched off, paused, or for manual starts',
      { kind: 'next', jobName: 'updater', at: undefined },
    ],
    [
      'updater started for 2026-11-01T12:00:00Z, process 4711',
      { kind: 'started', jobName: 'updater', pid: 4711, scheduledFor: SLOT, trigger: 'schedule' },
    ],
    [
      'updater started for 2026-11-01T12:00:00Z (catching up), process 4711',
      { kind: 'started', jobName: 'updater', pid: 4711, scheduledFor: SLOT, trigger: 'catchup' },
    ],
    [
      'updater SUCCESS/partial (execution 0199) after 5.4 s: 12 requests, 30 rows created, 2 updated, 0 skipped, 1 failed',
      ended({ exitCode: 0 }, execution),
    ],
    ['updater had nothing to start any more', ended({ exitCode: 0 })],
    ['updater has recorded nothing: process 4711 ended with exit code 13 after 5.4 s', ended({ exitCode: 13 })],
    ['updater has recorded nothing: process 4711 ended with SIGKILL after 5.4 s', ended({ signalName: 'SIGKILL' })],
    ['updater could not be started: EAGAIN', ended({ problem: 'EAGAIN' })],
    ['updater missed 2026-11-01T12:00:00Z: why', recorded({ firstSlot: SLOT, lastSlot: SLOT, slots: 1 })],
    [
      'updater missed 3 from 2026-11-01T12:00:00Z to 2026-11-01T12:02:00Z: why',
      recorded({ firstSlot: SLOT, lastSlot: SLOT + 120_000, slots: 3 }),
    ],
    ['updater paused: why', recorded({ kind: 'paused', firstSlot: null, lastSlot: null, slots: null })],
    [
      'updater outlives its time limit: process 4711 was asked to end',
      { kind: 'overdue', jobName: 'updater', pid: 4711, isKilled: false },
    ],
    [
      'updater outlives its time limit: process 4711 was killed',
      { kind: 'overdue', jobName: 'updater', pid: 4711, isKilled: true },
    ],
    ['updater cannot be started: bad', { kind: 'unfit', jobName: 'updater', problem: 'bad' }],
    ['it is locked; nothing is started before that has passed', { kind: 'database', problem: 'it is locked' }],
    ['the database can be used again', { kind: 'database', problem: null }],
    ['waiting for the end of updater and analyzer', { kind: 'stopping', running: ['updater', 'analyzer'] }],
  ])('says: %s', (sentence, event) => {
    expect(eventLine(event, AT)).toBe(`2026-11-01T12:00:00Z ${sentence}`);
  });

  it('drives no terminal', () => {
    const line = eventLine({ kind: 'unfit', jobName: 'updater', problem: 'a\u001b[31m\nb' }, AT);
    expect(line).toBe('2026-11-01T12:00:00Z updater cannot be started: a[31mb');
  });
});

describe('as JSON', () => {
  it('every event has its name, its time and its job', () => {
    const started = { kind: 'started', jobName: 'updater', pid: undefined, scheduledFor: SLOT, trigger: 'schedule' };
    expect(eventJson(started as WatchEvent, AT)).toEqual({
      event: 'started',
      at: '2026-11-01T12:00:00.250Z',
      job: 'updater',
      pid: null,
      scheduledFor: '2026-11-01T12:00:00.000Z',
      trigger: 'schedule',
    });
  });

  it('an end has the execution as "run" has it', () => {
    expect(eventJson(ended({ exitCode: 0 }, execution), AT)).toMatchObject({
      event: 'ended',
      job: 'updater',
      pid: 4711,
      exitCode: 0,
      signal: null,
      problem: null,
      durationMs: 5400,
      run: { id: '0199', status: 'SUCCESS', reason: 'partial', counters: { apiRequests: 12 } },
    });
    expect(eventJson(ended({ signalName: 'SIGKILL' }), AT)).toMatchObject({ signal: 'SIGKILL', run: null });
  });

  it.each<[object, WatchEvent]>([
    [
      { event: 'next', nextAt: null },
      { kind: 'next', jobName: 'updater', at: undefined },
    ],
    [
      { event: 'overdue', job: 'updater', pid: 1, killed: true },
      { kind: 'overdue', jobName: 'updater', pid: 1, isKilled: true },
    ],
    [
      { event: 'unfit', job: 'updater', problem: 'bad' },
      { kind: 'unfit', jobName: 'updater', problem: 'bad' },
    ],
    [
      { event: 'database', problem: null },
      { kind: 'database', problem: null },
    ],
    [
      { event: 'stopping', running: ['updater'] },
      { kind: 'stopping', running: ['updater'] },
    ],
    [
      {
        event: 'recorded',
        job: 'updater',
        kind: 'missed',
        detail: 'why',
        slots: 2,
        firstSlot: '2026-11-01T12:00:00.000Z',
      },
      recorded({ firstSlot: SLOT, lastSlot: SLOT, slots: 2 }),
    ],
  ])('%j', (fields, event) => {
    expect(eventJson(event, AT)).toMatchObject(fields);
  });
});

describe('how bad it is', () => {
  it('a process that was killed counts as failed, or by what it was asked to do, or as overdue', () => {
    const codes = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGNOTHING', null].flatMap((signalName) =>
      codesOf(ended({ signalName })),
    );
    expect(codes).toEqual([1, 143, 130, 1, 1]);
    const overdue = [{ signalName: 'SIGKILL' }, { signalName: 'SIGTERM' }, { exitCode: 143 }, { exitCode: 0 }];
    expect(overdue.flatMap((end) => codesOf({ ...ended(end), wasOverdue: true }))).toEqual([124, 124, 124, 0]);
    expect(codesOf(ended({ exitCode: 5 }))).toEqual([5]);
    expect(codesOf({ kind: 'unfit', jobName: 'updater', problem: 'bad' })).toEqual([12]);
    expect(codesOf({ kind: 'database', problem: 'locked' })).toEqual([]);
  });

  it.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 1], 1],
    [[5, 0], 5],
    [[5, 1], 1],
    [[5, 4, 12], 12],
    [[143, 124], 143],
  ])('of %j the worst is %i', (codes, worst) => {
    expect(worstOf(codes)).toBe(worst);
  });

  it('tells failures from the rest', () => {
    expect(isBad(ended({ exitCode: 0 }))).toBe(false);
    expect(isBad(ended({ exitCode: 1 }))).toBe(true);
    expect(isBad({ kind: 'database', problem: null })).toBe(false);
    expect(isBad({ kind: 'database', problem: 'locked' })).toBe(true);
    expect(toneOfEvent(ended({ exitCode: 0 }, execution))).toBe('doubtful');
    expect(toneOfEvent(ended({ exitCode: 1 }))).toBe('bad');
    expect(toneOfEvent({ kind: 'next', jobName: 'updater', at: SLOT })).toBeUndefined();
  });
});

describe('the status line', () => {
  const jobs = [
    { jobName: 'updater', runsSince: SLOT - 12_400, nextAt: undefined },
    { jobName: 'analyzer', runsSince: undefined, nextAt: SLOT + 260_000 },
  ] as const;

  it('says what runs since when, and what comes when', () => {
    expect(statusLine(jobs, { now: SLOT, width: 80 })).toBe('updater runs for 12 s | analyzer in 4 min 20 s');
    const idle = { jobName: 'updater', runsSince: undefined, nextAt: undefined } as const;
    expect(statusLine([idle, { ...idle, nextAt: SLOT }], { now: SLOT, width: 80 })).toBe(
      'updater: no start planned | updater is due',
    );
  });

  it.each([46, 30, 10, 3])('fits into a terminal of %i columns', (width) => {
    expect(statusLine(jobs, { now: SLOT, width }).length).toBeLessThan(width + 1);
    expect(statusLine(jobs, { now: SLOT, width: 30 })).toBe('updater runs for 12 s | an...');
  });
});
