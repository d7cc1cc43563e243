import { expect, it } from 'vitest';
import { pruneSome, retentionAt } from '../../src/jobs/retention.ts';
import { silentLogger } from '../../src/log.ts';
import type { Pruned, Retention } from '../../src/store/executions-store.ts';
import { VirtualClock } from './riot-virtual-clock.ts';

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const nothing: Pruned = { executions: 0, logLines: 0, events: 0 };

function pruneWith(answer: (call: number, clock: VirtualClock) => Pruned) {
  const clock = new VirtualClock(NOW);
  const asked: Retention[] = [];
  const prune = async (retention: Retention) => {
    asked.push(retention);
    return answer(asked.length, clock);
  };
  return { asked, done: pruneSome({ store: { executions: { prune } }, clock, log: silentLogger }) };
}

it('lines are kept for a week, executions and events for ninety days, and always the newest hundred', () => {
  expect(retentionAt(NOW)).toEqual({
    executionsBefore: NOW - 90 * DAY_MS,
    failedBefore: NOW - 90 * DAY_MS,
    linesBefore: NOW - 7 * DAY_MS,
    eventsBefore: NOW - 90 * DAY_MS,
    keepLast: 100,
  });
});

it.each([
  [{ olderThanMs: 365 * DAY_MS }, { executions: 365, failed: 365, lines: 365, events: 365 }],
  [{ olderThanMs: 30 * DAY_MS }, { executions: 30, failed: 90, lines: 30, events: 90 }],
  [{ olderThanMs: DAY_MS }, { executions: 1, failed: 90, lines: 7, events: 90 }],
  [{ keepFailedMs: 10 * DAY_MS }, { executions: 90, failed: 10, lines: 7, events: 90 }],
  [
    { olderThanMs: 365 * DAY_MS, keepFailedMs: DAY_MS },
    { executions: 365, failed: 1, lines: 365, events: 365 },
  ],
])('what a person sets to be kept is kept, and so is all that is usual: %j', (wish, days) => {
  expect(retentionAt(NOW, wish)).toEqual({
    executionsBefore: NOW - days.executions * DAY_MS,
    failedBefore: NOW - days.failed * DAY_MS,
    linesBefore: NOW - days.lines * DAY_MS,
    eventsBefore: NOW - days.events * DAY_MS,
    keepLast: 100,
  });
  expect(retentionAt(NOW, { ...wish, keepLast: 0 }).keepLast).toBe(0);
});

it('batches go on until nothing is left', async () => {
  const { asked, done } = pruneWith((call) => (call < 4 ? { ...nothing, logLines: 500 } : nothing));
  await done;
  expect(asked).toHaveLength(4);
  expect(new Set(asked.map((retention) => JSON.stringify(retention))).size).toBe(1);
  expect(asked[0]).toEqual(retentionAt(NOW));
});

it('or until a second has passed', async () => {
  const { asked, done } = pruneWith((_call, clock) => {
    clock.advance(300);
    return { ...nothing, executions: 500 };
  });
  await done;
  expect(asked).toHaveLength(4);
});

it('a database that refuses is no failure', async () => {
  const { asked, done } = pruneWith(() => {
    throw new Error('locked');
  });
  await expect(done).resolves.toBeUndefined();
  expect(asked).toHaveLength(1);
});
