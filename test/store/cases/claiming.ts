// The claim: one running execution per job, and the recovery of one whose owner is gone.

import { expect } from 'vitest';
import type { OwnerState } from '../../../src/processes.ts';
import { LeaseLostError, StoreStateError } from '../../../src/store/errors.ts';
import { type Cases, claimOf, first, NOW, somebody, type World } from '../world.ts';

const running = async ({ store }: World) =>
  (await store.executions.list({ limit: 99 })).filter(({ status }) => status === 'RUNNING').map(({ id }) => id);

export const claiming: Cases = {
  'writes a running execution with owner, token, lease and heartbeat': async (world) => {
    const claim = claimOf(2, { jobName: 'updater', trigger: 'schedule', params: { queue: 420 }, now: NOW + 5 });
    const { executionId, token } = claim;
    const lease = { executionId, token };
    expect(await world.store.executions.claim(claim)).toEqual({ kind: 'claimed', lease, recovered: [] });
    expect(first(await world.store.executions.listByPrefix(executionId))).toMatchObject({
      id: executionId,
      jobConfigId: (await world.store.executions.findJob('updater'))?.id,
      jobName: 'updater',
      status: 'RUNNING',
      reason: null,
      trigger: 'schedule',
      paramsJson: '{"queue":420}',
      ...somebody,
      cliVersion: '1.2.3',
      leaseToken: token,
      leaseExpiresAt: NOW + 5 + 120_000,
      heartbeatAt: NOW + 5,
      startedAt: NOW + 5,
      completedAt: null,
      errorMessage: null,
      executionLog: null,
    });
    expect(await world.store.executions.listEvents({ limit: 9 })).toEqual([]);
  },

  'of a job that is not there is refused': async ({ store }) => {
    const refused = store.executions.claim(claimOf(2, { jobName: 'no such job' }));
    await expect(refused).rejects.toThrow(StoreStateError);
    await expect(refused).rejects.toThrow('no such job');
  },

  'of a job whose owner is alive is held, also long after its lease': async (world) => {
    const holder = await world.execution();
    const claim = claimOf(2, { state: 'alive', now: NOW + 999_999_999 });
    expect(await world.store.executions.claim(claim)).toEqual({ kind: 'held', holder });
    expect(await world.execution()).toEqual(holder);
    expect(await running(world)).toEqual([world.lease.executionId]);
  },

  'that is held is an event, not an execution': async (world) => {
    await world.store.executions.claim(claimOf(2, { now: NOW + 6 }));
    expect(await world.store.executions.list({ limit: 9 })).toHaveLength(1);
    const event = { at: NOW + 6, jobName: 'analyzer', kind: 'skipped' };
    const detail = `execution ${world.lease.executionId} of process 4711 on a-machine`;
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([{ ...event, detail }]);
  },

  'asks about the owner as it was written down': async (world) => {
    const asked: unknown[] = [];
    const stateOf = (owner: unknown): OwnerState => {
      asked.push(owner);
      return 'alive';
    };
    await world.store.executions.claim(claimOf(2, { stateOf }));
    expect(first(asked)).toMatchObject(somebody);
  },

  'believes the first answer about an owner who ends at that moment': async (world) => {
    const answers: OwnerState[] = ['alive'];
    const claim = claimOf(2, { stateOf: () => answers.shift() ?? 'dead' });
    expect(await world.store.executions.claim(claim)).toMatchObject({ kind: 'held' });
    expect(await running(world)).toEqual([world.lease.executionId]);
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([{ kind: 'skipped' }]);
  },

  'after the death of the owner abandons its execution and begins': async (world) => {
    const before = await world.execution();
    const claim = claimOf(2, { state: 'dead', now: NOW + 1 });
    const { executionId, token } = claim;
    const lease = { executionId, token };
    expect(await world.store.executions.claim(claim)).toEqual({ kind: 'claimed', lease, recovered: [before] });
    const errorMessage = 'owner process 4711 on a-machine is gone';
    const ended = { status: 'FAILED', reason: 'abandoned', completedAt: NOW + 1, errorMessage };
    expect(await world.execution()).toEqual({ ...before, ...ended });
    expect(await running(world)).toEqual([executionId]);
    const event = { at: NOW + 1, jobName: 'analyzer', kind: 'recovered' };
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([event]);
  },

  'abandons and begins in one transaction: when it cannot begin, nothing is abandoned': async (world) => {
    const before = await world.everything();
    const { executionId } = world.lease;
    const taken = claimOf(2, { executionId, state: 'dead' });
    await expect(world.store.executions.claim(taken)).rejects.toThrow(LeaseLostError);
    expect(await world.everything()).toBe(before);
  },

  'of an owner that cannot be seen waits for the end of its lease': async (world) => {
    const claimAt = (id: number, now: number) => world.store.executions.claim(claimOf(id, { state: 'unknown', now }));
    expect(await claimAt(2, NOW + 120_000)).toMatchObject({ kind: 'held' });
    await world.store.executions.beat(world.lease, { now: NOW + 60_000, leaseMs: 120_000 });
    expect(await claimAt(3, NOW + 180_000)).toMatchObject({ kind: 'held' });
    expect(await claimAt(4, NOW + 180_001)).toMatchObject({
      kind: 'claimed',
      recovered: [{ id: world.lease.executionId }],
    });
    expect(await running(world)).toEqual([claimOf(4).executionId]);
  },

  'does not touch the execution of another job': async (world) => {
    const before = await world.execution();
    await world.store.executions.claim(claimOf(2, { jobName: 'updater', state: 'dead' }));
    expect(await world.execution()).toEqual(before);
    expect(await running(world)).toHaveLength(2);
  },

  'after a finished execution finds nobody': async (world) => {
    const { lease } = world;
    const end = { status: 'SUCCESS', reason: 'completed', log: {}, lines: [], counters: {} } as const;
    await world.store.executions.finish({ lease, ...end, now: NOW });
    const claim = await world.store.executions.claim(claimOf(2, { state: 'dead' }));
    expect(claim).toMatchObject({ kind: 'claimed', recovered: [] });
    expect(await world.execution()).toMatchObject({ status: 'SUCCESS' });
    expect(await world.store.executions.listEvents({ limit: 9 })).toEqual([]);
  },
};
