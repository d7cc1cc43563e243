// Slots of a schedule: each is taken once, and those that passed are on record.

import { expect } from 'vitest';
import type { PassedSlots, SlotStep } from '../../../src/store/executions-store.ts';
import { type Cases, claimOf, first, NOW, type World } from '../world.ts';

const passed: PassedSlots = { kind: 'missed', firstSlot: 60, lastSlot: 180, slots: 3, detail: 'nobody was there' };
const step = (from: number | null, to: number, ...slots: PassedSlots[]): SlotStep => ({ from, to, passed: slots });
const claim = (world: World, id: number, rest: SlotStep) =>
  world.store.executions.claim(claimOf(id, { jobName: 'updater', step: rest }));
const lastOf = async ({ store }: World) => (await store.executions.findJob('updater'))?.lastScheduledFor;

export const slots: Cases = {
  'are taken with the claim, and what passed is an event': async (world) => {
    expect(await claim(world, 2, step(null, 240, passed))).toMatchObject({ kind: 'claimed' });
    expect(await lastOf(world)).toBe(240);
    expect(first(await world.store.executions.listByPrefix(claimOf(2).executionId)).scheduledFor).toBe(240);
    const event = { at: NOW, jobName: 'updater', ...passed };
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([event]);
  },

  'are taken once': async (world) => {
    await world.store.executions.passSlots('updater', step(null, 240), NOW);
    const before = await world.everything();
    expect(await claim(world, 2, step(null, 240))).toEqual({ kind: 'taken' });
    expect(await claim(world, 2, step(180, 300))).toEqual({ kind: 'taken' });
    expect(await world.everything()).toBe(before);
    expect(await claim(world, 2, step(240, 300))).toMatchObject({ kind: 'claimed' });
  },

  'that come once more, because the clock was set back, are passed without a second execution': async (world) => {
    const { executions } = world.store;
    await claim(world, 2, step(null, 240));
    const { token, executionId } = claimOf(2);
    const end = { status: 'SUCCESS', reason: 'completed', log: {}, lines: [], counters: {}, now: NOW } as const;
    await executions.finish({ lease: { token, executionId }, ...end });
    await executions.passSlots('updater', step(240, 180), NOW);
    expect(await claim(world, 3, step(180, 240, passed))).toEqual({ kind: 'taken' });
    expect(await lastOf(world)).toBe(240);
    expect(await executions.listEvents({ limit: 9 })).toEqual([]);
    expect(await claim(world, 3, step(240, 300))).toMatchObject({ kind: 'claimed' });
  },

  'stay where they are while another execution is in the way': async (world) => {
    await world.store.executions.claim(claimOf(2, { jobName: 'updater' }));
    const before = await world.everything();
    expect(await claim(world, 3, step(null, 240, passed))).toMatchObject({ kind: 'held' });
    expect(await world.everything()).toBe(before);
  },

  'pass without an execution, once': async (world) => {
    const { executions } = world.store;
    expect(await executions.passSlots('updater', step(null, 180, passed), NOW + 5)).toBe(true);
    expect(await executions.passSlots('updater', step(null, 180, passed), NOW + 6)).toBe(false);
    expect(await lastOf(world)).toBe(180);
    expect(await executions.listEvents({ limit: 9 })).toMatchObject([{ at: NOW + 5, ...passed }]);
    expect((await executions.findJob('analyzer'))?.lastScheduledFor).toBeNull();
  },

  'of a queued start are taken when its turn comes': async (world) => {
    const { executions } = world.store;
    await executions.claim(claimOf(2, { jobName: 'updater' }));
    const queued = claimOf(3, { jobName: 'updater', step: step(null, 240), isQueued: true });
    await executions.claim(queued);
    expect(await lastOf(world)).toBeNull();
    expect(await executions.claim({ ...queued, stateOf: () => 'dead' })).toMatchObject({ kind: 'claimed' });
    expect(await lastOf(world)).toBe(240);
    expect(first(await executions.listByPrefix(claimOf(3).executionId)).scheduledFor).toBe(240);
  },
};
