// Everything that the profile `calibrated` may see of one player, assembled once and frozen.

import type { Evidence, RankPoint } from './evidence.ts';

/** One row of a match; the ten of them are the lobby. */
export interface EvidenceParticipant {
  readonly puuid: string;
  readonly teamId: number;
  readonly teamPosition: string;
  readonly win: boolean;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly goldEarned: number;
  readonly visionScore: number;
  /** Only the profile `classic` reads it. */
  readonly cs: number;
}

export interface EvidenceGame {
  readonly matchId: string;
  /** Epoch ms. */
  readonly gameCreation: number;
  /** Seconds. */
  readonly gameDuration: number;
  readonly participants: readonly EvidenceParticipant[];
}

export interface PlayerEvidence {
  readonly puuid: string;
  readonly queueId: number;
  /** The sample: newest 60 countable games of the queue at most, oldest first. */
  readonly games: readonly EvidenceGame[];
  /** Snapshots of the queue's ladder by puuid, the analysed player's own among them, oldest first. */
  readonly ranks: ReadonlyMap<string, readonly RankPoint[]>;
  /** When the analysed player's ladder was last looked up: the newest snapshot held until then. Epoch ms. */
  readonly rankCheckedAt: number | null;
  /** summonerLevel in the newest game of the sample; null = unknown (Riot's 0 counts as unknown). */
  readonly level: number | null;
  /** gameCreation of the newest stored match, any queue, before the first game of the sample. Epoch ms. */
  readonly previousMatchAt: number | null;
}

/** The rows of a judgement cannot change between its parts. */
export function freezeEvidence(evidence: PlayerEvidence): PlayerEvidence {
  for (const game of evidence.games) {
    game.participants.forEach(Object.freeze);
    Object.freeze(game.participants);
    Object.freeze(game);
  }
  Object.freeze(evidence.games);
  return Object.freeze(evidence);
}

/** What the profile `classic` reads of it. */
export function classicEvidenceOf({ puuid, queueId, games, ranks, level }: PlayerEvidence): Evidence {
  return {
    puuid,
    queueId,
    games: games.flatMap(({ participants, ...game }) =>
      participants.filter((row) => row.puuid === puuid).map((row) => ({ ...game, ...row })),
    ),
    level,
    ranks: ranks.get(puuid) ?? [],
  };
}
