// The job check under the limits of a development key and a virtual clock.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHarness, expectThrift, type Harness } from './harness.ts';

let harness: Harness;

beforeEach(() => {
  harness = createHarness({ historyDays: 90 });
});
afterEach(async () => {
  await harness.close();
  expectThrift(harness);
});

/** Players who have played a lot and whom nobody tracks. */
async function meet(count: number): Promise<string[]> {
  const { store, clock, simulator } = harness;
  const chosen = simulator.world.suggestTracked(count);
  for (const { puuid, riotId, platform } of chosen) {
    await store.players.meet({ account: { puuid, ...riotId }, platform, now: clock.now() });
  }
  return chosen.map(({ puuid }) => puuid);
}

const check = (puuid: string, overrides: Readonly<Record<string, unknown>> = {}) =>
  harness.run('check', { overrides, request: { players: [puuid] } });

const verdictOf = (puuid: string) => harness.store.analyses.findNewest(puuid);

it('takes about fifty requests and a few seconds of a fresh window', async () => {
  const [puuid = ''] = await meet(1);
  const { clock } = harness;
  const startedAt = clock.now();
  const { execution, outcome } = await check(puuid);
  expect(outcome).toMatchObject({ status: 'SUCCESS', reason: 'completed', retryAt: undefined });
  expect(execution.apiRequestsMade).toBe(execution.matchesFetched + 2);
  expect(execution).toMatchObject({ playersProcessed: 1, playersAnalyzed: 1, playersFlagged: 0, itemsFailed: 0 });
  expect(clock.now() - startedAt).toBeLessThan(15_000);
  expect(await verdictOf(puuid)).toMatchObject({
    gamesAnalyzed: 50,
    isSmurf: false,
    missingMatches: expect.any(Number),
  });
  expect((await verdictOf(puuid))?.missingMatches).toBeGreaterThan(0);
});

it('stops where quota is not free, with the newest games, and says when it is', async () => {
  const [first = '', second = '', third = ''] = await meet(3);
  const { clock } = harness;
  const startedAt = clock.now();
  await check(first, { target_matches: 60 });
  const { execution, outcome } = await check(second, { target_matches: 100 });
  expect(outcome).toMatchObject({ status: 'SUCCESS', reason: 'rate_limited' });
  expect(outcome.retryAt).toBeGreaterThan(clock.now());
  expect(outcome.retryAt).toBeLessThanOrEqual(startedAt + 130_000);
  expect(clock.now() - startedAt).toBeLessThan(15_000);
  expect(execution.matchesFetched).toBeGreaterThanOrEqual(20);
  expect(execution.matchesFetched).toBeLessThan(50);
  clock.advance(130_000);
  const listed = await harness.dependencies.riot
    .for({ signal: new AbortController().signal, patienceMs: 130_000 })
    .listMatchIds({ platform: 'euw1', puuid: second, queue: 420, count: execution.matchesFetched });
  const { unknown } = await harness.store.matches.compareList({ puuid: second, ids: listed });
  expect(unknown).toEqual([]);
  expect((await verdictOf(second))?.gamesAnalyzed).toBeGreaterThanOrEqual(20);
  expect(await verdictOf(third)).toBeUndefined();
});

it('answers with what is stored when there is no quota at all, and with nothing where nothing is', async () => {
  const [first = '', second = ''] = await meet(2);
  await check(first);
  harness.fault = () =>
    new Response('{}', { status: 429, headers: { 'retry-after': '60', 'x-rate-limit-type': 'application' } });
  const again = await check(first);
  expect(again.outcome).toMatchObject({ status: 'SUCCESS', reason: 'rate_limited' });
  expect(again.execution).toMatchObject({ playersAnalyzed: 1, matchesFetched: 0, itemsFailed: 0 });
  const nothing = await check(second);
  expect(nothing.outcome).toMatchObject({ status: 'FAILED', reason: 'rate_limited' });
  expect(nothing.execution.playersAnalyzed).toBe(0);
  expect(await harness.store.players.find({ puuid: second })).toMatchObject({ exhaustedAt: null, failedAttempts: 0 });
});

