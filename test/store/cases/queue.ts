// Waiting for one's turn: a PENDING row keeps the place, in the order of arrival.

import { expect } from 'vitest';
import { LeaseLostError } from '../../../src/store/errors.ts';
import type { Finish } from '../../../src/store/executions-store.ts';
import type { Lease } from '../../../src/store/records.ts';
import { type Cases, claimOf, first, NOW, type World } from '../world.ts';

const waiting = (id: number, now = NOW + id) => claimOf(id, { isQueued: true, now });
const leaseOf = (id: number): Lease => ({ executionId: claimOf(id).executionId, token: claimOf(id).token });

const stateOf = async ({ store }: World, id: number) => {
  const [row] = await store.executions.listByPrefix(claimOf(id).executionId);
  return row?.status;
};

async function endRunning({ store, lease }: World): Promise<void> {
  const end: Omit<Finish, 'lease'> = {
    status: 'SUCCESS',
    reason: 'completed',
    log: {},
    lines: [],
    counters: {},
    now: NOW + 50,
  };
  await store.executions.finish({ lease, ...end });
}

export const queue: Cases = {
  'keeps a place while the job is held, and no event tells of it': async (world) => {
    const holder = await world.execution();
    expect(await world.store.executions.claim(waiting(2))).toEqual({ kind: 'held', holder });
    expect(first(await world.store.executions.listByPrefix(claimOf(2).executionId))).toMatchObject({
      status: 'PENDING',
      startedAt: NOW + 2,
      leaseExpiresAt: NOW + 2 + 120_000,
    });
    expect(await world.store.executions.listEvents({ limit: 9 })).toEqual([]);
  },

  'renews the place with each further claim': async (world) => {
    await world.store.executions.claim(waiting(2));
    await world.store.executions.claim(waiting(2, NOW + 60_000));
    expect(first(await world.store.executions.listByPrefix(claimOf(2).executionId))).toMatchObject({
      startedAt: NOW + 2,
      heartbeatAt: NOW + 60_000,
      leaseExpiresAt: NOW + 180_000,
    });
  },

  'runs when the job is free, from that moment': async (world) => {
    await world.store.executions.claim(waiting(2));
    await endRunning(world);
    expect(await world.store.executions.claim(waiting(2, NOW + 99))).toMatchObject({ kind: 'claimed' });
    expect(first(await world.store.executions.listByPrefix(claimOf(2).executionId))).toMatchObject({
      status: 'RUNNING',
      startedAt: NOW + 99,
    });
  },

  'lets those in first who came first, also before those who do not queue': async (world) => {
    await world.store.executions.claim(waiting(2));
    await world.store.executions.claim(waiting(3));
    await endRunning(world);
    const holder = { id: claimOf(2).executionId };
    expect(await world.store.executions.claim(waiting(3))).toMatchObject({ kind: 'held', holder });
    expect(await world.store.executions.claim(claimOf(4))).toMatchObject({ kind: 'held', holder });
    expect(await world.store.executions.claim(waiting(2))).toMatchObject({ kind: 'claimed' });
    expect(await stateOf(world, 4)).toBeUndefined();
  },

  'does not wait behind somebody who is gone': async (world) => {
    await world.store.executions.claim(waiting(2));
    await endRunning(world);
    const claim = await world.store.executions.claim({ ...waiting(3), stateOf: () => 'dead' });
    expect(claim).toMatchObject({ kind: 'claimed', recovered: [{ id: claimOf(2).executionId }] });
    expect(await stateOf(world, 2)).toBe('FAILED');
  },

  'that nobody renews is lost, also while its process is alive: it may stand still': async (world) => {
    await world.store.executions.claim(waiting(2));
    await endRunning(world);
    const behind = (now: number) => world.store.executions.claim(claimOf(3, { now }));
    expect(await behind(NOW + 2 + 120_000)).toMatchObject({ kind: 'held' });
    expect(await behind(NOW + 3 + 120_000)).toMatchObject({ kind: 'claimed' });
    await expect(world.store.executions.claim(waiting(2))).rejects.toThrow(LeaseLostError);
  },

  'that was cancelled is no place any more': async (world) => {
    await world.store.executions.claim(waiting(2));
    expect(await world.store.executions.requestCancel(claimOf(2).executionId, NOW + 9)).toBe('cancelled');
    const before = await world.everything();
    await expect(world.store.executions.claim(waiting(2))).rejects.toThrow(LeaseLostError);
    await endRunning(world);
    await expect(world.store.executions.claim(waiting(2))).rejects.toThrow(LeaseLostError);
    expect(await stateOf(world, 2)).toBe('FAILED');
    expect(before).toContain('cancelled');
  },

  'that was given up leaves an event and no row': async (world) => {
    await world.store.executions.claim(waiting(2));
    await world.store.executions.leaveQueue(leaseOf(2), { detail: 'waited in vain', now: NOW + 7 });
    expect(await stateOf(world, 2)).toBeUndefined();
    const event = { at: NOW + 7, jobName: 'analyzer', kind: 'skipped', detail: 'waited in vain' };
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([event]);
  },

  'gives up nothing but a place of one’s own': async (world) => {
    await world.store.executions.claim(waiting(2));
    const before = await world.everything();
    await world.store.executions.leaveQueue({ ...leaseOf(2), token: 'a guess' }, { detail: '', now: NOW });
    await world.store.executions.leaveQueue(world.lease, { detail: '', now: NOW });
    expect(await world.everything()).toBe(before);
  },
};
