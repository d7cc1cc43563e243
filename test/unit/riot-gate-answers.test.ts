import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/log.ts';
import { createGate } from '../../src/riot/create-gate.ts';
import type { GateRequest } from '../../src/riot/gate.ts';
import { createProcessMemory } from '../../src/riot/gate-memory.ts';
import { account, answer, ids, known, MARGIN, match, START, setUp } from './riot-gate-setup.ts';
import { settled, VirtualClock } from './riot-virtual-clock.ts';

describe('gate: 429', () => {
  it.each([
    ['application', { match: START + 8000 + MARGIN, ids: START + 8000 + MARGIN, account: START + 8000 + MARGIN }],
    ['method', { match: START + 8000 + MARGIN, ids: START, account: START }],
    ['service', { match: START + 8000 + MARGIN, ids: START + 8000 + MARGIN, account: START }],
    ['server', { match: START + 8000 + MARGIN, ids: START + 8000 + MARGIN, account: START }],
  ])('of type %s with Retry-After 7 holds back its scope and no other', async (type, expected) => {
    const { clock, gate } = await known('500:10');
    for (const request of [ids, account]) {
      const permit = await gate.acquire(request);
      permit.settle(answer({ app: ['500:10', '3:10'], method: ['2000:10', '1:10'] }));
    }
    const permit = await gate.acquire(match);
    permit.settle(answer({ status: 429, type, retryAfter: '7' }));
    const when = async (request: GateRequest) => gate.acquire(request).then(() => clock.now());
    const all = Promise.all([when(match), when(ids), when(account)]);
    expect(await clock.run(all)).toEqual([expected.match, expected.ids, expected.account]);
  });

  it('without a type blames no bucket', async () => {
    const { clock, gate } = await known('500:10');
    const permit = await gate.acquire(match);
    permit.settle(answer({ status: 429, retryAfter: '7' }));
    await clock.run(gate.acquire(match));
    expect(clock.now()).toBe(START);
  });

  it.each(['0', undefined])('with Retry-After %s lasts as long as the window by its own books', async (retryAfter) => {
    const { clock, gate } = await known('20:1,100:120');
    const permit = await gate.acquire(match);
    clock.advance(2000);
    const told = { app: ['20:1,100:120', '1:1,101:120'] as const, type: 'application' };
    permit.settle(answer({ status: 429, ...told, ...(retryAfter === undefined ? {} : { retryAfter }) }));
    await clock.run(gate.acquire(match));
    expect(clock.now()).toBe(START + 120_000 + MARGIN);
  });

  it('without Retry-After and without an exhausted bucket lasts as long as the largest one', async () => {
    const { clock, gate } = await known('20:1,100:120');
    const permit = await gate.acquire(match);
    permit.settle(answer({ status: 429, type: 'application' }));
    await clock.run(gate.acquire(match));
    expect(clock.now()).toBe(START + 120_000 + MARGIN);
  });

  it('on the first probe tells the limits, and Retry-After when the window of somebody else ends', async () => {
    const { clock, gate, granted, permits, ask } = setUp();
    void ask(match, 'a');
    await settled();
    permits[0]?.settle(
      answer({
        status: 429,
        app: ['20:1,100:120', '1:1,101:120'],
        method: ['2000:10', '1:10'],
        type: 'application',
        retryAfter: '40',
      }),
    );
    await clock.run(gate.acquire(match));
    expect({ granted, now: clock.now() }).toEqual({ granted: ['a'], now: START + 41_000 + MARGIN });
  });
});

describe('gate: learning', () => {
  it('follows limits that change in mid-run, both ways', async () => {
    const { granted, permits, ask } = await known('5:120');
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(match, name);
    await settled();
    expect(granted).toEqual(['a', 'b', 'c', 'd']);
    permits[0]?.settle(answer({ app: ['7:120', '5:120'], method: ['2000:10', '5:10'] }));
    await settled();
    expect(granted).toEqual(['a', 'b', 'c', 'd', 'e']);
    permits[1]?.settle(answer({ app: ['6:120', '6:120'], method: ['2000:10', '6:10'] }));
    void ask(match, 'f');
    await settled();
    expect(granted).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('starts a bucket that was not there before from the count', async () => {
    const { gate, granted, ask } = await known('100:120');
    const permit = await gate.acquire(match);
    permit.settle(answer({ app: ['100:120,5:10', '2:120,4:10'], method: ['2000:10', '2:10'] }));
    for (const name of ['a', 'b']) void ask(match, name);
    await settled();
    expect(granted).toEqual(['a']);
  });

  it('counts only the first settling of a permit', async () => {
    const { gate, granted, ask } = await known('4:120');
    const permit = await gate.acquire(match);
    permit.settle(answer({ app: ['4:120', '2:120'], method: ['2000:10', '2:10'] }));
    permit.settle(answer({ app: ['4:120', '4:120'], method: ['2000:10', '2:10'] }));
    for (const name of ['a', 'b', 'c']) void ask(match, name);
    await settled();
    expect(granted).toEqual(['a', 'b']);
  });

  it('reports a 429 with its counts', async () => {
    const warnings: unknown[] = [];
    const log = { ...silentLogger, warn: (event: string, fields: unknown) => warnings.push([event, fields]) };
    const gate = createGate({ clock: new VirtualClock(), log, memory: createProcessMemory() });
    const permit = await gate.acquire(match);
    permit.settle(answer({ status: 429, app: ['20:1', '21:1'], type: 'application', retryAfter: '1' }));
    expect(warnings).toEqual([
      [
        'riot.limited',
        {
          route: 'europe',
          methodId: 'match-v5.getMatch',
          scope: 'application',
          retryAfterMs: 1000,
          applicationCount: '21:1',
          methodCount: undefined,
        },
      ],
    ]);
  });
});
