// Starts senders, each a process of its own on one key and one state file, in front of a simulated Riot that counts.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { FaultScript } from '../../src/simulator/fault-script.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';

export interface SenderOptions {
  readonly path: string;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly puuid: string;
  /** By how much its wall clock is wrong from the start. */
  readonly wallShiftMs?: number;
}

export type Order = { readonly act: 'send'; readonly count: number } | { readonly act: 'step'; readonly ms: number };

export interface Done {
  /** Questions by how they ended. */
  readonly done: Readonly<Record<string, number>>;
  /** The longest that the gate held one of them up. */
  readonly waitedMs: number;
}

export interface Logged {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Sender {
  readonly logged: readonly Logged[];
  /** So many questions at once. */
  send(count: number): Promise<Done>;
  /** Sets its wall clock. */
  step(ms: number): void;
  kill(): Promise<void>;
  /** In good order. */
  end(): Promise<void>;
}

export interface FaultyWorld {
  /** The state file of the key. */
  readonly path: string;
  readonly simulator: Simulator;
  /** Until so many requests have reached it, answered or not. */
  arrived(count: number): Promise<void>;
  start(more?: Partial<SenderOptions>): Promise<Sender>;
}

export interface WorldOptions {
  /** In Riot's notation. */
  readonly application: string;
  readonly faults?: FaultScript;
}

const entry = fileURLToPath(new URL('./sender.ts', import.meta.url));

/** Everything ends with the test. */
export async function openFaultyWorld({ application, faults = [] }: WorldOptions): Promise<FaultyWorld> {
  const script: FaultScript = [{ fault: { kind: 'limits', application } }, ...faults];
  const size = { seed: 3, players: 20, historyDays: 2 } as const;
  const simulator = createSimulator({ ...size, limits: 'dev', clock: systemClock, faults: script });
  let arrivals = 0;
  const handle = (request: Request) => {
    arrivals += 1;
    return simulator.handle(request);
  };
  const api = await serve({ ...simulator, handle }, { port: 0 });
  onTestFinished(() => api.close());
  const path = join(mkdtempSync(join(tmpdir(), 'riotjobs-fault-')), 'state', 'limits.db');
  const puuid = simulator.world.suggestTracked(1)[0]?.puuid ?? '';
  const usual = { path, apiUrl: `${api.url}/{route}`, apiKey: 'RGAPI-of-the-fault-tests', puuid };
  const arrived = async (count: number) => {
    while (arrivals < count) await pause(5);
  };
  return { path, simulator, arrived, start: (more = {}) => startSender({ ...usual, ...more }) };
}

async function startSender(options: SenderOptions): Promise<Sender> {
  const child = spawn(process.execPath, [entry, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const logged: Logged[] = [];
  const answers = answersOf(child, logged);
  await answers.next();
  const order = (one: Order) => void child.stdin.write(`${JSON.stringify(one)}\n`);
  return {
    logged,
    send: async (count) => {
      order({ act: 'send', count });
      return (await answers.next()).value as Done;
    },
    step: (ms) => order({ act: 'step', ms }),
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
    end: async () => {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}

/** What it says, without what it logs. Read from the beginning, so that the log is complete. */
function answersOf({ stdout }: ChildProcess, logged: Logged[]): AsyncIterator<unknown> {
  const answers: unknown[] = [];
  const waiting: ((result: IteratorResult<unknown>) => void)[] = [];
  createInterface({ input: stdout as NodeJS.ReadableStream }).on('line', (line) => {
    const said = JSON.parse(line) as object;
    if ('event' in said) {
      logged.push(said as Logged);
      return;
    }
    const next = waiting.shift();
    if (next === undefined) answers.push(said);
    else next({ done: false, value: said });
  });
  return {
    next: () =>
      new Promise((resolve) => {
        if (answers.length > 0) resolve({ done: false, value: answers.shift() });
        else waiting.push(resolve);
      }),
  };
}
