// The second pass over a tracked player: once in a while the list of the last days, against what is stored.

import { type PlatformRoute, platformRoutes, regionalRouteOf } from '../../league/routing.ts';
import type { TrackedPlayer } from '../../store/store.ts';
import type { UpdaterConfig } from '../config.ts';
import type { JobContext } from '../job.ts';
import { type FetchedMatches, fetchMatches, listAllIds } from '../matches.ts';
import { isDue } from './due.ts';
import { type FirstPass, startTime, wholeSeconds } from './first-pass.ts';
import { findWindow, readWindow, sum } from './window.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Context = JobContext<UpdaterConfig>;

/** Not in the first run of a player, whose list it would only repeat. */
export function isSecondPassDue({ config, clock }: Pick<Context, 'config' | 'clock'>, player: TrackedPlayer): boolean {
  if (player.completeUntil === null) return false;
  const last = player.reconciledAt ?? player.profileCheckedAt;
  return isDue(last, { now: clock.now(), restMs: config.reconcile_hours * HOUR_MS });
}

/** What does not fit into the budget is left to the next run, and the player stays due until nothing is missing. */
export async function secondPass(
  context: Context,
  player: TrackedPlayer,
  { since: firstSince, budget }: Pick<FirstPass, 'since' | 'budget'>,
): Promise<{ readonly fetched: FetchedMatches; readonly isDone: boolean }> {
  const { store, progress, config } = context;
  const { puuid } = player;
  const since = beginningOf(context, player);
  let fetched: FetchedMatches = { stored: 0, errors: [] };
  let left = budget;
  let isDone = true;
  for (const platform of await platformsToAsk(context, player, since)) {
    const route = await comparePlatform(context, player, { platform, since, firstSince, budget: left });
    fetched = sum(fetched, route.fetched);
    left = route.budget;
    isDone &&= route.isDone;
  }
  if (isDone) await store.matches.markReconciled(progress.commit({}), { puuid, queueId: config.queue });
  return { fetched, isDone };
}

/** The first time it covers what the first run has asked for, too: that list had nothing stored to be held against. */
function beginningOf({ config, clock }: Context, { reconciledAt }: TrackedPlayer): number {
  const { reconcile_days: days, initial_history_days: initial } = config;
  if (reconciledAt === null && initial === 'all') return 0;
  const widest = reconciledAt === null ? Math.max(days, Number(initial)) : days;
  return wholeSeconds(clock.now() - widest * DAY_MS);
}

/** One of each regional route on which the player has played; of every route as long as nobody knows. */
async function platformsToAsk({ store }: Context, player: TrackedPlayer, since: number): Promise<PlatformRoute[]> {
  const { puuid, platform, reconciledAt } = player;
  const played = await store.matches.listPlatformsPlayed({ puuid, since });
  const possible = [platform, ...played, ...(reconciledAt === null ? platformRoutes : [])];
  return [...new Map(possible.toReversed().map((each) => [regionalRouteOf(each), each])).values()].toReversed();
}

interface Comparison {
  readonly platform: PlatformRoute;
  readonly since: number;
  readonly firstSince: number;
  readonly budget: number;
}

/** Only what lies before the beginning of the first pass counts: the rest it would have found by itself. */
async function comparePlatform(
  context: Context,
  { puuid }: TrackedPlayer,
  { platform, since, firstSince, budget }: Comparison,
) {
  const queue = context.config.queue;
  const { ids, isWhole } = await listAllIds(context, { puuid, platform, queue, ...startTime(since) });
  const countsOf = ({ queueId, gameCreation }: { readonly queueId: number; readonly gameCreation: number }) =>
    queueId === queue && gameCreation < firstSince ? { matchesReconciled: 1 } : {};
  const window = await findWindow(context, { puuid, ids, since, budget, countsOf });
  const taken = window.unknown.slice(0, window.budget);
  const fetched = sum(window.fetched, await fetchMatches(context, { puuid, ids: taken, countsOf }));
  const after = await readWindow(context, { puuid, ids, since });
  return { fetched, budget: window.budget - taken.length, isDone: isWhole && after.unknown.length === 0 };
}
