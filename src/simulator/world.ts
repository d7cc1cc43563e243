// The simulated world: its players, its moment, and the matches that have ended by then.

import type { RiotId } from '../league/riot-id.ts';
import type { PlatformRoute } from '../league/routing.ts';
import type { RenameFault, TransferFault } from './fault-script.ts';
import type { MatchLog } from './match-log.ts';
import { riotIdKey } from './names.ts';
import { checkShares, isSmurfClass, type PlayerClass } from './player-classes.ts';
import { type PlayerTraits, traitsOf, type WorldFrame } from './player-traits.ts';
import { createNames } from './renames.ts';
import { createTimeline, DAY_MS } from './timeline.ts';
import { createHomes, type Homes } from './transfers.ts';

export interface WorldPlayer {
  readonly index: number;
  readonly puuid: string;
  readonly riotId: RiotId;
  readonly playerClass: PlayerClass;
  readonly isSmurf: boolean;
  /** Epoch ms; Infinity = never. */
  readonly bannedAt: number;
  readonly traits: PlayerTraits;
}

export interface TrackSuggestion {
  readonly puuid: string;
  readonly riotId: RiotId;
  readonly platform: PlatformRoute;
}

export interface World {
  readonly frame: WorldFrame;
  /** On which everybody lives who has not moved. */
  readonly platform: PlatformRoute;
  /** Where players live and games are played. */
  readonly homes: Homes;
  /** Epoch ms of the first day, and of the day on which the history of `historyDays` is complete. */
  readonly originAt: number;
  readonly epochAt: number;
  readonly players: readonly WorldPlayer[];
  /** The moment of the world, epoch ms. */
  now(): number;
  /** Every match created so far; `historyOf` says which have ended. */
  readonly log: MatchLog;
  /** Indexes in the log of the player's ended matches, oldest first. */
  historyOf(player: WorldPlayer): readonly number[];
  isBanned(player: WorldPlayer): boolean;
  findByPuuid(puuid: string): WorldPlayer | undefined;
  findByRiotId(riotId: RiotId): WorldPlayer | undefined;
  /** `player.riotId` is the first name; a script can give another one from a moment (epoch ms) on. */
  riotIdAt(player: WorldPlayer, at: number): RiotId;
  /** Established, active players with a long history, spread over the ladder. */
  suggestTracked(count: number): TrackSuggestion[];
}

export interface WorldInput {
  readonly frame: WorldFrame;
  readonly platform: PlatformRoute;
  readonly epochAt: number;
  readonly now: () => number;
  readonly renames?: readonly RenameFault[];
  readonly transfers?: readonly TransferFault[];
}

/** Matchmaking needs ten players who are free at the same time. */
const FEWEST_PLAYERS = 20;

export function createWorld({ frame, platform, epochAt, now, renames = [], transfers = [] }: WorldInput): World {
  const originAt = epochAt - frame.historyDays * DAY_MS;
  checkFrame(frame, originAt);
  const players = createPlayers(frame, originAt);
  const traits = players.map((player) => player.traits);
  const timeline = createTimeline({ frame, traits, originAt });
  const byPuuid = new Map(players.map((player) => [player.puuid, player]));
  const names = createNames(players, renames);
  const homes = createHomes(players, { platform, transfers });
  const { log, ratings } = timeline;
  const world: World = {
    frame,
    platform,
    homes,
    originAt,
    epochAt,
    players,
    log,
    now() {
      const moment = now();
      timeline.advanceTo(moment);
      return moment;
    },
    historyOf: (player) => endedBy(log, log.indexesOf(player.index), world.now()),
    isBanned: ({ bannedAt }) => bannedAt <= world.now(),
    findByPuuid: (puuid) => byPuuid.get(puuid),
    findByRiotId: (riotId) => names.find(riotId, world.now()),
    riotIdAt: names.riotIdAt,
    suggestTracked: (count) => suggest(world, ratings, count),
  };
  return world;
}

function checkFrame({ players, historyDays, classShares = {} }: WorldFrame, originAt: number): void {
  checkShares(classShares);
  if (players < FEWEST_PLAYERS) throw new RangeError(`a world needs at least ${FEWEST_PLAYERS} players`);
  if (!Number.isInteger(historyDays) || historyDays < 1)
    throw new RangeError('historyDays must be a whole number from 1');
  if (originAt < 0) throw new RangeError('the history of the world would begin before 1970');
}

/** Two players who were given the same Riot ID would be one account: the later one gets another tag. */
function createPlayers(frame: WorldFrame, originAt: number): WorldPlayer[] {
  const taken = new Set<string>();
  return Array.from({ length: frame.players }, (_, index) => {
    const traits = traitsOf(frame, index);
    const riotId = { ...traits.riotId };
    for (let n = 1; taken.has(riotIdKey(riotId)); n++) riotId.tagLine = `${traits.riotId.tagLine.slice(0, 2)}${n}`;
    taken.add(riotIdKey(riotId));
    return {
      index,
      puuid: traits.puuid,
      riotId,
      playerClass: traits.playerClass,
      isSmurf: isSmurfClass(traits.playerClass),
      bannedAt: originAt + traits.bannedDay * DAY_MS,
      traits: { ...traits, riotId },
    };
  });
}

/** A player's games never overlap, so they end in the order in which they were created. */
function endedBy(log: MatchLog, indexes: readonly number[], now: number): readonly number[] {
  let size = indexes.length;
  while (size > 0 && log.endedAt(indexes[size - 1] ?? 0) > now) size--;
  return size === indexes.length ? indexes : indexes.slice(0, size);
}

function suggest(world: World, ratings: Float64Array, count: number): TrackSuggestion[] {
  const games = (player: WorldPlayer) => world.historyOf(player).length;
  const honest = world.players.filter((player) => player.playerClass === 'regular' && !world.isBanned(player));
  const active = honest.sort((a, b) => games(b) - games(a)).slice(0, Math.max(count, Math.ceil(honest.length / 3)));
  const byRating = active.sort((a, b) => (ratings[a.index] ?? 0) - (ratings[b.index] ?? 0));
  const chosen = Array.from({ length: Math.min(count, byRating.length) }, (_, i) => {
    return byRating[Math.floor(((i + 0.5) * byRating.length) / count)];
  });
  return chosen
    .filter((player) => player !== undefined)
    .map((player) => ({
      puuid: player.puuid,
      riotId: world.riotIdAt(player, world.now()),
      platform: world.homes.platformAt(player.index, world.now()),
    }));
}
