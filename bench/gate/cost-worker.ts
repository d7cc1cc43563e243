// A process that reserves at a steady rate and times each transaction, between bare commits on another file.
// cost-worker.ts JSON of CostOrder, with an IPC channel for CostAnswer.

import Sqlite from 'better-sqlite3';
import { systemProcesses } from '../../src/cli/processes.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { silentLogger } from '../../src/log.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import { openGateFile } from '../../src/riot/gate-file.ts';
import type { CostAnswer, CostOrder } from './cost.ts';

const { statePath, barePath, perSecond, seconds }: CostOrder = JSON.parse(process.argv[2] ?? '{}');

/** Limits of the usual form that nobody reaches; without counts, because there is no edge to count. */
const HEADERS = new Headers({
  'X-App-Rate-Limit': '1000000:10,60000000:600',
  'X-Method-Rate-Limit': '1000000:10',
});

/** As long as a round trip. */
const UNDER_WAY_MS = 80;

const look: number[] = [];
const acquire: number[] = [];
const bare: number[] = [];
let sleeps = 0;

function openBare(): () => void {
  const file = new Sqlite(barePath, { timeout: 5000 });
  file.pragma('synchronous = OFF');
  file.pragma('journal_mode = WAL');
  file.exec('create table if not exists rows (id integer primary key, n integer not null) strict');
  file.exec('insert or ignore into rows values (1, 0)');
  const step = file.prepare('update rows set n = n + 1 where id = 1');
  const commit = file.transaction(() => step.run());
  return () => commit.immediate();
}

function timed(values: number[], work: () => void): void {
  const startedAt = performance.now();
  work();
  values.push(performance.now() - startedAt);
}

const clock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => {
    sleeps += 1;
    return systemClock.sleep(ms, signal);
  },
};
const memory = openGateFile({ path: statePath, clock, processes: systemProcesses, log: silentLogger });
const update = memory.update.bind(memory);
memory.update = (route, change) => {
  const startedAt = performance.now();
  const result = update(route, change);
  look.push(performance.now() - startedAt);
  return result;
};
const gate = createGate({ clock, log: silentLogger, memory });
const request = {
  route: 'europe' as const,
  methodId: 'match-v5.getMatch' as const,
  service: 'match-v5',
  signal: new AbortController().signal,
  patienceMs: Number.POSITIVE_INFINITY,
};

async function once(): Promise<void> {
  const startedAt = performance.now();
  const permit = await gate.acquire(request);
  acquire.push(performance.now() - startedAt);
  await systemClock.sleep(UNDER_WAY_MS);
  permit.settle({ status: 200, headers: HEADERS });
}

const commit = openBare();
const endsAt = systemClock.monotonic() + seconds * 1000;
const underWay: Promise<void>[] = [];
const pauseMs = 1000 / perSecond;
await once();
for (const values of [look, acquire]) values.length = 0;
for (let at = systemClock.monotonic(); at < endsAt; at += pauseMs) {
  await systemClock.sleep(Math.max(0, at - systemClock.monotonic()));
  underWay.push(once());
  await systemClock.sleep(pauseMs / 2);
  timed(bare, commit);
}
await Promise.all(underWay);
memory.close();
const answer: CostAnswer = { look, acquire, bare, sleeps };
process.send?.(answer);
process.disconnect?.();
