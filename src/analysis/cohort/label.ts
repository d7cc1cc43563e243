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
  return {
    id,
    kind: typeof kind === 'string' ? kind : 'unknown',
    isSmurf: label === 1,
    weight,
    oracle: typeof oracle === 'number' ? oracle : null,
  };
}
