// A scenario: a week in which Riot goes wrong, a day in which it is well, and what has to be true then.

import { expect } from 'vitest';
import { type Asked, adversary, type Trouble } from './updater-riot.ts';
import { createStage, type Stage } from './updater-stage.ts';
import { HOUR_MS, type Plan, SOLO, TRACKED, WORLD_BEGINS, World } from './updater-world.ts';

export const DAY_MS = 24 * HOUR_MS;
/** Players are tracked in the middle of their history; Riot is healthy again a week later, and a day is left to mend. */
const TRACKED_AT = WORLD_BEGINS + 5 * DAY_MS;
export const HEALED_AT = TRACKED_AT + 7 * DAY_MS;
export const ENDS_AT = HEALED_AT + 1.5 * DAY_MS;
const HISTORY_DAYS = 4;
/** Delays between attempts double up to a day, and a tombstone is written after a day. */
const MOST_ATTEMPTS = 12;

export interface Scenario {
  readonly plan: Plan;
  readonly troubles: readonly Trouble[];
  /** Hours between two runs while there is trouble, over and over. */
  readonly pauses: readonly number[];
  /** The process dies in these runs after so many transactions. */
  readonly deaths: readonly { readonly run: number; readonly commits: number }[];
  readonly budget: number;
  /** Keys of the configuration. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

async function play({ plan, troubles, pauses, deaths, budget, overrides: more }: Scenario) {
  const world = new World(plan);
  const asked: Asked = { stored: new Set(), wasted: [], ghosts: new Map() };
  const fresh = new Set<string>();
  const stage = createStage(
    TRACKED_AT,
    (clock) => adversary({ world, troubles, asked, now: () => clock.now() }),
    (id) => fresh.add(id),
  );
  const { clock, store } = stage;
  for (const puuid of TRACKED) {
    const account = { puuid, gameName: world.nameAt(puuid, clock.now()), tagLine: 'TAG' };
    const platform = world.platformAt(puuid, clock.now());
    await store.players.track({ account, platform, now: clock.now() });
  }
  const overrides = {
    initial_history_days: HISTORY_DAYS,
    max_new_matches_per_player: budget,
    reconcile_hours: 12,
    ...more,
  };
  for (let run = 0; clock.now() < ENDS_AT; run += 1) {
    await stage.run(overrides, deaths.find((death) => death.run === run)?.commits);
    // Routes run side by side: within a run two of them may ask for one match.
    for (const id of fresh) asked.stored.add(id);
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

/** Plays it to its end. */
export async function expectWhole(scenario: Scenario): Promise<void> {
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
}
