import { afterEach, beforeEach, expect, it } from 'vitest';
import { findOrMeet } from '../../src/cli/commands/met-player.ts';
import type { RiotId } from '../../src/league/riot-id.ts';
import { createHarness, type Harness } from './harness.ts';

const DAY_MS = 86_400_000;

let harness: Harness;
beforeEach(() => {
  harness = createHarness({ limits: 'prod' });
});
afterEach(() => harness.close());

function find(reference: RiotId) {
  const { signal } = new AbortController();
  return findOrMeet(harness.dependencies, { reference, platform: undefined, signal });
}

async function meet(puuid: string, riotId: RiotId, ago: number) {
  const now = harness.clock.now() - ago;
  await harness.store.players.meet({ account: { puuid, ...riotId }, platform: 'euw1', now });
}

function pair() {
  const [a, b] = harness.simulator.world.suggestTracked(2);
  if (!a || !b) throw new Error('the world has no two players');
  return [a, b] as const;
}

it('a Riot ID that was given away since it was seen means the one who carries it now', async () => {
  const [a, b] = pair();
  await meet(a.puuid, b.riotId, DAY_MS + 1);
  expect((await find(b.riotId)).puuid).toBe(b.puuid);
});

it('one that is confirmed costs one request, and none for a day', async () => {
  const [a] = pair();
  await meet(a.puuid, a.riotId, DAY_MS + 1);
  expect((await find(a.riotId)).puuid).toBe(a.puuid);
  expect(harness.requests).toHaveLength(1);
  expect((await find(a.riotId)).puuid).toBe(a.puuid);
  expect(harness.requests).toHaveLength(1);
});

it('one that nobody carries any more means whoever carried it last', async () => {
  const [a] = pair();
  const gone = { gameName: 'Nobody at all', tagLine: 'GONE' };
  await meet(a.puuid, gone, DAY_MS + 1);
  expect((await find(gone)).puuid).toBe(a.puuid);
});

it('is answered by what is stored where Riot cannot be asked', async () => {
  const [a, b] = pair();
  await meet(a.puuid, b.riotId, DAY_MS + 1);
  harness.fault = () => new Response('{}', { status: 400 });
  expect((await find(b.riotId)).puuid).toBe(a.puuid);
  harness.fault = () => new Response('{}', { status: 403 });
  await expect(find(b.riotId)).rejects.toThrow('key');
});
