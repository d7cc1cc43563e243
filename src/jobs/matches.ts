// Fetching and storing matches of one player: shared by the updater and the analyzer.

import type { FetchedMatch } from '../league/match.ts';
import type { MatchIdsQuery } from '../riot/api.ts';
import { InvalidResponseError } from '../riot/errors.ts';
import type { SharedConfig } from './config.ts';
import { fetchInOrder } from './in-order.ts';
import type { JobContext } from './job.ts';

/** Riot's maximum of ids per request. */
export const MAX_IDS = 100;

type Answer =
  | { readonly matchId: string; readonly kind: 'match'; readonly fetched: FetchedMatch }
  | { readonly matchId: string; readonly kind: 'not_found' }
  | { readonly matchId: string; readonly kind: 'unreadable'; readonly detail: string };

export interface MatchesToFetch {
  readonly puuid: string;
  /** Oldest first. */
  readonly ids: readonly string[];
  /** The player's history has to be complete up to the cursor, which moves with the ids. */
  readonly movesCursor: boolean;
}

/** Every id ends as a stored match or as a record that asks again later. */
export async function fetchMatches(context: JobContext<SharedConfig>, request: MatchesToFetch): Promise<void> {
  await fetchInOrder({
    items: request.ids,
    concurrency: context.config.concurrency,
    fetch: (matchId) => ask(context, matchId),
    handOver: (answer, isGapless) =>
      keep(context, answer, { ...request, movesCursor: request.movesCursor && isGapless }),
  });
}

async function ask({ riot }: JobContext<SharedConfig>, matchId: string): Promise<Answer> {
  try {
    const fetched = await riot.findMatch(matchId);
    return fetched ? { matchId, kind: 'match', fetched } : { matchId, kind: 'not_found' };
  } catch (error) {
    if (error instanceof InvalidResponseError) return { matchId, kind: 'unreadable', detail: error.message };
    throw error;
  }
}

async function keep(
  { store, progress, log }: JobContext<SharedConfig>,
  answer: Answer,
  { puuid, movesCursor }: MatchesToFetch,
): Promise<void> {
  const { matchId, kind } = answer;
  if (kind === 'match') {
    await store.matches.save(progress.commit({}), { fetched: answer.fetched, fetchedFor: puuid, movesCursor });
    return;
  }
  const detail = kind === 'unreadable' ? { detail: answer.detail } : {};
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
