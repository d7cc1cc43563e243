// A clock whose time stands still until everybody sleeps, then jumps to the next wake-up.

import type { Clock } from '../../src/clock.ts';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  /** Calls of sleep() so far: shows polling. */
  sleeps = 0;

  constructor(start = 1_000_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps += 1;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Lets time pass until `work` is done; fails when it waits for something that no sleep can bring. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    await settled();
    while (!isDone) {
      if (!this.step()) throw new Error(`at ${this.#now} everybody waits and nobody sleeps`);
      await settled();
    }
    return work;
  }

  /** Jumps to the next wake-up; false when nobody sleeps. */
  step(): boolean {
    const next = this.#sleepers.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) return false;
    this.#now = next;
    const due = this.#sleepers.filter(({ at }) => at <= next);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > next);
    for (const sleeper of due) sleeper.wake();
    return true;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

/** Until all promises that can settle without time passing have done so, also those that wait for a turn of the loop. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A grant takes two turns, and a few of them may follow from one another. */
const TURNS = 24;
