// A seeded generator: the same seed draws the same numbers, on every machine.

/** Draws from [0, bound). Source of the mixing: mulberry32, public domain. */
export type Draw = (bound: number) => number;

export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
