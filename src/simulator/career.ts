// What a class makes of a player: strength against the account's place on the ladder, and how it changes with the days.

import { clamp, type Dice } from './hash.ts';
import { isYoungClass, type PlayerClass } from './player-classes.ts';
import { winProbability } from './rating.ts';

/** Days count from the origin of the world. */
export interface Frame {
  readonly historyDays: number;
  readonly gamesPerDay: number;
}

/** Tiers that are added to the skill: `before` the day, then from `after` to `end` in even steps over so many days. */
export interface Course {
  readonly day: number;
  readonly before: number;
  readonly after: number;
  readonly end: number;
  readonly overDays: number;
}

export interface Career {
  readonly skill: number;
  readonly startRating: number;
  readonly course: Course;
  /** Share of ranked games that the player throws. */
  readonly throwShare: number;
  /** The account is a few weeks old. */
  readonly isYoung: boolean;
  readonly joinedDay: number;
  /** No games from a day (inclusive) to another (exclusive). */
  readonly absence: { readonly from: number; readonly to: number };
}

/** A thrown game: so far under the lobby plays who throws it. Source: the detector's hypothesis of derankers. */
export const THROWN_STRENGTH = -2.5;
/** And so many tiers more the team loses by it, one on the scale of the logit. */
export const THROWN_LOSS = 3;

const STEADY: Course = { day: 0, before: 0, after: 0, end: 0, overDays: 0 };
const NEVER = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Ranked games since what makes the class, about: the newest sixty are what a detector looks at. */
const GAMES_SINCE = { from: 25, to: 65 };
const GAMES_BEFORE_GAP = 7;
const GAMES_AFTER_GAP = { from: 25, to: 50 };
/** An improver rises over about as many games as a detector looks at, somebody in a new position learns it in these. */
const IMPROVING_GAMES = 60;
const LEARNING_GAMES = 25;

/** Days of a gap: 120 is where the detector calls an account dormant. */
const GAP_DAYS = { from: 125, to: 400 };
/** Histories that are long enough hold games from before a gap. */
const LONG_HISTORY = 150;
const FIRST_RETURN = 140;
/** Share of other established accounts that have a gap. Source: the prior of the detector. */
const DORMANT_SHARE = 0.05;

const YOUNG_DERANKERS = 0.6;

export interface CareerInput extends Frame {
  readonly playerClass: PlayerClass;
}

/** `gamesPerDay` is the player's own. */
export function drawCareer(input: CareerInput, dice: Dice): Career {
  const { playerClass, historyDays } = input;
  const gap = gapOf(playerClass, dice);
  const base = baseOf(playerClass, dice);
  const isYoung = isYoungClass(playerClass) || (playerClass === 'derank' && dice.next() < YOUNG_DERANKERS);
  const sinceDay = historyDays - daysSince(input, GAMES_SINCE.from + dice.below(GAMES_SINCE.to - GAMES_SINCE.from));
  const absence = drawAbsence(input, isYoung, dice);
  return {
    skill: playerClass === 'piloted' ? base : clamp(base + gap, 0.2, 8.5),
    startRating: clamp(base + dice.normal(0, 0.35), 0.1, 8),
    course: courseOf(input, { gap, day: playerClass === 'returning' ? absence.to : sinceDay }),
    throwShare: playerClass === 'derank' ? throwShareOf(gap) : 0,
    isYoung,
    joinedDay: joinedDayOf(input, { isYoung, sinceDay, absence }),
    absence,
  };
}

/** Of those who come back, hardly more is known than that they were there. */
function joinedDayOf(
  { playerClass, gamesPerDay }: CareerInput,
  known: Pick<Career, 'isYoung' | 'absence'> & { sinceDay: number },
) {
  if (known.isYoung) return known.sinceDay;
  return playerClass === 'returning' ? Math.max(0, known.absence.from - GAMES_BEFORE_GAP / gamesPerDay) : 0;
}

