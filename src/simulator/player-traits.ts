// Who a simulated player is: everything that is fixed for life, drawn from the seed and the player's number.

import type { RiotId } from '../league/riot-id.ts';
import { clamp, type Dice, diceOf, mix, topics, unit } from './hash.ts';
import { inventRiotId } from './names.ts';

/**
 * regular = an established account at its own level; samelevelalt = a young account of a player who belongs where it is;
 * freshsmurf = a young account of a player two to four tiers stronger than its rank.
 */
export type PlayerClass = 'regular' | 'samelevelalt' | 'freshsmurf';

/** The frame in which players live. */
export interface WorldFrame {
  readonly seed: number;
  readonly players: number;
  readonly historyDays: number;
  /** Mean number of ranked solo games of an established player per day. */
  readonly gamesPerDay: number;
}

/** Strengths are in tiers: 0 = Iron IV, 3 = Gold IV, 7 = Master. Days count from the origin of the world. */
export interface PlayerTraits {
  readonly puuid: string;
  readonly riotId: RiotId;
  readonly playerClass: PlayerClass;
  readonly skill: number;
  /** Hidden matchmaking rating at the first game. */
  readonly startRating: number;
  /** Index into teamPositions. */
  readonly mainPosition: number;
  readonly secondPosition: number;
  /** Share of games in which the player asks for the main position. */
  readonly mainShare: number;
  readonly gamesPerDay: number;
  /** Hours of the day (UTC) in which the player plays: from inclusive, to exclusive. */
  readonly hours: { readonly from: number; readonly to: number };
  readonly joinedDay: number;
  /** The account is banned from this day on; Infinity = never. */
  readonly bannedDay: number;
  readonly isPlaced: boolean;
  /** Games of the season before the origin, for the ladder's counts. */
  readonly earlier: { readonly wins: number; readonly losses: number };
  readonly level: number;
  readonly profileIconId: number;
  /** Lasting personal style: added to log combat share, log gold, log vision, and to cs per minute. */
  readonly style: { readonly combat: number; readonly gold: number; readonly vision: number; readonly cs: number };
}

/** One player in twenty is a smurf: exactly one in each block of twenty. */
const SMURF_BLOCK = 20;
const ALT_SHARE = 0.08;
/** Established players who hardly ever play ranked, so that unranked accounts exist. */
const RARE_SHARE = 0.05;
/** Banned accounts: mostly smurfs. */
const BANNED_SHARE = { freshsmurf: 0.2, samelevelalt: 0.01, regular: 0.004 };

/** Spread of personal style between players. Source: public match captures, ranked solo, 436 players with >= 8 games. */
const STYLE_SD = { combat: 0.17, gold: 0.055, vision: 0.15, cs: 0.55 };

export function traitsOf(frame: WorldFrame, index: number): PlayerTraits {
  const own = mix(frame.seed, index);
  const dice = diceOf(mix(own, topics.player));
  const playerClass = classOf(frame.seed, index, dice);
  const strength = drawStrength(playerClass, dice);
  return {
    puuid: puuidOf(own),
    riotId: inventRiotId(diceOf(mix(own, topics.name))),
    playerClass,
    ...strength,
    ...drawPositions(dice),
    ...drawActivity(frame, playerClass, dice),
    hours: drawHours(dice),
    ...drawSpan(frame, playerClass, dice),
    level: drawLevel(playerClass, strength.startRating, dice),
    profileIconId: 1 + dice.below(5000),
    style: {
      combat: dice.normal(0, STYLE_SD.combat),
      gold: dice.normal(0, STYLE_SD.gold),
      vision: dice.normal(0, STYLE_SD.vision),
      cs: dice.normal(0, STYLE_SD.cs),
    },
  };
}

function classOf(seed: number, index: number, dice: Dice): PlayerClass {
  const block = Math.floor(index / SMURF_BLOCK);
  const isAlt = dice.next() < ALT_SHARE;
  if (mix(mix(seed, topics.player), block) % SMURF_BLOCK === index % SMURF_BLOCK) return 'freshsmurf';
  return isAlt ? 'samelevelalt' : 'regular';
}

