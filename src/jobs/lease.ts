// Watching over a running execution: the heartbeat, the limits of time, and the wish of others that it should end.

import type { Clock } from '../clock.ts';
import { LeaseLostError, StoreBusyError } from '../store/errors.ts';
import type { Lease } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { BudgetError } from './errors.ts';

/** A lease lasts twelve beats: an owner that cannot be seen is believed dead only after that. */
export const LEASE_MS = 120_000;
const BEAT_MS = 10_000;
/** What is under way when the execution has to end may still come to its own end: a request lasts ten seconds at most. */
export const GRACE_MS = 15_000;
/** From then on everything that waits has been told not to; what has not ended by then never will. */
const SETTLE_MS = 1000;

/** Why an execution ends before it is through, when it was asked to. */
export type StopReason = 'interrupted' | 'cancelled' | 'timeout' | 'budget';

export interface Watch {
  /** Aborted: nothing new is started, nothing more is waited for. */
  readonly signal: AbortSignal;
  /** Aborted, a moment later or at once: what is under way is given up. */
  readonly cut: AbortSignal;
  /** An error that ends everything at once. */
  abort(error: unknown): void;
  /** Who asked for the end first; undefined: nobody, or an error came before. */
  stoppedBy(): StopReason | undefined;
  /** Resolves when the execution should long have ended, and has not. */
  readonly isOverdue: Promise<void>;
  end(): void;
}

interface Watched {
  readonly lease: Lease;
  readonly timeoutMs: number;
  readonly maxDurationMs: number | undefined;
  readonly signal: AbortSignal;
}

interface Ports {
  readonly store: Store;
  readonly clock: Clock;
}

export function watchOver(ports: Ports, watched: Watched): Watch {
  const { clock } = ports;
  const { signal: asked, timeoutMs, maxDurationMs } = watched;
  const [soft, hard, ended] = [new AbortController(), new AbortController(), new AbortController()];
  let stoppedBy: StopReason | undefined;
  const after = (ms: number, act: () => void) => unlessEnded(clock.sleep(ms, ended.signal).then(act));
  const stop = (by: StopReason, reason: unknown = by) => {
    if (soft.signal.aborted) return;
    stoppedBy = by;
    soft.abort(reason);
    after(GRACE_MS, () => hard.abort(reason));
  };
  const abort = (error: unknown) => {
    soft.abort(error);
    hard.abort(error);
  };
  const isOverdue = new Promise<void>((resolve) => {
    hard.signal.addEventListener('abort', () => after(SETTLE_MS, resolve), { once: true });
  });
  const interrupt = () => stop('interrupted', asked.reason);
  if (asked.aborted) interrupt();
  asked.addEventListener('abort', interrupt, { once: true });
  after(timeoutMs, () => stop('timeout'));
  if (maxDurationMs !== undefined) after(maxDurationMs, () => stop('budget', outOfTime(maxDurationMs)));
  unlessEnded(beat(ports, watched.lease, { ended: ended.signal, cancel: () => stop('cancelled') }).catch(abort));
  const end = () => {
    asked.removeEventListener('abort', interrupt);
    ended.abort();
  };
  return { signal: soft.signal, cut: hard.signal, abort, stoppedBy: () => stoppedBy, isOverdue, end };
}

function outOfTime(ms: number): BudgetError {
  return new BudgetError(`the ${ms / 1000} s that the execution was given are over`);
}

interface Beating {
  readonly ended: AbortSignal;
  cancel(): void;
}

/** Ends with an error only: the lease is lost, or the database is broken. A locked one is asked again at the next beat. */
async function beat({ store, clock }: Ports, lease: Lease, { ended, cancel }: Beating): Promise<void> {
  while (!ended.aborted) {
    await clock.sleep(BEAT_MS, ended).catch(() => undefined);
    if (ended.aborted) return;
    const state = await store.executions
      .beat(lease, { now: clock.now(), leaseMs: LEASE_MS })
      .catch((error: unknown) => (error instanceof StoreBusyError ? 'ours' : Promise.reject(error)));
    if (state === 'lost' && !ended.aborted) throw new LeaseLostError(lease.executionId);
    if (state === 'cancel') cancel();
  }
}

/** The sleeps of a watch are cut short by its end, which is no error. */
function unlessEnded(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
