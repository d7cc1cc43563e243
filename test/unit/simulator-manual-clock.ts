// A clock that moves only when a test says so, and a small world to look at under it.

import type { Clock } from '../../src/clock.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';

export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export const NOON = Date.UTC(2026, 5, 15, 12);
export const DAY_MS = 86_400_000;

export function manualClock(start: number = NOON): ManualClock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}

export function smallSimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  return createSimulator({ seed: 1, players: 120, historyDays: 40, limits: 'none', clock: manualClock(), ...options });
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the text is not JSON. */
  readonly body: unknown;
}

/** One request to a simulator's handler; `key` '' sends no key. */
export async function ask(simulator: Simulator, path: string, key = 'RGAPI-test'): Promise<Reply> {
  const headers: Record<string, string> = key === '' ? {} : { 'X-Riot-Token': key };
  const response = await simulator.handle(new Request(`http://simulator${path}`, { headers }));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The item of a list that must be there. */
export function item<T>(items: readonly T[], index = 0): T {
  const found = items.at(index);
  if (found === undefined) throw new Error(`no item ${index} of ${items.length}`);
  return found;
}
