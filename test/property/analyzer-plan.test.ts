// Nobody waits for ever: the order of the fetch phase over months in which nearer players keep arriving.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderWaiting, type Waiting } from '../../src/jobs/analyzer/plan.ts';

const START = 1_793_534_400_000;
const DAY_MS = 86_400_000;
/** The farthest that a player can be from a verdict: the minimum. */
const FARTHEST = 20;
const TURNS_A_DAY = 4;

const missing = fc.integer({ min: 1, max: FARTHEST });

const worlds = fc.record({
  backlog: fc.array(missing, { maxLength: 30 }),
  /** Day by day, over and over: as many as are served on a day. */
  daily: fc.array(fc.array(missing, { minLength: TURNS_A_DAY, maxLength: TURNS_A_DAY }), {
    minLength: 1,
    maxLength: 9,
  }),
  gamesPerWaitingDay: fc.double({ min: 0.25, max: 4, noNaN: true }),
});

const whoever = (puuid: string, changes: Partial<Waiting> = {}): Waiting => {
  return { puuid, missing: FARTHEST, since: START, failedAttempts: 0, isListed: true, route: 'europe', ...changes };
};

it('whoever arrives is served, however many nearer ones keep coming', () => {
  fc.assert(
    fc.property(worlds, ({ backlog, daily, gamesPerWaitingDay }) => {
      // Overtaken by those alone who arrive before the wait has made up for the distance.
      const longest = backlog.length / TURNS_A_DAY + FARTHEST / gamesPerWaitingDay + 2;
      let waiting = backlog.map((games, index) => whoever(`first ${index}`, { missing: games }));
      for (let day = 0; day < 120; day += 1) {
        const since = START + day * DAY_MS;
        const arrived = daily[day % daily.length] ?? [];
        waiting.push(...arrived.map((games, index) => whoever(`${day} ${index}`, { missing: games, since })));
        const served = orderWaiting(waiting, { now: since, gamesPerWaitingDay }).slice(0, TURNS_A_DAY);
        waiting = waiting.filter((player) => !served.includes(player));
        for (const player of waiting) expect((since - player.since) / DAY_MS).toBeLessThan(longest);
      }
    }),
  );
});

it('one who always fails keeps nobody from a turn, and is tried again and again', () => {
  let failing = whoever('failing', { missing: 1 });
  const turns: number[] = [];
  for (let day = 0; day < 200; day += 1) {
    const now = START + day * DAY_MS;
    const others = Array.from({ length: TURNS_A_DAY }, (_, index) => whoever(`${index}`, { since: now }));
    const served = orderWaiting([failing, ...others], { now, gamesPerWaitingDay: 1 }).slice(0, TURNS_A_DAY);
    if (!served.includes(failing)) continue;
    turns.push(day);
    failing = { ...failing, since: now, failedAttempts: failing.failedAttempts + 1 };
  }
  expect(turns.length).toBeGreaterThan(3);
  expect(turns.length).toBeLessThan(20);
});

it('without it a far player waits as long as nearer ones keep coming', () => {
  const near = whoever('near', { missing: 1, since: START + 365 * DAY_MS });
  const first = (gamesPerWaitingDay: number) =>
    orderWaiting([whoever('far'), near], { now: START + 366 * DAY_MS, gamesPerWaitingDay })[0]?.puuid;
  expect(first(0)).not.toBe('far');
  expect(first(1)).toBe('far');
});

it('the order is one of the same players, and does not depend on how they were given', () => {
  const player = fc.record({
    puuid: fc.string({ minLength: 1, maxLength: 4 }),
    missing: fc.integer({ min: 1, max: 50 }),
    since: fc.integer({ min: START - 90 * DAY_MS, max: START }),
    failedAttempts: fc.integer({ min: 0, max: 5 }),
    isListed: fc.boolean(),
    route: fc.constantFrom('europe', 'americas'),
  });
  const players = fc.uniqueArray(player, { selector: ({ puuid }) => puuid, maxLength: 30 });
  fc.assert(
    fc.property(players, fc.double({ min: 0, max: 5, noNaN: true }), (given, gamesPerWaitingDay) => {
      const patience = { now: START, gamesPerWaitingDay };
      const order = orderWaiting(given, patience);
      expect(new Set(order)).toEqual(new Set(given));
      expect(orderWaiting(given.toReversed(), patience)).toEqual(order);
    }),
  );
});
