// The fence: an execution that lost its lease writes nothing more, whatever it was about to do.

import { expect } from 'vitest';
import { LeaseLostError } from '../../../src/store/errors.ts';
import type { Commit } from '../../../src/store/records.ts';
import type { Store } from '../../../src/store/store.ts';
import { analysisOf, entryOf, gameOf, matchIdOf, play, track } from '../build.ts';
import { type Cases, claimOf, NOW, type World } from '../world.ts';

type First<Operation> = Operation extends (...parameters: infer Given) => unknown ? Given[0 & keyof Given] : never;

/** Names of the operations of a group that write on behalf of an execution: those whose first parameter is a Commit. */
type WritesOf<Group> = {
  [Name in keyof Group]: [First<Group[Name]>, Commit] extends [Commit, First<Group[Name]>] ? Name : never;
}[keyof Group];

type Groups = Omit<Store, 'close'>;
type Write = { [Name in keyof Groups]: `${Name}.${WritesOf<Groups[Name]> & string}` }[keyof Groups];

/** Each would change rows of its own; a new operation without an example here is a type error. */
const writes: Readonly<Record<Write, (store: Store, commit: Commit) => Promise<unknown>>> = {
  'players.recordAttempt': ({ players }, commit) => players.recordAttempt(commit, { puuid: 'a', failed: true }),
  'players.saveRanks': ({ players }, commit) => players.saveRanks(commit, { puuid: 'a', entries: [entryOf()] }),
  'players.saveBanCheck': ({ players }, commit) => players.saveBanCheck(commit, { puuid: 'a', result: 'gone' }),
  'players.saveProfile': ({ players }, commit) =>
    players.saveProfile(commit, { puuid: 'tracked', account: undefined, summoner: undefined, platform: 'kr' }),
  'matches.save': ({ matches }, commit) => {
    const fetched = gameOf({ id: 2, puuids: ['tracked', 'unknown'] });
    return matches.save(commit, { fetched, fetchedFor: 'tracked' });
  },
  'matches.recordUnavailable': ({ matches }, commit) =>
    matches.recordUnavailable(commit, { matchId: matchIdOf(3), puuid: 'tracked', reason: 'not_found' }),
  'matches.awaitMatches': ({ matches }, commit) =>
    matches.awaitMatches(commit, { puuid: 'tracked', ids: [matchIdOf(4)] }),
  'matches.keepList': ({ matches }, commit) => matches.keepList(commit, { puuid: 'a', ids: [matchIdOf(5)] }),
  'matches.dropLists': ({ matches }, commit) => matches.dropLists(commit, { ...waiting, minMatches: 0 }),
  'matches.moveCursor': ({ matches }, commit) =>
    matches.moveCursor(commit, { puuid: 'tracked', queueId: 420, completeUntil: 2 }),
  'matches.beginHistory': ({ matches }, commit) =>
    matches.beginHistory(commit, { puuid: 'another', queueId: 420, from: 1 }),
  'matches.markReconciled': ({ matches }, commit) => matches.markReconciled(commit, { puuid: 'tracked', queueId: 420 }),
  'analyses.reset': ({ analyses }, commit) => analyses.reset(commit, ['judged']),
  'analyses.save': ({ analyses }, commit) => analyses.save(commit, analysisOf('a')),
};

const waiting = { queueId: 420, targetMatches: 4, minMatches: 3, maxDepth: 1, now: NOW, restMs: 0 };

const counters = { apiRequests: 1, waitedMs: 20 };

async function prepare(world: World): Promise<void> {
  await track(world);
  await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked'] }) });
  const missed = { matchId: matchIdOf(4), puuid: 'another', reason: 'failed' } as const;
  await track(world, 'another');
  await world.store.matches.recordUnavailable(world.commit(), missed);
  await play(world, 2, { puuids: ['a', 'judged'] });
  await world.store.matches.keepList(world.commit(), { puuid: 'judged', ids: [matchIdOf(6)] });
  await world.store.analyses.save(world.commit(), analysisOf('judged'));
}

async function expectNoWrite(world: World, commit: Commit): Promise<void> {
  const before = await world.everything();
  for (const [name, write] of Object.entries(writes)) {
    await expect(write(world.store, commit), name).rejects.toThrow(LeaseLostError);
    expect(await world.everything(), name).toBe(before);
  }
}

export const fence: Cases = {
  'with the lease every operation writes, and counts what its commit carries': async (world) => {
    await prepare(world);
    for (const [name, write] of Object.entries(writes)) {
      const before = await world.everything();
      const { apiRequests = 0, waitedMs = 0 } = await world.counters();
      await write(world.store, world.commit(NOW + 1, counters));
      expect(await world.everything(), name).not.toBe(before);
      const after = { apiRequests: apiRequests + 1, waitedMs: waitedMs + 20 };
      expect(await world.counters(), name).toMatchObject(after);
    }
  },

  'nothing is written once another process has taken over': async (world) => {
    await prepare(world);
    await world.store.executions.claim(claimOf(2, { state: 'dead' }));
    await expectNoWrite(world, world.commit(NOW + 1, counters));
  },

  'nothing is written after the end': async (world) => {
    await prepare(world);
    const end = { status: 'SUCCESS', reason: 'completed', log: {}, lines: [], counters: {} } as const;
    await world.store.executions.finish({ lease: world.lease, ...end, now: NOW });
    await expectNoWrite(world, world.commit(NOW + 1, counters));
  },

  'nothing is written under a token that is not its own': async (world) => {
    await prepare(world);
    const lease = { ...world.lease, token: 'a guess' };
    await expectNoWrite(world, { lease, now: NOW + 1, counters });
  },

  'nothing is written for an execution that is not there': async (world) => {
    await prepare(world);
    const lease = { ...world.lease, executionId: claimOf(9).executionId };
    await expectNoWrite(world, { lease, now: NOW + 1, counters });
  },
};
