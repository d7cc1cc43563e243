// Whether waiting costs anything: how often a gate with a long queue wakes up while a window holds everybody back.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemProcesses } from '../../src/cli/processes.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { silentLogger } from '../../src/log.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import type { GateRequest, Permit } from '../../src/riot/gate.ts';
import { openGateFile } from '../../src/riot/gate-file.ts';

const HOLD_SECONDS = 5;
const QUEUE = 60;
/** After the first request has been answered and everybody stands in the queue. */
const SETTLED_MS = 500;

/** The only request that its window allows. */
const HEADERS = new Headers({
  'X-App-Rate-Limit': `1:${HOLD_SECONDS}`,
  'X-App-Rate-Limit-Count': `1:${HOLD_SECONDS}`,
});

interface Counted {
  sleeps: number;
  updates: number;
}

interface Queue {
  readonly counted: Counted;
  acquire(): Promise<Permit>;
  close(): void;
}

function openQueue(path: string, signal: AbortSignal): Queue {
  const counted = { sleeps: 0, updates: 0 };
  const sleep: Clock['sleep'] = (ms, aborted) => {
    counted.sleeps += 1;
    return systemClock.sleep(ms, aborted);
  };
  const clock = { ...systemClock, sleep };
  const memory = openGateFile({ path, clock, processes: systemProcesses, log: silentLogger });
  const update = memory.update.bind(memory);
  memory.update = (route, change) => {
    counted.updates += 1;
    return update(route, change);
  };
  const gate = createGate({ clock, log: silentLogger, memory });
  const patienceMs = Number.POSITIVE_INFINITY;
  const request: GateRequest = {
    route: 'europe',
    methodId: 'match-v5.getMatch',
    service: 'match-v5',
    signal,
    patienceMs,
  };
  return { counted, acquire: () => gate.acquire(request), close: () => memory.close() };
}

/** Two gates on one file, as two processes have them. */
export async function tellIdle(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-bench-'));
  const stop = new AbortController();
  const queues = [1, 2].map(() => openQueue(join(folder, 'limits.db'), stop.signal));
  (await queues[0]?.acquire())?.settle({ status: 200, headers: HEADERS });
  const waiting = queues.flatMap(({ acquire }) => Array.from({ length: QUEUE }, acquire));
  await systemClock.sleep(SETTLED_MS);
  const before = queues.map(({ counted }) => ({ ...counted }));
  await systemClock.sleep(HOLD_SECONDS * 1000 - 2 * SETTLED_MS);
  console.log(`idle waiting: two gates, ${QUEUE} requests each, a hold of ${HOLD_SECONDS} s, in its middle`);
  for (const [index, { counted }] of queues.entries()) {
    const sleeps = counted.sleeps - (before[index]?.sleeps ?? 0);
    const updates = counted.updates - (before[index]?.updates ?? 0);
    console.log(`  gate ${index + 1}: ${sleeps} sleeps begun, ${updates} looks at the file, target 0`);
  }
  stop.abort(new Error('stopped'));
  await Promise.allSettled(waiting);
  for (const { close } of queues) close();
  rmSync(folder, { recursive: true, force: true });
}
