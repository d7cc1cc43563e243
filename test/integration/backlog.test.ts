import { afterEach, expect, it } from 'vitest';
import { readBacklog } from '../../src/jobs/backlog.ts';
import { createHarness, type Harness } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

it('the pace is that of the analyzer, not of what else asks Riot, and goes by the limits where it did not run', async () => {
  harness = createHarness();
  await harness.track(1);
  const { execution } = await harness.run('updater');
  expect(execution.apiRequestsMade).toBeGreaterThan(0);
  const read = () => readBacklog({ store: harness.store, clock: harness.clock, allowedPerHour: () => 3000 });
  expect(await read()).toMatchObject({ perHour: 3000, basis: 'limits' });
  const analyzer = await harness.run('analyzer', { phases: ['fetch-matches'] });
  const perHour = analyzer.execution.apiRequestsMade;
  expect(perHour).toBeGreaterThan(0);
  expect(await read()).toMatchObject({ perHour, basis: 'executions' });
});
