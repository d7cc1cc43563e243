// Watching over a running execution: the heartbeat, the time limit, and the wish of others that it should end.

import type { Clock } from '../clock.ts';
import { LeaseLostError } from '../store/errors.ts';
import type { Lease } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** A lease lasts twelve beats: an owner that cannot be seen is believed dead only after that. */
export const LEASE_MS = 120_000;
const BEAT_MS = 10_000;

export interface Watch {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** What ended the execution from outside, if anything did. */
  abortedBy(): 'interrupted' | 'timeout' | undefined;
  end(): void;
}

interface Watched {
  readonly lease: Lease;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export function watchOver(ports: { readonly store: Store; readonly clock: Clock }, watched: Watched): Watch {
  const own = new AbortController();
  const timeout = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([watched.signal, timeout.signal, own.signal]);
  const abort = (reason: unknown) => own.abort(reason);
  unlessEnded(ports.clock.sleep(watched.timeoutMs, ended.signal).then(() => timeout.abort('timeout')));
  unlessEnded(
    beat(ports, watched.lease, ended.signal).catch((error: unknown) =>
      ended.signal.aborted ? undefined : abort(error),
    ),
  );
  return {
    signal,
    abort,
    abortedBy: () => {
      if (watched.signal.aborted) return 'interrupted';
      return timeout.signal.aborted ? 'timeout' : undefined;
    },
    end: () => ended.abort(),
  };
}

async function beat(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  lease: Lease,
  ended: AbortSignal,
) {
  while (true) {
    await clock.sleep(BEAT_MS, ended);
    const isOurs = await store.executions.beat(lease, { now: clock.now(), leaseMs: LEASE_MS });
    if (!isOurs) throw new LeaseLostError(lease.executionId);
  }
}

/** The sleeps of a watch are cut short by its end, which is no error. */
function unlessEnded(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
