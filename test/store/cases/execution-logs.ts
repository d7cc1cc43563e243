// Lines of an execution: written while it runs, under its token, with a bound.

import { expect } from 'vitest';
import type { LogLine } from '../../../src/store/executions-store.ts';
import { type Cases, claimOf, NOW, type World } from '../world.ts';

const line = (seq: number, level: LogLine['level'] = 'info'): LogLine => ({
  seq,
  at: NOW + seq,
  level,
  event: `event ${seq}`,
  dataJson: `{"n":${seq}}`,
});
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index));
const seqs = async ({ store, lease }: World, rest: object = {}) =>
  (await store.executions.listLogLines({ executionId: lease.executionId, ...rest })).map(({ seq }) => seq);

export const executionLogs: Cases = {
  'are kept in their order': async (world) => {
    const { executions } = world.store;
    expect(await executions.appendLog(world.lease, lines(1, 2))).toBe(true);
    expect(await executions.appendLog(world.lease, [line(3, 'warn')])).toBe(true);
    const { executionId } = world.lease;
    expect(await executions.listLogLines({ executionId })).toEqual(
      [line(1), line(2), line(3, 'warn')].map((each) => ({ executionId, ...each })),
    );
  },

  'are found by level, from a place, and from the end': async (world) => {
    await world.store.executions.appendLog(world.lease, [line(1), line(2, 'warn'), line(3, 'error'), line(4)]);
    expect(await seqs(world, { level: 'warn' })).toEqual([2, 3]);
    expect(await seqs(world, { level: 'error' })).toEqual([3]);
    expect(await seqs(world, { afterSeq: 2 })).toEqual([3, 4]);
    expect(await seqs(world, { tail: 2 })).toEqual([3, 4]);
    expect(await seqs(world, { tail: 1, level: 'warn' })).toEqual([3]);
    expect(await seqs(world, { executionId: claimOf(9).executionId })).toEqual([]);
  },

  'keep their first and their last thousand': async (world) => {
    for (let from = 1; from <= 2600; from += 200)
      await world.store.executions.appendLog(world.lease, lines(from, from + 199));
    const kept = await seqs(world);
    expect(kept).toHaveLength(2000);
    expect([kept[0], kept[999], kept[1000], kept.at(-1)]).toEqual([1, 1000, 1601, 2600]);
  },

  'are refused under a token that is not its own, and after the end': async (world) => {
    const { executions } = world.store;
    const before = await world.everything();
    expect(await executions.appendLog({ ...world.lease, token: 'a guess' }, lines(1, 2))).toBe(false);
    expect(await world.everything()).toBe(before);
    await executions.claim(claimOf(2, { state: 'dead' }));
    expect(await executions.appendLog(world.lease, lines(1, 2))).toBe(false);
    expect(await seqs(world)).toEqual([]);
  },

  'that were left go with the end, or not at all': async (world) => {
    const end = { status: 'SUCCESS', reason: 'completed', log: {}, counters: {}, now: NOW } as const;
    await world.store.executions.finish({ lease: { ...world.lease, token: 'x' }, ...end, lines: lines(1, 2) });
    expect(await seqs(world)).toEqual([]);
    await world.store.executions.finish({ lease: world.lease, ...end, lines: lines(1, 2) });
    expect(await seqs(world)).toEqual([1, 2]);
  },
};
