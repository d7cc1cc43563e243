// Ends that do not come from the owner: cancelled, found dead, killed; and a job that pauses because its key is refused.

import { expect } from 'vitest';
import type { OwnerState } from '../../../src/processes.ts';
import type { ExecutionReason } from '../../../src/store/records.ts';
import { type Cases, claimOf, first, NOW, type World } from '../world.ts';

async function runOnce({ store }: World, id: number, reason: ExecutionReason): Promise<boolean> {
  const claim = claimOf(id, { jobName: 'updater' });
  await store.executions.claim(claim);
  const lease = { executionId: claim.executionId, token: claim.token };
  const status = reason === 'completed' ? 'SUCCESS' : 'FAILED';
  const end = await store.executions.finish({ lease, status, reason, log: {}, lines: [], counters: {}, now: NOW + id });
  return end?.hasPaused ?? false;
}

const updater = ({ store }: World) => store.executions.findJob('updater');

export const recovery: Cases = {
  'a wish for the end reaches the owner with its next beat': async (world) => {
    const { executions } = world.store;
    expect(await executions.requestCancel(world.lease.executionId, NOW + 5)).toBe('asked');
    expect(await world.execution()).toMatchObject({ status: 'RUNNING', cancelRequestedAt: NOW + 5 });
    expect(await executions.beat(world.lease, { now: NOW + 6, leaseMs: 120_000 })).toBe('cancel');
  },

  'what has ended cannot be cancelled': async (world) => {
    await world.store.executions.claim(claimOf(2, { state: 'dead' }));
    const before = await world.everything();
    expect(await world.store.executions.requestCancel(world.lease.executionId, NOW + 5)).toBe('ended');
    expect(await world.store.executions.requestCancel('no such id', NOW + 5)).toBe('ended');
    expect(await world.everything()).toBe(before);
  },

  'looks after every job and ends what has no owner': async (world) => {
    const { executions } = world.store;
    await executions.claim(claimOf(2, { jobName: 'updater', owner: { ...claimOf(2).owner, pid: 5 } }));
    await executions.claim(claimOf(3, { jobName: 'updater', isQueued: true }));
    const before = await world.execution();
    const stateOf = ({ pid }: { pid: number }): OwnerState => (pid === 5 ? 'alive' : 'dead');
    const recovered = await executions.recover({ stateOf, now: NOW + 9 });
    expect(recovered.map(({ id }) => id)).toEqual([before.id, claimOf(3).executionId]);
    expect(await world.execution()).toMatchObject({ status: 'FAILED', reason: 'abandoned', completedAt: NOW + 9 });
    expect(await executions.list({ status: 'RUNNING', limit: 9 })).toMatchObject([{ jobName: 'updater' }]);
    expect(await executions.listEvents({ limit: 9 })).toMatchObject([{ kind: 'recovered' }, { kind: 'recovered' }]);
    expect(await executions.recover({ stateOf, now: NOW + 10 })).toEqual([]);
  },

  'one that was killed is ended by the token that was read': async (world) => {
    const { executions } = world.store;
    const execution = await world.execution();
    const ended = { reason: 'timeout', detail: 'killed', now: NOW + 3 } as const;
    expect(await executions.abandon({ ...execution, leaseToken: 'older' }, ended)).toBe(false);
    expect(await executions.abandon(execution, ended)).toBe(true);
    expect(await executions.abandon(execution, ended)).toBe(false);
    const row = { status: 'FAILED', reason: 'timeout', errorMessage: 'killed', completedAt: NOW + 3 };
    expect(await world.execution()).toMatchObject(row);
    const event = { kind: 'recovered', detail: `execution ${execution.id}: killed` };
    expect(await executions.listEvents({ limit: 9 })).toMatchObject([event]);
  },

  'the third refused key in a row pauses the job': async (world) => {
    expect(await runOnce(world, 2, 'auth')).toBe(false);
    expect(await runOnce(world, 3, 'auth')).toBe(false);
    expect(await updater(world)).toMatchObject({ authFailures: 2, pauseReason: null });
    expect(await runOnce(world, 4, 'auth')).toBe(true);
    expect(await updater(world)).toMatchObject({ authFailures: 3, pauseReason: 'auth', pausedUntil: null });
    const event = { at: NOW + 4, jobName: 'updater', kind: 'paused' };
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([event]);
    expect(await runOnce(world, 5, 'auth')).toBe(false);
    expect((await world.store.executions.findJob('analyzer'))?.authFailures).toBe(0);
  },

  'an end that came through to Riot begins the count anew, an interruption does not': async (world) => {
    await runOnce(world, 2, 'auth');
    await runOnce(world, 3, 'auth');
    await runOnce(world, 4, 'interrupted');
    expect((await updater(world))?.authFailures).toBe(2);
    await runOnce(world, 5, 'completed');
    expect((await updater(world))?.authFailures).toBe(0);
    expect(await runOnce(world, 6, 'auth')).toBe(false);
  },

  'a pause that has run out is no pause: refused keys pause the job again': async (world) => {
    const was = first([await updater(world)].filter((job) => job !== undefined));
    const over = { pauseReason: 'by hand', pausedUntil: NOW - 1 } as const;
    await world.store.executions.changeJob({ was, set: over, now: NOW });
    for (const id of [2, 3]) expect(await runOnce(world, id, 'auth')).toBe(false);
    expect(await runOnce(world, 4, 'auth')).toBe(true);
    expect(await updater(world)).toMatchObject({ pauseReason: 'auth', pausedUntil: null });
  },

  'with auto_pause_after 0 a job never pauses by itself': async (world) => {
    const was = await updater(world);
    if (was) await world.store.executions.changeJob({ was, set: { autoPauseAfter: 0 }, now: NOW });
    for (const id of [2, 3, 4, 5]) expect(await runOnce(world, id, 'auth')).toBe(false);
    expect((await updater(world))?.pauseReason).toBeNull();
  },

  'a change of a job leaves an event where it says so': async (world) => {
    const was = first([await updater(world)].filter((job) => job !== undefined));
    const event = { kind: 'paused', detail: 'until tomorrow' } as const;
    const set = { pauseReason: 'by hand', pausedUntil: NOW + 9 } as const;
    expect(await world.store.executions.changeJob({ was, set, event, now: NOW })).toMatchObject(set);
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([{ jobName: 'updater', ...event }]);
    const stale = { was: { ...was, timezone: 'Asia/Seoul' }, set: { schedule: '5m' }, event, now: NOW };
    expect(await world.store.executions.changeJob(stale)).toBeUndefined();
    expect(await world.store.executions.listEvents({ limit: 9 })).toHaveLength(1);
  },
};
