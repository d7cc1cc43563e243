// listByRiotId: any case of any script, and nothing else.

import { expect } from 'vitest';
import { type Cases, NOW, type World } from '../world.ts';

async function named(world: World, puuid: string, [gameName, tagLine = 'TAG']: readonly (string | null)[]) {
  await world.store.players.track({
    account: { puuid, gameName: gameName ?? null, tagLine },
    platform: 'euw1',
    now: NOW,
  });
}

async function found({ store }: World, gameName: string, tagLine = 'tag'): Promise<string[]> {
  return (await store.players.listByRiotId({ gameName, tagLine })).map(({ puuid }) => puuid);
}

export const riotIds: Cases = {
  'finds by Riot ID, whatever the case of its letters': async (world) => {
    await named(world, 'other', ['Hide on bus']);
    await named(world, 'wanted', ['Hide on bush']);
    for (const name of ['Hide on bush', 'HIDE ON BUSH', 'hide on bush']) {
      expect(await found(world, name)).toEqual(['wanted']);
    }
    expect(await found(world, 'Hide on bush', 'KR1')).toEqual([]);
    expect(await found(world, 'Hide on bus')).toEqual(['other']);
  },

  'in any script, also in the tag': async (world) => {
    const names = ['Föbes', 'ΟΔΥΣΣΕΥΣ', 'Привет Мир', 'Straße', '숨 쉬기', '兕僨仾九', 'Ārśya'];
    for (const name of names) await named(world, name, [name, 'ÄÖ1']);
    for (const name of names) {
      for (const typed of [name, name.toLowerCase(), name.toUpperCase(), name.normalize('NFD')]) {
        if (name === 'Straße' && typed === 'STRASSE') continue;
        expect([typed, await found(world, typed, 'äö1')]).toEqual([typed, [name]]);
      }
    }
    expect(await found(world, 'οδυσσευσ', 'äö1')).toEqual(['ΟΔΥΣΣΕΥΣ']);
    expect(await found(world, 'Fobes', 'äö1')).toEqual([]);
    expect(await found(world, 'Füöbes', 'äö1')).toEqual([]);
  },

  'takes no character for a wildcard': async (world) => {
    await named(world, 'plain', ['Hide on bush']);
    for (const name of ['Hide on %', 'Hide_on_bush', '%', 'Hide on bus\\h'])
      expect(await found(world, name)).toEqual([]);
    await named(world, 'odd', ['100%_\\']);
    expect(await found(world, '100%_\\')).toEqual(['odd']);
  },

  'gives everybody who carries the name, and nobody without one': async (world) => {
    await named(world, 'a', ['Twice']);
    await named(world, 'b', ['TWICE']);
    await named(world, 'nameless', [null, null]);
    expect(await found(world, 'twice')).toEqual(['a', 'b']);
  },
};
