// Crawls through a world in which every ranked game is followed by an odd one: what is stored means what it should.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { budgets, completed, DAY_MS, endingOf, printOnFailure, runHonestly } from './fault-worlds.ts';
import { createHarness, domain, expectThrift, FROZEN_AT, type Harness, runUntilIdle } from './harness.ts';

const oddGames = { fault: { kind: 'odd-games', rate: 1 } };
const queueIgnored = { fault: { kind: 'broken-filter', parameter: 'queue', effect: 'ignored' } };

interface Facts {
  readonly participants: number;
  readonly bots: number;
  readonly isCountable: boolean;
  readonly seconds?: number;
}

const rift = { participants: 10, bots: 0, isCountable: true };

/** What each kind looks like in the database, by a condition that only its games fulfil. */
const ranked: Readonly<Record<string, Facts>> = {
  'queue_id = 420 and game_duration = 150': { ...rift, isCountable: false, seconds: 150 },
  'queue_id = 420 and game_duration = 240': { ...rift, seconds: 240 },
  "game_creation = 0 and game_mode = ''": { participants: 0, bots: 0, isCountable: false, seconds: 0 },
  "game_version like '11.19.%'": { ...rift, seconds: 1800 },
  "game_version like '12.2.%'": { ...rift, seconds: 1800 },
  "game_version like '14.4.%'": { ...rift, seconds: 1800 },
  'queue_id = 420 and game_duration = 640': { ...rift, participants: 9 },
};
const others: Readonly<Record<string, Facts>> = {
  "queue_id = 450 and map_id = 12 and game_duration = 1100 and game_mode = 'ARAM'": { ...rift, seconds: 1100 },
  'queue_id = 480': { ...rift, seconds: 1200 },
  'queue_id = 870': { ...rift, participants: 5, bots: 5 },
  'queue_id = 1700 and game_duration = 1000': { ...rift, participants: 8 },
  'queue_id = 1700 and game_duration = 1200': { ...rift, participants: 16 },
  'queue_id = 1750': { ...rift, participants: 18 },
  'queue_id = 1810': { ...rift, participants: 1 },
  'queue_id = 1820': { ...rift, participants: 2 },
  'queue_id = 1830': { ...rift, participants: 3 },
  'queue_id = 1840': { ...rift, participants: 4 },
  'queue_id = 3140': { ...rift, participants: 1, seconds: 80 },
  "queue_id = 0 and game_type = 'CUSTOM_GAME' and tournament_id is not null": { ...rift, seconds: 1500 },
  'queue_id = 2000': { ...rift, participants: 1, seconds: 600 },
};

/** Every form that the games of a condition have in the database. */
function formsOf({ rows }: Harness, condition: string): unknown[] {
  return rows(
    `select distinct (select count(*) from match_participants p where p.match_id = m.match_id) as participants,
     bot_count as bots, is_countable, game_duration as seconds from matches m where ${condition}`,
  );
}

async function ask({ simulator }: Harness, path: string): Promise<unknown> {
  const headers = { 'X-Riot-Token': 'RGAPI-other' };
  return (
    await simulator.handle(new Request(`http://localhost/europe/lol/match/v5/matches${path}`, { headers }))
  ).json();
}

async function listOf(harness: Harness, puuid: string): Promise<string[]> {
  return (await ask(harness, `/by-puuid/${puuid}/ids?queue=420&count=100`)) as string[];
}

const cursorsOf = ({ rows }: Harness) =>
  new Map(
    rows('select puuid, complete_until from fetch_cursors').map((row) => [row['puuid'], Number(row['complete_until'])]),
  );

/** The first run by small steps, so that cursors are seen on their way. */
async function crawl(harness: Harness): Promise<void> {
  let before = cursorsOf(harness);
  for (let isDone = false; !isDone; ) {
    const overrides = { ...budgets.updater, max_new_matches_per_player: 10 };
    const { execution } = await runHonestly(harness, 'updater', { overrides });
    for (const [puuid, at] of cursorsOf(harness)) expect(at).toBeGreaterThanOrEqual(before.get(puuid) ?? 1);
    before = cursorsOf(harness);
    isDone = execution.matchesFetched === 0;
  }
  await runUntilIdle(harness, { overrides: budgets.analyzer });
}

