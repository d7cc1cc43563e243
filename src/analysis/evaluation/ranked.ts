// Judged players in the order of their scores, ready to be counted again and again.

/** One player with the truth beside the answer. */
export interface Judged {
  /** Higher = more like a smurf; a probability for the figures that say so. */
  readonly score: number;
  readonly isSmurf: boolean;
  /** How many players of the population this one stands for. */
  readonly weight: number;
}

/** Highest score first. */
export interface Ranked {
  readonly players: readonly Judged[];
}

export function rank(judged: readonly Judged[]): Ranked {
  return { players: judged.toSorted((a, b) => b.score - a.score) };
}

/** How often each player counts, by place in the ranking: once each, or as a bootstrap drew them. */
export type Counts = ArrayLike<number>;

export function onceEach({ players }: Ranked): Counts {
  return new Uint16Array(players.length).fill(1);
}
