// PURE: what an error means for the work, and what an execution amounts to in the end.

import {
  ApiKeyError,
  InvalidResponseError,
  NetworkError,
  RateLimitError,
  RiotApiError,
  ServiceUnavailableError,
} from '../riot/errors.ts';
import { LeaseLostError, StoreError, StoreStateError } from '../store/errors.ts';
import type { ExecutionReason, ExecutionStatus } from '../store/records.ts';
import { BudgetError, OtherApplicationError } from './errors.ts';
import type { PhaseTally } from './job.ts';
import type { StopReason } from './lease.ts';

/** `skip` this item, end this `route` or this `phase`, do without more requests (`budget`), or `stop` the execution. */
export type Consequence = 'skip' | 'route' | 'phase' | 'budget' | 'stop';

export function consequenceOf(error: unknown): Consequence {
  if (error instanceof RateLimitError) return 'phase';
  if (error instanceof ServiceUnavailableError) return 'route';
  if (error instanceof BudgetError) return 'budget';
  const stops = [ApiKeyError, StoreError, StoreStateError, LeaseLostError];
  return stops.some((type) => error instanceof type) ? 'stop' : 'skip';
}

/** One word for logs and for the exit code of an execution in which everything failed. */
export type ErrorKind = 'auth' | 'database' | 'temporary' | 'riot' | 'other';

export function errorKindOf(error: unknown): ErrorKind {
  if (error instanceof ApiKeyError || error instanceof OtherApplicationError) return 'auth';
  if (error instanceof StoreError || error instanceof StoreStateError) return 'database';
  const temporary = [NetworkError, RateLimitError, ServiceUnavailableError];
  if (temporary.some((type) => error instanceof type)) return 'temporary';
  if (error instanceof RiotApiError) return error.status >= 500 ? 'temporary' : 'riot';
  return error instanceof InvalidResponseError ? 'riot' : 'other';
}

export interface Ending {
  /** Of every phase that was started, in order. */
  readonly tallies: readonly PhaseTally[];
  readonly failsOnRateLimit: boolean;
  /** What stopped the execution before its phases were through. */
  readonly stoppedBy: unknown;
  /** Who asked for the end, if anybody did. */
  readonly aborted: StopReason | undefined;
  /** Rows were written, also by items that a rate limit kept from their end. */
  readonly hasWritten: boolean;
}

export interface Outcome {
  readonly status: ExecutionStatus;
  readonly reason: ExecutionReason;
  readonly error: unknown;
  /** Epoch ms; when rate limited. */
  readonly retryAt: number | undefined;
}

export function outcomeOf(ending: Ending): Outcome {
  return stopOutcome(ending) ?? rateLimitOutcome(ending) ?? budgetOutcome(ending) ?? itemsOutcome(ending);
}

function stopOutcome({ stoppedBy, aborted }: Ending): Outcome | undefined {
  if (aborted === 'budget') return undefined;
  if (aborted) return failed(aborted, undefined);
  if (stoppedBy === undefined) return undefined;
  if (stoppedBy instanceof RateLimitError) {
    return { ...failed('rate_limited', stoppedBy), retryAt: stoppedBy.retryAt };
  }
  return failed(errorKindOf(stoppedBy) === 'auth' ? 'auth' : 'error', stoppedBy);
}

function rateLimitOutcome({ tallies, failsOnRateLimit, hasWritten }: Ending): Outcome | undefined {
  const limited = tallies.filter(({ retryAt }) => retryAt !== undefined);
  if (limited.length === 0) return undefined;
  const retryAt = Math.min(...limited.map((tally) => tally.retryAt ?? Number.POSITIVE_INFINITY));
  const somethingDone = hasWritten || tallies.some(({ done }) => done > 0);
  const status = failsOnRateLimit || !somethingDone ? 'FAILED' : 'SUCCESS';
  return { status, reason: 'rate_limited', error: limited[0]?.lastError, retryAt };
}

/** Having done its part is a success, having failed at all of it is not. */
function budgetOutcome({ tallies, aborted }: Ending): Outcome | undefined {
  if (aborted !== 'budget' && tallies.every(({ isSpent }) => !isSpent)) return undefined;
  const failures = tallies.filter(({ failed: count }) => count > 0);
  const hasOnlyFailed = failures.length > 0 && tallies.every(({ done }) => done === 0);
  if (hasOnlyFailed) return failed('error', failures.at(-1)?.lastError);
  return { status: 'SUCCESS', reason: 'budget', error: undefined, retryAt: undefined };
}

function itemsOutcome({ tallies }: Ending): Outcome {
  const done = tallies.reduce((sum, tally) => sum + tally.done, 0);
  const flawed = tallies.filter(
    ({ incomplete, failed: count, isUnavailable }) => isUnavailable || incomplete + count > 0,
  );
  if (flawed.length === 0) return { status: 'SUCCESS', reason: 'completed', error: undefined, retryAt: undefined };
  const { lastError } = flawed.at(-1) as PhaseTally;
  if (done === 0) return failed('error', lastError);
  return { status: 'SUCCESS', reason: 'partial', error: lastError, retryAt: undefined };
}

function failed(reason: ExecutionReason, error: unknown): Outcome {
  return { status: 'FAILED', reason, error, retryAt: undefined };
}
