// How many requests an execution may make.

import type { RequestBudget } from '../riot/api.ts';
import { BudgetError } from './errors.ts';

/** undefined = as many as it needs. */
export function requestBudget(most: number | undefined): RequestBudget | undefined {
  if (most === undefined) return undefined;
  let left = most;
  return {
    take: () => {
      if (left === 0) throw new BudgetError(`all ${most} requests that the execution was given are spent`);
      left -= 1;
    },
    giveBack: () => {
      left += 1;
    },
    isSpent: () => left === 0,
  };
}
