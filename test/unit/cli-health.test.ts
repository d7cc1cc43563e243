import { describe, expect, it } from 'vitest';
import { healthOf, type JobLook } from '../../src/cli/health.ts';
import { executionRow, jobRow } from './jobs-rows.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE_MS = 60_000;

const ended = (minutesAgo: number, more: Parameters<typeof executionRow>[0] = {}) =>
  executionRow({
    startedAt: NOW - minutesAgo * MINUTE_MS - 1000,
    completedAt: NOW - minutesAgo * MINUTE_MS,
    status: 'SUCCESS',
    reason: 'completed',
    ...more,
  });

/** Every 15 minutes, a limit of 300 s, a success a minute ago. */
function health(more: Partial<JobLook> & { readonly set?: Parameters<typeof jobRow>[0] } = {}) {
  const { set, ...look } = more;
  const lastSuccess = ended(1);
  const job = jobRow({ name: 'updater', schedule: '15m', configJson: '{}', createdAt: NOW - MINUTE_MS, ...set });
  return healthOf({
    job,
    recent: [lastSuccess],
    lastSuccess,
    running: undefined,
    maxAgeMs: undefined,
    now: NOW,
    ...look,
  });
}

const codes = (...parameters: Parameters<typeof health>) => health(...parameters).problems.map(({ code }) => code);

const failure = (reason: 'error' | 'interrupted' | 'cancelled', minutesAgo: number) =>
  ended(minutesAgo, { status: 'FAILED', reason, errorMessage: 'because' });

const running = (more: Parameters<typeof executionRow>[0] & { owner?: 'alive' | 'dead' | 'unknown' } = {}) => {
  const { owner = 'alive', ...fields } = more;
  const row = { status: 'RUNNING', reason: null, completedAt: null, paramsJson: '{"timeout_seconds":300}' } as const;
  const at = { startedAt: NOW - 1000, heartbeatAt: NOW, leaseExpiresAt: NOW + 1, progressAt: null };
  return { ...executionRow({ ...row, ...at, ...fields }), owner };
};

describe('healthy', () => {
  it('is a job that has succeeded a while ago, and a new one that has never run', () => {
    expect(health()).toMatchObject({ state: 'active', problems: [] });
    expect(health({ recent: [], lastSuccess: undefined })).toMatchObject({ problems: [], isDue: true });
  });

  it('is one that was interrupted or cancelled after a success', () => {
    expect(codes({ recent: [failure('interrupted', 0), failure('cancelled', 1), ended(2)] })).toEqual([]);
  });

  it('is one that is switched off or paused by hand, whatever was before', () => {
    const before = { recent: [failure('error', 500)], lastSuccess: ended(9000) };
    expect(health({ ...before, set: { isActive: false } })).toMatchObject({ state: 'off', problems: [] });
    expect(health({ ...before, set: { pauseReason: 'by hand' } })).toMatchObject({ state: 'paused', problems: [] });
    expect(codes({ ...before, set: { pauseReason: 'by hand', pausedUntil: NOW - 1 } })).toEqual(['failed', 'stale']);
  });

  it('is one whose owner is alive and gets on', () => {
    expect(codes({ running: running() })).toEqual([]);
    expect(codes({ running: running({ startedAt: NOW - 9e6, progressAt: NOW - 1000 }) })).toEqual([]);
    expect(codes({ running: running({ owner: 'unknown' }) })).toEqual([]);
  });
});

