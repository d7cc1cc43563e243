// What really happened to a few accounts: their games, names and platforms through time. Riot tells of it (updater-riot.ts).

import type { FetchedMatch } from '../../src/league/match.ts';
import type { PlatformRoute } from '../../src/league/routing.ts';
import { gameOf } from '../store/build.ts';

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Games begin this far apart, so that nobody plays two at once. */
const SLOT_MS = 36 * MINUTE_MS;
const GAME_MS = 30 * MINUTE_MS;
/** 2026-10-01T00:00:00Z, the first slot. */
export const WORLD_BEGINS = 1_790_812_800_000;
export const SOLO = 420;
const FLEX = 440;
export const TRACKED = ['ana', 'ben', 'cem'] as const;

export interface Game {
  readonly id: string;
  readonly platform: PlatformRoute;
  readonly createdAt: number;
  readonly endedAt: number;
  readonly queueId: number;
  readonly puuids: readonly string[];
}

export interface Plan {
  /** A slot, who plays in it (a bit for each of TRACKED), and whether it is another queue. */
  readonly games: readonly { readonly slot: number; readonly players: number; readonly isFlex: boolean }[];
  /** The first player plays in each of the first slots: lists of more than one page. */
  readonly densely: number;
  /** From this slot on the second player plays on the other platform. */
  readonly moves: { readonly slot: number; readonly to: PlatformRoute } | undefined;
  /** From this slot on the third player has another name. */
  readonly renamedIn: number | undefined;
}

export const slotsUntil = (at: number) => Math.floor((at - WORLD_BEGINS) / SLOT_MS);

export class World {
  readonly games: readonly Game[];
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
    const bySlot = new Map(plan.games.map((game) => [game.slot, game]));
    for (let slot = 0; slot < plan.densely; slot += 1) {
      const game = bySlot.get(slot) ?? { slot, players: 0, isFlex: false };
      bySlot.set(slot, { ...game, players: game.players | 1 });
    }
    const slots = [...bySlot.values()].toSorted((a, b) => a.slot - b.slot);
    this.games = slots.flatMap(({ slot, players, isFlex }) => this.#gamesIn(slot, players, isFlex));
  }

  /** Players on different platforms play games of their own. */
  #gamesIn(slot: number, players: number, isFlex: boolean): Game[] {
    const createdAt = WORLD_BEGINS + slot * SLOT_MS;
    const present = TRACKED.filter((_, bit) => (players & (1 << bit)) !== 0);
    const platforms = [...new Set(present.map((puuid) => this.platformAt(puuid, createdAt)))];
    return platforms.map((platform, n) => {
      const own = present.filter((puuid) => this.platformAt(puuid, createdAt) === platform);
      return {
        id: `${platform.toUpperCase()}_${7_000_000_000 + slot * 10 + n}`,
        platform,
        createdAt,
        endedAt: createdAt + GAME_MS,
        queueId: isFlex ? FLEX : SOLO,
        puuids: [...own, `met ${slot % 7}`, `met ${7 + (slot % 5)}`],
      };
    });
  }

  platformAt(puuid: string, at: number): PlatformRoute {
    const { moves } = this.#plan;
    return moves && puuid === TRACKED[1] && at >= WORLD_BEGINS + moves.slot * SLOT_MS ? moves.to : 'euw1';
  }

  nameAt(puuid: string, at: number): string {
    const { renamedIn } = this.#plan;
    const isRenamed = renamedIn !== undefined && puuid === TRACKED[2] && at >= WORLD_BEGINS + renamedIn * SLOT_MS;
    return isRenamed ? `${puuid} anew` : puuid;
  }

  /** Games of the player that have ended, oldest first. */
  historyOf(puuid: string, until: number): Game[] {
    return this.games.filter(({ puuids, endedAt }) => puuids.includes(puuid) && endedAt <= until);
  }

  matchOf({ id, platform, createdAt, queueId, puuids }: Game): FetchedMatch {
    const { match, participants, ...rest } = gameOf({ id: 1, at: createdAt, puuids, match: { queueId } });
    return {
      match: { ...match, matchId: id, platformId: platform },
      participants: participants.map((one) => {
        return { ...one, matchId: id, summonerName: this.nameAt(one.puuid, createdAt) };
      }),
      ...rest,
    };
  }
}
