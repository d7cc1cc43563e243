import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { RateLimitError } from '../../src/riot/errors.ts';
import { answer, ids, known, MARGIN, match, START, setUp } from './riot-gate-setup.ts';
import { settled } from './riot-virtual-clock.ts';

describe('gate: cold start', () => {
  it('sends one probe, and the rest when its answer has told the limits', async () => {
    const { granted, permits, ask } = setUp();
    for (const name of ['a', 'b', 'c', 'd']) void ask(match, name);
    await settled();
    expect(granted).toEqual(['a']);
    permits[0]?.settle(answer({ app: ['3:1', '1:1'], method: ['2000:10', '1:10'] }));
    await settled();
    expect(granted).toEqual(['a', 'b', 'c']);
  });

  it('probes again when the probe brought nothing', async () => {
    const { clock, granted, permits, ask } = setUp();
    for (const name of ['a', 'b', 'c']) void ask(match, name);
    await settled();
    permits[0]?.settle(answer({ status: 503 }));
    await settled();
    expect(granted).toEqual(['a', 'b']);
    permits[1]?.settle(undefined);
    await settled();
    expect(granted).toEqual(['a', 'b']);
    while (granted.length < 3 && clock.step()) await settled();
    expect(clock.now() - START).toBeLessThanOrEqual(1020);
  });

  it('probes each method once its route is known, without holding back the methods that are known', async () => {
    const { granted, ask } = await known('20:1,100:120');
    for (const name of ['ids 1', 'ids 2']) void ask(ids, name);
    for (const name of ['match 1', 'match 2']) void ask(match, name);
    await settled();
    expect(granted).toEqual(['ids 1', 'match 1', 'match 2']);
  });

  it('opens for a server that limits nothing', async () => {
    const { granted, permits, ask } = setUp();
    for (const name of ['a', 'b', 'c']) void ask(match, name);
    await settled();
    permits[0]?.settle(answer({ status: 404 }));
    await settled();
    expect(granted).toEqual(['a', 'b', 'c']);
  });

  it('takes what others have used from the counts', async () => {
    const { granted, permits, ask } = setUp();
    for (const name of ['a', 'b', 'c', 'd']) void ask(match, name);
    await settled();
    permits[0]?.settle(answer({ app: ['100:120', '98:120'], method: ['2000:10', '1:10'] }));
    await settled();
    expect(granted).toEqual(['a', 'b', 'c']);
  });
});

