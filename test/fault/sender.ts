// A process of the fault tests: asks a simulated Riot through the gate whatever it is told on standard input, line by line.
// sender.ts {"path", "apiUrl", "apiKey", "puuid", "wallShiftMs"}

import { createInterface } from 'node:readline';
import { systemProcesses } from '../../src/cli/processes.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { Logger } from '../../src/log.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import { openGateFile } from '../../src/riot/gate-file.ts';
import type { Order, SenderOptions } from './senders.ts';

const options = JSON.parse(process.argv[2] ?? '') as SenderOptions;

/** The wall clock can be set; the steady one cannot. */
let wallShiftMs = options.wallShiftMs ?? 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + wallShiftMs };

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const tell = (event: string, fields: object = {}) => say({ event, fields });
const log: Logger = { debug() {}, info() {}, warn: tell, error: tell };
const { path, apiUrl, apiKey, puuid } = options;
const memory = openGateFile({ path, clock, processes: systemProcesses, log });
const gate = createGate({ clock, log, memory });
const client = createRiotClient({ apiUrl, apiKey, userAgent: 'riotjobs/test', clock, log, gate });

/** How the question ended, and how long the gate held it up. */
async function ask(): Promise<{ readonly outcome: string; readonly waitedMs: number }> {
  let waitedMs = 0;
  const riot = client.for({
    signal: new AbortController().signal,
    patienceMs: 60_000,
    onRequest: (request) => {
      waitedMs += request.waitedMs;
    },
  });
  const outcome = await riot.findSummoner('euw1', puuid).then(
    () => 'answered',
    (error: Error) => error.name,
  );
  return { outcome, waitedMs };
}

async function send(count: number): Promise<void> {
  const ended = await Promise.all(Array.from({ length: count }, ask));
  const done: Record<string, number> = {};
  for (const { outcome } of ended) done[outcome] = (done[outcome] ?? 0) + 1;
  say({ done, waitedMs: Math.max(...ended.map(({ waitedMs }) => waitedMs)) });
}

say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  if (order.act === 'send') void send(order.count);
  if (order.act === 'step') wallShiftMs += order.ms;
}
memory.close();
process.exit();
