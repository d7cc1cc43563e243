import { expect, it } from 'vitest';
import { requestBudget } from '../../src/jobs/budget.ts';
import { BudgetError } from '../../src/jobs/errors.ts';

it('without a number there is no bound', () => expect(requestBudget(undefined)).toBeUndefined());

it('as many attempts as were given, and not one more', () => {
  const budget = requestBudget(2);
  budget?.take();
  expect(budget?.isSpent()).toBe(false);
  budget?.take();
  expect(budget?.isSpent()).toBe(true);
  expect(() => budget?.take()).toThrow(BudgetError);
});

it('an attempt that was not sent can be made later', () => {
  const budget = requestBudget(1);
  budget?.take();
  budget?.giveBack();
  expect(budget?.isSpent()).toBe(false);
  expect(() => budget?.take()).not.toThrow();
});
