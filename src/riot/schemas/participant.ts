// match-v5: ParticipantDto, of about 150 fields those in use, and the row of a human participant.

import { z } from 'zod';
import type { Participant } from '../../league/match.ts';
import { isPuuid } from '../../league/riot-id.ts';
import { integerOrNull, levelOrNull, textOrNull } from './fields.ts';

/** Every bot of every match has this puuid. */
const BOT = 'BOT';
/** The puuid of whoever hides; Riot leaves empty fields out at times. */
const HIDDEN = '';

export const participantSchema = z.object({
  puuid: z
    .string()
    .nullish()
    .transform((text) => text ?? HIDDEN)
    .refine((text) => text === BOT || text === HIDDEN || isPuuid(text), 'not a puuid of 78 characters'),
  participantId: z.int(),
  teamId: z.int(),
  riotIdGameName: textOrNull,
  riotIdName: textOrNull,
  riotIdTagline: textOrNull,
  summonerName: textOrNull,
  summonerLevel: levelOrNull,
  profileIcon: integerOrNull,
  championId: z.int(),
  championName: z.string(),
  champLevel: z.int(),
  teamPosition: z.string(),
  individualPosition: z.string(),
  lane: z.string(),
  role: z.string(),
  win: z.boolean(),
  gameEndedInEarlySurrender: z.boolean().default(false),
  kills: z.int(),
  deaths: z.int(),
  assists: z.int(),
  goldEarned: z.int(),
  totalMinionsKilled: z.int(),
  neutralMinionsKilled: z.int(),
  visionScore: z.int(),
  totalDamageDealt: z.int(),
  totalDamageDealtToChampions: z.int(),
  totalDamageTaken: z.int(),
  totalHeal: z.int(),
});

export type WireParticipant = z.infer<typeof participantSchema>;

export function isBot({ puuid }: WireParticipant): boolean {
  return puuid === BOT;
}

export function isHidden({ puuid }: WireParticipant): boolean {
  return puuid === HIDDEN;
}

export function toParticipant(matchId: string, wire: WireParticipant): Participant {
  const { riotIdGameName, riotIdName, riotIdTagline, summonerName, profileIcon, ...shared } = wire;
  const { gameEndedInEarlySurrender: _, totalMinionsKilled, neutralMinionsKilled, ...row } = shared;
  const { kills, deaths, assists } = wire;
  return {
    ...row,
    matchId,
    // Before patch 13.22 the Riot ID was called riotIdName and mostly empty; summonerName is mostly empty since 14.1.
    summonerName: riotIdGameName ?? riotIdName ?? summonerName,
    tagLine: riotIdTagline,
    profileIconId: profileIcon,
    kda: (kills + assists) / Math.max(1, deaths),
    cs: totalMinionsKilled + neutralMinionsKilled,
  };
}