describe('gate: waiting', () => {
  it('grants in order of arrival, a full window at a time', async () => {
    const { clock, granted, permits, ask } = await known('3:10');
    const all = Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ask(match, name)));
    await settled();
    expect(granted).toEqual(['a', 'b']);
    for (const permit of permits) permit.settle(answer({ app: ['3:10', '3:10'] }));
    await settled();
    clock.step();
    await settled();
    expect({ granted, now: clock.now() }).toEqual({
      granted: ['a', 'b', 'c', 'd', 'e'],
      now: START + 10_000 + MARGIN,
    });
    for (const permit of permits) permit.settle(undefined);
    await clock.run(all);
    expect(granted).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(permits.map(({ waitedMs }) => waitedMs > 0)).toEqual([false, false, true, true, true, true]);
  });

  it('lets a method that is free pass one that is not', async () => {
    const { gate, granted, ask } = setUp();
    for (const request of [match, ids]) {
      const permit = await gate.acquire(request);
      const limit = request === match ? '1:10' : '50:10';
      permit.settle(answer({ app: ['500:10', '1:10'], method: [limit, '1:10'] }));
    }
    void ask(match, 'match');
    void ask(ids, 'ids');
    await settled();
    expect(granted).toEqual(['ids']);
  });

  it('keeps the books of each route apart', async () => {
    const { granted, ask } = await known('1:120');
    void ask(match, 'europe');
    void ask({ ...match, route: 'asia' }, 'asia');
    await settled();
    expect(granted).toEqual(['asia']);
  });

  it('does not poll: hundred waiters sleep once', async () => {
    const { clock, ask } = await known('1:120');
    const before = clock.sleeps;
    for (let index = 0; index < 100; index++) void ask(match, String(index));
    await settled();
    expect(clock.sleeps - before).toBe(1);
  });

  it('ends when the caller gives up, and gives the slot to the next', async () => {
    const { clock, granted, permits, ask } = await known('1:10');
    const controller = new AbortController();
    const first = ask({ ...match, signal: controller.signal }, 'first');
    const second = ask(match, 'second');
    await settled();
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await clock.run(second);
    expect(granted).toEqual(['second']);
    expect(permits).toHaveLength(1);
  });

  it('keeps no slot for callers that give up when they have been let through and not told yet', async () => {
    const { clock, granted, permits, ask } = await known('10:1');
    const controller = new AbortController();
    const left = Array.from({ length: 9 }, () => ask({ ...match, signal: controller.signal }, 'left'));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('enough'));
    await Promise.allSettled(left);
    expect(granted.length).toBeLessThan(9);
    for (const permit of permits) permit.settle(answer({}));
    const next = Array.from({ length: 30 }, () => ask(match, 'next').then((permit) => permit.settle(answer({}))));
    await clock.run(Promise.all(next));
    expect(clock.now() - START).toBeLessThan(6000);
  });

  it('refuses a caller that has given up already', async () => {
    const { ask } = setUp();
    await expect(ask({ ...match, signal: AbortSignal.abort(new Error('before')) }, 'a')).rejects.toThrow('before');
  });

  it('leaves no listener behind once it is granted or refused', async () => {
    const { ask } = await known('2:10');
    const { signal } = new AbortController();
    await ask({ ...match, signal }, 'granted');
    await expect(ask({ ...match, signal, patienceMs: 0 }, 'refused')).rejects.toThrow('rate limit');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('leaves no timer behind when nobody waits any more', async () => {
    const { clock, ask } = await known('1:10');
    const controller = new AbortController();
    const waiting = ask({ ...match, signal: controller.signal }, 'a');
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await settled();
    expect(clock.step()).toBe(false);
  });
});

describe('gate: patience', () => {
  it('waits as long as it is told to, and not a millisecond longer', async () => {
    const { clock, ask } = await known('1:120');
    const wait = 120_000 + MARGIN;
    const error = await ask({ ...match, patienceMs: wait - 1 }, 'impatient').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      scope: 'application',
      retryAt: START + wait,
      route: 'europe',
      methodId: 'match-v5.getMatch',
    });
    const patient = await clock.run(ask({ ...match, patienceMs: wait }, 'patient'));
    expect(patient.waitedMs).toBe(wait);
  });

  it('names the method when the method is the tighter limit', async () => {
    const { gate, ask } = setUp();
    const permit = await gate.acquire(match);
    permit.settle(answer({ app: ['20:1', '1:1'], method: ['1:10', '1:10'] }));
    await expect(ask({ ...match, patienceMs: 0 }, 'a')).rejects.toMatchObject({ scope: 'method' });
    await expect(ask({ ...match, patienceMs: 0 }, 'a')).rejects.toThrow('rate limit (method) on europe');
  });

  it('gives up as soon as others have taken the window that it hoped for', async () => {
    const { clock, ask } = await known('2:120');
    const patience = { ...match, patienceMs: 130_000 };
    const permits = await Promise.all([ask(match, 'a')]);
    for (const permit of permits) permit.settle(answer({ app: ['2:120', '2:120'] }));
    const first = ['b', 'c'].map((name) => ask(match, name).then((permit) => permit.settle(answer({}))));
    const last = ask(patience, 'last').catch((reason: unknown) => reason);
    await clock.run(Promise.all(first));
    const error = await clock.run(last);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(clock.now()).toBeLessThan(START + 130_000);
  });
});
