// Several processes on one key, killed and started again at any moment, against a model of Riot's edge.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/league/routing.ts';
import { silentLogger } from '../../src/log.ts';
import type { Processes } from '../../src/processes.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import type { Gate, Permit } from '../../src/riot/gate.ts';
import { openGateFile } from '../../src/riot/gate-file.ts';
import type { GateMemory } from '../../src/riot/gate-memory.ts';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';
import { Edge } from './riot-edge.ts';

const RUNS = Number(process.env['RUNS'] ?? 30);
const COUNT = 3;

const bucketsOf = (most: number) =>
  fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 })), {
    minLength: 1,
    maxLength: most,
    selector: ([, seconds]) => seconds,
  });

const wanted = fc.record({
  wantedAt: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
  by: fc.integer({ min: 0, max: COUNT - 1 }),
  route: fc.constantFrom<Route>('euw1', 'europe'),
  forthMs: fc.integer({ min: 0, max: 900 }),
  backMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 900 })),
});
type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

const kill = fc.record({ at: fc.integer({ min: 1, max: 40_000 }), who: fc.integer({ min: 0, max: COUNT - 1 }) });

const world = fc.record({
  application: bucketsOf(3),
  method: bucketsOf(2),
  requests: fc.array(wanted, { minLength: 1, maxLength: 120, size: 'max' }),
  kills: fc.array(kill, { maxLength: 6 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** A process from its start to its end; whoever is killed settles nothing any more. */
interface Life {
  readonly pid: number;
  readonly gate: Gate;
  readonly memory: GateMemory;
  readonly end: AbortController;
}

interface Machine {
  readonly clock: VirtualClock;
  readonly edge: Edge;
  /** The present life of each process. */
  readonly lives: Life[];
  kill(who: number): void;
}

function createMachine({ application, method }: World): Machine {
  const clock = new VirtualClock();
  const path = join(mkdtempSync(join(tmpdir(), 'riotjobs-gate-')), 'limits.db');
  const dead = new Set<number>();
  let pids = 0;
  const start = (): Life => {
    pids += 1;
    const self = { host: 'a-machine', bootId: 'a-boot', pidNamespace: null, pid: pids, pidStart: '1' };
    const processes: Processes = { self: () => self, stateOf: ({ pid }) => (dead.has(pid) ? 'dead' : 'alive') };
    const memory = openGateFile({ path, clock, log: silentLogger, processes });
    return { pid: pids, memory, gate: createGate({ clock, log: silentLogger, memory }), end: new AbortController() };
  };
  const lives = Array.from({ length: COUNT }, start);
  const kill = (who: number) => {
    const { pid, memory, end } = lives[who] as Life;
    dead.add(pid);
    lives[who] = start();
    end.abort('killed');
    memory.close();
  };
  return { clock, lives, kill, edge: new Edge({ application, method: () => method }) };
}

const killed = Symbol('killed');

/** One life's attempt; a request of a killed process still arrives, and nobody hears the answer. */
async function attempt({ clock, edge }: Machine, { gate, end }: Life, one: Wanted): Promise<number | typeof killed> {
  const asked = { route: one.route, methodId: 'match-v5.getMatch', service: 'match-v5', signal: end.signal };
  const permit = await gate.acquire({ ...asked, patienceMs: Number.POSITIVE_INFINITY }).catch(() => killed);
  if (permit === killed || end.signal.aborted) return killed;
  await clock.sleep(one.forthMs);
  const answer = edge.receive(one.route, asked.methodId, clock.now());
  await clock.sleep(one.backMs);
  if (end.signal.aborted) return killed;
  (permit as Permit).settle(answer);
  return answer.status;
}

async function send(machine: Machine, one: Wanted): Promise<void> {
  await machine.clock.sleep(one.wantedAt);
  while ((await attempt(machine, machine.lives[one.by] as Life, one)) === killed);
}

/** Limits cannot be kept before they are known: a first answer from each route, to one of the processes. */
async function learn(machine: Machine): Promise<void> {
  const first = { wantedAt: 0, by: 0, forthMs: 30, backMs: 30 };
  const firsts = (['euw1', 'europe'] as const).map((route) => send(machine, { ...first, route }));
  await machine.clock.run(Promise.all(firsts));
}

describe('rate gate of several processes', () => {
  it('never causes a 429 and grants everything, whoever is killed when', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const machine = createMachine(given);
        await learn(machine);
        const kills = given.kills.map(async ({ at, who }) => {
          await machine.clock.sleep(at);
          machine.kill(who);
        });
        await machine.clock.run(Promise.all([...given.requests.map((one) => send(machine, one)), ...kills]));
        for (const { memory } of machine.lives) memory.close();
        expect(machine.edge.violations).toBe(0);
        expect(machine.edge.served).toBeGreaterThanOrEqual(given.requests.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('loses no more between two windows than a round trip and a look at the others', async () => {
    const one = fc.record({
      limit: fc.integer({ min: 1, max: 40 }),
      seconds: fc.integer({ min: 1, max: 120 }),
      requests: fc.array(wanted, { minLength: 60, maxLength: 120, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(one, async ({ limit, seconds, requests }) => {
        const machine = createMachine({ application: [[limit, seconds]], method: [[1000, 1]], requests, kills: [] });
        const { clock, edge } = machine;
        const herd = requests.map((each) => ({ ...each, wantedAt: 0, route: 'euw1' as const, ...near(each) }));
        const start = clock.now();
        await clock.run(Promise.all(herd.map((each) => send(machine, each))));
        const windows = Math.ceil(herd.length / limit);
        const last = Math.max(...edge.arrivals.map(({ at }) => at)) - start;
        const gap = ROUND_TRIP_MS + MARGIN_MS + LOOK_MS;
        expect(edge.violations).toBe(0);
        expect(last).toBeLessThanOrEqual((windows - 1) * (seconds * 1000 + gap) + 4 * ROUND_TRIP_MS);
      }),
      { numRuns: RUNS },
    );
  });
});

const ROUND_TRIP_MS = 120;
/** The gate's own slack, and how soon a process looks again for what another one has learnt. */
const MARGIN_MS = 5;
const LOOK_MS = 20;

function near({ forthMs, backMs }: Wanted) {
  return { forthMs: forthMs % (ROUND_TRIP_MS / 2), backMs: backMs % (ROUND_TRIP_MS / 2) };
}
