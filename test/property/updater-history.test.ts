// Whatever Riot does for a week: once it has healed, the stored history of every tracked player is the world's.

import fc from 'fast-check';
import { describe, it } from 'vitest';
import { DAY_MS, ENDS_AT, expectWhole, HEALED_AT, type Scenario } from './updater-play.ts';
import { type Trouble, troubleKinds } from './updater-riot.ts';
import { HOUR_MS, type Plan, slotsUntil, WORLD_BEGINS } from './updater-world.ts';

/** More of them: RUNS=1000 vitest run --project property test/property/updater-history.test.ts; SHRINK=1 makes a failure small. */
const RUNS = Number(process.env['RUNS'] ?? 8);
const TIMEOUT_MS = 60_000 + RUNS * 5000;

/** Games in the last hours have been listed by the last run. */
const LAST_SLOT = slotsUntil(ENDS_AT - 6 * HOUR_MS);
const HEALED_HOUR = (HEALED_AT - WORLD_BEGINS) / HOUR_MS;

const hours = (from: number, to: number) => fc.integer({ min: from, max: to });
const slot = (from: number, to: number) => fc.integer({ min: slotsUntil(from), max: slotsUntil(to) });

const plans: fc.Arbitrary<Plan> = fc.record({
  games: fc.uniqueArray(
    fc.record({
      slot: fc.integer({ min: 0, max: LAST_SLOT }),
      players: fc.integer({ min: 1, max: 7 }),
      isFlex: fc.nat(5).map((n) => n === 0),
    }),
    { selector: (game) => game.slot, minLength: 1, maxLength: 40, size: 'max' },
  ),
  densely: fc.constantFrom(0, 0, 0, 0, 0, 130),
  moves: fc.option(fc.record({ slot: slot(WORLD_BEGINS, HEALED_AT), to: fc.constantFrom('na1', 'eun1', 'oc1') }), {
    nil: undefined,
  }),
  renamedIn: fc.option(slot(WORLD_BEGINS, ENDS_AT - 2 * DAY_MS), { nil: undefined }),
});

const anyTrouble: fc.Arbitrary<Trouble> = fc
  .record({
    kind: fc.constantFrom(...troubleKinds),
    from: hours(5 * 24 - 1, HEALED_HOUR - 12),
    lasts: hours(12, 7 * 24),
    size: fc.integer({ min: 1, max: 48 }),
  })
  .map(({ from, lasts, ...rest }) => ({ ...rest, from, to: Math.min(from + lasts, HEALED_HOUR - 1) }));

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  plan: plans,
  troubles: fc.array(anyTrouble, { minLength: 1, maxLength: 5 }),
  pauses: fc.array(hours(4, 30), { minLength: 1, maxLength: 4 }),
  deaths: fc.array(fc.record({ run: fc.nat(12), commits: fc.nat(25) }), { maxLength: 4 }),
  budget: fc.constantFrom(20, 50, 1000),
});

/** A game in every two or three hours, of one, two or three of the players, some of another queue. */
const busy: Plan = {
  games: Array.from({ length: Math.floor(LAST_SLOT / 4) }, (_, n) => {
    return { slot: n * 4 + (n % 3), players: 1 + (n % 7), isFlex: n % 9 === 8 };
  }),
  densely: 0,
  moves: undefined,
  renamedIn: undefined,
};
const calm: Scenario = { plan: busy, troubles: [], pauses: [9], deaths: [], budget: 50 };

/** From half a day after the first run until Riot is healthy again. */
const troubleOf = (kind: Trouble['kind'], size = 3): Trouble => {
  return { kind, size, from: 5 * 24 + 12, to: HEALED_HOUR - 1 };
};

const harmless: Readonly<Record<string, Partial<Scenario>>> = {
  'lists that have lost their end, and polls too rare to see each game in them': {
    troubles: [troubleOf('shrunken', 2)],
    pauses: [30],
  },
  'lists in any order, of which little is taken at a time': {
    troubles: [troubleOf('reordered')],
    overrides: { max_new_matches_per_player: 2 },
    deaths: [1, 3, 5, 7].map((run) => ({ run, commits: 9 })),
  },
  'a queue filter that gives nothing for a week, from the first run on': {
    troubles: [{ ...troubleOf('queue-empty'), from: 0 }],
  },
  'a start that is ignored': { troubles: [troubleOf('start-ignored')] },
  'ghosts in each list': { troubles: [troubleOf('ghosts', 40)] },
};

/** Without a second pass worth the name: the first one alone has to hold. */
const alone = { reconcile_days: 0.01 };

const madeGood = [
  'holes',
  'late-list',
  'late-match',
  'unreadable',
  'matches-down',
  'ladder-down',
  'key-expired',
] as const;

describe('the updater', () => {
  it(
    'has the whole history of every tracked player in the end, and asked for nothing that was stored',
    async () => {
      const parameters = { numRuns: RUNS, endOnFailure: process.env['SHRINK'] === undefined };
      await fc.assert(fc.asyncProperty(scenarios, expectWhole), parameters);
    },
    TIMEOUT_MS,
  );

  it.each(Object.entries(harmless))(
    'loses nothing to %s, and needs no second pass for that',
    async (_title, scenario) => {
      await expectWhole({ ...calm, ...scenario, overrides: { ...alone, ...scenario.overrides } });
    },
  );

  it.each(madeGood)('has made good for %s when it is over', async (kind) => {
    const trouble = { ...troubleOf(kind, kind === 'holes' ? 2 : 40), to: HEALED_HOUR - 60 };
    await expectWhole({ ...calm, troubles: [trouble] });
  });

  it.each([3, 6])('follows a player to another region, moved on day %i: tracked on day 5', async (day) => {
    const moves = { slot: slotsUntil(WORLD_BEGINS + day * DAY_MS), to: 'na1' } as const;
    await expectWhole({ ...calm, plan: { ...busy, moves }, troubles: [troubleOf('repeated')] });
  });
});
