// Time as a port: everything that waits or asks for the time goes through a Clock, so that tests own it.

import process from 'node:process';

export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
  /** Milliseconds that never jump, on a scale that all processes share from one boot of the machine to the next. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest a timer can run; a longer one would fire at once. Source: Node's documentation of setTimeout. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: async (ms, signal) => {
    for (let left = ms; left > MAX_TIMER_MS; left -= MAX_TIMER_MS) await runTimer(MAX_TIMER_MS, signal);
    await runTimer(ms % MAX_TIMER_MS, signal);
  },
};

function runTimer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
