import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlannedWorld, type PlanStep } from './planned-world.ts';

const RUNS = Number(process.env['RUNS'] ?? 150);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const schedules = fc.constantFrom(
  ...['60', '90s', '15m', '1h', '5h', '*/5 * * * *', '7,22 * * * *', '30 2 * * *', '30 1,2,3 * * *', '0 */3 * * 1-5'],
);
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Scoresbysund', 'America/Havana');
/** Some hours before clocks are changed, and a day like any other. */
const begins = fc
  .constantFrom('2026-10-24T20:00:00Z', '2027-03-27T18:00:00Z', '2026-11-24T10:00:00Z', '2027-04-03T10:00:00Z')
  .chain((time) => fc.integer({ min: 0, max: 8 * HOUR }).map((more) => Date.parse(time) + more));

const jobs = fc.record({ schedule: schedules, timezone: zones, now: begins });

const nearby = fc.oneof(fc.integer({ min: 0, max: 3 * MINUTE }), fc.integer({ min: 0, max: 3 * HOUR }));
const step: fc.Arbitrary<PlanStep> = fc.oneof(
  { weight: 8, arbitrary: nearby.map((ms) => ({ kind: 'tick', ms }) as const) },
  { weight: 4, arbitrary: fc.nat(5 * MINUTE).map((ms) => ({ kind: 'wait for the slot', ms }) as const) },
  { weight: 3, arbitrary: nearby.map((ms) => ({ kind: 'runs take', ms }) as const) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 * HOUR }).map((ms) => ({ kind: 'downtime', ms }) as const) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * HOUR }).map((ms) => ({ kind: 'clock', ms }) as const) },
  { weight: 1, arbitrary: fc.integer({ min: -29 * MINUTE, max: 0 }).map((ms) => ({ kind: 'clock', ms }) as const) },
  { weight: 2, arbitrary: nearby.map((ms) => ({ kind: 'run by hand', ms }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'owner dies' } as const) },
  { weight: 1, arbitrary: fc.constantFrom('once', 'none', 'all').map((to) => ({ kind: 'policy', to }) as const) },
  { weight: 1, arbitrary: fc.option(fc.nat(30_000)).map((seconds) => ({ kind: 'window', seconds }) as const) },
  { weight: 1, arbitrary: fc.option(nearby).map((ms) => ({ kind: 'pause', ms }) as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'resume' } as const) },
);
const history = fc.array(step, { minLength: 1, maxLength: 40 });

describe('planning', () => {
  it('executes, skips or misses each slot exactly once, whatever happens', () => {
    fc.assert(
      fc.property(jobs, history, (job, steps) => {
        const world = new PlannedWorld(job, 29 * MINUTE);
        for (const one of steps) world.take(one);
        world.take({ kind: 'tick', ms: 0 });
        expect(world.listRecorded()).toEqual(world.listExpected());
      }),
      { numRuns: RUNS },
    );
  });

  it('comes back from a clock that was wrong by any time within two slots', () => {
    const error = fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR });
    fc.assert(
      fc.property(jobs, error, (job, ms) => {
        const world = new PlannedWorld(job, Number.POSITIVE_INFINITY);
        world.take({ kind: 'clock', ms });
        world.take({ kind: 'wait for the slot', ms: 0 });
        world.take({ kind: 'clock', ms: -ms });
        const started = world.executed.length;
        for (let slots = 0; slots < 3; slots += 1) world.take({ kind: 'wait for the slot', ms: 0 });
        expect(world.now).toBeLessThan(job.now + 2 * 24 * HOUR + 4 * 72 * HOUR);
        expect(world.executed.length).toBeGreaterThan(started);
      }),
      { numRuns: RUNS / 3 },
    );
  });
});
