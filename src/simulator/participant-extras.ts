// The rest of a participant's row: items, pings, runes, challenges. Plausible, and of no consequence.

import { type Dice, pick } from './hash.ts';
import type { Row } from './participant-figures.ts';

const ITEMS = [3031, 3153, 6672, 3071, 3053, 3157, 3089, 4645, 3135, 6653, 3068, 3075, 3742, 2502, 3190, 3107] as const;
const BOOTS = [3006, 3020, 3047, 3111, 3158] as const;
const FINISHED_ITEM_GOLD = 3200;

/** Item slots: boots first, finished items as the gold allows, a trinket last. */
export function gearJson({ line, dice }: Row) {
  const finished = Math.min(5, Math.floor(line.goldEarned / FINISHED_ITEM_GOLD));
  const item = (place: number) => (place <= finished ? pick(dice, ITEMS) : 0);
  return {
    item0: line.goldEarned > 1000 ? pick(dice, BOOTS) : 0,
    item1: item(1),
    item2: item(2),
    item3: item(3),
    item4: item(4),
    item5: item(5),
    item6: 3340,
    roleBoundItem: 0,
  };
}

const PINGS =
  'allIn assistMe bait basic command danger enemyMissing enemyVision getBack hold needVision onMyWay push retreat'.split(
    ' ',
  );

export function pingsJson({ dice }: Row): Record<string, number> {
  return Object.fromEntries(PINGS.map((ping) => [`${ping}Pings`, Math.floor(12 * dice.next() ** 3)]));
}

const PLAYER_SCORES = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`PlayerScore${i}`, 0]));

/** Fields of other modes, which are always there and always zero. */
export function scoresJson(): Record<string, number> {
  return PLAYER_SCORES;
}

/** Rune styles: Precision 8000, Domination 8100, Sorcery 8200, Resolve 8400, Inspiration 8300, with a keystone each. */
const STYLES = [
  { style: 8000, runes: [8010, 9111, 9104, 8014] },
  { style: 8100, runes: [8112, 8139, 8138, 8135] },
  { style: 8200, runes: [8214, 8226, 8210, 8237] },
  { style: 8400, runes: [8437, 8446, 8429, 8451] },
  { style: 8300, runes: [8351, 8304, 8345, 8347] },
] as const;

export function perksJson({ dice }: Row) {
  const primary = dice.below(STYLES.length);
  const secondary = (primary + 1 + dice.below(STYLES.length - 1)) % STYLES.length;
  return {
    statPerks: { defense: 5011, flex: 5008, offense: 5005 },
    styles: [styleJson('primaryStyle', primary, dice), styleJson('subStyle', secondary, dice)],
  };
}

function styleJson(description: 'primaryStyle' | 'subStyle', index: number, dice: Dice) {
  const { style, runes } = STYLES[index] ?? STYLES[0];
  const chosen = description === 'primaryStyle' ? runes : runes.slice(1, 3);
  return { description, selections: chosen.map((perk) => ({ perk, var1: dice.below(1500), var2: 0, var3: 0 })), style };
}

/** A handful of the about 128 keys; Riot sends whole numbers and floats alike. */
export function challengesJson({ line, opponent, team, seconds, spoils, towerKills, dice }: Row) {
  const minutes = Math.max(1, seconds) / 60;
  const takedowns = line.kills + line.assists;
  return {
    kda: ratio(takedowns, line.deaths),
    killParticipation: ratio(takedowns, team.kills),
    goldPerMinute: ratio(line.goldEarned, minutes),
    damagePerMinute: ratio(line.championDamage, minutes),
    teamDamagePercentage: ratio(line.championDamage, team.damage),
    visionScorePerMinute: ratio(line.visionScore, minutes),
    visionScoreAdvantageLaneOpponent: ratio(line.visionScore - opponent.visionScore, opponent.visionScore),
    maxCsAdvantageOnLaneOpponent: Math.max(0, line.minions - opponent.minions) + dice.below(5),
    laneMinionsFirst10Minutes: Math.round(Math.min(line.minions, (10 * line.minions) / minutes)),
    takedowns,
    soloKills: dice.below(1 + Math.floor(line.kills / 3)),
    turretTakedowns: towerKills,
    dragonTakedowns: dice.below(1 + spoils.dragon),
    gameLength: seconds + ratio(dice.below(1000), 1000),
    legendaryItemUsed: [pick(dice, ITEMS), pick(dice, ITEMS)],
  };
}

/** Rounded to four places; a divisor below 1 counts as 1. */
function ratio(part: number, whole: number): number {
  return Math.round((10_000 * part) / Math.max(1, whole)) / 10_000;
}
