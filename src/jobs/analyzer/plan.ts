// PURE: whose matches are fetched next, and which of them.

const DAY_MS = 86_400_000;

/** A failed attempt counts as so many missing games: whoever fails each time holds up nobody for long. */
const GAMES_PER_FAILURE = 10;

/**
 * Of so many players that come next the lists are known, sooner or later: what they share comes first then. Each list is
 * one request, which its player costs anyway. Source: `npm run bench -- thrift`; more bring nothing within a day.
 */
const LISTS_AHEAD = 1000;

export interface Waiting {
  readonly puuid: string;
  /** Games to the next verdict. */
  readonly missing: number;
  /** Epoch ms. */
  readonly since: number;
  readonly failedAttempts: number;
  /** The list of matches is known, and young enough. */
  readonly isListed: boolean;
  /** Where the lists and matches are asked for. */
  readonly route: string;
}

export interface Patience {
  /** Epoch ms. */
  readonly now: number;
  /** A day of waiting brings a player as near as so many games, so that nobody waits for ever. */
  readonly gamesPerWaitingDay: number;
}

/** Nearest to a verdict first; of those equally near who has waited longer. */
export function orderWaiting<Player extends Waiting>(
  players: readonly Player[],
  { now, gamesPerWaitingDay }: Patience,
): Player[] {
  const distance = ({ missing, since, failedAttempts }: Waiting) =>
    missing + failedAttempts * GAMES_PER_FAILURE - ((now - since) / DAY_MS) * gamesPerWaitingDay;
  return players
    .map((player) => ({ player, distance: distance(player) }))
    .toSorted((a, b) => a.distance - b.distance || a.player.since - b.player.since || order(a.player, b.player))
    .map(({ player }) => player);
}

function order({ puuid: a }: Waiting, { puuid: b }: Waiting): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How many of each group of equals (as near, as often failed) a plan may need. */
export function candidatesPerGroup(turns: number): number {
  return turns + LISTS_AHEAD;
}

export interface Turn<Player> {
  readonly player: Player;
  /** After the turn this one's list is read, ahead of its own turn. */
  readonly next: Player | undefined;
}

/** Both of a turn are asked for on the same route, so that no limit of another ends the work on it. */
export function planTurns<Player extends Waiting>(ordered: readonly Player[], count: number): Turn<Player>[] {
  const unlisted = ordered.slice(count, count + LISTS_AHEAD).filter(({ isListed }) => !isListed);
  return ordered.slice(0, count).map((player) => {
    const place = unlisted.findIndex(({ route }) => route === player.route);
    return { player, next: place < 0 ? undefined : unlisted.splice(place, 1)[0] };
  });
}

export interface Listed {
  readonly matchId: string;
  /** In Riot's list, 0 = the newest. */
  readonly place: number;
  /** Other waiting players in whose lists the match stands. */
  readonly sharers: number;
}

/** At most `budget` ids: what most of the waiting share first, then the newest; oldest first in the end. */
export function chooseIds(listed: readonly Listed[], budget: number): string[] {
  return listed
    .toSorted((a, b) => b.sharers - a.sharers || a.place - b.place)
    .slice(0, budget)
    .toSorted((a, b) => b.place - a.place)
    .map(({ matchId }) => matchId);
}
