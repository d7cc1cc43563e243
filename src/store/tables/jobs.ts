// job_configurations, job_executions and job_events.

import { sql } from 'drizzle-orm';
import type { ColumnKit } from '../columns.ts';
import type { ExecutionReason, ExecutionStatus, ExecutionTrigger, JobType } from '../terms.ts';

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
    },
    (configurations) => [kit.uniqueIndex('job_configurations_name').on(configurations.name)],
  );
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
      ...ownerColumns(kit),
      startedAt: kit.int64().notNull(),
      completedAt: kit.int64(),
      ...counterColumns(kit),
      errorMessage: kit.text(),
      /** JSON: phases with their counters and timing, written when the execution ends. */
      executionLog: kit.text(),
    },
    (executions) => [
      kit.uniqueIndex('job_executions_running').on(executions.jobConfigId).where(sql`status = 'RUNNING'`),
      kit.index('job_executions_recent').on(executions.startedAt),
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
    banChecks: counter(),
    recordsCreated: counter(),
    recordsUpdated: counter(),
    apiRequestsMade: counter(),
    itemsSkipped: counter(),
    itemsFailed: counter(),
    waitedMs: counter(),
  };
}

/** What happened to a job without being an execution: a skipped start, a recovered owner. */
export function jobEventsTable(kit: ColumnKit) {
  return kit.table('job_events', {
    id: kit.serial(),
    at: kit.int64().notNull(),
    jobName: kit.text().notNull(),
    kind: kit.text().$type<'skipped' | 'recovered'>().notNull(),
    detail: kit.text().notNull(),
  });
}