/** The honest ladder is centred on Gold; those who are far too strong for their account are not found at its top. */
function baseOf(playerClass: PlayerClass, dice: Dice): number {
  const isFarAbove = playerClass === 'freshsmurf' || playerClass === 'derank';
  return isFarAbove ? clamp(dice.normal(3, 1.2), 0.5, 5.5) : clamp(dice.normal(3.4, 1.35), 0.2, 7.4);
}

/** Tiers between the own level (an improver's at the end) and the account's place on the ladder. */
function gapOf(playerClass: PlayerClass, dice: Dice): number {
  switch (playerClass) {
    case 'freshsmurf':
      return clamp(dice.normal(2.8, 0.7), 1.6, 4.5);
    case 'derank':
    case 'piloted':
      return clamp(dice.normal(2.6, 0.8), 1.2, 4.5);
    case 'mildsmurf':
      return clamp(dice.normal(1.4, 0.35), 0.7, 2.2);
    case 'returning':
      return clamp(dice.normal(1.5, 0.5), 0.5, 2.8);
    case 'newtalent':
      return clamp(dice.normal(1.3, 0.4), 0.5, 2.5);
    case 'improver':
      return clamp(dice.normal(1.2, 0.3), 0.6, 2);
    case 'duoboosted':
      return -0.6;
    default:
      return 0;
  }
}

function courseOf(input: CareerInput, { gap, day }: { gap: number; day: number }): Course {
  const overDays = (games: number) => daysSince(input, games);
  switch (input.playerClass) {
    case 'improver':
      return {
        day: input.historyDays - overDays(IMPROVING_GAMES),
        before: -gap,
        after: -gap,
        end: 0,
        overDays: overDays(IMPROVING_GAMES),
      };
    case 'newtalent':
      return { day, before: -0.5, after: -0.5, end: 0, overDays: input.historyDays - day };
    case 'roleswap':
      return { day, before: 0, after: -1, end: 0, overDays: overDays(LEARNING_GAMES) };
    case 'returning':
      return { ...STEADY, day, before: -gap };
    case 'piloted':
      return { ...STEADY, day, after: gap, end: gap };
    default:
      return STEADY;
  }
}

/** Never more than three quarters of the history. */
function daysSince({ historyDays, gamesPerDay }: Frame, games: number): number {
  return Math.min(games / gamesPerDay, 0.75 * historyDays);
}

/** As many as it takes to win half of all games in lobbies that are so far below. */
function throwShareOf(gap: number): number {
  const wins = winProbability(gap, 0);
  const winsThrown = winProbability(THROWN_STRENGTH - THROWN_LOSS, 0);
  return clamp((wins - 0.5) / (wins - winsThrown), 0.1, 0.45);
}

/** In a short history the gap lies before the origin: then nothing is known of the account from before it. */
function drawAbsence(input: CareerInput, isYoung: boolean, dice: Dice): Career['absence'] {
  const { playerClass, historyDays } = input;
  const isLong = historyDays >= LONG_HISTORY;
  const isOther = dice.next() < DORMANT_SHARE && isLong && !isYoung;
  const games = GAMES_AFTER_GAP.from + dice.below(GAMES_AFTER_GAP.to - GAMES_AFTER_GAP.from);
  const gap = GAP_DAYS.from + dice.below(GAP_DAYS.to - GAP_DAYS.from);
  if (playerClass !== 'returning' && !isOther) return NEVER;
  const to = Math.max(isLong ? FIRST_RETURN : 0, historyDays - daysSince(input, games));
  return { from: isLong ? Math.max(FIRST_RETURN - GAP_DAYS.from, to - gap) : 0, to };
}

export function offsetAt({ day, before, after, end, overDays }: Course, now: number): number {
  if (now < day) return before;
  const part = overDays === 0 ? 1 : Math.min(1, (now - day) / overDays);
  return after + (end - after) * part;
}
