// match-v5: MatchDto, and what it means: remake, aborted game, bots, hidden players, seconds.

import { z } from 'zod';
import type { FetchedMatch, Match } from '../../league/match.ts';
import { type PlatformRoute, platformOfMatchId } from '../../league/routing.ts';
import { integerOrNull, textOrNull } from './fields.ts';
import { isBot, isHidden, participantSchema, toParticipant, type WireParticipant } from './participant.ts';

const matchIdSchema = z.string().transform((matchId, context) => {
  const platformId = platformOfMatchId(matchId);
  if (platformId !== undefined) return { matchId, platformId };
  context.addIssue({ code: 'custom', message: 'its prefix is no known platform' });
  return z.NEVER;
});

const infoSchema = z.object({
  gameCreation: z.int(),
  gameDuration: z.int(),
  gameEndTimestamp: integerOrNull,
  gameVersion: z.string(),
  gameMode: z.string(),
  gameType: z.string(),
  mapId: z.int(),
  queueId: z.int(),
  tournamentCode: textOrNull,
  participants: z
    .array(participantSchema)
    .refine(isEverybodyOnce, 'a player occurs twice')
    .refine(isSomebodyKnown, 'nobody has a puuid'),
});
type Info = z.infer<typeof infoSchema>;

export const matchSchema: z.ZodType<Omit<FetchedMatch, 'payload'>> = z
  .object({ metadata: z.object({ matchId: matchIdSchema }), info: infoSchema })
  .transform(({ metadata, info }) => {
    const { matchId, platformId } = metadata.matchId;
    // metadata.participants is of no use: other order in 1.5 % of all matches, no bots.
    return {
      match: toMatch(matchId, platformId, info),
      participants: info.participants.filter(isKnown).map((participant) => toParticipant(matchId, participant)),
      hiddenCount: info.participants.filter(isHidden).length,
    };
  });

function toMatch(matchId: string, platformId: PlatformRoute, info: Info): Match {
  const { participants, tournamentCode, ...shared } = info;
  const isRemake = participants.some(({ gameEndedInEarlySurrender }) => gameEndedInEarlySurrender);
  return {
    ...shared,
    matchId,
    platformId,
    gameDuration: secondsOf(info),
    tournamentId: tournamentCode,
    // Nobody took part in an aborted game. Its endOfGameResult proves nothing: ordinary games of 2024 carry it too.
    isCountable: participants.length > 0 && !isRemake,
    botCount: participants.filter(isBot).length,
  };
}

/** Milliseconds before patch 11.20, which is where gameEndTimestamp begins; an aborted game may hold an epoch. */
function secondsOf({ gameDuration, gameEndTimestamp, participants }: Info): number {
  if (participants.length === 0) return 0;
  return gameEndTimestamp === null ? Math.floor(gameDuration / 1000) : gameDuration;
}

function isEverybodyOnce(participants: readonly WireParticipant[]): boolean {
  const known = participants.filter(isKnown);
  return new Set(known.map(({ puuid }) => puuid)).size === known.length;
}

/** Stored without all of its players, a match would never be read again. */
function isSomebodyKnown(participants: readonly WireParticipant[]): boolean {
  return participants.some(isKnown) || !participants.some(isHidden);
}

function isKnown(participant: WireParticipant): boolean {
  return !isBot(participant) && !isHidden(participant);
}
