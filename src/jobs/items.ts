// The work of a phase, item by item: routes side by side, one item after the other on each route.

import type { Route } from '../league/routing.ts';
import type { JobContext, PhaseTally } from './job.ts';
import { consequenceOf } from './outcome.ts';

export interface Work<Item extends { readonly puuid: string }> {
  readonly items: readonly Item[];
  routeOf(item: Item): Route;
  /** Ends with its own commit; resolves with an error that left out a part; what it throws decides about the rest. */
  process(item: Item): Promise<unknown>;
}

/** Runs `process` for every item; a rate limit or a service that is down ends its route, an error that stops the execution aborts all, others skip the item. */
export async function processItems<Item extends { readonly puuid: string }>(
  context: JobContext<unknown>,
  work: Work<Item>,
): Promise<PhaseTally> {
  const lanes = byRoute(work).map((items) =>
    processRoute(context, { ...work, items }).catch((error: unknown) => {
      context.abort(error);
      throw error;
    }),
  );
  const settled = await Promise.allSettled(lanes);
  const broken = settled.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
  return sumTallies(settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

function byRoute<Item extends { readonly puuid: string }>({ items, routeOf }: Work<Item>): Item[][] {
  const routes = new Map<Route, Item[]>();
  for (const item of items) routes.set(routeOf(item), [...(routes.get(routeOf(item)) ?? []), item]);
  return [...routes.values()];
}

async function processRoute<Item extends { readonly puuid: string }>(
  context: JobContext<unknown>,
  work: Work<Item>,
): Promise<PhaseTally> {
  let tally: PhaseTally = {
    done: 0,
    incomplete: 0,
    failed: 0,
    retryAt: undefined,
    isUnavailable: false,
    lastError: undefined,
  };
  for (const item of work.items) {
    context.signal.throwIfAborted();
    if (tally.retryAt !== undefined || tally.isUnavailable) break;
    try {
      tally = afterItem(tally, await work.process(item));
    } catch (error) {
      tally = await afterError(context, { tally, item, error });
    }
  }
  return tally;
}

function afterItem(tally: PhaseTally, flaw: unknown): PhaseTally {
  const done = tally.done + 1;
  return flaw === undefined
    ? { ...tally, done }
    : { ...tally, done, incomplete: tally.incomplete + 1, lastError: flaw };
}

async function afterError(
  context: JobContext<unknown>,
  {
    tally,
    item,
    error,
  }: { readonly tally: PhaseTally; readonly item: { readonly puuid: string }; readonly error: unknown },
): Promise<PhaseTally> {
  context.signal.throwIfAborted();
  const consequence = consequenceOf(error);
  if (consequence === 'stop') throw error;
  if (consequence === 'phase') {
    context.log.warn('rate limit: phase ends', { puuid: item.puuid, error });
    const retryAt = (error as { readonly retryAt: number }).retryAt;
    return { ...tally, retryAt, lastError: error };
  }
  if (consequence === 'route') {
    context.log.warn('Riot unavailable: route ends', { puuid: item.puuid, error });
    return { ...tally, isUnavailable: true, lastError: error };
  }
  context.log.warn('player skipped', { puuid: item.puuid, error });
  const commit = context.progress.commit({ itemsFailed: 1 });
  await context.store.players.recordAttempt(commit, { puuid: item.puuid, failed: true });
  return { ...tally, failed: tally.failed + 1, lastError: error };
}

function sumTallies(tallies: readonly PhaseTally[]): PhaseTally {
  const retries = tallies.flatMap(({ retryAt }) => (retryAt === undefined ? [] : [retryAt]));
  return {
    done: tallies.reduce((sum, { done }) => sum + done, 0),
    incomplete: tallies.reduce((sum, { incomplete }) => sum + incomplete, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    retryAt: retries.length === 0 ? undefined : Math.min(...retries),
    isUnavailable: tallies.some(({ isUnavailable }) => isUnavailable),
    lastError: tallies.find(({ lastError }) => lastError !== undefined)?.lastError,
  };
}
