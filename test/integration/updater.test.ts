import { afterEach, describe, expect, it } from 'vitest';
import { RateLimitError } from '../../src/riot/errors.ts';
import { createHarness, domain, expectThrift, type Harness } from './harness.ts';

/** Matches on their way when the database fails have been paid for in vain: at most as many as run at once. */
const CONCURRENCY = 8;

let harness: Harness;
let repeatsAtMost = 0;
afterEach(async () => {
  await harness.close();
  expectThrift(harness, repeatsAtMost);
  repeatsAtMost = 0;
});

/** The world's own list: what the updater must have stored in the end. */
async function listed({ simulator }: Harness, puuid: string): Promise<string[]> {
  const url = `http://localhost/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?queue=420&count=100`;
  const headers = { 'X-Riot-Token': 'RGAPI-other' };
  const response = await simulator.handle(new Request(url, { headers }));
  return (await response.json()) as string[];
}

function storedOf({ rows }: Harness, puuid: string): string[] {
  return rows(
    `select m.match_id from matches m join match_participants p on p.match_id = m.match_id
     where p.puuid = '${puuid}' and m.queue_id = 420`,
  ).map((row) => String(row['match_id']));
}

describe('updater', () => {
  it('is a SUCCESS without work and without a request when nobody is tracked', async () => {
    harness = createHarness();
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({
      status: 'SUCCESS',
      reason: 'completed',
      apiRequestsMade: 0,
      playersProcessed: 0,
    });
    expect(harness.requests).toEqual([]);
  });

  it('stores the history and the rank of tracked players, and discovers who played with them', async () => {
    harness = createHarness();
    const tracked = await harness.track(2);
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', playersProcessed: 2 });
    for (const puuid of tracked) {
      expect(storedOf(harness, puuid).toSorted()).toEqual((await listed(harness, puuid)).toSorted());
    }
    const [counts] = harness.rows(
      `select (select count(*) from matches) as matches, (select count(*) from players) as players,
       (select count(*) from match_payloads) as payloads, (select count(*) from match_participants) as participants,
       (select count(*) from player_ranks) as ranks,
       (select count(*) from players where discovered_depth = 1 and not is_tracked and not is_analyzed) as discovered`,
    );
    expect(counts?.['matches']).toBeGreaterThan(10);
    expect(counts).toMatchObject({
      payloads: counts?.['matches'],
      players: Number(counts?.['discovered']) + 2,
      participants: Number(counts?.['matches']) * 10,
    });
    expect(counts?.['ranks']).toBeGreaterThanOrEqual(1);
    expect(execution).toMatchObject({
      matchesFetched: counts?.['matches'],
      playersDiscovered: counts?.['discovered'],
      apiRequestsMade: harness.requests.length,
    });
    const written = ['matches', 'payloads', 'participants', 'ranks', 'discovered'].map((name) =>
      Number(counts?.[name]),
    );
    expect(execution.recordsCreated).toBe(written.reduce((sum, count) => sum + count, 0));
  });

  it('makes no match request and changes no domain row when there is nothing new', async () => {
    harness = createHarness();
    await harness.track(2);
    await harness.run('updater');
    const before = domain(harness);
    const sent = harness.requests.length;
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', recordsCreated: 0, recordsUpdated: 0 });
    expect(harness.requests.slice(sent).filter((path) => /matches\/[A-Z0-9]+_\d+$/.test(path))).toEqual([]);
    expect(domain(harness)).toEqual(before);
  });

  it('takes a bounded number of matches per run, oldest first, and leaves no hole', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const oldestFirst = (await listed(harness, puuid)).toReversed();
    for (let taken = 7; taken < oldestFirst.length + 7; taken += 7) {
      await harness.run('updater', { overrides: { max_new_matches_per_player: 7 } });
      expect(storedOf(harness, puuid).toSorted()).toEqual(oldestFirst.slice(0, taken).toSorted());
    }
  });

  it('fetches what lies before a match that another player brought in', async () => {
    harness = createHarness();
    const [first = '', second = ''] = await harness.track(2);
    harness.execute(`update players set is_tracked = 0 where puuid = '${second}'`);
    await harness.run('updater');
    harness.execute(`update players set is_tracked = 1, discovered_depth = 0 where puuid = '${second}'`);
    await harness.run('updater');
    for (const puuid of [first, second]) {
      expect(storedOf(harness, puuid).toSorted()).toEqual((await listed(harness, puuid)).toSorted());
    }
  });

  it('picks up new games as the world goes on', async () => {
    harness = createHarness();
    await harness.close();
    harness = createHarness({ frozenAt: undefined as never });
    const [puuid = ''] = await harness.track(1);
    await harness.run('updater', { overrides: { initial_history_days: 'all' } });
    harness.clock.advance(3 * 86_400_000);
    const { execution } = await harness.run('updater');
    expect(execution.matchesFetched).toBeGreaterThan(0);
    expect(storedOf(harness, puuid).toSorted()).toEqual((await listed(harness, puuid)).toSorted());
  });
});

