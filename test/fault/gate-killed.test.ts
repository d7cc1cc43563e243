// A process is killed with requests under way, and another one of the same key goes on.

import { expect, it } from 'vitest';
import { openFaultyWorld } from './senders.ts';

/** Far from the second that a request may be on its way, and from the 15 s after which any request is over. */
const SOON_MS = 5000;

it('kill -9 with reservations: they stay charged, and the other process goes on', async () => {
  const faults = [{ fault: { kind: 'latency', ms: { from: 20, to: 200 } } as const }];
  const { simulator, arrived, start } = await openFaultyWorld({ application: '30:1', faults });
  const [killed, other] = await Promise.all([start(), start()]);
  await killed.send(1);
  void killed.send(24);
  // Some have arrived, the others are on their way.
  await arrived(10);
  const ended = other.send(30);
  await killed.kill();
  expect((await ended).done).toEqual({ answered: 30 });
  expect((await ended).waitedMs).toBeLessThan(SOON_MS);
  expect(simulator.stats().limitViolations).toBe(0);
});

it('kill -9 with the one request that asks for the limits: another one asks soon', async () => {
  const unanswered = { at: 1, fault: { kind: 'latency', ms: 10_000 } } as const;
  const { simulator, arrived, start } = await openFaultyWorld({ application: '30:1', faults: [unanswered] });
  const [killed, other] = await Promise.all([start(), start()]);
  void killed.send(1);
  await arrived(1);
  await killed.kill();
  const { done, waitedMs } = await other.send(20);
  expect({ done, isSoon: waitedMs < SOON_MS }).toEqual({ done: { answered: 20 }, isSoon: true });
  expect(simulator.stats().limitViolations).toBe(0);
});
