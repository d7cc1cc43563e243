// The updater over days: what the predecessor lost, the second pass, a start that is ignored.

import { describe, expect, it } from 'vitest';
import { FROZEN_AT } from './harness.ts';
import { trackedWorld } from './tracked-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const { begin, harness, listed, mayRepeat, paths, stored, track } = trackedWorld();

/** Games of both, oldest first, and who they are; the game `M5` is shared and lies behind games of the second alone. */
async function twoWhoMeet() {
  begin();
  const everybody = harness()
    .simulator.truth()
    .players.map(({ puuid }) => puuid);
  for (const a of everybody) {
    for (const b of everybody) {
      const [ofA, ofB] = a === b ? [[], []] : [await listed(a), await listed(b)];
      const place = ofB.findLastIndex((id) => ofA.includes(id));
      if (place >= 4 && ofB.slice(place - 3, place).every((id) => !ofA.includes(id))) return { a, b, ofA, ofB, place };
    }
  }
  throw new Error('nobody meets in this world');
}

describe('what the predecessor lost', () => {
  it('A and B meet in M5, A is processed first: M2 to M4 of B are fetched all the same', async () => {
    const { a, b, ofA, ofB } = await twoWhoMeet();
    await track(a);
    await harness().run('updater');
    harness().clock.advance(HOUR_MS);
    await track(b);
    await harness().run('updater');
    expect([stored(a), stored(b)]).toEqual([ofA, ofB]);
  });

  it('the same when both are tracked, and B had been updated up to M1 before A brought M5', async () => {
    const { a, b, ofA, ofB, place } = await twoWhoMeet();
    const hidden = new Set(ofB.slice(place - 3));
    const hide = ({ url }: Request) =>
      url.includes(`${b}/ids`) ? Response.json(ofB.filter((id) => !hidden.has(id)).toReversed()) : undefined;
    await track(b);
    harness().fault = hide;
    await harness().run('updater');
    await track(a);
    await harness().run('updater');
    harness().fault = () => undefined;
    await harness().run('updater');
    expect([stored(a), stored(b)]).toEqual([ofA, ofB]);
  });

  it('two games between two polls are both there', async () => {
    begin({ frozenAt: undefined as never });
    const [puuid = ''] = await harness().track(1);
    await harness().run('updater', { overrides: { initial_history_days: 'all' } });
    const before = (await listed(puuid)).length;
    while ((await listed(puuid)).length < before + 2) harness().clock.advance(HOUR_MS);
    const { execution } = await harness().run('updater');
    expect(execution.matchesFetched).toBeGreaterThanOrEqual(2);
    expect(stored(puuid)).toEqual(await listed(puuid));
  });
});

describe('the second pass', () => {
  it('fetches and counts what the first one cannot see, once a day, within the budget, and asks nobody twice', async () => {
    begin();
    const [puuid = ''] = await harness().track(1);
    const all = await listed(puuid);
    const hidden = all.slice(2, 7);
    harness().fault = ({ url }) =>
      url.includes('/ids') ? Response.json(all.filter((id) => !hidden.includes(id)).toReversed()) : undefined;
    const overrides = { initial_history_days: 90, reconcile_days: 90 };
    await harness().run('updater', { overrides });
    harness().fault = () => undefined;
    const counts: unknown[] = [];
    for (const hours of [1, 24, 1, 1, 1]) {
      harness().clock.advance(hours * HOUR_MS);
      const { execution } = await harness().run('updater', {
        overrides: { ...overrides, max_new_matches_per_player: 2 },
      });
      counts.push([execution.matchesReconciled, execution.matchesFetched]);
    }
    expect(counts).toEqual([
      [0, 0],
      [2, 2],
      [2, 2],
      [1, 1],
      [0, 0],
    ]);
    expect(stored(puuid)).toEqual(all);
    const sent = harness().requests.length;
    harness().clock.advance(HOUR_MS);
    await harness().run('updater', { overrides });
    expect(paths(sent, /\/ids/)).toHaveLength(1);
  });

  it('does not count new games, which the first pass would have fetched', async () => {
    begin({ frozenAt: undefined as never });
    const [puuid = ''] = await harness().track(1);
    await harness().run('updater');
    for (let day = 1; day <= 3; day += 1) {
      harness().clock.advance(DAY_MS);
      const { execution } = await harness().run('updater');
      expect(execution.matchesReconciled).toBe(0);
    }
    expect(stored(puuid).slice(-3)).toEqual((await listed(puuid)).slice(-3));
    expect(harness().rows('select * from fetch_cursors where reconciled_at is null')).toEqual([]);
  });

  it('is not made in the first run, nor behind a first pass that has left something over', async () => {
    begin();
    await harness().track(1);
    await harness().run('updater', { overrides: { max_new_matches_per_player: 5 } });
    harness().clock.advance(2 * DAY_MS);
    await harness().run('updater', { overrides: { max_new_matches_per_player: 5 } });
    expect(paths(0, /\/ids/)).toHaveLength(2);
    expect(harness().rows('select reconciled_at from fetch_cursors')).toEqual([{ reconciled_at: null }]);
  });
});

describe('a start that Riot ignores', () => {
  it('brings no history that was not asked for: a few matches show where it begins', async () => {
    begin({ historyDays: 60, players: 60 }, [
      { fault: { kind: 'broken-filter', parameter: 'startTime', effect: 'ignored' } },
    ]);
    const [puuid = ''] = await harness().track(1);
    const overrides = { initial_history_days: 10 };
    for (let run = 0; run < 3; run += 1) await harness().run('updater', { overrides });
    const since = FROZEN_AT - 10 * DAY_MS;
    const [counts] = harness().rows(
      `select sum(m.game_creation < ${since}) as older, sum(m.game_creation >= ${since}) as asked
       from matches m join match_participants p on p.match_id = m.match_id where p.puuid = '${puuid}'`,
    );
    const all = harness().simulator.world.historyOf(harness().simulator.world.findByPuuid(puuid) as never);
    const played = all.map((index) => harness().simulator.world.log.at(index)).filter(({ queueId }) => queueId === 420);
    expect(counts?.['asked']).toBe(played.filter(({ createdAt }) => createdAt >= since).length);
    expect(played.length).toBeGreaterThan(40);
    expect(counts?.['older']).toBeLessThanOrEqual(Math.ceil(Math.log2(played.length)) + 1);
    const sent = harness().requests.length;
    await harness().run('updater', { overrides });
    expect(paths(sent, /\/matches\/EUW1_/)).toEqual([]);
  });
});

it('a match that somebody else stores between the list and its turn is not asked for', async () => {
  begin();
  const [puuid = ''] = await harness().track(1);
  await harness().run('updater');
  const [second = '', third = ''] = stored(puuid).slice(1, 3);
  harness().execute(`create table aside as select * from matches where match_id = '${third}'`);
  for (const table of ['match_participants', 'match_payloads', 'matches']) {
    harness().execute(`delete from ${table} where match_id in ('${second}', '${third}')`);
  }
  harness().execute('delete from fetch_cursors');
  harness().fault = ({ url }) => {
    if (url.endsWith(second)) harness().execute('insert into matches select * from aside');
    return undefined;
  };
  mayRepeat(1);
  const sent = harness().requests.length;
  const { execution } = await harness().run('updater', { overrides: { concurrency: 1 } });
  expect(paths(sent, /\/matches\/EUW1_/)).toHaveLength(1);
  expect(execution.matchesFetched).toBe(1);
});
