// Both failure flows of the job documentation as tables: what an error means for the work, and what the execution becomes.

import { describe, expect, it } from 'vitest';
import { DetectionError } from '../../src/analysis/analyze.ts';
import { BudgetError } from '../../src/jobs/errors.ts';
import type { PhaseTally } from '../../src/jobs/job.ts';
import { consequenceOf, type Ending, errorKindOf, outcomeOf } from '../../src/jobs/outcome.ts';
import {
  ApiKeyError,
  InvalidResponseError,
  NetworkError,
  RateLimitError,
  RiotApiError,
  ServiceUnavailableError,
} from '../../src/riot/errors.ts';
import { LeaseLostError, StoreBusyError, StoreError, StoreStateError } from '../../src/store/errors.ts';

const where = { methodId: 'match-v5.getMatch', route: 'europe' } as const;
const NOW = 1_700_000_000_000;

const rateLimit = new RateLimitError({ ...where, scope: 'application', retryAt: NOW + 200_000, now: NOW });
const serverError = new RiotApiError({ ...where, status: 503, detail: 'unavailable' });
const unavailable = new ServiceUnavailableError({ ...where, retryAt: NOW + 30_000, now: NOW });
const badRequest = new RiotApiError({ ...where, status: 400, detail: 'decrypting' });
const unreadable = new InvalidResponseError(where.methodId, ['info.gameCreation']);
const network = new NetworkError({ ...where, cause: new Error('reset') });
const refusedKey = new ApiKeyError('refused', { status: 403, hint: 'renew it' });
const database = new StoreError('matches.save', 'disk full');
const busy = new StoreBusyError('matches.save', 'locked');
const schema = new StoreStateError('newer');
const leaseLost = new LeaseLostError('0191');
const spentBudget = new BudgetError('spent');
const detection = new DetectionError('kda', Number.NaN);

describe('an error', () => {
  it.each([
    ['rate limit', rateLimit, 'phase', 'temporary'],
    ['5xx', serverError, 'skip', 'temporary'],
    ['method that fails again and again', unavailable, 'route', 'temporary'],
    ['4xx', badRequest, 'skip', 'riot'],
    ['unreadable answer', unreadable, 'skip', 'riot'],
    ['no answer', network, 'skip', 'temporary'],
    ['refused key', refusedKey, 'stop', 'auth'],
    ['database error', database, 'stop', 'database'],
    ['locked database', busy, 'stop', 'database'],
    ['wrong schema', schema, 'stop', 'database'],
    ['lost lease', leaseLost, 'stop', 'other'],
    ['detection error', detection, 'skip', 'other'],
    ['spent budget', spentBudget, 'budget', 'other'],
    ['bug', new TypeError('of ours'), 'skip', 'other'],
    ['thrown text', 'text', 'skip', 'other'],
  ] as const)('%s', (...[, error, consequence, kind]) => {
    expect({ consequence: consequenceOf(error), kind: errorKindOf(error) }).toEqual({ consequence, kind });
  });
});

const done = (count: number): PhaseTally => ({
  items: count,
  done: count,
  incomplete: 0,
  failed: 0,
  retryAt: undefined,
  isUnavailable: false,
  isSpent: false,
  lastError: undefined,
});
const nothing = done(0);
const failedItems = (count: number, doneItems: number, lastError: unknown = serverError): PhaseTally => ({
  ...done(doneItems),
  items: count + doneItems,
  failed: count,
  lastError,
});
const limited = (doneItems: number, retryAt = rateLimit.retryAt): PhaseTally => ({
  ...done(doneItems),
  retryAt,
  lastError: rateLimit,
});

const spent = (doneItems: number): PhaseTally => ({ ...done(doneItems), items: doneItems + 5, isSpent: true });

const quiet: Ending = {
  tallies: [],
  failsOnRateLimit: false,
  stoppedBy: undefined,
  aborted: undefined,
  hasWritten: false,
};
const updater = { ...quiet, failsOnRateLimit: true };
const analyzer = quiet;

type Row = [title: string, ending: Ending, ended: string, error: unknown];

