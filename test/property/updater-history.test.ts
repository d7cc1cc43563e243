// Whatever Riot does for a week: once it has healed, the stored history of every tracked player is the world's.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, adversary, type Trouble, troubleKinds } from './updater-riot.ts';
import { createStage, type Stage } from './updater-stage.ts';
import { HOUR_MS, type Plan, SOLO, slotsUntil, TRACKED, WORLD_BEGINS, World } from './updater-world.ts';

/** More of them: RUNS=1000 vitest run --project property test/property/updater-history.test.ts */
const RUNS = Number(process.env['RUNS'] ?? 30);

const DAY_MS = 24 * HOUR_MS;
/** Players are tracked in the middle of their history; Riot is healthy again a week later, and a day is left to mend. */
const TRACKED_AT = WORLD_BEGINS + 5 * DAY_MS;
const HEALED_AT = TRACKED_AT + 7 * DAY_MS;
const ENDS_AT = HEALED_AT + 1.5 * DAY_MS;
const HISTORY_DAYS = 4;
/** Delays between attempts double up to a day, and a tombstone is written after a day. */
const MOST_ATTEMPTS = 12;
const LAST_SLOT = slotsUntil(ENDS_AT - 6 * HOUR_MS);

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

const healedHour = (HEALED_AT - WORLD_BEGINS) / HOUR_MS;
const trouble: fc.Arbitrary<Trouble> = fc
  .record({
    kind: fc.constantFrom(...troubleKinds),
    from: hours(5 * 24 - 1, healedHour),
    lasts: hours(0, 7 * 24),
    size: fc.integer({ min: 1, max: 48 }),
  })
  .map(({ from, lasts, ...rest }) => ({ ...rest, from, to: Math.min(from + lasts, healedHour - 1) }));

interface Scenario {
  readonly plan: Plan;
  readonly troubles: readonly Trouble[];
  /** Hours between two runs while there is trouble, over and over. */
  readonly pauses: readonly number[];
  /** The process dies in these runs after so many transactions. */
  readonly deaths: readonly { readonly run: number; readonly commits: number }[];
  readonly budget: number;
}

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  plan: plans,
  troubles: fc.array(trouble, { maxLength: 5 }),
  pauses: fc.array(hours(4, 30), { minLength: 1, maxLength: 4 }),
  deaths: fc.array(fc.record({ run: fc.nat(20), commits: fc.nat(25) }), { maxLength: 4 }),
  budget: fc.constantFrom(20, 50, 1000),
});

async function play({ plan, troubles, pauses, deaths, budget }: Scenario) {
  const world = new World(plan);
  const asked: Asked = { stored: new Set(), wasted: [], ghosts: new Map() };
  const stage = createStage(
    TRACKED_AT,
    (clock) => adversary({ world, troubles, asked, now: () => clock.now() }),
    (id) => asked.stored.add(id),
  );
  const { clock, store } = stage;
  for (const puuid of TRACKED) {
    const account = { puuid, gameName: world.nameAt(puuid, clock.now()), tagLine: 'TAG' };
    const platform = world.platformAt(puuid, clock.now());
    await store.players.track({ account, platform, now: clock.now() });
  }
  const overrides = { initial_history_days: HISTORY_DAYS, max_new_matches_per_player: budget, reconcile_hours: 12 };
  for (let run = 0; clock.now() < ENDS_AT; run += 1) {
    await stage.run(overrides, deaths.find((death) => death.run === run)?.commits);
    const pause = clock.now() < HEALED_AT ? (pauses[run % pauses.length] ?? 1) : 3;
    clock.advance(pause * HOUR_MS);
  }
  return { world, asked, stage };
}

/** Of the queue, since the beginning of what is asked for. */
function storedOf({ rows }: Stage, puuid: string): string[] {
  const games = rows(
    `select m.match_id from matches m join match_participants p on p.match_id = m.match_id
     where p.puuid = '${puuid}' and m.queue_id = ${SOLO} and m.game_creation >= ${TRACKED_AT - HISTORY_DAYS * DAY_MS}
     order by m.game_creation`,
  );
  return games.map((row) => String(row['match_id']));
}

function expectHistories({ world, stage }: { readonly world: World; readonly stage: Stage }): void {
  for (const puuid of TRACKED) {
    const history = world
      .historyOf(puuid, stage.clock.now())
      .filter(({ queueId, createdAt }) => queueId === SOLO && createdAt >= TRACKED_AT - HISTORY_DAYS * DAY_MS);
    expect(storedOf(stage, puuid), puuid).toEqual(history.map(({ id }) => id));
  }
}

function expectPlayers({ world, stage }: { readonly world: World; readonly stage: Stage }): void {
  for (const puuid of TRACKED) {
    const [player] = stage.rows(`select * from players where puuid = '${puuid}'`);
    const now = stage.clock.now();
    expect(player, puuid).toMatchObject({
      summoner_name: world.nameAt(puuid, now),
      platform: world.platformAt(puuid, now),
    });
    expect(stage.rows(`select * from player_ranks where puuid = '${puuid}' and is_current`)).toHaveLength(1);
  }
}

describe('the updater', () => {
  it('has the whole history of every tracked player in the end, and asked for nothing that was stored', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const played = await play(scenario);
        const { asked, stage } = played;
        try {
          expectHistories(played);
          expectPlayers(played);
          expect(asked.wasted).toEqual([]);
          expect(Math.max(0, ...asked.ghosts.values())).toBeLessThanOrEqual(MOST_ATTEMPTS);
          expect(stage.rows("select id from job_executions where status = 'RUNNING'")).toEqual([]);
        } finally {
          await stage.close();
        }
      }),
      // Each case takes a second or so: what fails in `npm test` is made smaller with RUNS.
      { numRuns: RUNS, endOnFailure: process.env['RUNS'] === undefined },
    );
  });
});
