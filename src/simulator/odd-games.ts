// Odd games beside the simulated ones: each accompanies a ranked solo game and moves neither ladder nor truth.

import type { OddGamesFault } from './fault-script.ts';
import { SOLO_QUEUE } from './game-rolls.ts';
import { mix, unit } from './hash.ts';
import { type OddKind, oddKindNames, oddKinds } from './odd-kinds.ts';
import type { World, WorldPlayer } from './world.ts';

export interface OddGame {
  readonly kind: OddKind;
  readonly gameId: number;
  /** The game that it accompanies, by its place in the log. */
  readonly index: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Seconds. */
  readonly duration: number;
  /** Queue under which id lists show it. */
  readonly queueId: number;
  /** Player numbers. */
  readonly players: readonly number[];
}

export interface OddGames {
  /** Games of the player that the script mixes in, also those that have not ended, in no order. */
  historyOf(player: WorldPlayer): readonly OddGame[];
  /** Also the fixed games, which are in nobody's history. */
  find(gameId: number): OddGame | undefined;
  /** One game of each kind, whatever the script says; empty before the world's first ranked game. */
  fixed(): Readonly<Partial<Record<OddKind, number>>>;
}

/** Mixed-in games have ids far under those of the simulated ones, so that ids do not ascend with time. */
const ID_SHIFT = 4_000_000_000;
const FIRST_FIXED_ID = 1_000_000_001;
const LARGE_FIXED_ID = 2 ** 32 + 1;
/** A lobby of more than ten is filled up from so many games before the accompanied one. */
const GUEST_GAMES = [1, 2, 3];
/** The players of the accompanied game come out of it and queue again before any of them can be in another lobby. */
const QUEUE_MS = 15_000;
const LOADING_MS = 30_000;

export function createOddGames(world: World, faults: readonly OddGamesFault[]): OddGames {
  const { log } = world;
  const kindAt = (index: number) => rollKind(mix(world.frame.seed, index), faults);
  const mixedAt = (index: number): OddGame | undefined => {
    const kind = kindAt(index);
    if (kind === undefined || !isSoloGame(world, index)) return undefined;
    return gameOf(world, { kind, index, gameId: log.at(index).gameId - ID_SHIFT });
  };
  const fixedIndex = () =>
    Array.from({ length: Math.min(log.size, 200) }, (_, i) => i).find((i) => isSoloGame(world, i));
  return {
    historyOf(player) {
      if (faults.length === 0) return [];
      const around = log.indexesOf(player.index).flatMap((index) => [0, ...GUEST_GAMES].map((after) => index + after));
      const games = [...new Set(around)].flatMap((index) => mixedAt(index) ?? []);
      return games.filter(({ players }) => players.includes(player.index));
    },
    find(gameId) {
      const kind = oddKindNames.find((name) => fixedIdOf(name) === gameId);
      const index = kind === undefined ? log.indexOf(gameId + ID_SHIFT) : fixedIndex();
      if (index === undefined) return undefined;
      return kind === undefined ? mixedAt(index) : gameOf(world, { kind, index, gameId });
    },
    fixed: () =>
      fixedIndex() === undefined ? {} : Object.fromEntries(oddKindNames.map((name) => [name, fixedIdOf(name)])),
  };
}

function fixedIdOf(kind: OddKind): number {
  return kind === 'large-id' ? LARGE_FIXED_ID : FIRST_FIXED_ID + oddKindNames.indexOf(kind);
}

/** The first entry of the script whose share the roll falls into. */
function rollKind(salt: number, faults: readonly OddGamesFault[]): OddKind | undefined {
  for (const [place, { rate, kinds = oddKindNames }] of faults.entries()) {
    const roll = mix(salt, place);
    if (unit(roll) < rate) return kinds[mix(roll, 1) % kinds.length];
  }
  return undefined;
}

function isSoloGame({ log }: World, index: number): boolean {
  return index < log.size && log.queueId(index) === SOLO_QUEUE && !log.at(index).isRemake;
}

function gameOf(world: World, { kind, index, gameId }: Pick<OddGame, 'kind' | 'index' | 'gameId'>): OddGame {
  const { queueId, humans, seconds } = oddKinds[kind];
  const createdAt = world.log.endedAt(index) + QUEUE_MS;
  const startedAt = createdAt + LOADING_MS;
  const endedAt = startedAt + 1000 * seconds;
  const players = rosterOf(world, index, humans);
  return { kind, gameId, index, createdAt, startedAt, endedAt, duration: seconds, queueId, players };
}

/** In the first hours of a world, anybody is invited. */
function rosterOf({ log, players }: World, index: number, humans: number): number[] {
  const hosts = log.at(index).players;
  if (humans <= hosts.length) return hosts.slice(0, humans);
  const guests = GUEST_GAMES.flatMap((before) => (before > index ? [] : log.at(index - before).players));
  return [...new Set([...hosts, ...guests, ...players.map((player) => player.index)])].slice(0, humans);
}
