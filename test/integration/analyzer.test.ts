import { afterEach, describe, expect, it } from 'vitest';
import { createHarness, domain, expectThrift, type Harness, runUntilIdle } from './harness.ts';

/** Histories of the small world are shorter than this, so that the end does not depend on the order. */
const WHOLE_HISTORY = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };

/** Matches on their way when the database fails have been paid for in vain: at most as many as run at once. */
const CONCURRENCY = 8;

let harness: Harness;
let repeatsAtMost = 0;
afterEach(async () => {
  await harness.close();
  expectThrift(harness, repeatsAtMost);
  repeatsAtMost = 0;
});

async function discovered(world: Parameters<typeof createHarness>[0] = {}): Promise<Harness> {
  harness = createHarness(world);
  await harness.track(2);
  await harness.run('updater');
  return harness;
}

describe('analyzer', () => {
  it('has nothing to do in an empty database', async () => {
    harness = createHarness();
    const { execution, phases } = await harness.run('analyzer');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', apiRequestsMade: 0 });
    expect(phases.map(({ name, status }) => [name, status])).toEqual([
      ['fetch-matches', 'completed'],
      ['analyze-players', 'completed'],
      ['check-bans', 'completed'],
    ]);
  });

  it('keeps to its budgets per run: so many players, a list ahead for each, so many matches', async () => {
    await discovered();
    const sent = harness.requests.length;
    const overrides = { players_per_run: 2, matches_per_player: 3 };
    const { execution } = await harness.run('analyzer', { overrides, phases: ['fetch-matches'] });
    const asked = harness.requests.slice(sent);
    expect(asked.filter((path) => path.endsWith('/ids'))).toHaveLength(4);
    expect(execution).toMatchObject({ playersProcessed: 2 });
    expect(execution.matchesFetched).toBeLessThanOrEqual(6);
  });

  it('comes to rest with a verdict for all who have or can have enough games, and honest counters', async () => {
    await discovered();
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
    const [enough] = harness.rows(
      `select count(*) as n from (select p.puuid from players p join match_participants mp on mp.puuid = p.puuid
       join matches m on m.match_id = mp.match_id and m.queue_id = 420 and m.is_countable
       where not p.is_tracked group by p.puuid having count(*) >= 20)`,
    );
    const [analyzed] = harness.rows('select count(distinct puuid) as n from player_analysis');
    expect(analyzed).toEqual(enough);
    expect(Number(analyzed?.['n'])).toBeGreaterThan(5);
    const few = harness.rows(
      `select p.puuid from players p left join player_games g on g.puuid = p.puuid and g.queue_id = 420
       where not p.is_tracked and p.discovered_depth <= 1 and coalesce(g.countable, 0) < 20`,
    );
    for (const { puuid } of few) expect(countableOf(puuid), String(puuid)).toBeLessThan(20);
    expect(harness.rows('select * from players where is_tracked and is_analyzed')).toEqual([]);
    const [sums] = harness.rows(
      'select sum(players_analyzed) as analyses, sum(matches_fetched) as matches, sum(players_discovered) as players from job_executions',
    );
    const [rows] = harness.rows(
      `select (select count(*) from player_analysis) as analyses, (select count(*) from matches) as matches,
       (select count(*) from players where not is_tracked) as players`,
    );
    expect(sums).toEqual(rows);
  });

  it('makes no match request and changes no domain row when there is nothing new', async () => {
    await discovered();
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
    const before = domain(harness);
    const sent = harness.requests.length;
    harness.clock.advance(30 * 86_400_000);
    const { execution } = await harness.run('analyzer', { overrides: WHOLE_HISTORY });
    const asked = harness.requests.slice(sent);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((path) => /matches\/[A-Z0-9]+_\d+$/.test(path))).toEqual([]);
    expect(execution).toMatchObject({ matchesFetched: 0, playersAnalyzed: 0, recordsCreated: 0 });
    expect(domain(harness)).toEqual(before);
  });

  it('stores each verdict with its sample, unknown scores as NULL, and the rank it saw', async () => {
    await discovered();
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
    const analyses = harness.rows('select * from player_analysis');
    for (const analysis of analyses) {
      const games = harness.rows(
        `select m.match_id from matches m join match_participants mp on mp.match_id = m.match_id
         where mp.puuid = '${analysis['puuid']}' and m.queue_id = 420 and m.is_countable order by m.game_creation`,
      );
      expect(analysis).toMatchObject({
        profile: 'calibrated',
        profile_version: 'calibrated-1',
        prior: 0.05,
        missing_matches: 0,
        games_analyzed: Math.min(60, Number(analysis['games_stored'])),
      });
      expect(games.map((row) => row['match_id'])).toContain(analysis['first_match_id']);
      if (analysis['current_tier'] === null) expect(analysis['rank_progression_score']).toBeNull();
      else expect(analysis['rank_progression_score']).toBeGreaterThanOrEqual(0);
    }
  });

  it('judges a player again when enough new games are there', async () => {
    await discovered({ historyDays: 40 });
    const overrides = { ...WHOLE_HISTORY, players_per_run: 1, matches_per_player: 5 };
    let first = await harness.run('analyzer', { overrides });
    while (first.execution.playersAnalyzed === 0) first = await harness.run('analyzer', { overrides });
    const [early] = harness.rows('select puuid, games_stored from player_analysis order by id');
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
    const history = harness.rows(
      `select games_stored from player_analysis where puuid = '${early?.['puuid']}' order by id`,
    );
    const sizes = history.map((row) => Number(row['games_stored']));
    expect(sizes[0]).toBe(early?.['games_stored']);
    expect(sizes.length).toBeGreaterThan(1);
    for (const [index, size] of sizes.entries()) {
      if (index > 0) expect(size - (sizes[index - 1] ?? 0)).toBeGreaterThanOrEqual(10);
    }
  });
});

