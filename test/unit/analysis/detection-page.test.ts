// docs/detection.md names the nine factors, their weights and the profile as the code has them.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROFILE_VERSION } from '../../../src/analysis/analyze.ts';
import { factorIds, factors } from '../../../src/analysis/factors/index.ts';
import { weights } from '../../../src/analysis/weights.ts';
import { percent } from '../../../src/analysis/wording.ts';

const page = readFileSync(new URL('../../../docs/detection.md', import.meta.url), 'utf8');

it('lists every factor with its weight, in the order of the registry', () => {
  const rows = [...page.matchAll(/^\| ([^|`]+) \| (\d+ %) \|/gm)].map(([, title, weight]) => `${title}: ${weight}`);
  expect(rows).toEqual(factorIds.map((id) => `${factors[id].title}: ${percent(weights[id])}`));
});

it('names the version of the profile', () => {
  expect(page).toContain(`\`${PROFILE_VERSION}\``);
});
