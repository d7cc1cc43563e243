// Who plays beside whom: each boosted player has a friend who is stronger than the friend's account, in the same lobbies.

import type { PlayerTraits } from './player-traits.ts';

/** Nobody. */
export const ALONE = -1;

/** Share of the days on which the two play together. */
export const DUO_DAYS = 0.7;

/** Tiers between the two accounts at which they can still play together. */
const WIDEST = 1;

/** Tiers by which the friend is stronger than the friend's account at least. */
const STRONG = 1.2;

/** By player number the friend of a boosted player, else ALONE. A friend has one such partner; some find nobody. */
export function pairDuos(traits: readonly PlayerTraits[]): Int32Array {
  const friends = new Int32Array(traits.length).fill(ALONE);
  const gap = ({ skill, startRating }: PlayerTraits) => skill - startRating;
  const free = traits
    .map((player, index) => ({ player, index }))
    .filter(({ player }) => player.throwShare === 0 && gap(player) >= STRONG && player.playerClass !== 'improver')
    .filter(({ player }) => player.poolSalt % 2 === 0)
    .sort((a, b) => gap(b.player) - gap(a.player));
  traits.forEach((boosted, index) => {
    if (boosted.playerClass !== 'duoboosted') return;
    const place = free.findIndex(({ player }) => Math.abs(player.startRating - boosted.startRating) < WIDEST);
    const [friend] = place < 0 ? [] : free.splice(place, 1);
    friends[index] = friend?.index ?? ALONE;
  });
  return friends;
}
