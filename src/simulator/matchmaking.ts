// Ten players of similar hidden rating become a lobby: nearest first, positions as they asked, sides balanced, duos together.

import { ALONE } from './duos.ts';
import { type Dice, mix, unit } from './hash.ts';
import { SLOTS } from './match-log.ts';
import type { Manner } from './player-traits.ts';

/** What matchmaking knows at the moment a lobby is made. */
export interface Pool {
  /** Players who want to play in this hour, in the order of hidden rating. */
  readonly waiting: readonly number[];
  readonly ratings: Float64Array;
  isFree(player: number): boolean;
  mannerOf(player: number): Manner | undefined;
  /** With whom the player queues today, else ALONE. */
  partnerOf(player: number): number;
  /** How much a player wants this game, in places of the queue: games left today, a session under way. */
  urgency(player: number): number;
}

/** Candidates looked at for one lobby: enough to fill the positions, few enough to keep it tight. */
const CANDIDATES = 22;
const POSITIONS = 5;
const PER_POSITION = 2;

/** Player numbers by slot, or undefined where fewer than ten are free. */
export function makeLobby(pool: Pool, dice: Dice): number[] | undefined {
  const anchor = findAnchor(pool, dice.below(Math.max(1, pool.waiting.length)));
  if (anchor === undefined) return undefined;
  const queue = inQueueOrder(nearestFree(pool, anchor), pool, dice);
  const duo = findDuo(queue, pool);
  const singles = queue.filter((player) => pool.partnerOf(player) === ALONE);
  if (duo.length + singles.length < SLOTS) return undefined;
  const salt = dice.below(2 ** 31);
  const byPosition = assignPositions({ duo, singles }, (player) => wantedPosition(pool, player, salt));
  return sideBySide(balanceSides(byPosition, pool.ratings, dice.next() < 0.5), duo);
}

/** The first two who are free together, at most one duo a lobby. Who has a partner today plays with nobody else. */
function findDuo(queue: readonly number[], { partnerOf, isFree }: Pool): number[] {
  const player = queue.find((one) => partnerOf(one) !== ALONE && isFree(partnerOf(one)));
  return player === undefined ? [] : [player, partnerOf(player)];
}

function findAnchor(pool: Pool, from: number): number | undefined {
  const { waiting } = pool;
  for (let step = 0; step < waiting.length; step++) {
    const place = (from + step) % waiting.length;
    const player = waiting[place];
    if (player !== undefined && pool.isFree(player)) return place;
  }
  return undefined;
}

/** The anchor and the free players whose ratings are nearest, nearest first. */
function nearestFree({ waiting, ratings, isFree }: Pool, anchor: number): number[] {
  const centre = waiting[anchor] ?? 0;
  const distance = (place: number) =>
    Math.abs((ratings[waiting[place] ?? -1] ?? Number.POSITIVE_INFINITY) - (ratings[centre] ?? 0));
  const found = [centre];
  let below = anchor - 1;
  let above = anchor + 1;
  while (found.length < CANDIDATES && (below >= 0 || above < waiting.length)) {
    const player = waiting[distance(below) <= distance(above) ? below-- : above++];
    if (player !== undefined && isFree(player)) found.push(player);
  }
  return found;
}

/** The anchor stays first; the rest by nearness, urgency and luck. */
function inQueueOrder(candidates: readonly number[], pool: Pool, dice: Dice): number[] {
  const places = candidates.map((player, nearness) => ({
    player,
    place: nearness === 0 ? Number.NEGATIVE_INFINITY : nearness - pool.urgency(player) + 8 * dice.next(),
  }));
  return places.sort((a, b) => a.place - b.place).map(({ player }) => player);
}

function wantedPosition(pool: Pool, player: number, salt: number): Wish {
  const manner = pool.mannerOf(player);
  if (manner === undefined) return { first: 0, second: 0 };
  const { mainPosition: main, secondPosition: second, mainShare } = manner;
  return unit(mix(salt, player)) < mainShare ? { first: main, second } : { first: second, second: main };
}

interface Wish {
  readonly first: number;
  readonly second: number;
}

interface Queue {
  readonly duo: readonly number[];
  readonly singles: readonly number[];
}

/** Two players for each position: duos, then first wishes in queue order, then second wishes, then whoever is left. */
function assignPositions({ duo, singles }: Queue, wishOf: (player: number) => Wish): number[][] {
  const byPosition: number[][] = Array.from({ length: POSITIONS }, () => []);
  const rounds: ((player: number) => readonly number[])[] = [
    (player) => [wishOf(player).first],
    (player) => [wishOf(player).second],
    () => [0, 1, 2, 3, 4],
  ];
  for (const player of duo) {
    const { first, second } = wishOf(player);
    const empty = [first, second, 0, 1].filter((position) => byPosition[position]?.length === 0);
    seat(byPosition, player, empty);
  }
  let left = [...singles];
  for (const positions of rounds) {
    left = left.filter((player) => !seat(byPosition, player, positions(player)));
  }
  return byPosition;
}

function seat(byPosition: number[][], player: number, positions: readonly number[]): boolean {
  const open = positions.map((position) => byPosition[position]).find((seats) => seats && seats.length < PER_POSITION);
  open?.push(player);
  return open !== undefined;
}

/** Each pair is split so that the sums of the ratings come close; the widest pairs decide first. */
function balanceSides(byPosition: readonly number[][], ratings: Float64Array, swap: boolean): number[] {
  const slots: number[] = new Array(SLOTS).fill(0);
  const gap = ([a = 0, b = 0]: readonly number[]) => (ratings[a] ?? 0) - (ratings[b] ?? 0);
  const pairs = byPosition.map((pair, position) => ({ pair, position, gap: gap(pair) }));
  let lead = swap ? 1e-9 : -1e-9;
  for (const { pair, position, gap: difference } of pairs.sort((x, y) => Math.abs(y.gap) - Math.abs(x.gap))) {
    const [a = 0, b = 0] = pair;
    const keep = lead > 0 === difference < 0;
    slots[position] = keep ? a : b;
    slots[position + POSITIONS] = keep ? b : a;
    lead += keep ? difference : -difference;
  }
  return slots;
}

/** A duo on different sides is brought together: one of them changes places with the opponent in the lane. */
function sideBySide(slots: readonly number[], duo: readonly number[]): number[] {
  const [first = 0, second = 0] = duo.map((player) => slots.indexOf(player));
  if (duo.length === 0 || first < POSITIONS === second < POSITIONS) return [...slots];
  const opposite = (second + POSITIONS) % SLOTS;
  return slots.map((player, slot) => {
    if (slot === second) return slots[opposite] ?? player;
    return slot === opposite ? (slots[second] ?? player) : player;
  });
}
