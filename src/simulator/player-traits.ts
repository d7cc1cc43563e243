// Who a simulated player is: everything that is fixed for life, drawn from the seed and the player's number.

import type { RiotId } from '../league/riot-id.ts';
import { type Career, drawCareer } from './career.ts';
import { clamp, type Dice, diceOf, mix, topics, unit } from './hash.ts';
import { inventRiotId } from './names.ts';
import { type ClassShares, classOf, isSmurfClass, isYoungClass, type PlayerClass } from './player-classes.ts';

/** The frame in which players live. */
export interface WorldFrame {
  readonly seed: number;
  readonly players: number;
  readonly historyDays: number;
  /** Mean number of ranked solo games of an established player per day. */
  readonly gamesPerDay: number;
  /** Default DEFAULT_SHARES. */
  readonly classShares?: ClassShares;
  /** Factor on the levels of established accounts. Default 1. */
  readonly levelFactor?: number;
}

/** How somebody plays; on an account that changes hands, these change. */
export interface Manner {
  /** Index into teamPositions. */
  readonly mainPosition: number;
  readonly secondPosition: number;
  /** Share of games in which the player asks for the main position. */
  readonly mainShare: number;
  /** Lasting personal style: added to log combat share, log gold, log vision, and to cs per minute. */
  readonly style: { readonly combat: number; readonly gold: number; readonly vision: number; readonly cs: number };
  /** Decides which champions the player likes. */
  readonly poolSalt: number;
}

/** Strengths are in tiers: 0 = Iron IV, 3 = Gold IV, 7 = Master. Days count from the origin of the world. */
export interface PlayerTraits extends Manner, Career {
  readonly puuid: string;
  readonly riotId: RiotId;
  readonly playerClass: PlayerClass;
  /** Hidden matchmaking rating at the first game. */
  readonly startRating: number;
  readonly gamesPerDay: number;
  /** Hours of the day (UTC) in which the player plays: from inclusive, to exclusive. */
  readonly hours: { readonly from: number; readonly to: number };
  /** The account is banned from this day on; Infinity = never. */
  readonly bannedDay: number;
  readonly isPlaced: boolean;
  /** Games of the season before the origin, for the ladder's counts. */
  readonly earlier: { readonly wins: number; readonly losses: number };
  /** At the first simulated game. */
  readonly level: number;
  readonly profileIconId: number;
  /** From `course.day` on. Empty where nothing changes. */
  readonly later: Partial<Manner>;
}

/** Established players who hardly ever play ranked, so that unranked accounts exist. */
const RARE_SHARE = 0.05;
/** Banned accounts: mostly smurfs. */
const BANNED_SHARE = { smurf: 0.2, young: 0.01, established: 0.004 };

/** Spread of personal style between players. Source: public match captures, ranked solo, 436 players with >= 8 games. */
const STYLE_SD = { combat: 0.17, gold: 0.03, vision: 0.15, cs: 0.55 };

/** Mean of the levels above 30 at the first ranked game of a young account: some ten come with its games. */
const YOUNG_LEVELS = 14;

export function traitsOf(frame: WorldFrame, index: number): PlayerTraits {
  const own = mix(frame.seed, index);
  const dice = diceOf(mix(own, topics.player));
  const playerClass = classOf({ seed: frame.seed, index }, frame.classShares);
  const { gamesPerDay, isRare } = drawActivity(frame, playerClass, dice);
  const { historyDays } = frame;
  const career = drawCareer({ playerClass, historyDays, gamesPerDay }, diceOf(mix(own, topics.career)));
  const manner = drawManner(playerClass, own);
  return {
    puuid: puuidOf(own),
    riotId: inventRiotId(diceOf(mix(own, topics.name))),
    playerClass,
    ...career,
    ...manner,
    later: drawLater(playerClass, manner, own),
    gamesPerDay,
    ...drawStart({ gamesPerDay, isPlaced: !career.isYoung && !isRare }, dice),
    hours: drawHours(dice),
    bannedDay: drawBan(frame, playerClass, dice),
    level: drawLevel(frame, career, dice),
    profileIconId: 1 + dice.below(5000),
  };
}

