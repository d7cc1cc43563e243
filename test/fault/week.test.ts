// A week of the world with both jobs on schedule and something wrong at Riot most of the time; a day of it in `npm test`.

import { expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, FROZEN_AT, type Harness } from '../integration/harness.ts';

const DAYS = process.env['npm_lifecycle_event'] === 'test:fault' ? 7 : 1;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TRACKED = 4;
/** The updater's schedule; the analyzer comes every second time. */
const SLOT_MS = 30 * MINUTE_MS;
/** So often that a day of the world sees several second passes. */
const overrides = { updater: { reconcile_hours: 6 }, analyzer: {} };

/** What the database may grow by for each match that was stored in that time: match, participants, payload, log, all. */
const MOST_BYTES_PER_MATCH = 32 * 1024;

const getMatch = 'match-v5.getMatch';
const getIds = 'match-v5.getMatchIdsByPUUID';

/** Hours of each day, and what goes wrong in them; in the last seven all can be made good. */
const daily: readonly (readonly [number, number, object, object?])[] = [
  [0, 17, { kind: 'late-list', minutes: 90, oneIn: 3 }],
  [0, 17, { kind: 'late-match', minutes: 45, oneIn: 4 }],
  [1, 3, { kind: 'ghost-ids', count: 2 }],
  [3, 5, { kind: 'broken-filter', parameter: 'queue', effect: 'empty' }],
  [5, 6, { kind: 'key-expired' }],
  [6, 8, { kind: 'broken-filter', parameter: 'startTime', effect: 'ignored' }],
  [8, 9, { kind: 'status', status: 503 }, { route: 'euw1' }],
  [9, 10, { kind: 'status', status: 503 }, { route: 'europe' }],
  [10, 12, { kind: 'shrunken-list', keep: 1 }],
  [12, 14, { kind: 'missing-field', path: 'info.participants' }, { method: getMatch, idPattern: '[05]$' }],
  [14, 15, { kind: 'status', status: 500 }, { method: getMatch, idPattern: '[37]$' }],
  [15, 16, { kind: 'retry-after', as: 'missing' }],
  [16, 17, { kind: 'cut-body' }, { method: getIds }],
];

function scriptOf(names: readonly string[]): string {
  const days = Array.from({ length: DAYS }, (_, day) => FROZEN_AT + day * DAY_MS);
  const faults = days.flatMap((begins) =>
    daily.map(([from, to, fault, where = {}]) => {
      const during = { from: begins + from * HOUR_MS, to: begins + to * HOUR_MS - 1 };
      return { ...where, during, fault };
    }),
  );
  const [renamed] = names;
  const rename = {
    kind: 'rename',
    player: renamed,
    since: FROZEN_AT + 2 * HOUR_MS,
    gameName: 'Anders',
    tagLine: 'NEU',
  };
  return JSON.stringify([...faults, { fault: rename }]);
}

const world = { seed: 11, players: 100, historyDays: 10, gamesPerDay: 2, frozenAt: undefined as never } as const;

function begin(): Harness {
  const names = createHarness(world)
    .simulator.world.suggestTracked(TRACKED)
    .map(({ puuid }) => puuid);
  return createHarness({ ...world, faults: parseFaultScript(scriptOf(names)) });
}

async function live(harness: Harness): Promise<void> {
  const { clock } = harness;
  const endsAt = FROZEN_AT + DAYS * DAY_MS;
  for (let slot = 0; clock.now() < endsAt; slot += 1) {
    await harness.run('updater', { overrides: overrides.updater });
    if (slot % 2 === 0) await harness.run('analyzer', { overrides: overrides.analyzer });
    const next = FROZEN_AT + (Math.floor((clock.now() - FROZEN_AT) / SLOT_MS) + 1) * SLOT_MS;
    clock.advance(next - clock.now());
  }
  await harness.run('updater', { overrides: overrides.updater });
}

/** Ids of the queue, oldest first: all of it lies within what is asked for. */
function historyOf({ simulator, clock }: Harness, puuid: string): string[] {
  const player = simulator.world.findByPuuid(puuid);
  if (player === undefined) throw new Error('nobody has this puuid');
  const games = simulator.world.historyOf(player).map((index) => simulator.world.log.at(index));
  const listed = games.filter(({ queueId, endedAt }) => queueId === 420 && endedAt <= clock.now());
  return listed.map(({ gameId }) => `EUW1_${gameId}`);
}

const numberOf = ({ rows }: Harness, sql: string) => Number(rows(`select (${sql}) as n`)[0]?.['n']);
const sizeOf = (harness: Harness) =>
  numberOf(harness, 'select page_count * page_size from pragma_page_count(), pragma_page_size()');

it(`${DAYS} days with both jobs: nothing lost, nothing twice, nothing left running, and a bounded file`, async () => {
  const harness = begin();
  const tracked = await harness.track(TRACKED);
  const empty = sizeOf(harness);
  await live(harness);
  for (const puuid of tracked) {
    const games = harness.rows(
      `select m.match_id from matches m join match_participants p on p.match_id = m.match_id
       where p.puuid = '${puuid}' and m.queue_id = 420 order by m.game_creation`,
    );
    expect(games.map((row) => row['match_id'])).toEqual(historyOf(harness, puuid));
  }
  const statuses = harness.rows(
    'select status, reason, count(*) as n from job_executions group by 1, 2 order by 3 desc',
  );
  expect(statuses.filter(({ status }) => status === 'RUNNING' || status === 'PENDING')).toEqual([]);
  const { repeatedMatchRequests, faults } = harness.simulator.stats();
  // An answer that could not be read has to be asked for again, and nothing else.
  expect(repeatedMatchRequests).toBeLessThanOrEqual(faults['missing-field'] ?? 0);
  expect(harness.rows("select * from players where summoner_name = 'Anders' and is_tracked")).toHaveLength(1);
  const matches = numberOf(harness, 'select count(*) from matches');
  const games = numberOf(
    harness,
    'select count(distinct p.match_id) from match_participants p join players t on t.puuid = p.puuid where t.is_tracked',
  );
  const grown = sizeOf(harness) - empty;
  expect(grown / matches).toBeLessThan(MOST_BYTES_PER_MATCH);
  const perGame = Math.round(grown / games / 1024);
  const reconciled = numberOf(harness, 'select sum(matches_reconciled) from job_executions');
  console.info(
    `${matches} matches, ${games} of tracked players, ${reconciled} by second passes; ${perGame} kB per tracked game`,
  );
  console.info(`${Math.round(grown / matches)} bytes per match; ${JSON.stringify(statuses)}`);
  await harness.close();
}, 900_000);
