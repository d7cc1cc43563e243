import { expect, it } from 'vitest';
import { ConfigError, NotFoundError, UsageError } from '../../src/cli/errors.ts';
import { exitCodes, exitNameOfError, exitNameOfOutcome } from '../../src/cli/exit-codes.ts';
import { JobConfigError } from '../../src/jobs/errors.ts';
import type { Outcome } from '../../src/jobs/outcome.ts';
import { ApiUrlError } from '../../src/riot/api-url.ts';
import {
  ApiKeyError,
  InvalidResponseError,
  NetworkError,
  RateLimitError,
  RiotApiError,
} from '../../src/riot/errors.ts';
import { LeaseLostError, StoreBusyError, StoreError, StoreStateError } from '../../src/store/errors.ts';

const where = { methodId: 'match-v5.getMatch', route: 'europe' } as const;
const limited = new RateLimitError({ ...where, scope: 'application', retryAt: 2, now: 1 });

it.each([
  [new UsageError('x'), 2],
  [new ApiKeyError('x', { hint: 'y' }), 4],
  [limited, 5],
  [new NetworkError({ ...where, cause: 'x' }), 5],
  [new RiotApiError({ ...where, status: 503, detail: '' }), 5],
  [new RiotApiError({ ...where, status: 400, detail: '' }), 1],
  [new StoreStateError('x'), 10],
  [new ConfigError('x'), 12],
  [new ApiUrlError('x'), 12],
  [new JobConfigError('x'), 12],
  [new StoreError('open', 'x'), 13],
  [new StoreBusyError('open', 'x'), 13],
  [new LeaseLostError('x'), 1],
  [new NotFoundError('x'), 1],
  [new TypeError('x'), 1],
])('%s ends with its code', (error, code) => expect(exitCodes[exitNameOfError(error)]).toBe(code));

const success = (reason: Outcome['reason']): Outcome => ({
  status: 'SUCCESS',
  reason,
  error: undefined,
  retryAt: undefined,
});
const failure = (reason: Outcome['reason'], error?: unknown): Outcome => ({
  ...success(reason),
  status: 'FAILED',
  error,
});

it.each([
  [success('completed'), undefined, 0],
  [success('rate_limited'), undefined, 0],
  [success('partial'), undefined, 3],
  [failure('auth'), undefined, 4],
  [failure('rate_limited', limited), undefined, 5],
  [failure('timeout'), undefined, 124],
  [failure('interrupted'), 'SIGINT', 130],
  [failure('interrupted'), 'SIGTERM', 143],
  [failure('interrupted'), 'SIGHUP', 129],
  [failure('error', new StoreError('save', 'x')), undefined, 13],
  [failure('error', new NetworkError({ ...where, cause: 'x' })), undefined, 5],
  [failure('error', new RiotApiError({ ...where, status: 500, detail: '' })), undefined, 5],
  [failure('error', new InvalidResponseError('x', [])), undefined, 1],
  [failure('error'), undefined, 1],
])('%j under %s ends with %d', (outcome, signalName, code) => {
  expect(exitCodes[exitNameOfOutcome(outcome, signalName)]).toBe(code);
});