describe('failure flow of the updater', () => {
  it('rate limit beyond patience: FAILED/rate_limited, and the work done is kept', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const { execution, outcome } = await harness.run('updater', { overrides: { patience_seconds: 0 } });
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'rate_limited' });
    expect(outcome.error).toBeInstanceOf(RateLimitError);
    expect(outcome.retryAt).toBeGreaterThan(harness.clock.now());
    expect(storedOf(harness, puuid)).not.toEqual([]);
  });

  it('API error: the player is skipped, the next one is processed', async () => {
    harness = createHarness();
    const [first = '', second = ''] = await harness.track(2);
    const order = await harness.store.players.listTrackedDue({ queueId: 420, limit: 2 });
    const failing = order[0]?.puuid ?? '';
    harness.fault = ({ url }) => (url.includes(`${failing}/ids`) ? new Response('{}', { status: 400 }) : undefined);
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', playersProcessed: 1, itemsFailed: 1 });
    const other = failing === first ? second : first;
    expect(storedOf(harness, other)).not.toEqual([]);
    harness.fault = () => undefined;
    const healed = await harness.run('updater');
    expect(healed.execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', playersProcessed: 2 });
    expect(storedOf(harness, failing).toSorted()).toEqual((await listed(harness, failing)).toSorted());
  });

  it('API error on one match: what lies behind it is stored, and the hole is filled by a later run', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const oldestFirst = (await listed(harness, puuid)).toReversed();
    const broken = oldestFirst[5] ?? '';
    harness.fault = ({ url }) => (url.endsWith(broken) ? new Response('', { status: 400 }) : undefined);
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ itemsFailed: 1 });
    expect(storedOf(harness, puuid)).not.toContain(broken);
    harness.fault = () => undefined;
    harness.clock.advance(3_600_000);
    await harness.run('updater');
    expect(storedOf(harness, puuid).toSorted()).toEqual(oldestFirst.toSorted());
  });

  it('every player failed: FAILED, never SUCCESS', async () => {
    harness = createHarness();
    await harness.track(2);
    harness.fault = () => new Response('{}', { status: 400 });
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'error', itemsFailed: 2 });
    expect(execution.errorMessage).toContain('400');
  });

  it('key refused: everything stops at once', async () => {
    harness = createHarness();
    await harness.track(3);
    harness.fault = () => new Response('{"status":{"status_code":403,"message":"Forbidden"}}', { status: 403 });
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'auth', apiRequestsMade: 1 });
  });

  it('database error: rolled back, FAILED, and the next run completes', async () => {
    repeatsAtMost = CONCURRENCY;
    harness = createHarness();
    await harness.track(1);
    harness.execute(
      `create trigger broken before insert on match_payloads begin select raise(abort, 'disk trouble'); end`,
    );
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'error' });
    expect(execution.errorMessage).toContain('disk trouble');
    expect(harness.rows('select * from matches')).toEqual([]);
    expect(harness.rows('select * from match_participants')).toEqual([]);
    harness.execute('drop trigger broken');
    const healed = await harness.run('updater');
    expect(healed.execution).toMatchObject({ status: 'SUCCESS', reason: 'completed' });
  });

  it('another error of one player: logged and skipped', async () => {
    harness = createHarness();
    await harness.track(2);
    const [order] = await harness.store.players.listTrackedDue({ queueId: 420, limit: 1 });
    harness.fault = ({ url }) =>
      url.includes(`${order?.puuid}/ids`) ? new Response('<html>', { status: 200 }) : undefined;
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', itemsFailed: 1, playersProcessed: 1 });
  });

  it('a match that answers 404 is recorded, asked for again later, and loses nothing else', async () => {
    harness = createHarness();
    const [puuid = ''] = await harness.track(1);
    const oldestFirst = (await listed(harness, puuid)).toReversed();
    const ghost = oldestFirst[3] ?? '';
    harness.fault = ({ url }) => (url.endsWith(ghost) ? new Response('{}', { status: 404 }) : undefined);
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', itemsSkipped: 1 });
    expect(storedOf(harness, puuid).toSorted()).toEqual(oldestFirst.filter((id) => id !== ghost).toSorted());
    const sent = harness.requests.length;
    await harness.run('updater');
    expect(harness.requests.slice(sent).filter((path) => path.endsWith(ghost))).toEqual([]);
    harness.fault = () => undefined;
    harness.clock.advance(3_600_000);
    await harness.run('updater');
    expect(storedOf(harness, puuid).toSorted()).toEqual(oldestFirst.toSorted());
    expect(harness.rows('select * from unavailable_matches')).toEqual([]);
  });

  it('a signal ends it: FAILED/interrupted with its counters', async () => {
    harness = createHarness();
    await harness.track(1);
    const stop = new AbortController();
    harness.fault = () => {
      if (harness.requests.length === 12) stop.abort('SIGINT');
      return undefined;
    };
    const { execution } = await harness.run('updater', { signal: stop.signal });
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'interrupted' });
    expect(execution.apiRequestsMade).toBeGreaterThanOrEqual(5);
  });

  it('the time limit ends it: FAILED/timeout', async () => {
    harness = createHarness();
    await harness.track(2);
    const { execution } = await harness.run('updater', { overrides: { timeout_seconds: 1 } });
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'timeout' });
  });
});