describe.each([
  ['ranked ones, with a queue filter that works', [oddGames], ranked],
  ['all of them, with a queue filter that is ignored', [oddGames, queueIgnored], { ...ranked, ...others }],
])('odd games, %s', (_title, rules, kinds) => {
  const script = JSON.stringify(rules);
  let harness: Harness;

  beforeAll(async () => {
    // A world in which tracked players meet each kind.
    harness = createHarness({ seed: 8, limits: 'prod', faults: parseFaultScript(script) });
    await harness.track(30);
    await crawl(harness);
  });
  afterAll(() => harness.close());

  it.each(Object.entries(kinds))('%s', (condition, { participants, bots, isCountable, seconds }) => {
    printOnFailure(script);
    const forms = formsOf(harness, condition);
    expect(forms).toEqual([expect.objectContaining({ participants, bots, is_countable: Number(isCountable) })]);
    if (seconds !== undefined) expect(forms).toEqual([expect.objectContaining({ seconds })]);
  });

  it('no bot is a player, and every human has a name', () => {
    printOnFailure(script);
    expect(harness.rows("select * from players where puuid = 'BOT'")).toEqual([]);
    expect(harness.rows("select * from match_participants where puuid = 'BOT' or summoner_name is null")).toEqual([]);
  });

  it('who hides is nobody, and counted as skipped', () => {
    printOnFailure(script);
    const [hidden] = harness.rows('select count(*) as games from matches where game_duration = 640');
    const [counted] = harness.rows('select sum(items_skipped) as skipped from job_executions');
    expect(Number(counted?.['skipped'])).toBe(Number(hidden?.['games']));
    expect(harness.rows("select * from players where puuid = ''")).toEqual([]);
  });

  it('everything that is listed for the tracked is stored, and nothing was asked for twice', async () => {
    printOnFailure(script);
    const stored = new Set(harness.rows('select match_id from matches').map((row) => row['match_id']));
    for (const { puuid } of harness.rows('select puuid from players where is_tracked')) {
      expect((await listOf(harness, String(puuid))).filter((id) => !stored.has(id))).toEqual([]);
    }
    expect(harness.rows('select * from unavailable_matches')).toEqual([]);
    expectThrift(harness);
  });

  it('only countable games of the queue make a verdict', () => {
    printOnFailure(script);
    const enough = harness.rows(
      `select mp.puuid, count(*) as games from match_participants mp join players p on p.puuid = mp.puuid
       join matches m on m.match_id = mp.match_id where m.queue_id = 420 and m.is_countable and not p.is_tracked
       group by mp.puuid having count(*) >= 20 order by mp.puuid`,
    );
    const judged = harness.rows(
      'select puuid, games_stored as games from player_analysis group by puuid having max(id) order by puuid',
    );
    expect(judged.map((row) => row['puuid'])).toEqual(enough.map((row) => row['puuid']));
    expect(enough.length).toBeGreaterThan(5);
    expect(
      harness.rows(
        `select a.id from player_analysis a join matches m on m.match_id in (a.first_match_id, a.last_match_id)
         where m.queue_id <> 420 or not m.is_countable`,
      ),
    ).toEqual([]);
  });

  it('a further run of each job asks for no match and changes nothing', async () => {
    printOnFailure(script);
    const state = () => ({ ...domain(harness), cursors: cursorsOf(harness) });
    const before = state();
    const sent = harness.requests.length;
    harness.clock.advance(2 * DAY_MS);
    await runHonestly(harness, 'updater', { overrides: budgets.updater });
    await runHonestly(harness, 'analyzer', { overrides: budgets.analyzer });
    expect(harness.requests.slice(sent).length).toBeGreaterThan(0);
    expect(harness.requests.slice(sent).filter((path) => /\/matches\/EUW1_\d+$/.test(path))).toEqual([]);
    expect(state()).toEqual(before);
  });
});

it('a history that begins with an aborted game: it is stored, and the cursor waits for one with a time', async () => {
  const script = JSON.stringify([{ fault: { kind: 'odd-games', rate: 1, kinds: ['aborted'] } }]);
  printOnFailure(script);
  const harness = createHarness({ limits: 'prod', faults: parseFaultScript(script) });
  const [puuid = ''] = await harness.track(1);
  const list = await listOf(harness, puuid);
  const answers = await Promise.all(list.map((id) => ask(harness, `/${id}`)));
  const infos = answers.map((answer) => (answer as { info: { gameCreation: number; gameEndTimestamp: number } }).info);
  const begins = infos.findLastIndex(({ gameCreation }) => gameCreation === 0);
  const createdAt = (infos[begins]?.gameEndTimestamp ?? 0) - 60_000;
  const initial = { initial_history_days: (FROZEN_AT - createdAt) / DAY_MS };
  const run = async (overrides: object) =>
    endingOf(await runHonestly(harness, 'updater', { overrides: { ...budgets.updater, ...initial, ...overrides } }));
  expect(await run({ max_new_matches_per_player: 1 })).toEqual(completed());
  expect(harness.rows('select match_id from matches')).toEqual([{ match_id: list[begins] }]);
  expect([...cursorsOf(harness).values()]).toEqual([Math.floor(createdAt / 1000) * 1000]);
  expect(await run({})).toEqual(completed());
  const stored = harness.rows('select match_id from matches').map((row) => String(row['match_id']));
  expect(stored.toSorted()).toEqual(list.slice(0, begins + 1).toSorted());
  expect([...cursorsOf(harness).values()]).toEqual([Math.max(...infos.map(({ gameCreation }) => gameCreation))]);
  expectThrift(harness);
  await harness.close();
});
