// The part of a player's list that lies within the time that was asked for, also when Riot ignores the start.

import type { UpdaterConfig } from '../config.ts';
import type { JobContext } from '../job.ts';
import { type FetchedMatches, fetchMatches, hasFailed, type MatchesToFetch } from '../matches.ts';
import { nextProbe, type ReadList, withinWindow } from './list.ts';

type Context = JobContext<UpdaterConfig>;

export interface AskedList extends Pick<MatchesToFetch, 'puuid' | 'countsOf'> {
  /** Newest first. */
  readonly ids: readonly string[];
  /** Epoch ms. */
  readonly since: number;
  /** Most requests for matches. */
  readonly budget: number;
}

export interface Window {
  /** All of the list. */
  readonly whole: ReadList;
  readonly list: ReadList;
  /** Neither stored nor recorded, oldest first. */
  readonly unknown: readonly string[];
  /** What was asked for on the way. */
  readonly fetched: FetchedMatches;
  /** What is left of the budget. */
  readonly budget: number;
}

const nothing: FetchedMatches = { stored: 0, errors: [] };

/** Asks for as few matches as it takes to see where the window begins: one, as a rule, which is due anyway. */
export async function findWindow(context: Context, { ids, since, budget, ...asked }: AskedList): Promise<Window> {
  let window = await readWindow(context, { ...asked, ids, since });
  let fetched = nothing;
  let left = budget;
  for (; left > 0 && !hasFailed(fetched); left -= 1) {
    const probe = nextProbe(window.whole, new Set(window.unknown), since);
    if (probe === undefined) break;
    fetched = sum(fetched, await fetchMatches(context, { ...asked, ids: [probe] }));
    window = await readWindow(context, { ...asked, ids, since });
  }
  return { ...window, fetched, budget: left };
}

/** Ids that another player's run found unavailable are awaited by this player, too, from now on. */
export async function readWindow(
  { store, progress }: Context,
  { puuid, ids, since }: Pick<AskedList, 'puuid' | 'ids' | 'since'>,
) {
  const { stored, unknown, toAwait } = await store.matches.compareList({ puuid, ids });
  const whole: ReadList = { ids, stored };
  const within = new Set(withinWindow(whole, since));
  const awaited = toAwait.filter((id) => within.has(id));
  if (awaited.length > 0) await store.matches.awaitMatches(progress.commit({}), { puuid, ids: awaited });
  const list: ReadList = { ids: [...within], stored: stored.filter(({ matchId }) => within.has(matchId)) };
  return { whole, list, unknown: unknown.filter((id) => within.has(id)).toReversed() };
}

export function sum(a: FetchedMatches, b: FetchedMatches): FetchedMatches {
  return { stored: a.stored + b.stored, errors: [...a.errors, ...b.errors] };
}
