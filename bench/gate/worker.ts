// A process that uses the key: keeps a number of requests waiting at the product's own client until it is told to stop.
// worker.ts JSON of WorkerOrder, with an IPC channel for WorkerMessage.

import { systemProcesses } from '../../src/cli/processes.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { RiotApi } from '../../src/riot/api.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import { openGateFile } from '../../src/riot/gate-file.ts';
import type { GateMemory } from '../../src/riot/gate-memory.ts';
import { SENT_AT } from './edge.ts';
import { quantile } from './figures.ts';
import type { Cost, WorkerMessage, WorkerOrder } from './messages.ts';

const order: WorkerOrder = JSON.parse(process.argv[2] ?? '{}');
const stop = new AbortController();
const updateMs: number[] = [];
const roundTripMs: number[] = [];
let sleeps = 0;

/** What is refused at once is not asked again at once. */
const AFTER_FAILURE_MS = 1000;

function tell(message: WorkerMessage): void {
  process.send?.(message);
}

const log: Logger = {
  debug() {},
  info() {},
  warn: (event, fields = {}) => tell({ kind: 'log', at: systemClock.monotonic(), event, fields }),
  error: (event, fields = {}) => tell({ kind: 'log', at: systemClock.monotonic(), event, fields }),
};

const clock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => {
    sleeps += 1;
    return systemClock.sleep(ms, signal);
  },
};

/** Every transaction of the gate, with a stop-watch. */
function timed(memory: GateMemory): GateMemory {
  const update = memory.update.bind(memory);
  memory.update = (route, change) => {
    const startedAt = performance.now();
    const result = update(route, change);
    updateMs.push(performance.now() - startedAt);
    return result;
  };
  return memory;
}

const stampedFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const sentAt = systemClock.monotonic();
  request.headers.set(SENT_AT, String(sentAt));
  const response = await fetch(request);
  roundTripMs.push(systemClock.monotonic() - sentAt);
  return response;
};

function question(riot: RiotApi, turn: number): Promise<unknown> {
  const { asks, names } = order;
  const name = names[turn % names.length] ?? '';
  if (asks === 'matches') return riot.findMatch(name);
  return riot.listMatchIds({ platform: 'euw1', puuid: name, count: 5 });
}

async function askOn(riot: RiotApi, lane: number): Promise<void> {
  for (let turn = lane; !stop.signal.aborted; turn += order.waiting) {
    try {
      await question(riot, turn);
    } catch (error) {
      if (stop.signal.aborted) return;
      tell({ kind: 'log', at: systemClock.monotonic(), event: 'failed', fields: { message: messageOf(error) } });
      await systemClock.sleep(AFTER_FAILURE_MS);
    }
  }
}

function costOf(values: readonly number[]): Cost {
  return { count: values.length, median: quantile(values, 0.5), p99: quantile(values, 0.99) };
}

const { apiUrl, apiKey, id, statePath, waiting, share } = order;
const memory = timed(openGateFile({ path: statePath, clock, processes: systemProcesses, log }));
const gate = createGate({ clock, log, memory });
const options = { apiUrl, apiKey, userAgent: id, clock, log, gate, fetch: stampedFetch };
const riot = createRiotClient(options).for({ signal: stop.signal, patienceMs: Number.POSITIVE_INFINITY, share });
process.once('SIGTERM', () => stop.abort(new Error('stopped')));
tell({ kind: 'working', at: systemClock.monotonic() });
await Promise.all(Array.from({ length: waiting }, (_, lane) => askOn(riot, lane)));
memory.close();
tell({ kind: 'ended', sleeps, update: costOf(updateMs), roundTripMs });
process.disconnect?.();
