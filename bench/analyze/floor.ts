// The least that reading a sample can cost: the same rows by their key, in the driver's fastest mode.

import Sqlite from 'better-sqlite3';
import { SAMPLE_SIZE } from '../../src/analysis/evidence.ts';
import { QUEUE } from './world.ts';

/** Milliseconds per player, the rows in memory. */
export function floorOf(path: string, puuids: readonly string[]): number {
  const file = new Sqlite(path, { readonly: true });
  file.pragma('cache_size = -500000');
  const samples = puuids.map((puuid) => sampleOf(file, puuid));
  const read = file
    .prepare(
      `select match_id, puuid, team_id, team_position, win, kills, deaths, assists, gold_earned, vision_score, cs
       from match_participants where match_id in (select value from json_each(?))`,
    )
    .raw();
  const readAll = () => {
    const startedAt = performance.now();
    for (const ids of samples) read.all(ids);
    return (performance.now() - startedAt) / samples.length;
  };
  readAll();
  const ms = Math.min(readAll(), readAll(), readAll());
  file.close();
  return ms;
}

function sampleOf(file: Sqlite.Database, puuid: string): string {
  const rows = file
    .prepare(
      `select match_id from match_participants join matches using (match_id)
       where puuid = ? and +queue_id = ${QUEUE} order by game_creation desc, match_id desc limit ${SAMPLE_SIZE}`,
    )
    .pluck()
    .all(puuid);
  return JSON.stringify(rows);
}
