// What two databases must have in common when the same work was done in them, and whether verdicts follow from rows.

import { join } from 'node:path';
import { verifyVerdict } from '../../src/jobs/analyzer/verify.ts';
import { openStore } from '../../src/store/open.ts';
import { type Place, rowsOf } from './world.ts';

type Row = Record<string, unknown>;

const migrations = join(import.meta.dirname, '../../drizzle/sqlite');

/** Columns that hold the time of the run. */
const CLOCK = [
  'created_at',
  'updated_at',
  'last_attempt_at',
  'last_ban_check',
  'rank_checked_at',
  'ban_suspected_at',
  'riot_id_seen_at',
];

/** Domain rows in the order of their keys, without the time of the run and without surrogate keys. */
export function domain({ database }: Pick<Place, 'database'>) {
  const without = (names: readonly string[], rows: Row[]) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))));
  return {
    players: without(CLOCK, rowsOf(database, 'select * from players order by puuid')),
    matches: without(CLOCK, rowsOf(database, 'select * from matches order by match_id')),
    participants: rowsOf(database, 'select * from match_participants order by match_id, puuid'),
    ranks: without(['id', ...CLOCK], rowsOf(database, 'select * from player_ranks order by puuid, queue_type')),
    games: rowsOf(database, 'select * from player_games order by puuid, queue_id'),
    analyzed: rowsOf(database, 'select distinct puuid from player_analysis order by puuid'),
  };
}

/** Verdicts that the stored rows do not give again, bit for bit, with what is wrong about each. */
export async function unverifiedOf(database: string): Promise<object[]> {
  const { store } = openStore({ path: database, migrations, create: false });
  const puuids = rowsOf(database, 'select distinct puuid from player_analysis').map(({ puuid }) => String(puuid));
  const wrong: object[] = [];
  for (const puuid of puuids) {
    for (const verdict of await store.analyses.listHistory(puuid)) {
      const verification = await verifyVerdict(store, verdict);
      if (verification.kind !== 'same') wrong.push({ puuid, ...verification });
    }
  }
  await store.close();
  return wrong;
}
