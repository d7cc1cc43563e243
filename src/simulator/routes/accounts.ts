// account-v1: the same answers on every route that serves it.

import { type Answer, failure, ok } from '../answer.ts';
import type { World, WorldPlayer } from '../world.ts';
import { foreignPuuid } from './summoners.ts';

export function accountByRiotId(world: World, gameName: string, tagLine: string): Answer {
  const player = world.findByRiotId({ gameName, tagLine });
  if (player === undefined) {
    return failure(404, `Data not found - No results found for player with riot id ${gameName}#${tagLine}`);
  }
  return ok(accountJson(world, player));
}

export function accountByPuuid(world: World, puuid: string): Answer {
  const player = world.findByPuuid(puuid);
  return player === undefined ? foreignPuuid(puuid) : ok(accountJson(world, player));
}

/** A banned account plays nowhere. */
export function activeRegionByPuuid(world: World, puuid: string): Answer {
  const player = world.findByPuuid(puuid);
  if (player === undefined) return foreignPuuid(puuid);
  if (world.isBanned(player)) return failure(404, 'Data not found - No active region found for player');
  return ok({ puuid, game: 'lol', region: world.homes.platformAt(player.index, world.now()) });
}

function accountJson(world: World, player: WorldPlayer): object {
  const riotId = world.riotIdAt(player, world.now());
  return { puuid: player.puuid, gameName: riotId.gameName, tagLine: riotId.tagLine };
}
