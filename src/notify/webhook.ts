// PURE: what a webhook is told: a job fails, has recovered, or was paused. The same failure again is no news.

import type { Execution, ExecutionReason } from '../store/records.ts';
import type { Delivery } from './send.ts';
import { durationOf, sentenceOf } from './wording.ts';

type WebhookEvent = 'failed' | 'recovered' | 'paused';

/** Ends that somebody asked for say nothing about the job. */
const asked: readonly (ExecutionReason | null)[] = ['interrupted', 'cancelled'];

interface Ended {
  readonly execution: Execution;
  readonly previous: Execution | undefined;
  readonly hasPaused: boolean;
}

/** Out of a list, newest first: the execution before this one that ended by itself. */
export function previousOf(execution: Execution, newestFirst: readonly Execution[]): Execution | undefined {
  const own = newestFirst.findIndex(({ id }) => id === execution.id);
  return newestFirst.slice(own + 1).find(({ completedAt, reason }) => completedAt !== null && !asked.includes(reason));
}

/** undefined: there is nothing to tell. */
export function webhookOf(address: string, ended: Ended): Delivery | undefined {
  const event = eventOf(ended);
  if (event === undefined) return undefined;
  const body = JSON.stringify(payloadOf(event, ended.execution));
  return { what: 'webhook', address, body, type: 'application/json' };
}

function eventOf({ execution, previous, hasPaused }: Ended): WebhookEvent | undefined {
  if (hasPaused) return 'paused';
  if (asked.includes(execution.reason)) return undefined;
  const hadFailed = previous?.status === 'FAILED';
  if (execution.status === 'SUCCESS') return hadFailed ? 'recovered' : undefined;
  return hadFailed && isSame(execution, previous) ? undefined : 'failed';
}

function isSame(one: Execution, other: Execution): boolean {
  return one.reason === other.reason && one.errorCode === other.errorCode;
}

function payloadOf(event: WebhookEvent, execution: Execution) {
  const { id, jobName, reason, errorCode, startedAt, completedAt } = execution;
  return {
    schemaVersion: 1,
    event,
    job: jobName,
    text: textOf(event, execution),
    reason,
    code: errorCode,
    executionId: id,
    startedAt: new Date(startedAt).toISOString(),
    completedAt: completedAt === null ? null : new Date(completedAt).toISOString(),
    durationMs: durationOf(execution),
  };
}

function textOf(event: WebhookEvent, execution: Execution): string {
  const { jobName } = execution;
  if (event === 'recovered') return `${jobName} works again: ${sentenceOf(execution)}`;
  if (event === 'failed') return sentenceOf(execution);
  return `${sentenceOf(execution)}; ${jobName} is paused now: renew the key, then "riotjobs jobs resume ${jobName}"`;
}
