// PURE: what a list of match ids and the stored matches among them say together. An id alone tells no time.

import type { PlacedMatch } from '../../store/store.ts';

/**
 * A list that is longer than this may have reached the depth of what Riot lists: about the last 1000 games, for some
 * accounts 500. Source: RiotGames/developer-relations#1008, #517 and #1175.
 */
const DEPTH_OF_LISTS = 450;
/** Matches of this age may be gone at Riot, who keeps them for two years. Source: developer-relations#902. */
const RETENTION_MS = 700 * 86_400_000;

/** Ids newest first, as far as Riot can be believed, and the stored matches among them. */
export interface ReadList {
  readonly ids: readonly string[];
  readonly stored: readonly PlacedMatch[];
}

/** Places of the dated ids in the list, in its order. Aborted games have no date. */
function datesOf({ ids, stored }: ReadList): { readonly place: number; readonly match: PlacedMatch }[] {
  const dated = new Map(stored.filter(({ gameCreation }) => gameCreation > 0).map((match) => [match.matchId, match]));
  return ids.flatMap((id, place) => {
    const match = dated.get(id);
    return match ? [{ place, match }] : [];
  });
}

/** As far as the stored matches show: none is older than the one behind it. */
export function isInOrder(list: ReadList): boolean {
  const dates = datesOf(list);
  return dates.every(({ match }, index) => {
    const next = dates[index + 1];
    return next === undefined || next.match.gameCreation <= match.gameCreation;
  });
}

/** The list without what is older than `since` (epoch ms), as far as the stored matches show where that begins. */
export function withinWindow(list: ReadList, since: number): readonly string[] {
  if (!isInOrder(list)) return list.ids;
  const older = datesOf(list).find(({ match }) => match.gameCreation < since);
  return older ? list.ids.slice(0, older.place) : list.ids;
}

/**
 * The unknown id whose date tells most about where the window begins: at first the oldest one, and when something older
 * than the window stands in the list (so that Riot has ignored the start) the middle of the doubtful ones.
 * undefined = nothing is in doubt.
 */
export function nextProbe(list: ReadList, unknown: ReadonlySet<string>, since: number): string | undefined {
  if (since <= 0 || !isInOrder(list)) return undefined;
  const within = withinWindow(list, since);
  const lastInside = datesOf(list).findLast(({ match }) => match.gameCreation >= since)?.place ?? -1;
  const doubtful = within.slice(lastInside + 1).filter((id) => unknown.has(id));
  return within.length === list.ids.length ? doubtful.at(-1) : doubtful[Math.floor(doubtful.length / 2)];
}

/**
 * Up to which gameCreation the list says that the history of the queue is complete, now that only `pending` of it is
 * neither stored nor recorded. undefined = it says nothing.
 */
export function completeUntil(
  list: ReadList,
  { pending, queueId }: { readonly pending: ReadonlySet<string>; readonly queueId: number },
): number | undefined {
  if (pending.size > 0 && !isInOrder(list)) return undefined;
  const oldestPending = list.ids.findLastIndex((id) => pending.has(id));
  const closed = datesOf(list).filter(({ place, match }) => place > oldestPending && match.queueId === queueId);
  return closed.length === 0 ? undefined : Math.max(...closed.map(({ match }) => match.gameCreation));
}

/**
 * A list that was asked for from before the cursor has to name what stands there: one that does not has lost its end,
 * and what else it has lost nobody knows. Lists that Riot itself cuts off cannot.
 */
export function reachesCursor(list: ReadList, { cursor, now }: { readonly cursor: number; readonly now: number }) {
  if (list.ids.length > DEPTH_OF_LISTS || cursor < now - RETENTION_MS) return true;
  return list.stored.some(({ gameCreation }) => gameCreation > 0 && gameCreation <= cursor);
}
