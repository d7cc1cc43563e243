// What a watch loop tells while it goes on.

import type { Execution, ExecutionTrigger, JobEvent } from '../store/records.ts';
import type { JobName } from './index.ts';

/** How the process of an execution ended; all null: it could not be started. */
export interface ChildEnd {
  readonly exitCode: number | null;
  readonly signalName: string | null;
  /** Why it could not be started. */
  readonly problem: string | null;
}

export type WatchEvent =
  /** `at` undefined: never, because it is switched off, paused, or started by hand. */
  | { readonly kind: 'next'; readonly jobName: JobName; readonly at: number | undefined }
  | {
      readonly kind: 'started';
      readonly jobName: JobName;
      readonly pid: number | undefined;
      readonly scheduledFor: number;
      readonly trigger: ExecutionTrigger;
    }
  | {
      readonly kind: 'ended';
      readonly jobName: JobName;
      readonly pid: number | undefined;
      readonly end: ChildEnd;
      readonly tookMs: number;
      /** It has outlived its time limit, and was asked to end. */
      readonly wasOverdue: boolean;
      /** undefined: none was recorded, because nothing was left to do, or the process ended too early. */
      readonly execution: Execution | undefined;
    }
  /** Of the database: slots that were skipped or missed, executions that were recovered, pauses. */
  | { readonly kind: 'recorded'; readonly event: JobEvent }
  /** A process outlives its time: it was asked to stop, or killed. */
  | {
      readonly kind: 'overdue';
      readonly jobName: JobName;
      readonly pid: number | undefined;
      readonly isKilled: boolean;
    }
  /** A job that cannot be planned as it is configured. */
  | { readonly kind: 'unfit'; readonly jobName: JobName; readonly problem: string }
  /** The database cannot be used for the time being; null: it can again. */
  | { readonly kind: 'database'; readonly problem: string | null }
  | { readonly kind: 'stopping'; readonly running: readonly JobName[] };
