// What old executions, lines and events are kept.

import { expect } from 'vitest';
import type { Retention } from '../../../src/store/executions-store.ts';
import type { ExecutionStatus } from '../../../src/store/records.ts';
import { type Cases, claimOf, DAY_MS, NOW, type World } from '../world.ts';

const nothing = { executions: 0, logLines: 0, events: 0 };
const everything: Retention = {
  executionsBefore: NOW + DAY_MS,
  failedBefore: NOW + DAY_MS,
  linesBefore: 0,
  eventsBefore: 0,
  keepLast: 0,
};

type Past = readonly [daysAgo: number, status?: ExecutionStatus];

/** An execution of the updater that began `daysAgo` days before NOW, with two lines. */
async function past({ store }: World, id: number, [daysAgo, status = 'SUCCESS']: Past): Promise<void> {
  const now = NOW - daysAgo * DAY_MS;
  const claim = claimOf(id, { jobName: 'updater', now });
  const lease = { executionId: claim.executionId, token: claim.token };
  await store.executions.claim(claim);
  const lines = [1, 2].map((seq) => ({ seq, at: now, level: 'info', event: 'an event', dataJson: '{}' }) as const);
  await store.executions.finish({ lease, status, reason: 'completed', log: {}, lines, counters: {}, now });
}

const kept = async ({ store }: World) =>
  (await store.executions.list({ jobName: 'updater', limit: 9999 })).map(({ id }) => Number(id.slice(-4)));
const linesOf = async ({ store }: World, id: number) =>
  (await store.executions.listLogLines({ executionId: claimOf(id).executionId })).length;

export const retention: Cases = {
  'never takes what is running, the last success, or the last failure': async (world) => {
    await past(world, 2, [9]);
    await past(world, 3, [8, 'FAILED']);
    await past(world, 4, [7]);
    await past(world, 5, [6, 'FAILED']);
    expect(await world.store.executions.countPrunable(everything)).toEqual({ ...nothing, executions: 2 });
    expect(await world.store.executions.prune(everything)).toEqual({ ...nothing, executions: 2 });
    expect(await kept(world)).toEqual([5, 4]);
    expect(await linesOf(world, 2)).toBe(0);
    expect(await linesOf(world, 4)).toBe(2);
    expect(await world.execution()).toMatchObject({ status: 'RUNNING' });
    expect(await world.store.executions.prune(everything)).toEqual(nothing);
  },

  'keeps what is young, failures by a date of their own, and the newest so many': async (world) => {
    for (const [id, daysAgo] of [
      [2, 9],
      [3, 8],
      [4, 7],
      [5, 1],
    ] as const)
      await past(world, id, [daysAgo]);
    await past(world, 6, [7.5, 'FAILED']);
    await past(world, 7, [1, 'FAILED']);
    const some = { ...everything, executionsBefore: NOW - 5 * DAY_MS, failedBefore: NOW - 30 * DAY_MS };
    expect(await world.store.executions.prune({ ...some, keepLast: 4 })).toEqual({ ...nothing, executions: 2 });
    expect(await kept(world)).toEqual([7, 5, 4, 6]);
    await world.store.executions.prune(some);
    expect(await kept(world)).toEqual([7, 5, 6]);
    expect(await world.store.executions.countPrunable({ ...some, keepLast: 99 })).toEqual(nothing);
  },

  'takes lines before the rows that they belong to': async (world) => {
    await past(world, 2, [9]);
    await past(world, 3, [1]);
    const lines = { ...everything, executionsBefore: 0, failedBefore: 0, linesBefore: NOW - 5 * DAY_MS };
    expect(await world.store.executions.countPrunable(lines)).toEqual({ ...nothing, logLines: 2 });
    expect(await world.store.executions.prune(lines)).toEqual({ ...nothing, logLines: 2 });
    expect([await linesOf(world, 2), await linesOf(world, 3)]).toEqual([0, 2]);
    expect(await kept(world)).toEqual([3, 2]);
  },

  'takes old events': async (world) => {
    for (const id of [2, 3]) await world.store.executions.claim(claimOf(id, { now: NOW + id }));
    const events = { ...everything, executionsBefore: 0, failedBefore: 0, eventsBefore: NOW + 3 };
    expect(await world.store.executions.countPrunable(events)).toEqual({ ...nothing, events: 1 });
    expect(await world.store.executions.prune(events)).toEqual({ ...nothing, events: 1 });
    expect(await world.store.executions.listEvents({ limit: 9 })).toMatchObject([{ at: NOW + 3 }]);
  },

  'goes in batches of 500': async (world) => {
    for (let id = 100; id < 352; id++) await past(world, id, [9]);
    const all = { ...everything, linesBefore: NOW, executionsBefore: NOW, failedBefore: NOW };
    expect(await world.store.executions.prune(all)).toEqual({ ...nothing, logLines: 500 });
    expect(await world.store.executions.prune(all)).toEqual({ ...nothing, logLines: 4 });
    expect(await world.store.executions.prune(all)).toEqual({ ...nothing, executions: 251 });
  },
};
