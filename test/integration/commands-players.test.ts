import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, sql, succeed } from './commands-world.ts';

let world: CommandsWorld;
let env: Settings;
let riotId: string;

beforeAll(async () => {
  world = await openWorld(25);
  env = world.settings();
  riotId = world.riotIds(1)[0] ?? '';
  await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
  await succeed(env, 'run', 'updater', '--set', 'initial_history_days=all');
  const budgets = ['players_per_run=20', 'matches_per_player=25', 'min_matches=5'];
  await succeed(env, 'run', 'analyzer', ...budgets.flatMap((set) => ['--set', set]));
});
afterAll(() => world.close());

interface Shown {
  readonly player: Readonly<Record<string, unknown>>;
  readonly ranks: readonly Readonly<Record<string, unknown>>[];
  readonly games: { readonly stored: number; readonly countable: number; readonly recent: number };
  readonly verdict: { readonly factors: Readonly<Record<string, { score: number | null }>> } | null;
}

const show = (...player: readonly string[]) => jsonOf<Shown>(env, 'players', 'show', ...player);

function oneOf(query: string): Record<string, unknown> {
  const [row] = sql(env, query) as Record<string, unknown>[];
  if (!row) throw new Error(`nothing for ${query}`);
  return row;
}

describe('players show', () => {
  it('shows a tracked player by Riot ID in any case, and by puuid', async () => {
    const shown = await show(riotId);
    const { puuid } = oneOf('select puuid from players where is_tracked');
    expect(shown.player).toMatchObject({
      puuid,
      isTracked: true,
      isActive: true,
      platform: 'euw1',
      discoveredDepth: 0,
    });
    expect(await show(String(puuid))).toEqual(shown);
    expect(await show(riotId.toUpperCase())).toEqual(shown);
    expect(await show(riotId.toLowerCase())).toEqual(shown);
  });

  it('counts games and says the rank', async () => {
    const { games, ranks } = await show(riotId);
    const own = 'select count(*) as games from match_participants join players using (puuid) where is_tracked';
    expect(games.stored).toBe(oneOf(own)['games']);
    expect(games.stored).toBeGreaterThan(5);
    expect(games.countable).toBeLessThanOrEqual(games.stored);
    expect(ranks[0]).toMatchObject({ queueType: 'RANKED_SOLO_5x5', tier: expect.stringMatching(/^[A-Z]+$/) });
  });

  it('shows the newest verdict with nine scores and their reasons', async () => {
    const row = oneOf(
      'select * from player_analysis where rank_discrepancy_score is not null order by id desc limit 1',
    );
    const { verdict, games } = await show(String(row['puuid']));
    expect(games.countable).toBe(row['games_stored']);
    expect(verdict).toMatchObject({ isSmurf: Boolean(row['is_smurf']), smurfScore: row['smurf_score'] });
    const factors = Object.entries(verdict?.factors ?? {});
    expect(factors).toHaveLength(9);
    expect(verdict?.factors['winRate']).toMatchObject({
      score: row['win_rate_score'],
      reason: expect.stringMatching(/won/),
    });
    for (const [, { score, ...words }] of factors) {
      expect(words).toMatchObject(score === null ? { needs: expect.any(String) } : { reason: expect.any(String) });
    }
    const { stdout } = await succeed(env, 'players', 'show', String(row['puuid']));
    const lines = rowsOf(stdout);
    expect(lines.filter(({ what }) => what?.endsWith('Score') && what !== 'smurfScore')).toHaveLength(9);
    expect(lines.find(({ what }) => what === 'winRateScore')).toMatchObject({ why: expect.stringContaining('won') });
  });

  it('is a table on a terminal', async () => {
    const { puuid } = oneOf('select puuid from player_analysis limit 1');
    const { stdout, stderr } = await riotjobs(['players', 'show', String(puuid)], {
      env: { ...env, NO_COLOR: '1' },
      columns: 120,
    });
    expect(stdout).toMatch(/│ verdict +│ (looks|does not look|undecided|not judged)/);
    expect(stdout).toContain('Win rate');
    expect(stderr).toContain(String(puuid));
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('says that a player has no verdict', async () => {
    const { puuid } = oneOf('select puuid from players where puuid not in (select puuid from player_analysis) limit 1');
    expect((await show(String(puuid))).verdict).toBeNull();
    const { stdout } = await succeed(env, 'players', 'show', String(puuid));
    expect(rowsOf(stdout).at(-1)).toEqual({ what: 'isSmurf', value: '', why: 'none yet' });
  });
});

describe('a name made to drive the terminal', () => {
  it('reaches no terminal, and is whole in JSON', async () => {
    const name = 'x\u009b31my\u202ez';
    const { puuid } = oneOf('select puuid from players where not is_tracked order by puuid desc limit 1');
    sql(env, `update players set summoner_name = '${name}', tag_line = 'EVIL' where puuid = '${puuid}'`);
    const list = ['players', 'list', '--limit', '999'];
    const answers = [
      await succeed(env, ...list, '--json'),
      await succeed(env, 'players', 'show', String(puuid), '--json'),
      await succeed(env, ...list),
      await riotjobs(list, { env, columns: 80 }),
    ];
    for (const { stdout, stderr } of answers) expect(stdout + stderr).not.toMatch(/[\u0080-\u009f\u202e]/);
    expect(answers[3]?.stdout).toContain('x31myz#EVIL');
    const { items } = await jsonOf<{ items: { puuid: string; gameName: string }[] }>(env, ...list);
    expect(items.find((item) => item.puuid === puuid)?.gameName).toBe(name);
  });
});

describe('a player who cannot be told', () => {
  it.each(['show', 'untrack', 'deactivate', 'activate'])(
    'players %s: 1 for somebody unknown, 2 for nonsense',
    async (name) => {
      const unknown = await riotjobs(['players', name, 'Nobody Here#NONE'], { env });
      expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Nobody Here#NONE') });
      expect((await riotjobs(['players', name, 'x'.repeat(78)], { env })).code).toBe(1);
      expect((await riotjobs(['players', name, 'nonsense'], { env })).code).toBe(2);
      expect((await riotjobs(['players', name], { env })).code).toBe(2);
      expect((await riotjobs(['players', name, 'A#B'], { env: world.settings() })).code).toBe(10);
    },
  );

  it('several with one Riot ID: the puuids to choose from', async () => {
    const twins = sql(env, 'select puuid from players where not is_tracked order by puuid limit 2') as {
      puuid: string;
    }[];
    const [first, second] = twins.map(({ puuid }) => puuid);
    sql(env, `update players set summoner_name = 'Twin', tag_line = 'ONE' where puuid = '${first}'`);
    sql(env, `update players set summoner_name = 'TWIN', tag_line = 'one' where puuid = '${second}'`);
    const { code, stderr, stdout } = await riotjobs(['players', 'show', 'twin#One'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('2 players');
    for (const puuid of [first, second]) expect(stderr).toContain(puuid);
    expect((await riotjobs(['players', 'deactivate', 'Twin#ONE'], { env })).code).toBe(1);
    expect((await show(String(first))).player).toMatchObject({ gameName: 'Twin', isActive: true });
  });
});

describe('players untrack, deactivate and activate', () => {
  const requests = () => world.simulator.stats().requests;

  it('need neither key nor request, and keep every row', async () => {
    const { RIOT_API_KEY: _, ...keyless } = env as Record<string, string>;
    const tables = ['matches', 'match_participants', 'match_payloads', 'player_ranks', 'player_analysis', 'players'];
    const counts = () => tables.map((table) => sql(env, `select count(*) as rows from ${table}`));
    const before = { counts: counts(), requests: requests() };
    for (const change of ['untrack', 'deactivate', 'activate']) {
      const first = await jsonOf<{ isChanged: boolean }>(keyless, 'players', change, riotId);
      expect(first.isChanged).toBe(true);
      expect((await jsonOf<{ isChanged: boolean }>(keyless, 'players', change, riotId)).isChanged).toBe(false);
    }
    expect({ counts: counts(), requests: requests() }).toEqual(before);
    expect((await show(riotId)).player).toMatchObject({ isTracked: false, isActive: true, discoveredDepth: 2 });
    await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
    expect((await show(riotId)).player).toMatchObject({ isTracked: true, discoveredDepth: 0 });
  });

  it('no job asks for a player who is deactivated', async () => {
    sql(env, 'update players set is_active = 0 where not is_tracked');
    const { stderr } = await succeed(env, 'players', 'deactivate', riotId);
    expect(stderr).toContain('left alone');
    const before = requests();
    await succeed(env, 'run', 'updater');
    await succeed(env, 'run', 'analyzer');
    expect(requests()).toBe(before);
    expect((await riotjobs(['players', 'list', '--limit', '1'], { env, columns: 160 })).stdout).toContain('off');
    await succeed(env, 'players', 'activate', riotId);
    await succeed(env, 'run', 'updater');
    expect(requests()).toBeGreaterThan(before);
  });
});

describe('who is gone', () => {
  interface Shown {
    readonly player: { readonly banConfirmedAt: string | null; readonly banSuspectedAt: string | null };
    readonly banChecks: readonly { readonly result: string; readonly lastSeen: string }[];
    readonly lastMeeting: { readonly puuid: string; readonly playedAt: string } | null;
  }

  it('is told with the last game, and with the last one of both; a suspicion is not called a ban', async () => {
    const env = world.settings();
    const [name = ''] = world.riotIds(1);
    await succeed(env, 'players', 'track', name, '--platform', 'euw1');
    await succeed(env, 'run', 'updater');
    const met = sql(env, 'select puuid from players where not is_tracked order by puuid limit 2') as {
      puuid: string;
    }[];
    const [gone = '', suspect = ''] = met.map(({ puuid }) => puuid);
    expect((await jsonOf<Shown>(env, 'players', 'show', gone)).banChecks).toEqual([]);
    expect(await jsonOf(env, 'players', 'list', '--banned')).toMatchObject({ items: [] });
    const at = Date.UTC(2026, 9, 31);
    sql(env, `update players set ban_suspected_at = ${at} where puuid in ('${gone}', '${suspect}')`);
    sql(env, `update players set ban_confirmed_at = ${at} where puuid = '${gone}'`);
    sql(
      env,
      `insert into ban_checks (puuid, result, last_seen, checked_at) values ('${gone}', 'gone', ${at - 1}, ${at})`,
    );
    const shown = await jsonOf<Shown>(env, 'players', 'show', gone);
    expect(shown.player).toMatchObject({ banConfirmedAt: '2026-10-31T00:00:00.000Z' });
    expect(shown.banChecks).toEqual([
      { checkedAt: '2026-10-31T00:00:00.000Z', result: 'gone', lastSeen: '2026-10-30T23:59:59.999Z' },
    ]);
    expect(shown.lastMeeting?.playedAt).toMatch(/^\d{4}-/);
    const page = async (puuid: string) => {
      const answer = await riotjobs(['players', 'show', puuid], { env: { ...env, NO_COLOR: '1' }, columns: 160 });
      return answer.stdout;
    };
    expect(await page(gone)).toMatch(/banned +│ yes +│ gone since 2026-10-31 .*, last seen \d{4}-\d\d-\d\d/);
    expect(await page(gone)).toMatch(/ban checks +│ plays nowhere any more +│ .*last game 2026-10-30/);
    expect(await page(suspect)).toMatch(/banned +│ suspected +│ not there since 2026-10-31/);
    const { stdout } = await succeed(env, 'players', 'list', '--banned');
    expect(rowsOf(stdout).map(({ puuid, with: tracked }) => [puuid, tracked])).toEqual([[gone, name]]);
  });
});
