// Faults of the id list: filters that do not work, lists that stand still, lose games or name games that are not there.

import type { FaultOf } from './fault-script.ts';
import type { MetFaults } from './faults.ts';
import { mix } from './hash.ts';
import type { IdsQuery } from './routes/ids-query.ts';

/** What the list of a player knows of a game. */
export interface ListedGame {
  readonly gameId: number;
  readonly queueId: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly endedAt: number;
}

const MINUTE_MS = 60_000;

/** Games of the player, newest first, as the faulty list knows them. */
export function spoilList(games: readonly ListedGame[], faults: MetFaults, now: number): readonly ListedGame[] {
  const frozen = faults.play('frozen-list');
  const late = faults.play('late-list');
  const shrunken = faults.play('shrunken-list');
  const until = Math.min(frozen?.since ?? now, now);
  const isListed = (game: ListedGame) => game.endedAt <= until && !isKeptBack(game, late, now);
  return games.filter(isListed).slice(0, shrunken?.keep);
}

/** The query as the faulty service reads it; undefined = it finds nothing. */
export function spoilQuery(query: IdsQuery, faults: MetFaults): IdsQuery | undefined {
  const broken = faults.find('broken-filter');
  if (broken === undefined || query[broken.parameter] === undefined) return query;
  faults.play('broken-filter');
  if (broken.effect === 'empty') return undefined;
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== broken.parameter)) as unknown as IdsQuery;
}

/** Ids with a ghost after each of the first ones: one less than a real id, or the next that nobody has. */
export function withGhosts(
  gameIds: readonly number[],
  faults: MetFaults,
  isTaken: (gameId: number) => boolean,
): number[] {
  const count = faults.play('ghost-ids')?.count ?? 0;
  return gameIds.flatMap((gameId, place) => (place < count ? [gameId, ghostUnder(gameId, isTaken)] : [gameId]));
}

function ghostUnder(gameId: number, isTaken: (gameId: number) => boolean): number {
  let ghost = gameId - 1;
  while (isTaken(ghost)) ghost--;
  return ghost;
}

/** Whether a match that has ended is still kept back. */
export function isLate(game: EndedGame, faults: MetFaults, now: number): boolean {
  if (!isKeptBack(game, faults.find('late-match'), now)) return false;
  faults.play('late-match');
  return true;
}

type EndedGame = Pick<ListedGame, 'gameId' | 'endedAt'>;

/** Chance decides by the game's id whether it is one of those that are late. */
function isKeptBack(
  { gameId, endedAt }: EndedGame,
  late: FaultOf<'late-match' | 'late-list'> | undefined,
  now: number,
): boolean {
  if (late === undefined || endedAt + MINUTE_MS * late.minutes <= now) return false;
  const { oneIn = 1 } = late;
  return mix(gameId, oneIn) % oneIn === 0;
}
