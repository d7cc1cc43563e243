// The stat lines of one match: position, result and surplus of strength decide, chance does the rest.

import { teamPositions } from '../league/match.ts';
import { ARAM_QUEUE } from './game-rolls.ts';
import { clamp, type Dice, diceOf, mix, topics } from './hash.ts';
import { type Fighter, fight, type KillSheet, rollTotal, rollWinnersShare } from './kills.ts';
import type { MatchRecord } from './match-log.ts';
import { aramProfile, type PlayProfile, profileOf } from './play-profiles.ts';
import type { PlayerTraits } from './player-traits.ts';

const TEAM = 5;

/**
 * What one tier of surplus over the lobby does to a game, as logs of ratios: about 0.14 on (kills + assists) / deaths,
 * 0.04 on gold, 0.02 on vision. Source: between-tier differences in public match captures, ranked solo.
 */
const PER_TIER = { kills: 0.11, deaths: 0.095, assists: 0.035, gold: 0.012, vision: 0.025, damage: 0.03 };

/** Cs per minute grow by this per tier of strength; 3.5 is the middle of the ladder. Source: the same captures by tier. */
const CS_PER_TIER = 0.28;
const MIDDLE_STRENGTH = 3.5;
/** Cs per minute of the positions that farm; other means scale the shifts. */
const FARMING_MEAN = 6.6;

/** What the combat style that moves the kills does to deaths and assists: it spreads the ratio of the three as measured. */
const FORM = { deaths: 0.6, assists: 0.4 };

/** Source: the same captures: the vision of lane opponents goes together. */
const WARD_MOOD_SD = 0.27;

export interface StatLine {
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly minions: number;
  readonly neutralMinions: number;
  readonly goldEarned: number;
  readonly visionScore: number;
  readonly championDamage: number;
  readonly damageDealt: number;
  readonly damageTaken: number;
  readonly mitigated: number;
  readonly healing: number;
  readonly level: number;
}

export interface Performance {
  /** By slot. */
  readonly lines: readonly StatLine[];
  readonly firstBlood: KillSheet['firstBlood'];
}

export interface PlayedMatch {
  readonly seed: number;
  readonly index: number;
  readonly match: MatchRecord;
  /** By slot. */
  readonly players: readonly PlayerTraits[];
}

interface Seat {
  readonly profile: PlayProfile;
  readonly player: PlayerTraits;
  /** Tiers above the mean of the lobby. */
  readonly surplus: number;
  readonly strength: number;
  readonly won: boolean;
  readonly minutes: number;
  /** Games differ in how much all ten ward. */
  readonly wardMood: number;
}

export function playOut(played: PlayedMatch): Performance {
  const { match } = played;
  const dice = diceOf(mix(mix(played.seed, topics.play), played.index));
  const seats = seatsOf(played, dice.normal(0, WARD_MOOD_SD));
  const minutes = match.duration / 60;
  const winners = rollWinnersShare(minutes, dice);
  const total = match.isRemake ? 0 : killsOf(match, minutes, dice);
  const fighters = seats.map((seat) => fighterOf(seat, dice));
  const sheet = fight({ fighters, total, blueShare: match.blueWins ? winners : 1 - winners }, dice);
  return { lines: seats.map((seat, slot) => lineOf(seat, foughtBy(sheet, slot), dice)), firstBlood: sheet.firstBlood };
}

/** Source of the abyss's pace: public match captures, queue 450, n = 769 matches (107 kills in 19.5 minutes). */
function killsOf(match: MatchRecord, minutes: number, dice: Dice): number {
  return Math.round(rollTotal(minutes, dice) * (match.queueId === ARAM_QUEUE ? 2.85 : 1));
}

function seatsOf({ match, players }: PlayedMatch, wardMood: number): Seat[] {
  const mean = match.strengths.reduce((sum, strength) => sum + strength, 0) / match.strengths.length;
  return players.map((player, slot) => {
    const strength = match.strengths[slot] ?? mean;
    const position = teamPositions[slot % TEAM] ?? 'TOP';
    return {
      profile: match.queueId === ARAM_QUEUE ? aramProfile : profileOf(position),
      player,
      surplus: (strength - mean) / 100,
      strength: strength / 100,
      won: slot < TEAM === match.blueWins,
      minutes: match.duration / 60,
      wardMood,
    };
  });
}

