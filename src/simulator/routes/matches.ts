// match-v5: the id list of a player and the match itself, served by the regional route of the platform.

import { type Route, regionalRouteOf } from '../../league/routing.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { matchIdOf, matchJson } from '../match-json.ts';
import { matchSheet } from '../match-sheet.ts';
import { levelAt } from '../standings.ts';
import type { World, WorldPlayer } from '../world.ts';
import { type IdsQuery, parseIdsQuery } from './ids-query.ts';
import { foreignPuuid } from './summoners.ts';

/** About the last thousand games of a player are listed, whatever the filter. Source: RiotGames/developer-relations#1008. */
const LISTED_GAMES = 1000;

/** Queues by the `type` filter; everything that is neither ranked nor a custom game counts as normal. */
const RANKED_QUEUES = [420, 440];

export function matchIdsByPuuid(
  world: World,
  route: Route,
  request: { puuid: string; search: URLSearchParams },
): Answer {
  const player = world.findByPuuid(request.puuid);
  if (player === undefined) return foreignPuuid(request.puuid);
  const query = parseIdsQuery(request.search);
  if ('message' in query) return failure(400, query.message);
  return ok(route === regionalRouteOf(world.platform) ? listIds(world, player, query) : []);
}

/** Newest first. */
function listIds(world: World, player: WorldPlayer, query: IdsQuery): string[] {
  const listed = world.historyOf(player).slice(-LISTED_GAMES).reverse();
  const matching = listed.map((index) => world.log.at(index)).filter((match) => passes(match, query));
  const page = matching.slice(query.start, query.start + query.count);
  return page.map(({ gameId }) => matchIdOf(platformIdOf(world), gameId));
}

/** startTime and endTime are compared with the second of the game's creation, both inclusive. */
function passes(match: { queueId: number; createdAt: number }, query: IdsQuery): boolean {
  const second = Math.floor(match.createdAt / 1000);
  if (query.queue !== undefined && match.queueId !== query.queue) return false;
  if (query.type !== undefined && typeOf(match.queueId) !== query.type) return false;
  return (query.startTime ?? 0) <= second && second <= (query.endTime ?? Number.POSITIVE_INFINITY);
}

function typeOf(queueId: number): string {
  return RANKED_QUEUES.includes(queueId) ? 'ranked' : 'normal';
}

/** 404 on another region's route, before the game has ended, and for ids that nobody played. */
export function matchById(world: World, route: Route, matchId: string): Answer {
  const now = world.now();
  const index = route === regionalRouteOf(world.platform) ? indexOfMatch(world, matchId) : undefined;
  if (index === undefined || world.log.endedAt(index) > now)
    return failure(404, 'Data not found - match file not found');
  const match = world.log.at(index);
  const players = match.players.map((player) => playerAt(world, player));
  const sheet = matchSheet({ seed: world.frame.seed, index, match, players: players.map(({ traits }) => traits) });
  const levels = players.map((player) => levelAt(player, world.log.indexesOf(player.index).indexOf(index)));
  return ok(matchJson(sheet, { platformId: platformIdOf(world), levels }));
}

function indexOfMatch(world: World, matchId: string): number | undefined {
  const [prefix, gameId = ''] = matchId.split('_');
  return prefix === platformIdOf(world) && /^\d+$/.test(gameId) ? world.log.indexOf(Number(gameId)) : undefined;
}

function playerAt(world: World, index: number): WorldPlayer {
  const player = world.players[index];
  if (player === undefined) throw new RangeError(`no player ${index} in the world`);
  return player;
}

function platformIdOf(world: World): string {
  return world.platform.toUpperCase();
}
