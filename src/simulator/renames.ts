// Riot IDs through time: what a player is called at a moment, and who answers to a name.

import type { RiotId } from '../league/riot-id.ts';
import type { RenameFault } from './fault-script.ts';
import { riotIdKey } from './names.ts';

interface Named {
  readonly index: number;
  readonly puuid: string;
  readonly riotId: RiotId;
}

export interface Names<Player extends Named> {
  riotIdAt(player: Player, at: number): RiotId;
  find(riotId: RiotId, now: number): Player | undefined;
}

export function createNames<Player extends Named>(
  players: readonly Player[],
  renames: readonly RenameFault[],
): Names<Player> {
  const byRiotId = new Map(players.map((player) => [riotIdKey(player.riotId), player]));
  const later = new Map<Player, RenameFault[]>();
  for (const rename of [...renames].sort((a, b) => a.since - b.since)) {
    const player = players.find(({ index, puuid }) => rename.player === index || rename.player === puuid);
    if (player === undefined) throw new RangeError(`no player ${rename.player} can be renamed`);
    later.set(player, [...(later.get(player) ?? []), rename]);
    byRiotId.set(riotIdKey(rename), player);
  }
  const riotIdAt = (player: Player, at: number): RiotId => {
    const last = later.get(player)?.findLast(({ since }) => since <= at);
    return last === undefined ? player.riotId : { gameName: last.gameName, tagLine: last.tagLine };
  };
  return {
    riotIdAt,
    find(riotId, now) {
      const player = byRiotId.get(riotIdKey(riotId));
      const isCurrent = player !== undefined && riotIdKey(riotIdAt(player, now)) === riotIdKey(riotId);
      return isCurrent ? player : undefined;
    },
  };
}
