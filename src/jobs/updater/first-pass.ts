// The first pass over a tracked player: what was played since the cursor, oldest first.

import { type RegionalRoute, regionalRouteOf } from '../../league/routing.ts';
import type { TrackedPlayer } from '../../store/store.ts';
import type { UpdaterConfig } from '../config.ts';
import type { JobContext } from '../job.ts';
import { type FetchedMatches, fetchMatches, listAllIds } from '../matches.ts';
import { completeUntil, reachesCursor } from './list.ts';
import { findWindow, readWindow, sum, type Window } from './window.ts';

const DAY_MS = 86_400_000;
/** Ids are asked for from this long before the cursor, so that a game that Riot lists late is not missed. */
const CURSOR_OVERLAP_MS = DAY_MS;

type Context = JobContext<UpdaterConfig>;

export interface FirstPass {
  readonly fetched: FetchedMatches;
  /** From when on it has asked, epoch ms. */
  readonly since: number;
  /** What is left of the budget. */
  readonly budget: number;
  /** Every id that Riot named is stored or recorded. */
  readonly isThrough: boolean;
  /** It is through, and the list can be believed: the history is complete up to now. */
  readonly isComplete: boolean;
}

export async function firstPass(context: Context, player: TrackedPlayer): Promise<FirstPass> {
  const { config } = context;
  const { puuid, platform } = player;
  const { since, route } = await findBeginning(context, player);
  const query = { puuid, platform, queue: config.queue, ...startTime(since) };
  const { ids, isWhole } = await listAllIds(context, query);
  const budget = config.max_new_matches_per_player;
  const window = await findWindow(context, { puuid, ids, since, budget });
  const taken = window.unknown.slice(0, window.budget);
  const fetched = sum(window.fetched, await fetchMatches(context, { puuid, ids: taken }));
  const after = await readWindow(context, { puuid, ids, since });
  const isJoined = route !== regionalRouteOf(platform) || reachesCursor(after.whole, cursorOf(context, player));
  if (isWhole && isJoined) await moveCursor(context, player, after);
  const isThrough = after.unknown.length === 0;
  return {
    fetched,
    since,
    budget: window.budget - taken.length,
    isThrough,
    isComplete: isThrough && isWhole && isJoined,
  };
}

/** Riot counts in seconds; without a start the whole history is asked for. */
export function startTime(since: number): { readonly startTime?: number } {
  return since <= 0 ? {} : { startTime: Math.floor(since / 1000) };
}

/** As Riot compares them. */
export function wholeSeconds(at: number): number {
  return Math.max(0, Math.floor(at / 1000) * 1000);
}

interface Beginning {
  /** Epoch ms, whole seconds. */
  readonly since: number;
  /** Where the match was played at which the cursor stands: there, the list has to reach back to it. */
  readonly route?: RegionalRoute;
}

/**
 * The first one is written down: lists that stay empty do not move it. As long as no match has, it is no later than a
 * first one would be now, for the clock may have been ahead.
 */
async function findBeginning({ store, progress, config, clock }: Context, player: TrackedPlayer): Promise<Beginning> {
  const history = { puuid: player.puuid, queueId: config.queue };
  const { completeUntil: cursor } = player;
  const days = config.initial_history_days;
  const from = days === 'all' ? 0 : wholeSeconds(clock.now() - days * DAY_MS);
  if (cursor === null) {
    await store.matches.beginHistory(progress.commit({}), { ...history, from });
    return { since: from };
  }
  const match = await store.matches.findMatchAt({ ...history, at: cursor });
  if (match === undefined) return { since: Math.min(wholeSeconds(cursor), from) };
  return { since: wholeSeconds(cursor - CURSOR_OVERLAP_MS), route: regionalRouteOf(match.platformId) };
}

function cursorOf({ clock }: Context, { completeUntil: cursor }: TrackedPlayer) {
  return { cursor: cursor ?? 0, now: clock.now() };
}

async function moveCursor(
  { store, progress, config }: Context,
  { puuid }: TrackedPlayer,
  { list, unknown }: Pick<Window, 'list' | 'unknown'>,
): Promise<void> {
  const until = completeUntil(list, { pending: new Set(unknown), queueId: config.queue });
  if (until === undefined) return;
  await store.matches.moveCursor(progress.commit({}), { puuid, queueId: config.queue, completeUntil: until });
}
