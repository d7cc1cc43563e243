// The phases of one execution, in order, each with its own counters and times.

import { messageOf } from '../errors.ts';
import { type CounterName, type Counters, counterNames, type Execution, type Lease } from '../store/records.ts';
import type { JobContext, Phase, PhaseTally } from './job.ts';
import { consequenceOf } from './outcome.ts';

export interface PhaseReport {
  readonly name: string;
  readonly status: 'completed' | 'partial' | 'rate_limited' | 'failed';
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

export async function runPhases<Config>(
  context: JobContext<Config>,
  { lease, phases }: { readonly lease: Lease; readonly phases: readonly Phase<Config>[] },
): Promise<PhasesResult> {
  const tallies: PhaseTally[] = [];
  const reports: PhaseReport[] = [];
  for (const phase of phases) {
    const { report, tally, error } = await runPhase(context, lease, phase);
    reports.push(report);
    if (tally) tallies.push(tally);
    if (error !== undefined) return { tallies, reports, stoppedBy: error };
  }
  return { tallies, reports, stoppedBy: undefined };
}

interface PhaseEnd {
  readonly report: PhaseReport;
  readonly tally?: PhaseTally;
  readonly error?: unknown;
}

async function runPhase<Config>(context: JobContext<Config>, lease: Lease, phase: Phase<Config>): Promise<PhaseEnd> {
  const { clock, log } = context;
  const startedAt = clock.now();
  const before = await readCounters(context, lease);
  const report = (rest: Pick<PhaseReport, 'status' | 'counters'>) => ({
    name: phase.name,
    startedAt,
    completedAt: clock.now(),
    ...rest,
  });
  try {
    context.signal.throwIfAborted();
    const tally = await phase.run(context);
    const counters = difference(await readCounters(context, lease), before);
    log.info('phase ended', { phase: phase.name, status: statusOf(tally) });
    return { report: report({ status: statusOf(tally), counters }), tally };
  } catch (error) {
    const reason = context.signal.aborted ? context.signal.reason : error;
    log.info('phase stopped', { phase: phase.name, error: reason, consequence: consequenceOf(reason) });
    const counters = difference(await readCounters(context, lease).catch(() => before), before);
    return { report: { ...report({ status: 'failed', counters }), errorMessage: messageOf(reason) }, error: reason };
  }
}

function statusOf({ incomplete, failed, retryAt, isUnavailable }: PhaseTally): PhaseReport['status'] {
  if (retryAt !== undefined) return 'rate_limited';
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

function difference(after: Counters, before: Counters): Counters {
  return mapCounters(after, (count, name) => count - before[name]);
}

function mapCounters(counters: Counters, change: (count: number, name: CounterName) => number): Counters {
  return Object.fromEntries(counterNames.map((name) => [name, change(counters[name], name)])) as Counters;
}
