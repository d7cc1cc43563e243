// Fetching and storing matches of one player: shared by the jobs.

import { messageOf } from '../errors.ts';
import type { FetchedMatch, Match } from '../league/match.ts';
import { platformOfMatchId, regionalRouteOf } from '../league/routing.ts';
import type { MatchIdsQuery } from '../riot/api.ts';
import { InvalidResponseError, NetworkError, RiotApiError } from '../riot/errors.ts';
import type { CounterDelta, Player } from '../store/records.ts';
import type { SharedConfig } from './config.ts';
import { fetchInOrder } from './in-order.ts';
import type { JobContext } from './job.ts';

/** Riot's maximum of ids per request. */
export const MAX_IDS = 100;

type Answer =
  | { readonly matchId: string; readonly kind: 'match'; readonly fetched: FetchedMatch }
  | { readonly matchId: string; readonly kind: 'not_found' | 'stored' }
  | { readonly matchId: string; readonly kind: 'unreadable' | 'failed'; readonly error: unknown };

export interface MatchesToFetch {
  readonly puuid: string;
  /** Oldest first. */
  readonly ids: readonly string[];
  /** What a stored match counts beside itself. */
  countsOf?(match: Match): CounterDelta;
}

export interface FetchedMatches {
  readonly stored: number;
  /** Of answers that could not be read and of requests that failed, in the order of the ids. */
  readonly errors: readonly unknown[];
}

/**
 * Every id that was asked for ends as a stored match or as a record that asks again later; after a failed request the
 * rest is left to the next execution. Throws what ends the phase or the execution.
 */
export async function fetchMatches(
  context: JobContext<SharedConfig>,
  { puuid, ids, countsOf = () => ({}) }: MatchesToFetch,
): Promise<FetchedMatches> {
  let stored = 0;
  const errors: unknown[] = [];
  await fetchInOrder({
    items: ids,
    concurrency: context.config.concurrency,
    fetch: (matchId, stop) => ask(context, matchId, stop),
    handOver: async (answer) => {
      await keep(context, answer, { puuid, countsOf });
      if (answer.kind === 'match') stored += 1;
      if ('error' in answer) errors.push(answer.error);
    },
  });
  return { stored, errors };
}

/** A request has failed, so that the rest was not asked for. */
export function hasFailed({ errors }: FetchedMatches): boolean {
  return errors.some((error) => !(error instanceof InvalidResponseError));
}

/** Throws the error of a failed request, and that of unreadable answers when there was nothing else. */
export function assertUsable({ stored, errors }: FetchedMatches): void {
  const failure = errors.find((error) => !(error instanceof InvalidResponseError));
  if (failure !== undefined) throw failure;
  if (errors.length > 0 && stored === 0) throw errors[0];
}

/** Between the list and its turn another route, or another job, may have stored a match: nothing is paid for twice. */
async function ask({ riot, store }: JobContext<unknown>, matchId: string, stop: () => void): Promise<Answer> {
  if (await store.matches.find(matchId)) return { matchId, kind: 'stored' };
  try {
    const fetched = await riot.findMatch(matchId);
    return fetched ? { matchId, kind: 'match', fetched } : { matchId, kind: 'not_found' };
  } catch (error) {
    if (error instanceof InvalidResponseError) return { matchId, kind: 'unreadable', error };
    if (!(error instanceof RiotApiError || error instanceof NetworkError)) throw error;
    stop();
    return { matchId, kind: 'failed', error };
  }
}

type Asker = Required<Pick<MatchesToFetch, 'puuid' | 'countsOf'>>;

async function keep(
  { store, progress, log }: JobContext<unknown>,
  answer: Answer,
  { puuid, countsOf }: Asker,
): Promise<void> {
  const { matchId, kind } = answer;
  if (kind === 'stored') return;
  if (kind === 'match') {
    const { fetched } = answer;
    await store.matches.save(progress.commit(countsOf(fetched.match)), { fetched, fetchedFor: puuid });
    return;
  }
  const detail = 'error' in answer ? { detail: messageOf(answer.error) } : {};
  log.warn('match unavailable', { matchId, puuid, reason: kind, ...detail });
  await store.matches.recordUnavailable(progress.commit({}), { matchId, puuid, reason: kind, ...detail });
}

/** Riot keeps matches for two years. Source: developer-relations#902. */
const RETENTION_MS = 700 * 86_400_000;

/**
 * A list that is not full has to name a game that is stored of the player, of the queue and the route, if there is one:
 * one that names none of them has lost what else it should name, and tells nothing.
 */
export async function isBelievable(
  { store, clock, config }: Pick<JobContext<SharedConfig>, 'store' | 'clock' | 'config'>,
  { puuid, platform }: Pick<Player, 'puuid' | 'platform'>,
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length >= MAX_IDS) return true;
  const newest = await store.matches.listOfPlayer({ puuid, queueId: config.queue, limit: MAX_IDS });
  const expected = newest.filter(({ match: { matchId, isCountable, gameCreation } }) => {
    const playedOn = platformOfMatchId(matchId);
    const isOfRoute = playedOn !== undefined && regionalRouteOf(playedOn) === regionalRouteOf(platform);
    return isCountable && isOfRoute && gameCreation > clock.now() - RETENTION_MS;
  });
  const named = new Set(ids);
  return expected.length === 0 || expected.some(({ match }) => named.has(match.matchId));
}

export interface MatchList {
  /** Newest first, each once. */
  readonly ids: readonly string[];
  /** false = the pages did not fit together: ids between them may be missing. */
  readonly isWhole: boolean;
}

/**
 * All ids that fit the query, however many pages that takes. Each page begins with the last id of the one before, so
 * that a list that shrinks between two requests is noticed.
 */
export async function listAllIds(
  { riot }: Pick<JobContext<SharedConfig>, 'riot'>,
  query: Omit<MatchIdsQuery, 'start' | 'count'>,
): Promise<MatchList> {
  const ids = new Set<string>();
  let last: string | undefined;
  let isWhole = true;
  for (let start = 0; ; start += MAX_IDS - 1) {
    const page = await riot.listMatchIds({ ...query, start, count: MAX_IDS });
    if (last !== undefined && !page.includes(last)) isWhole = false;
    const before = ids.size;
    for (const id of page) ids.add(id);
    last = page.at(-1);
    if (page.length < MAX_IDS) return { ids: [...ids], isWhole };
    if (ids.size === before) return { ids: [...ids], isWhole: false };
  }
}
