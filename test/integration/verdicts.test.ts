// Verdicts of the analyzer: computed again bit for bit, careful on the shipped baseline, and due when they can be better.

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { baselineInForce } from '../../src/jobs/analyzer/baseline.ts';
import { verifyVerdict } from '../../src/jobs/analyzer/verify.ts';
import type { StoredAnalysis } from '../../src/store/records.ts';
import { createHarness, type Harness, runUntilIdle, saveCopy } from './harness.ts';

const WHOLE_HISTORY = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };

let harness: Harness;
afterEach(() => harness.close());

async function judged(overrides: object = {}, phases?: readonly string[]): Promise<void> {
  harness = createHarness();
  await harness.track(2);
  await harness.run('updater');
  await runUntilIdle(harness, { overrides: { ...WHOLE_HISTORY, ...overrides }, ...(phases ? { phases } : {}) });
}

/** Judged once by the defaults: each test begins with a copy. */
let template: string;
beforeAll(async () => {
  await judged();
  template = saveCopy(harness);
  await harness.close();
});

function copied(): void {
  harness = createHarness({}, template);
}

async function allVerdicts(): Promise<StoredAnalysis[]> {
  const puuids = harness.rows('select distinct puuid from player_analysis').map(({ puuid }) => String(puuid));
  const histories = await Promise.all(puuids.map((puuid) => harness.store.analyses.listHistory(puuid)));
  return histories.flat();
}

const verifyAll = async () =>
  Promise.all((await allVerdicts()).map((verdict) => verifyVerdict(harness.store, verdict)));

const kindsOf = async () => [...new Set((await verifyAll()).map(({ kind }) => kind))];

async function someVerdict(): Promise<StoredAnalysis> {
  const [verdict] = (await allVerdicts()).filter(({ llr }) => llr !== null);
  if (verdict === undefined) throw new Error('nobody has a verdict');
  return verdict;
}

/** With enough games that one more is no reason to judge anew. */
async function largeVerdict(): Promise<StoredAnalysis> {
  const newest = (await allVerdicts()).toSorted((a, b) => b.gamesAnalyzed - a.gamesAnalyzed);
  const [verdict] = newest.filter(({ gamesAnalyzed }) => gamesAnalyzed > 21);
  if (verdict === undefined) throw new Error('nobody has a large sample');
  return verdict;
}

/** Everything that a verdict read and that can change: later ranks of everybody, older and newer games. */
function muchLater(): void {
  const now = harness.clock.now();
  harness.execute(`
    insert into player_ranks (puuid, queue_type, tier, rank, league_points, wins, losses, veteran, inactive, fresh_blood,
      hot_streak, is_current, created_at)
    select puuid, 'RANKED_SOLO_5x5', 'IRON', 'IV', 1, 1, 1, 0, 0, 0, 0, 0, ${now} - 86400000 from players;
    update players set rank_checked_at = ${now} + 1, account_level = 999;
    update matches set created_at = 1;
  `);
  for (const [id, at] of [
    ['EUW1_1', 1000],
    ['EUW1_9999999999', now],
  ]) {
    harness.execute(`
      insert into matches select '${id}', platform_id, queue_id, ${at}, game_duration, game_end_timestamp, game_version,
        map_id, game_mode, game_type, tournament_id, 1, 0, 1 from matches where queue_id = 420 limit 1`);
    const columns = harness.rows(`select name from pragma_table_info('match_participants')`).map(({ name }) => name);
    const others = columns.filter((name) => name !== 'match_id').join(', ');
    harness.execute(`
      insert into match_participants (match_id, ${others})
      select '${id}', ${others} from match_participants where (puuid, match_id) in
        (select puuid, max(match_id) from match_participants group by puuid)`);
  }
}

describe('a verdict computed again', () => {
  it('is the same, whatever came after it', async () => {
    copied();
    expect((await allVerdicts()).length).toBeGreaterThan(5);
    expect(await kindsOf()).toEqual(['same']);
    muchLater();
    expect(await kindsOf()).toEqual(['same']);
  });

  it('is the same in the profile classic, too', async () => {
    await judged({ profile: 'classic' });
    expect(await kindsOf()).toEqual(['same']);
    muchLater();
    expect(await kindsOf()).toEqual(['same']);
  });

  it.each([
    ['smurf_score = smurf_score + 1e-15', 'smurfScore'],
    [`confidence = 'very_likely'`, 'confidence'],
    ['kda_score = 0.123', 'kdaScore'],
    [`factors_json = json_set(factors_json, '$.kda.contribution', 0.1)`, 'factorsJson'],
    [`judgement_json = json_set(judgement_json, '$.evidence.fresh', 0.1)`, 'judgementJson'],
    ['combat = 0', 'combat'],
  ])('differs where the row was changed: %s', async (change, column) => {
    copied();
    const { id } = await someVerdict();
    harness.execute(`update player_analysis set ${change} where id = ${id}`);
    const differing = (await verifyAll()).flatMap((found) => (found.kind === 'differs' ? [found.differences] : []));
    expect(differing.map((differences) => differences.map((difference) => difference.column))).toEqual([[column]]);
  });

  it('differs where a game of the sample was changed', async () => {
    copied();
    const { puuid, firstMatchId } = await someVerdict();
    harness.execute(
      `update match_participants set win = 1 - win where puuid = '${puuid}' and match_id = '${firstMatchId}'`,
    );
    expect((await verifyAll()).filter(({ kind }) => kind === 'differs')).toHaveLength(1);
  });

  it.each([
    ['basis_json = null', /older version/],
    [`profile_version = 'calibrated-0'`, /calibrated-0/],
    [`baseline_id = 'gone'`, /baseline gone/],
  ])('is impossible without what it needs: %s', async (change, reason) => {
    copied();
    harness.execute(`update player_analysis set ${change}`);
    const [found] = await verifyAll();
    expect(found).toMatchObject({ kind: 'impossible', reason: expect.stringMatching(reason) });
  });
});

