// Labels of a person, and the coefficients that are fitted to them.

import { expect } from 'vitest';
import { analysisOf, calibratedOf, play, track } from '../build.ts';
import { type Cases, NOW, type World } from '../world.ts';

async function judged(world: World, ...puuids: readonly string[]) {
  await track(world);
  await play(world, 3, { puuids });
  for (const puuid of puuids) await world.store.analyses.save(world.commit(), calibratedOf(puuid));
}

const flagsOf = (world: World, puuid: string) =>
  world.sql(
    `select manually_verified, false_positive_reported, notes from player_analysis where puuid = '${puuid}' order by id`,
  );

const unmarked = { manually_verified: 0, false_positive_reported: 0, notes: null };
const fitted = { version: 'local-1', a: 0.1 + 0.2, b: 4 / 3, c: -1 / 3, labels: 61, reportJson: '{"before":1}' };

export const labels: Cases = {
  'is kept with its note, and the newest verdict carries it': async (world) => {
    await judged(world, 'a');
    await world.store.analyses.save(world.commit(), calibratedOf('a'));
    const marked = { puuid: 'a', label: 'honest', note: 'a friend', createdAt: NOW + 3 };
    const asked = { puuid: 'a', label: 'honest', note: 'a friend', now: NOW + 3 } as const;
    expect(await world.store.analyses.mark(asked)).toEqual(marked);
    expect(await world.sql('select * from player_labels')).toHaveLength(1);
    const flags = { manually_verified: 1, false_positive_reported: 1, notes: 'a friend' };
    expect(await flagsOf(world, 'a')).toEqual([unmarked, flags]);
  },

  'is carried by a verdict that comes later, too': async (world) => {
    await judged(world, 'a', 'b');
    await world.store.analyses.mark({ puuid: 'a', label: 'honest', note: 'a friend', now: NOW });
    for (const puuid of ['a', 'b']) await world.store.analyses.save(world.commit(), calibratedOf(puuid));
    const flags = { manually_verified: 1, false_positive_reported: 1, notes: 'a friend' };
    expect(await flagsOf(world, 'a')).toEqual([flags, flags]);
    expect(await flagsOf(world, 'b')).toEqual([unmarked, unmarked]);
    await world.store.analyses.clearMark('a');
    expect(await flagsOf(world, 'a')).toEqual([unmarked, unmarked]);
  },

  'replaces an older one': async (world) => {
    await judged(world, 'a');
    await world.store.analyses.mark({ puuid: 'a', label: 'honest', note: 'first', now: NOW });
    const second = await world.store.analyses.mark({ puuid: 'a', label: 'smurf', note: null, now: NOW + 1 });
    expect(second).toEqual({ puuid: 'a', label: 'smurf', note: null, createdAt: NOW + 1 });
    expect(await flagsOf(world, 'a')).toEqual([{ manually_verified: 1, false_positive_reported: 0, notes: null }]);
  },

  'is taken back': async (world) => {
    await judged(world, 'a');
    await world.store.analyses.mark({ puuid: 'a', label: 'smurf', note: 'x', now: NOW });
    expect(await world.store.analyses.clearMark('a')).toBe(true);
    expect(await world.store.analyses.clearMark('a')).toBe(false);
    expect(await world.store.analyses.listLabelled()).toEqual([]);
    expect(await flagsOf(world, 'a')).toEqual([unmarked]);
  },

  'needs a player': async (world) => {
    const nobody = { puuid: 'nobody', label: 'smurf', note: null, now: NOW } as const;
    expect(await world.store.analyses.mark(nobody)).toBeUndefined();
  },

  'is listed with the evidence of the newest calibrated verdict': async (world) => {
    await judged(world, 'a', 'b');
    await world.store.analyses.save(world.commit(), calibratedOf('a', { prior: 0.2 }));
    await world.store.analyses.save(world.commit(), analysisOf('a'));
    await world.store.analyses.save(world.commit(), calibratedOf('b', { judgement: null }));
    await world.store.analyses.mark({ puuid: 'tracked', label: 'honest', note: null, now: NOW });
    await world.store.analyses.mark({ puuid: 'a', label: 'smurf', note: null, now: NOW + 1 });
    await world.store.analyses.mark({ puuid: 'b', label: 'smurf', note: null, now: NOW + 2 });
    const labelled = await world.store.analyses.listLabelled();
    expect(labelled.map(({ puuid, label, llr, prior }) => [puuid, label, llr, prior])).toEqual([
      ['b', 'smurf', null, 0.05],
      ['a', 'smurf', 2.3000000000000003, 0.2],
      ['tracked', 'honest', null, null],
    ]);
    expect(labelled[1]?.player).toEqual(await world.player('a'));
  },

  'coefficients are in force until they are undone, then those before them are': async ({ store }) => {
    const { analyses } = store;
    expect(await analyses.activeCalibration()).toBeUndefined();
    expect(await analyses.undoCalibration(NOW)).toBeUndefined();
    const first = await analyses.saveCalibration({ ...fitted, now: NOW });
    expect(first).toEqual({ id: first.id, ...fitted, createdAt: NOW, undoneAt: null });
    const second = await analyses.saveCalibration({ ...fitted, version: 'local-2', now: NOW });
    expect(await analyses.activeCalibration()).toEqual(second);
    expect(await analyses.undoCalibration(NOW + 1)).toEqual({ ...second, undoneAt: NOW + 1 });
    expect(await analyses.activeCalibration()).toEqual(first);
    await analyses.undoCalibration(NOW + 2);
    expect(await analyses.activeCalibration()).toBeUndefined();
  },
};
