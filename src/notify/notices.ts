// Telling others that an execution began and how it ended: pings, a webhook, a file of metrics. Never fails.

import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Execution } from '../store/records.ts';
import { type MetricsSnapshot, renderMetrics } from './metrics.ts';
import { writeMetricsFile } from './metrics-file.ts';
import { pingOfEnd, pingOfStart } from './ping.ts';
import { createSender, type Delivery, type Send, type SenderPorts } from './send.ts';
import { webhookOf } from './webhook.ts';

export interface StartedRun {
  readonly id: string;
  readonly jobName: string;
  /** Epoch ms. */
  readonly startedAt: number;
}

export interface EndedRun {
  /** As it is kept, with its end. */
  readonly execution: Execution;
  /** The newest one of the job before it that tells something about the job: see `previousOf`. */
  readonly previous: Execution | undefined;
  /** The job has been paused, because Riot refused the key too often. */
  readonly hasPaused: boolean;
}

export interface Notices {
  /** Once per execution; sends in the background. */
  started(run: StartedRun): void;
  /** Of an execution whose process was gone, as it was: nobody has told its end. In the background, before the next start. */
  abandoned(execution: Execution): void;
  /** Once per execution. Resolves when all is sent, or given up. */
  ended(run: EndedRun): Promise<void>;
  /** Nothing was run, and what the metrics tell may have changed. */
  notRun(): Promise<void>;
}

export interface NoticeSettings {
  /** Of a job with no address of its own. */
  readonly pingUrl?: string | undefined;
  /** By name of the job. */
  readonly pingUrls: Readonly<Record<string, string>>;
  readonly webhookUrl?: string | undefined;
  readonly metricsFile?: string | undefined;
}

export interface NoticePorts extends SenderPorts {
  /** Of this process: two of them never write one file. */
  readonly pid: number;
  /** Once it is aborted nothing is tried a second time. */
  readonly signal: AbortSignal;
  /** What the database knows now. */
  readonly snapshot: () => Promise<MetricsSnapshot>;
}

export const silentNotices: Notices = {
  started() {},
  abandoned() {},
  ended: async () => {},
  notRun: async () => {},
};

export function createNotices(settings: NoticeSettings, ports: NoticePorts): Notices {
  const send = createSender(ports);
  const pings = inOrder(send, ports);
  const webhooks = inOrder(send, ports);
  const tellMetrics = metricsQueue(settings.metricsFile, ports);
  const ping = (jobName: string, make: (base: string) => Delivery) => {
    const base = settings.pingUrls[jobName] ?? settings.pingUrl;
    return base === undefined ? undefined : pings.add(() => make(base));
  };
  const tellEnd = (run: EndedRun) => [
    ping(run.execution.jobName, (base) => pingOfEnd(base, run.execution)),
    webhooks.add(() => (settings.webhookUrl === undefined ? undefined : webhookOf(settings.webhookUrl, run))),
  ];
  return {
    started: ({ id, jobName }) => {
      void ping(jobName, (base) => pingOfStart(base, id));
      void tellMetrics();
    },
    abandoned: (execution) => {
      // One that was still waiting has told nobody of a start.
      if (execution.status !== 'RUNNING') return;
      void tellEnd({ execution: abandonedOf(execution), previous: undefined, hasPaused: false });
    },
    ended: async (run) => {
      pings.hurry();
      webhooks.hurry();
      await Promise.all([...tellEnd(run), tellMetrics()]);
    },
    notRun: () => tellMetrics(),
  };
}

/** Its last sign of life was its end. */
function abandonedOf(execution: Execution): Execution {
  const errorMessage = `its process ${execution.pid} on ${execution.host} is gone`;
  return { ...execution, status: 'FAILED', reason: 'abandoned', completedAt: execution.heartbeatAt, errorMessage };
}

/** A start that arrives behind its end would leave the run under way for ever: one after the other. */
function inOrder(send: Send, { signal, log }: NoticePorts) {
  let last: Promise<void> = Promise.resolve();
  let patience = new AbortController();
  const sendOne = async (make: () => Delivery | undefined, hurry: AbortSignal) => {
    const delivery = make();
    if (delivery) await send(delivery, hurry);
  };
  return {
    add: (make: () => Delivery | undefined): Promise<void> => {
      const hurry = AbortSignal.any([signal, patience.signal]);
      last = last.then(() => sendOne(make, hurry)).catch((error: unknown) => logFailure(log, 'notice', error));
      return last;
    },
    /** What waits now is tried once. */
    hurry: () => {
      patience.abort();
      patience = new AbortController();
    },
  };
}

/** One after the other, as all are drafted in one file. */
function metricsQueue(path: string | undefined, { snapshot, pid, log }: NoticePorts): () => Promise<void> {
  if (path === undefined) return async () => {};
  let last: Promise<void> = Promise.resolve();
  const write = async () => writeMetricsFile(path, { text: renderMetrics(await snapshot()), pid });
  return () => {
    last = last.then(write).catch((error: unknown) => logFailure(log, 'metrics file', error));
    return last;
  };
}

function logFailure(log: Logger, what: string, error: unknown): void {
  log.warn('notice.failed', { what, problem: messageOf(error) });
}
