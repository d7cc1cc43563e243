// The one input of the profile `calibrated`: a player's sample, reduced to what the formulas read.

import type { RankPoint } from '../evidence.ts';
import type { EvidenceGame, PlayerEvidence } from '../player-evidence.ts';
import { type GameLine, lineOf } from './game-line.ts';
import { nearestSnapshot, rankStrength } from './rank-strength.ts';

export interface HistoryGame extends GameLine {
  readonly matchId: string;
  /** Epoch ms. */
  readonly playedAt: number;
  /** Strength of those of the other nine whose rank is known, in tier units. */
  readonly lobby: readonly number[];
}

export interface History {
  /** The puuid, or the name of a synthetic player. */
  readonly id: string;
  /** The sample, oldest first. */
  readonly games: readonly HistoryGame[];
  /** The player's own snapshots, oldest first. */
  readonly ranks: readonly RankPoint[];
  readonly rankCheckedAt: number | null;
  readonly level: number | null;
  readonly previousMatchAt: number | null;
}

/** An older snapshot says nothing about another player of the lobby. Source: an assumption of the profile. */
const LOBBY_RANK_MAX_AGE_MS = 30 * 86_400_000;

export function historyOf(evidence: PlayerEvidence): History {
  const { puuid, games, ranks, rankCheckedAt, level, previousMatchAt } = evidence;
  return {
    id: puuid,
    games: games.flatMap((game) => gameOf(game, evidence)),
    ranks: ranks.get(puuid) ?? [],
    rankCheckedAt,
    level,
    previousMatchAt,
  };
}

function gameOf(game: EvidenceGame, { puuid, ranks }: PlayerEvidence): HistoryGame[] {
  const own = game.participants.find((row) => row.puuid === puuid);
  if (own === undefined) return [];
  const lobby = game.participants.flatMap((row) => {
    const known = row === own ? undefined : nearestSnapshot(ranks.get(row.puuid) ?? [], game.gameCreation);
    return known === undefined || known.distanceMs > LOBBY_RANK_MAX_AGE_MS ? [] : [rankStrength(known.snapshot)];
  });
  const { matchId, gameCreation: playedAt, gameDuration, participants } = game;
  return [{ ...lineOf(own, { gameDuration, participants }), matchId, playedAt, lobby }];
}
