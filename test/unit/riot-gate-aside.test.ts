// Requests that are asked for as a whole: when they are possible, and that nobody takes them in between.

import { describe, expect, it } from 'vitest';
import { answer, ids, known, MARGIN, match, START, setUp } from './riot-gate-setup.ts';
import { settled } from './riot-virtual-clock.ts';

const batch = (count: number) => ({ route: 'europe', methodId: match.methodId, service: 'match-v5', count }) as const;

/** Leaves 19 of 20 in ten seconds. */
const opened = () => known('20:10');

describe('requests as a whole', () => {
  it('have no time while the limits are not known', async () => {
    const { gate } = setUp();
    expect(await gate.possibleAt(batch(1))).toBeUndefined();
    expect(await gate.setAside(batch(1), START + 1e9)).toBeUndefined();
  });

  it.each([
    [19, START],
    [20, START + 10_000],
    [39, START + 10_000],
    [40, START + 20_000],
    [100, START + 50_000],
  ])('%i are possible one window after the other', async (count, at) => {
    const { gate } = await opened();
    const possible = await gate.possibleAt(batch(count));
    expect(possible).toBeGreaterThanOrEqual(at);
    expect(possible).toBeLessThanOrEqual(at + MARGIN);
  });

  it('that are set aside are for those who name them, and the rest is for all', async () => {
    const { gate, ask, granted } = await opened();
    const asideId = await gate.setAside(batch(15), START + 60_000);
    for (let index = 0; index < 30; index += 1) void ask(match, 'other');
    for (let index = 0; index < 15; index += 1) void ask({ ...match, asideId }, 'own');
    await settled();
    const count = (name: string) => granted.filter((one) => one === name).length;
    expect({ own: count('own'), other: count('other') }).toEqual({ own: 15, other: 4 });
  });

  it('leave other methods what the method alone counts', async () => {
    const { gate, ask, granted } = await opened();
    await gate.setAside(batch(18), START + 60_000);
    void ask(ids, 'probe');
    await settled();
    expect(granted).toEqual(['probe']);
  });

  it('are free again when they are let go, and when their time is over', async () => {
    const { gate, ask, granted, clock } = await opened();
    const asideId = (await gate.setAside(batch(19), START + 60_000)) ?? '';
    void ask(match, 'first');
    await settled();
    expect(granted).toEqual([]);
    await gate.letGo('europe', asideId);
    await settled();
    expect(granted).toEqual(['first']);
    await gate.setAside(batch(18), START + 5000);
    const late = ask(match, 'late');
    await clock.run(late);
    expect(clock.now() - START).toBeLessThanOrEqual(10_000 + MARGIN);
  });

  it('are refused when they are not possible in time', async () => {
    const { gate } = await opened();
    expect(await gate.setAside(batch(40), START + 19_000)).toBeUndefined();
    expect(await gate.setAside(batch(39), START + 19_000)).toBeTypeOf('string');
    expect(await gate.possibleAt(batch(1))).toBeGreaterThan(START);
  });

  it('count what others have set aside', async () => {
    const { gate } = await opened();
    await gate.setAside(batch(10), START + 60_000);
    expect(await gate.possibleAt(batch(9))).toBe(START);
    expect(await gate.possibleAt(batch(10))).toBeGreaterThan(START);
  });

  it('wait for a method that is broken', async () => {
    const { gate, clock } = await known('1000:10');
    for (let time = 0; time < 20; time += 1) (await clock.run(gate.acquire(match))).settle(answer({ status: 503 }));
    expect(await gate.possibleAt(batch(1))).toBeGreaterThan(clock.now() + 29_000);
  });
});
