// Choosing, fetching and storing matches of one player: shared by the updater and the analyzer.

import { messageOf } from '../errors.ts';
import type { FetchedMatch } from '../league/match.ts';
import type { MatchIdsQuery } from '../riot/api.ts';
import { InvalidResponseError, NetworkError, RiotApiError } from '../riot/errors.ts';
import type { SharedConfig } from './config.ts';
import { fetchInOrder } from './in-order.ts';
import type { JobContext } from './job.ts';

/** Riot's maximum of ids per request. */
export const MAX_IDS = 100;

export interface MatchChoice {
  readonly puuid: string;
  /** As they are to be taken. */
  readonly listed: readonly string[];
  /** Most requests for matches. */
  readonly budget: number;
}

export interface ChosenMatches {
  /** Of the list, neither stored nor unavailable. */
  readonly unknown: readonly string[];
  /** The first of them, within the budget. */
  readonly taken: readonly string[];
  /** Ids that were unavailable and are due, within what is left of the budget. */
  readonly again: readonly string[];
}

/** Ids of the list that another player's run found unavailable are awaited by this player, too, from now on. */
export async function chooseMatches(
  { store, clock, progress }: JobContext<unknown>,
  { puuid, listed, budget }: MatchChoice,
): Promise<ChosenMatches> {
  const { unknown, toAwait } = await store.matches.compareList({ puuid, ids: listed });
  if (toAwait.length > 0) await store.matches.awaitMatches(progress.commit({}), { puuid, ids: toAwait });
  const taken = unknown.slice(0, budget);
  const limit = budget - taken.length;
  return { unknown, taken, again: await store.matches.listDueUnavailable({ puuid, now: clock.now(), limit }) };
}

type Answer =
  | { readonly matchId: string; readonly kind: 'match'; readonly fetched: FetchedMatch }
  | { readonly matchId: string; readonly kind: 'not_found' }
  | { readonly matchId: string; readonly kind: 'unreadable' | 'failed'; readonly error: unknown };

export interface MatchesToFetch {
  readonly puuid: string;
  /** Oldest first. */
  readonly ids: readonly string[];
  /** Set = the player's history of this queue is complete up to the first id; its cursor moves with them. */
  readonly cursorQueueId?: number;
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
  { puuid, ids, cursorQueueId }: MatchesToFetch,
): Promise<FetchedMatches> {
  let stored = 0;
  const errors: unknown[] = [];
  await fetchInOrder({
    items: ids,
    concurrency: context.config.concurrency,
    fetch: (matchId, stop) => ask(context, matchId, stop),
    handOver: async (answer, isGapless) => {
      await keep(context, answer, { puuid, cursorQueueId: isGapless ? cursorQueueId : undefined });
      if (answer.kind === 'match') stored += 1;
      if ('error' in answer) errors.push(answer.error);
    },
  });
  return { stored, errors };
}

/** Throws the error of a failed request, and that of unreadable answers when there was nothing else. */
export function assertUsable({ stored, errors }: FetchedMatches): void {
  const failure = errors.find((error) => !(error instanceof InvalidResponseError));
  if (failure !== undefined) throw failure;
  if (errors.length > 0 && stored === 0) throw errors[0];
}

async function ask({ riot }: JobContext<unknown>, matchId: string, stop: () => void): Promise<Answer> {
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

interface Asker {
  readonly puuid: string;
  readonly cursorQueueId: number | undefined;
}

async function keep(
  { store, progress, log }: JobContext<unknown>,
  answer: Answer,
  { puuid, cursorQueueId }: Asker,
): Promise<void> {
  const { matchId, kind } = answer;
  if (kind === 'match') {
    await store.matches.save(progress.commit({}), { fetched: answer.fetched, fetchedFor: puuid, cursorQueueId });
    return;
  }
  const detail = 'error' in answer ? { detail: messageOf(answer.error) } : {};
  log.warn('match unavailable', { matchId, puuid, reason: kind, ...detail });
  await store.matches.recordUnavailable(progress.commit({}), { matchId, puuid, reason: kind, ...detail });
}

/** All ids that fit the query, oldest first, however many pages that takes. */
export async function listAllIds(
  { riot }: JobContext<SharedConfig>,
  query: Omit<MatchIdsQuery, 'start' | 'count'>,
): Promise<string[]> {
  const ids = new Set<string>();
  for (let start = 0; ; start += MAX_IDS) {
    const page = await riot.listMatchIds({ ...query, start, count: MAX_IDS });
    for (const id of page) ids.add(id);
    if (page.length < MAX_IDS) return [...ids].reverse();
  }
}
