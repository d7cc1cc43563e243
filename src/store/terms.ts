// The words that job tables use.

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