describe('not healthy', () => {
  it('is a job whose newest finished execution has failed', () => {
    const { problems } = health({ recent: [failure('interrupted', 0), failure('error', 1), ended(2)] });
    expect(problems).toEqual([{ code: 'failed', message: expect.stringMatching(/FAILED\/error: because$/) }]);
    expect(codes({ recent: [running(), failure('error', 1)] })).toEqual(['failed']);
  });

  it('is one that was paused because its key was refused', () => {
    const { state, problems } = health({ set: { pauseReason: 'auth', authFailures: 3 } });
    expect(state).toBe('paused');
    expect(problems).toEqual([{ code: 'paused', message: expect.stringContaining('riotjobs jobs resume updater') }]);
  });

  it.each([
    [49, '15m', undefined, []],
    [51, '15m', undefined, ['stale']],
    [51, '20m', undefined, []],
    [51, '15m', 60, []],
    [2, '15m', 1, ['stale']],
    [5000, '0 4 * * *', 60, ['stale']],
    [5000, 'manual', 60, ['stale']],
    [59, 'manual', 60, []],
    [50_000, 'manual', undefined, []],
    [19, '*/5 * * * *', undefined, []],
    [21, '*/5 * * * *', undefined, ['stale']],
    [20 * 1440, '*/5 * * * *', undefined, ['stale']],
    [4300, '0 4 * * *', undefined, []],
    [4330, '0 4 * * *', undefined, ['stale']],
    // NOW is a Tuesday, 12:00: the slot before this one came a week ago, at 20:00.
    [160 * 60, '0 12-20 * * tue', undefined, []],
    [162 * 60, '0 12-20 * * tue', undefined, ['stale']],
  ])(
    'whose success is %d min old with a schedule of %j and at most %j min: %j',
    (...[minutes, schedule, most, expected]) => {
      const lastSuccess = ended(minutes);
      const maxAgeMs = most && most * MINUTE_MS;
      expect(codes({ recent: [lastSuccess], lastSuccess, maxAgeMs, set: { schedule } })).toEqual(expected);
    },
  );

  it('counts the time limit that is configured', () => {
    const lastSuccess = ended(51);
    expect(codes({ lastSuccess, set: { configJson: '{"timeout_seconds":600}' } })).toEqual([]);
  });

  it.each([
    [49, null, '15m', undefined, []],
    [51, null, '15m', undefined, ['stale']],
    [43_200, null, '*/5 * * * *', undefined, ['stale']],
    [43_200, 49, '15m', undefined, []],
    [43_200, 51, '15m', undefined, ['stale']],
    [51, 43_200, '15m', 60, []],
    [61, null, '15m', 60, ['stale']],
    [61, null, 'manual', 60, ['stale']],
    [43_200, null, 'manual', undefined, []],
  ])(
    'that has never succeeded, was created %d min ago, counts since %j min, with %j and at most %j min: %j',
    (...[created, from, schedule, most, expected]) => {
      const scheduledFrom = from === null ? null : NOW - from * MINUTE_MS;
      const set = { createdAt: NOW - created * MINUTE_MS, scheduledFrom, schedule };
      const maxAgeMs = most && most * MINUTE_MS;
      expect(codes({ recent: [], lastSuccess: undefined, maxAgeMs, set })).toEqual(expected);
    },
  );

  it('says since when it has never succeeded', () => {
    const set = { createdAt: NOW - 43_200 * MINUTE_MS };
    const { problems } = health({ recent: [], lastSuccess: undefined, set });
    expect(problems[0]?.message).toBe('it has not succeeded once in 720 h 0 min, more than 50 min 0 s');
  });

  it('is one whose owner is gone, or whose lease ran out unseen', () => {
    expect(codes({ running: running({ owner: 'dead' }) })).toEqual(['ownerless']);
    expect(codes({ running: running({ owner: 'unknown', leaseExpiresAt: NOW - 1 }) })).toEqual(['ownerless']);
  });

  it('is one that has got nowhere for longer than its own limit and the grace', () => {
    const stalled = running({ startedAt: NOW - 900_000, progressAt: NOW - 316_000 });
    expect(health({ running: stalled }).problems).toEqual([
      { code: 'stalled', message: expect.stringContaining(`executions cancel --kill ${stalled.id}`) },
    ]);
    expect(codes({ running: running({ startedAt: NOW - 316_000 }) })).toEqual(['stalled']);
    expect(codes({ running: running({ startedAt: NOW - 314_000 }) })).toEqual([]);
    expect(codes({ running: running({ startedAt: NOW - 316_000, paramsJson: '{"timeout_seconds":900}' }) })).toEqual(
      [],
    );
  });

  it.each([{ schedule: 'whenever' }, { configJson: '{' }, { configJson: '{"colour":1}' }, { timezone: 'Mars/Base' }])(
    'is one whose configuration cannot be read: %j',
    (set) => {
      expect(health({ set })).toMatchObject({ problems: [{ code: 'configuration' }], nextAt: undefined, isDue: false });
    },
  );
});

it('says when the next start is, also of a pause that ends', () => {
  const set = { lastScheduledFor: NOW };
  expect(health({ set })).toMatchObject({ isDue: false, nextAt: NOW + 15 * MINUTE_MS });
  const until = NOW + 20 * MINUTE_MS;
  expect(health({ set: { ...set, pauseReason: 'by hand', pausedUntil: until } }).nextAt).toBe(NOW + 30 * MINUTE_MS);
});
