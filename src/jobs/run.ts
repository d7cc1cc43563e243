// One execution: configure, claim, run the phases, judge the outcome, finish.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Processes } from '../processes.ts';
import type { RiotClient } from '../riot/api.ts';
import { LeaseLostError, StoreStateError } from '../store/errors.ts';
import type { SlotStep } from '../store/executions-store.ts';
import type { Execution, ExecutionTrigger, Lease } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { requestBudget } from './budget.ts';
import type { SharedConfig } from './config.ts';
import { failureOf } from './failure.ts';
import type { Job, JobContext } from './job.ts';
import { checkKey } from './key-check.ts';
import { type Watch, watchOver } from './lease.ts';
import { LogBook } from './log-book.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type PhaseReport, PhasesRecord, type PhasesResult, runPhases } from './phases.ts';
import { createProgress } from './progress.ts';
import { claimJob } from './queue.ts';

export interface RunDependencies {
  readonly store: Store;
  readonly riot: RiotClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly processes: Processes;
  readonly cliVersion: string;
  /** Of the key in use, which is checked before the first phase; undefined: it needs no check. */
  readonly keyFingerprint?: string | undefined;
}

export interface RunRequest {
  /** undefined = all phases of the job. */
  readonly phases: readonly string[] | undefined;
  /** Keys of config_json for this execution only. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly trigger: ExecutionTrigger;
  /** Set = the execution takes a slot of the schedule. */
  readonly step?: SlotStep | undefined;
  /** The execution that this one repeats. */
  readonly parentExecutionId?: string | undefined;
  /** Only these players, by puuid. */
  readonly players?: readonly string[] | undefined;
  /** While another execution has the job: wait so long for it. */
  readonly waitMs?: number | undefined;
  /** Instead of `timeout_seconds`. */
  readonly timeoutMs?: number | undefined;
  readonly maxRequests?: number | undefined;
  readonly maxDurationMs?: number | undefined;
  /** Aborted when the person or the system wants the execution to end. */
  readonly signal: AbortSignal;
  /** Called once, when there is an execution to wait for. */
  onWaiting?(holder: Execution): void;
  onStarted?(execution: Pick<Execution, 'id' | 'jobName' | 'startedAt'>): void;
  /** Executions whose owners were found to be gone. */
  onRecovered?(executions: readonly Execution[]): void;
}

export interface RunResult {
  /** The row as it was finished. */
  readonly execution: Execution;
  readonly phases: readonly PhaseReport[];
  readonly outcome: Outcome;
  /** No phase had anything to do. */
  readonly isEmpty: boolean;
  /** The job was paused, because Riot has refused the key too often. */
  readonly hasPaused: boolean;
}

/** Throws before anything ran (configuration, running execution) or when the end cannot be recorded. */
export async function runJob<Config extends SharedConfig>(
  dependencies: RunDependencies,
  job: Job<Config>,
  request: RunRequest,
): Promise<RunResult> {
  const { timeoutMs, maxDurationMs, signal } = request;
  const config = await configure(dependencies.store, job, request.overrides);
  const { lease, recovered } = await claim(dependencies, { jobName: job.name, config, request });
  const watch = watchOver(dependencies, {
    lease,
    timeoutMs: timeoutMs ?? config.timeout_seconds * 1000,
    maxDurationMs,
    signal,
  });
  const book = openBook(dependencies, lease, watch);
  try {
    tellStart(request, { book, lease, recovered, jobName: job.name, now: dependencies.clock.now() });
    const context = createContext(dependencies, { config, lease, watch, book, request, share: job.shareOf(config) });
    const record = new PhasesRecord(context, lease);
    const phases = selectPhases(job, request.phases);
    const running = assertKeyFits(dependencies, context).then(
      () => runPhases(context, { record, phases }),
      (error: unknown) => record.result(error),
    );
    const ran = await untilOverdue(watch, record, running);
    if (isLost(watch, ran)) throw new LeaseLostError(lease.executionId);
    return await finish(dependencies, { job, lease, context, book, ran, aborted: watch.stoppedBy() });
  } finally {
    watch.end();
    await book.close();
  }
}

export async function configure<Config extends SharedConfig>(
  store: Store,
  job: Job<Config>,
  overrides: RunRequest['overrides'],
): Promise<Config> {
  const row = await store.executions.findJob(job.name);
  if (!row) throw new StoreStateError(`the database has no job ${job.name}`, { hint: 'run riotjobs db migrate' });
  return job.parseConfig(row.configJson, overrides);
}

interface ClaimInput {
  readonly jobName: string;
  readonly config: object;
  readonly request: RunRequest;
}

function claim(dependencies: RunDependencies, { jobName, config, request }: ClaimInput) {
  const { trigger, step, parentExecutionId, waitMs, signal } = request;
  const params = { ...config, ...limitsOf(request) };
  const onWaiting = request.onWaiting?.bind(request);
  return claimJob(dependencies, { jobName, trigger, params, step, parentExecutionId }, { waitMs, signal, onWaiting });
}

