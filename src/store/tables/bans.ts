// ban_checks: what each look at a flagged account said, so that people learn who was gone after they had met them.

import type { ColumnKit } from '../columns.ts';
import type { BanCheckResult } from '../terms.ts';
import type { PlayersTable } from './players.ts';

/** A row is never changed. Failed looks leave none. */
export function banChecksTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table(
    'ban_checks',
    {
      id: kit.serial(),
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      result: kit.text().$type<BanCheckResult>().notNull(),
      /** gameCreation of the newest match in which the player had been seen by then. */
      lastSeen: kit.int64(),
      checkedAt: kit.int64().notNull(),
    },
    (checks) => [kit.index('ban_checks_of_player').on(checks.puuid, checks.checkedAt)],
  );
}
