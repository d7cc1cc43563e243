// The phases of one execution, in order, each with its own counters and times.

import { type CounterName, type Counters, counterNames, type Execution, type Lease } from '../store/records.ts';
import { textOf } from './failure.ts';
import type { JobContext, Phase, PhaseTally } from './job.ts';
import { consequenceOf } from './outcome.ts';

export interface PhaseReport {
  readonly name: string;
  /** `budget`: the requests, or the time, that the execution was given were spent. */
  readonly status: 'completed' | 'partial' | 'rate_limited' | 'budget' | 'failed';
  readonly startedAt: number;
  readonly completedAt: number;
  readonly counters: Counters;
  readonly errorMessage?: string;
}

export interface PhasesResult {
  readonly tallies: readonly PhaseTally[];
  readonly reports: readonly PhaseReport[];
  /** What ended the execution before its phases were through. */
  readonly stoppedBy: unknown;
}

interface Started {
  readonly name: string;
  readonly startedAt: number;
  readonly before: Counters;
}

/** What is known of the phases so far: all there is of one that never comes to an end. */
export class PhasesRecord {
  readonly #context: JobContext<unknown>;
  readonly #lease: Lease;
  readonly #tallies: PhaseTally[] = [];
  readonly #reports: PhaseReport[] = [];
  #started: Started | undefined;

  constructor(context: JobContext<unknown>, lease: Lease) {
    this.#context = context;
    this.#lease = lease;
  }

  async begin(name: string): Promise<void> {
    const startedAt = this.#context.clock.now();
    this.#started = { name, startedAt, before: await readCounters(this.#context, this.#lease) };
  }

  async end(ending: PhaseEnd): Promise<void> {
    if (ending.tally) this.#tallies.push(ending.tally);
    const started = this.#started;
    if (!started) return;
    this.#started = undefined;
    const { name, startedAt, before } = started;
    const after = await readCounters(this.#context, this.#lease).catch(() => before);
    const counters = mapCounters(after, (count, counter) => count - before[counter]);
    const completedAt = this.#context.clock.now();
    this.#reports.push({ name, startedAt, completedAt, counters, ...statusOf(ending) });
  }

  result(stoppedBy: unknown): PhasesResult {
    return { tallies: [...this.#tallies], reports: [...this.#reports], stoppedBy };
  }
}

interface PhaseEnd {
  readonly tally?: PhaseTally;
  readonly error?: unknown;
}

export async function runPhases<Config>(
  context: JobContext<Config>,
  { record, phases }: { readonly record: PhasesRecord; readonly phases: readonly Phase<Config>[] },
): Promise<PhasesResult> {
  for (const phase of phases) {
    const ending = await runPhase(context, record, phase);
    await record.end(ending);
    if (ending.error !== undefined) return record.result(ending.error);
  }
  return record.result(undefined);
}

async function runPhase<Config>(
  context: JobContext<Config>,
  record: PhasesRecord,
  phase: Phase<Config>,
): Promise<PhaseEnd> {
  const log = context.log;
  try {
    await record.begin(phase.name);
    context.signal.throwIfAborted();
    const tally = await phase.run(context);
    if (context.signal.aborted) return { tally, error: context.signal.reason };
    log.info('phase ended', { phase: phase.name, ...statusOf({ tally }) });
    return { tally };
  } catch (thrown) {
    const error = context.signal.aborted ? context.signal.reason : thrown;
    log.info('phase stopped', { phase: phase.name, error, consequence: consequenceOf(error) });
    return { error };
  }
}

function statusOf({ tally, error }: PhaseEnd): Pick<PhaseReport, 'status' | 'errorMessage'> {
  if (error !== undefined) {
    const status = consequenceOf(error) === 'budget' ? 'budget' : 'failed';
    return { status, errorMessage: textOf(error) };
  }
  return { status: tally ? statusOfTally(tally) : 'completed' };
}

function statusOfTally({ incomplete, failed, retryAt, isUnavailable, isSpent }: PhaseTally): PhaseReport['status'] {
  if (retryAt !== undefined) return 'rate_limited';
  if (isSpent) return 'budget';
  return isUnavailable || incomplete + failed > 0 ? 'partial' : 'completed';
}

/** What transactions have carried, and what the next one would. */
async function readCounters({ store, progress }: JobContext<unknown>, { executionId }: Lease): Promise<Counters> {
  const [execution] = await store.executions.listByPrefix(executionId);
  const pending = progress.pending();
  return mapCounters(countersOf(execution ?? {}), (count, name) => count + (pending[name] ?? 0));
}

/** The counters of an execution under the names of the JSON output. */
export function countersOf(execution: Partial<Execution>): Counters {
  const values = { ...execution, apiRequests: execution.apiRequestsMade };
  return Object.fromEntries(counterNames.map((name) => [name, values[name] ?? 0])) as Counters;
}

function mapCounters(counters: Counters, change: (count: number, name: CounterName) => number): Counters {
  return Object.fromEntries(counterNames.map((name) => [name, change(counters[name], name)])) as Counters;
}
