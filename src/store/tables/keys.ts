// verified_keys: which API keys belong to the Riot application that encrypted this database's puuids.

import type { ColumnKit } from '../columns.ts';

export function verifiedKeysTable(kit: ColumnKit) {
  return kit.table('verified_keys', {
    /** A hash of the key, from which nobody gets the key back. */
    fingerprint: kit.text().primaryKey(),
    verifiedAt: kit.int64().notNull(),
  });
}
