// What two databases must have in common when the same work was done in them, and the evidence behind a verdict.

import type { Evidence, RankPoint, SampleGame } from '../../src/analysis/evidence.ts';
import { type Place, rowsOf } from './world.ts';

type Row = Record<string, unknown>;

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
    analyzed: rowsOf(database, 'select distinct puuid from player_analysis order by puuid'),
  };
}

/** What the database knew when the verdict was made. */
export function evidenceAt(database: string, stored: Row): Evidence {
  const { puuid, created_at: at } = stored as { puuid: string; created_at: number };
  const games = rowsOf(
    database,
    `select m.match_id as matchId, m.game_creation as gameCreation, m.game_duration as gameDuration, mp.win, mp.kills,
       mp.deaths, mp.assists, mp.cs, mp.vision_score as visionScore, mp.team_position as teamPosition
     from matches m join match_participants mp on mp.match_id = m.match_id
     where mp.puuid = '${puuid}' and m.queue_id = 420 and m.is_countable and m.created_at <= ${at}
     order by m.game_creation, m.match_id`,
  ).map((game) => ({ ...game, win: game['win'] === 1 }) as unknown as SampleGame);
  const ranks = rowsOf(
    database,
    `select created_at as at, tier, rank as division, league_points as leaguePoints from player_ranks
     where puuid = '${puuid}' and queue_type = 'RANKED_SOLO_5x5' and created_at <= ${at} order by created_at, id`,
  ) as unknown as RankPoint[];
  return { puuid, queueId: 420, games: games.slice(-60), level: Number(stored['account_level']), ranks };
}
