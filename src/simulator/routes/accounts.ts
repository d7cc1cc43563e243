// account-v1: the same answers on every route that serves it.

import { type Answer, failure, ok } from '../answer.ts';
import type { World, WorldPlayer } from '../world.ts';
import { foreignPuuid } from './summoners.ts';

export function accountByRiotId(world: World, gameName: string, tagLine: string): Answer {
  const player = world.findByRiotId({ gameName, tagLine });
  if (player === undefined) {
    return failure(404, `Data not found - No results found for player with riot id ${gameName}#${tagLine}`);
  }
  return ok(accountJson(player));
}

export function accountByPuuid(world: World, puuid: string): Answer {
  const player = world.findByPuuid(puuid);
  return player === undefined ? foreignPuuid(puuid) : ok(accountJson(player));
}

function accountJson({ puuid, riotId }: WorldPlayer): object {
  return { puuid, gameName: riotId.gameName, tagLine: riotId.tagLine };
}
