import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/league/routing.ts';
import { silentLogger } from '../../src/log.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import type { Gate, Permit } from '../../src/riot/gate.ts';
import { createProcessMemory } from '../../src/riot/gate-memory.ts';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';
import { Edge, type EdgeAnswer, type EdgeLimits } from './riot-edge.ts';

const RUNS = Number(process.env['RUNS'] ?? 100);
const patient = { signal: new AbortController().signal, patienceMs: Number.POSITIVE_INFINITY };

const limitsOf = (maxBuckets: number) =>
  fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 })), {
    minLength: 1,
    maxLength: maxBuckets,
    selector: ([, seconds]) => seconds,
  });

/** One request: when somebody wants it, where, and how long both ways take. */
const request = fc.record({
  wantedAt: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
  route: fc.constantFrom<Route>('euw1', 'europe', 'asia'),
  method: fc.constantFrom('match-v5.getMatch', 'match-v5.getMatchIdsByPUUID'),
  forthMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2500 })),
  backMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2500 })),
  /** An answer without headers, as the edge's own 5xx, or none at all. */
  fate: fc.oneof({ weight: 12, arbitrary: fc.constant('answer') }, fc.constantFrom('5xx', 'lost')) as fc.Arbitrary<
    'answer' | '5xx' | 'lost'
  >,
});
type Wanted = typeof request extends fc.Arbitrary<infer T> ? T : never;

const worldOf = <T extends Wanted>(one: fc.Arbitrary<T>) =>
  fc.record({
    application: limitsOf(3),
    byIds: limitsOf(2),
    byMatch: limitsOf(2),
    requests: fc.array(one, { minLength: 1, maxLength: 150, size: 'max' }),
  });

function setUp(limits: { application: EdgeLimits; byIds: EdgeLimits; byMatch: EdgeLimits }) {
  const clock = new VirtualClock();
  return {
    clock,
    gate: createGate({ clock, log: silentLogger, memory: createProcessMemory() }),
    edge: new Edge(edgeFor(limits)),
  };
}

interface Deps {
  readonly clock: VirtualClock;
  readonly gate: Gate;
  readonly edge: Edge;
}

/** How long the gate kept it waiting. */
async function send(deps: Deps, wanted: Wanted): Promise<number> {
  await deps.clock.sleep(wanted.wantedAt);
  const { permit } = await attempt(deps, wanted);
  return permit.waitedMs;
}

async function sendUntilServed(deps: Deps, wanted: Wanted): Promise<void> {
  await deps.clock.sleep(wanted.wantedAt);
  while ((await attempt(deps, wanted)).answer.status === 429);
}

async function attempt(deps: Deps, wanted: Wanted): Promise<{ permit: Permit; answer: EdgeAnswer }> {
  const { clock, gate, edge } = deps;
  const permit = await gate.acquire({ ...patient, route: wanted.route, methodId: wanted.method, service: 'match-v5' });
  await clock.sleep(wanted.forthMs);
  const answer = edge.receive(wanted.route, wanted.method, clock.now());
  await clock.sleep(wanted.backMs);
  if (wanted.fate === 'lost') permit.settle(undefined);
  else permit.settle(wanted.fate === '5xx' ? { status: 503, headers: new Headers() } : answer);
  return { permit, answer };
}

const edgeFor = (limits: { application: EdgeLimits; byIds: EdgeLimits; byMatch: EdgeLimits }) => ({
  application: limits.application,
  method: (methodId: string) => (methodId === 'match-v5.getMatch' ? limits.byMatch : limits.byIds),
});

const routes = ['euw1', 'europe', 'asia'] as const;
const methods = ['match-v5.getMatch', 'match-v5.getMatchIdsByPUUID'] as const;
const firstQuestions: readonly Wanted[] = routes.flatMap((route) =>
  methods.map((method) => ({ wantedAt: 0, route, method, forthMs: 30, backMs: 30, fate: 'answer' as const })),
);

