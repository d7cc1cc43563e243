// The same question asked of each kind of player.

import { groupBy } from './groups.ts';

export interface Slice {
  readonly players: number;
  /** Share that passes, 0..1. */
  readonly share: number;
}

/** By kind, in the order in which the kinds appear. */
export function slicesOf<Player>(
  players: readonly Player[],
  kindOf: (player: Player) => string,
  passes: (player: Player) => boolean,
): Map<string, Slice> {
  const groups = groupBy(players, kindOf);
  return new Map(
    [...groups].map(([kind, members]) => [
      kind,
      { players: members.length, share: members.filter(passes).length / members.length },
    ]),
  );
}
