// Riot changes limits at any moment: what an answer has told is kept from then on.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/log.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import { createProcessMemory } from '../../src/riot/gate-memory.ts';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';
import { Edge, type EdgeLimits } from './riot-edge.ts';

const RUNS = Number(process.env['RUNS'] ?? 100);

const bucketsOf = (most: number) =>
  fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 })), {
    minLength: 1,
    maxLength: most,
    selector: ([, seconds]) => seconds,
  });
const limits = fc.record({ application: bucketsOf(3), method: bucketsOf(2) });

const wanted = fc.record({
  wantedAt: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
  forthMs: fc.integer({ min: 0, max: 300 }),
  backMs: fc.integer({ min: 0, max: 300 }),
});
type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;
type Limits = typeof limits extends fc.Arbitrary<infer T> ? T : never;

const question = { route: 'europe', methodId: 'match-v5.getMatch', service: 'match-v5' } as const;
const edgeLimits = ({ application, method }: { application: EdgeLimits; method: EdgeLimits }) => ({
  application,
  method: () => method,
});

/** Answers of 429 to requests that were sent when an answer had told the limits of that time already. */
class Watch {
  readonly clock = new VirtualClock();
  readonly gate = createGate({ clock: this.clock, log: silentLogger, memory: createProcessMemory() });
  readonly edge: Edge;
  avoidable = 0;
  #epoch = 0;
  /**
   * What the answer that came last has told, and when: of two that overtake each other nobody can say which is the
   * newer one, and at that very moment others may have been let through.
   */
  #told = { epoch: -1, at: 0 };

  constructor(before: Limits) {
    this.edge = new Edge(edgeLimits(before));
  }

  change(after: Limits): void {
    this.#epoch += 1;
    this.edge.changeLimits(edgeLimits(after));
  }

  async send({ wantedAt, forthMs, backMs }: Wanted): Promise<void> {
    const { clock, edge, gate } = this;
    await clock.sleep(wantedAt);
    for (let status = 0; status !== 200; ) {
      const { signal } = new AbortController();
      const permit = await gate.acquire({ ...question, signal, patienceMs: Number.POSITIVE_INFINITY });
      const known = this.#told.at < clock.now() ? this.#told.epoch : -1;
      await clock.sleep(forthMs);
      const epoch = this.#epoch;
      const answer = edge.receive(question.route, question.methodId, clock.now());
      if (answer.status === 429 && known === epoch) this.avoidable += 1;
      await clock.sleep(backMs);
      this.#told = { epoch, at: clock.now() };
      permit.settle(answer);
      status = answer.status;
    }
  }
}

describe('limits that change', () => {
  it('cause no 429 that an answer had given warning of, and everything is granted', async () => {
    const world = fc.record({
      before: limits,
      changes: fc.array(fc.record({ at: fc.integer({ min: 1, max: 60_000 }), after: limits }), { maxLength: 4 }),
      requests: fc.array(wanted, { minLength: 1, maxLength: 120, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ before, changes, requests }) => {
        const watch = new Watch(before);
        const changing = changes.map(async ({ at, after }) => {
          await watch.clock.sleep(at);
          watch.change(after);
        });
        await watch.clock.run(Promise.all([...requests.map((one) => watch.send(one)), ...changing]));
        expect(watch.avoidable).toBe(0);
        expect(watch.edge.served).toBe(requests.length);
      }),
      { numRuns: RUNS },
    );
  });
});