describe('rate gate against a model of the edge', () => {
  it('never causes a 429 and grants everything, from a cold start with a herd of waiters', async () => {
    const answered = request.map((wanted) => ({ ...wanted, fate: 'answer' as const }));
    await fc.assert(
      fc.asyncProperty(worldOf(answered), async ({ requests, ...limits }) => {
        const { clock, gate, edge } = setUp(limits);
        await clock.run(Promise.all(requests.map((wanted) => send({ clock, gate, edge }, wanted))));
        expect({ violations: edge.violations, served: edge.served }).toEqual({
          violations: 0,
          served: requests.length,
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('never causes a 429 when answers are lost or come without headers, once the limits are known', async () => {
    await fc.assert(
      fc.asyncProperty(worldOf(request), async ({ requests, ...limits }) => {
        const { clock, gate, edge } = setUp(limits);
        const all = [...firstQuestions, ...requests];
        await clock.run(Promise.all(firstQuestions.map((wanted) => send({ clock, gate, edge }, wanted))));
        await clock.run(Promise.all(requests.map((wanted) => send({ clock, gate, edge }, wanted))));
        expect({ violations: edge.violations, served: edge.served }).toEqual({ violations: 0, served: all.length });
      }),
      { numRuns: RUNS },
    );
  });

  it('never causes a 429 when a round trip lasts longer than a window', async () => {
    const slow = request.map((wanted) => ({ ...wanted, forthMs: wanted.forthMs * 3, backMs: wanted.backMs * 3 }));
    const short = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 3 }));
    const all = fc.record({ bucket: short, requests: fc.array(slow, { minLength: 50, maxLength: 150, size: 'max' }) });
    await fc.assert(
      fc.asyncProperty(all, async ({ requests, bucket }) => {
        const { clock, gate, edge } = setUp({ application: [bucket], byIds: [[1000, 1]], byMatch: [[1000, 1]] });
        const sent = [...firstQuestions, ...requests.map((wanted) => ({ ...wanted, route: 'euw1' as const }))];
        await clock.run(Promise.all(firstQuestions.map((wanted) => send({ clock, gate, edge }, wanted))));
        await clock.run(Promise.all(sent.slice(6).map((wanted) => send({ clock, gate, edge }, wanted))));
        expect({ violations: edge.violations, served: edge.served }).toEqual({ violations: 0, served: sent.length });
      }),
      { numRuns: RUNS },
    );
  });

  it('after a restart in mid-window causes at most one 429 per scope, and none where the window has room', async () => {
    const answered = request.map((wanted) => ({ ...wanted, fate: 'answer' as const }));
    await fc.assert(
      fc.asyncProperty(worldOf(answered), worldOf(answered), async (before, { requests }) => {
        const { clock, gate, edge } = setUp(before);
        await clock.run(Promise.all(before.requests.map((wanted) => send({ clock, gate, edge }, wanted))));
        const restarted = createGate({ clock, log: silentLogger, memory: createProcessMemory() });
        const hadRoom = edge.hasRoomEverywhere(clock.now());
        await clock.run(
          Promise.all(requests.map((wanted) => sendUntilServed({ clock, gate: restarted, edge }, wanted))),
        );
        expect(edge.served).toBe(before.requests.length + requests.length);
        expect(edge.violations).toBeLessThanOrEqual(hadRoom ? 0 : routes.length * (1 + methods.length));
      }),
      { numRuns: RUNS },
    );
  });

  it('loses no more than one round trip between two windows when work is waiting', async () => {
    const one = fc.record({
      limit: fc.integer({ min: 1, max: 40 }),
      seconds: fc.integer({ min: 1, max: 120 }),
      requests: fc.array(request, { minLength: 100, maxLength: 150, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(one, async ({ limit, seconds, requests }) => {
        const { clock, gate, edge } = setUp({
          application: [[limit, seconds]],
          byIds: [[1000, 1]],
          byMatch: [[1000, 1]],
        });
        const herd = requests.map((wanted) => near({ ...wanted, wantedAt: 0, route: 'euw1' }));
        const start = clock.now();
        await clock.run(Promise.all(herd.map((wanted) => send({ clock, gate, edge }, wanted))));
        const windows = Math.ceil(herd.length / limit);
        const last = Math.max(...edge.arrivals.map(({ at }) => at)) - start;
        expect(last).toBeLessThanOrEqual((windows - 1) * (seconds * 1000 + ROUND_TRIP_MS + 5) + 4 * ROUND_TRIP_MS);
      }),
      { numRuns: RUNS },
    );
  });

  it('never holds back a steady flow that stays below the limit', async () => {
    const flow = fc.record({
      limit: fc.integer({ min: 10, max: 60 }),
      seconds: fc.integer({ min: 2, max: 10 }),
      requests: fc.array(request, { minLength: 150, maxLength: 300, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(flow, async ({ limit, seconds, requests }) => {
        const { clock, gate, edge } = setUp({
          application: [[limit, seconds]],
          byIds: [[1000, 1]],
          byMatch: [[1000, 1]],
        });
        await clock.run(Promise.all(firstQuestions.map((wanted) => send({ clock, gate, edge }, wanted))));
        const everyMs = Math.ceil((seconds * 1000) / (0.7 * limit));
        const steady = requests.map((wanted, index) => near({ ...wanted, wantedAt: index * everyMs, route: 'euw1' }));
        const waits = await clock.run(Promise.all(steady.map((wanted) => send({ clock, gate, edge }, wanted))));
        expect(waits.filter((waitedMs) => waitedMs > 0)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

const ROUND_TRIP_MS = 120;

function near(wanted: Wanted): Wanted {
  return {
    ...wanted,
    forthMs: wanted.forthMs % (ROUND_TRIP_MS / 2),
    backMs: wanted.backMs % (ROUND_TRIP_MS / 2),
    fate: 'answer',
  };
}
