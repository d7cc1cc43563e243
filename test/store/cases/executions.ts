// A running execution: heartbeat, counters and end; and the history.

import { expect } from 'vitest';
import type { ExecutionFilter, Finish } from '../../../src/store/executions-store.ts';
import { type Commit, counterNames } from '../../../src/store/records.ts';
import { type Cases, claimOf, NOW, type World } from '../world.ts';

const ends: Omit<Finish, 'lease'> = {
  status: 'FAILED',
  reason: 'error',
  error: { code: 'StoreError', message: 'disk full', stack: 'StoreError: disk full' },
  lines: [],
  log: { phases: [{ name: 'fetch-matches' }] },
  counters: { apiRequests: 2, waitedMs: 30 },
  now: NOW + 500,
};

async function history(world: World): Promise<void> {
  const { executions } = world.store;
  await executions.finish({ lease: world.lease, ...ends });
  for (const [id, jobName] of [
    [2, 'updater'],
    [3, 'analyzer'],
    [4, 'updater'],
  ] as const) {
    await executions.claim(claimOf(id, { jobName, state: 'dead', now: NOW + id }));
  }
}

export const executions: Cases = {
  'a beat renews heartbeat and lease': async (world) => {
    const before = await world.execution();
    expect(await world.store.executions.beat(world.lease, { now: NOW + 10_000, leaseMs: 120_000 })).toBe('ours');
    const renewed = { heartbeatAt: NOW + 10_000, leaseExpiresAt: NOW + 130_000 };
    expect(await world.execution()).toEqual({ ...before, ...renewed });
  },

  'counting adds each counter to its own column and shows progress': async (world) => {
    const count = (commit: Commit) => world.store.matches.awaitMatches(commit, { puuid: 'nobody', ids: [] });
    const before = await world.execution();
    const delta = Object.fromEntries(counterNames.map((name, index) => [name, index + 1]));
    await count(world.commit(NOW + 1, delta));
    await count(world.commit(NOW + 2, delta));
    expect(await world.counters()).toEqual(
      Object.fromEntries(counterNames.map((name, index) => [name, 2 * index + 2])),
    );
    const { apiRequests: apiRequestsMade, ...named } = await world.counters();
    expect(await world.execution()).toEqual({ ...before, ...named, apiRequestsMade, progressAt: NOW + 2 });
  },

  'finishes with reason, message, log and the counters that were left': async (world) => {
    const nothing = { puuid: 'nobody', ids: [] };
    await world.store.matches.awaitMatches(world.commit(NOW, { apiRequests: 5 }), nothing);
    const before = await world.execution();
    const end = await world.store.executions.finish({ lease: world.lease, ...ends });
    const error = { errorCode: 'StoreError', errorMessage: 'disk full', errorStack: 'StoreError: disk full' };
    const ended = { status: 'FAILED', reason: 'error', ...error, completedAt: NOW + 500 };
    const executionLog = '{"phases":[{"name":"fetch-matches"}]}';
    const execution = { ...before, ...ended, executionLog, apiRequestsMade: 7, waitedMs: 30 };
    expect(await world.execution()).toEqual(execution);
    expect(end).toEqual({ execution, hasPaused: false });
  },

  'finishes once': async (world) => {
    await world.store.executions.finish({ lease: world.lease, ...ends });
    const before = await world.everything();
    const again = { ...ends, status: 'SUCCESS', reason: 'completed' } as const;
    expect(await world.store.executions.finish({ lease: world.lease, ...again })).toBeUndefined();
    expect(await world.everything()).toBe(before);
  },

  'neither beats nor finishes under a token that is not its own': async (world) => {
    const before = await world.everything();
    const lease = { ...world.lease, token: 'a guess' };
    expect(await world.store.executions.beat(lease, { now: NOW + 1, leaseMs: 1 })).toBe('lost');
    expect(await world.store.executions.finish({ lease, ...ends })).toBeUndefined();
    expect(await world.everything()).toBe(before);
  },

  'neither beats nor finishes when it was abandoned': async (world) => {
    await world.store.executions.claim(claimOf(2, { state: 'dead' }));
    const before = await world.everything();
    expect(await world.store.executions.beat(world.lease, { now: NOW + 1, leaseMs: 1 })).toBe('lost');
    expect(await world.store.executions.finish({ lease: world.lease, ...ends })).toBeUndefined();
    expect(await world.everything()).toBe(before);
  },

  'lists the newest first, of all jobs or of one': async (world) => {
    await history(world);
    const listed = async (filter: ExecutionFilter) =>
      (await world.store.executions.list(filter)).map(({ id }) => Number(id.slice(-3)));
    expect(await listed({ limit: 9 })).toEqual([4, 3, 2, 1]);
    expect(await listed({ limit: 2 })).toEqual([4, 3]);
    expect(await listed({ jobName: 'analyzer', limit: 9 })).toEqual([3, 1]);
    expect(await listed({ status: 'RUNNING', limit: 9 })).toEqual([4, 3]);
    expect(await listed({ status: 'FAILED', reason: 'abandoned', limit: 9 })).toEqual([2]);
    expect(await listed({ reason: 'error', limit: 9 })).toEqual([1]);
    expect(await listed({ since: NOW + 3, limit: 9 })).toEqual([4, 3]);
  },

  'finds by a prefix, and says so when it fits several': async (world) => {
    await history(world);
    const idsOf = async (prefix: string) => (await world.store.executions.listByPrefix(prefix)).map(({ id }) => id);
    const { executionId } = claimOf(3);
    expect(await idsOf(executionId)).toEqual([executionId]);
    expect(await idsOf(executionId.toUpperCase())).toEqual([executionId]);
    expect(await idsOf(executionId.slice(0, 8))).toHaveLength(2);
    expect(await idsOf('0199f001')).toEqual([]);
    expect(await idsOf(executionId.slice(1))).toEqual([]);
  },

  'knows both jobs with schedule and type': async ({ store }) => {
    const updater = await store.executions.findJob('updater');
    const analyzer = await store.executions.findJob('analyzer');
    expect(updater).toMatchObject({ jobType: 'TRACKED_PLAYER_UPDATER', schedule: '60', isActive: true });
    expect(analyzer).toMatchObject({ jobType: 'PLAYER_ANALYZER', schedule: '300', isActive: true });
    expect(await store.executions.findJob('Updater')).toBeUndefined();
  },

  'lists events, the newest first': async (world) => {
    for (const id of [2, 3, 4]) await world.store.executions.claim(claimOf(id, { now: NOW + id }));
    const events = await world.store.executions.listEvents({ limit: 2 });
    expect(events.map(({ at }) => at - NOW)).toEqual([4, 3]);
  },
};
