// The history of the world, simulated forward hour by hour and never changed afterwards.

import { ALONE, DUO_DAYS, pairDuos } from './duos.ts';
import { SOLO_SHARE } from './game-rolls.ts';
import { diceOf, mix, topics, unit } from './hash.ts';
import { createLadder } from './ladder.ts';
import { createMatchLog, type MatchLog, SLOTS } from './match-log.ts';
import { dailyRoll, type PlayerTraits, type WorldFrame } from './player-traits.ts';
import { DAY_MS, playMatch, type Season } from './season.ts';

export { DAY_MS } from './season.ts';

const HOUR_MS = DAY_MS / 24;
const MAX_GAMES_A_DAY = 14;

export interface Timeline {
  readonly log: MatchLog;
  /** Hidden ratings as of the last simulated hour. */
  readonly ratings: Float64Array;
  /** Simulates every match that was created up to `now`. */
  advanceTo(now: number): void;
}

export interface TimelineInput {
  readonly frame: WorldFrame;
  readonly traits: readonly PlayerTraits[];
  /** Epoch ms of the first hour, a midnight in UTC. */
  readonly originAt: number;
}

export function createTimeline({ frame, traits, originAt }: TimelineInput): Timeline {
  const season: Season = {
    seed: frame.seed,
    originAt,
    traits,
    log: createMatchLog(traits.length),
    ladder: createLadder(traits),
    planned: new Uint8Array(traits.length),
    partners: new Int32Array(traits.length),
    freeAt: new Float64Array(traits.length),
  };
  const friends = pairDuos(traits);
  const byRating = traits.map((_, player) => player);
  let nextHour = 0;
  let carry = 0;

  function playHour(hour: number): void {
    if (hour % 24 === 0) planDay(season, friends, hour / 24);
    sortByRating(byRating, season.ladder.ratings);
    const waiting = byRating.filter((player) => isWaiting(season, player, hour % 24));
    const wanted = carry + matchesWanted(season, waiting, hour % 24);
    carry = wanted % 1;
    for (const offset of momentsOf(mix(season.seed, hour), Math.floor(wanted))) {
      playMatch(season, originAt + HOUR_MS * hour + offset, waiting);
    }
  }

  return {
    log: season.log,
    ratings: season.ladder.ratings,
    advanceTo(now) {
      while (originAt + nextHour * HOUR_MS <= now) playHour(nextHour++);
    },
  };
}

function planDay(season: Season, friends: Int32Array, day: number): void {
  const { seed, traits, planned, partners } = season;
  partners.fill(ALONE);
  traits.forEach((player, index) => {
    planned[index] = isHere(player, day) ? gamesOfDay(player.gamesPerDay, dailyRoll(seed, index, day)) : 0;
  });
  friends.forEach((friend, index) => {
    if (friend !== ALONE) planTogether(season, { index, friend, day });
  });
}

function isHere({ joinedDay, absence, bannedDay }: PlayerTraits, day: number): boolean {
  const isAway = absence.from <= day && day < absence.to;
  return joinedDay <= day && day + 1 <= bannedDay && !isAway;
}

interface Together {
  readonly index: number;
  readonly friend: number;
  readonly day: number;
}

/** On days together the boosted player plays the games of the friend, at the friend's hours. */
function planTogether({ seed, traits, planned, partners }: Season, { index, friend, day }: Together): void {
  const [player, other] = [traits[index], traits[friend]];
  if (!player || !other || !isHere(player, day) || !isHere(other, day)) return;
  if (unit(mix(mix(mix(seed, topics.duo), index), day)) >= DUO_DAYS) return;
  planned[index] = planned[friend] ?? 0;
  partners[index] = friend;
  partners[friend] = index;
}

/** Geometric: many days without a game, some with a long session; the mean is `gamesPerDay`. */
function gamesOfDay(gamesPerDay: number, roll: number): number {
  const games = Math.floor(Math.log(1 - roll) / Math.log(gamesPerDay / (1 + gamesPerDay)));
  return Math.min(MAX_GAMES_A_DAY, games);
}

function isWaiting(season: Season, player: number, hourOfDay: number): boolean {
  const { from, to } = hoursOf(season, player);
  return (season.planned[player] ?? 0) > 0 && from <= hourOfDay && hourOfDay < to;
}

/** A boosted player keeps the hours of the friend. */
function hoursOf({ traits, partners }: Season, player: number): PlayerTraits['hours'] {
  const partner = partners[player] ?? ALONE;
  const isBoosted = partner !== ALONE && traits[player]?.playerClass === 'duoboosted';
  return traits[isBoosted ? partner : player]?.hours ?? { from: 0, to: 0 };
}

/** Everybody spreads the games of the day over the hours that are left. */
function matchesWanted(season: Season, waiting: readonly number[], hourOfDay: number): number {
  let games = 0;
  for (const player of waiting)
    games += (season.planned[player] ?? 0) / Math.max(1, hoursOf(season, player).to - hourOfDay);
  return games / (SLOTS * SOLO_SHARE);
}

/** Moments within an hour, ascending, in ms. */
function momentsOf(salt: number, count: number): number[] {
  const dice = diceOf(mix(salt, topics.hour));
  return Array.from({ length: count }, (_, i) => Math.floor((HOUR_MS * (i + dice.next())) / count));
}

/** Insertion sort: from one hour to the next the order hardly changes. */
function sortByRating(players: number[], ratings: Float64Array): void {
  for (let i = 1; i < players.length; i++) {
    const player = players[i] ?? 0;
    const rating = ratings[player] ?? 0;
    let j = i - 1;
    for (; j >= 0 && (ratings[players[j] ?? 0] ?? 0) > rating; j--) players[j + 1] = players[j] ?? 0;
    players[j + 1] = player;
  }
}
