// Crawls through worlds in which players take another Riot ID: the newest one wins, and nothing else changes.

import { expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { budgets, DAY_MS, printOnFailure, reached, runHonestly } from './fault-worlds.ts';
import { createHarness, FROZEN_AT, type Harness, runUntilIdle } from './harness.ts';

const RENAMED_AT = FROZEN_AT - 6 * DAY_MS;

async function crawled(harness: Harness): Promise<Harness> {
  await harness.track(2);
  await runHonestly(harness, 'updater', { overrides: budgets.updater });
  await runUntilIdle(harness, { overrides: budgets.analyzer });
  return harness;
}

/** Rename number n: every one by a name of its own. */
const renameOf = (player: string, n: number, since: number) => ({
  fault: { kind: 'rename', player, since: new Date(since).toISOString(), gameName: `Neu ${n} 이름`, tagLine: `N${n}` },
});

function nameOf({ simulator }: Harness, puuid: unknown, at: unknown): string {
  const player = simulator.world.findByPuuid(String(puuid));
  if (player === undefined) throw new Error(`nobody has the puuid ${puuid}`);
  const { gameName, tagLine } = simulator.world.riotIdAt(player, Number(at));
  return `${gameName}#${tagLine}`;
}

/** Players are called what their newest game called them, participants what they were called then. */
function expectNames(harness: Harness): void {
  const players = harness.rows(
    "select puuid, last_seen as at, riot_id_seen_at, summoner_name || '#' || tag_line as name from players",
  );
  const participants = harness.rows(
    `select p.puuid, m.game_creation as at, p.summoner_name || '#' || p.tag_line as name
     from match_participants p join matches m on m.match_id = p.match_id`,
  );
  for (const { puuid, at, name } of [...players, ...participants]) expect(name).toBe(nameOf(harness, puuid, at));
}

it('a rename in the middle of a history changes names from then on, and nothing else', async () => {
  const plain = await crawled(createHarness({ limits: 'prod' }));
  const met = plain.rows('select puuid from match_participants group by puuid order by count(*) desc, puuid limit 8');
  const renamed = met.map((row) => String(row['puuid']));
  const script = JSON.stringify(renamed.map((puuid, n) => renameOf(puuid, n, RENAMED_AT)));
  printOnFailure(script);
  const harness = await crawled(createHarness({ limits: 'prod', faults: parseFaultScript(script) }));
  expectNames(harness);
  const named = harness.rows("select distinct puuid from match_participants where summoner_name like 'Neu%'");
  expect(named.map((row) => row['puuid']).toSorted()).toEqual(renamed.toSorted());
  const nameless = "update %s set summoner_name = '', tag_line = ''";
  for (const one of [plain, harness]) {
    for (const table of ['players', 'match_participants']) one.execute(nameless.replace('%s', table));
  }
  expect(reached(harness)).toEqual(reached(plain));
  await plain.close();
  await harness.close();
});

it('a rename while the jobs run comes with the next game, and no older game takes it back', async () => {
  const world = { limits: 'prod', frozenAt: undefined as never } as const;
  const [tracked] = createHarness(world).simulator.world.suggestTracked(1);
  const puuid = tracked?.puuid ?? '';
  const script = JSON.stringify([renameOf(puuid, 1, FROZEN_AT + DAY_MS)]);
  printOnFailure(script);
  const harness = createHarness({ ...world, faults: parseFaultScript(script) });
  await harness.track(1);
  const current = () => harness.rows(`select summoner_name as name from players where puuid = '${puuid}'`)[0]?.['name'];
  const names: unknown[] = [];
  for (let day = 0; day <= 4; day += 1) {
    await runHonestly(harness, 'updater', { overrides: budgets.updater });
    await runHonestly(harness, 'analyzer', { overrides: budgets.analyzer });
    names.push(current());
    harness.clock.advance(DAY_MS);
  }
  expect([names[0], names.at(-1)]).toEqual([tracked?.riotId.gameName, 'Neu 1 이름']);
  expect(new Set(names).size).toBe(2);
  const games = harness.rows(
    `select p.summoner_name like 'Neu%' as is_new, count(*) as n from match_participants p
     where p.puuid = '${puuid}' group by 1 order by 1`,
  );
  expect(games.map((row) => row['is_new'])).toEqual([0, 1]);
  await harness.close();
});