/** The honest ladder is centred on Gold; a smurf starts two to four tiers below the own level. */
function drawStrength(playerClass: PlayerClass, dice: Dice): { skill: number; startRating: number } {
  if (playerClass === 'freshsmurf') {
    const skill = clamp(dice.normal(6.2, 0.8), 4.7, 8.5);
    return { skill, startRating: Math.max(0.6, skill - 2.2 - 2.2 * dice.next()) };
  }
  const skill = clamp(dice.normal(3.4, 1.35), 0.2, 7.4);
  return { skill, startRating: clamp(skill + dice.normal(0, 0.35), 0.1, 8) };
}

/** Share of the main position. Source: public match captures, ranked solo, 461 players with >= 15 games (mean 0.74). */
function drawPositions(dice: Dice): Pick<PlayerTraits, 'mainPosition' | 'secondPosition' | 'mainShare'> {
  const mainPosition = dice.below(5);
  const secondPosition = (mainPosition + 1 + dice.below(4)) % 5;
  return { mainPosition, secondPosition, mainShare: clamp(dice.normal(0.8, 0.15), 0.4, 1) };
}

type Activity = Pick<PlayerTraits, 'gamesPerDay' | 'isPlaced' | 'earlier'>;

function drawActivity(frame: WorldFrame, playerClass: PlayerClass, dice: Dice): Activity {
  const spread = 0.6;
  const gamesPerDay = frame.gamesPerDay * Math.exp(dice.normal(-(spread ** 2) / 2, spread));
  const isRare = dice.next() < RARE_SHARE;
  const games = Math.round(gamesPerDay * (25 + dice.below(35)));
  const wins = Math.round(clamp(dice.normal(games / 2, Math.sqrt(games) / 2), 0, games));
  const none = { wins: 0, losses: 0 };
  if (playerClass === 'freshsmurf') {
    return { gamesPerDay: clamp(1.6 * gamesPerDay, 1.2 * frame.gamesPerDay, 4), isPlaced: false, earlier: none };
  }
  if (isRare) return { gamesPerDay: 0.03 * gamesPerDay, isPlaced: false, earlier: none };
  const isPlaced = playerClass === 'regular';
  return { gamesPerDay: Math.min(gamesPerDay, 5), isPlaced, earlier: isPlaced ? { wins, losses: games - wins } : none };
}

/** Nine hours of the day, mostly afternoon and evening. */
function drawHours(dice: Dice): PlayerTraits['hours'] {
  const from = Math.round(clamp(dice.normal(14, 2.5), 0, 15));
  return { from, to: from + 9 };
}

function drawSpan(
  frame: WorldFrame,
  playerClass: PlayerClass,
  dice: Dice,
): Pick<PlayerTraits, 'joinedDay' | 'bannedDay'> {
  const { historyDays } = frame;
  const age = Math.min(60, 0.75 * historyDays) * (0.5 + 0.5 * dice.next());
  const isBanned = dice.next() < BANNED_SHARE[playerClass];
  const bannedFor = Math.min(12, historyDays / 6) * dice.next();
  return {
    joinedDay: playerClass === 'regular' ? 0 : historyDays - age,
    bannedDay: isBanned ? historyDays - bannedFor : Number.POSITIVE_INFINITY,
  };
}

/** Established levels: log-normal, fitted on 2,165 accounts; a new account needs level 30 for ranked games. */
function drawLevel(playerClass: PlayerClass, rating: number, dice: Dice): number {
  if (playerClass !== 'regular') return 30 + Math.floor(-22 * Math.log(1 - dice.next()));
  return Math.round(clamp(Math.exp(dice.normal(Math.log(150 + 40 * rating), 0.65)), 32, 2000));
}

export const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const PUUID_LENGTH = 78;

function puuidOf(own: number): string {
  const dice = diceOf(mix(own, topics.puuid));
  return Array.from({ length: PUUID_LENGTH }, () => BASE64URL.charAt(dice.below(64))).join('');
}

/** A roll in [0, 1) that belongs to one player on one day. */
export function dailyRoll(seed: number, index: number, day: number): number {
  return unit(mix(mix(mix(seed, topics.plan), index), day));
}