const updaterFlow: Row[] = [
  ['no tracked player', { ...updater, tallies: [nothing] }, 'SUCCESS/completed', undefined],
  ['all players processed', { ...updater, tallies: [done(3)] }, 'SUCCESS/completed', undefined],
  ['rate limit, some done', { ...updater, tallies: [limited(2)], hasWritten: true }, 'FAILED/rate_limited', rateLimit],
  ['rate limit, nothing done', { ...updater, tallies: [limited(0)] }, 'FAILED/rate_limited', rateLimit],
  ['API error, others done', { ...updater, tallies: [failedItems(1, 2)] }, 'SUCCESS/partial', serverError],
  ['API error for every player', { ...updater, tallies: [failedItems(3, 0)] }, 'FAILED/error', serverError],
  [
    'API error for every player, after matches were stored',
    { ...updater, tallies: [failedItems(3, 0)], hasWritten: true },
    'FAILED/error',
    serverError,
  ],
  [
    'all players done, one without an unreadable match',
    { ...updater, tallies: [{ ...done(3), incomplete: 1, lastError: unreadable }] },
    'SUCCESS/partial',
    unreadable,
  ],
  [
    'Riot down from the beginning',
    { ...updater, tallies: [{ ...nothing, isUnavailable: true, lastError: unavailable }] },
    'FAILED/error',
    unavailable,
  ],
  [
    'Riot down on one of two routes',
    { ...updater, tallies: [{ ...done(2), isUnavailable: true, lastError: unavailable }] },
    'SUCCESS/partial',
    unavailable,
  ],
  ['database error', { ...updater, stoppedBy: database, hasWritten: true }, 'FAILED/error', database],
  ['other error, others done', { ...updater, tallies: [failedItems(1, 2, detection)] }, 'SUCCESS/partial', detection],
  ['refused key', { ...updater, stoppedBy: refusedKey, hasWritten: true }, 'FAILED/auth', refusedKey],
  ['lost lease', { ...updater, stoppedBy: leaseLost }, 'FAILED/error', leaseLost],
  ['requests spent, some done', { ...updater, tallies: [spent(2)] }, 'SUCCESS/budget', undefined],
  ['requests spent at the first player', { ...updater, tallies: [spent(0)] }, 'SUCCESS/budget', undefined],
  [
    'requests spent on one route, rate limit on the other',
    { ...updater, tallies: [{ ...limited(2), isSpent: true }] },
    'FAILED/rate_limited',
    rateLimit,
  ],
  [
    'requests spent, and every player that was reached failed',
    { ...updater, tallies: [{ ...spent(0), failed: 2, lastError: serverError }] },
    'FAILED/error',
    serverError,
  ],
  [
    'time spent',
    { ...updater, tallies: [done(1)], stoppedBy: spentBudget, aborted: 'budget' },
    'SUCCESS/budget',
    undefined,
  ],
  [
    'time spent, and every player that was reached failed',
    { ...updater, tallies: [failedItems(2, 0)], stoppedBy: spentBudget, aborted: 'budget' },
    'FAILED/error',
    serverError,
  ],
];

const analyzerFlow: Row[] = [
  ['nothing due', { ...analyzer, tallies: [nothing, nothing, nothing] }, 'SUCCESS/completed', undefined],
  ['all phases complete', { ...analyzer, tallies: [done(8), done(2), done(1)] }, 'SUCCESS/completed', undefined],
  [
    'rate limit in phase 1, phase 2 did something',
    { ...analyzer, tallies: [limited(0), done(2), nothing] },
    'SUCCESS/rate_limited',
    rateLimit,
  ],
  [
    'rate limit in phase 1 after rows were written',
    { ...analyzer, tallies: [limited(0), nothing, nothing], hasWritten: true },
    'SUCCESS/rate_limited',
    rateLimit,
  ],
  [
    'rate limit everywhere, nothing done',
    { ...analyzer, tallies: [limited(0), limited(0), limited(0)] },
    'FAILED/rate_limited',
    rateLimit,
  ],
  [
    'rate limit beside skipped players',
    { ...analyzer, tallies: [failedItems(2, 1), nothing, limited(0)] },
    'SUCCESS/rate_limited',
    rateLimit,
  ],
  [
    'API error, other players done',
    { ...analyzer, tallies: [failedItems(1, 7), nothing, nothing] },
    'SUCCESS/partial',
    serverError,
  ],
  [
    'API error for every player of phase 1, phase 2 did something',
    { ...analyzer, tallies: [failedItems(8, 0), done(1), nothing] },
    'SUCCESS/partial',
    serverError,
  ],
  [
    'every item of every phase failed',
    { ...analyzer, tallies: [failedItems(8, 0), failedItems(1, 0, detection), nothing] },
    'FAILED/error',
    detection,
  ],
  [
    'database error in phase 2',
    { ...analyzer, tallies: [done(8)], stoppedBy: database, hasWritten: true },
    'FAILED/error',
    database,
  ],
  [
    'detection error, other players done',
    { ...analyzer, tallies: [nothing, failedItems(1, 3, detection), nothing] },
    'SUCCESS/partial',
    detection,
  ],
  [
    'requests spent in phase 1, verdicts made in phase 2',
    { ...analyzer, tallies: [spent(0), done(3), nothing] },
    'SUCCESS/budget',
    undefined,
  ],
  [
    'requests spent in phase 1 after failures, verdicts made in phase 2',
    { ...analyzer, tallies: [{ ...spent(0), failed: 1, lastError: serverError }, done(3)] },
    'SUCCESS/budget',
    undefined,
  ],
  [
    'refused key in phase 3',
    { ...analyzer, tallies: [done(8), done(1)], stoppedBy: refusedKey },
    'FAILED/auth',
    refusedKey,
  ],
];

describe.each([
  ['updater', updaterFlow],
  ['analyzer', analyzerFlow],
])('the %s ends', (_, flow) => {
  it.each(flow)('%s', (...[, ending, ended, error]) => {
    const outcome = outcomeOf(ending);
    expect(`${outcome.status}/${outcome.reason}`).toBe(ended);
    expect(outcome.error).toBe(error);
  });
});

describe('the end of an execution', () => {
  it.each(['interrupted', 'cancelled', 'timeout'] as const)(
    'that was asked for (%s) is no error, whatever was thrown',
    (aborted) => {
      const outcome = outcomeOf({ ...quiet, tallies: [done(1)], stoppedBy: new Error(aborted), aborted });
      expect(outcome).toEqual({ status: 'FAILED', reason: aborted, error: undefined, retryAt: undefined });
    },
  );

  it('names the earliest time at which quota is back', () => {
    const tallies = [limited(1, NOW + 9000), done(1), limited(0, NOW + 4000)];
    expect(outcomeOf({ ...quiet, tallies }).retryAt).toBe(NOW + 4000);
  });

  it('has no such time without a rate limit', () => {
    expect(outcomeOf({ ...quiet, tallies: [failedItems(1, 1)] }).retryAt).toBeUndefined();
  });
});
