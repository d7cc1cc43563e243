// The words that columns hold.

export type JobType = 'TRACKED_PLAYER_UPDATER' | 'PLAYER_ANALYZER';
export type ExecutionStatus = 'PENDING' | 'RUNNING' | 'SUCCESS' | 'FAILED';
export type ExecutionReason =
  | 'completed'
  | 'partial'
  | 'rate_limited'
  | 'auth'
  | 'timeout'
  | 'interrupted'
  | 'abandoned'
  | 'error';
export type ExecutionTrigger = 'manual' | 'schedule';
/** Riot answered 404, something that we cannot read, or an error that repetitions did not clear. */
export type UnavailableReason = 'not_found' | 'unreadable' | 'failed';
