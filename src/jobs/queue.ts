// Getting hold of a job: at once, or in the queue behind whoever has it.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Processes } from '../processes.ts';
import { StoreBusyError } from '../store/errors.ts';
import type { Claim, ClaimRequest, ExecutionsStore } from '../store/executions-store.ts';
import type { Execution } from '../store/records.ts';
import { LeaseHeldError, SlotTakenError } from './errors.ts';
import { newExecutionId, newLeaseToken } from './execution-id.ts';
import { LEASE_MS } from './lease.ts';

/** How soon a place in the queue is looked after again. */
const PAUSE_MS = 1000;

export interface ClaimPorts {
  readonly store: { readonly executions: Pick<ExecutionsStore, 'claim' | 'leaveQueue'> };
  readonly clock: Clock;
  readonly log: Logger;
  readonly processes: Processes;
  readonly cliVersion: string;
}

type Wanted = Pick<ClaimRequest, 'jobName' | 'trigger' | 'params' | 'step' | 'parentExecutionId'>;

export interface Waiting {
  /** undefined = not at all. */
  readonly waitMs: number | undefined;
  readonly signal: AbortSignal;
  /** Called once, when there is somebody to wait for. */
  readonly onWaiting: ((holder: Execution) => void) | undefined;
}

export type Claimed = Extract<Claim, { kind: 'claimed' }>;

/** Throws LeaseHeldError, SlotTakenError, or the reason of the signal; a place in the queue is given up then. */
export async function claimJob(ports: ClaimPorts, wanted: Wanted, waiting: Waiting): Promise<Claimed> {
  const request = requestFor(ports, wanted, waiting.waitMs !== undefined);
  const first = await claimOnce(ports, request);
  if (first.kind === 'claimed') return first;
  const { waitMs, signal, onWaiting } = waiting;
  if (waitMs === undefined) throw new LeaseHeldError(first.holder);
  onWaiting?.(first.holder);
  try {
    return await claimInTurn(ports, request, { holder: first.holder, until: ports.clock.now() + waitMs, signal });
  } catch (error) {
    await leave(ports, request, error);
    throw error;
  }
}

type RequestBase = Omit<ClaimRequest, 'now'>;

function requestFor({ clock, processes, cliVersion }: ClaimPorts, wanted: Wanted, isQueued: boolean): RequestBase {
  return {
    ...wanted,
    executionId: newExecutionId(clock.now()),
    token: newLeaseToken(),
    isQueued,
    owner: processes.self(),
    cliVersion,
    leaseMs: LEASE_MS,
    stateOf: (owner) => processes.stateOf(owner),
  };
}

type Answer = Exclude<Claim, { kind: 'taken' }>;

async function claimOnce({ store, clock }: ClaimPorts, request: RequestBase): Promise<Answer> {
  const claim = await store.executions.claim({ ...request, now: clock.now() });
  if (claim.kind === 'taken') throw new SlotTakenError(request.jobName);
  return claim;
}

interface Turn {
  readonly holder: Execution;
  /** Epoch ms. */
  readonly until: number;
  readonly signal: AbortSignal;
}

async function claimInTurn(ports: ClaimPorts, request: RequestBase, turn: Turn): Promise<Claimed> {
  const { until, signal } = turn;
  let { holder } = turn;
  while (ports.clock.now() < until) {
    await ports.clock.sleep(Math.min(PAUSE_MS, until - ports.clock.now()), signal);
    const claim = await claimOnce(ports, request).catch(unlessBusy);
    if (claim?.kind === 'claimed') return claim;
    holder = claim?.holder ?? holder;
  }
  throw new LeaseHeldError(holder);
}

/** Whoever has the job writes all the time; the next look comes in a second. */
function unlessBusy(error: unknown): undefined {
  if (!(error instanceof StoreBusyError)) throw error;
}

/** A place that cannot be given up is found empty by the next in the queue, when this process has gone. */
async function leave({ store, clock, log }: ClaimPorts, request: RequestBase, why: unknown): Promise<void> {
  const { executionId, token } = request;
  const detail = why instanceof LeaseHeldError ? `waited in vain for execution ${why.holder.id}` : 'stopped waiting';
  await store.executions
    .leaveQueue({ executionId, token }, { detail, now: clock.now() })
    .catch((error: unknown) => log.warn('place in the queue not given up', { executionId, error }));
}
