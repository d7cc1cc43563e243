// What two databases must have in common when the same work was done in them, and whether verdicts follow from rows.

import { join } from 'node:path';
import { verifyVerdict } from '../../src/jobs/analyzer/verify.ts';
import { openStore } from '../../src/store/open.ts';
import { RECENTLY } from '../integration/recently.ts';
import { type Place, rowsOf } from './world.ts';

type Row = Record<string, unknown>;

const migrations = join(import.meta.dirname, '../../drizzle/sqlite');

/** Columns that hold the time of the run. */
const isTime = (name: string) => name.endsWith('_at') || name === 'last_ban_check';

/** Of the last weeks, which the updater covers: what lies before them, only others bring in. */
const OF_TRACKED = `select match_id from match_participants join players using (puuid) join matches using (match_id)
  where is_tracked and game_creation >= ${RECENTLY - 28 * 86_400_000}`;

const MET = `select puuid from match_participants where match_id in (${OF_TRACKED})`;

/**
 * What both jobs reach whatever the order of their work: all about the tracked players, and a verdict about everybody met
 * in their matches whose history is long enough. How much is stored of others depends on who was served first.
 */
export function domain({ database }: Pick<Place, 'database'>) {
  const rows = (sql: string) =>
    rowsOf(database, sql).map((row: Row) => Object.fromEntries(Object.entries(row).filter(([name]) => !isTime(name))));
  return {
    tracked: rows('select * from players where is_tracked order by puuid'),
    met: rows(`select puuid, platform, discovered_depth from players where puuid in (${MET}) order by puuid`),
    matches: rows(`select * from matches where match_id in (${OF_TRACKED}) order by match_id`),
    participants: rows(`select * from match_participants where match_id in (${OF_TRACKED}) order by match_id, puuid`),
    ranks: rows(`select queue_type, tier, rank, league_points, wins, losses, is_current, puuid from player_ranks
      join players using (puuid) where is_tracked order by puuid, queue_type`),
    analyzed: rows(`select distinct puuid from player_analysis where puuid in (${MET}) order by puuid`),
    miscounted: miscounted(rows),
  };
}

/** Of the counts that are kept beside the rows, those that do not fit them: none. */
function miscounted(rows: (sql: string) => Row[]): Row[] {
  return rows(`select puuid, queue_id, countable from player_games except
    select puuid, queue_id, count(*) from match_participants join matches using (match_id)
    where is_countable group by puuid, queue_id`);
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
