// The loop that starts the jobs when they are due, each execution in a process of its own.

import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Processes } from '../processes.ts';
import { StoreError, StoreStateError } from '../store/errors.ts';
import type { ExecutionsStore } from '../store/executions-store.ts';
import type { Execution } from '../store/records.ts';
import type { JobName } from './index.ts';
import { type Child, createCrew } from './watch-children.ts';
import type { WatchEvent } from './watch-events.ts';
import { type Appointment, createMemory, settle, type TickPorts, tellEnded, tick } from './watch-tick.ts';

export interface WatchPorts {
  readonly clock: Clock;
  readonly processes: Processes;
  /** Opens the database for the time of `use`: it may be replaced, or gone for a while, between two ticks. */
  withExecutions<Result>(use: (executions: ExecutionsStore) => Promise<Result>): Promise<Result>;
  startChild(jobName: JobName): Child;
  tell(event: WatchEvent): void;
  /** Of executions, as they were, that the loop has ended because their processes are gone: nobody else tells their end. */
  onGone(executions: readonly Execution[]): void;
}

export interface WatchRequest {
  readonly jobNames: readonly JobName[];
  /** Aborted when the loop has to end. */
  readonly signal: AbortSignal;
}

/** A clock that was set, a machine that slept, an edit: they are noticed after this long at the latest. */
const LOOK_AGAIN_MS = 30_000;

/** Until the signal: starts what is due, and in the end asks what runs to end, too, and waits for it. */
export async function watch(ports: WatchPorts, { jobNames, signal }: WatchRequest): Promise<void> {
  const waker = createWaker(signal);
  const stage = setUp(ports, jobNames, waker.wake);
  let problem: string | null = null;
  try {
    while (!signal.aborted) {
      waker.rearm();
      const { result: appointments = [], trouble } = await attempt(ports, (executions) => tick(stage, executions));
      if (trouble !== problem) ports.tell({ kind: 'database', problem: trouble });
      problem = trouble;
      await pause(ports.clock, { until: earliest(appointments), signal: waker.signal() });
    }
  } finally {
    await stop(ports, stage);
  }
}

/** What is due now, also where its start is delayed; waits for its end. Throws when the database cannot be used. */
export async function watchOnce(ports: WatchPorts, { jobNames, signal }: WatchRequest): Promise<void> {
  const stage = setUp(ports, jobNames, () => {});
  try {
    const ended = () => Promise.race([stage.crew.allEnded(), aborted(signal)]);
    await startOnce(ports, stage, signal).finally(ended);
  } finally {
    await stop(ports, stage);
  }
}

/** Looks again only at jobs whose start waits: another one would be started for its next slot. */
async function startOnce(ports: WatchPorts, stage: TickPorts, signal: AbortSignal): Promise<void> {
  let jobNames = stage.memory.jobNames;
  while (jobNames.length > 0 && !signal.aborted) {
    const appointments = await ports.withExecutions((executions) => tick(stage, executions, jobNames));
    const held = appointments.filter(({ isHeld }) => isHeld);
    if (held.length > 0) await pause(ports.clock, { until: earliest(held), signal });
    jobNames = held.map(({ jobName }) => jobName);
  }
}

function earliest(appointments: readonly Appointment[]): number {
  return Math.min(...appointments.map(({ at }) => at), Number.POSITIVE_INFINITY);
}

function setUp(ports: WatchPorts, jobNames: readonly JobName[], onEnd: () => void): TickPorts {
  const { clock, processes, tell, startChild, onGone } = ports;
  const crew = createCrew({ clock, tell, startChild, onEnd });
  return { clock, processes, tell, onGone, crew, memory: createMemory(jobNames) };
}

/** Trouble with the database passes, and what runs goes on meanwhile. */
async function attempt<Result>(
  { withExecutions }: WatchPorts,
  use: (executions: ExecutionsStore) => Promise<Result>,
): Promise<{ readonly result?: Result; readonly trouble: string | null }> {
  try {
    return { result: await withExecutions(use), trouble: null };
  } catch (error) {
    if (!isTrouble(error)) throw error;
    return { trouble: messageOf(error) };
  }
}

function isTrouble(error: unknown): boolean {
  return error instanceof StoreError || error instanceof StoreStateError;
}

interface Pause {
  readonly until: number;
  readonly signal: AbortSignal;
}

async function pause(clock: Clock, { until, signal }: Pause): Promise<void> {
  const ms = Math.min(Math.max(until - clock.now(), 1), LOOK_AGAIN_MS);
  await clock.sleep(ms, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

async function stop(ports: WatchPorts, stage: TickPorts): Promise<void> {
  const { crew } = stage;
  const running = crew.running();
  if (running.length > 0) ports.tell({ kind: 'stopping', running });
  await crew.stop();
  if (crew.listEnded().length === 0) return;
  const { trouble } = await attempt(ports, (executions) => settle(stage, executions));
  if (trouble !== null) ports.tell({ kind: 'database', problem: trouble });
  for (const member of crew.listEnded()) tellEnded(stage, member);
}

/** Cuts a pause short; what happens while the loop is awake is not lost, because the next pause ends at once. */
function createWaker(stop: AbortSignal) {
  let controller = new AbortController();
  const wake = () => controller.abort();
  stop.addEventListener('abort', wake, { once: true });
  return {
    wake,
    rearm: () => {
      controller = new AbortController();
    },
    signal: () => controller.signal,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    return undefined;
  });
}
