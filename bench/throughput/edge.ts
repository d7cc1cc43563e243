// Riot's side in a process of its own: a world for each platform behind one address, and a log of arrivals.
// edge.ts JSON of EdgeOrder, with an IPC channel for EdgeMessage; any message asks for the log, and the last one ends it.

import { systemClock } from '../../src/clock.ts';
import { regionalRouteOf } from '../../src/league/routing.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { Arrival, EdgeMessage, EdgeOrder } from './messages.ts';

const FROZEN_AT = Date.parse('2026-11-01T12:00:00Z');

const order: EdgeOrder = JSON.parse(process.argv[2] ?? '{}');
const arrivals: Arrival[] = [];
const byRoute = new Map<string, Simulator>();
const simulators = order.platforms.map((platform, index) => {
  const size = { seed: 7 + index, players: order.players, historyDays: 60 };
  const { limits } = order;
  const simulator = createSimulator({ ...size, limits, clock: systemClock, frozenAt: FROZEN_AT, platform });
  byRoute.set(platform, simulator).set(regionalRouteOf(platform), simulator);
  return simulator;
});
const [first] = simulators;
if (first === undefined) throw new Error('no platform was named');

async function handle(request: Request): Promise<Response> {
  const route = new URL(request.url).pathname.split('/')[1] ?? '';
  await pause(order.latencyMs / 2);
  const at = systemClock.monotonic();
  const response = await (byRoute.get(route) ?? (first as Simulator)).handle(request);
  arrivals.push({ route, at, status: response.status });
  await pause(order.latencyMs / 2);
  return response;
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await systemClock.sleep(ms);
}

function tell(message: EdgeMessage): void {
  process.send?.(message);
}

const server = await serve({ ...first, handle }, { port: 0 });
const tracked = simulators.flatMap(({ world }) => world.suggestTracked(order.tracked));
process.on('message', () => {
  tell({ kind: 'arrivals', arrivals });
  void server.close().then(() => process.disconnect());
});
tell({ kind: 'ready', url: `${server.url}/{route}`, tracked });
