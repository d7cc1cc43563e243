// Exit codes, in one table: a script can rely on them.

import { JobConfigError, LeaseHeldError, OtherApplicationError } from '../jobs/errors.ts';
import type { Outcome } from '../jobs/outcome.ts';
import { ApiUrlError } from '../riot/api-url.ts';
import { ApiKeyError, NetworkError, RateLimitError, RiotApiError, ServiceUnavailableError } from '../riot/errors.ts';
import { StoreError, StoreStateError } from '../store/errors.ts';
import type { ExecutionReason } from '../store/records.ts';
import { ConfigError, UsageError } from './errors.ts';

export const exitCodes = {
  OK: 0,
  FAILED: 1,
  USAGE: 2,
  PARTIAL: 3,
  AUTH: 4,
  TEMPORARY: 5,
  DB_STATE: 10,
  LOCKED: 11,
  CONFIG: 12,
  DB_IO: 13,
  TIMEOUT: 124,
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type ExitName = keyof typeof exitCodes;

type ErrorType = abstract new (...parameters: never[]) => Error;

const byError: readonly (readonly [ErrorType, ExitName])[] = [
  [UsageError, 'USAGE'],
  [ApiKeyError, 'AUTH'],
  [OtherApplicationError, 'AUTH'],
  [RateLimitError, 'TEMPORARY'],
  [NetworkError, 'TEMPORARY'],
  [ServiceUnavailableError, 'TEMPORARY'],
  [StoreStateError, 'DB_STATE'],
  [StoreError, 'DB_IO'],
  [LeaseHeldError, 'LOCKED'],
  [ConfigError, 'CONFIG'],
  [ApiUrlError, 'CONFIG'],
  [JobConfigError, 'CONFIG'],
];

export function exitNameOfError(error: unknown): ExitName {
  if (error instanceof RiotApiError && error.status >= 500) return 'TEMPORARY';
  return byError.find(([type]) => error instanceof type)?.[1] ?? 'FAILED';
}

const byReason: Partial<Record<ExecutionReason, ExitName>> = {
  timeout: 'TIMEOUT',
  auth: 'AUTH',
  rate_limited: 'TEMPORARY',
};

/** Of whatever asked for the end; SIGINT where it has no name. */
export function exitNameOfSignal(signalName: unknown): ExitName {
  return signalName === 'SIGTERM' || signalName === 'SIGHUP' ? signalName : 'SIGINT';
}

/** An execution that ended; `signalName` is set when the person or the system asked for the end. */
export function exitNameOfOutcome(outcome: Outcome, signalName: string | undefined): ExitName {
  const { status, reason, error } = outcome;
  if (status === 'SUCCESS') return reason === 'partial' ? 'PARTIAL' : 'OK';
  if (reason === 'interrupted') return exitNameOfSignal(signalName);
  return byReason[reason] ?? exitNameOfError(error);
}
