// Exit codes, in one table: a script can rely on them.

import { JobConfigError, LeaseHeldError, OtherApplicationError } from '../jobs/errors.ts';
import type { Outcome } from '../jobs/outcome.ts';
import { ApiUrlError } from '../riot/api-url.ts';
import { ApiKeyError, NetworkError, RateLimitError, RiotApiError, ServiceUnavailableError } from '../riot/errors.ts';
import { StoreError, StoreStateError } from '../store/errors.ts';
import type { ExecutionReason } from '../store/records.ts';
import { ConfigError, UsageError } from './errors.ts';

/** By name: the code, and what it says to a person. */
const table = {
  OK: [0, 'done, or nothing to do; under --scheduled also: already running, switched off, paused, partly done'],
  FAILED: [
    1,
    'the execution failed, something was not found, status --exit-status is unhealthy, or an unexpected error',
  ],
  USAGE: [2, 'a wrong flag or argument'],
  PARTIAL: [3, 'done, but some players failed, or some matches could not be read'],
  AUTH: [4, 'the API key is missing, malformed or refused'],
  TEMPORARY: [5, 'rate limited beyond patience, Riot unavailable, no network: safe to try again'],
  EMPTY: [9, 'nothing was due (only with --fail-if-empty)'],
  DB_STATE: [10, 'the database is missing or newer than the program'],
  LOCKED: [11, 'another execution of the job is running'],
  CONFIG: [12, 'a setting, config_json or the version of Node does not fit'],
  DB_IO: [13, "the database cannot be used: path, permissions, disk, another program's file"],
  TIMEOUT: [124, 'the time limit of the execution has passed; what was done is kept'],
  SIGHUP: [129, 'ended by SIGHUP; what was done is kept'],
  SIGINT: [130, 'ended by SIGINT (Ctrl-C); what was done is kept'],
  SIGTERM: [143, 'ended by SIGTERM; what was done is kept'],
} as const satisfies Readonly<Record<string, readonly [code: number, meaning: string]>>;

export type ExitName = keyof typeof table;

export interface ExitRow {
  readonly code: number;
  readonly name: ExitName;
  readonly meaning: string;
}

export const exitRows: readonly ExitRow[] = Object.entries(table).map(([name, [code, meaning]]) => ({
  code,
  name: name as ExitName,
  meaning,
}));

export const exitCodes = Object.fromEntries(exitRows.map(({ name, code }) => [name, code])) as Readonly<
  Record<ExitName, number>
>;

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
