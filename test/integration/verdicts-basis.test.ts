// What a verdict is made with beside the player: coefficients of one's own labels, and others of the same position.

import { afterEach, beforeAll, expect, it } from 'vitest';
import { verifyVerdict } from '../../src/jobs/analyzer/verify.ts';
import type { StoredAnalysis } from '../../src/store/records.ts';
import { createHarness, type Harness, runUntilIdle, saveCopy } from './harness.ts';

const WHOLE_HISTORY = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };
/** A percentile needs 200 of the position. */
const PEERS = 201;

let template: string;
beforeAll(async () => {
  harness = createHarness();
  await harness.track(2);
  await harness.run('updater');
  await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
  template = saveCopy(harness);
  await harness.close();
});

let harness: Harness;
afterEach(() => harness.close());

/** Others whose newest verdict says that they play this position, `combat` from game to game. */
function forgePeers(name: string, position: string, combat: number): void {
  const columnsOf = (table: string, own: readonly string[]) =>
    harness
      .rows(`select name from pragma_table_info('${table}')`)
      .map((row) => String(row['name']))
      .filter((column) => !own.includes(column));
  const verdict = columnsOf('player_analysis', ['id', 'puuid', 'main_position', 'combat']).join(', ');
  const player = columnsOf('players', ['puuid']).join(', ');
  const peers = `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${PEERS})`;
  harness.execute(`
    insert into players (puuid, ${player})
      ${peers} select '${name}' || i, ${player} from n, (select * from players where is_analyzed limit 1);
    insert into player_analysis (puuid, main_position, combat, ${verdict})
      ${peers} select '${name}' || i, '${position}', ${combat} + i / 1000.0, ${verdict}
        from n, (select * from player_analysis where llr is not null limit 1);
  `);
}

const real = "llr is not null and puuid not like 'peer%'";

async function judgeAgain(): Promise<StoredAnalysis[]> {
  harness.execute(
    `update players set is_analyzed = 0 where puuid in (select puuid from player_analysis where ${real})`,
  );
  await harness.run('analyzer', { overrides: WHOLE_HISTORY, phases: ['analyze-players'] });
  const puuids = harness.rows(`select distinct puuid from player_analysis where ${real}`).map((row) => row['puuid']);
  const newest = await Promise.all(puuids.map((puuid) => harness.store.analyses.findNewest(String(puuid))));
  return newest.filter((verdict) => verdict !== undefined);
}

const kindsOf = async (verdicts: readonly StoredAnalysis[]) => [
  ...new Set(await Promise.all(verdicts.map(async (verdict) => (await verifyVerdict(harness.store, verdict)).kind))),
];

it('own coefficients count from the next verdict on, until they are taken back', async () => {
  harness = createHarness({}, template);
  const before = await judgeAgain();
  const own = { version: 'local-1', a: 0, b: 1, c: 0, labels: 60, reportJson: '{}', now: harness.clock.now() };
  await harness.store.analyses.saveCalibration(own);
  const during = await judgeAgain();
  await harness.store.analyses.undoCalibration(harness.clock.now());
  const after = await judgeAgain();
  const version = ({ coefficientsJson }: StoredAnalysis) => JSON.parse(coefficientsJson ?? '{}').version;
  const versions = [before, during, after].map((verdicts) => [...new Set(verdicts.map(version))]);
  expect(versions).toEqual([['default-1'], ['local-1'], ['default-1']]);
  expect(during.map(({ llr }) => llr)).toEqual(before.map(({ llr }) => llr));
  expect(during.map(({ smurfScore }) => smurfScore)).not.toEqual(before.map(({ smurfScore }) => smurfScore));
  expect(await kindsOf([...before, ...during, ...after])).toEqual(['same']);
});

it('players are compared with 200 others of their position, and with no later ones when that is repeated', async () => {
  harness = createHarness({}, template);
  const [some] = harness.rows(`select main_position from player_analysis where ${real} limit 1`);
  const position = String(some?.['main_position']);
  const percentiles = (verdicts: readonly StoredAnalysis[]) =>
    verdicts
      .filter(({ mainPosition }) => mainPosition === position)
      .map(({ factorsJson }) => JSON.parse(factorsJson).kda.statistic.percentile);
  expect(new Set(percentiles(await judgeAgain()))).toEqual(new Set([null]));
  forgePeers('peer-weak-', position, -9);
  const among = await judgeAgain();
  expect(Math.min(...percentiles(among))).toBeGreaterThan(0.8);
  forgePeers('peer-strong-', position, 9);
  expect(await kindsOf(among)).toEqual(['same']);
  expect(Math.max(...percentiles(await judgeAgain()))).toBeLessThan(0.7);
});
