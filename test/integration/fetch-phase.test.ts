// The fetch phase: each list is paid for once, nobody is fetched for in vain, and what the waiting share comes first.

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectThrift, type Harness, runUntilIdle, saveCopy } from './harness.ts';

const DAY_MS = 86_400_000;
const PHASES = ['fetch-matches'];

let template: string;
let harness: Harness;

beforeAll(async () => {
  const first = createHarness();
  await first.track(2);
  await first.run('updater');
  template = saveCopy(first);
  await first.close();
});

beforeEach(() => {
  harness = createHarness({}, template);
});

afterEach(async () => {
  await harness.close();
  expectThrift(harness);
});

const fetch = (overrides: Readonly<Record<string, unknown>> = {}) =>
  harness.run('analyzer', { overrides, phases: PHASES });

const untilIdle = (overrides: Readonly<Record<string, unknown>>) =>
  runUntilIdle(harness, { overrides: { players_per_run: 10, ...overrides }, phases: PHASES });

/** Players whose lists were asked for since the request `from`, in order. */
function lists(from = 0): string[] {
  const asked = harness.requests.slice(from).filter((path) => path.endsWith('/ids'));
  return asked.map((path) => decodeURIComponent(path.split('/').at(-2) ?? ''));
}

function matches(from = 0): string[] {
  const paths = harness.requests.slice(from).map((path) => path.split('/').at(-1) ?? '');
  return paths.filter((name) => /^[A-Z0-9]+_\d+$/.test(name));
}

const column = (name: string, sql: string) => harness.rows(sql).map((row) => String(row[name]));

describe('lists', () => {
  it('are asked for once, however many runs a player takes', async () => {
    await untilIdle({ matches_per_player: 2 });
    expect(lists().length).toBeGreaterThan(20);
    expect(new Set(lists()).size).toBe(lists().length);
  });

  it('are asked for again when they have grown old', async () => {
    const overrides = { players_per_run: 1, matches_per_player: 1, list_max_age_days: 2, games_per_waiting_day: 0 };
    await fetch(overrides);
    const [first] = lists();
    let sent = harness.requests.length;
    await fetch(overrides);
    expect(lists(sent)).not.toContain(first);
    harness.clock.advance(2 * DAY_MS);
    sent = harness.requests.length;
    await fetch(overrides);
    expect(lists(sent)).toContain(first);
  });

  it('of players who were chosen: those alone', async () => {
    const [chosen = ''] = column('puuid', 'select puuid from players where discovered_depth = 1 order by puuid');
    await harness.run('analyzer', { phases: PHASES, request: { players: [chosen] } });
    expect(lists()).toEqual([chosen]);
  });
});

describe('too little history', () => {
  const overrides = { min_matches: 1000, exhausted_rest_days: 3 };

  it('nothing is fetched, and the player is left alone for a while', async () => {
    await untilIdle(overrides);
    const waiting = column('puuid', 'select puuid from players where discovered_depth = 1 order by puuid');
    expect(lists().toSorted()).toEqual(waiting);
    expect(matches()).toEqual([]);
    expect(harness.rows('select * from listed_matches')).toEqual([]);
    harness.clock.advance(DAY_MS);
    const sent = harness.requests.length;
    await fetch(overrides);
    expect(harness.requests.length).toBe(sent);
    harness.clock.advance(3 * DAY_MS);
    await untilIdle(overrides);
    expect(lists(sent).toSorted()).toEqual(waiting);
  });

  it('one who awaits a match is asked for that, and rests on', async () => {
    await untilIdle(overrides);
    const [row] = harness.rows('select puuid, exhausted_at from players where exhausted_at is not null limit 1');
    const awaited = "insert into unavailable_matches values ('EUW1_1', 'not_found', null, 1, 1, 1, null)";
    harness.execute(`${awaited}; insert into awaited_matches values ('${row?.['puuid']}', 'EUW1_1')`);
    const sent = harness.requests.length;
    await fetch(overrides);
    expect(harness.requests.slice(sent).map((path) => path.split('/').at(-1))).toEqual(['EUW1_1']);
    expect(harness.rows(`select puuid, exhausted_at from players where puuid = '${row?.['puuid']}'`)).toEqual([row]);
  });
});

it('lists that name nothing of what is stored are not believed: nobody rests for them, and none is thrown away', async () => {
  await fetch({ matches_per_player: 1 });
  const kept = harness.rows('select match_id, puuid from listed_matches order by 1, 2');
  const resting = harness.rows('select puuid, exhausted_at from players where exhausted_at is not null order by 1');
  expect(kept.length).toBeGreaterThan(0);
  harness.clock.advance(8 * DAY_MS);
  harness.fault = ({ url }) => (url.includes('/ids') ? Response.json([]) : undefined);
  for (let turn = 0; turn < 3; turn += 1) await fetch();
  expect(harness.rows('select match_id, puuid from listed_matches order by 1, 2')).toEqual(kept);
  expect(harness.rows('select puuid, exhausted_at from players where exhausted_at is not null order by 1')).toEqual(
    resting,
  );
  expect(harness.rows('select puuid from players where failed_attempts > 0').length).toBeGreaterThan(0);
  harness.fault = () => undefined;
  const sent = harness.requests.length;
  await fetch({ players_per_run: 20 });
  expect(lists(sent).length).toBeGreaterThan(20);
});

