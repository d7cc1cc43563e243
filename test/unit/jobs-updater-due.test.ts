// When something that was done once is due again.

import { expect, it } from 'vitest';
import { isDue } from '../../src/jobs/updater/due.ts';

it.each([
  { last: null, due: true },
  { last: 950, due: false },
  { last: 901, due: false },
  { last: 900, due: true },
  { last: 1000, due: false },
  { last: 1001, due: true },
])('at 1000, with a rest of 100, what was done at $last is due: $due', ({ last, due }) => {
  expect(isDue(last, { now: 1000, restMs: 100 })).toBe(due);
});
