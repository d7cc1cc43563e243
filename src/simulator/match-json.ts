// MatchDto of match-v5, written field by field from the schema (April 2026).

import { ARAM_QUEUE } from './game-rolls.ts';
import type { Fields, MatchDto, MatchInfo } from './match-dto.ts';
import type { MatchSheet } from './match-sheet.ts';
import { objectiveNames } from './objectives.ts';
import { participantJson } from './participant-json.ts';

const TEAM = 5;
const DAYS_PER_YEAR = 365.2425;
const DAY_MS = 86_400_000;

/** What a match's JSON needs beside its sheet. */
export interface MatchPlace {
  /** Upper case, as in match ids: `EUW1`. */
  readonly platformId: string;
  /** Summoner levels at the time of the game, by slot. */
  readonly levels: readonly number[];
}

export function matchJson(sheet: MatchSheet, place: MatchPlace): MatchDto {
  const { match, players } = sheet;
  return {
    metadata: {
      dataVersion: '2',
      matchId: matchIdOf(place.platformId, match.gameId),
      participants: players.map(({ puuid }) => puuid),
    },
    info: infoJson(sheet, place),
  };
}

export function matchIdOf(platformId: string, gameId: number): string {
  return `${platformId}_${gameId}`;
}

function infoJson(sheet: MatchSheet, place: MatchPlace): MatchInfo {
  const { match } = sheet;
  const isAram = match.queueId === ARAM_QUEUE;
  return {
    endOfGameResult: 'GameComplete',
    gameCreation: match.createdAt,
    gameDuration: match.duration,
    gameEndTimestamp: match.endedAt,
    gameId: match.gameId,
    gameMode: isAram ? 'ARAM' : 'CLASSIC',
    gameName: `teambuilder-match-${match.gameId}`,
    gameStartTimestamp: match.startedAt,
    gameType: 'MATCHED_GAME',
    gameVersion: gameVersionAt(match.createdAt),
    mapId: isAram ? 12 : 11,
    participants: match.players.map((_, slot) => participantJson(sheet, slot, place.levels[slot] ?? 30)),
    platformId: place.platformId,
    queueId: match.queueId,
    teams: [0, 1].map((team) => teamJson(sheet, team)),
    tournamentCode: '',
  };
}

/** `16.4.640.2000`: year and half-month, as Riot's patches go (24 a year); the build number is invented. */
function gameVersionAt(createdAt: number): string {
  const years = createdAt / DAY_MS / DAYS_PER_YEAR;
  const patch = Math.floor(24 * (years % 1)) + 1;
  const major = Math.max(1, Math.floor(years) + 1970 - 2010);
  return `${major}.${patch}.${500 + 24 * (major % 16) + patch}.${1000 + 37 * patch}`;
}

function teamJson(sheet: MatchSheet, team: number): Fields {
  const { match, lines, draft, firstBlood } = sheet;
  const kills = lines.slice(TEAM * team, TEAM * (team + 1)).reduce((sum, line) => sum + line.kills, 0);
  const drewFirstBlood = firstBlood !== undefined && Math.floor(firstBlood.killer / TEAM) === team;
  const bans = draft.bans.map((championId, turn) => ({ championId, pickTurn: turn + 1 }));
  return {
    bans: bans.slice(TEAM * team, TEAM * (team + 1)),
    objectives: { champion: { first: drewFirstBlood, kills }, ...objectivesJson(sheet, team) },
    teamId: 100 * (team + 1),
    win: (team === 0) === match.blueWins,
  };
}

function objectivesJson({ objectives }: MatchSheet, team: number): object {
  const spoils = objectives.teams[team === 0 ? 0 : 1];
  const entries = objectiveNames.map((name) => {
    const kills = spoils[name];
    return [name, { first: kills > 0 && objectives.first[name] === team, kills }];
  });
  return Object.fromEntries(entries);
}
