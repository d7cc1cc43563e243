// Two classes of callers on one key: a guaranteed share while both wait, everything while one does.

import { describe, expect, it } from 'vitest';
import { answer, known, match } from './riot-gate-setup.ts';
import { settled } from './riot-virtual-clock.ts';

const updater = { ...match, share: 0.75 };
const analyzer = match;

/** Two windows of 20 later nobody of the first window is under way any more: one begins with 20 free. */
async function waitingFor(requests: Readonly<Record<string, typeof match>>) {
  const set = await known('20:10');
  const { ask, clock, permits } = set;
  for (let index = 0; index < 19; index += 1) void ask(match, 'first window');
  await settled();
  for (const permit of permits) permit.settle(answer({ app: ['20:10', '20:10'] }));
  for (const [name, request] of Object.entries(requests)) void ask(request, name);
  await settled();
  set.granted.length = 0;
  clock.step();
  await settled();
  return { ...set, count: (letter: string) => set.granted.filter((name) => name.startsWith(letter)).length };
}

const many = (letter: string, count: number, request: typeof match) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, request]));

describe('shares of a window', () => {
  it('are kept while both classes wait, whoever came first', async () => {
    const { granted, count } = await waitingFor({ ...many('a', 30, analyzer), ...many('u', 30, updater) });
    expect({ u: count('u'), a: count('a') }).toEqual({ u: 15, a: 5 });
    expect(granted.filter((name) => name.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  });

  it('are borrowed by the one class while the other has nothing to wait for', async () => {
    expect((await waitingFor(many('a', 30, analyzer))).count('a')).toBe(20);
    expect((await waitingFor(many('u', 30, updater))).count('u')).toBe(20);
  });

  it('are borrowed as far as the other class leaves them', async () => {
    const { count, clock } = await waitingFor({ ...many('a', 30, analyzer), ...many('u', 4, updater) });
    expect(count('u')).toBe(4);
    clock.step();
    await settled();
    expect({ u: count('u'), a: count('a') }).toEqual({ u: 4, a: 16 });
  });

  it('starve nobody: a share of everything leaves one, and one of nothing gets one', async () => {
    const greedy = { ...match, share: 1 };
    const all = await waitingFor({ ...many('a', 30, analyzer), ...many('u', 30, greedy) });
    expect({ u: all.count('u'), a: all.count('a') }).toEqual({ u: 19, a: 1 });
    const modest = { ...match, share: 0 };
    const none = await waitingFor({ ...many('a', 30, analyzer), ...many('u', 30, modest) });
    expect({ u: none.count('u'), a: none.count('a') }).toEqual({ u: 1, a: 19 });
  });
});
