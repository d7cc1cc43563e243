// Requests, answers and a gate under a virtual clock.

import { silentLogger } from '../../src/log.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import type { GateRequest, Permit } from '../../src/riot/gate.ts';
import { createProcessMemory } from '../../src/riot/gate-memory.ts';
import { settled, VirtualClock } from './riot-virtual-clock.ts';

export const START = 1_000_000;

/** The receipt of an answer counts as a little later than the clock says. */
export const MARGIN = 5;

export const match: GateRequest = {
  route: 'europe',
  methodId: 'match-v5.getMatch',
  service: 'match-v5',
  signal: new AbortController().signal,
  patienceMs: Number.POSITIVE_INFINITY,
};
export const ids: GateRequest = { ...match, methodId: 'match-v5.getMatchIdsByPUUID' };
export const account: GateRequest = { ...match, methodId: 'account-v1.getByPuuid', service: 'account-v1' };

export interface Told {
  readonly status?: number;
  readonly app?: readonly [limits: string, counts: string];
  readonly method?: readonly [limits: string, counts: string];
  readonly type?: string;
  readonly retryAfter?: string;
}

export function answer({ status = 200, app, method, type, retryAfter }: Told) {
  const headers = new Headers();
  if (app !== undefined) {
    headers.set('X-App-Rate-Limit', app[0]);
    headers.set('X-App-Rate-Limit-Count', app[1]);
  }
  if (method !== undefined) {
    headers.set('X-Method-Rate-Limit', method[0]);
    headers.set('X-Method-Rate-Limit-Count', method[1]);
  }
  if (type !== undefined) headers.set('X-Rate-Limit-Type', type);
  if (retryAfter !== undefined) headers.set('Retry-After', retryAfter);
  return { status, headers };
}

export function setUp() {
  const clock = new VirtualClock(START);
  const gate = createGate({ clock, log: silentLogger, memory: createProcessMemory() });
  const granted: string[] = [];
  const permits: Permit[] = [];
  /** Asks, and notes the grant under a name. */
  const ask = (request: GateRequest, name: string) =>
    gate.acquire(request).then((permit) => {
      granted.push(name);
      permits.push(permit);
      return permit;
    });
  return { clock, gate, granted, permits, ask };
}

/** A gate that knows `limit` requests in `seconds`, one of them used at START, and a wide method limit. */
export async function known(app: string, request = match) {
  const set = setUp();
  const first = await set.gate.acquire(request);
  const counts = app.replaceAll(/\d+:/g, '1:');
  first.settle(answer({ app: [app, counts], method: ['2000:10', '1:10'] }));
  await settled();
  return set;
}
