// The port of the engine: jobs, their executions, what they log, and what happened to them otherwise.

import type { OwnerState, ProcessIdentity } from '../processes.ts';
import type {
  Counters,
  Execution,
  ExecutionReason,
  ExecutionStatus,
  ExecutionTrigger,
  JobConfiguration,
  JobEvent,
  JobEventKind,
  Lease,
  LogLevel,
  StoredLogLine,
} from './records.ts';

/** A pure look at the operating system; called inside transactions. */
export type StateOf = (owner: ProcessIdentity) => OwnerState;

/** Slots of a schedule that no execution took. */
export interface PassedSlots {
  readonly kind: 'skipped' | 'missed';
  /** Epoch ms. */
  readonly firstSlot: number;
  readonly lastSlot: number;
  readonly slots: number;
  readonly detail: string;
}

/** A step along the schedule, which fails when somebody else has made one from the same place. */
export interface SlotStep {
  /** `lastScheduledFor` of the job as it was read. */
  readonly from: number | null;
  /** `lastScheduledFor` from now on. */
  readonly to: number;
  readonly passed: readonly PassedSlots[];
}

export interface ClaimRequest {
  readonly executionId: string;
  readonly token: string;
  readonly jobName: string;
  readonly trigger: ExecutionTrigger;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set = the execution takes the slot `to`. */
  readonly step?: SlotStep | undefined;
  readonly parentExecutionId?: string | undefined;
  /** Where the job is held: a PENDING row keeps our place, and each further claim keeps it alive. Else an event. */
  readonly isQueued?: boolean | undefined;
  readonly owner: ProcessIdentity;
  readonly cliVersion: string;
  readonly now: number;
  readonly leaseMs: number;
  readonly stateOf: StateOf;
}

export type Claim =
  | { readonly kind: 'claimed'; readonly lease: Lease; readonly recovered: readonly Execution[] }
  /** RUNNING, or PENDING before us. */
  | { readonly kind: 'held'; readonly holder: Execution }
  /** Somebody else has taken the slot. */
  | { readonly kind: 'taken' };

export interface Finish {
  readonly lease: Lease;
  readonly status: ExecutionStatus;
  readonly reason: ExecutionReason;
  readonly error?: { readonly code: string; readonly message: string; readonly stack: string | null } | undefined;
  /** Epoch ms; kept with the summary. */
  readonly log: Readonly<Record<string, unknown>>;
  readonly lines: readonly LogLine[];
  /** Counters that no commit has carried yet. */
  readonly counters: Partial<Counters>;
  readonly now: number;
}

export interface LogLine {
  /** From 1, without gaps, over the whole execution. */
  readonly seq: number;
  readonly at: number;
  readonly level: LogLevel;
  readonly event: string;
  /** A JSON object. */
  readonly dataJson: string;
}

/** `set` may hold every column that a person may change. */
export interface JobChange {
  /** As it was read; undefined is answered when it is no longer so. */
  readonly was: JobConfiguration;
  readonly set: Partial<Omit<JobConfiguration, 'id' | 'name' | 'jobType' | 'createdAt' | 'updatedAt'>>;
  /** What is to be known about it later. */
  readonly event?: { readonly kind: JobEventKind; readonly detail: string } | undefined;
  readonly now: number;
}

export interface ExecutionFilter {
  readonly jobName?: string | undefined;
  readonly status?: ExecutionStatus | undefined;
  readonly reason?: ExecutionReason | undefined;
  /** Started at or after, epoch ms. */
  readonly since?: number | undefined;
  readonly limit: number;
}

export interface LogFilter {
  readonly executionId: string;
  /** Only lines behind this one. */
  readonly afterSeq?: number | undefined;
  /** This level and those above it. */
  readonly level?: LogLevel | undefined;
  /** The newest so many; undefined: all. */
  readonly tail?: number | undefined;
}

export interface Retention {
  /** Executions that started before go; their log lines may go earlier. */
  readonly executionsBefore: number;
  readonly failedBefore: number;
  readonly linesBefore: number;
  readonly eventsBefore: number;
  /** Of each job the newest so many stay; its last success and its last failure always do. */
  readonly keepLast: number;
}

export interface Pruned {
  readonly executions: number;
  readonly logLines: number;
  readonly events: number;
}

export interface ExecutionsStore {
  /** At most one RUNNING execution per job; owners that are gone are replaced in the same transaction. */
  claim(request: ClaimRequest): Promise<Claim>;
  /** Gives up the place of a PENDING execution: the row goes, an event stays. */
  leaveQueue(lease: Lease, left: { readonly detail: string; readonly now: number }): Promise<void>;
  /** Renews the lease. `cancel` = it is ours, and somebody wants it to end. */
  beat(lease: Lease, times: { readonly now: number; readonly leaseMs: number }): Promise<'ours' | 'cancel' | 'lost'>;
  /** In one transaction with the fence; false = the execution is no longer ours, and nothing was written. */
  appendLog(lease: Lease, lines: readonly LogLine[]): Promise<boolean>;
  /** Compare-and-set on the token; undefined = another process ended it. `hasPaused` = too many refused keys in a row. */
  finish(finish: Finish): Promise<{ readonly execution: Execution; readonly hasPaused: boolean } | undefined>;
  /** Moves along the schedule without an execution; false = somebody else has. */
  passSlots(jobName: string, step: SlotStep, now: number): Promise<boolean>;
  /** `ended` = there is nothing to cancel any more. */
  requestCancel(executionId: string, now: number): Promise<'asked' | 'cancelled' | 'ended'>;
  /** Ends executions whose owners are gone; gives them as they were. */
  recover(look: { readonly stateOf: StateOf; readonly now: number }): Promise<Execution[]>;
  /** Ends one execution whose owner was killed; false = it had ended. */
  abandon(
    execution: Execution,
    ended: { readonly reason: 'abandoned' | 'timeout' | 'cancelled'; readonly detail: string; readonly now: number },
  ): Promise<boolean>;
  /** One batch of at most 500 executions, and as many lines and events; zeros = nothing is left to prune. */
  prune(retention: Retention): Promise<Pruned>;
  /** What all batches together would take. */
  countPrunable(retention: Retention): Promise<Pruned>;
  /** Newest first. */
  list(filter: ExecutionFilter): Promise<Execution[]>;
  /** By id or unique prefix; at most two. */
  listByPrefix(prefix: string): Promise<Execution[]>;
  /** In their order. */
  listLogLines(filter: LogFilter): Promise<StoredLogLine[]>;
  listJobs(): Promise<JobConfiguration[]>;
  findJob(name: string): Promise<JobConfiguration | undefined>;
  changeJob(change: JobChange): Promise<JobConfiguration | undefined>;
  /** Newest first. */
  listEvents(filter: {
    readonly jobName?: string | undefined;
    readonly since?: number | undefined;
    readonly limit: number;
  }): Promise<JobEvent[]>;
}
