import { expect, it } from 'vitest';
import { startDelay } from '../../src/jobs/watch-delay.ts';

const slots = Array.from({ length: 500 }, (_, index) => 1_793_534_400_000 + index * 60_000);
const delays = (jitterS: number, host = 'here') =>
  slots.map((slot) => startDelay({ host, jobName: 'updater', slot }, jitterS));

it('is nothing without jitter', () => {
  expect(new Set(delays(0))).toEqual(new Set([0]));
});

it('is the same every time for one machine, job and slot, and another one elsewhere', () => {
  expect(delays(30)).toEqual(delays(30));
  expect(delays(30, 'there')).not.toEqual(delays(30));
  const [slot = 0] = slots;
  const of = (jobName: string) => startDelay({ host: 'here', jobName, slot }, 30);
  expect(of('analyzer')).not.toBe(of('updater'));
});

it('covers the range from nothing to the whole jitter, and never more', () => {
  const all = delays(10);
  expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...all)).toBeLessThanOrEqual(10_000);
  const byThird = [0, 1, 2].map((third) => all.filter((ms) => Math.floor(ms / 3334) === third).length);
  for (const count of byThird) expect(count).toBeGreaterThan(100);
});
