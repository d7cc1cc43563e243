// Players who move to another platform: where an account lives at a moment, and where a game was played.

import type { PlatformRoute } from '../league/routing.ts';
import type { TransferFault } from './fault-script.ts';

interface Mover {
  readonly index: number;
  readonly puuid: string;
}

export interface Homes {
  /** Of a player, by its place in the world. */
  platformAt(index: number, at: number): PlatformRoute;
  /** A game is played where the first of its players lives who has moved. */
  platformOf(game: { readonly players: readonly number[]; readonly createdAt: number }): PlatformRoute;
}

export function createHomes(
  players: readonly Mover[],
  { platform, transfers }: { readonly platform: PlatformRoute; readonly transfers: readonly TransferFault[] },
): Homes {
  const later = new Map<number, TransferFault[]>();
  for (const transfer of [...transfers].sort((a, b) => a.since - b.since)) {
    const mover = players.find(({ index, puuid }) => transfer.player === index || transfer.player === puuid);
    if (mover === undefined) throw new RangeError(`no player ${transfer.player} can be transferred`);
    later.set(mover.index, [...(later.get(mover.index) ?? []), transfer]);
  }
  const platformAt = (index: number, at: number) =>
    later.get(index)?.findLast(({ since }) => since <= at)?.platform ?? platform;
  return {
    platformAt,
    platformOf(game) {
      if (later.size === 0) return platform;
      const platforms = game.players.map((index) => platformAt(index, game.createdAt));
      return platforms.find((each) => each !== platform) ?? platform;
    },
  };
}
