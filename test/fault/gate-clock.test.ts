// Wall clocks that are wrong, or are set while processes work; and a host that cannot be reached.

import { expect, it } from 'vitest';
import { openFaultyWorld } from './senders.ts';

const HOUR_MS = 3_600_000;

it.each([HOUR_MS, -HOUR_MS])('a wall clock that is set by %d ms in mid-run changes nothing', async (ms) => {
  const { simulator, start } = await openFaultyWorld({ application: '20:1' });
  const [stepped, other] = await Promise.all([start(), start()]);
  expect((await stepped.send(15)).done).toEqual({ answered: 15 });
  stepped.step(ms);
  const ends = await Promise.all([stepped.send(15), other.send(15)]);
  expect(ends.map(({ done }) => done)).toEqual([{ answered: 15 }, { answered: 15 }]);
  expect(simulator.stats().limitViolations).toBe(0);
  // 45 requests are three windows: nobody waits for the clock to come back.
  for (const { waitedMs } of ends) expect(waitedMs).toBeLessThan(10_000);
  expect([...stepped.logged, ...other.logged]).toEqual([]);
});

it.each([HOUR_MS, -HOUR_MS])('a process whose wall clock is %d ms off shares windows with the others', async (ms) => {
  const { simulator, start } = await openFaultyWorld({ application: '20:1' });
  const [wrong, right] = await Promise.all([start({ wallShiftMs: ms }), start()]);
  await right.send(15);
  const ends = await Promise.all([wrong.send(15), right.send(15)]);
  expect(ends.map(({ done }) => done)).toEqual([{ answered: 15 }, { answered: 15 }]);
  expect(simulator.stats().limitViolations).toBe(0);
  expect([...wrong.logged, ...right.logged]).toEqual([]);
});

it('an unreachable host fails as such, and holds up nobody else', async () => {
  const { simulator, start } = await openFaultyWorld({ application: '20:1' });
  // Nobody listens on port 1 of loopback.
  const lost = await start({ apiUrl: 'http://127.0.0.1:1/{route}' });
  expect((await lost.send(2)).done).toEqual({ NetworkError: 2 });
  expect(new Set(lost.logged.map(({ event }) => event))).toEqual(new Set(['riot.retry']));
  const other = await start();
  expect((await other.send(25)).done).toEqual({ answered: 25 });
  expect(simulator.stats().limitViolations).toBe(0);
});