function fighterOf({ profile, player, surplus, won }: Seat, dice: Dice): Fighter {
  const { spread } = profile;
  const form = player.style.combat;
  return {
    killWeight: profile.kills * Math.exp(PER_TIER.kills * surplus + form + dice.normal(0, spread.kills)),
    deathWeight: profile.deaths * Math.exp(-PER_TIER.deaths * surplus - FORM.deaths * form + dice.normal(0, 0.11)),
    assisting: Math.min(
      0.92,
      profile.assisting *
        Math.exp(
          PER_TIER.assists * surplus +
            FORM.assists * form +
            (won ? 0.02 : -0.02) +
            dice.normal(-(spread.assists ** 2) / 2, spread.assists),
        ),
    ),
  };
}

function lineOf(seat: Seat, fought: Fought, dice: Dice): StatLine {
  const { profile, minutes } = seat;
  const cs = Math.round(csPerMinute(seat, dice) * Math.max(0, minutes - 0.5));
  const neutralMinions = Math.round(cs * profile.neutralShare);
  const varied = (rate: number, spread = 0.2) => Math.round(rate * minutes * Math.exp(dice.normal(0, spread)));
  return {
    ...fought,
    minions: cs - neutralMinions,
    neutralMinions,
    goldEarned: goldOf(seat, { ...fought, cs }, dice),
    visionScore: Math.round(visionPerMinute(seat, dice) * minutes),
    championDamage: damageOf(seat, fought, dice),
    damageDealt: varied(profile.damageDealt),
    damageTaken: varied(profile.damageTaken, 0.25),
    mitigated: varied(profile.mitigated, 0.4),
    healing: varied(profile.healing, 0.5),
    level: Math.round(clamp(profile.level.base + profile.level.perMinute * minutes + dice.normal(0, 0.7), 1, 18)),
  };
}

type Fought = Pick<StatLine, 'kills' | 'deaths' | 'assists'>;

function foughtBy({ kills, deaths, assists }: KillSheet, slot: number): Fought {
  return { kills: kills[slot] ?? 0, deaths: deaths[slot] ?? 0, assists: assists[slot] ?? 0 };
}

/** Early minutes bring little: a remake leaves hardly a minion. */
function csPerMinute(seat: Seat, dice: Dice): number {
  const { mean } = seat.profile.csPerMinute;
  return clamp(csRate(seat, dice), 0.1 * mean, 1.65 * mean + 3) * Math.min(1, seat.minutes / 5);
}

function csRate({ profile, player, strength, won }: Seat, dice: Dice): number {
  const { mean, sd, law } = profile.csPerMinute;
  if (law === 'lognormal') return mean * Math.exp(dice.normal(-(sd ** 2) / 2, sd));
  const shift = CS_PER_TIER * (strength - MIDDLE_STRENGTH) + player.style.cs + (won ? 0.2 : -0.2);
  return mean + (shift * mean) / FARMING_MEAN + dice.normal(0, sd);
}

function goldOf(
  { profile, player, surplus, won, minutes }: Seat,
  { kills, assists, cs }: Fought & { cs: number },
  dice: Dice,
): number {
  const { gold } = profile;
  const earned = gold.minute * minutes + gold.cs * cs + gold.kill * kills + gold.assist * assists + (won ? 150 : -50);
  const edge = PER_TIER.gold * surplus + player.style.gold + dice.normal(0, 0.05);
  return Math.max(500, Math.round(earned * Math.exp(edge)));
}

function visionPerMinute({ profile, player, surplus, won, wardMood }: Seat, dice: Dice): number {
  const { mean, sd, habit } = profile.visionPerMinute;
  const factor =
    1 +
    wardMood +
    habit * player.style.vision +
    PER_TIER.vision * surplus +
    (won ? 0.045 : -0.045) +
    dice.normal(0, sd);
  return mean * Math.max(0.25, factor);
}

/** A good half of the damage comes with the kills, the rest with the minutes. */
function damageOf({ profile, surplus, minutes }: Seat, { kills, assists }: Fought, dice: Dice): number {
  const usual = profile.kills + 0.4 * 27 * profile.assisting;
  const share = 0.5 + (0.5 * (kills + 0.4 * assists)) / usual;
  const spread = profile.spread.damage;
  const edge = PER_TIER.damage * surplus + dice.normal(-(spread ** 2) / 2, spread);
  return Math.round(profile.championDamagePerMinute * minutes * share * Math.exp(edge));
}
