// The classes of players that a world holds, and which player belongs to which.

import { mix, topics, unit } from './hash.ts';

/**
 * Honest: regular = at its own level; improver = rises about a tier over its last games; onetrick = one champion; roleswap =
 * has changed its position; returning = back after 120 days or more, stronger than the rank from before; duoboosted = plays
 * two games of three beside somebody much stronger; newtalent = a young account of somebody who is better than its first
 * rank and improving; samelevelalt = a young account of somebody who belongs where it is.
 * Smurfs: freshsmurf = a young account of somebody far stronger; mildsmurf = about a tier and a half stronger; derank = far
 * stronger, and holds its rank by throwing games; piloted = an old account that somebody far stronger has taken over.
 */
export const playerClasses = [
  'regular',
  'improver',
  'onetrick',
  'roleswap',
  'returning',
  'duoboosted',
  'newtalent',
  'samelevelalt',
  'freshsmurf',
  'mildsmurf',
  'derank',
  'piloted',
] as const;

export type PlayerClass = (typeof playerClasses)[number];

/** Shares of all players of the world; whoever is left is regular. */
export type ClassShares = Readonly<Partial<Record<Exclude<PlayerClass, 'regular'>, number>>>;

/** No public count exists. The proportions are those of the detector's test bench; smurfs are 5 % together. */
export const DEFAULT_SHARES: ClassShares = {
  onetrick: 0.086,
  improver: 0.076,
  roleswap: 0.057,
  returning: 0.047,
  newtalent: 0.047,
  duoboosted: 0.038,
  samelevelalt: 0.029,
  freshsmurf: 0.025,
  piloted: 0.01,
  mildsmurf: 0.0075,
  derank: 0.0075,
};

const smurfClasses: readonly PlayerClass[] = ['freshsmurf', 'mildsmurf', 'derank', 'piloted'];
/** Accounts that are a few weeks old. Of the derankers, some are. */
const youngClasses: readonly PlayerClass[] = ['newtalent', 'samelevelalt', 'freshsmurf', 'mildsmurf'];

export function isSmurfClass(playerClass: PlayerClass): boolean {
  return smurfClasses.includes(playerClass);
}

export function isYoungClass(playerClass: PlayerClass): boolean {
  return youngClasses.includes(playerClass);
}

export function checkShares(shares: ClassShares): void {
  const values = Object.values(shares);
  if (values.some((share) => !(share >= 0)) || values.reduce((sum, share) => sum + share, 0) > 1 + 1e-9)
    throw new RangeError('shares of classes must not be negative, and together not more than 1');
}

/** Within a block the order of the players is shuffled; along that order the classes come in even steps. */
const BLOCK = 20;
/** Steps of the golden ratio fill an interval evenly, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

interface Seated {
  readonly seed: number;
  readonly index: number;
}

/** At 5 % smurfs there is exactly one among every twenty players. */
export function classOf({ seed, index }: Seated, shares: ClassShares = DEFAULT_SHARES): PlayerClass {
  const salt = mix(seed, topics.class);
  const place = placeOf(salt, index);
  const smurfShare = smurfClasses.reduce((sum, name) => sum + shareOf(shares, name), 0);
  const smurfsBefore = (end: number) => Math.floor(end * smurfShare + unit(salt));
  const smurfs = smurfsBefore(place);
  const isSmurf = smurfsBefore(place + 1) > smurfs;
  const roll = (unit(mix(salt, isSmurf ? 1 : 0)) + GOLDEN * (isSmurf ? smurfs : place - smurfs)) % 1;
  return choose(playerClasses.filter((name) => isSmurfClass(name) === isSmurf).reverse(), shares, roll);
}

function placeOf(salt: number, index: number): number {
  const first = index - (index % BLOCK);
  const own = mix(salt, index);
  const earlier = Array.from({ length: BLOCK }, (_, i) => first + i).filter((other) => mix(salt, other) < own);
  return first + earlier.length;
}

function shareOf(shares: ClassShares, name: PlayerClass): number {
  if (name !== 'regular') return shares[name] ?? 0;
  return Math.max(0, 1 - Object.values(shares).reduce((sum, share) => sum + share, 0));
}

function choose(names: readonly PlayerClass[], shares: ClassShares, roll: number): PlayerClass {
  const total = names.reduce((sum, name) => sum + shareOf(shares, name), 0);
  let left = roll * total;
  for (const name of names) {
    left -= shareOf(shares, name);
    if (left < 0) return name;
  }
  return names.at(-1) ?? 'regular';
}
