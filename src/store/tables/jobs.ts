// job_configurations, job_executions, execution_logs and job_events.

import { sql } from 'drizzle-orm';
import type { ColumnKit } from '../columns.ts';
import type {
  CatchupPolicy,
  ExecutionReason,
  ExecutionStatus,
  ExecutionTrigger,
  JobEventKind,
  JobType,
  LogLevel,
  PauseReason,
} from '../terms.ts';

export function jobConfigurationsTable(kit: ColumnKit) {
  return kit.table(
    'job_configurations',
    {
      id: kit.serial(),
      name: kit.text().notNull(),
      jobType: kit.text().$type<JobType>().notNull(),
      schedule: kit.text().notNull(),
      isActive: kit.flag().notNull().default(true),
      /** A JSON object; its keys are those of jobs/config.ts, which also has the defaults. */
      configJson: kit.text().notNull(),
      createdAt: kit.int64().notNull(),
      updatedAt: kit.int64().notNull(),
      ...schedulingColumns(kit),
    },
    (configurations) => [kit.uniqueIndex('job_configurations_name').on(configurations.name)],
  );
}

function schedulingColumns(kit: ColumnKit) {
  return {
    /** IANA name, for cron expressions. */
    timezone: kit.text().notNull().default('UTC'),
    catchupPolicy: kit.text().$type<CatchupPolicy>().notNull().default('once'),
    /** null = an hour, or two intervals where that is longer. */
    catchupWindowS: kit.int(),
    /** Longest delay of a scheduled start, so that many machines do not ask at the same moment. */
    jitterS: kit.int().notNull().default(0),
    /** Slots up to this moment do not count: the schedule was set, or the job resumed, then. */
    scheduledFrom: kit.int64(),
    /** The newest slot that was executed, skipped or missed. */
    lastScheduledFor: kit.int64(),
    /** null = not paused. */
    pauseReason: kit.text().$type<PauseReason>(),
    /** null = until somebody resumes it. */
    pausedUntil: kit.int64(),
    /** Executions in a row whose key Riot has refused; at `autoPauseAfter` the job pauses, with 0 never. */
    authFailures: kit.int().notNull().default(0),
    autoPauseAfter: kit.int().notNull().default(3),
  };
}

export type JobConfigurationsTable = ReturnType<typeof jobConfigurationsTable>;

export function jobExecutionsTable(kit: ColumnKit, configurations: JobConfigurationsTable) {
  return kit.table(
    'job_executions',
    {
      /** UUID v7. */
      id: kit.text().primaryKey(),
      jobConfigId: kit
        .int()
        .notNull()
        .references(() => configurations.id, { onDelete: 'restrict' }),
      jobName: kit.text().notNull(),
      status: kit.text().$type<ExecutionStatus>().notNull(),
      reason: kit.text().$type<ExecutionReason>(),
      trigger: kit.text().$type<ExecutionTrigger>().notNull(),
      /** The effective configuration of this execution, as JSON. */
      paramsJson: kit.text().notNull(),
      /** The slot of the schedule; null when it was not started for one. */
      scheduledFor: kit.int64(),
      /** The execution that this one repeats. */
      parentExecutionId: kit.text(),
      ...ownerColumns(kit),
      /** PENDING: since when it waits. */
      startedAt: kit.int64().notNull(),
      completedAt: kit.int64(),
      /** The newest commit: an owner that is alive and hangs shows here. */
      progressAt: kit.int64(),
      cancelRequestedAt: kit.int64(),
      ...counterColumns(kit),
      /** Name of the error's class. */
      errorCode: kit.text(),
      errorMessage: kit.text(),
      errorStack: kit.text(),
      /** JSON: phases with their counters and timing, written when the execution ends. */
      executionLog: kit.text(),
    },
    (executions) => [
      kit.uniqueIndex('job_executions_running').on(executions.jobConfigId).where(sql`status = 'RUNNING'`),
      kit.uniqueIndex('job_executions_slot').on(executions.jobConfigId, executions.scheduledFor),
      kit.index('job_executions_recent').on(executions.startedAt),
      kit.index('job_executions_of_job').on(executions.jobName, executions.startedAt),
      kit.index('job_executions_by_status').on(executions.jobName, executions.status, executions.startedAt),
    ],
  );
}

function ownerColumns(kit: ColumnKit) {
  return {
    host: kit.text().notNull(),
    bootId: kit.text(),
    pidNamespace: kit.text(),
    pid: kit.int().notNull(),
    pidStart: kit.text(),
    cliVersion: kit.text().notNull(),
    leaseToken: kit.text().notNull(),
    leaseExpiresAt: kit.int64().notNull(),
    heartbeatAt: kit.int64().notNull(),
  };
}

function counterColumns(kit: ColumnKit) {
  const counter = () => kit.int64().notNull().default(0);
  return {
    playersProcessed: counter(),
    playersDiscovered: counter(),
    playersAnalyzed: counter(),
    playersFlagged: counter(),
    matchesFetched: counter(),
    /** Of those fetched: the second pass found that the first had missed them. */
    matchesReconciled: counter(),
    banChecks: counter(),
    recordsCreated: counter(),
    recordsUpdated: counter(),
    apiRequestsMade: counter(),
    itemsSkipped: counter(),
    itemsFailed: counter(),
    waitedMs: counter(),
  };
}

export type JobExecutionsTable = ReturnType<typeof jobExecutionsTable>;

/** Written while the execution runs. Lines from the middle of a long log are left out: a gap in `seq` tells how many. */
export function executionLogsTable(kit: ColumnKit, executions: JobExecutionsTable) {
  return kit.table(
    'execution_logs',
    {
      executionId: kit
        .text()
        .notNull()
        .references(() => executions.id, { onDelete: 'restrict' }),
      /** From 1. */
      seq: kit.int().notNull(),
      at: kit.int64().notNull(),
      level: kit.text().$type<LogLevel>().notNull(),
      event: kit.text().notNull(),
      /** A JSON object. */
      dataJson: kit.text().notNull(),
    },
    (logs) => [kit.primaryKey({ columns: [logs.executionId, logs.seq] })],
  );
}

/** What happened to a job without being an execution. */
export function jobEventsTable(kit: ColumnKit) {
  return kit.table('job_events', {
    id: kit.serial(),
    at: kit.int64().notNull(),
    jobName: kit.text().notNull(),
    kind: kit.text().$type<JobEventKind>().notNull(),
    detail: kit.text().notNull(),
    /** Slots of the schedule that were skipped or missed: the first, the last, and how many. */
    firstSlot: kit.int64(),
    lastSlot: kit.int64(),
    slots: kit.int(),
  });
}
