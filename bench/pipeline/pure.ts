// The players of a simulated world as nobody can crawl them: every game of the sample, every visible rank at every game.

import { type History, historyOf } from '../../src/analysis/calibrated/history.ts';
import { MIN_SAMPLE, type RankPoint, SAMPLE_SIZE } from '../../src/analysis/evidence.ts';
import type { EvidenceGame, EvidenceParticipant, PlayerEvidence } from '../../src/analysis/player-evidence.ts';
import { teamPositions } from '../../src/league/match.ts';
import { SOLO_QUEUE } from '../../src/simulator/game-rolls.ts';
import { mix, unit } from '../../src/simulator/hash.ts';
import { type MatchRecord, UNPLACED } from '../../src/simulator/match-log.ts';
import { playOut } from '../../src/simulator/performance.ts';
import { type PlayerTraits, traitsAt } from '../../src/simulator/player-traits.ts';
import { ladderPlace, winProbability } from '../../src/simulator/rating.ts';
import { levelAt } from '../../src/simulator/standings.ts';
import type { World, WorldPlayer } from '../../src/simulator/world.ts';

const DAY_MS = 86_400_000;
const TEAM = 5;

/** A game of the world as the detector reads it, and the visible rank of each of the ten right after it. */
interface PureGame extends EvidenceGame {
  readonly standings: readonly (RankPoint | null)[];
}

export interface PurePlayer {
  readonly player: WorldPlayer;
  readonly evidence: PlayerEvidence;
  readonly history: History;
}

/** What is made otherwise than the world makes it. */
export interface Otherwise {
  /** Nobody has a personal style. */
  readonly withoutStyle?: boolean;
  /** Who wins depends on the surplus of the player in question alone, not on the sums of the teams. */
  readonly resultsByOwnSurplus?: boolean;
}

/** Of everybody with enough games. */
export function purePlayers(world: World, otherwise: Otherwise = {}): PurePlayer[] {
  world.now();
  const known = new Map<number, PureGame>();
  return world.players.flatMap((player) => {
    const playedBy = (index: number) => gameOf(world, index, { ...otherwise, player });
    const play = (index: number) => known.get(index) ?? keep(known, index, playedBy(index));
    const evidence = evidenceOf(world, player, otherwise.resultsByOwnSurplus ? playedBy : play);
    return evidence.games.length < MIN_SAMPLE ? [] : [{ player, evidence, history: historyOf(evidence) }];
  });
}

function evidenceOf(world: World, player: WorldPlayer, play: (index: number) => PureGame): PlayerEvidence {
  const all = world.historyOf(player);
  const sample = all.filter((index) => isCountable(world, index)).slice(-SAMPLE_SIZE);
  const games = sample.map(play);
  const first = all.indexOf(sample[0] ?? -1);
  const previous = first <= 0 ? undefined : all[first - 1];
  const newest = all.indexOf(sample.at(-1) ?? -1);
  return {
    puuid: player.puuid,
    queueId: SOLO_QUEUE,
    games,
    ranks: ranksIn(games),
    rankCheckedAt: null,
    level: levelAt(player, Math.max(0, newest)),
    previousMatchAt: previous === undefined ? null : world.log.at(previous).createdAt,
  };
}

function keep<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): Value {
  known.set(key, value);
  return value;
}

function isCountable({ log }: World, index: number): boolean {
  return log.queueId(index) === SOLO_QUEUE && !log.at(index).isRemake;
}

interface Asked extends Otherwise {
  readonly player: WorldPlayer;
}

const NO_STYLE: PlayerTraits['style'] = { combat: 0, gold: 0, vision: 0, cs: 0 };

function gameOf(world: World, index: number, asked: Asked): PureGame {
  const played = world.log.at(index);
  const match = asked.resultsByOwnSurplus ? decidedBy(asked.player, played) : played;
  const day = (match.createdAt - world.originAt) / DAY_MS;
  const members = match.players.flatMap((player) => world.players[player] ?? []);
  const { lines } = playOut({
    seed: world.frame.seed,
    index,
    match,
    players: members.map(({ traits }) => {
      const player = traitsAt(traits, day);
      return asked.withoutStyle ? { ...player, style: NO_STYLE } : player;
    }),
  });
  const participants = members.map(({ puuid }, slot): EvidenceParticipant => {
    const line = lines[slot];
    if (line === undefined) throw new RangeError(`no line of slot ${slot}`);
    const isBlue = slot < TEAM;
    return {
      puuid,
      teamId: isBlue ? 100 : 200,
      teamPosition: teamPositions[slot % TEAM] ?? '',
      win: isBlue === match.blueWins,
      kills: line.kills,
      deaths: line.deaths,
      assists: line.assists,
      goldEarned: line.goldEarned,
      visionScore: line.visionScore,
      cs: line.minions + line.neutralMinions,
    };
  });
  return {
    matchId: String(index).padStart(9, '0'),
    gameCreation: match.createdAt,
    gameDuration: match.duration,
    participants,
    standings: match.standings.map((points) => (points === UNPLACED ? null : pointOf(points, match.createdAt))),
  };
}

function decidedBy({ index }: WorldPlayer, match: MatchRecord): MatchRecord {
  const slot = match.players.indexOf(index);
  const strength = (match.strengths[slot] ?? 0) / 100;
  const lobby = match.strengths.reduce((sum, one) => sum + one, 0) / (100 * match.strengths.length);
  const wins = unit(mix(mix(match.gameId, index), 1)) < winProbability(strength, lobby);
  return { ...match, blueWins: slot < TEAM === wins };
}

function pointOf(points: number, at: number): RankPoint {
  const { tier, division, leaguePoints } = ladderPlace(points);
  return { at, tier, division, leaguePoints };
}

function ranksIn(games: readonly PureGame[]): ReadonlyMap<string, readonly RankPoint[]> {
  const ranks = new Map<string, RankPoint[]>();
  for (const { participants, standings } of games) {
    for (const [slot, { puuid }] of participants.entries()) {
      const point = standings[slot];
      if (!point) continue;
      const own = ranks.get(puuid);
      if (own === undefined) ranks.set(puuid, [point]);
      else own.push(point);
    }
  }
  return ranks;
}