describe('the order', () => {
  it('nearest to a verdict first, as far as they stand now', async () => {
    await fetch({ players_per_run: 1 });
    const [first] = lists();
    const harnessBefore = createHarness({}, template);
    const most = harnessBefore.rows(
      `select g.countable from player_games g join players p on p.puuid = g.puuid where p.discovered_depth = 1
       and g.queue_id = 420 and g.countable < 20 order by 1 desc limit 1`,
    );
    const own = harnessBefore.rows(`select countable from player_games where puuid = '${first}' and queue_id = 420`);
    await harnessBefore.close();
    expect(own).toEqual(most);
  });

  it('who was served by others meanwhile is asked nothing for', async () => {
    const planned = createHarness({}, template);
    await planned.run('analyzer', { overrides: { players_per_run: 2 }, phases: PHASES });
    const turns = planned.requests.filter((path) => path.endsWith('/ids')).map((path) => path.split('/').at(-2));
    await planned.close();
    const second = turns.at(2);
    let isServed = false;
    harness.fault = () => {
      if (!isServed) harness.execute(`update player_games set countable = 20 where puuid = '${second}'`);
      isServed = true;
      return undefined;
    };
    const { execution } = await fetch({ players_per_run: 2 });
    expect(lists()).not.toContain(second);
    expect(lists()).toHaveLength(3);
    expect(execution).toMatchObject({ status: 'SUCCESS', playersProcessed: 1 });
  });

  it('a match that another waiting player is known to share comes first', async () => {
    await fetch({ players_per_run: 8, matches_per_player: 1 });
    const shared = new Map(
      harness
        .rows('select match_id, count(*) as n from listed_matches group by match_id')
        .map((row) => [String(row['match_id']), Number(row['n'])]),
    );
    const most = harness.rows('select puuid, match_id from listed_matches');
    const bestOf = (puuid: unknown) =>
      Math.max(...most.filter((row) => row['puuid'] === puuid).map((row) => shared.get(String(row['match_id'])) ?? 0));
    const sent = harness.requests.length;
    await fetch({ players_per_run: 1, matches_per_player: 1 });
    const [asked = ''] = matches(sent);
    const listers = most.filter((row) => row['match_id'] === asked);
    expect(shared.get(asked)).toBeGreaterThan(1);
    expect(listers.map(({ puuid }) => bestOf(puuid))).toContain(shared.get(asked));
  });
});

it('a clear verdict is not deepened, an undecided one is, to the games of the next', async () => {
  await harness.close();
  harness = createHarness({ historyDays: 40, players: 400 });
  await harness.track(1);
  await harness.run('updater');
  const overrides = { players_per_run: 12, matches_per_player: 40, analyses_per_run: 99 };
  await harness.run('analyzer', { overrides });
  const stored = new Map(
    harness
      .rows('select g.puuid, countable from player_games g join players p on p.puuid = g.puuid where p.is_analyzed')
      .map((row) => [String(row['puuid']), Number(row['countable'])]),
  );
  const judged = { overrides, request: { players: [...stored.keys()] } };
  expect(stored.size).toBeGreaterThan(5);
  harness.execute("update player_analysis set confidence = 'not_flagged'");
  let sent = harness.requests.length;
  await harness.run('analyzer', { ...judged, phases: PHASES });
  expect(harness.requests.length).toBe(sent);
  const [[open, before] = ['', 0]] = [...stored].filter(([puuid, games]) => isDeepenable(puuid, games));
  harness.execute(`update player_analysis set confidence = 'possible' where puuid = '${open}'`);
  sent = harness.requests.length;
  await harness.run('analyzer', judged);
  expect(lists(sent)).toEqual([open]);
  expect(matches(sent).length).toBeGreaterThan(0);
  expect(matches(sent).length).toBeLessThanOrEqual(10);
  const verdicts = harness.rows(`select games_stored from player_analysis where puuid = '${open}' order by id`);
  expect(verdicts.map((row) => Number(row['games_stored']))).toEqual([before, before + 10]);
});

/** Its next verdict lies below the target, and there are games enough for it. */
function isDeepenable(puuid: string, stored: number): boolean {
  return stored <= 30 && historyOf(puuid) - stored >= 15;
}

function historyOf(puuid: string): number {
  const { world } = harness.simulator;
  const player = world.findByPuuid(puuid);
  return player === undefined ? 0 : world.historyOf(player).filter((game) => world.log.queueId(game) === 420).length;
}

it('a kill in the middle of a list leaves nothing that is asked for twice', async () => {
  const stop = new AbortController();
  harness.fault = () => {
    if (harness.requests.length === 3) stop.abort('interrupted');
    return undefined;
  };
  await harness.run('analyzer', { phases: PHASES, signal: stop.signal });
  harness.fault = () => undefined;
  await untilIdle({});
  expect(new Set(matches()).size).toBe(matches().length);
});
