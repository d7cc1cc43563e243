// Faults of id lists in both jobs: how each ends, and that nothing is missing once it is over.

import { expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { budgets, completed, DAY_MS, describeFaults, endingOf, printOnFailure, runHonestly } from './fault-worlds.ts';
import { createHarness, FROZEN_AT, runUntilIdle } from './harness.ts';

const THREE_DAYS = 3 * 24 * 60;

describeFaults([
  {
    name: 'ids of matches that nobody played',
    rules: [{ fault: { kind: 'ghost-ids', count: 3 } }],
    endings: { updater: completed({ itemsFailed: 0, itemsSkipped: 6 }), analyzer: completed({ itemsFailed: 0 }) },
  },
  {
    name: 'matches that are late',
    rules: [{ fault: { kind: 'late-match', minutes: THREE_DAYS } }],
    endings: { updater: completed({ itemsFailed: 0 }), analyzer: completed({ itemsFailed: 0 }) },
  },
  {
    name: 'lists that are late',
    rules: [{ fault: { kind: 'late-list', minutes: THREE_DAYS } }],
    endings: { updater: completed(), analyzer: completed() },
  },
  {
    name: 'a list that stands still',
    rules: [{ fault: { kind: 'frozen-list', since: '2026-10-25T00:00:00Z' } }],
    endings: { updater: completed(), analyzer: completed() },
  },
  {
    name: 'a list that shrank',
    rules: [{ fault: { kind: 'shrunken-list', keep: 3 } }],
    endings: { analyzer: completed({ itemsFailed: 37, itemsSkipped: 0 }) },
  },
  {
    name: 'a queue filter that gives nothing',
    rules: [{ fault: { kind: 'broken-filter', parameter: 'queue', effect: 'empty' } }],
    endings: { updater: completed(), analyzer: completed({ itemsFailed: 57, itemsSkipped: 0 }) },
  },
  {
    name: 'a start time that gives nothing',
    rules: [{ fault: { kind: 'broken-filter', parameter: 'startTime', effect: 'empty' } }],
    endings: { updater: completed() },
  },
  {
    name: 'a start time that is ignored',
    rules: [{ fault: { kind: 'broken-filter', parameter: 'startTime', effect: 'ignored' } }],
    endings: { updater: completed() },
  },
]);

it('games that a list hides at the very first run of a player are found by the second pass, and counted', async () => {
  const during = { from: FROZEN_AT, to: FROZEN_AT + DAY_MS };
  const script = JSON.stringify([{ during, fault: { kind: 'shrunken-list', keep: 3 } }]);
  printOnFailure(script);
  const crawl = async (faults: string) => {
    const harness = createHarness({ limits: 'prod', faults: parseFaultScript(faults) });
    await harness.track(1);
    await runHonestly(harness, 'updater', { overrides: budgets.updater });
    const first = harness.rows('select match_id from matches').length;
    harness.clock.advance(2 * DAY_MS);
    const { execution } = await runHonestly(harness, 'updater', { overrides: budgets.updater });
    const ids = harness.rows('select match_id from matches order by game_creation desc');
    await harness.close();
    return { first, reconciled: execution.matchesReconciled, fetched: execution.matchesFetched, ids };
  };
  const whole = await crawl('[]');
  const hidden = await crawl(script);
  expect([whole.reconciled, hidden.first, hidden.ids]).toEqual([0, 3, whole.ids]);
  // The rest is a day before the newest game, or less, and found by the first pass.
  expect(hidden.reconciled).toBeGreaterThan(0);
  expect(hidden.reconciled).toBeLessThanOrEqual(hidden.fetched);
});

it('a queue filter that is ignored: other games are stored as well, and change no ranked history and no verdict', async () => {
  const during = { from: FROZEN_AT, to: FROZEN_AT + DAY_MS };
  const script = JSON.stringify([{ during, fault: { kind: 'broken-filter', parameter: 'queue', effect: 'ignored' } }]);
  printOnFailure(script);
  const crawl = async (faults: string) => {
    const harness = createHarness({ limits: 'prod', faults: parseFaultScript(faults) });
    await harness.track(2);
    const updater = await runHonestly(harness, 'updater', { overrides: budgets.updater });
    const analyzer = await runHonestly(harness, 'analyzer', { overrides: budgets.analyzer });
    expect([endingOf(updater), endingOf(analyzer)]).toEqual([completed(), completed()]);
    harness.clock.advance(2 * DAY_MS);
    await runUntilIdle(harness, { overrides: budgets.analyzer });
    const [others] = harness.rows('select count(*) as n from matches where queue_id <> 420');
    const rest = {
      ranked: harness.rows(
        `select p.* from match_participants p join matches m on m.match_id = p.match_id where m.queue_id = 420
         and p.puuid in (select puuid from players where is_tracked) order by p.match_id, p.puuid`,
      ),
      judged: harness.rows(
        `select distinct a.puuid from player_analysis a join players p on p.puuid = a.puuid
         where p.discovered_depth <= 1 order by a.puuid`,
      ),
    };
    await harness.close();
    return { others: Number(others?.['n']), rest };
  };
  const whole = await crawl('[]');
  const mixed = await crawl(script);
  expect([whole.others, mixed.others > 0]).toEqual([0, true]);
  expect(mixed.rest).toEqual(whole.rest);
});
