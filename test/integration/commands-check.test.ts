import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, sql, succeed } from './commands-world.ts';
import { forge, startOwner } from './forged-executions.ts';

interface Checked {
  readonly player: { readonly puuid: string; readonly isTracked: boolean; readonly discoveredDepth: number };
  readonly verdict: { readonly gamesAnalyzed: number } | null;
  readonly sentences?: readonly string[];
  readonly isNew: boolean;
  readonly retryAt: string | null;
  readonly run: {
    readonly job: string;
    readonly status: string;
    readonly reason: string;
    readonly counters: Readonly<Record<string, number>>;
  };
}

let world: CommandsWorld;
/** Has played a lot. */
let player: string;

beforeAll(async () => {
  world = await openWorld(90);
  [player = ''] = world.riotIds(1);
});
afterAll(() => world.close());

const check = (env: Settings, ...argv: readonly string[]) => jsonOf<Checked>(env, 'check', ...argv);
const codeOf = async (env: Settings, ...argv: readonly string[]) => (await riotjobs(argv, { env })).code;

describe('a player whom nobody knows', () => {
  it('is looked up, fetched, judged and explained, and tracked by nobody', async () => {
    const env = world.settings();
    const checked = await check(env, player);
    expect(checked).toMatchObject({
      player: { isTracked: false, discoveredDepth: 1, platform: 'euw1' },
      verdict: { gamesAnalyzed: 50 },
      isNew: true,
      retryAt: null,
      run: { job: 'check', status: 'SUCCESS', reason: 'completed' },
    });
    // The list, the rank, and a remake among the fifty games.
    expect(checked.run.counters).toMatchObject({ apiRequests: 53, matchesFetched: 51, playersAnalyzed: 1 });
    expect(checked.sentences?.join(' ')).toContain('What is usual comes from other servers');
    expect(sql(env, 'select count(*) as n from players where is_tracked')).toEqual([{ n: 0 }]);
    expect(sql(env, 'select max(discovered_depth) as n from players')).toEqual([{ n: 2 }]);
    const { items } = await jsonOf<{ items: { job: string }[] }>(env, 'executions', 'list', '--job', 'check');
    expect(items).toHaveLength(1);
  });

  it('costs the list and what is new the second time', async () => {
    const env = world.settings();
    await check(env, player, '--set', 'target_matches=30');
    const again = await check(env, player, '--set', 'target_matches=30');
    expect(again.run.counters).toMatchObject({ apiRequests: 1, matchesFetched: 0, playersAnalyzed: 1 });
    sql(
      env,
      `delete from match_participants where match_id = (select match_id from matches order by game_creation desc limit 1)`,
    );
    sql(
      env,
      `delete from match_payloads where match_id = (select match_id from matches order by game_creation desc limit 1)`,
    );
    sql(env, `delete from matches where match_id = (select match_id from matches order by game_creation desc limit 1)`);
    expect((await check(env, player, '--set', 'target_matches=30')).run.counters).toMatchObject({ matchesFetched: 1 });
  });

  it('is a page on a terminal, with what it cost', async () => {
    const env = { ...world.settings(), NO_COLOR: '1' };
    const { code, stdout, stderr } = await riotjobs(['check', player, '--set', 'target_matches=20'], {
      env,
      columns: 80,
    });
    expect(code).toBe(0);
    expect(stdout).toContain(`${player} on euw1: `);
    expect(stdout).toMatch(/20 games/);
    expect(stderr).toMatch(/^22 requests in .*, 20 new matches; execution /);
  });

  it('is told by rows in a pipe', async () => {
    const { stdout } = await succeed(world.settings(), 'check', player, '--set', 'target_matches=20');
    expect(rowsOf(stdout).map(({ kind }) => kind)).toContain('contribution');
  });
});