/** The player as of a day: an account that has changed hands plays in another manner. */
export function traitsAt(traits: PlayerTraits, day: number): PlayerTraits {
  return day < traits.course.day ? traits : { ...traits, ...traits.later };
}

function drawManner(playerClass: PlayerClass, salt: number): Manner {
  const dice = diceOf(mix(salt, topics.manner));
  return {
    ...drawPositions(playerClass, dice),
    style: {
      combat: dice.normal(0, STYLE_SD.combat),
      gold: dice.normal(0, STYLE_SD.gold),
      vision: dice.normal(0, STYLE_SD.vision),
      cs: dice.normal(0, STYLE_SD.cs),
    },
    poolSalt: mix(salt, topics.pool),
  };
}

/** Share of the main position. Source: public match captures, ranked solo, 461 players with >= 15 games (mean 0.74). */
function drawPositions(playerClass: PlayerClass, dice: Dice) {
  const mainPosition = dice.below(5);
  const secondPosition = (mainPosition + 1 + dice.below(4)) % 5;
  const mainShare = clamp(dice.normal(playerClass === 'onetrick' ? 0.95 : 0.8, 0.15), 0.4, 1);
  return { mainPosition, secondPosition, mainShare };
}

/** Who swaps the position swaps the two favourites; whoever takes over an account plays its positions in another way. */
function drawLater(playerClass: PlayerClass, manner: Manner, own: number): Partial<Manner> {
  if (playerClass === 'piloted') {
    const { style, poolSalt } = drawManner(playerClass, mix(own, topics.career));
    return { style, poolSalt };
  }
  if (playerClass !== 'roleswap') return {};
  return { mainPosition: manner.secondPosition, secondPosition: manner.mainPosition };
}

/** Young accounts are played a lot. */
function drawActivity(frame: WorldFrame, playerClass: PlayerClass, dice: Dice) {
  const spread = 0.6;
  const usual = frame.gamesPerDay * Math.exp(dice.normal(-(spread ** 2) / 2, spread));
  const isRare = dice.next() < RARE_SHARE && playerClass === 'regular';
  if (isYoungClass(playerClass) || playerClass === 'derank')
    return { isRare, gamesPerDay: clamp(1.6 * usual, 1.2 * frame.gamesPerDay, 4 * frame.gamesPerDay) };
  return { isRare, gamesPerDay: isRare ? 0.03 * usual : Math.min(usual, 5) };
}

type Start = Pick<PlayerTraits, 'isPlaced' | 'earlier'>;

function drawStart({ gamesPerDay, isPlaced }: { gamesPerDay: number; isPlaced: boolean }, dice: Dice): Start {
  const games = Math.round(gamesPerDay * (25 + dice.below(35)));
  const wins = Math.round(clamp(dice.normal(games / 2, Math.sqrt(games) / 2), 0, games));
  return { isPlaced, earlier: isPlaced ? { wins, losses: games - wins } : { wins: 0, losses: 0 } };
}

/** Nine hours of the day, mostly afternoon and evening. */
function drawHours(dice: Dice): PlayerTraits['hours'] {
  const from = Math.round(clamp(dice.normal(14, 2.5), 0, 15));
  return { from, to: from + 9 };
}

function drawBan({ historyDays }: WorldFrame, playerClass: PlayerClass, dice: Dice): number {
  const honest = isYoungClass(playerClass) ? BANNED_SHARE.young : BANNED_SHARE.established;
  const isBanned = dice.next() < (isSmurfClass(playerClass) ? BANNED_SHARE.smurf : honest);
  const bannedFor = Math.min(12, historyDays / 6) * dice.next();
  return isBanned ? historyDays - bannedFor : Number.POSITIVE_INFINITY;
}

/** Established levels: log-normal, fitted on 2,165 accounts; a new account needs level 30 for ranked games. */
function drawLevel({ levelFactor = 1 }: WorldFrame, { isYoung, startRating }: Career, dice: Dice): number {
  if (isYoung) return 30 + Math.floor(-YOUNG_LEVELS * Math.log(1 - dice.next()));
  const level = Math.exp(dice.normal(Math.log(150 + 40 * startRating), 0.65));
  return Math.round(clamp(levelFactor * level, 32, 2000));
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
