// match-v5: the id list of a player and the match itself, served by the regional route of the platform.

import { type PlatformRoute, platformRoutes, regionalRouteOf } from '../../league/routing.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { isLate, spoilList, spoilQuery, withGhosts } from '../list-faults.ts';
import type { MatchDto } from '../match-dto.ts';
import { matchIdOf, matchJson } from '../match-json.ts';
import type { MatchRecord } from '../match-log.ts';
import { matchSheet } from '../match-sheet.ts';
import type { OddGame } from '../odd-games.ts';
import { oddGameJson } from '../odd-json.ts';
import { traitsAt } from '../player-traits.ts';
import type { Question } from '../question.ts';
import { levelAt } from '../standings.ts';
import { DAY_MS } from '../timeline.ts';
import type { World, WorldPlayer } from '../world.ts';
import { type IdsQuery, parseIdsQuery } from './ids-query.ts';
import { foreignPuuid } from './summoners.ts';

/** About the last thousand games of a player are listed, whatever the filter. Source: RiotGames/developer-relations#1008. */
const LISTED_GAMES = 1000;

/** Queues by the `type` filter; everything that is neither ranked nor a custom game counts as normal. */
const RANKED_QUEUES = [420, 440];

export function matchIdsByPuuid(question: Question, puuid: string): Answer {
  const { world, search, faults } = question;
  const player = world.findByPuuid(puuid);
  if (player === undefined) return foreignPuuid(puuid);
  const query = parseIdsQuery(search);
  if ('message' in query) return failure(400, query.message);
  const read = spoilQuery(query, faults);
  return ok(read === undefined ? [] : listIds(question, player, read));
}

type Game = MatchRecord | OddGame;

/** Newest first. */
function listIds({ world, oddGames, call, faults }: Question, player: WorldPlayer, query: IdsQuery): string[] {
  const { log } = world;
  const played: readonly Game[] = world.historyOf(player).map((index) => log.at(index));
  const odd = oddGames.historyOf(player);
  const games = odd.length === 0 ? played : [...played, ...odd].sort((a, b) => a.createdAt - b.createdAt);
  const here = games.filter((game) => regionalRouteOf(platformOf(world, game)) === call.route);
  const listed = spoilList(here.slice(-LISTED_GAMES).reverse(), faults, world.now());
  const places = new Map(here.map((game) => [game.gameId, platformOf(world, game)]));
  const matching = listed.filter((game) => passes(game, query)).map(({ gameId }) => gameId);
  const isTaken = (gameId: number) => log.indexOf(gameId) !== undefined || oddGames.find(gameId) !== undefined;
  const page = withGhosts(matching, faults, isTaken).slice(query.start, query.start + query.count);
  return page.map((gameId) => matchIdOf((places.get(gameId) ?? world.platform).toUpperCase(), gameId));
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
export function matchById(question: Question, matchId: string): Answer {
  const { world, oddGames, call, faults } = question;
  const now = world.now();
  const { platform, gameId } = readId(matchId);
  const index = gameId === undefined ? undefined : world.log.indexOf(gameId);
  const odd = gameId === undefined || index !== undefined ? undefined : oddGames.find(gameId);
  const game = index === undefined ? odd : world.log.at(index);
  const isHere = game !== undefined && platform === platformOf(world, game) && regionalRouteOf(platform) === call.route;
  if (!isHere || game.endedAt > now || isLate(game, faults, now))
    return failure(404, 'Data not found - match file not found');
  if (odd !== undefined) return ok(oddMatch(world, odd));
  return ok(playedMatch(world, index ?? 0));
}

/** Ids name the platform in upper case, and no other way. */
function readId(matchId: string): {
  readonly platform: PlatformRoute | undefined;
  readonly gameId: number | undefined;
} {
  const [prefix = '', gameId = ''] = matchId.split('_');
  const platform = platformRoutes.find((each) => each.toUpperCase() === prefix);
  return { platform, gameId: /^\d+$/.test(gameId) ? Number(gameId) : undefined };
}

function playedMatch(world: World, index: number): MatchDto {
  const match = world.log.at(index);
  const players = match.players.map((player) => playerAt(world, player));
  const day = (match.createdAt - world.originAt) / DAY_MS;
  const traits = players.map((player) => ({
    ...traitsAt(player.traits, day),
    riotId: world.riotIdAt(player, match.createdAt),
  }));
  const sheet = matchSheet({ seed: world.frame.seed, index, match, players: traits });
  const levels = players.map((player) => levelAt(player, world.log.indexesOf(player.index).indexOf(index)));
  return matchJson(sheet, { platformId: platformOf(world, match).toUpperCase(), levels });
}

function oddMatch(world: World, game: OddGame): MatchDto {
  const guests = game.players.map((index) => {
    const player = playerAt(world, index);
    const gamesBefore = world.log.indexesOf(index).filter((one) => one <= game.index).length;
    const riotId = world.riotIdAt(player, game.createdAt);
    const { puuid, traits } = player;
    return { puuid, riotId, profileIconId: traits.profileIconId, level: levelAt(player, gamesBefore) };
  });
  return oddGameJson({ game, base: playedMatch(world, game.index), guests });
}

function playerAt(world: World, index: number): WorldPlayer {
  const player = world.players[index];
  if (player === undefined) throw new RangeError(`no player ${index} in the world`);
  return player;
}

/** Of an odd game, that of the game that it accompanies. */
function platformOf({ log, homes }: World, game: Game): PlatformRoute {
  return homes.platformOf('index' in game ? log.at(game.index) : game);
}
