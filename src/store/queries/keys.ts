// verified_keys: asked once per key and database.

import { eq } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import type { KeysStore } from '../store.ts';

export function keysStore({ db, tables: { verifiedKeys } }: StoreContext): KeysStore {
  return {
    isVerified: async (fingerprint) => {
      const rows = await db.select().from(verifiedKeys).where(eq(verifiedKeys.fingerprint, fingerprint));
      return rows.length > 0;
    },
    saveVerified: async (fingerprint, now) => {
      await db
        .insert(verifiedKeys)
        .values({ fingerprint, verifiedAt: now })
        .onConflictDoNothing()
        .returning({ fingerprint: verifiedKeys.fingerprint });
    },
  };
}
