// What the ladder says about a player at the world's moment: league entries and the summoner's level.

import { FLEX_QUEUE, SOLO_QUEUE } from './game-rolls.ts';
import { diceOf, mix, topics } from './hash.ts';
import { type MatchRecord, UNPLACED } from './match-log.ts';
import { ladderPlace, PLACEMENT_GAMES } from './rating.ts';
import type { World, WorldPlayer } from './world.ts';

/** Games of one level-up, about; the level at the first simulated game is part of the traits. */
const GAMES_PER_LEVEL = 7;
const HOT_STREAK = 3;
const VETERAN_GAMES = 150;
const FRESH_GAMES = 30;
const INACTIVE_MS = 28 * 86_400_000;

/** Summoner level before the player's n-th simulated game (0-based). */
export function levelAt(player: WorldPlayer, gamesBefore: number): number {
  return player.traits.level + Math.floor(gamesBefore / GAMES_PER_LEVEL);
}

/** LeagueEntryDTO[]: solo and, for those who play it, flex; empty = unranked or banned. */
export function leagueEntries(world: World, player: WorldPlayer): object[] {
  if (world.isBanned(player)) return [];
  const games = world.historyOf(player).map((index) => world.log.at(index));
  const played = games.filter((match) => !match.isRemake);
  const solo = played.filter(({ queueId }) => queueId === SOLO_QUEUE);
  const flex = played.filter(({ queueId }) => queueId === FLEX_QUEUE);
  return [...soloEntry(world, player, solo), ...flexEntry(world, player, flex)];
}

function soloEntry(world: World, player: WorldPlayer, games: readonly MatchRecord[]): object[] {
  const { earlier, isPlaced, startRating } = player.traits;
  const last = games.at(-1);
  const atOrigin = isPlaced ? Math.round(400 * startRating) : UNPLACED;
  const points = last === undefined ? atOrigin : (last.standings[last.players.indexOf(player.index)] ?? UNPLACED);
  if (points === UNPLACED) return [];
  return [entry(world, player, { queueType: 'RANKED_SOLO_5x5', points, games, earlier })];
}

/** The flex ladder is not simulated: a fixed place near the solo rating, moved by the results. */
function flexEntry(world: World, player: WorldPlayer, games: readonly MatchRecord[]): object[] {
  if (games.length < PLACEMENT_GAMES) return [];
  const dice = diceOf(mix(mix(world.frame.seed, topics.flex), player.index));
  const wins = games.filter((match) => hasWon(player, match)).length;
  const base = 400 * (player.traits.startRating - 0.6 + dice.normal(0, 0.4));
  const points = Math.round(Math.max(0, base + 15 * (2 * wins - games.length)));
  return [entry(world, player, { queueType: 'RANKED_FLEX_SR', points, games, earlier: { wins: 0, losses: 0 } })];
}

interface Standing {
  readonly queueType: string;
  readonly points: number;
  readonly games: readonly MatchRecord[];
  readonly earlier: { readonly wins: number; readonly losses: number };
}

function entry(world: World, player: WorldPlayer, { queueType, points, games, earlier }: Standing): object {
  const { tier, division, leaguePoints } = ladderPlace(points);
  const won = games.map((match) => hasWon(player, match));
  const wins = earlier.wins + won.filter(Boolean).length;
  const losses = earlier.losses + won.length - (wins - earlier.wins);
  const lastEndedAt = games.at(-1)?.endedAt ?? world.originAt;
  return {
    leagueId: leagueIdOf(world.frame.seed, `${queueType}${tier}${division}`),
    queueType,
    tier,
    rank: division,
    puuid: player.puuid,
    leaguePoints,
    wins,
    losses,
    veteran: wins + losses > VETERAN_GAMES,
    inactive: world.now() - lastEndedAt > INACTIVE_MS,
    freshBlood: wins + losses < FRESH_GAMES,
    hotStreak: won.length >= HOT_STREAK && won.slice(-HOT_STREAK).every(Boolean),
  };
}

function hasWon(player: WorldPlayer, match: MatchRecord): boolean {
  return match.players.indexOf(player.index) < 5 === match.blueWins;
}

/** One league per ladder and division: a UUID out of their names. */
function leagueIdOf(seed: number, name: string): string {
  const salt = [...name].reduce((hash, letter) => mix(hash, letter.codePointAt(0) ?? 0), seed);
  return uuidOf(salt);
}

/** A UUID-shaped text that belongs to a hash. */
export function uuidOf(salt: number): string {
  const hex = [0, 1, 2, 3].map((part) => mix(salt, part).toString(16).padStart(8, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
