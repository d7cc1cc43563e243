// Seeded hashes: the only source of chance in the simulated world, so that every question has one answer for ever.

/** Separate streams of chance: two questions about the same player or match never share a roll. */
export const topics = {
  player: 1,
  name: 2,
  puuid: 3,
  plan: 4,
  hour: 5,
  match: 6,
  play: 7,
  detail: 8,
  flex: 9,
  class: 10,
  career: 11,
  thrown: 12,
  duo: 13,
  manner: 14,
  pool: 15,
};

/** Folds one 32-bit word into a hash. Murmur3's round and finaliser. */
export function mix(state: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  let h = state ^ k;
  h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A hash as a number in [0, 1). */
export function unit(hash: number): number {
  return hash / 4294967296;
}

/** A stream of rolls that belongs to one seed. */
export interface Dice {
  /** [0, 1). */
  next(): number;
  /** 0 .. n-1. */
  below(n: number): number;
  /** From a normal distribution. */
  normal(mean: number, sd: number): number;
}

export function diceOf(seed: number): Dice {
  let counter = 0;
  const next = () => unit(mix(seed, counter++));
  return {
    next,
    below: (n) => Math.floor(next() * n),
    normal: (mean, sd) => mean + sd * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

export function pick<T>(dice: Dice, items: readonly [T, ...T[]]): T {
  return items[dice.below(items.length)] ?? items[0];
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
