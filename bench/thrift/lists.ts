// What is known of the matches of those who wait.

import type { Ground } from './ground.ts';

export interface Waiting {
  /** In the world. */
  readonly player: number;
  /** Epoch ms. */
  since: number;
  /** Countable games with which the player is judged next. */
  goal: number;
  /** Newest first, without what is stored; undefined: not known. */
  listed: Set<number> | undefined;
}

export class Lists {
  readonly #ground: Ground;
  readonly #listers = new Map<number, Waiting[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  read(one: Waiting): void {
    one.listed = new Set(this.#ground.listOf(one.player).filter((match) => !this.#ground.isStored(match)));
    for (const match of one.listed) this.#listers.set(match, [...this.listersOf(match), one]);
  }

  forget(one: Waiting): void {
    const isOther = (other: Waiting) => other !== one;
    for (const match of one.listed ?? []) this.#listers.set(match, this.listersOf(match).filter(isOther));
    one.listed = undefined;
  }

  /** Nobody needs to fetch it any more. */
  remove(match: number): void {
    for (const { listed } of this.listersOf(match)) listed?.delete(match);
    this.#listers.delete(match);
  }

  listersOf(match: number): readonly Waiting[] {
    return this.#listers.get(match) ?? [];
  }
}
