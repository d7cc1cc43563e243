// ParticipantDto of match-v5: one player's row of one match.

import { teamPositions } from '../league/match.ts';
import { ARAM_QUEUE } from './game-rolls.ts';
import { diceOf, mix } from './hash.ts';
import type { Fields } from './match-dto.ts';
import type { MatchSheet } from './match-sheet.ts';
import { challengesJson, gearJson, perksJson, pingsJson, scoresJson } from './participant-extras.ts';
import {
  castsJson,
  combatJson,
  damageJson,
  economyJson,
  objectivesJson,
  type Row,
  visionJson,
} from './participant-figures.ts';

const TEAM = 5;

export function participantJson(sheet: MatchSheet, slot: number, level: number): Fields {
  const row = rowOf(sheet, slot);
  return {
    ...identityJson(sheet, slot, level),
    ...positionJson(sheet, slot),
    ...resultJson(sheet, slot),
    ...combatJson(row),
    ...damageJson(row),
    ...economyJson(row),
    ...objectivesJson(row),
    ...visionJson(row),
    ...castsJson(row),
    ...gearJson(row),
    ...pingsJson(row),
    ...scoresJson(),
    perks: perksJson(row),
    challenges: challengesJson(row),
  };
}

function rowOf(sheet: MatchSheet, slot: number): Row {
  const { match, lines, objectives, towerKills, firstBlood } = sheet;
  const team = slot < TEAM ? 0 : 1;
  const teammates = lines.slice(TEAM * team, TEAM * (team + 1));
  const line = lines[slot];
  const opponent = lines[(slot + TEAM) % (2 * TEAM)];
  if (line === undefined || opponent === undefined) throw new RangeError(`no slot ${slot} in a match`);
  return {
    dice: diceOf(mix(sheet.detailSeed, slot + 1)),
    line,
    opponent,
    team: {
      kills: teammates.reduce((sum, { kills }) => sum + kills, 0),
      damage: teammates.reduce((sum, { championDamage }) => sum + championDamage, 0),
    },
    spoils: objectives.teams[team],
    lost: objectives.teams[team === 0 ? 1 : 0],
    towerKills: towerKills[slot] ?? 0,
    position: match.queueId === ARAM_QUEUE ? '' : (teamPositions[slot % TEAM] ?? ''),
    seconds: match.duration,
    firstBloodKill: firstBlood?.killer === slot,
    firstBloodAssist: firstBlood?.assistants.includes(slot) ?? false,
  };
}

function identityJson({ players, draft, lines, detailSeed }: MatchSheet, slot: number, level: number) {
  const player = players[slot];
  const champLevel = lines[slot]?.level ?? 1;
  return {
    puuid: player?.puuid ?? '',
    participantId: slot + 1,
    teamId: slot < TEAM ? 100 : 200,
    riotIdGameName: player?.riotId.gameName ?? '',
    riotIdTagline: player?.riotId.tagLine ?? '',
    summonerName: '',
    summonerId: player?.puuid.slice(0, 47) ?? '',
    summonerLevel: level,
    profileIcon: player?.profileIconId ?? 29,
    championId: draft.picks[slot]?.championId ?? 0,
    championName: draft.picks[slot]?.championName ?? '',
    championTransform: 0,
    champLevel,
    champExperience: 60 * champLevel * champLevel + 100 * champLevel + (mix(detailSeed, slot) % 300),
  };
}

const lanes: Readonly<Record<string, readonly [string, string]>> = {
  TOP: ['TOP', 'SOLO'],
  JUNGLE: ['JUNGLE', 'NONE'],
  MIDDLE: ['MIDDLE', 'SOLO'],
  BOTTOM: ['BOTTOM', 'CARRY'],
  UTILITY: ['BOTTOM', 'SUPPORT'],
};

/** Off the Rift there is no position, and lane and role are noise. */
function positionJson({ match }: MatchSheet, slot: number) {
  const position = match.queueId === ARAM_QUEUE ? '' : (teamPositions[slot % TEAM] ?? '');
  const [lane, role] = match.isRemake ? ['NONE', 'SUPPORT'] : (lanes[position] ?? ['MIDDLE', 'DUO']);
  return { teamPosition: position, individualPosition: position === '' ? 'Invalid' : position, lane, role };
}

function resultJson({ match, isSurrender }: MatchSheet, slot: number) {
  const win = slot < TEAM === match.blueWins;
  return {
    win,
    gameEndedInEarlySurrender: match.isRemake,
    gameEndedInSurrender: isSurrender,
    teamEarlySurrendered: match.isRemake && !win,
    timePlayed: match.duration,
    eligibleForProgression: true,
    placement: 0,
    subteamPlacement: 0,
    playerSubteamId: 0,
  };
}
