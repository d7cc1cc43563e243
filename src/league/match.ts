// A match and its participants, in the shape in which they are stored.

import type { PlatformRoute } from './routing.ts';

/** Riot's positions on Summoner's Rift; any other text (also "") means that the position is not known. */
export const teamPositions = ['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'] as const;
export type TeamPosition = (typeof teamPositions)[number];

export function isTeamPosition(text: string | null): text is TeamPosition {
  return teamPositions.includes(text as TeamPosition);
}

export interface Match {
  readonly matchId: string;
  /** From the prefix of the id: `info.platformId` is empty in aborted games. */
  readonly platformId: PlatformRoute;
  readonly queueId: number;
  /** Epoch ms; 0 in aborted games. */
  readonly gameCreation: number;
  /** Seconds, also for games before patch 11.20 (Riot sent milliseconds then). */
  readonly gameDuration: number;
  /** Epoch ms. */
  readonly gameEndTimestamp: number | null;
  readonly gameVersion: string;
  readonly mapId: number;
  readonly gameMode: string;
  readonly gameType: string;
  readonly tournamentId: string | null;
  /** Not a remake, not aborted; whatever the queue. Only countable games enter statistics and verdicts. */
  readonly isCountable: boolean;
  /** Bots have no puuid and no row of their own. */
  readonly botCount: number;
}

export interface Participant {
  readonly matchId: string;
  readonly puuid: string;
  readonly participantId: number;
  readonly teamId: number;
  readonly summonerName: string | null;
  readonly tagLine: string | null;
  readonly summonerLevel: number | null;
  readonly profileIconId: number | null;
  readonly championId: number;
  readonly championName: string;
  readonly champLevel: number;
  readonly teamPosition: string;
  readonly individualPosition: string;
  readonly lane: string;
  readonly role: string;
  readonly win: boolean;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  /** (kills + assists) / max(1, deaths). */
  readonly kda: number;
  readonly goldEarned: number;
  /** Lane and neutral minions. */
  readonly cs: number;
  readonly visionScore: number;
  readonly totalDamageDealt: number;
  readonly totalDamageDealtToChampions: number;
  readonly totalDamageTaken: number;
  readonly totalHeal: number;
}

/** A match as it was fetched: the derived rows, and the JSON text that Riot sent. */
export interface FetchedMatch {
  readonly match: Match;
  /** Those with a puuid: neither bots nor players who hide their identity. */
  readonly participants: readonly Participant[];
  /** Players who hide their identity: nothing of them is kept. */
  readonly hiddenCount: number;
  readonly payload: string;
}