/** What makes this execution different from what the configuration says; only what was asked for. */
function limitsOf({ phases, players, timeoutMs, maxRequests, maxDurationMs }: RunRequest): object {
  const timeout_seconds = timeoutMs === undefined ? undefined : timeoutMs / 1000;
  const max_duration_seconds = maxDurationMs === undefined ? undefined : maxDurationMs / 1000;
  const all = { phases, players, timeout_seconds, max_requests: maxRequests, max_duration_seconds };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function openBook({ store, clock, log }: RunDependencies, lease: Lease, watch: Watch): LogBook {
  return new LogBook({ executions: store.executions, clock, log }, { lease, onLost: watch.abort });
}

interface Start {
  readonly book: LogBook;
  readonly lease: Lease;
  readonly recovered: readonly Execution[];
  readonly jobName: string;
  readonly now: number;
}

function tellStart(request: RunRequest, { book, lease, recovered, jobName, now }: Start): void {
  const { logger } = book;
  for (const { id, pid } of recovered) logger.warn('execution abandoned by its owner', { executionId: id, pid });
  logger.info('execution started', { executionId: lease.executionId, job: jobName });
  if (recovered.length > 0) request.onRecovered?.(recovered);
  request.onStarted?.({ id: lease.executionId, jobName, startedAt: now });
}

/** A key that Riot refuses, or that belongs to another application, ends the execution before it has asked for anything. */
async function assertKeyFits({ keyFingerprint }: RunDependencies, context: JobContext<unknown>): Promise<void> {
  const { store, riot, clock } = context;
  if (keyFingerprint !== undefined) await checkKey({ store, riot, clock, fingerprint: keyFingerprint });
}

interface ContextInput<Config> {
  readonly config: Config;
  readonly lease: Lease;
  readonly share: number | undefined;
  readonly watch: Watch;
  readonly book: LogBook;
  readonly request: RunRequest;
}

function createContext<Config extends SharedConfig>(
  { store, riot, clock }: RunDependencies,
  { config, lease, watch, share, book, request }: ContextInput<Config>,
): JobContext<Config> {
  const progress = createProgress(lease, () => clock.now());
  const { signal, cut, abort } = watch;
  const { players, maxRequests } = request;
  const log = book.logger;
  const patienceMs = config.patience_seconds * 1000;
  const budget = requestBudget(maxRequests);
  const caller = { signal, cut, patienceMs, share, budget, log, onRequest: progress.onRequest };
  const riotWithin = (ms: number) => riot.for({ ...caller, patienceMs: ms });
  return { config, riot: riot.for(caller), riotWithin, store, clock, log, players, signal, abort, progress };
}

export function selectPhases<Config extends SharedConfig>(job: Job<Config>, names: readonly string[] | undefined) {
  return names === undefined ? job.phases : job.phases.filter(({ name }) => names.includes(name));
}

/** A phase that does not end, although everything it waits for was given up, is left behind: its commits are refused. */
async function untilOverdue(watch: Watch, record: PhasesRecord, running: Promise<PhasesResult>): Promise<PhasesResult> {
  const ran = await Promise.race([running, watch.isOverdue]);
  if (ran) return ran;
  running.catch(() => undefined);
  const reason: unknown = watch.signal.reason;
  await record.end({ error: reason });
  return record.result(reason);
}

function isLost({ signal }: Watch, { stoppedBy }: PhasesResult): boolean {
  return [signal.reason, stoppedBy].some((reason) => reason instanceof LeaseLostError);
}

interface FinishInput {
  readonly job: { readonly failsOnRateLimit: boolean };
  readonly lease: Lease;
  readonly context: JobContext<unknown>;
  readonly book: LogBook;
  readonly ran: PhasesResult;
  readonly aborted: ReturnType<Watch['stoppedBy']>;
}

async function finish(
  { store, clock, log: logger }: RunDependencies,
  { job, lease, context, book, ran, aborted }: FinishInput,
): Promise<RunResult> {
  const { tallies, reports, stoppedBy } = ran;
  const hasWritten = reports.some(({ counters }) => counters.recordsCreated > 0);
  const outcome = outcomeOf({ tallies, failsOnRateLimit: job.failsOnRateLimit, stoppedBy, aborted, hasWritten });
  const { status, reason, error: thrown, retryAt } = outcome;
  const ended = { executionId: lease.executionId, status, reason, error: thrown };
  book.keep('info', 'execution ended', ended);
  const end = {
    lease,
    status,
    reason,
    error: thrown === undefined ? undefined : failureOf(thrown),
    log: { phases: reports, ...(retryAt === undefined ? {} : { retryAt }) },
    lines: await book.close(),
    counters: context.progress.takePending(),
  };
  const finished = await store.executions.finish({ ...end, now: clock.now() });
  if (!finished) throw new LeaseLostError(lease.executionId);
  logger.info('execution ended', ended);
  const isEmpty = stoppedBy === undefined && tallies.every(({ items }) => items === 0);
  return { ...finished, phases: reports, outcome, isEmpty };
}
