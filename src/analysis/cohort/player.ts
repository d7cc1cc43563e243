// A line of a cohort as the profiles read it.

import { isTeamPosition, type TeamPosition, teamPositions } from '../../league/match.ts';
import { RANKED_SOLO_QUEUE } from '../../league/queues.ts';
import { goldLead, logKda, visionLead } from '../calibrated/game-line.ts';
import type { History, HistoryGame } from '../calibrated/history.ts';
import { type Evidence, SAMPLE_SIZE, type SampleGame } from '../evidence.ts';
import type { CohortGame, CohortLine } from './line.ts';

export function historyOfLine(line: CohortLine): History {
  const { id, level, ranks } = line;
  const { games, previousMatchAt } = sampleOf(line);
  return {
    id,
    games: games.map(({ game, matchId }) => historyGame(game, matchId)),
    ranks,
    rankCheckedAt: null,
    level,
    previousMatchAt,
  };
}

export function classicEvidenceOfLine(line: CohortLine): Evidence {
  const games = sampleOf(line).games.map(({ game, matchId }): SampleGame => {
    return { ...game, matchId, gameCreation: game.playedAt };
  });
  return { puuid: line.id, queueId: RANKED_SOLO_QUEUE, games, level: line.level, ranks: line.ranks };
}

interface Sample {
  /** The newest 60 games without remakes. */
  readonly games: readonly Placed[];
  /** What came just before them, epoch ms; null = unknown. */
  readonly previousMatchAt: number | null;
}

/** A cohort has no match ids: a game's place in the line stands for one. */
interface Placed {
  readonly game: CohortGame;
  readonly matchId: string;
}

/** The file says what came before its first game; of games that are dropped for the sample's size, the newest counts. */
function sampleOf({ id, games, previousMatchAt }: CohortLine): Sample {
  const countable = games
    .map((game, index) => ({ game, matchId: `${id}_${index}` }))
    .filter(({ game }) => !game.isRemake);
  const dropped = countable.slice(0, -SAMPLE_SIZE).at(-1);
  return { games: countable.slice(-SAMPLE_SIZE), previousMatchAt: dropped?.game.playedAt ?? previousMatchAt };
}

function historyGame(game: CohortGame, matchId: string): HistoryGame {
  const { teamPosition, opponentGold, opponentVision } = game;
  const position = isTeamPosition(teamPosition) ? teamPosition : null;
  const hasOpponent = opponentGold !== null && opponentVision !== null;
  return {
    matchId,
    playedAt: game.playedAt,
    gameDuration: game.gameDuration,
    win: game.win,
    position,
    logKda: logKda(game),
    othersLogKda: game.othersLogKda,
    othersPositions: othersPositions(position),
    goldLead: hasOpponent ? goldLead(game.gold, opponentGold) : null,
    visionLead: hasOpponent ? visionLead(game.visionScore, opponentVision) : null,
    lobby: game.lobby,
  };
}

/** Every position is played twice in a match. */
function othersPositions(own: TeamPosition | null): (TeamPosition | null)[] {
  const all: (TeamPosition | null)[] = [...teamPositions, ...teamPositions];
  all.splice(own === null ? 0 : all.indexOf(own), 1);
  return all;
}
