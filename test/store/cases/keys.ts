// Keys that fit the puuids of the database.

import { expect } from 'vitest';
import { type Cases, NOW } from '../world.ts';

export const keys: Cases = {
  'a key is verified from the moment it was saved, and no other is': async ({ store }) => {
    expect(await store.keys.isVerified('one')).toBe(false);
    await store.keys.saveVerified('one', NOW);
    await store.keys.saveVerified('one', NOW + 1);
    expect(await store.keys.isVerified('one')).toBe(true);
    expect(await store.keys.isVerified('two')).toBe(false);
  },
};