describe('a player of the database', () => {
  it('is found without a request, also a tracked one, whose history stays as it is', async () => {
    const env = world.settings();
    await succeed(env, 'players', 'track', player, '--platform', 'euw1');
    await succeed(env, 'run', 'updater');
    const cursor = sql(env, 'select * from fetch_cursors');
    const checked = await check(env, player.toUpperCase());
    expect(checked).toMatchObject({ player: { isTracked: true, discoveredDepth: 0 }, isNew: true });
    expect(checked.verdict?.gamesAnalyzed).toBeGreaterThanOrEqual(50);
    expect(sql(env, 'select * from fetch_cursors')).toEqual(cursor);
  });

  it('that was given away has to be named by its puuid', async () => {
    const env = world.settings();
    await check(env, player, '--set', 'target_matches=1', '--set', 'min_matches=20');
    const [name = '', tag = ''] = player.split('#');
    sql(
      env,
      `update players set summoner_name = '${name}', tag_line = '${tag}' where rowid = (select max(rowid) from players)`,
    );
    const { code, stderr } = await riotjobs(['check', player], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('2 players of the database carry the Riot ID');
  });
});

describe('what cannot be', () => {
  it('a text that names nobody: 2, and nothing is created', async () => {
    const env = world.settings();
    expect(await codeOf(env, 'check', 'Without a tag')).toBe(2);
    expect(await codeOf(env, 'check', player, '--platform', 'mars')).toBe(2);
    expect(await codeOf(env, 'check')).toBe(2);
    expect(await codeOf(env, 'players', 'list')).toBe(10);
  });

  it('nobody at Riot: 1', async () => {
    const { code, stderr } = await riotjobs(['check', 'Nobody at all#NONE'], { env: world.settings() });
    expect(code).toBe(1);
    expect(stderr).toContain('Riot knows no account Nobody at all#NONE');
  });

  it('no key: 4, a key that none set: 12', async () => {
    expect(await codeOf({ ...world.settings(), RIOT_API_KEY: '' }, 'check', player)).toBe(4);
    expect(await codeOf(world.settings(), 'check', player, '--set', 'players_per_run=3')).toBe(12);
  });

  it('too few games: 1, with their number, and the analyzer may look again later', async () => {
    const young = await openWorld(2);
    try {
      const env = young.settings();
      const [name = ''] = young.riotIds(1);
      const { code, stderr, stdout } = await riotjobs(['check', name, '--json'], { env });
      expect(code).toBe(1);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject({ verdict: null, run: { status: 'SUCCESS', reason: 'completed' } });
      const text = await riotjobs(['check', name], { env });
      expect(text.stderr).toMatch(
        /^no verdict about .*: \d+ countable games? of queue 420 (is|are) stored, and it needs 20\n/,
      );
      expect(sql(env, 'select count(*) as n from player_analysis')).toEqual([{ n: 0 }]);
      expect(sql(env, 'select count(*) as n from players where exhausted_at > 0')).toEqual([{ n: 1 }]);
    } finally {
      await young.close();
    }
  });

  it('a schedule', async () => {
    const env = world.settings();
    await succeed(env, 'db', 'migrate');
    const { code, stderr } = await riotjobs(['jobs', 'set', 'check', 'schedule=60'], { env });
    expect(code).toBe(12);
    expect(stderr).toContain('by no schedule');
    await succeed(env, 'jobs', 'set', 'check', 'patience_seconds=30', 'schedule=manual');
  });
});

it('is healthy without an execution and after one that failed', async () => {
  const env = world.settings();
  await succeed(env, 'db', 'migrate');
  sql(env, 'update job_configurations set created_at = 1');
  const problems = async () => {
    const { stdout } = await riotjobs(['status', '--json', '--max-age', '1h'], { env });
    const { items } = JSON.parse(stdout) as { items: { job: string; problems: unknown[] }[] };
    return items.find(({ job }) => job === 'check')?.problems;
  };
  expect(await problems()).toEqual([]);
  await riotjobs(['check', player, '--set', 'timeout_seconds=1', '--api-url', 'http://127.0.0.1:1/{route}'], { env });
  expect(await problems()).toEqual([]);
});

it('waits for another check, or says who runs', async () => {
  const env = world.settings();
  await check(env, player, '--set', 'target_matches=20');
  const owner = await startOwner();
  forge(env, { job_name: 'check', job_config_id: 3, status: 'RUNNING', heartbeat_at: Date.now(), ...owner.fields });
  const held = await riotjobs(['check', player, '--wait', '1s'], { env });
  expect(held.code).toBe(11);
  expect(held.stderr).toMatch(
    /^check: waiting for execution .*\nriotjobs: check is already running: .*\n {2}riotjobs check PLAYER --wait/,
  );
  owner.child.kill('SIGKILL');
  await owner.ended;
  expect((await check(env, player)).run).toMatchObject({ status: 'SUCCESS' });
});
