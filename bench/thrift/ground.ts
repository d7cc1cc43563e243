// The simulator's world as a policy sees it: who waits with how many games, whose lists name what, and what is stored.

import { mix, unit } from '../../src/simulator/hash.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { World } from '../../src/simulator/world.ts';

const SOLO = 420;
const DAY_MS = 86_400_000;
/** Riot's maximum of ids per request. */
const MAX_IDS = 100;
/** A development key's 100 requests in two minutes: what one takes while work waits. Source: riot-api.md. */
const MS_PER_REQUEST = 1200;

export const FROZEN_AT = Date.parse('2026-11-01T12:00:00Z');

/** One request on the regional route. */
export type Asked =
  | { readonly kind: 'ids'; readonly player: number }
  | { readonly kind: 'match'; readonly match: number };

export interface WaitingPlayer {
  /** In the world. */
  readonly index: number;
  /** Epoch ms. */
  readonly since: number;
  readonly games: number;
}

/** As the jobs find it, before anybody asks. */
export interface Beginning {
  readonly waiting: readonly WaitingPlayer[];
  readonly stored: ReadonlySet<number>;
}

export interface WorldSize {
  readonly players: number;
  readonly tracked: number;
  /** Most players who wait. */
  readonly waiting: number;
}

export function openWorld({ players }: Pick<WorldSize, 'players'>): Simulator {
  const clock = { now: () => FROZEN_AT, monotonic: () => 0, sleep: async () => {} };
  const size = { seed: 7, players, historyDays: 60 };
  const simulator = createSimulator({ ...size, limits: 'none', clock, frozenAt: FROZEN_AT });
  simulator.world.now();
  return simulator;
}

/** What an updater has stored of the last thirty days of the tracked, and whom it has met there. */
export function beginningOf(world: World, { tracked: count, waiting: most }: WorldSize): Beginning {
  const tracked = world.suggestTracked(count).flatMap(({ puuid }) => world.findByPuuid(puuid)?.index ?? []);
  const isRecent = (match: number) => world.log.at(match).createdAt > FROZEN_AT - 30 * DAY_MS;
  const stored = new Set(tracked.flatMap((index) => queueHistory(world, index).filter(isRecent)));
  const games = gamesIn(world, stored);
  for (const index of tracked) games.delete(index);
  const waiting = [...games].slice(0, most).map(([index, played]) => ({ index, since: FROZEN_AT, games: played }));
  return { waiting, stored };
}

/** Countable ones of everybody who took part. */
function gamesIn(world: World, matches: Iterable<number>): Map<number, number> {
  const games = new Map<number, number>();
  for (const match of matches) {
    const count = isCountable(world, match) ? 1 : 0;
    for (const index of playersOf(world, match)) games.set(index, (games.get(index) ?? 0) + count);
  }
  return games;
}

/** Newest first. */
function queueHistory(world: World, index: number): number[] {
  const player = world.players[index];
  if (player === undefined) throw new Error(`the world has no player ${index}`);
  return world
    .historyOf(player)
    .filter((match) => world.log.queueId(match) === SOLO)
    .toReversed();
}

function playersOf({ log }: World, match: number): readonly number[] {
  return [...log.at(match).players];
}

function isCountable({ log }: World, match: number): boolean {
  return !log.at(match).isRemake;
}

export interface Ground {
  readonly waiting: readonly WaitingPlayer[];
  /** Countable games that are stored. */
  gamesOf(player: number): number;
  isStored(match: number): boolean;
  /** Newest first, at most a hundred. */
  listOf(player: number): readonly number[];
  store(match: number): void;
  puuidOf(player: number): string;
  /** A throw of the dice that belongs to the player and the number of games: the same in every policy. */
  chance(player: number): number;
  /** Epoch ms after so many requests. */
  timeAfter(requests: number): number;
}

export function groundOf(world: World, { waiting, stored: before }: Beginning): Ground {
  const stored = new Set(before);
  const games = new Map(waiting.map(({ index, games: count }) => [index, count]));
  const startsAt = Math.max(...waiting.map(({ since }) => since));
  return {
    waiting,
    gamesOf: (player) => games.get(player) ?? 0,
    isStored: (match) => stored.has(match),
    listOf: (player) => queueHistory(world, player).slice(0, MAX_IDS),
    store: (match) => {
      stored.add(match);
      if (!isCountable(world, match)) return;
      for (const player of playersOf(world, match)) games.set(player, (games.get(player) ?? 0) + 1);
    },
    puuidOf: (player) => world.players[player]?.puuid ?? '',
    chance: (player) => unit(mix(player, games.get(player) ?? 0)),
    timeAfter: (requests) => startsAt + requests * MS_PER_REQUEST,
  };
}
