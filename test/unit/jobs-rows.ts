// Rows of the two tables that planning reads.

import type { Execution, JobConfiguration } from '../../src/store/records.ts';
import { counterNames } from '../../src/store/records.ts';

export function jobRow(more: Partial<JobConfiguration> = {}): JobConfiguration {
  return {
    id: 1,
    name: 'updater',
    jobType: 'TRACKED_PLAYER_UPDATER',
    schedule: '15m',
    isActive: true,
    configJson: '{}',
    createdAt: 1,
    updatedAt: 1,
    timezone: 'UTC',
    catchupPolicy: 'once',
    catchupWindowS: null,
    jitterS: 0,
    scheduledFrom: null,
    lastScheduledFor: null,
    pauseReason: null,
    pausedUntil: null,
    authFailures: 0,
    autoPauseAfter: 3,
    ...more,
  };
}

const counters = Object.fromEntries(counterNames.map((name) => [name, 0])) as Record<(typeof counterNames)[number], 0>;

/** An execution that has ended. */
export function executionRow(more: Partial<Execution> = {}): Execution {
  return {
    id: 'the-execution',
    jobConfigId: 1,
    jobName: 'updater',
    status: 'SUCCESS',
    reason: 'completed',
    trigger: 'schedule',
    paramsJson: '{}',
    scheduledFor: null,
    parentExecutionId: null,
    host: 'here',
    bootId: null,
    pidNamespace: null,
    pid: 1,
    pidStart: null,
    cliVersion: '1.0.0',
    leaseToken: 'token',
    leaseExpiresAt: 0,
    heartbeatAt: 0,
    startedAt: 0,
    completedAt: 0,
    progressAt: null,
    cancelRequestedAt: null,
    ...counters,
    apiRequestsMade: 0,
    errorCode: null,
    errorMessage: null,
    errorStack: null,
    executionLog: null,
    ...more,
  };
}
