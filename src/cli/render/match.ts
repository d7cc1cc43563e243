// PURE: matches and who took part, as tables and as JSON.

import { championName } from '../../league/champions.ts';
import type { Participant } from '../../league/match.ts';
import type { StoredMatch } from '../../store/records.ts';
import type { Column } from './table.ts';
import { duration, fullTime, playerName, relativeTime } from './text.ts';

export interface PlayedRow {
  readonly match: StoredMatch;
  /** The row of the player whose matches are listed. */
  readonly participant?: Participant;
}

/** Aborted games carry 0. */
function startOf({ gameCreation }: StoredMatch): number | null {
  return gameCreation === 0 ? null : gameCreation;
}

function patchOf({ gameVersion }: StoredMatch): string {
  return gameVersion.split('.').slice(0, 2).join('.');
}

export function matchColumns(now: number): readonly Column<PlayedRow>[] {
  return [
    { title: 'match', value: ({ match }) => match.matchId },
    { title: 'queue', value: ({ match }) => match.queueId, align: 'right', optional: 4 },
    {
      title: 'played',
      value: ({ match }) => fullTime(startOf(match)),
      short: ({ match }) => relativeTime(startOf(match), now),
    },
    {
      title: 'duration',
      value: ({ match }) => match.gameDuration,
      short: ({ match }) => duration(match.gameDuration * 1000),
      align: 'right',
      optional: 3,
    },
    { title: 'patch', value: ({ match }) => match.gameVersion, short: ({ match }) => patchOf(match), optional: 6 },
    {
      title: 'countable',
      value: ({ match }) => match.isCountable,
      short: ({ match }) => (match.isCountable ? 'yes' : 'no'),
      optional: 5,
    },
  ];
}

/** With what one player did in it. */
export function playedColumns(now: number): readonly Column<PlayedRow>[] {
  const own = participantColumns.filter(({ title }) => ownTitles.has(title)).map(ofParticipant);
  return [...matchColumns(now), ...own];
}

const ownTitles = new Set(['champion', 'position', 'K/D/A', 'CS', 'win']);

function ofParticipant({ value, short, tone, ...layout }: Column<Participant>): Column<PlayedRow> {
  return {
    ...layout,
    value: ({ participant }) => (participant ? value(participant) : null),
    ...(short ? { short: ({ participant }: PlayedRow) => (participant ? short(participant) : '') } : {}),
    ...(tone ? { tone: ({ participant }: PlayedRow) => participant && tone(participant) } : {}),
  };
}

/** Riot's team ids on Summoner's Rift. Arena and Swarm have others. */
const teamNames: Readonly<Record<number, string>> = { 100: 'blue', 200: 'red' };

export const participantColumns: readonly Column<Participant>[] = [
  {
    title: 'team',
    value: ({ teamId }) => teamId,
    short: ({ teamId }) => teamNames[teamId] ?? String(teamId),
    optional: 1,
  },
  { title: 'position', value: ({ teamPosition }) => teamPosition, optional: 2 },
  { title: 'player', value: playerName, flexible: true },
  { title: 'champion', value: championOf },
  { title: 'K/D/A', value: ({ kills, deaths, assists }) => `${kills}/${deaths}/${assists}` },
  { title: 'CS', value: ({ cs }) => cs, align: 'right', optional: 4 },
  { title: 'gold', value: ({ goldEarned }) => goldEarned, align: 'right', optional: 5 },
  { title: 'vision', value: ({ visionScore }) => visionScore, align: 'right', optional: 6 },
  {
    title: 'win',
    value: ({ win }) => win,
    short: ({ win }) => (win ? 'won' : 'lost'),
    tone: ({ win }) => (win ? 'good' : 'bad'),
  },
  { title: 'puuid', value: ({ puuid }) => puuid, short: ({ puuid }) => `${puuid.slice(0, 8)}…`, optional: 7 },
];

function championOf({ championId, championName: key }: Participant): string {
  return championName(championId, key);
}

/** A match in one line. */
export function matchLine(match: StoredMatch, now: number): string {
  const { matchId, queueId, gameDuration, gameMode, isCountable } = match;
  const uncounted = isCountable ? '' : ', not countable (remake or aborted)';
  const played = `played ${relativeTime(startOf(match), now)} for ${duration(gameDuration * 1000)}`;
  return `${matchId}: queue ${queueId} (${gameMode || 'mode unknown'}), patch ${patchOf(match) || 'unknown'}, ${played}${uncounted}`;
}

export function matchJson(match: StoredMatch): object {
  const { platformId: platform, gameCreation: _, gameEndTimestamp, createdAt, ...fields } = match;
  return {
    ...fields,
    platform,
    gameCreation: fullTime(startOf(match)) || null,
    gameEndTimestamp: fullTime(gameEndTimestamp) || null,
    storedAt: fullTime(createdAt),
  };
}

/** Riot's names, and `champion` as people say it. */
export function participantJson(participant: Participant): object {
  const { summonerName: gameName, matchId: _, ...fields } = participant;
  return { ...fields, gameName, champion: championOf(participant) };
}
