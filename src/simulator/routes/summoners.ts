// summoner-v4 and league-v4: served by the platform on which the account lives.

import type { Route } from '../../league/routing.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { leagueEntries, levelAt } from '../standings.ts';
import type { World, WorldPlayer } from '../world.ts';

/** A puuid that no player of this world has was encrypted for another application. */
export function foreignPuuid(puuid: string): Answer {
  return failure(400, `Bad Request - Exception decrypting ${puuid}`);
}

/** 404 for a banned account and on every platform but the player's own. */
export function summonerByPuuid(world: World, route: Route, puuid: string): Answer {
  const player = world.findByPuuid(puuid);
  if (player === undefined) return foreignPuuid(puuid);
  if (!livesOn(world, player, route) || world.isBanned(player))
    return failure(404, 'Data not found - summoner not found');
  const games = world.historyOf(player);
  const last = games.at(-1);
  return ok({
    puuid,
    profileIconId: player.traits.profileIconId,
    revisionDate: last === undefined ? world.originAt : world.log.endedAt(last),
    summonerLevel: levelAt(player, games.length),
  });
}

export function leagueEntriesByPuuid(world: World, route: Route, puuid: string): Answer {
  const player = world.findByPuuid(puuid);
  if (player === undefined) return foreignPuuid(puuid);
  return ok(livesOn(world, player, route) ? leagueEntries(world, player) : []);
}

function livesOn(world: World, { index }: WorldPlayer, route: Route): boolean {
  return route === world.homes.platformAt(index, world.now());
}
