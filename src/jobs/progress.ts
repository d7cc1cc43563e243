// What an execution carries into its transactions: the lease, and counters that no transaction has carried yet.

import type { SentRequest } from '../riot/api.ts';
import type { Commit, CounterDelta, Lease } from '../store/records.ts';

export interface Progress {
  /** Takes note of a request that was sent; it is counted with the next commit. */
  onRequest(request: SentRequest): void;
  /** The pending counters and `delta`, to be carried by one transaction. */
  commit(delta: CounterDelta): Commit;
  /** Counters that no transaction has carried yet. */
  pending(): CounterDelta;
  /** The same, for the end of the execution: they are pending no longer. */
  takePending(): CounterDelta;
}

export function createProgress(lease: Lease, now: () => number): Progress {
  let pending = { apiRequests: 0, waitedMs: 0 };
  const takePending = () => {
    const taken = pending;
    pending = { apiRequests: 0, waitedMs: 0 };
    return taken;
  };
  return {
    onRequest: ({ waitedMs }) => {
      pending.apiRequests += 1;
      // A column of whole numbers.
      pending.waitedMs += Math.round(waitedMs);
    },
    pending: () => pending,
    takePending,
    commit: (delta) => ({ lease, now: now(), counters: { ...delta, ...takePending() } }),
  };
}