describe('the baseline', () => {
  it('is built before the first analysis, and named by every verdict', () => {
    copied();
    const baselines = harness.rows('select id from baselines').map(({ id }) => id);
    const named = harness.rows('select distinct baseline_id from player_analysis').map((row) => row['baseline_id']);
    expect(baselines.length).toBeGreaterThan(0);
    expect(named.filter((id) => !baselines.includes(id))).toEqual([]);
  });

  it('of one queue never judges another one', async () => {
    copied();
    const { store, clock } = harness;
    const idOf = async (queueId: number) => (await baselineInForce({ store, queueId, now: clock.now() })).baseline.id;
    expect(await idOf(420)).not.toBe('default');
    expect(await idOf(440)).toBe('default');
    const { puuid } = await someVerdict();
    harness.execute(`
      update matches set queue_id = 440 where match_id in
        (select match_id from match_participants where puuid = '${puuid}' limit 25);
      insert into player_games (puuid, queue_id, countable) values ('${puuid}', 440, 20);
      update players set is_analyzed = 0 where puuid = '${puuid}'`);
    const overrides = { queue: 440, fetch_rank: false, prior: 0.99 };
    await harness.run('analyzer', { overrides, phases: ['analyze-players'] });
    const flex = harness.rows('select puuid, baseline_id, is_smurf from player_analysis where queue_id = 440');
    expect(flex).toEqual([{ puuid, baseline_id: 'default', is_smurf: 0 }]);
  });

  it('while it is the shipped one nobody is flagged, and with one of its own everybody is judged again', async () => {
    await judged({}, ['fetch-matches']);
    const all = harness.rows('select match_id from matches where queue_id = 420 order by game_creation desc');
    const hidden = all.slice(45).map(({ match_id }) => `'${match_id}'`);
    harness.execute('delete from baselines');
    // Short games count for a verdict, and not for a baseline.
    harness.execute(
      `update matches set game_duration = game_duration - 100000 where match_id in (${hidden.join(',')})`,
    );
    const analyses = { overrides: { ...WHOLE_HISTORY, prior: 0.99 }, phases: ['analyze-players'] };
    await harness.run('analyzer', analyses);
    const early = harness.rows('select * from player_analysis order by puuid');
    expect(early.length).toBeGreaterThan(5);
    for (const row of early) {
      expect(row).toMatchObject({ baseline_id: 'default', is_smurf: 0 });
      expect(Number(row['missing_matches'])).toBeGreaterThan(0);
      expect(['inconclusive', 'not_flagged', 'insufficient_data']).toContain(row['confidence']);
    }
    expect(harness.rows('select * from baselines')).toEqual([]);
    harness.execute('update matches set game_duration = game_duration + 100000 where game_duration < 0');
    await harness.run('analyzer', analyses);
    const late = harness.rows(`select * from player_analysis where baseline_id <> 'default' order by puuid`);
    expect(late.map(({ puuid }) => puuid)).toEqual(early.map(({ puuid }) => puuid));
    expect(late.filter((row) => row['is_smurf'] === 1).length).toBeGreaterThan(0);
  });
});

it('a player whose verdict was inconclusive is judged again with the games that were aimed for', async () => {
  copied();
  const { id, gamesAnalyzed } = await largeVerdict();
  const games = `games_analyzed = ${gamesAnalyzed - 1}, games_stored = games_stored - 1`;
  harness.execute(`update player_analysis set confidence = 'inconclusive', ${games} where id = ${id}`);
  const analyzedWith = async (target: number) => {
    const overrides = { ...WHOLE_HISTORY, target_matches: target };
    return (await harness.run('analyzer', { overrides, phases: ['analyze-players'] })).execution.playersAnalyzed;
  };
  expect(await analyzedWith(gamesAnalyzed + 1)).toBe(0);
  expect(await analyzedWith(gamesAnalyzed)).toBe(1);
  expect(await analyzedWith(gamesAnalyzed)).toBe(0);
});
