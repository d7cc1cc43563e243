// Numbers as people read them.

import { describe, expect, it } from 'vitest';
import { capitalised, change, count, decimal, likelihood, percent } from '../../../src/analysis/wording.ts';

describe('wording', () => {
  it.each([
    [percent(34 / 48), '71 %'],
    [percent(1), '100 %'],
    [likelihood(0.613), '61 %'],
    [likelihood(0.9999), '>99 %'],
    [likelihood(0.0001), '<1 %'],
    [change(0.2), '+20 %'],
    [change(-0.05), '-5 %'],
    [change(-0.001), '0 %'],
    [decimal(4.25), '4.3'],
    [decimal(3), '3'],
    [count(1, 'game'), '1 game'],
    [count(0, 'game'), '0 games'],
    [capitalised('GRANDMASTER'), 'Grandmaster'],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});
