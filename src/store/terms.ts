// The words that columns hold.

export type JobType = 'TRACKED_PLAYER_UPDATER' | 'PLAYER_ANALYZER';
export type ExecutionStatus = 'PENDING' | 'RUNNING' | 'SUCCESS' | 'FAILED';

export const executionReasons = [
  'completed',
  'partial',
  'rate_limited',
  /** As many requests, or as much time, as it was given. */
  'budget',
  'auth',
  'timeout',
  'interrupted',
  'cancelled',
  'abandoned',
  'error',
] as const;
export type ExecutionReason = (typeof executionReasons)[number];

/** `catchup`: for a slot whose time had passed; `retry`: of another execution. */
export type ExecutionTrigger = 'manual' | 'schedule' | 'catchup' | 'retry';

/** What becomes of slots that passed while nobody could start the job: the newest one, none, or one after the other. */
export const catchupPolicies = ['once', 'none', 'all'] as const;
export type CatchupPolicy = (typeof catchupPolicies)[number];

export type PauseReason = 'by hand' | 'auth';

export type JobEventKind = 'skipped' | 'missed' | 'recovered' | 'paused' | 'resumed';

export const logLevels = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Riot answered 404, something that we cannot read, or an error that repetitions did not clear. */
export type UnavailableReason = 'not_found' | 'unreadable' | 'failed';

/**
 * What Riot said about a flagged account: there on its platform; its profile is gone, and the account's region is this
 * platform still (`missing`), another one (`moved`), or none (`gone`).
 */
export type BanCheckResult = 'present' | 'missing' | 'moved' | 'gone';
