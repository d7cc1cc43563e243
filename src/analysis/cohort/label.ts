// The labels of a cohort: what each player really is, and what an oracle says.

import { CohortFormatError, jsonObject } from './json.ts';

export interface CohortLabel {
  readonly id: string;
  /** The kind of player: `regular`, `freshsmurf`, ... */
  readonly kind: string;
  readonly isSmurf: boolean;
  /** How many players of a population with 5 % smurfs this one stands for. */
  readonly weight: number;
  /** Probability of somebody who knows how the players were made; null where no oracle was asked. */
  readonly oracle: number | null;
}

export function parseCohortLabel(text: string): CohortLabel {
  const { id, class: kind, label, weight, oracle } = jsonObject(text);
  if (typeof id !== 'string' || (label !== 0 && label !== 1) || typeof weight !== 'number') {
    throw new CohortFormatError('a line of the labels lacks id, label or weight');
  }
  if (!(weight > 0 && Number.isFinite(weight))) throw new CohortFormatError(`the weight of ${id} is not above 0`);
  return {
    id,
    kind: typeof kind === 'string' ? kind : 'unknown',
    isSmurf: label === 1,
    weight,
    oracle: typeof oracle === 'number' ? share(oracle, id) : null,
  };
}

function share(oracle: number, id: string): number {
  if (oracle >= 0 && oracle <= 1) return oracle;
  throw new CohortFormatError(`the oracle's probability of ${id} is not between 0 and 1`);
}
