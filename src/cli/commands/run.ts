// riotjobs run NAME: one execution, its metrics, and an exit code.

import { messageOf } from '../../errors.ts';
import { planStart, type StartPlan } from '../../jobs/due.ts';
import { LeaseHeldError, SlotTakenError } from '../../jobs/errors.ts';
import { type RunnableName, runnables } from '../../jobs/index.ts';
import type { RunDependencies, RunResult } from '../../jobs/run.ts';
import { isPaused } from '../../store/pause.ts';
import type { Execution, JobConfiguration } from '../../store/records.ts';
import { type ExitName, exitCodes, exitNameOfOutcome } from '../exit-codes.ts';
import { tellGone } from '../gone-notices.ts';
import type { NoticeOptions } from '../notices.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { executionJson, metricsTable, outcomeLine } from '../render/execution.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, executing } from '../wire.ts';
import { choosePlayers } from './chosen-players.ts';
import { execute } from './execute.ts';
import { overridesOf } from './overrides.ts';
import { getJob } from './stored-job.ts';

export type RunOptions = CommandOptions &
  NoticeOptions & {
    readonly set: readonly string[];
    /** Only when a slot of the schedule is. */
    readonly due?: boolean;
    /** Milliseconds; true = as long as is usual. */
    readonly wait?: number | true;
    /** Milliseconds. */
    readonly timeout?: number;
    readonly maxRequests?: number;
    /** Milliseconds. */
    readonly maxDuration?: number;
    readonly player: readonly string[];
    readonly failIfEmpty?: boolean;
    readonly dryRun?: boolean;
  };

/** A run of the analyzer with a development key's quota takes about as long. */
const USUAL_WAIT_MS = 300_000;

export async function runCommand(terminal: Terminal, name: RunnableName, options: RunOptions): Promise<number> {
  const exitName = await executing(options, terminal, (dependencies) =>
    start(terminal, dependencies, { name, options }),
  );
  return exitCodes[exitName];
}

interface Start {
  readonly name: RunnableName;
  readonly options: RunOptions;
}

async function start(terminal: Terminal, dependencies: RunDependencies, { name, options }: Start): Promise<ExitName> {
  const { store, clock } = dependencies;
  const configuration = await getJob(store, runnables[name].job);
  const obstacle = options.scheduled ? obstacleTo(configuration, clock.now()) : undefined;
  if (obstacle !== undefined) return skip(terminal, options, obstacle);
  if (options.due) await endGone(terminal, dependencies, { configuration, options });
  const plan = options.due ? await planOf(dependencies, configuration) : undefined;
  if (plan && !plan.start) return skip(terminal, options, `nothing is due for ${configuration.name}`);
  try {
    return await run(terminal, dependencies, { name, options, plan });
  } catch (error) {
    if (options.scheduled && isNoFailure(error, options)) return skip(terminal, options, messageOf(error));
    throw error;
  }
}

/** Somebody else does what was to be done. Who was told to wait wanted to know that it was in vain. */
function isNoFailure(error: unknown, { wait }: RunOptions): boolean {
  return error instanceof SlotTakenError || (error instanceof LeaseHeldError && wait === undefined);
}

async function run(terminal: Terminal, dependencies: RunDependencies, wanted: Wanted): Promise<ExitName> {
  const { name, options } = wanted;
  return execute(terminal, dependencies, {
    job: runnables[name].job,
    request: await requestFor(terminal, dependencies, wanted),
    options,
    tell: (result) => tell(terminal, result, options),
  });
}

function obstacleTo(job: JobConfiguration, now: number): string | undefined {
  if (!job.isActive) return `${job.name} is switched off`;
  return isPaused(job, now) ? `${job.name} is paused` : undefined;
}

/** Slots that passed without anybody to serve them are put on record when there is nothing to start for. */
async function planOf({ store, clock }: RunDependencies, job: JobConfiguration): Promise<StartPlan> {
  const now = clock.now();
  const [last] = await store.executions.list({ jobName: job.name, limit: 1 });
  const plan = planStart({ job, last, now });
  if (!plan.start && plan.step) await store.executions.passSlots(job.name, plan.step, now);
  return plan;
}

/** An execution whose owner is gone must not stand in the way of the schedule. */
async function endGone(
  terminal: Terminal,
  { store, clock, processes }: RunDependencies,
  { configuration, options }: { readonly configuration: JobConfiguration; readonly options: RunOptions },
): Promise<void> {
  const [last] = await store.executions.list({ jobName: configuration.name, limit: 1 });
  if (last?.status !== 'RUNNING' && last?.status !== 'PENDING') return;
  const executions = await store.executions.recover({ stateOf: processes.stateOf, now: clock.now() });
  await tellGone(terminal, options, { store, executions });
}

interface Wanted extends Start {
  readonly plan: StartPlan | undefined;
}

async function requestFor(terminal: Terminal, { store }: RunDependencies, { name, options, plan }: Wanted) {
  const { phases } = runnables[name];
  return {
    phases,
    overrides: overridesOf(options.set),
    trigger: plan?.start?.trigger ?? (options.scheduled ? ('schedule' as const) : ('manual' as const)),
    step: plan?.step,
    players: await choosePlayers(store, name, options.player),
    waitMs: options.wait === true ? USUAL_WAIT_MS : options.wait,
    timeoutMs: options.timeout,
    maxRequests: options.maxRequests,
    maxDurationMs: options.maxDuration,
    signal: terminal.signal,
    // cron would mail it.
    onWaiting: (holder: Execution) => {
      if (!options.scheduled) printMessage(terminal, waitingLine(holder));
    },
  };
}

export function waitingLine({ id, jobName, pid, host, status }: Execution): string {
  const what = status === 'PENDING' ? 'waits for it, too' : 'is running';
  return `${jobName}: waiting for execution ${id}, which ${what} (process ${pid} on ${host})`;
}

function skip(terminal: Terminal, { json, verbose }: RunOptions, why: string): ExitName {
  if (json) printJson(terminal, { run: null, skipped: why });
  else if (verbose) printMessage(terminal, `skipped: ${why}`);
  return 'OK';
}

function tell(terminal: Terminal, result: RunResult, options: RunOptions): ExitName {
  const { execution, outcome } = result;
  if (options.json) printJson(terminal, { run: executionJson(execution) });
  else if (!options.scheduled) printTable(terminal, metricsTable(execution));
  const isClean = outcome.reason === 'completed' || outcome.reason === 'budget';
  if (!isClean || (!options.json && !options.scheduled)) printMessage(terminal, outcomeLine(result));
  return exitNameOf(terminal, result, options);
}

function exitNameOf({ signal }: Terminal, { outcome, isEmpty }: RunResult, options: RunOptions): ExitName {
  const exact = exitNameOfOutcome(outcome, signal.aborted ? String(signal.reason) : undefined);
  if (exact === 'PARTIAL' && options.scheduled) return 'OK';
  return exact === 'OK' && isEmpty && options.failIfEmpty ? 'EMPTY' : exact;
}