/** Of the world's history, in the queue. */
function countableOf(puuid: unknown): number {
  const { world } = harness.simulator;
  const player = world.findByPuuid(String(puuid));
  if (player === undefined) throw new Error('nobody of this world');
  const games = world.historyOf(player).filter((game) => world.log.queueId(game) === 420);
  return games.filter((game) => !world.log.at(game).isRemake).length;
}

describe('failure flow of the analyzer', () => {
  it('rate limit in phase 1: the phase ends, the next phases still run', async () => {
    await discovered();
    await harness.run('analyzer', { overrides: { ...WHOLE_HISTORY, players_per_run: 5 } });
    harness.execute('update players set is_analyzed = 0');
    const overrides = { ...WHOLE_HISTORY, patience_seconds: 0, fetch_rank: false };
    const { execution, phases, outcome } = await harness.run('analyzer', { overrides });
    expect(phases.map(({ status }) => status)).toEqual(['rate_limited', 'completed', 'completed']);
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'rate_limited' });
    expect(execution.playersAnalyzed).toBeGreaterThan(0);
    expect(outcome.retryAt).toBeGreaterThan(harness.clock.now());
  });

  it('rate limit and nothing done at all: FAILED/rate_limited', async () => {
    await discovered();
    const overrides = { ...WHOLE_HISTORY, patience_seconds: 0 };
    let last = await harness.run('analyzer', { overrides, phases: ['fetch-matches'] });
    while (last.execution.apiRequestsMade > 0) {
      last = await harness.run('analyzer', { overrides, phases: ['fetch-matches'] });
    }
    expect(last.execution).toMatchObject({ status: 'FAILED', reason: 'rate_limited' });
  });

  it('API error: the player is skipped, the others are processed', async () => {
    await discovered();
    const sent = harness.requests.length;
    harness.fault = ({ url }) => {
      const lists = harness.requests.slice(sent).filter((path) => path.endsWith('/ids'));
      return url.includes('/ids') && lists.length === 1 ? new Response('{}', { status: 400 }) : undefined;
    };
    const { execution } = await harness.run('analyzer', {
      overrides: { players_per_run: 4 },
      phases: ['fetch-matches'],
    });
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', playersProcessed: 3, itemsFailed: 1 });
  });

  it('a player that failed goes to the back of the queue', async () => {
    await discovered();
    const overrides = { players_per_run: 1 };
    const phases = ['fetch-matches'];
    harness.fault = ({ url }) => (url.includes('/ids') ? new Response('{}', { status: 400 }) : undefined);
    const sent = harness.requests.length;
    await harness.run('analyzer', { overrides, phases });
    await harness.run('analyzer', { overrides, phases });
    const [first, second] = harness.requests.slice(sent);
    expect(first).not.toBe(second);
  });

  it('database error: rolled back, phase and job FAILED, and the next run completes', async () => {
    repeatsAtMost = CONCURRENCY;
    await discovered();
    const [before] = harness.rows('select count(*) as n from matches');
    harness.execute(
      `create trigger broken before insert on match_payloads begin select raise(abort, 'disk trouble'); end`,
    );
    const { execution, phases } = await harness.run('analyzer');
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'error' });
    expect(phases.map(({ name, status }) => [name, status])).toEqual([['fetch-matches', 'failed']]);
    expect(harness.rows('select count(*) as n from matches')).toEqual([before]);
    harness.execute('drop trigger broken');
    const healed = await harness.run('analyzer');
    expect(healed.execution).toMatchObject({ status: 'SUCCESS' });
    expect(healed.execution.matchesFetched).toBeGreaterThan(0);
  });

  it('detection error: the player is skipped, the others get a verdict', async () => {
    await discovered();
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY, phases: ['fetch-matches'] });
    const [victim] = harness.rows(
      `select mp.puuid from match_participants mp join players p on p.puuid = mp.puuid where not p.is_tracked
       group by mp.puuid order by count(*) desc limit 1`,
    );
    harness.execute(`update match_participants set kills = 'many' where puuid = '${victim?.['puuid']}'`);
    const { execution } = await harness.run('analyzer', { overrides: WHOLE_HISTORY, phases: ['analyze-players'] });
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', itemsFailed: 1 });
    expect(execution.playersAnalyzed).toBeGreaterThan(5);
    expect(harness.rows(`select * from player_analysis where puuid = '${victim?.['puuid']}'`)).toEqual([]);
  });

  it('key refused in phase 1: no other phase runs', async () => {
    await discovered();
    harness.fault = () => new Response('{}', { status: 401 });
    const { execution, phases } = await harness.run('analyzer');
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'auth', apiRequestsMade: 1 });
    expect(phases).toHaveLength(1);
  });

  it('a running execution is not joined: the second start is refused and recorded', async () => {
    await discovered();
    const stop = new AbortController();
    const first = harness.run('analyzer', { signal: stop.signal });
    await expect(harness.run('analyzer')).rejects.toThrow('already running');
    await first;
    expect(harness.rows("select kind from job_events where job_name = 'analyzer'")).toEqual([{ kind: 'skipped' }]);
  });
});
