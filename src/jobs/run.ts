// One execution: configure, claim, run the phases, judge the outcome, finish.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Processes } from '../processes.ts';
import type { RiotClient } from '../riot/api.ts';
import { LeaseLostError, StoreBusyError, StoreStateError } from '../store/errors.ts';
import type { Execution, ExecutionTrigger, Lease } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { SharedConfig } from './config.ts';
import { LeaseHeldError } from './errors.ts';
import { newExecutionId, newLeaseToken } from './execution-id.ts';
import type { Job, JobContext } from './job.ts';
import { LEASE_MS, watchOver } from './lease.ts';
import { type Ending, type Outcome, outcomeOf } from './outcome.ts';
import { type PhaseReport, type PhasesResult, runPhases } from './phases.ts';
import { createProgress } from './progress.ts';

/** With the wait of each attempt for the lock (5 s) half a minute in all. */
const FINISH_ATTEMPTS = 6;
const FINISH_PAUSE_MS = 1000;

export interface RunDependencies {
  readonly store: Store;
  readonly riot: RiotClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly processes: Processes;
  readonly cliVersion: string;
}

export interface RunRequest {
  /** undefined = all phases of the job. */
  readonly phases: readonly string[] | undefined;
  /** Keys of config_json for this execution only. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly trigger: ExecutionTrigger;
  /** Aborted when the person or the system wants the execution to end. */
  readonly signal: AbortSignal;
}

export interface RunResult {
  /** The row as it was finished. */
  readonly execution: Execution;
  readonly phases: readonly PhaseReport[];
  readonly outcome: Outcome;
}

/** Throws before anything ran (configuration, running execution) or when the end cannot be recorded. */
export async function runJob<Config extends SharedConfig>(
  dependencies: RunDependencies,
  job: Job<Config>,
  request: RunRequest,
): Promise<RunResult> {
  const config = await configure(dependencies, job, request);
  const lease = await claim(dependencies, { jobName: job.name, config, request });
  const watch = watchOver(dependencies, { lease, timeoutMs: config.timeout_seconds * 1000, signal: request.signal });
  const context = createContext(dependencies, { config, lease, watch, share: job.shareOf(config) });
  try {
    const ran = await runPhases(context, { lease, phases: selectPhases(job, request.phases) });
    const outcome = judge(job, ran, watch.abortedBy());
    return await finish(dependencies, { lease, context, ran, outcome });
  } finally {
    watch.end();
  }
}

async function configure<Config extends SharedConfig>(
  { store }: RunDependencies,
  job: Job<Config>,
  { overrides }: RunRequest,
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

async function claim(dependencies: RunDependencies, { jobName, config, request }: ClaimInput): Promise<Lease> {
  const { store, clock, processes, cliVersion, log } = dependencies;
  const now = clock.now();
  const claimed = await store.executions.claim({
    executionId: newExecutionId(now),
    token: newLeaseToken(),
    jobName,
    trigger: request.trigger,
    params: { ...config, ...(request.phases ? { phases: request.phases } : {}) },
    owner: processes.self(),
    cliVersion,
    now,
    leaseMs: LEASE_MS,
    stateOf: (owner) => processes.stateOf(owner),
  });
  if (claimed.kind === 'held') throw new LeaseHeldError(claimed.holder);
  const { recovered, lease } = claimed;
  if (recovered) log.warn('execution abandoned by its owner', { executionId: recovered.id, pid: recovered.pid });
  log.info('execution started', { executionId: lease.executionId, job: jobName });
  return lease;
}

interface ContextInput<Config> {
  readonly config: Config;
  readonly lease: Lease;
  readonly share: number | undefined;
  readonly watch: { readonly signal: AbortSignal; abort(reason: unknown): void };
}

function createContext<Config extends SharedConfig>(
  { store, riot, clock, log }: RunDependencies,
  { config, lease, watch, share }: ContextInput<Config>,
): JobContext<Config> {
  const progress = createProgress(lease, () => clock.now());
  const { signal, abort } = watch;
  const patienceMs = config.patience_seconds * 1000;
  const caller = { signal, patienceMs, share, onRequest: progress.onRequest };
  return { config, riot: riot.for(caller), store, clock, log, signal, abort, progress };
}

function selectPhases<Config extends SharedConfig>(job: Job<Config>, names: readonly string[] | undefined) {
  return names === undefined ? job.phases : job.phases.filter(({ name }) => names.includes(name));
}

function judge(job: { readonly failsOnRateLimit: boolean }, ran: PhasesResult, aborted: Ending['aborted']) {
  return outcomeOf({
    tallies: ran.tallies,
    failsOnRateLimit: job.failsOnRateLimit,
    stoppedBy: ran.stoppedBy,
    aborted,
    hasWritten: ran.reports.some(({ counters }) => counters.recordsCreated > 0),
  });
}

interface FinishInput {
  readonly lease: Lease;
  readonly context: JobContext<unknown>;
  readonly ran: PhasesResult;
  readonly outcome: Outcome;
}

async function finish(
  { store, clock, log: logger }: RunDependencies,
  { lease, context, ran, outcome }: FinishInput,
): Promise<RunResult> {
  const { status, reason, error, retryAt } = outcome;
  const errorMessage = error instanceof Error ? error.message : undefined;
  const log = { phases: ran.reports, ...(retryAt === undefined ? {} : { retryAt }) };
  const counters = context.progress.takePending();
  const isOurs = await patiently(clock, () =>
    store.executions.finish({ lease, status, reason, errorMessage, log, counters, now: clock.now() }),
  );
  const [execution] = await store.executions.listByPrefix(lease.executionId);
  if (!isOurs || !execution) throw new LeaseLostError(lease.executionId);
  logger.info('execution ended', { executionId: lease.executionId, status, reason, error });
  return { execution, phases: ran.reports, outcome };
}

/** A locked database is worth waiting for: without its end the row stays RUNNING until the next start finds us gone. */
async function patiently<Result>(clock: Clock, operation: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof StoreBusyError) || attempt === FINISH_ATTEMPTS) throw error;
    }
    await clock.sleep(FINISH_PAUSE_MS);
  }
}
