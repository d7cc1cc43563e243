// A database as months of crawling leave it: players with 20 to 60 games, and the many that were met in these games.

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Draw, seeded } from '../../src/analysis/evaluation/random.ts';
import { teamPositions } from '../../src/league/match.ts';
import { tiers } from '../../src/league/rank.ts';
import { type OpenedStore, openStore } from '../../src/store/open.ts';

/** 2026-11-01T12:00:00Z. */
export const NOW = 1_793_534_400_000;
export const QUEUE = 420;

const HOUR_MS = 3_600_000;
const HISTORY_MS = 150 * 24 * HOUR_MS;
const FIRST_ID = 7_000_000_000;
/** Mean number of games of a player whose history was fetched. */
const MEAN_GAMES = 40;
/** Accounts that were met, per match: each of them is in ten games or so. */
const MET_PER_MATCH = 1;
/** One in so many of those met has a known rank: the analyzer asks for that of the players it judges. */
const RANK_ONE_IN = 8;
const PUUID_LENGTH = 78;
const DIVISIONS = ['IV', 'III', 'II', 'I'];

export function openWorld(path: string): OpenedStore['store'] {
  return openStore({ path, migrations: join(import.meta.dirname, '../../drizzle/sqlite'), create: true }).store;
}

interface World {
  readonly file: Sqlite.Database;
  readonly draw: Draw;
  readonly met: number;
}

/** Fills an empty, migrated database. In the order of a crawl: one player after the other, the oldest game first. */
export function fillWorld(path: string, matches: number): void {
  const file = new Sqlite(path);
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = OFF');
  file.pragma('cache_size = -1000000');
  const world: World = { file, draw: seeded(1), met: matches * MET_PER_MATCH };
  file.transaction(() => insertAll(world, matches)).immediate();
  file.exec('analyze');
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
}

function insertAll(world: World, matches: number): void {
  const { file, draw } = world;
  insertAccounts(world, { prefix: 'met', count: world.met, rankOneIn: RANK_ONE_IN });
  const fetched = Math.ceil(matches / MEAN_GAMES);
  insertAccounts(world, { prefix: 'fetched', count: fetched, rankOneIn: 1 });
  const insertGame = gameInserter(world);
  let left = matches;
  for (let player = 0; left > 0; player++) {
    const games = Math.min(left, 20 + draw(41));
    for (let game = 0; game < games; game++) insertGame(puuidOf('fetched', player % fetched), game / games);
    left -= games;
  }
  file.exec(`insert into player_games (puuid, queue_id, countable)
    select puuid, ${QUEUE}, count(*) from match_participants group by puuid`);
  file.exec(`update players set account_level = 30 + abs(random()) % 400`);
}

/** In an order that tells nothing. Source of the multiplier: Knuth's multiplicative hash. */
function puuidOf(prefix: string, number: number): string {
  const place = Math.imul(number, 2_654_435_761) >>> 0;
  return `${String(place).padStart(10, '0')}-${prefix}-${number}`.padEnd(PUUID_LENGTH, 'x');
}

interface Accounts {
  readonly prefix: string;
  readonly count: number;
  readonly rankOneIn: number;
}

function insertAccounts({ file, draw }: World, { prefix, count, rankOneIn }: Accounts): void {
  const player = file.prepare(`insert into players (puuid, platform, summoner_name, tag_line, discovered_depth,
    last_seen, rank_checked_at, created_at, updated_at) values (?, 'euw1', ?, 'TAG', 1, ?, ?, ?, ?)`);
  const rank = file.prepare(`insert into player_ranks (puuid, queue_type, tier, rank, league_points, wins, losses,
    veteran, inactive, fresh_blood, hot_streak, is_current, created_at)
    values (?, 'RANKED_SOLO_5x5', ?, ?, ?, 50, 50, 0, 0, 0, 0, 1, ?)`);
  for (let number = 0; number < count; number++) {
    const puuid = puuidOf(prefix, number);
    const isRanked = draw(rankOneIn) === 0;
    player.run(puuid, `Name ${number}`, NOW - draw(HISTORY_MS), isRanked ? NOW : null, NOW, NOW);
    if (isRanked) rank.run(puuid, tiers[2 + draw(5)], DIVISIONS[draw(4)], draw(100), NOW - draw(HISTORY_MS / 3));
  }
}

/** Ids and times rise together; one player's games are spread over the whole history. */
function gameInserter({ file, draw, met }: World) {
  const match = file.prepare(`insert into matches (match_id, platform_id, queue_id, game_creation, game_duration,
    game_version, map_id, game_mode, game_type, is_countable, bot_count, created_at)
    values (?, 'EUW1', ${QUEUE}, ?, ?, '15.21.1.1', 11, 'CLASSIC', 'MATCHED_GAME', 1, 0, ?)`);
  const row = file.prepare(`insert into match_participants values (${Array(27).fill('?').join(', ')})`);
  const payload = file.prepare(`insert into match_payloads values (?, 'zstd', zeroblob(64))`);
  let games = 0;
  return (puuid: string, age: number): void => {
    const playedAt = NOW - HISTORY_MS + Math.floor(age * HISTORY_MS) + draw(12 * HOUR_MS);
    const matchId = `EUW1_${FIRST_ID + Math.floor((playedAt - NOW + HISTORY_MS) / 10) * 100 + (games++ % 100)}`;
    match.run(matchId, playedAt, 1200 + draw(1200), NOW);
    const others = new Set<string>();
    while (others.size < 9) others.add(puuidOf('met', draw(met)));
    const seat = draw(10);
    const seats = [...others].toSpliced(seat, 0, puuid);
    const blueWins = draw(2);
    for (const [index, one] of seats.entries()) row.run(matchId, one, ...rowOf({ index, blueWins, draw }));
    payload.run(matchId);
  };
}

interface Seat {
  readonly index: number;
  readonly blueWins: number;
  readonly draw: Draw;
}

/** The columns after the key, in the order of the table. */
function rowOf({ index, blueWins, draw }: Seat): (string | number)[] {
  const position = teamPositions[index % 5] ?? 'TOP';
  const win = (index < 5 ? 1 : 0) === blueWins ? 1 : 0;
  const [kills, deaths, assists] = [draw(8) + 4 * win, draw(7) + 3 * (1 - win), draw(12) + 4 * win];
  const identity = [
    index + 1,
    index < 5 ? 100 : 200,
    `Name of ${draw(1000)}`,
    'TAG',
    30 + draw(400),
    7,
    1,
    'Annie',
    16,
  ];
  const places = [position, position, position, 'SOLO'];
  const figures = [kills, deaths, assists, (kills + assists) / Math.max(1, deaths), 8000 + draw(6000) + 1500 * win];
  return [...identity, ...places, win, ...figures, draw(250), draw(40), 120_000, 20_000, 18_000, 3000];
}
