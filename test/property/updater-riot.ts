// Riot as an adversary: the port of the API over a world, with everything in it that was seen to go wrong, for a time.

import type { FetchedMatch } from '../../src/league/match.ts';
import type { LeagueEntry } from '../../src/league/player.ts';
import { regionalRouteOf } from '../../src/league/routing.ts';
import type { MatchIdsQuery, RiotApi } from '../../src/riot/api.ts';
import { ApiKeyError, InvalidResponseError, RiotApiError } from '../../src/riot/errors.ts';
import { type Game, HOUR_MS, WORLD_BEGINS, type World } from './updater-world.ts';

export const troubleKinds = [
  'shrunken',
  'shrinks-while-paged',
  'reordered',
  'repeated',
  'ghosts',
  'holes',
  'queue-ignored',
  'queue-empty',
  'start-ignored',
  'start-empty',
  'late-list',
  'late-match',
  'unreadable',
  'ladder-down',
  'matches-down',
  'key-expired',
] as const;

export interface Trouble {
  readonly kind: (typeof troubleKinds)[number];
  /** In hours of the world, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** How much of it: ids, hours, or one in so many. */
  readonly size: number;
}

/** What is seen of the program by what it asks. */
export interface Asked {
  /** Ids whose match is stored by now: to ask for one again is waste. */
  readonly stored: Set<string>;
  readonly wasted: string[];
  /** Requests for ids that nobody played. */
  readonly ghosts: Map<string, number>;
}

interface Riot {
  readonly world: World;
  readonly troubles: readonly Trouble[];
  readonly asked: Asked;
  now(): number;
}

/** What is 404 for a day and longer is laid to rest, and rightly so. */
const LATEST_HOURS = 20;

/** A hash of a text: chance that is the same at every request. */
function chanceOf(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

export function adversary(riot: Riot): RiotApi {
  const trouble = (kind: Trouble['kind']): Trouble | undefined => {
    const hour = (riot.now() - WORLD_BEGINS) / HOUR_MS;
    return riot.troubles.find((each) => each.kind === kind && each.from <= hour && hour <= each.to);
  };
  const assertKey = () => {
    if (trouble('key-expired')) throw new ApiKeyError('the key is refused', { status: 403, hint: 'a new one' });
  };
  const { world } = riot;
  const livesOn = (platform: string, puuid: string) => world.platformAt(puuid, riot.now()) === platform;
  return {
    listMatchIds: async (query) => {
      assertKey();
      return pageOf(listOf(riot, trouble, query), trouble, query);
    },
    findMatch: async (matchId) => {
      assertKey();
      return findMatch(riot, trouble, matchId);
    },
    findSummoner: async (platform, puuid) => {
      assertKey();
      return livesOn(platform, puuid) ? { puuid, summonerLevel: 100, profileIconId: 7 } : undefined;
    },
    listLeagueEntries: async (platform, puuid) => {
      assertKey();
      if (trouble('ladder-down')) throw serverError('league-v4.getLeagueEntriesByPUUID');
      return livesOn(platform, puuid) ? [entry] : undefined;
    },
    findAccountByPuuid: async (_platform, puuid) => {
      assertKey();
      return { puuid, gameName: world.nameAt(puuid, riot.now()), tagLine: 'TAG' };
    },
    findAccountByRiotId: async () => undefined,
    findActivePlatform: async (_platform, puuid) => {
      assertKey();
      return world.platformAt(puuid, riot.now());
    },
  };
}

const entry: LeagueEntry = {
  queueType: 'RANKED_SOLO_5x5',
  tier: 'GOLD',
  division: 'II',
  leaguePoints: 12,
  wins: 5,
  losses: 5,
  veteran: false,
  inactive: false,
  freshBlood: false,
  hotStreak: false,
  leagueId: null,
};

type Troubles = (kind: Trouble['kind']) => Trouble | undefined;

function serverError(methodId: string): RiotApiError {
  return new RiotApiError({ methodId, route: 'europe', status: 503, detail: 'down' });
}

/** Newest first, as the faulty list has it before it is cut into pages. */
function listOf({ world, now }: Riot, trouble: Troubles, query: MatchIdsQuery): string[] {
  const { puuid, platform, queue, startTime = 0 } = query;
  if (queue !== undefined && trouble('queue-empty')) return [];
  if (startTime > 0 && trouble('start-empty')) return [];
  const delay = trouble('late-list');
  const lateBy = ({ id }: Game) => (delay && chanceOf(id) % 3 === 0 ? delay.size * HOUR_MS : 0);
  const games = world
    .historyOf(puuid, now())
    .filter((game) => regionalRouteOf(game.platform) === regionalRouteOf(platform))
    .filter((game) => game.endedAt + lateBy(game) <= now())
    .filter(({ queueId }) => queue === undefined || queueId === queue || trouble('queue-ignored'))
    .filter(({ createdAt }) => createdAt >= startTime * 1000 || trouble('start-ignored'))
    .toReversed();
  return spoiled(
    games.map(({ id }) => id),
    trouble,
  );
}

function spoiled(ids: readonly string[], trouble: Troubles): string[] {
  const { shrunken, holes, ghosts, repeated, reordered } = {
    shrunken: trouble('shrunken'),
    holes: trouble('holes'),
    ghosts: trouble('ghosts'),
    repeated: trouble('repeated'),
    reordered: trouble('reordered'),
  };
  let list = ids.slice(0, shrunken?.size);
  if (holes) list = list.filter((id) => chanceOf(id) % (holes.size + 1) !== 0);
  if (ghosts) list = list.flatMap((id, place) => (place < ghosts.size ? [id, `${id}999`] : [id]));
  if (repeated) list = list.flatMap((id) => (chanceOf(id) % 2 === 0 ? [id, id] : [id]));
  if (reordered) list = list.toSorted((a, b) => chanceOf(a) - chanceOf(b));
  return list;
}

/** A list that shrinks between two requests has lost its first ids when the second page is asked for. */
function pageOf(ids: readonly string[], trouble: Troubles, { start = 0, count = 20 }: MatchIdsQuery): string[] {
  const lost = start > 0 ? (trouble('shrinks-while-paged')?.size ?? 0) : 0;
  return ids.slice(lost).slice(start, start + count);
}

function findMatch({ world, asked, now }: Riot, trouble: Troubles, matchId: string): FetchedMatch | undefined {
  if (asked.stored.has(matchId)) asked.wasted.push(matchId);
  if (trouble('matches-down') && chanceOf(matchId) % 4 === 0) throw serverError('match-v5.getMatch');
  const game = world.games.find(({ id }) => id === matchId);
  if (game === undefined) {
    asked.ghosts.set(matchId, (asked.ghosts.get(matchId) ?? 0) + 1);
    return undefined;
  }
  if (trouble('unreadable') && chanceOf(matchId) % 3 === 0) throw new InvalidResponseError('match-v5.getMatch', ['x']);
  const late = trouble('late-match');
  return late && game.endedAt + Math.min(late.size, LATEST_HOURS) * HOUR_MS > now() ? undefined : world.matchOf(game);
}