it('judges without a rank that cannot be had, and says that something is missing', async () => {
  const [puuid = ''] = await meet(1);
  harness.fault = ({ url }) => (url.includes('/league/') ? new Response('{}', { status: 400 }) : undefined);
  const { execution, outcome } = await check(puuid);
  expect(outcome).toMatchObject({ status: 'SUCCESS', reason: 'partial' });
  expect(execution.playersAnalyzed).toBe(1);
  expect(await harness.store.players.find({ puuid })).toMatchObject({ rankCheckedAt: null });
});

it('fails without games, and at once when the key is refused', async () => {
  const [puuid = ''] = await meet(1);
  harness.fault = ({ url }) => (url.includes('/ids') ? new Response('{}', { status: 400 }) : undefined);
  const { execution, outcome } = await check(puuid);
  expect(outcome).toMatchObject({ status: 'FAILED', reason: 'error' });
  expect(execution.itemsFailed).toBe(1);
  harness.fault = () => new Response('{}', { status: 401 });
  expect((await check(puuid)).outcome).toMatchObject({ status: 'FAILED', reason: 'auth' });
  for (let turn = 0; turn < 4; turn += 1) await check(puuid);
  expect(await harness.store.executions.findJob('check')).toMatchObject({ pauseReason: null });
});

it('asks again for what was unavailable, whenever that would be due', async () => {
  const [puuid = ''] = await meet(1);
  harness.fault = ({ url }) => (/matches\/EUW1/.test(url) ? new Response('{}', { status: 404 }) : undefined);
  await check(puuid, { target_matches: 20 });
  expect(await verdictOf(puuid)).toBeUndefined();
  const missed = harness.rows('select match_id from unavailable_matches').length;
  harness.fault = () => undefined;
  harness.clock.advance(130_000);
  await check(puuid, { target_matches: 20 });
  expect(harness.rows('select match_id from unavailable_matches').length).toBeLessThanOrEqual(missed - 20);
  expect((await verdictOf(puuid))?.gamesAnalyzed).toBeGreaterThanOrEqual(20);
});

it('believes no list that names nothing of what is stored: nobody rests for it', async () => {
  const [puuid = ''] = await meet(1);
  await check(puuid, { min_matches: 1, target_matches: 1 });
  harness.execute('update players set exhausted_at = null');
  harness.fault = ({ url }) => (url.includes('/ids') ? Response.json([]) : undefined);
  harness.clock.advance(130_000);
  const { outcome } = await check(puuid);
  expect(outcome).toMatchObject({ status: 'FAILED', reason: 'error' });
  expect(await harness.store.players.find({ puuid })).toMatchObject({ exhaustedAt: null, failedAttempts: 1 });
});

it('finds whom the ladder does not know where the account plays now', async () => {
  const [puuid = ''] = await meet(1);
  harness.execute("update players set platform = 'na1'");
  harness.fault = ({ url }) => {
    if (url.includes('/region/')) return Response.json({ puuid, game: 'lol', region: 'euw1' });
    if (url.includes('/na1/') || url.includes('//na1.')) return new Response('{}', { status: 404 });
    return url.includes('americas') && url.includes('/ids') ? Response.json([]) : undefined;
  };
  const { outcome } = await check(puuid);
  expect(outcome).toMatchObject({ status: 'SUCCESS', reason: 'completed' });
  expect(await harness.store.players.find({ puuid })).toMatchObject({ platform: 'euw1', exhaustedAt: null });
  expect(await verdictOf(puuid)).toMatchObject({ gamesAnalyzed: 50 });
});

it('may flag once others have told what is usual', async () => {
  const [puuid = '', ...others] = await meet(4);
  await check(puuid);
  expect((await verdictOf(puuid))?.missingMatches).toBeGreaterThan(0);
  for (const other of others) {
    harness.clock.advance(130_000);
    await check(other);
  }
  await check(puuid);
  expect(await verdictOf(puuid)).toMatchObject({ missingMatches: 0 });
  expect((await verdictOf(puuid))?.baselineId).not.toBe('default');
});
