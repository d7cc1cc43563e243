// Job configurations: listed, and changed by one person at a time.

import { expect } from 'vitest';
import type { JobConfiguration } from '../../../src/store/records.ts';
import { type Cases, NOW, type World } from '../world.ts';

async function updater({ store }: World): Promise<JobConfiguration> {
  const job = await store.executions.findJob('updater');
  if (!job) throw new Error('there is no updater');
  return job;
}

export const jobs: Cases = {
  'lists the jobs': async ({ store }) => {
    expect((await store.executions.listJobs()).map(({ name }) => name)).toEqual(['updater', 'analyzer', 'check']);
  },

  'changes what is given, of one job': async (world) => {
    const { executions } = world.store;
    const was = await updater(world);
    const analyzer = await executions.findJob('analyzer');
    const changed = await executions.changeJob({ was, set: { schedule: '15m' }, now: NOW });
    expect(changed).toEqual({ ...was, schedule: '15m', updatedAt: NOW });
    const set = { isActive: false, configJson: '{"queue":440}' };
    await executions.changeJob({ was: await updater(world), set, now: NOW + 1 });
    expect(await updater(world)).toEqual({ ...was, ...set, schedule: '15m', updatedAt: NOW + 1 });
    expect(await executions.findJob('analyzer')).toEqual(analyzer);
  },

  'changes nothing that somebody else has changed in between': async (world) => {
    const { executions } = world.store;
    const was = await updater(world);
    for (const set of [{ schedule: 'manual' }, { isActive: false }, { configJson: '{}' }]) {
      await executions.changeJob({ was: await updater(world), set, now: NOW });
      const now = await updater(world);
      expect(await executions.changeJob({ was, set: { schedule: '1h' }, now: NOW + 1 })).toBeUndefined();
      expect(await updater(world)).toEqual(now);
      const { schedule, isActive, configJson } = was;
      await executions.changeJob({ was: now, set: { schedule, isActive, configJson }, now: NOW });
    }
  },
};
