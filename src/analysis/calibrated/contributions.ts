// Step: what each of the nine factors adds to the log likelihood ratio: exact Shapley values over all coalitions.

import type { FactorId } from '../factor.ts';
import { factorIds } from '../factors/index.ts';
import { type Coalition, ratioOfCoalitions } from './coalition.ts';
import { calibratedFactors } from './factors/index.ts';
import type { Prepared } from './prepared.ts';

export type Contributions = Readonly<Record<FactorId, number>>;

/** A coalition as bits: bit k stands for the factor at place k of the registry. */
const COALITIONS = 2 ** factorIds.length;

/** The nine contributions add up to the log likelihood ratio. */
export function contributionsOf(prepared: Prepared): Contributions {
  const ratioOf = ratioOfCoalitions(prepared);
  const values = Float64Array.from(coalitions(), ratioOf);
  const entries = factorIds.map((id, place) => [id, shapleyValue(values, place)] as const);
  return Object.fromEntries(entries) as Record<FactorId, number>;
}

export function coalitionOf(isOn: (id: FactorId) => boolean): Coalition {
  const entries = factorIds.map((id) => [calibratedFactors[id].switchesOn, isOn(id)]);
  return Object.fromEntries(entries) as Coalition;
}

let known: readonly Coalition[] | undefined;

/** Made once, by the first judgement: other commands should not wait for it. */
function coalitions(): readonly Coalition[] {
  known ??= Array.from({ length: COALITIONS }, (_, bits) =>
    coalitionOf((id) => (bits & (1 << factorIds.indexOf(id))) !== 0),
  );
  return known;
}

/** By size of the coalition that a factor joins. */
const shares = factorIds.map(
  (_, size) => (factorial(size) * factorial(factorIds.length - 1 - size)) / factorial(factorIds.length),
);

function shapleyValue(values: Float64Array, place: number): number {
  const own = 1 << place;
  let sum = 0;
  for (let bits = 0; bits < COALITIONS; bits++) {
    if ((bits & own) !== 0) continue;
    const gain = (values[bits | own] as number) - (values[bits] as number);
    sum += (shares[sizeOf(bits)] as number) * gain;
  }
  return sum;
}

function sizeOf(bits: number): number {
  let size = 0;
  for (let rest = bits; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}

function factorial(number: number): number {
  return number <= 1 ? 1 : number * factorial(number - 1);
}
