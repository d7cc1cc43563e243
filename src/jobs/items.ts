// The work of a phase, item by item: routes side by side, one item after the other on each route.

import type { Route } from '../league/routing.ts';
import type { RateLimitError } from '../riot/errors.ts';
import { failureOf } from './failure.ts';
import type { JobContext, PhaseTally } from './job.ts';
import { type Consequence, consequenceOf } from './outcome.ts';

export interface Work<Item extends { readonly puuid: string }> {
  readonly items: readonly Item[];
  routeOf(item: Item): Route;
  /** Ends with its own commit; resolves with an error that left out a part; what it throws decides about the rest. */
  process(item: Item): Promise<unknown>;
}

/**
 * Runs `process` for every item; a rate limit, a spent budget or a service that is down ends its route, an error that
 * stops the execution aborts all, others skip the item. When the execution has to end, so does every route.
 */
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
  const tallies = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return { ...sumTallies(tallies), items: work.items.length };
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
  let tally = nothingDone;
  for (const item of work.items) {
    await turnOfTheLoop();
    if (context.signal.aborted || isOver(tally)) break;
    try {
      tally = afterItem(tally, await work.process(item));
    } catch (error) {
      tally = await afterError(context, { tally, item, error });
    }
  }
  return tally;
}

export const nothingDone: PhaseTally = {
  items: 0,
  done: 0,
  incomplete: 0,
  failed: 0,
  retryAt: undefined,
  isUnavailable: false,
  isSpent: false,
  lastError: undefined,
};

function isOver({ retryAt, isUnavailable, isSpent }: PhaseTally): boolean {
  return retryAt !== undefined || isUnavailable || isSpent;
}

/** Items that ask nobody anything must not keep a signal or the heartbeat from being heard. */
export function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function afterItem(tally: PhaseTally, flaw: unknown): PhaseTally {
  const done = tally.done + 1;
  return flaw === undefined
    ? { ...tally, done }
    : { ...tally, done, incomplete: tally.incomplete + 1, lastError: flaw };
}

interface Failed {
  readonly tally: PhaseTally;
  readonly item: { readonly puuid: string };
  readonly error: unknown;
}

async function afterError(context: JobContext<unknown>, failed: Failed): Promise<PhaseTally> {
  const { tally, error } = failed;
  const consequence = consequenceOf(error);
  // The item was left because the execution ends, and has not failed.
  if (context.signal.aborted && (consequence !== 'stop' || error === context.signal.reason)) return tally;
  if (consequence === 'stop') throw error;
  if (consequence === 'skip') return skip(context, failed);
  return endRoute(context, consequence, failed);
}

function endRoute({ log }: JobContext<unknown>, consequence: RouteEnd, { tally, item, error }: Failed): PhaseTally {
  const tell = consequence === 'budget' ? log.info : log.warn;
  tell(endings[consequence], { puuid: item.puuid, error });
  if (consequence === 'budget') return { ...tally, isSpent: true };
  if (consequence === 'route') return { ...tally, isUnavailable: true, lastError: error };
  return { ...tally, retryAt: (error as RateLimitError).retryAt, lastError: error };
}

type RouteEnd = Exclude<Consequence, 'skip' | 'stop'>;

const endings: Readonly<Record<RouteEnd, string>> = {
  phase: 'rate limit: phase ends',
  route: 'Riot unavailable: route ends',
  budget: 'requests spent: route ends',
};

async function skip(context: JobContext<unknown>, { tally, item, error }: Failed): Promise<PhaseTally> {
  context.log.warn('player skipped', { puuid: item.puuid, code: failureOf(error).code, error });
  const commit = context.progress.commit({ itemsFailed: 1 });
  await context.store.players.recordAttempt(commit, { puuid: item.puuid, failed: true });
  return { ...tally, failed: tally.failed + 1, lastError: error };
}

function sumTallies(tallies: readonly PhaseTally[]): PhaseTally {
  const retries = tallies.flatMap(({ retryAt }) => (retryAt === undefined ? [] : [retryAt]));
  return {
    items: tallies.reduce((sum, { items }) => sum + items, 0),
    done: tallies.reduce((sum, { done }) => sum + done, 0),
    incomplete: tallies.reduce((sum, { incomplete }) => sum + incomplete, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    retryAt: retries.length === 0 ? undefined : Math.min(...retries),
    isUnavailable: tallies.some(({ isUnavailable }) => isUnavailable),
    isSpent: tallies.some(({ isSpent }) => isSpent),
    lastError: tallies.find(({ lastError }) => lastError !== undefined)?.lastError,
  };
}
