// The figures of a participant's row: combat, damage, economy, objectives, vision, spells.

import { clamp, type Dice } from './hash.ts';
import type { Spoils } from './objectives.ts';
import type { StatLine } from './performance.ts';

/** One participant, with what the own and the other team did. */
export interface Row {
  readonly dice: Dice;
  readonly line: StatLine;
  readonly opponent: StatLine;
  readonly team: { readonly kills: number; readonly damage: number };
  readonly spoils: Spoils;
  readonly lost: Spoils;
  readonly towerKills: number;
  /** "" where the map has no positions. */
  readonly position: string;
  readonly seconds: number;
  readonly firstBloodKill: boolean;
  readonly firstBloodAssist: boolean;
}

export function combatJson({ line, seconds, dice, firstBloodKill, firstBloodAssist, towerKills }: Row) {
  const { kills, deaths, assists } = line;
  const largestSpree = deaths === 0 ? kills : Math.ceil(kills / 2);
  const doubleKills = Math.floor(kills / 8 + 0.8 * dice.next());
  const tripleKills = kills > 8 && dice.next() < 0.2 ? 1 : 0;
  return {
    kills,
    deaths,
    assists,
    doubleKills,
    tripleKills,
    quadraKills: 0,
    pentaKills: 0,
    unrealKills: 0,
    killingSprees: Math.floor(largestSpree / 3),
    largestKillingSpree: largestSpree < 2 ? 0 : largestSpree,
    largestMultiKill: Math.min(kills, 1 + Math.sign(doubleKills) + tripleKills),
    largestCriticalStrike: dice.below(900),
    longestTimeSpentLiving: deaths === 0 ? 0 : Math.round(seconds / (1 + 0.6 * deaths)),
    totalTimeSpentDead: deaths * (10 + dice.below(25)),
    firstBloodKill,
    firstBloodAssist,
    firstTowerKill: towerKills > 0 && dice.next() < 0.15,
    firstTowerAssist: dice.next() < 0.1,
    timeCCingOthers: dice.below(45),
    totalTimeCCDealt: dice.below(500),
    bountyLevel: 0,
  };
}

export function damageJson({ line, dice, towerKills }: Row) {
  const toTurrets = towerKills * (1500 + dice.below(1500));
  const share = 0.15 + 0.7 * dice.next();
  return {
    ...splitDamage('DamageDealt', Math.max(line.damageDealt, line.championDamage), share),
    ...splitDamage('DamageDealtToChampions', line.championDamage, share),
    ...splitDamage('DamageTaken', line.damageTaken, 0.5),
    damageDealtToBuildings: toTurrets,
    damageDealtToObjectives: toTurrets + 500 * dice.below(20),
    damageDealtToTurrets: toTurrets,
    damageSelfMitigated: line.mitigated,
    totalHeal: line.healing,
    totalHealsOnTeammates: Math.round(line.healing * 0.3 * dice.next()),
    totalDamageShieldedOnTeammates: dice.below(800),
    totalUnitsHealed: 1 + dice.below(4),
  };
}

/** Magic, physical and true damage that add up to the total. */
function splitDamage(kind: string, total: number, physicalShare: number): Record<string, number> {
  const physical = Math.floor(0.94 * physicalShare * total);
  const magic = Math.floor(0.94 * (1 - physicalShare) * total);
  return {
    [`magic${kind}`]: magic,
    [`physical${kind}`]: physical,
    [`true${kind}`]: total - magic - physical,
    [`total${kind}`]: total,
  };
}

export function economyJson({ line, dice }: Row) {
  return {
    goldEarned: line.goldEarned,
    goldSpent: Math.round(line.goldEarned * (0.85 + 0.13 * dice.next())),
    itemsPurchased: clamp(Math.round(line.goldEarned / 550) + dice.below(6), 1, 60),
    consumablesPurchased: dice.below(8),
    totalMinionsKilled: line.minions,
    neutralMinionsKilled: line.neutralMinions,
    totalAllyJungleMinionsKilled: Math.round(0.85 * line.neutralMinions),
    totalEnemyJungleMinionsKilled: Math.round(0.1 * line.neutralMinions),
  };
}

/** Neutral monsters go to the jungler. */
export function objectivesJson({ spoils, lost, towerKills, position, dice }: Row) {
  const isJungler = position === 'JUNGLE';
  return {
    baronKills: isJungler ? spoils.baron : 0,
    dragonKills: isJungler ? spoils.dragon : 0,
    inhibitorKills: towerKills > 2 ? Math.min(1, spoils.inhibitor) : 0,
    inhibitorTakedowns: dice.below(1 + spoils.inhibitor),
    inhibitorsLost: lost.inhibitor,
    nexusKills: 0,
    nexusTakedowns: 0,
    nexusLost: 0,
    turretKills: towerKills,
    turretTakedowns: towerKills + dice.below(1 + Math.max(0, spoils.tower - towerKills)),
    turretsLost: lost.tower,
    objectivesStolen: 0,
    objectivesStolenAssists: 0,
  };
}

export function visionJson({ line, position, dice }: Row) {
  const controlWards = position === 'UTILITY' ? 3 + dice.below(6) : dice.below(4);
  const bought = line.visionScore === 0 ? 0 : controlWards;
  return {
    visionScore: line.visionScore,
    wardsKilled: Math.round(line.visionScore * 0.25 * dice.next()),
    wardsPlaced: Math.round(line.visionScore * (0.4 + 0.15 * dice.next())),
    detectorWardsPlaced: bought,
    sightWardsBoughtInGame: 0,
    visionWardsBoughtInGame: bought,
    visionClearedPings: 0,
  };
}

/** Summoner spells: Flash, and what the position takes (11 Smite, 4 Flash, 12 Teleport, 14 Ignite, 7 Heal, 3 Exhaust). */
const SECOND_SPELLS: Readonly<Record<string, number>> = { TOP: 12, JUNGLE: 11, MIDDLE: 14, BOTTOM: 7, UTILITY: 3 };

export function castsJson({ position, seconds, dice }: Row) {
  const casts = (perMinute: number) => Math.round((seconds / 60) * perMinute * (0.6 + 0.8 * dice.next()));
  return {
    spell1Casts: casts(4.5),
    spell2Casts: casts(2.2),
    spell3Casts: casts(2.6),
    spell4Casts: casts(0.6),
    summoner1Id: 4,
    summoner1Casts: casts(0.15),
    summoner2Id: SECOND_SPELLS[position] ?? 32,
    summoner2Casts: casts(0.2),
  };
}
