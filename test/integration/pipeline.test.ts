// A small world from end to end: crawled by the jobs, judged, and compared with what the simulator knows to be true.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { calibrationError } from '../../src/analysis/evaluation/probability-figures.ts';
import { rank } from '../../src/analysis/evaluation/ranked.ts';
import { rocAuc } from '../../src/analysis/evaluation/ranking-figures.ts';
import { createHarness, expectThrift, type Harness } from './harness.ts';

/** More smurfs than usual: figures of five of them would be luck. */
const classShares = { freshsmurf: 0.2, newtalent: 0.05, improver: 0.05, returning: 0.05 };
const WHOLE_WORLD = { players_per_run: 200, matches_per_player: 25, analyses_per_run: 400, max_discovery_depth: 9 };
/** So many of the seventy are to have a verdict. */
const MOST = 45;

let harness: Harness;
let tracked: string[];
beforeAll(async () => {
  harness = createHarness({ seed: 3, players: 70, historyDays: 45, limits: 'none', classShares });
  tracked = await harness.track(3);
  await harness.run('updater');
  for (let run = 1; run <= 2; run++)
    await harness.run('analyzer', { overrides: { ...WHOLE_WORLD, target_matches: 25 } });
});
afterAll(() => harness.close());

/** Of each player with a score, by puuid: the newest one, and the share of wins in its sample. */
function verdicts() {
  const newest = 'select max(id) from player_analysis where smurf_score is not null group by puuid';
  const rows = harness.rows(`select puuid, smurf_score, (select avg(win) from match_participants own
    join matches using (match_id) where own.puuid = verdict.puuid and queue_id = 420 and is_countable) as wins
    from player_analysis verdict where id in (${newest})`);
  const truth = new Map(harness.simulator.truth().players.map((player) => [player.puuid, player]));
  return rows.map(({ puuid, smurf_score: score, wins }) => {
    const player = truth.get(String(puuid));
    if (player === undefined) throw new Error(`nobody in the world is ${puuid}`);
    return { puuid: player.puuid, isSmurf: player.isSmurf, weight: 1, score: Number(score), wins: Number(wins) };
  });
}

/** The probabilities are meant for one smurf in twenty players. */
function asInPrior(judged: ReturnType<typeof verdicts>) {
  const share = judged.filter(({ isSmurf }) => isSmurf).length / judged.length;
  return judged.map((one) => ({ ...one, weight: one.isSmurf ? 0.05 / share : 0.95 / (1 - share) }));
}

it('judges nearly everybody who was met, nobody who is tracked, and nobody twice on the same games', () => {
  const judged = verdicts().map(({ puuid }) => puuid);
  expect(judged.length).toBeGreaterThanOrEqual(MOST);
  expect(judged.filter((puuid) => tracked.includes(puuid))).toEqual([]);
  const again = harness.rows(`select puuid, last_match_id, games_analyzed, baseline_id, count(*) as verdicts
    from player_analysis group by 1, 2, 3, 4 having verdicts > 1`);
  expect(again).toEqual([]);
  expectThrift(harness);
});

it('tells smurfs from the others far better than their wins do, with probabilities that can be believed', () => {
  const judged = verdicts();
  const auc = rocAuc(rank(judged));
  expect(judged.filter(({ isSmurf }) => isSmurf).length).toBeGreaterThanOrEqual(8);
  expect(auc).toBeGreaterThan(0.85);
  expect(auc).toBeGreaterThan(rocAuc(rank(judged.map((one) => ({ ...one, score: one.wins })))));
  expect(calibrationError(asInPrior(judged))).toBeLessThan(0.1);
});
