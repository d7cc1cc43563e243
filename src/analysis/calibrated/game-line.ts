// What one participant did in one match, against the others of the same match: no baseline is needed for it.

import { isTeamPosition, type TeamPosition } from '../../league/match.ts';
import type { KillLine } from '../game-statistics.ts';
import { mean } from '../game-statistics.ts';
import type { EvidenceParticipant } from '../player-evidence.ts';

export interface GameLine {
  readonly win: boolean;
  /** Seconds. */
  readonly gameDuration: number;
  /** null = unknown. */
  readonly position: TeamPosition | null;
  /** ln((kills + assists + 1) / (deaths + 1)). */
  readonly logKda: number;
  /** Mean of the same over the other players of the match. */
  readonly othersLogKda: number;
  readonly othersPositions: readonly (TeamPosition | null)[];
  /** ln(gold / gold of the lane opponent); null without a known opponent, or with no gold on either side. */
  readonly goldLead: number | null;
  /** ln((vision + 1) / (vision of the lane opponent + 1)); null without a known opponent. */
  readonly visionLead: number | null;
}

interface Lobby {
  readonly gameDuration: number;
  readonly participants: readonly EvidenceParticipant[];
}

export function logKda({ kills, deaths, assists }: KillLine): number {
  return Math.log((kills + assists + 1) / (deaths + 1));
}

/** `own` is one of the participants. */
export function lineOf(own: EvidenceParticipant, { gameDuration, participants }: Lobby): GameLine {
  const others = participants.filter((row) => row !== own);
  const position = positionOf(own);
  const opponent = position === null ? undefined : opponentOf(own, others);
  return {
    win: own.win,
    gameDuration,
    position,
    logKda: logKda(own),
    othersLogKda: mean(others.map(logKda)),
    othersPositions: others.map(positionOf),
    goldLead: opponent === undefined ? null : goldLead(own.goldEarned, opponent.goldEarned),
    visionLead: opponent === undefined ? null : visionLead(own.visionScore, opponent.visionScore),
  };
}

/** null where one of them has no gold: no ratio. */
export function goldLead(own: number, opponent: number): number | null {
  return own > 0 && opponent > 0 ? Math.log(own / opponent) : null;
}

export function visionLead(own: number, opponent: number): number {
  return Math.log((own + 1) / (opponent + 1));
}

function positionOf({ teamPosition }: EvidenceParticipant): TeamPosition | null {
  return isTeamPosition(teamPosition) ? teamPosition : null;
}

/** Two enemies in the same position: nobody knows whom the player met. */
function opponentOf(own: EvidenceParticipant, others: readonly EvidenceParticipant[]) {
  const enemies = others.filter((row) => row.teamId !== own.teamId && row.teamPosition === own.teamPosition);
  return enemies.length === 1 ? enemies[0] : undefined;
}
