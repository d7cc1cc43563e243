// How far a figure could move with other players of the same kind: players are drawn anew, with replacement.

import { mean, sampleDeviation } from '../game-statistics.ts';
import { seeded } from './random.ts';
import type { Counts, Ranked } from './ranked.ts';

export interface Spread {
  readonly standardError: number;
  /** Middle 95 % of the draws. */
  readonly low: number;
  readonly high: number;
}

export interface BootstrapSettings {
  readonly draws: number;
  readonly seed: number;
}

type Figure = (ranked: Ranked, counts: Counts) => number;

export function bootstrap<Name extends string>(
  ranked: Ranked,
  figures: Readonly<Record<Name, Figure>>,
  { draws, seed }: BootstrapSettings,
): Record<Name, Spread> {
  const names = Object.keys(figures) as Name[];
  const values = new Map(names.map((name) => [name, [] as number[]]));
  const draw = seeded(seed);
  for (let round = 0; round < draws; round++) {
    const counts = new Uint16Array(ranked.players.length);
    for (let player = 0; player < counts.length; player++) {
      const place = draw(counts.length);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    for (const name of names) values.get(name)?.push(figures[name](ranked, counts));
  }
  const entries = names.map((name) => [name, spreadOf(values.get(name) ?? [])] as const);
  return Object.fromEntries(entries) as Record<Name, Spread>;
}

/** A draw of one kind of player alone has no figure. Without any, neither has the spread: NaN. */
function spreadOf(draws: readonly number[]): Spread {
  const values = draws.filter(Number.isFinite);
  if (values.length === 0) return { standardError: Number.NaN, low: Number.NaN, high: Number.NaN };
  const sorted = values.toSorted((a, b) => a - b);
  return { standardError: sampleDeviation(values), low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? mean(sorted);
}
