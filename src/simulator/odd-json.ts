// An odd game's JSON: the accompanied game's, with the roster, the times and the shape of its kind.

import type { RiotId } from '../league/riot-id.ts';
import type { Fields, MatchDto } from './match-dto.ts';
import type { OddGame } from './odd-games.ts';
import { oddShapes } from './odd-shapes.ts';

export interface Guest {
  readonly puuid: string;
  readonly riotId: RiotId;
  readonly profileIconId: number;
  readonly level: number;
}

export interface OddGameInput {
  readonly game: OddGame;
  /** The accompanied game. */
  readonly base: MatchDto;
  /** In the order of `game.players`. */
  readonly guests: readonly Guest[];
}

export function oddGameJson(input: OddGameInput): MatchDto {
  return oddShapes[input.game.kind](dressed(input));
}

/** The game as an ordinary one of its roster. */
function dressed({ game, base, guests }: OddGameInput): MatchDto {
  const { gameId, createdAt, startedAt, endedAt, duration, queueId } = game;
  const rows = guests.map((guest, i) =>
    rowOf(base.info.participants[i % base.info.participants.length] ?? {}, guest, i),
  );
  const platformId = base.metadata.matchId.split('_')[0] ?? '';
  return {
    metadata: {
      ...base.metadata,
      matchId: `${platformId}_${gameId}`,
      participants: guests.map(({ puuid }) => puuid),
    },
    info: {
      ...base.info,
      gameCreation: createdAt,
      gameDuration: duration,
      gameEndTimestamp: endedAt,
      gameId,
      gameName: `teambuilder-match-${gameId}`,
      gameStartTimestamp: startedAt,
      participants: rows.map((row) => ({ ...row, timePlayed: duration })),
      queueId,
    },
  };
}

function rowOf(row: Fields, { puuid, riotId, profileIconId, level }: Guest, place: number): Fields {
  return {
    ...row,
    puuid,
    participantId: place + 1,
    riotIdGameName: riotId.gameName,
    riotIdTagline: riotId.tagLine,
    summonerId: puuid.slice(0, 47),
    summonerLevel: level,
    profileIcon: profileIconId,
  };
}
